"""What the reference pages are written with: rows, tables, and the home of a plug-in."""

from collections.abc import Iterable
from importlib import import_module
from pkgutil import iter_modules
from typing import Any


def joined(parts: Iterable[str]) -> str:
    """Parts of a page, one a line."""
    return "\n".join(parts).rstrip() + "\n"


def row(*cells: object) -> str:
    """A row of a table."""
    return "| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |"


def table(*names: str) -> str:
    """The head of a table."""
    return row(*names) + "\n" + row(*("---" for _ in names))


def home_of(thing: object, package: str) -> Any:
    """The module that defines a plug-in."""
    for info in iter_modules(import_module(package).__path__):
        module = import_module(f"{package}.{info.name}")
        if any(value is thing for value in vars(module).values()):
            return module
    raise LookupError(thing)
