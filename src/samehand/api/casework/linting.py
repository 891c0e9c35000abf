"""What stands between a case and "final" that only its dossier can tell.

A finding's cites against the lines they lead to, its numbers against the answers, and restricted
answers. What fools it: a number that stands in an answer about something else; a number in words.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from samehand.cases.lint import PROVEN, Fault
from samehand.present.exports.people import may_be_person

NUMBER = re.compile(r"(?<![\w.:/-])\d[\d,]*(?:\.\d+)?(?![\w:/-])")
SMALL = 10  # smaller numbers are words of a sentence: two hands, three years
NAME = re.compile(r"\b[A-Z][a-z]+(?: [A-Z][a-z]+){1,3}\b")
RESTRICTED = "payments"  # the theme whose answers are of restricted tables


def faults_in(dossier: Mapping[str, Any]) -> Iterator[Fault]:
    """Every fault that the answers and lines of a case show."""
    shown = {each["cite"]: each for each in dossier["exhibits"]}
    known = {*_numbers([panel["envelope"] for panel in dossier["panels"]])}
    for number, finding in enumerate(dossier["case"]["findings"], 1):
        where = f"F-{number}"
        for cite in finding["cites"]:
            if shown.get(cite, {}).get("text") is None:
                why = shown.get(cite, {}).get("says") or "no line of the book"
                yield Fault(
                    where, f"{cite} proves nothing: {why}", "cite a line of `samehand cite`"
                )
        if finding["kind"] in PROVEN and finding["kind"] != "claim":
            yield from _told_otherwise(where, finding["says"], known)
    for panel in dossier["panels"]:
        if panel["theme"] == RESTRICTED and panel["envelope"]:
            yield Fault(panel["subject"], "restricted answers", "leave --restricted out")


def persons_in(dossier: Mapping[str, Any]) -> Iterator[Fault]:
    """Names in sentences that may be persons', and that no answer names, so nothing masks them."""
    for number, finding in enumerate(dossier["case"]["findings"], 1):
        for name in NAME.findall(finding["says"]):
            if may_be_person(name):
                yield Fault(f"F-{number}", f"may name a person: {name}", "write P-1, or the role")


def _told_otherwise(where: str, says: str, known: set[float]) -> Iterator[Fault]:
    for text in NUMBER.findall(says):
        value = float(text.replace(",", ""))
        if value > SMALL and value not in known:
            yield Fault(where, f"{text} stands in no answer", "give the number as an answer has it")


def _numbers(told: Any) -> Iterator[float]:
    """Every number anywhere in some answers, also those in sentences."""
    if isinstance(told, bool):
        return
    if isinstance(told, int | float):
        yield from (float(told), round(float(told), 1), round(float(told), 2))
    elif isinstance(told, str):
        yield from (float(text.replace(",", "")) for text in NUMBER.findall(told))
    elif isinstance(told, Mapping):
        for value in told.values():
            yield from _numbers(value)
    elif isinstance(told, list | tuple):
        yield float(len(told))
        for value in told:
            yield from _numbers(value)
