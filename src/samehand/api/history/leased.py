"""`leased`: space announced by an AS that no record ties to its holder.

Two ways. Where registration records were read, the published method (the detector `lease`): leaf
against root. Else by origin (the step `tie`): neither an AS of the account, nor one under the same
organisation id or name, nor a neighbour of one, nor who has announced the holder's space for years,
nor who announces the block as a whole. The second cannot see who is registered below the holder,
so it finds hosting, scrubbing and unrecorded subsidiaries too. A lease is lawful business.
"""

from typing import Any

from samehand.api.answers import Answer
from samehand.api.book import Desk
from samehand.api.history.days import Days, days_of, stale_files, watched
from samehand.api.history.kept import shown
from samehand.api.history.people import People, people
from samehand.api.history.signs import unlooked
from samehand.api.history.subjects import Subject, subject
from samehand.api.lookups.holders import counted
from samehand.api.lookups.states import ask
from samehand.api.progress import Progress, silent
from samehand.errors import NotInData, UsageError
from samehand.tables.registry import AsnHolding, AsnOrg, Holding, Registration
from samehand.tables.routing import AsnRelation, Sighting
from samehand.values.blocks import Block

# Of a block whose whole is announced by one AS, a part that the same AS announces is no news.
ORIGINS = """
WITH latest AS (
  SELECT max(last_seen) AS day FROM sighting WHERE how = 'table' AND family = 4
), now AS (
  SELECT first, last, length, origin, min(cite) AS cite, max(last_seen) AS seen
  FROM sighting CROSS JOIN latest
  WHERE family = 4 AND how = 'table' AND last_seen = latest.day
  GROUP BY first, last, length, origin
), numbers AS (
  SELECT account, count(DISTINCT asn) AS asns FROM as_part GROUP BY account
), met AS (
  SELECT tie.account AS holder, tie.registry, tie.tie, tie.holders AS serves, now.*, block.cite AS block_cite,
         block.first AS block_first, block.last AS block_last
  FROM tie
  JOIN now ON now.first = tie.first AND now.length = tie.length AND now.origin = tie.origin
  JOIN block ON block.cite = tie.block_cite
  WHERE tie.family = 4 AND tie.tie IN ('none', 'hoster')
)
SELECT met.holder, met.registry, met.first, met.last, met.length, met.origin, met.seen, met.cite, met.block_cite,
       met.serves, coalesce(numbers.asns, 0) AS asns,
       CASE WHEN met.tie = 'hoster' THEN 'announces for many'
            WHEN met.first = met.block_first AND met.last = met.block_last THEN 'the whole block'
            ELSE 'part of a block' END AS reading
FROM met
LEFT JOIN now AS whole ON whole.first = met.block_first AND whole.last = met.block_last AND whole.origin = met.origin
LEFT JOIN numbers ON numbers.account = met.holder
WHERE whole.first IS NULL OR (met.first = met.block_first AND met.last = met.block_last)
"""

CHOSEN = """
SELECT * FROM strange_origin
WHERE ($first IS NULL OR first <= $last AND last >= $first)
  AND ($holders IS NULL OR holder IN (SELECT unnest(CAST($holders AS VARCHAR[]))))
  AND ($origin IS NULL OR origin = $origin)
ORDER BY registry IN (SELECT unnest(CAST($stale AS VARCHAR[]))), array_position($readings, reading), asns = 0,
         first, length, origin
"""

READINGS = ("part of a block", "the whole block", "announces for many")  # the likest a lease first

BY_ORIGIN = "origin unrelated to the holder: not its AS, no sibling of it by organisation id or name, no neighbour"
BY_RECORD = "leaf and origin unrelated to the root holder (Du et al., IMC 2024)"


def leased(desk: Desk, text: str | None = None, progress: Progress = silent) -> Answer:
    """Space that looks leased: of a block, of a holder, or all. Raises NotInData without tables."""
    whose = subject(desk, text) if text else None
    if whose and whose.kind == "hand":
        raise UsageError(
            f"{text!r} is a hand", "give a block, an AS (as who announces) or a holder"
        )
    days = days_of(desk)
    if not watched(desk, days).days(4):
        raise NotInData("no routing table is in the book by these clocks", "samehand import FILE")
    by_record = bool(days.scopes(Registration))
    rows = (_by_record if by_record else _by_origin)(desk, days, progress, whose)
    results = [{"rank": n + 1, **row} for n, row in enumerate(rows)]
    missing = unlooked(days, (Sighting, Holding, AsnHolding), "9999")
    partly = unlooked(days, (AsnOrg,), "9999")
    if not ask(desk, f"SELECT 1 FROM {AsnRelation.table} LIMIT 1"):
        partly.append(AsnRelation.table)
    if not by_record:
        partly.append("registration (who is recorded below the holder)")
    partly += ["IPv6", *stale_files(days, Holding, watched(desk, days).days(4)[-1])]
    query = {
        "verb": "leased",
        "what": text,
        "method": BY_RECORD if by_record else BY_ORIGIN,
        "prefixes": len(rows),
    }
    return desk.answer(
        "leased/1", query, results, missing=tuple(missing), not_looked=(*missing, *partly)
    )


