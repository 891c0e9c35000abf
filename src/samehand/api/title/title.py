"""`title`: the chain of title of a block, with its exceptions.

Registration history, not an opinion of who owns what. Each stretch of the block whose records
differ has a chain of its own. Fooled by registries whose account ids do not last (stitched by
unchanged records, and said), and by whatever happened between two file days.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from samehand.api.answers import Answer, Truncated
from samehand.api.book import Desk
from samehand.api.history.days import Days, Found, days_of
from samehand.api.history.people import BLOCKS
from samehand.api.lookups.states import EVERY_REGISTRY, ask, nothing
from samehand.api.lookups.versions import REPORTED, key_of_block
from samehand.api.title.around import Around, around
from samehand.api.title.checks import FOUND, NOT_LOOKED, Chain
from samehand.api.title.exceptions import exceptions_of
from samehand.api.title.steps import REISSUE, STITCHED, steps, told
from samehand.api.title.tenures import Stretch, stretches, tenures
from samehand.errors import NotInData, UsageError
from samehand.tables.registry import Holding
from samehand.values.blocks import Block, block
from samehand.values.counts import count_of

READERS = ("buyer",)
FOOTER = "Registration history, not an opinion of ownership."


def title(desk: Desk, text: str, reader: str | None = None, limit: int = 0) -> Answer:
    """The chain of each stretch of a block; at most so many stretches, all when `limit` is 0.

    `reader` is `buyer` for cures beside the exceptions. Raises NotInData where no registry's file
    has any of it.
    """
    if reader not in (None, *READERS):
        raise UsageError(f"there is no title for {reader!r}", f"one of: {', '.join(READERS)}")
    asked = block(text)
    days = days_of(desk)
    rows = rows_of(desk, asked)
    if not rows:
        state = nothing(desk, Holding)
        raise NotInData(f"no registry's file has {asked}: {state['says']}", state["do"])
    found = list(stretches(asked, rows))
    shown = found[:limit] if limit else found
    beside = around(desk, days, asked, rows)
    results = [
        _result(chain_of(desk, stretch, days, beside), reader == "buyer") for stretch in shown
    ]
    left = tuple(f"registry's file of {name}" for name in _missing(desk, days))
    unlooked = dict.fromkeys(
        row["title"]
        for result in results
        for row in result["exceptions"]
        if row["state"] == NOT_LOOKED
    )
    query = {"verb": "title", "block": str(asked), "for": reader, "stretches": len(found)}
    answer = desk.answer(
        "title/1", query, results, missing=tuple(unlooked), not_looked=(*left, *unlooked)
    )
    if len(shown) == len(found):
        return answer
    cut = Truncated(shown=len(shown), total=len(found), by="place", remedy="--limit 0")
    return replace(answer, truncated=cut)


def rows_of(desk: Desk, asked: Block) -> list[Found]:
    """Every run of a registry's record that meets a block."""
    return ask(desk, BLOCKS, family=asked.family, first=asked.first, last=asked.last)


def _missing(desk: Desk, days: Days) -> list[str]:
    """Registries of which no file is in the book: what they have of it is not known."""
    if desk.held.synthetic:
        return []
    return sorted(set(EVERY_REGISTRY) - set(days.scopes(Holding)))


def chain_of(desk: Desk, stretch: Stretch, days: Days, beside: Around) -> Chain:
    """The chain of one stretch."""
    found = tenures(stretch, days)
    made = steps(desk, found, beside.log, stretch.block)
    again = [n for n, step in enumerate(made) if step.instrument == REISSUE]
    by = min(desk.clock.as_of, desk.clock.known_on).isoformat()
    return Chain(stretch, tuple(found), tuple(made), again[-1] if again else 0, beside, by)


