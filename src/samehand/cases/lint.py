"""What stands between a case and the word "final": each fault with where it is and what to do.

Looked at here: sentences without a cite, words that accuse outside a claim of a court
or registry that is named (`by` is "court: NAME" or "registry: NAME"), "owner", assessments without
another explanation. NOT_LOOKED says what is not; a case without
faults is not one that was looked at whole. What fools it: a sentence can accuse without any of
these words, a cite can be of a line that says something else,
and `by` is what the analyst wrote. Replies are another's words and are not looked at.
"""

import re
from dataclasses import dataclass
from importlib.resources import files

from samehand.cases.words import Case, Finding

ACCUSING = files("samehand.cases").joinpath("accusing.txt").read_text("utf-8").split("\n")
ACCUSES = re.compile(rf"\b(?:{'|'.join(filter(None, ACCUSING))})\b", re.IGNORECASE)
OWNER = re.compile(r"\bowner(?:s|ship)?\b", re.IGNORECASE)
ATTRIBUTED = re.compile(r"(?:court|registry): *\S")  # who may be quoted with words that accuse
PROVEN = ("recorded", "derived", "assessment", "claim")  # all but a note rest on lines
NOT_LOOKED = (
    "persons that are not redacted",
    "restricted text",
    "numbers in sentences against the book",
    "cites against the book",
)


@dataclass(frozen=True)
class Fault:
    """What is wrong, where (F-1, a note's or a reply's place), and what to do."""

    where: str
    says: str
    do: str


def faults(case: Case) -> tuple[Fault, ...]:
    """Every fault of a case; none does not mean that NOT_LOOKED is in order."""
    found = [] if case.findings else [Fault("case", "no finding", "add one, with its cites")]
    for number, finding in enumerate(case.findings, 1):
        found += _of_finding(f"F-{number}", finding)
    for number, says in enumerate(case.notes, 1):
        found += _of_words(f"note {number}", says)
    found += _of_words("question", case.question)
    return tuple(found)


def _of_finding(where: str, finding: Finding) -> list[Fault]:
    found = []
    if finding.kind in PROVEN and not finding.cites:
        found.append(Fault(where, "nothing it rests on", "give the cites of its lines"))
    if finding.kind == "assessment" and not finding.alternatives:
        found.append(Fault(where, "no other explanation", "say what else would explain it"))
    if finding.kind == "claim" and ATTRIBUTED.match(finding.by):
        return found
    told = (finding.says, finding.likelihood, finding.confidence, *finding.alternatives)
    return found + _of_words(where, " ".join(told))


def _of_words(where: str, says: str) -> list[Fault]:
    found = [
        Fault(where, f"a word that accuses: {word.lower()}", "say what the records show")
        for word in ACCUSES.findall(says)
    ]
    if OWNER.search(says):
        found.append(Fault(where, "the word owner", 'say "holder" or "registrant"'))
    return found
