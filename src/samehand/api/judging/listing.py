"""Verdicts as rows: what each says, whether it acts on the day asked about, and if not, why not.

The first three columns are those that `fit` reads as labels.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from samehand.api.book import Desk
from samehand.api.judging.acted import NOTHING, Acted
from samehand.api.judging.regroup import acted, heard
from samehand.api.scanning import Scan
from samehand.verdicts.algebra import acting, standing
from samehand.verdicts.rows import LIFTED, UNSURE, Verdict


@dataclass(frozen=True)
class Known:
    """Every row heeded, which of them stand, and what acts by the records of the day."""

    rows: tuple[Verdict, ...]
    stand: frozenset[int]
    acted: Acted
    placed: bool = False  # whether it is known who is there on the day

    def state(self, each: Verdict) -> str:
        """Whether a verdict acts: yes, or why not."""
        if each.word == LIFTED:
            return f"undoes V{each.given.lifts}"
        if each.number not in self.stand:
            return self._gone(each)
        for found in self.acted.acting.contradictions:
            if each.number in {verdict.number for verdict in found.chain}:
                return f"no: contradicts V{found.different.number}"
        if each.word == UNSURE:
            return "no: unsure"
        told = {one.number: one for one in (*self.acted.acting.same, *self.acted.acting.different)}
        if each.number not in told:
            return "no: one holder by the records of that day"
        away = [end for end in told[each.number].pair if self.placed and end not in self.acted.here]
        return f"not by itself: {' and '.join(away)} not there on that day" if away else "yes"

    def _gone(self, each: Verdict) -> str:
        for later in self.rows:
            if later.given.lifts == each.number:
                return f"lifted by V{later.number}"
        return "replaced by a later verdict of the same person"


def known(desk: Desk, made: Scan | None) -> Known:
    """What is known of verdicts at a desk; `made`, by the records of whose day they are placed."""
    rows = heard(desk)
    stand = standing(rows)
    told = acted(made, rows) if made and rows else Acted(acting(stand)) if rows else NOTHING
    return Known(rows, frozenset(each.number for each in stand), told, made is not None)


def listed(on: Known, every: bool = False, only_acting: bool = False) -> list[dict[str, Any]]:
    """Verdicts that stand as rows; `every`: also what was lifted, and the undoing rows."""
    chosen = [each for each in on.rows if every or each.number in on.stand]
    rows = [verdict_as_row(each, on.state(each)) for each in chosen]
    return [row for row in rows if not only_acting or row["acts"] == "yes"]


def verdict_as_row(each: Verdict, acts: str) -> dict[str, Any]:
    """One row, flat enough for a CSV."""
    given = each.given
    return {
        "one": given.one.holder,
        "other": given.other.holder,
        "verdict": each.word,
        "number": each.number,
        "by": given.by,
        "at": each.at,
        "acts": acts,
        "note": given.note,
        "one_name": given.one.name,
        "other_name": given.other.name,
        "because": [_exhibit(item) for item in given.because],
        "cites": _cites(given.because),
        "bits_then": given.looked.bits,
        "as_of": given.looked.as_of or None,
        "known_on": given.looked.known_on or None,
        "snapshot": given.looked.snapshot or None,
    }


def _exhibit(item: Any) -> str:
    return f"{item['rule']}: {item['says']}" if "rule" in item else str(item["says"])


def _cites(because: Sequence[Any]) -> list[str]:
    return list(dict.fromkeys(cite for item in because for cite in item["cites"]))


def conflicts(on: Known) -> list[str]:
    """Every contradiction in words, the shortest chain of each."""
    return [each.says() for each in on.acted.acting.contradictions]