def _result(chain: Chain, buyer: bool) -> dict[str, Any]:
    """A stretch: who holds it now, its chain, its exceptions."""
    now = chain.tenures[-1]
    rows = [told(step, n, chain.around.names) for n, step in enumerate(chain.steps, 1)]
    for n, row in enumerate(rows):
        row["of_this_title"] = n >= chain.begins
    rows += _before_files(chain, rows)
    exceptions = exceptions_of(chain, buyer)
    count = sum(row["state"] == FOUND for row in exceptions)
    again = list(_records_again(chain))
    stitched = sum(row["instrument"] == STITCHED or "stitched" in row["says"] for row in rows)
    return {
        "block": str(chain.stretch.block),
        "addresses": chain.stretch.block.size,
        "unit": "addresses" if chain.stretch.block.family == 4 else "/64s",
        "holder": now.holder if now.held else None,
        "name": chain.around.names.get(now.holder or ""),
        "registry": now.registry,
        "status": now.row["status"] if now.row else "not on record",
        "as_of_file": now.last_day,
        "says": _abstract(chain, rows, count),
        "given_anew": chain.since,
        "stitched": stitched + sum(each["stitched"] is True for each in again),
        "found": count,
        "not_looked": sum(row["state"] == NOT_LOOKED for row in exceptions),
        "steps": rows,
        "records_again": again,
        "exceptions": exceptions,
        "footer": FOOTER,
    }


def _records_again(chain: Chain) -> Iterator[dict[str, Any]]:
    """Whois records that meet the stretch and were gone and there again: stitched, or not."""
    block, records = chain.stretch.block, chain.around.records or ()
    met = {
        key_of_block(row): Block(block.family, row["first"], row["last"])
        for row in records
        if row["first"] <= block.last and row["last"] >= block.first
    }
    for key, of in sorted(met.items(), key=lambda each: (each[1].first, each[0])):
        for each in chain.around.again.get(key, ()):
            told = {"stitched": each.stitched, "cites": list(each.cites)}
            yield {"record": str(of), "says": each.says, **told}
    for row in (each for each in records if each.get("stitched") and key_of_block(each) in met):
        of = met[key_of_block(row)]
        told = {"stitched": True, "cites": [row["cite"]]}
        yield {"record": str(of), "says": f"{row['seen']}: {REPORTED}", **told}


def _before_files(chain: Chain, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Entries of the logs that are older than the first file: of the same title, told after."""
    from samehand.api.title.log import in_words

    first = chain.tenures[0].first_day
    matched = {id(step.entry) for step in chain.steps if step.entry}
    early = [
        entry
        for entry in chain.around.log.of(chain.stretch.block)
        if entry["moved"] <= first and id(entry) not in matched
    ]
    blank = dict.fromkeys(rows[0]) if rows else {}
    return [
        {
            **blank,
            "step": len(rows) + n,
            "instrument": entry["kind"],
            "from": entry["giver"],
            "to": entry["taker"],
            "registry": entry["taker_registry"],
            "effective": entry["moved"],
            "first_seen": entry["seen"],
            "says": f"{in_words(entry)}; before the first file read",
            "also": [],
            "of_this_title": not chain.begins,
            "cites": list(entry["cites"]),
        }
        for n, entry in enumerate(early, 1)
    ]


def _abstract(chain: Chain, rows: Sequence[dict[str, Any]], found: int) -> str:
    """The title in two sentences."""
    now = chain.tenures[-1]
    who = str(rows[len(chain.steps) - 1]["to"])
    changes = [step for _, step in chain.changes]
    passed = count_of(len(changes), "change") if changes else "no change"
    says = [
        f"{'Registered to ' + who if now.held else who[:1].upper() + who[1:]} in the file of {now.last_day}",
        f"{passed} of holder or registry seen since {chain.own_tenures[0].first_day}",
        count_of(found, "exception"),
    ]
    if chain.since:
        says.append(
            f"given out anew by {chain.since}: what came before is of an earlier holder's title"
        )
    return "; ".join(says) + "."
