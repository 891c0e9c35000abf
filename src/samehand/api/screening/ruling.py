"""What the rules of a registry say of a hand, were it one organisation: asked of its past.

What fools it: a block that came by transfer counts as given on the day the registry registered it,
and a day of a move is known only as that of the next file.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from samehand.api.screening.policies import Policy
from samehand.values.counts import count_of

MONTH_DAYS = 30.44  # mean length of a month, as in `drift`


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A block that was given to a holder."""

    holder: str
    family: int
    addresses: int
    day: date | None
    block: str
    cite: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request of a holder."""

    holder: str
    request: str
    bucket: str | None
    family: int
    day: date
    cite: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A block that passed from one holder to another."""

    holder: str
    taker: str
    family: int
    block: str
    given: date
    by: date
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What holders were given, asked and passed on; `asked` is none where it may not be read."""

    given: Sequence[Given]
    asked: Sequence[Asked] | None
    moved: Sequence[Moved]


@dataclass(frozen=True, slots=True, kw_only=True)
class Now:
    """The application that a rule is asked of."""

    day: date
    bucket: str | None
    family: int
    size: int | None  # addresses, where told


def say(
    rule: Policy, past: Past, own: frozenset[str], hand: frozenset[str], now: Now
) -> dict[str, Any]:
    """What a rule says of an applicant alone, and of the hand as one organisation."""
    row: dict[str, Any] = {"rule": rule.name, "kind": rule.kind, "alone": None, "together": None}
    if _not_of(rule, now):
        return row | {"state": "not applied", "says": "of another bucket or family", "cites": []}
    if rule.restricted and past.asked is None:
        says = "requests are restricted, or not in the book: --restricted"
        return row | {"state": "not looked", "says": says, "cites": []}
    return row | KINDS[rule.kind](rule, past, own, hand, now)


def _not_of(rule: Policy, now: Now) -> bool:
    other = rule.bucket is not None and now.bucket is not None and rule.bucket != now.bucket
    return other or (rule.family is not None and rule.family != now.family)


def _limit(
    rule: Policy, past: Past, own: frozenset[str], hand: frozenset[str], now: Now
) -> dict[str, Any]:
    """How many with this application, against how many one organisation may have."""
    rows = _counted(rule, past, hand, now)
    this = (now.size or 0) if rule.count == "addresses" else 1
    alone = this + sum(many for holder, many, _ in rows if holder in own)
    together = this + sum(many for _, many, _ in rows)
    one = rule.count.removesuffix("es" if rule.count == "addresses" else "s")
    span = f" within {rule.months:g} months" if rule.months else ""
    says = (
        f"with this application {count_of(together, one, rule.count)}{span}, {alone:,} of the applicant's own;"
        f" one organisation may have {rule.most:,}"
    )
    if rule.count == "addresses" and now.size is None:
        says += "; how many it asks for is not told, and not counted"
    return {
        "alone": alone,
        "together": together,
        "state": "exceeded" if together > rule.most else "within",
        "says": says,
        "cites": [cite for _, _, cite in rows],
    }


def _counted(
    rule: Policy, past: Past, hand: frozenset[str], now: Now
) -> list[tuple[str, int, str]]:
    """Holder, how many, and cite of all that counts."""
    if rule.restricted:
        return [
            (each.holder, 1, each.cite)
            for each in past.asked or ()
            if each.holder in hand
            and _counts(rule, each.day, each.family, now)
            and (rule.bucket is None or each.bucket == rule.bucket)
        ]
    return [
        (each.holder, each.addresses if rule.count == "addresses" else 1, each.cite)
        for each in past.given
        if each.holder in hand and _counts(rule, each.day, each.family, now)
    ]


def _counts(rule: Policy, day: date | None, family: int, now: Now) -> bool:
    if rule.family is not None and family != rule.family:
        return False
    if day is not None and day > now.day:
        return False
    return rule.months is None or (day is not None and _months(day, now.day) <= rule.months)


def _months(before: date, after: date) -> float:
    return (after - before).days / MONTH_DAYS


def _wait(
    rule: Policy, past: Past, own: frozenset[str], hand: frozenset[str], now: Now
) -> dict[str, Any]:
    """How long ago the organisation was last given a block, or last asked."""
    told = [
        (each.day, each.holder, each.cite)
        for each in (past.asked or () if rule.restricted else past.given)
        if each.day is not None
        and each.day <= now.day
        and each.holder in hand
        and (rule.family is None or each.family == rule.family)
        and (rule.bucket is None or getattr(each, "bucket", None) == rule.bucket)
    ]
    alone = max((row for row in told if row[1] in own), default=None)
    last = max(told, default=None)
    what = "asked" if rule.restricted else "was given a block"
    if last is None:
        says = f"nobody of the hand {what} before"
        return {"state": "within", "says": says, "cites": []}
    passed = _months(last[0], now.day)
    says = (
        f"{last[1]} {what} on {last[0]}, {passed:.1f} months before;"
        f" one organisation waits {rule.months:g}"
    )
    return {
        "alone": round(_months(alone[0], now.day), 1) if alone else None,
        "together": round(passed, 1),
        "state": "exceeded" if passed < (rule.months or 0) else "within",
        "says": says,
        "cites": [last[2]],
    }


def _hold(
    rule: Policy, past: Past, own: frozenset[str], hand: frozenset[str], now: Now
) -> dict[str, Any]:
    """Blocks of the hand that passed on before the months were over."""
    early = [
        each
        for each in past.moved
        if each.holder in hand
        and each.taker not in hand
        and (rule.family is None or each.family == rule.family)
        and each.by <= now.day
        and _months(each.given, each.by) < (rule.months or 0)
    ]
    inside = [
        each
        for each in past.moved
        if each.holder in hand and each.taker in hand and each.by <= now.day
    ]
    named = "".join(
        f"; {each.block}, given {each.given} to {each.holder}, was {each.taker}'s by {each.by}"
        for each in early[:3]
    )
    kept = f"; {len(inside)} more passed within the hand: as one organisation it kept them"
    says = (
        f"{count_of(len(early), 'block')} passed on within {rule.months:g} months{named}"
        f"{kept if inside else ''}"
    )
    return {
        "alone": sum(each.holder in own for each in early),
        "together": len(early),
        "state": "exceeded" if early else "within",
        "says": says,
        "cites": [cite for each in early for cite in each.cites],
    }


KINDS = {"limit": _limit, "wait": _wait, "hold": _hold}
