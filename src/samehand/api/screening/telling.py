"""What links an applicant with a holder, in words with cites: as every pair of a scan is told."""

from collections.abc import Mapping, Sequence
from typing import Any

from samehand.api.screening.found import Screened
from samehand.api.screening.index import Index
from samehand.api.telling import NAMED, Pair, Said, Told, said_by, table_of, told_pairs
from samehand.values.holders import with_names

Shown = Mapping[str, Sequence[str]]

COUNTED = """
SELECT counted.*
FROM counted
JOIN asked ON asked.one = counted.one AND asked.other = counted.other
ORDER BY counted.one, counted.other, counted.rule
"""
# What the scan found of the accounts that applicants have.
KEPT = """
SELECT DISTINCT applying.applicant, link.holder, link.other
FROM applying
JOIN picked_link AS link ON split_part(link.holder, '~', 1) = applying.account
JOIN asked ON asked.one = applying.applicant AND asked.other = link.other
"""


def links_of(index: Index, screened: Screened, shown: Shown) -> dict[str, dict[str, list[Told]]]:
    """Every link of each applicant with the holders shown, those that count most first.

    Of an applicant that is a holder already, a link of the scan is told as the scan tells it.
    """
    store = screened.store
    pairs = [(name, other) for name, others in shown.items() for other in others]
    store.keep("asked", table_of(pairs))
    rows = store.rows(COUNTED)
    counted = {row["rule"] for row in rows}
    names = {row["holder"]: row["name"] for row in store.rows(NAMED)}
    said = {name: said_by(screened, name) for name in screened.rules if name in counted}
    kept = _kept(index, screened)
    found: dict[str, dict[str, list[Told]]] = {
        name: {other: [] for other in others} for name, others in shown.items()
    }
    for row in rows:
        says, cites = _said(row, said, kept)
        plain = with_names(says.replace(row["one"], "the applicant"), names)
        told = Told(**row, says=plain, cites=cites)
        found[row["one"]][row["other"]].append(told)
    for others in found.values():
        for links in others.values():
            links.sort(key=lambda link: (-abs(link.counted), link.rule))
    return found


def _said(
    row: Mapping[str, Any],
    said: Mapping[str, Mapping[Pair, Said]],
    kept: Mapping[tuple[str, str, str], Said],
) -> Said:
    mine = said.get(row["rule"], {}).get((row["one"], row["other"]))
    return mine or kept[row["one"], row["other"], row["rule"]]


def _kept(index: Index, screened: Screened) -> dict[tuple[str, str, str], Said]:
    """The sentences of the scan, by applicant, other and rule."""
    rows = screened.store.rows(KEPT)
    if not rows:
        return {}
    real = {_ordered(row["holder"], row["other"]): row for row in rows}
    told = told_pairs(index, real)
    return {
        (row["applicant"], row["other"], link.rule): (link.says, link.cites)
        for row in rows
        for link in told[_ordered(row["holder"], row["other"])]
    }


def _ordered(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)