def _of(row: dict[str, Any], whose: Subject | None) -> bool:
    if whose is None:
        return True
    if whose.block:
        return bool(
            whose.block.family == 4
            and row["first"] <= whose.block.last
            and row["last"] >= whose.block.first
        )
    return row["holder"] in whose.holders or (whose.kind == "asn" and row["origin"] in whose.asns)


def _by_origin(
    desk: Desk, days: Days, progress: Progress, whose: Subject | None
) -> list[dict[str, Any]]:
    from samehand.detect.steps.ties import tie
    from samehand.steps.parties import as_part, block

    progress("comparing origins with holders", 0, 2)
    shown(desk, "strange_origin", (tie.find, tie.numbers), ORIGINS, needs=(tie, block, as_part))
    tables = watched(desk, days).days(4)
    space = whose.block if whose else None
    rows = ask(
        desk,
        CHOSEN,
        first=space.first if space else None,
        last=space.last if space else None,
        holders=list(whose.holders) if whose and whose.holders else None,
        origin=whose.asns[0] if whose and whose.kind == "asn" else None,
        stale=[told.partition(" ")[0] for told in stale_files(days, Holding, tables[-1])],
        readings=list(READINGS),
    )
    called = people(desk, days, {row["origin"] for row in rows})
    progress("telling", 1, 2)
    return [_row(row, called, days) for row in rows]


def _row(row: dict[str, Any], called: People, days: Days) -> dict[str, Any]:
    start = next(Block(4, row["first"], row["first"]).prefixes()).partition("/")[0]
    prefix = f"{start}/{row['length']}"
    whose = called.of(row["origin"], row["seen"])
    who = (
        ", ".join(part for part in (whose["name"], whose["holder"]) if part)
        or f"holder {whose['holder_state']}"
    )
    return {
        "prefix": prefix,
        "holder": row["holder"],
        "origin": row["origin"],
        "origin_name": whose["name"],
        "origin_holder": whose["holder"],
        "reading": row["reading"],
        "origin_serves": row["serves"],
        "seen": row["seen"],
        "held_on": days.last(Holding, row["registry"], row["seen"])
        or days.of(Holding, row["registry"])[0],
        "first": row["first"],
        "last": row["last"],
        "says": f"{prefix} of {row['holder']} is announced by AS{row['origin']} ({who}): {_tied(row)};"
        f" that AS announces for {counted(row['serves'], 'holder')} not its own",
        "cites": list(dict.fromkeys([row["cite"], row["block_cite"], *whose["cites"]])),
    }


def _tied(row: dict[str, Any]) -> str:
    if not row["asns"]:
        return "no AS of the holder is on record"
    if row["asns"] == 1:
        return "the holder's AS is not tied to it"
    return f"none of the holder's {row['asns']} ASes is tied to it"


def _by_record(
    desk: Desk, days: Days, progress: Progress, whose: Subject | None
) -> list[dict[str, Any]]:
    """What the detector finds, told alike."""
    from samehand.detect import all_detectors
    from samehand.rules import lay

    rule = all_detectors()["lease"]
    progress("comparing records with origins", 0, 2)
    lay(rule.needs, desk.store)
    rule.look(desk.store)
    rows = desk.store.query(f"SELECT * FROM {rule.found_in} ORDER BY first, last").to_pylist()
    called = people(desk, days, {row["origin"] for row in rows})
    told = []
    for row in rows:
        signal = rule.signal(row, 0.0)
        origin = called.of(row["origin"], min(desk.clock.as_of, desk.clock.known_on).isoformat())
        told.append(
            {
                "prefix": row["block"],
                "holder": row["root_org"],
                "origin": row["origin"],
                "origin_name": origin["name"],
                "origin_holder": origin["holder"],
                "reading": row["bin"],
                "origin_serves": None,
                "seen": None,
                "held_on": None,
                "first": row["first"],
                "last": row["last"],
                "says": signal.evidence[0].says,
                "cites": list(signal.evidence[0].cites),
            }
        )
    return [row for row in told if _of(row, whose)]
