"""`unallocated`: announced with no registration found that day.

A registry's file that is not of about that day is not loaded, and what its space holds is not
"none": where the top of the registry names another keeper, or none, nothing is said. Special and
reserved space of IANA is left out, where its list is in the book. Fooled by the days between a
grant and the next file.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from samehand.api.answers import Answer
from samehand.api.book import Desk
from samehand.api.history.days import NEAR_DAYS, Days, Found, days_of, watched
from samehand.api.history.people import people
from samehand.api.history.usage import merged
from samehand.api.lookups.states import EVERY_REGISTRY
from samehand.errors import NotInData
from samehand.store.asof import covering
from samehand.tables.registry import Designation, Holding
from samehand.values.blocks import Block
from samehand.values.cites import cite_text

Numbers = NDArray[np.int64]

ROUTES = """
SELECT family, first, last, length, origin, max(peers) AS peers, min(cite) AS cite,
       string_agg(DISTINCT collector, ', ') AS collectors
FROM sighting
WHERE family = $family AND how = 'table' AND seen <= $day AND last_seen >= $day
GROUP BY family, first, last, length, origin
ORDER BY first, length, origin
"""

RECORDS = """
SELECT held.family, held.first, held.last, held.registry, held.status, held.cite,
       held.holder IS NOT NULL OR held.status IN ('allocated', 'assigned', 'legacy') AS held
FROM holding_history AS held
JOIN (
  SELECT unnest(CAST($registries AS VARCHAR[])) AS registry, CAST(unnest(CAST($days AS VARCHAR[])) AS DATE) AS day
) AS chosen
  ON chosen.registry = held.registry AND chosen.day BETWEEN held.seen AND held.last_seen
WHERE held.family = $family
ORDER BY held.first, held.last, held.cite
"""

DESIGNATED = """
SELECT list, family, first, last, length, designation, status, cite
FROM designation_history
WHERE family = $family
ORDER BY first, last, list, cite
"""


def unallocated(desk: Desk, day: date | None = None) -> Answer:
    """Prefixes in the last tables up to a day, by default the day asked about, held by nobody on record.

    Of a family whose last table is of another day nothing is said.
    """
    days = days_of(desk)
    by = (day or min(desk.clock.as_of, desk.clock.known_on)).isoformat()
    looked = watched(desk, days)
    lasts = {f: max((d for d in looked.days(f) if d <= by), default="") for f in (4, 6)}
    on = max(lasts.values())
    if not on:
        raise NotInData(f"no routing table up to {by} is in the book", "samehand import FILE")
    loaded = {name: at for name in days.scopes(Holding) if (at := _near(days, name, on))}
    if not loaded:
        raise NotInData(f"no registry's file of about {on} is in the book", "samehand import FILE")
    absent = [] if desk.held.synthetic else sorted(set(EVERY_REGISTRY) - set(loaded))
    found = [_unheld(desk, Asked(f, on, loaded, absent)) for f, last in lasts.items() if last == on]
    told = [row for each in found for row in each.rows]
    names = people(desk, days, {row["origin"] for row in told})
    results = [_row(row, on, loaded, names.of(row["origin"], on)) for row in told]
    missing = [
        f"holding of {name} (not loaded for {on}; its last file is {days.last(Holding, name, on) or 'none'})"
        for name in absent
    ]
    partly = [
        f"IPv{f} (its last table is {last or 'none'})" for f, last in lasts.items() if last != on
    ]
    if not all(each.special for each in found):
        partly.append(f"{Designation.table} (special and reserved space could not be left out)")
    unsaid = sum(each.unsaid for each in found)
    query = {"verb": "unallocated", "day": on, "prefixes": len(results), "not_loaded": unsaid}
    return desk.answer(
        "unallocated/1", query, results, missing=tuple(missing), not_looked=(*missing, *partly)
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """A family, the day of its tables, the registries' files of about that day, and those without."""

    family: int
    on: str
    loaded: dict[str, str]
    absent: list[str]


@dataclass(frozen=True, slots=True)
class Unheld:
    """Routes no record holds; how many more no file loaded tells of; whether special space is known."""

    rows: list[Found]
    unsaid: int
    special: bool


def _near(days: Days, registry: str, on: str) -> str | None:
    at = days.last(Holding, registry, on)
    return (
        at if at and (date.fromisoformat(on) - date.fromisoformat(at)).days <= NEAR_DAYS else None
    )


