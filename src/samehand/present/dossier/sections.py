"""A dossier laid out as sections: a title, paragraphs, sheets, and answers with their figures."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from samehand.errors import UsageError
from samehand.present.columns import Column
from samehand.present.dossier import findings as told
from samehand.present.dossier.chronology import chronology
from samehand.present.dossier.readers import READERS
from samehand.present.screens import BANNER
from samehand.present.sheet import Sheet

Dossier = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One part of a report; `answers` are envelopes, each shown as everywhere else."""

    title: str
    says: tuple[str, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    answers: tuple[tuple[str, Mapping[str, Any]], ...] = ()


THEMES = {
    "record": "Record",
    "links": "Links: why these holders are one hand",
    "chain of title": "Chain of title",
    "routing": "Routing",
    "listings": "Listings",
    "use": "Use",
    "value": "Value",
    "recovery": "Recovery",
    "payments": "Payments",
}
PARTIES = (
    Column("holder", "holder"),
    Column("name", "name", wide=True, least=20),
    Column("addresses", "addresses", number=True),
    Column("hand", "hand"),
)


def sections(dossier: Dossier, reader: str = "everyone") -> list[Section]:
    """The sections for a reader. Raises UsageError for an unknown one."""
    if reader not in READERS:
        raise UsageError(f"there is no reader {reader!r}", f"one of: {', '.join(READERS)}")
    made = [_made(dossier, name) for name in READERS[reader]]
    return [_cover(dossier, reader), *(each for each in made if each)]


def _made(dossier: Dossier, name: str) -> Section | None:
    if name in THEMES:
        return _theme(dossier, name)
    return PARTS[name](dossier)


def _cover(dossier: Dossier, reader: str) -> Section:
    case = dossier["case"]
    stamp = (f"{BANNER}.",) if dossier["synthetic"] else ()
    moved = ", ".join(dossier["moved_on"])
    says = (
        *stamp,
        f"For {reader}. Status: {dossier.get('status', 'draft')}. Written by {dossier['tool']}.",
        f"Head of the log: {case['head']}. Snapshots: {', '.join(dossier['snapshots'])}.",
        *((f"The book was added to since a pin was made: {moved}.",) if moved else ()),
        "Findings are about records: recorded, derived, assessment, claim of a third party with its"
        " status, note. Nothing here says what anybody meant.",
    )
    return Section(title=f"Case {case['name']}", says=says)


def _theme(dossier: Dossier, theme: str) -> Section | None:
    mine = [panel for panel in dossier["panels"] if panel["theme"] == theme]
    if not mine:
        return None
    says = tuple(f"{panel['subject']}: {panel['says']}" for panel in mine if panel["says"])
    answers = tuple((panel["subject"], panel["envelope"]) for panel in mine if panel["envelope"])
    return Section(title=THEMES[theme], says=says, answers=answers)


def _parties(dossier: Dossier) -> Section | None:
    rows = [
        {**member, "hand": result["hand"]}
        for panel in dossier["panels"]
        if panel["theme"] == "links" and panel["envelope"]
        for result in panel["envelope"]["results"]
        for member in result.get("members", ())
    ]
    sheets = (Sheet(columns=PARTIES, rows=rows),)
    return Section(title="Parties", sheets=sheets) if rows else None


def _method(dossier: Dossier) -> Section:
    method = dossier["method"]
    says = (
        f"Links were weighed by the weights {method['weights'][:16]}, with a prior of"
        f" {method['prior']} bits a pair. {method['calibrated'].capitalize()}: {method['says']}.",
        "Bits are ranks unless the weights are calibrated. A pair needs two independent families.",
    )
    return Section(title="Method and its error rates", says=says)


def _not_looked(dossier: Dossier) -> Section:
    return Section(
        title="What was not looked at", says=tuple(dossier["not_looked"]) or ("Nothing.",)
    )


def _findings(dossier: Dossier) -> Section:
    says = () if dossier["case"]["findings"] else ("No finding was written down yet.",)
    return Section(title="Findings", says=says, sheets=(told.findings(dossier),))


def _replies(dossier: Dossier) -> Section:
    replies = dossier["case"]["replies"]
    says = tuple(f"To {each['finding']}, {each['sender']}: {each['says']}" for each in replies)
    return Section(title="Replies", says=says or ("No reply was received; there is room for one.",))


def _changes(dossier: Dossier) -> Section:
    notes = dossier["case"]["notes"]
    says = (*(f"Note {n}: {note}" for n, note in enumerate(notes, 1)),)
    return Section(title="Notes and changes", says=says or ("No note.",))


def _again(dossier: Dossier) -> Section:
    name = dossier["case"]["name"]
    says = (
        f"`samehand case bundle {name}` writes all of this as a bag; `samehand case verify BAG` hashes"
        " it again; `samehand case replay BAG` computes every number again, from the bag alone.",
    )
    return Section(title="How to run this again", says=says)


PARTS: Mapping[str, Callable[[Dossier], Section | None]] = {
    "bottom line": lambda d: Section(title="Bottom line", says=tuple(told.bottom_line(d))),
    "findings": _findings,
    "checks": lambda d: Section(title="Sentences to check", sheets=(told.checks(d),)),
    "parties": _parties,
    "chronology": lambda d: Section(title="Chronology", sheets=(chronology(d),)),
    "alternatives": lambda d: Section(
        title="Other explanations considered", says=tuple(told.alternatives(d))
    ),
    "not looked": _not_looked,
    "method": _method,
    "exhibits": lambda d: Section(title="Exhibits", sheets=(told.exhibits(d),)),
    "replies": _replies,
    "changes": _changes,
    "run again": _again,
    "custodians": lambda d: Section(title="Custodians", sheets=(told.custodians(d),)),
    "certificates": lambda d: Section(
        title="Drafts of certificates", says=tuple(told.certificates(d))
    ),
}
