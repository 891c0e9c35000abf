"""What every export is made of: holders, links, blocks, AS numbers, verdicts; and no person's name.

Persons are called P-1, P-2, … in the order of their holders' ids, in names and inside sentences;
judges are Reviewer 1, 2, …; what a judge wrote in his own words is left out. Each of that is marked.
A holder's id stays: it is the registry's, and every cite leads to it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from samehand.present.exports.people import may_be_person, without_mail, without_phones
from samehand.values.holders import with_names

Row = Mapping[str, Any]
LEFT_OUT = "[left out: words of a person]"
SYNTHETIC = "SYNTHETIC"


@dataclass(frozen=True, slots=True)
class Holder:
    """A holder as it is shown. `left_out`: its name is not."""

    holder: str
    name: str
    left_out: bool
    asns: tuple[int, ...] = ()
    addresses: int = 0
    why: str = ""
    member: bool = True


@dataclass(frozen=True, slots=True)
class Link:
    """An inferred link: its bits, what each rule says, cites, the days of its lines, the verdict."""

    one: str
    other: str
    bits: float
    judged: str
    rules: tuple[Row, ...]
    days: tuple[str, ...]

    @property
    def cites(self) -> tuple[str, ...]:
        """Every cite, once."""
        return tuple(dict.fromkeys(cite for rule in self.rules for cite in rule["cites"]))

    @property
    def names(self) -> tuple[str, ...]:
        """The rules by name."""
        return tuple(str(rule["rule"]) for rule in self.rules)

    @property
    def role(self) -> str:
        """What the link is, in the words of every answer."""
        if self.judged:
            return f"judged {self.judged} by a person; {self.bits:+.2f} bits by the records"
        return f"inferred from records, {self.bits:+.2f} bits"

    def says(self) -> str:
        """Every rule in words, those that count most first."""
        return "; ".join(
            f"{rule['rule']} ({rule['counted']:+.2f}): {rule['says']}" for rule in self.rules
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """One hand, ready to be written."""

    hand: str
    reading: str
    weight: float
    prior: float
    as_of: str
    known_on: str
    snapshot: str
    synthetic: bool
    redacted: bool
    holders: tuple[Holder, ...]
    links: tuple[Link, ...]
    blocks: tuple[Row, ...]
    numbers: tuple[Row, ...]
    verdicts: tuple[Row, ...]
    not_looked: tuple[str, ...]

    @property
    def title(self) -> str:
        """What the whole is, in words."""
        stamp = f"{SYNTHETIC} (made-up world): " if self.synthetic else ""
        members = sum(each.member for each in self.holders)
        return (
            f"{stamp}{self.hand}: {members} holders, {self.weight:.1f} bits, {self.reading};"
            f" as of {self.as_of}, known on {self.known_on}"
        )

    @property
    def by_id(self) -> dict[str, Holder]:
        """The holders by id."""
        return {each.holder: each for each in self.holders}

    @property
    def caveats(self) -> tuple[str, ...]:
        """What whoever reads the export must know beside it."""
        says = [
            "Findings about records, not about anybody's intent. Bits rank; they are no probability.",
            "Links are inferred, unless a rule says that a source states them.",
        ]
        if self.synthetic:
            says.insert(0, f"{SYNTHETIC}: a made-up world, not real data.")
        if self.redacted:
            says.append(
                "Names that may be persons', and judges, are replaced by P-n and Reviewer n."
            )
        return (*says, *(f"Not looked: {each}" for each in self.not_looked))


def parts_of(envelope: Row, redact: bool) -> Parts:
    """The parts of an envelope `export/1`; `redact` leaves persons out.

    Its one result is a row of `hand` with `links` (each with `days`), `blocks`, `numbers`, `verdicts`
    and `names`, the name of every holder that any of these names: `api.exporting` gathers them. A
    row of other holders in the same shape is written alike.
    """
    (row,) = envelope["results"]
    names: dict[str, str] = row["names"]
    shown = _shown(names) if redact else dict(names)
    hidden = {holder for holder in names if shown[holder] != names[holder]}
    words = _Words(names, shown, hidden, redact)
    holders = [_member(each, words) for each in row["members"]]
    inside = {each.holder for each in holders}
    holders += [
        Holder(each, words.name(each), each in hidden, member=False)
        for each in sorted(_outside(row) - inside)
    ]
    return Parts(
        hand=row["hand"],
        reading=row["reading"],
        weight=row["weight"],
        prior=envelope["query"]["prior"],
        as_of=envelope["as_of"],
        known_on=envelope["known_on"],
        snapshot=envelope["snapshot"],
        synthetic=envelope["synthetic"],
        redacted=redact,
        holders=tuple(holders),
        links=tuple(_link(each, words) for each in row["links"]),
        blocks=tuple(row["blocks"]),
        numbers=tuple({**each, "name": words.name(each["holder"])} for each in row["numbers"]),
        verdicts=tuple(_verdicts(row["verdicts"], words)),
        not_looked=tuple(envelope["not_looked"]),
    )


def _outside(row: Row) -> set[str]:
    """Holders that are no members: of the blocks before or since, and ends of verdicts."""
    ends = {each[end] for each in row["verdicts"] for end in ("one", "other")}
    return ends | {each["holder"] for each in row["blocks"] if each["holder"]}


def _shown(names: Mapping[str, str]) -> dict[str, str]:
    """What each holder is called in the export: a person P-n."""
    persons = [holder for holder in sorted(names) if may_be_person(names[holder])]
    same: dict[str, str] = {}
    for holder in persons:
        same.setdefault(names[holder].casefold(), f"P-{len(same) + 1}")
    return {
        holder: same[name.casefold()] if holder in persons else name
        for holder, name in names.items()
    }


@dataclass(frozen=True, slots=True)
class _Words:
    """How names and sentences are told."""

    names: Mapping[str, str]
    shown: Mapping[str, str]
    hidden: set[str]
    redact: bool

    def name(self, holder: str) -> str:
        return self.shown.get(holder, "")

    def say(self, text: str) -> str:
        """A sentence, its holders by the names shown, no hidden name left in it."""
        told = with_names(text, {each: name for each, name in self.shown.items() if name})
        if not self.redact:
            return told
        for holder in sorted(self.hidden, key=lambda each: -len(self.names[each])):
            told = re.sub(
                re.escape(self.names[holder]), self.shown[holder], told, flags=re.IGNORECASE
            )
        return without_phones(without_mail(told))


def _member(row: Row, words: _Words) -> Holder:
    holder = row["holder"]
    return Holder(
        holder,
        words.name(holder),
        holder in words.hidden,
        tuple(row["asns"]),
        row["addresses"],
        words.say(row["why"]) if not words.redact else "",
    )


def _link(row: Row, words: _Words) -> Link:
    rules = tuple({**rule, "says": words.say(rule["says"])} for rule in row["rules"])
    ends = row["one"], row["other"]
    return Link(*ends, row["weight"], row["judged"], rules, tuple(row["days"]))


def _verdicts(rows: Sequence[Row], words: _Words) -> list[Row]:
    """Verdicts; judges by number, in the order in which they first spoke."""
    judges = {by: n for n, by in enumerate(dict.fromkeys(row["by"] for row in rows), 1)}
    return [_verdict(row, f"Reviewer {judges[row['by']]}", words) for row in rows]


def _verdict(row: Row, reviewer: str, words: _Words) -> Row:
    """One verdict; where persons are left out, its evidence keeps rules and cites, no sentences."""
    kept = ("number", "one", "other", "verdict", "day", "at")
    told = {name: row[name] for name in kept}
    if not words.redact:
        return {**told, "by": row["by"], "note": row["note"], "because": row["because"]}
    because = [
        {name: item[name] for name in ("rule", "cites") if name in item} for item in row["because"]
    ]
    note = LEFT_OUT if row["note"] else ""
    return {**told, "by": reviewer, "note": note, "because": because}