def _unheld(desk: Desk, asked: Asked) -> Unheld:
    """The routes of one family that no record holds."""
    here = {"family": asked.family}
    loaded = asked.loaded
    routes = desk.peek.query(ROUTES, **here, day=date.fromisoformat(asked.on))
    records = desk.peek.query(RECORDS, **here, registries=list(loaded), days=list(loaded.values()))
    places = desk.peek.query(DESIGNATED, **here)
    desk.asked_sql.extend((ROUTES, RECORDS, DESIGNATED))
    held = np.asarray(records["held"].to_numpy(zero_copy_only=False), dtype=bool)
    free = records.filter(pa.array(~held))
    left = routes.filter(pa.array(~meets(routes, records.filter(pa.array(held)))))
    kept = np.array(
        [not _special(name) for name in _covering(left, places, ("list", "designation", "status"))],
        dtype=bool,
    )
    left = left.filter(pa.array(kept, pa.bool_()))
    known = meets(left, free) if asked.absent else np.ones(len(left), dtype=bool)
    shown = left.filter(pa.array(known, pa.bool_()))
    rows = [{**row, "cite": cite_text(row["cite"])} for row in shown.to_pylist()]
    names = ("registry", "status", "cite")
    said = zip(rows, _meeting(shown, free, names), _covering(shown, places, ("cite",)), strict=True)
    told = [_stated(row, record, place) for row, record, place in said]
    return Unheld(told, len(left) - len(shown), bool(len(places)))


def _stated(row: Found, record: Found | None, place: Found | None) -> Found:
    return row | {
        "registry": record["registry"] if record else None,
        "status": record["status"] if record else None,
        "status_cite": cite_text(record["cite"]) if record else None,
        "place_cite": cite_text(place["cite"]) if place else None,
        "state": "free or reserved on record" if record else "in no file",
    }


def _at(routes: pa.Table, blocks: pa.Table) -> Numbers:
    """Of each route the first block that ends in or after it; blocks are in order, apart."""
    at: Numbers = np.searchsorted(
        blocks["last"].to_numpy(), routes["first"].to_numpy(), side="left"
    )
    return at


def meets(routes: pa.Table, blocks: pa.Table) -> NDArray[np.bool_]:
    """Whether any block, of blocks in order, meets each route."""
    if not len(blocks):
        return np.zeros(len(routes), dtype=bool)
    whole = merged(zip(blocks["first"].to_pylist(), blocks["last"].to_pylist(), strict=True))
    firsts, lasts = np.array([span[0] for span in whole]), np.array([span[1] for span in whole])
    at = np.searchsorted(lasts, routes["first"].to_numpy(), side="left")
    begins = np.append(firsts, np.iinfo(np.int64).max)[at]
    found: NDArray[np.bool_] = begins <= routes["last"].to_numpy()
    return found


def _meeting(routes: pa.Table, blocks: pa.Table, names: Sequence[str]) -> list[Found | None]:
    """The first block that meets each route."""
    at = np.minimum(_at(routes, blocks), max(len(blocks) - 1, 0)).tolist() if len(blocks) else []
    rows = blocks.select(list(names)).take(pa.array(at, pa.int64())).to_pylist() if at else []
    hit = meets(routes, blocks)
    return [
        row if yes else None for row, yes in zip(rows or [None] * len(routes), hit, strict=True)
    ]


def _covering(routes: pa.Table, places: pa.Table, names: Sequence[str]) -> list[Found | None]:
    """The smallest designated space around each route."""
    told = places.select(list(names)).to_pylist()
    return [None if at is None else told[at] for at in covering(routes, places).to_pylist()]


def _special(place: Found | None) -> bool:
    """Space that the top of the registry keeps, or gave a special purpose."""
    if place is None:
        return False
    words = f"{place['designation']} {place['status'] or ''}".lower()
    kept = ("future use", "multicast", "iana -", "unique local", "link-scoped")
    return "special" in place["list"] or "reserved" in words or words.startswith(kept)


def _row(row: Found, on: str, loaded: dict[str, str], whose: dict[str, Any]) -> dict[str, Any]:
    space = Block(row["family"], row["first"], row["last"])
    start = str(space).partition("/")[0]
    who = (
        ", ".join(part for part in (whose["name"], whose["holder"]) if part)
        or f"holder {whose['holder_state']}"
    )
    files = loaded.get(row["registry"] or "", max(loaded.values()))
    said = (
        f"{row['registry']} has it as {row['status']} in its file of {files}"
        if row["status"]
        else "no registration was found in the files of about that day"
    )
    cites = [row["cite"], row["status_cite"], row["place_cite"], *whose["cites"]]
    return {
        "prefix": f"{start}/{row['length']}",
        "addresses": space.size,
        "unit": "addresses" if row["family"] == 4 else "/64s",
        "origin": row["origin"],
        "name": whose["name"],
        "holder_of_origin": whose["holder"],
        "day": on,
        "collectors": row["collectors"],
        "peers": row["peers"],
        "state": row["state"],
        "registry": row["registry"],
        "status": row["status"],
        "says": f"announced by AS{row['origin']} ({who}) in the table of {on}; {said}",
        "cites": list(dict.fromkeys(cite for cite in cites if cite)),
    }
