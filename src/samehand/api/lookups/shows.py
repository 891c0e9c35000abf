"""`show`: what the book says of each thing asked, one result a thing, by sections."""

from collections.abc import Callable, Sequence
from typing import Any

from samehand.api.answers import Answer
from samehand.api.book import Desk
from samehand.api.lookups import asns, blocks, holders, organisations, values
from samehand.api.lookups.cites import cite
from samehand.api.lookups.kinds import Asked, asked
from samehand.api.lookups.search import found
from samehand.api.lookups.states import FOUND, UNSEEN, Part, section
from samehand.errors import NotInData
from samehand.tables.registry import AsnName
from samehand.values.cites import cite_text

Sections = list[dict[str, Any]]


def show(desk: Desk, texts: Sequence[str], kind: str | None = None, limit: int = 0) -> Answer:
    """Each thing asked, by sections; at most `limit` rows a section, all when it is 0.

    Raises NotInData when nothing is known of any of them.
    """
    told = [_told(desk, asked(text, kind), Part(limit)) for text in texts]
    unseen = tuple(dict.fromkeys(_unseen(told)))
    if not any(result["known"] for result in told):
        raise NotInData(_none(told), _next(told))
    return desk.answer(
        "show/1", {"verb": "show", "texts": list(texts)}, told, missing=unseen, not_looked=unseen
    )


def _told(desk: Desk, what: Asked, part: Part) -> dict[str, Any]:
    sections = TELL[what.kind](desk, what.value, part)
    first = next((part for part in sections if part["rows"]), sections[0])
    return {
        "asked": what.text,
        "kind": what.kind,
        "subject": _written(what),
        "known": any(part["rows"] for part in sections),
        "glance": _glance(first),
        "sections": sections,
    }


def _glance(told: dict[str, Any]) -> str:
    """The first section that found something, in a few words."""
    if not told["rows"]:
        return f"{told['state']}: {told['says']}"
    more = told.get("total", len(told["rows"])) - 1
    return str(told["rows"][0]["says"]) + (f" (and {more:,} more)" if more else "")


def _written(what: Asked) -> str:
    if what.kind == "asn":
        return f"AS{what.value}"
    return cite_text(what.value) if what.kind == "cite" else str(what.value)


def _named(desk: Desk, name: str, part: Part) -> Sections:
    """The names that match, and the holders behind them; and who states it as a value, if any."""
    rows = [_match(row) for row in found(desk, name)]
    named = section(desk, "names", AsnName, rows, part)
    stated = values.sections(desk, name, part) if values.matched(desk, name) else []
    return [named, *stated]


def _match(row: dict[str, Any]) -> dict[str, Any]:
    held = f", held by {row['holder']}" if row["holder"] else ""
    says = f"{row['field']} {row['matched']} (in {row['source']}){held}"
    return {**row, "subject": row["subject"], "says": says}


def _line(desk: Desk, number: int, _part: Part) -> Sections:
    """The raw line of a cite."""
    rows = [
        {
            "subject": f"{row['name']} line {row['line']}",
            "says": row["text"] or row["why"],
            **row,
            "cites": [row["cite"]],
        }
        for row in cite(desk, cite_text(number)).results
    ]
    return [{"section": "line", "state": FOUND, "says": "", "do": "", "rows": rows}]


def _hand(desk: Desk, hand_id: str, part: Part) -> Sections:
    """The members of a hand; `hand` tells the rest."""
    from samehand.api.hands import hand

    members = [
        {
            **member,
            "subject": member["holder"],
            "says": f"{member['name']}: {member['why']}",
            "cites": [],
        }
        for row in hand(desk, hand_id).results
        for member in row["members"]
    ]
    says, do = f"see all of it with `samehand hand {hand_id}`", f"samehand hand {hand_id}"
    return [
        {"section": "members", "state": FOUND, "says": says, "do": do, "rows": part.of(members)}
    ]


TELL: dict[str, Callable[[Desk, Any, Part], Sections]] = {
    "block": blocks.sections,
    "asn": asns.sections,
    "holder": holders.sections,
    "organisation": organisations.called,
    "value": values.sections,
    "name": _named,
    "cite": _line,
    "hand": _hand,
}


def _unseen(told: list[dict[str, Any]]) -> list[str]:
    return [
        part["section"] for result in told for part in result["sections"] if part["state"] in UNSEEN
    ]


def _none(told: list[dict[str, Any]]) -> str:
    """Why there is no answer, section by section, on one line a thing."""
    says = [
        f"{result['asked']}: "
        + "; ".join(f"{part['section']}: {part['state']}" for part in result["sections"])
        for result in told
    ]
    return "nothing is known of " + " | ".join(says)


def _next(told: list[dict[str, Any]]) -> str:
    step = told[0]["sections"][0]["do"]
    return step or "try `samehand search` with a word of its name"
