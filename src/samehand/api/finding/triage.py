"""`triage`: a pasted report: what it names, whose matter it is, and whom to send it to.

Most reports to a registry are not of its registration at all. The scope is read from two things kept
apart: the words of the report, and what the book shows of the blocks it names. A suggestion, with its
reasons; a person decides. Fooled by reports that quote others, and by languages other than English.
"""

import csv
import re
from functools import cache
from importlib.resources import files
from typing import Any

from samehand.api.answers import Answer
from samehand.api.book import Desk
from samehand.api.finding.grep import looked_up
from samehand.api.history.days import days_of
from samehand.api.title.around import around
from samehand.api.title.tenures import stretches
from samehand.api.title.title import chain_of, rows_of
from samehand.errors import UsageError
from samehand.values.blocks import block

SCOPES = ("registration", "routing", "abuse")
TITLES = {
    "registration": "registration changed",
    "routing": "routing only",
    "abuse": "abuse only",
    "unclear": "cannot tell",
}
ROUTES = {
    "registration": (
        "the registry: its registration services desk, as a report of a record",
        "Ask for the record's history, the papers of the change, and who asked for it. Say which"
        " record changed, and on what day.",
    ),
    "routing": (
        "the network operators: the AS that announces it, its providers, the holder",
        "A registry does not route. Send to the announcing AS and its upstreams, with the prefix,"
        " origin and days seen; ask the holder for a ROA.",
    ),
    "abuse": (
        "the abuse contact of the holder, then of the announcing AS",
        "A registry does not act on use of space. Send to the abuse contact on record, with logs and"
        " times; where it does not answer, to its provider.",
    ),
    "unclear": (
        "back to the reporter",
        "Ask which record, prefix or address is meant, what changed, and on what day.",
    ),
}
SHORT = 4  # letters: longer words are stems (announc-ed), shorter begin other words (roa-d)
MOST_BLOCKS = 20  # of a report that are looked up: more is a list, for `grep`


def triage(desk: Desk, text: str) -> Answer:
    """One result: entities, scope, the reasons for it, and the route suggested."""
    if not text.strip():
        raise UsageError("the report is empty", "samehand triage FILE, or text on standard input")
    rows = looked_up(desk, text)
    said = _by_words(text)
    seen = _by_records(desk, [row for row in rows if row["kind"] == "block"][:MOST_BLOCKS])
    scope, why = _scope(said, seen)
    to, do = ROUTES[scope]
    result = {
        "scope": scope,
        "title": TITLES[scope],
        "why": why,
        "words": said,
        "records": seen,
        "route": to,
        "answer": do,
        "entities": rows,
        "not_in_our_data": [row["subject"] for row in rows if row["state"] != "found"],
        "cites": list(dict.fromkeys(cite for row in seen for cite in row["cites"])),
    }
    unseen = ["contacts (abuse desks are not in the book)"]
    unseen += [] if desk.peek.holds("transfer") else ["transfer logs"]
    query = {"verb": "triage", "letters": len(text), "about": "a suggestion: a person decides"}
    return desk.answer("triage/1", query, [result], not_looked=tuple(unseen))


@cache
def scope_words() -> dict[str, tuple[str, ...]]:
    """The words that point to each scope: read from a list, for reports use words we do not."""
    text = files("samehand.api.finding").joinpath("scope.csv").read_text("utf-8")
    return {
        row["scope"]: tuple(row["words"].split(";")) for row in csv.DictReader(text.splitlines())
    }


def _by_words(text: str) -> dict[str, list[str]]:
    """Of each scope, the words of the report that point to it."""
    plain = " ".join(text.casefold().split())
    return {scope: [w for w in words if _said(w, plain)] for scope, words in scope_words().items()}


def _said(word: str, plain: str) -> bool:
    """Whether a text has a word, or one that begins so; a short one must stand alone."""
    end = r"\b" if len(word) <= SHORT else ""
    return re.search(rf"\b{re.escape(word)}{end}", plain) is not None


def _by_records(desk: Desk, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Of each block named, the changes of holder that the files show."""
    days = days_of(desk)
    told = []
    for row in rows:
        place = block(row["subject"])
        runs = rows_of(desk, place)
        beside = around(desk, days, place, runs)
        for stretch in list(stretches(place, runs))[:1]:
            chain = chain_of(desk, stretch, days, beside)
            changes = [step for _, step in chain.changes]
            last = changes[-1] if changes else None
            says = (
                f"{last.instrument}, in the file of {last.first_seen}"
                if last
                else "no change of holder"
            )
            told.append(
                {
                    "block": str(place),
                    "changed": bool(last),
                    "says": f"{says} (files of {chain.tenures[0].first_day} to {chain.tenures[-1].last_day})",
                    "cites": list(last.after.cites) if last else list(chain.tenures[-1].cites),
                }
            )
    return told


def _scope(said: dict[str, list[str]], seen: list[dict[str, Any]]) -> tuple[str, list[str]]:
    """The scope, and why: words of registration, or a change on record, come first."""
    why = [f"words of {scope}: {', '.join(words)}" for scope, words in said.items() if words]
    changed = [row["block"] for row in seen if row["changed"]]
    if changed:
        why.append(f"the registries' files show a change of holder of {', '.join(changed[:3])}")
    if said["registration"] or (changed and not said["abuse"]):
        return "registration", why
    if said["routing"]:
        return "routing", why
    if said["abuse"]:
        return "abuse", why
    return "unclear", [*why, "no word of the report points to any scope"]
