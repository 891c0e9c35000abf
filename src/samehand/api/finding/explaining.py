"""`explain`: what a code stands for: a link, a detector, an error, an exception, a class, a level, a term.

From the very code and weights that run, so that an explanation cannot be of another version.
"""

import csv
import inspect
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Any

from samehand import errors
from samehand.api.arrivals import bare
from samehand.api.finding.fooling import read_rule
from samehand.api.finding.mine import CURES
from samehand.api.recovery.classes import CLASSES
from samehand.api.title.exceptions import CHECKS
from samehand.detect import all_detectors
from samehand.detect.weights import default_weights as detector_weights
from samehand.errors import NotInData
from samehand.evidence import FAMILIES
from samehand.resolve import all_links
from samehand.resolve.levels import LEVELS
from samehand.resolve.weights import default_weights
from samehand.rules import Rule

_FIELDS = (
    "code",
    "kind",
    "title",
    "what",
    "why",
    "false_positives",
    "family",
    "weight",
    "revision",
    "numbers",
)


def explain(code: str) -> Mapping[str, Any]:
    """Everything that bears this code, as an envelope. Raises NotInData where nothing does."""
    asked = code.strip()
    found = [row for row in every_code() if row["code"].lower() == asked.lower()]
    if not found:
        known = sorted({row["code"] for row in every_code()})
        near = ", ".join(get_close_matches(asked, known, n=5, cutoff=0.5))
        raise NotInData(
            f"there is no code {code!r}", f"did you mean {near}?" if near else "see docs/words.md"
        )
    return bare("explain/1", {"verb": "explain", "code": asked}, found, synthetic=False)


def every_code() -> Iterator[dict[str, Any]]:
    """Every code that answers can show."""
    bits = default_weights().bits
    for name, rule in all_links().items():
        yield _rule(rule, "link", {bin_: bits.get((name, bin_)) for bin_ in rule.bins})
    weights = detector_weights().bits
    for name, rule in all_detectors().items():
        yield _rule(rule, "detector", {bin_: weights.get((name, bin_)) for bin_ in rule.bins})
    for kind in vars(errors).values():
        if inspect.isclass(kind) and issubclass(kind, errors.SamehandError):
            doc = inspect.getdoc(kind) or ""
            ends = f"ends with exit code {kind.exit_code}"
            yield _row(kind.code, "error", kind.__name__, doc, ends)
    yield from _of_titles()
    for name, least in LEVELS.items():
        yield _row(name, "level", name, f"{least:g} bits of a hand or more", "see --gate")
    for name, fools in FAMILIES.items():
        what = "links that rest on one kind of fact"
        yield _row(name, "family of evidence", name, what, "families count as independent", fools)
    for word, means, not_ in terms():
        yield _row(word, "term", word, means, f"not: {not_}" if not_ else "")


def _of_titles() -> Iterator[dict[str, Any]]:
    """Exceptions of titles, classes of recovery, exposures."""
    for check in CHECKS:
        what, cure = inspect.getdoc(check.look) or "", f"cure: {check.cure}"
        yield _row(check.code, "exception of a title", check.title, what, cure, check.ordinary)
    for name, means in CLASSES.items():
        why = "what of a holder's space can be had back"
        yield _row(name, "class of recovery", name, means, why)
    for name, cure_ in CURES.items():
        yield _row(name, "exposure", name, f"cure: {cure_.says}", f"write to {cure_.to}")


def _rule(rule: Rule[Any], kind: str, weights: Mapping[str, float | None]) -> dict[str, Any]:
    """A link or detector, from its own module."""
    read = read_rule(rule)
    row = _row(rule.name, kind, rule.title, read.what, read.why, read.fools)
    return row | {
        "family": rule.family,
        "weight": {
            name: round(bits, 2) if bits is not None else None for name, bits in weights.items()
        },
        "revision": rule.revision,
        "numbers": _numbers(rule.numbers),
    }


def _numbers(numbers: object) -> dict[str, str]:
    """Every number of a rule, with its reason."""
    fields = getattr(numbers, "__dataclass_fields__", {})
    return {
        name: f"{getattr(numbers, name)}: {field.metadata.get('why', '')}"
        for name, field in fields.items()
    }


def _row(
    code: str, kind: str, title: str, what: str, why: str = "", fools: str = ""
) -> dict[str, Any]:
    told = {
        "code": code,
        "kind": kind,
        "title": title,
        "what": what,
        "why": why,
        "false_positives": fools,
    }
    return dict.fromkeys(_FIELDS) | told


@cache
def terms() -> Sequence[tuple[str, str, str]]:
    """The words of docs/words.md: each with what it means, and the words not to use for it."""
    text = files("samehand.api.finding").joinpath("terms.csv").read_text("utf-8")
    return tuple(
        (row["word"], row["means"], row["not"]) for row in csv.DictReader(text.splitlines())
    )
