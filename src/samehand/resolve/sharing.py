"""What the links by a shared value have in common: one way to find, to weigh and to say it.

A value is the rarer the fewer holders state it, and a pair that shares several of one kind is
counted by the rarest. A value of a role (see `steps.values`) ties nobody: `show VALUE` tells
which. There is no cap on how many may share one: what many share and no role explains is found
too, in a bin that weighs little.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from samehand.made import DAY, cite_of, held
from samehand.rules import Example, because
from samehand.steps.values import sharing
from samehand.store import Found
from samehand.tables import Row
from samehand.tables.records import Organisation, Stated
from samehand.tables.registry import Holding, Registration

NEEDS = (sharing,)
READS = (Stated, Registration, Organisation, Holding)
BINS = ("two or three share it", "up to twelve share it", "many share it")


@dataclass(frozen=True)
class SharingNumbers:
    """How rare is a shared value?"""

    kind: str = ""  # of the value, as `stated` has it
    few: int = because(3, "two or three holders: the value is theirs")
    some: int = because(12, "a dozen may be a family of companies or a consultant's first clients")


# How rare a value is, as a bin: of a row that tells how many `holders` share it.
RARITY = """CASE WHEN holders <= $few THEN 'two or three share it'
            WHEN holders <= $some THEN 'up to twelve share it'
            ELSE 'many share it' END AS bin"""


def finding(values: str, sharing: str) -> str:
    """The SELECT of a link by one kind of value, over two steps: who has which, and who shares it."""
    return f"""
WITH told AS (
  SELECT {values}.holder, {values}.value_key, {sharing}.value, {sharing}.holders, {values}.cite
  FROM {sharing}
  JOIN {values} ON {values}.kind = {sharing}.kind AND {values}.value_key = {sharing}.value_key
  WHERE {sharing}.kind = $kind AND {sharing}.holders > 1 AND {sharing}.standing <> 'role'
), pairs AS (
  SELECT a.holder AS one, b.holder AS other, a.value_key, a.value, a.holders,
         a.cite AS one_cite, b.cite AS other_cite,
         row_number() OVER (PARTITION BY a.holder, b.holder ORDER BY a.holders, a.value_key) AS turn,
         count(*) OVER (PARTITION BY a.holder, b.holder) AS shared
  FROM told AS a
  JOIN told AS b ON b.value_key = a.value_key AND a.holder < b.holder
)
SELECT one, other, value, value_key, holders, shared, one_cite, other_cite, {RARITY}
FROM pairs
WHERE turn = 1
"""


FIND = finding("holder_value", "sharing")


def saying(what: str) -> Callable[[Found, SharingNumbers], str]:
    """How a link says what is shared: the value as one of the two states it, and how rare it is."""

    def explain(row: Found, numbers: SharingNumbers) -> str:
        return f"both state the {what} {shown(row)}; {row['holders']} holders do"

    return explain


def shown(row: Found) -> str:
    """The rarest value that two share, and how many more there are."""
    more = row["shared"] - 1
    return f"{row['value']!r}" + (f", and {more} more" if more else "")


def stating(number: int, kind: str, value: str, key: str | None = None) -> tuple[Row, ...]:
    """A holder with a block whose record states a value."""
    holder, prefix = f"arin:{number:03}", f"10.{number}.0.0/16"
    block = held(holder, prefix, date(2010, 1, 1))
    record = Registration(
        list="arin-bulk",
        registry="arin",
        family=4,
        first=block.first,
        last=block.last,
        length=16,
        org=f"arin:ORG{number:03}",
        maintainer=None,
        netname=None,
        status="allocation",
        registered=date(2010, 1, 1),
        handle=f"NET-{number:03}",
        seen=DAY,
        cite=cite_of("record", number),
    )
    return block, record, states(f"net:NET-{number:03}", kind, value, key)


def states(record: str, kind: str, value: str, key: str | None = None) -> Stated:
    """A value that a record states."""
    return Stated(
        list="arin-bulk",
        registry="arin",
        record=record,
        kind=kind,
        part=kind,
        value=value,
        value_key=key or value.upper(),
        withheld=False,
        seen=DAY,
        cite=cite_of("stated", record, kind, value),
    )


def called(number: int) -> tuple[Row, ...]:
    """The organisation of such a holder, under a name that others bear too."""
    org = Organisation(
        list="arin-bulk",
        registry="arin",
        org=f"arin:ORG{number:03}",
        name=f"Example {number}",
        name_key=f"example {number}",
        seen=DAY,
        cite=cite_of("organisation", number),
    )
    return (org,)


def examples(kind: str, value: str, *, crowds: bool = False) -> tuple[Example, ...]:
    """Two who share it and two who do not; with `crowds` five, fourteen, an agent's and a group's.

    All links of this kind look alike: one of them has the crowds.
    """
    told = (
        Example(
            title="two share it",
            rows=(*stating(1, kind, value), *stating(2, kind, value)),
            finds={("arin:001", "arin:002"): BINS[0]},
        ),
        Example(
            title="each has its own",
            rows=(*stating(1, kind, value), *stating(2, kind, "another-" + value)),
        ),
    )
    return (*told, *_crowds(kind, value)) if crowds else told


def _crowds(kind: str, value: str) -> tuple[Example, ...]:
    def every(many: int) -> tuple[Row, ...]:
        return tuple(row for n in range(many) for row in stating(n, kind, value))

    return (
        Example(title="five share it", rows=every(5), finds=every_pair(5, BINS[1])),
        Example(title="fourteen share it", rows=every(14), finds=every_pair(14, BINS[2])),
        Example(title="many who have nothing else in common share it", rows=every(25)),
        Example(
            title="many under one name share it",
            rows=tuple(row for n in range(22) for row in (*stating(n, kind, value), *called(n))),
            finds=every_pair(22, BINS[2]),
        ),
    )


def every_pair(many: int, bin_: str) -> dict[tuple[str, ...], str]:
    """Every two of so many holders of an example, in one bin."""
    return {(f"arin:{a:03}", f"arin:{b:03}"): bin_ for b in range(many) for a in range(b)}
