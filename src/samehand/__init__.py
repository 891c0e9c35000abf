"""Samehand: which holders of Internet address space are one hand, with evidence to the raw line.

The map, from the floor up; nothing imports from a floor above it:

    errors, values        plain values
    names, linkage        organisations' names compared; which records are one party
    tables, evidence      what is stored; what a finding is made of
    store, plugins        engines and books; finding plug-ins
    verdicts              what people judged of two holders
    rules                 the shape of a link
    sources  resolve      published files to rows; rows to hands
    present  worlds       answers to text and pictures; synthetic worlds
    cases                 a question, findings, replies, and their log
    settings              the environment, read once
    api                   the verbs
    cli                   the command

In Python:

    book = samehand.open("samehand.book", known_on="2017-03-21")
    for hand in book.hands():
        print(hand["rank"], hand["weight"], hand["members"])
    book.why("arin:a1b2", "arin:c3d4").evidence
"""

from typing import TYPE_CHECKING, Any

from samehand.errors import (
    ImportRefused,
    Incomplete,
    IntegrityError,
    NotInData,
    NotPermitted,
    SamehandError,
    Unreachable,
    UsageError,
    WeightsRefused,
)

if TYPE_CHECKING:
    from samehand.api import Access, Book, open
    from samehand.api.answers import Answer

__version__ = "0.1.0"

__all__ = [
    "Access",
    "Answer",
    "Book",
    "ImportRefused",
    "Incomplete",
    "IntegrityError",
    "NotInData",
    "NotPermitted",
    "SamehandError",
    "Unreachable",
    "UsageError",
    "WeightsRefused",
    "__version__",
    "open",
]


def __getattr__(name: str) -> Any:
    """The verbs, loaded when first used: `samehand --version` needs none of them."""
    if name in ("Access", "Answer", "Book", "open"):
        from samehand import api

        return getattr(api, name)
    raise AttributeError(f"module 'samehand' has no attribute {name!r}")
