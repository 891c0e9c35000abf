"""Compiled functions: numba, cached on disk, with the types kept for the checker."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba  # type: ignore[import-untyped,unused-ignore]
import numpy as np

Array = np.ndarray[Any, Any]
# Functions called by compiled code alone need no wrapper for Python: half of the compiling time.
INNER = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True, "_nrt": False}
F = TypeVar("F", bound=Callable[..., Any])


def compiled(function: F) -> F:
    """The function as machine code, made at its first call and kept beside the source."""
    return cast(F, numba.njit(cache=True, error_model="numpy", **INNER)(function))


def entry(function: F) -> F:
    """The same, callable from Python."""
    return cast(F, numba.njit(cache=True, error_model="numpy", nogil=True)(function))


@compiled
def u16(buf: Array, at: int) -> int:
    """Two bytes, the large end first."""
    return np.int64(buf[at]) << 8 | np.int64(buf[at + 1])  # type: ignore[return-value]


@compiled
def u32(buf: Array, at: int) -> int:
    """Four bytes."""
    return (  # type: ignore[return-value]
        np.int64(buf[at]) << 24
        | np.int64(buf[at + 1]) << 16
        | np.int64(buf[at + 2]) << 8
        | np.int64(buf[at + 3])
    )


@compiled
def i64(buf: Array, at: int) -> int:
    """Eight bytes, as a signed number."""
    return u32(buf, at) << 32 | u32(buf, at + 4)


@compiled
def masked(value: int, bits: int) -> int:
    """A 64-bit number with only its first `bits` bits kept."""
    if bits >= 64:
        return value
    if bits <= 0:
        return 0
    return value & np.int64(-1) << (64 - bits)  # type: ignore[return-value]
