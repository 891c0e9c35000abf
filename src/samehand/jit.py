"""Compiled functions: numba, cached on disk, with the types kept for the checker."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba

# Functions called by compiled code alone need no wrapper for Python: half of the compiling time.
INNER = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True, "_nrt": False}
_njit: Any = numba.njit
F = TypeVar("F", bound=Callable[..., Any])


def compiled(function: F) -> F:
    """The function as machine code, made at its first call and kept beside the source."""
    return cast(F, _njit(cache=True, error_model="numpy", **INNER)(function))


def inlined(function: F) -> F:
    """The same, as a part of whatever calls it: for what is called at every line and takes much."""
    options = {**INNER, "forceinline": True}
    return cast(F, _njit(cache=True, error_model="numpy", **options)(function))


def entry(function: F) -> F:
    """The same, callable from Python."""
    return cast(F, _njit(cache=True, error_model="numpy", nogil=True)(function))
