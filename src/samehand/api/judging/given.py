"""A verdict put together from what a user said: two holders, a word, and what it rests on.

Evidence named as in `why` (E1, E2) is written down as what it says now, with its cites, because its
number may be another tomorrow. A cite must lead to a line of the book.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from samehand.api.book import Desk
from samehand.api.hands import Facts, facts, holder_of
from samehand.api.lookups.cites import cite
from samehand.api.scanning import Scan
from samehand.api.telling import Told, digest_of
from samehand.errors import NotInData, UsageError
from samehand.verdicts.rows import LIFTED, WORDS, Given, Looked, Pair, Record, Verdict, in_order


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a user said: the word, because of which evidence or cites, a note, and who says it."""

    word: str
    because: tuple[str, ...] = ()
    note: str = ""
    by: str = ""


def checked(said: Said) -> Said:
    """The same. Raises UsageError where it is no verdict, or nobody's."""
    if said.word not in WORDS:
        raise UsageError(f"{said.word!r} is no verdict", f"one of: {', '.join(WORDS)}")
    if not said.by.strip():
        raise UsageError("nobody says this", "give --by NAME, or set SAMEHAND_USER")
    return said


def given(desk: Desk, made: Scan, ends: tuple[str, str], said: Said) -> Given:
    """A verdict on two holders as written by a user. Raises NotInData, UsageError."""
    one, other = sorted(holder_of(made, each) for each in ends)
    if one == other:
        raise UsageError(f"{ends[0]} and {ends[1]} are one holder: {one}", "give two holders")
    pair = one, other
    return of_pair(desk, pair, facts(made, [pair]), checked(said))


def of_pair(desk: Desk, pair: Pair, on: Facts, said: Said) -> Given:
    """A verdict on a pair in order, with its records and what was looked at."""
    told = on.told[pair]
    one, other = in_order(*(record_of(on.parties[holder]) for holder in pair))
    clock = desk.clock
    return Given(
        one=one,
        other=other,
        word=said.word,
        by=said.by.strip(),
        because=tuple(_exhibit(desk, told, each) for each in said.because),
        note=said.note.strip(),
        looked=Looked(
            as_of=clock.as_of.isoformat(),
            known_on=clock.known_on.isoformat(),
            snapshot=desk.held.snapshot,
            evidence=digest_of(told),
            bits=round(on.bits[pair], 2),
        ),
    )


def record_of(party: Mapping[str, Any]) -> Record:
    """A holder as the records have it."""
    return Record(party["holder"], party["name"] or "", tuple(party["asns"] or ()))


def _exhibit(desk: Desk, told: Sequence[Told], word: str) -> dict[str, Any]:
    """What an E-id or a cite stands for."""
    if ":" in word:
        (row,) = cite(desk, word).results
        return {"cites": [row["cite"]], "says": f"{row['name']}, line {row['line']}"}
    known = {f"E{n}": link for n, link in enumerate(told, 1)}
    link = known.get(word.upper())
    if link is None:
        has = f"there is {', '.join(known)}" if known else "no link between the two was found"
        raise NotInData(f"there is no evidence {word} of this pair", f"{has}: see `samehand why`")
    return {"rule": link.rule, "says": link.says, "cites": list(link.cites)}


def lifting(rows: Sequence[Verdict], number: int, by: str, note: str) -> Given:
    """The undo of a verdict: a row of its own. Raises NotInData, UsageError."""
    found = next((each for each in rows if each.number == number), None)
    if found is None:
        raise NotInData(f"there is no verdict V{number}", "see `samehand verdicts --all`")
    if found.word == LIFTED:
        raise UsageError(f"V{number} is an undo itself", "judge the two holders again")
    if not by.strip():
        raise UsageError("nobody says this", "give --by NAME, or set SAMEHAND_USER")
    return Given(
        one=found.given.one,
        other=found.given.other,
        word=LIFTED,
        by=by.strip(),
        note=note.strip(),
        lifts=number,
    )
