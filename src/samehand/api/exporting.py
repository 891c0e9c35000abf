"""What an export of a hand is made of: its members, blocks with history, links with days, verdicts.

Sentences name holders by id, and `names` says what each is called: so whoever writes the export can
leave a person's name out, and not only where it stands by itself.
What fools it: a hand of parts of accounts (`~AS64500`), whose blocks stay "account of".
"""

from collections.abc import Iterable
from typing import Any

from samehand.api.answers import Answer
from samehand.api.book import Desk
from samehand.api.hand_rows import missing, parties, rows_of, unlooked, verdict_row, within
from samehand.api.hands import find
from samehand.api.progress import Progress, silent
from samehand.api.scanning import Scan, scanned
from samehand.api.telling import Pair, Told, told_pairs, totals, weighed
from samehand.resolve.hands import Hand
from samehand.values.blocks import Block
from samehand.values.cites import cite_number, cite_text
from samehand.values.holders import holders_in
from samehand.verdicts.rows import Verdict

BLOCKS = """
SELECT holder, registry, family, first, last, length, status, country, registered, seen, last_seen,
       cite
FROM holding_history
WHERE (family, first, last) IN (
  SELECT (family, first, last) FROM holding_history
  WHERE holder IN (SELECT unnest(CAST($holders AS VARCHAR[])))
)
ORDER BY family, first, last, seen, holder, cite
"""
NUMBERS = """
SELECT holder, asn, registry, country, registered, name, cite FROM as_part
WHERE holder IN (SELECT holder FROM asked_holder)
ORDER BY asn
"""
LINE = 1 << 31


def exported(desk: Desk, which: str, progress: Progress = silent) -> Answer:
    """One hand with all that an export writes; `which` as `hand` takes it."""
    made = scanned(desk, progress)
    found = find(desk, made, which)
    (row,) = rows_of(desk, made, [found])
    row["links"] = _links(desk, made, found)
    row["verdicts"] = [_verdict(each) for each in made.acted.touching(found.members)]
    row["blocks"] = _blocks(desk, found.members)
    row["numbers"] = _numbers(made, found.members)
    row["names"] = _names(made, row)
    left = missing(made.unseen)
    query = {"verb": "export", "hand": which, "prior": made.prior}
    unseen = (*unlooked(made), *_unsplit(found.members))
    return desk.answer("export/1", query, [row], missing=left, not_looked=unseen)


def _unsplit(members: Iterable[str]) -> tuple[str, ...]:
    """Members whose blocks are not told apart from those of others of their account."""
    parts = [member for member in members if "~" in member]
    return (f"blocks of {', '.join(parts)}: they stay with the account",) if parts else ()


def _links(desk: Desk, made: Scan, found: Hand) -> list[dict[str, Any]]:
    """Every link between members: its bits as everywhere, its rules, the days of its lines."""
    pairs = within([found])
    told = told_pairs(made, pairs, named=False)
    shown = {*totals(made, pairs), *((one, other) for _, one, other in found.tree)}
    bits = weighed(made, shown)
    days = {filed.number: filed.day.isoformat() for filed in desk.held.files}
    return [_link(made, pair, told[pair], bits[pair], days) for pair in sorted(shown)]


def _link(
    made: Scan, pair: Pair, told: list[Told], bits: float, days: dict[int, str]
) -> dict[str, Any]:
    cites = {cite for link in told for cite in link.cites}
    return {
        "one": pair[0],
        "other": pair[1],
        "weight": round(bits, 2),
        "judged": made.acted.word(*pair),
        "rules": [link.as_row() for link in told],
        "days": sorted({days[cite_number(cite) // LINE] for cite in cites}),
    }


def _verdict(each: Verdict) -> dict[str, Any]:
    """A verdict whole: with its moment, and its holders as they were called."""
    given = each.given
    return {
        **verdict_row(each),
        "at": each.at,
        "one_name": given.one.name,
        "other_name": given.other.name,
        "because": [dict(item) for item in given.because],
    }


def _blocks(desk: Desk, members: Iterable[str]) -> list[dict[str, Any]]:
    """Every block that a member held on some file day, with all who held that block, and when."""
    rows = desk.peek.query(BLOCKS, holders=sorted(members)).to_pylist()
    return [_block(row) for row in rows]


def _block(row: dict[str, Any]) -> dict[str, Any]:
    block = Block(row["family"], row["first"], row["last"])
    whole = row["length"] is not None and row["length"] > 64
    days = {name: _day(row[name]) for name in ("registered", "seen", "last_seen")}
    kept = {name: row[name] for name in ("holder", "registry", "family", "status", "country")}
    prefixes = [f"{str(block).partition('/')[0]}/{row['length']}"] if whole else [*block.prefixes()]
    return {
        "block": str(block),
        "prefixes": prefixes,
        **kept,
        **days,
        "cite": cite_text(row["cite"]),
    }


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None


def _numbers(made: Scan, members: Iterable[str]) -> list[dict[str, Any]]:
    """Every AS number of a member."""
    parties(made, members)  # lays asked_holder
    rows = made.store.query(NUMBERS).to_pylist()
    return [
        {**row, "registered": _day(row["registered"]), "cite": cite_text(row["cite"])}
        for row in rows
    ]


def _names(made: Scan, row: dict[str, Any]) -> dict[str, str]:
    """What every holder is called that the export names."""
    says = [rule["says"] for link in row["links"] for rule in link["rules"]]
    ids = {holder for text in says for holder in holders_in(text)}
    ids |= {member["holder"] for member in row["members"]}
    ids |= {each["holder"] for each in row["blocks"] if each["holder"]}
    ids |= {each[end] for each in row["verdicts"] for end in ("one", "other")}
    told = {each[end]: each[f"{end}_name"] for each in row["verdicts"] for end in ("one", "other")}
    known = parties(made, ids)
    return {
        holder: known.get(holder, {}).get("name") or told.get(holder) or ""
        for holder in sorted(ids)
    }
