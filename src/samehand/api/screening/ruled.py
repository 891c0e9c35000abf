"""The rules of a registry asked of each applicant: alone, and with the hand that it would join."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from samehand.api.screening.applications import Application
from samehand.api.screening.past import past_of
from samehand.api.screening.policies import Policy
from samehand.api.screening.ruling import Now, say
from samehand.store.duck import DuckStore


def add_rules(
    store: DuckStore,
    told: Sequence[Application],
    rows: list[dict[str, Any]],
    rules: Sequence[Policy],
) -> None:
    """Add to the row of each applicant what each rule says of it alone, and with its hand."""
    hands = [_together(row) for row in rows]
    own = [frozenset([each.applicant]) if each.applicant else frozenset() for each in told]
    past = past_of(store, frozenset().union(*hands, *own))
    for row, each, hand, mine in zip(rows, told, hands, own, strict=True):
        now = _now(each, date.fromisoformat(row["day"]))
        row["policy"] = [say(rule, past, mine, hand | mine, now) for rule in rules]


def _together(row: Mapping[str, Any]) -> frozenset[str]:
    """The accounts that would be one organisation with the applicant: its hand, or whom it is tied to."""
    tied = [each["holder"] for each in row["related"] if each["total"] > 0]
    members = [each["holder"] for each in row["hand"]["members"]] if row["hand"] else tied
    return frozenset(each.split("~")[0] for each in members)


def _now(each: Application, day: date) -> Now:
    size = each.one("size").replace(",", "").removeprefix("/")
    family = 6 if "6" in each.one("family") else 4
    return Now(
        day=day,
        bucket=each.one("bucket") or None,
        family=family,
        size=int(size) if size and family == 4 else None,
    )
