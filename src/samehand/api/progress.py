"""How a verb tells of its work while it goes on."""

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Told (what, done, total) as work goes on."""


def silent(what: str, done: int, total: int) -> None:
    """Progress that nobody watches."""
