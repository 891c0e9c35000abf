"""An answer laid out once, for a terminal, a pipe, Markdown and HTML alike: titled tables."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from samehand.present.columns import (
    BARS,
    COVERAGE,
    EVIDENCE,
    GLANCE,
    HANDS,
    LINKS,
    MEMBERS,
    PARTS,
    SCORES,
    STATEMENTS,
    Column,
    columns_of,
    plain,
    written,
)
from samehand.present.falls import bars_of
from samehand.present.finding import LAYOUTS as FINDING
from samehand.present.history import LAYOUTS as HISTORY
from samehand.present.internal import LAYOUTS as INTERNAL
from samehand.present.judging import LAYOUTS as JUDGING
from samehand.present.judging import acted, verdict_says
from samehand.present.look import Envelope
from samehand.present.rows import picked, rows_of
from samehand.present.screening import LAYOUTS as SCREENING
from samehand.present.sheet import Sheet
from samehand.present.title import LAYOUTS as TITLE
from samehand.present.worth import LAYOUTS as WORTH

Result = Mapping[str, Any]


def sheets_of(envelope: Envelope, fields: Sequence[str] = (), expand: bool = False) -> list[Sheet]:
    """The tables of an answer; one table of just the fields asked for, where any are."""
    layout = LAYOUTS.get(envelope["schema"])
    if layout and not fields:
        return list(layout(envelope, expand))
    return [_listed(envelope, fields, expand)]


def _listed(envelope: Envelope, fields: Sequence[str], expand: bool) -> Sheet:
    """All results in one table."""
    asked = rows_of(envelope, fields) if fields else picked(envelope["results"], ())
    wanted = fields or (tuple(asked[0]) if expand and asked else ())
    columns = columns_of(envelope["schema"], asked, wanted)
    return Sheet(columns=columns, rows=asked, says=() if asked else ("Nothing was found.",))


def _status(envelope: Envelope, expand: bool) -> Iterator[Sheet]:
    """The files, then the days that each source covers and those between that it does not."""
    yield _listed(envelope, (), expand)
    yield Sheet(title="Coverage", columns=COVERAGE, rows=envelope["coverage"])


def _show(envelope: Envelope, _expand: bool) -> Iterator[Sheet]:
    """A glance where several were asked, then each by its sections."""
    if len(envelope["results"]) > 1:
        yield Sheet(columns=GLANCE, rows=envelope["results"])
    for result in envelope["results"]:
        yield Sheet(title=f"{result['subject']} ({result['kind']})")
        for part in result["sections"]:
            yield _section(part)


def _section(part: Result) -> Sheet:
    if not part["rows"]:
        step = f" - {part['do']}" if part["do"] else ""
        return Sheet(says=(f"  {part['section']}: {part['state']}: {part['says']}{step}",))
    state = "" if part["state"] == "found" else f" ({part['state']})"
    told = f": {part['says']}" if part["says"] else ""
    left = (
        f"{part['shown']:,} of {part['total']:,} - `--limit 0` for all" if "total" in part else ""
    )
    return Sheet(
        title=f"  {part['section']}{state}{told}",
        columns=STATEMENTS,
        rows=part["rows"],
        says=(left,) if left else (),
    )


def _hand(envelope: Envelope, _expand: bool) -> Iterator[Sheet]:
    """Members, links, the weakest of them, and what happens without each source."""
    for hand in envelope["results"]:
        title = f"{hand['hand']}: {hand['reading']}, {hand['weight']:.1f} bits"
        yield Sheet(title=title, says=(_summary(hand),))
        yield Sheet(columns=MEMBERS, rows=hand["members"])
        yield Sheet(title="Links", columns=LINKS, rows=_links(hand))
        yield Sheet(title="What it hangs on", says=tuple(_doubts(hand)))
        if said := tuple(acted(envelope["query"], [hand])):
            yield Sheet(title="Verdicts", says=said)
    yield from _evidence(envelope)


def _summary(hand: Result) -> str:
    return (
        f"{len(hand['members'])} holders with {hand['addresses']:,} addresses, "
        f"first seen {hand['first_seen']}. Bits by family: {written(hand['families'])}."
    )


def _links(hand: Result) -> list[Result]:
    return [
        {"pair": f"{link['one']} {link['other']}", **rule}
        for link in hand.get("links") or ()
        for rule in link["rules"]
    ]


def _doubts(hand: Result) -> Iterator[str]:
    """The weakest link, then each source left out, then what was not looked at."""
    if weak := hand.get("weakest"):
        falls = " + ".join(str(size) for size in weak["falls_into"])
        yield f"Weakest cut: {weak['bits']:.1f} bits, into {falls}: {weak['without']}."
    for cut in hand.get("without_source") or ():
        holds = "holds" if cut["holds"] else "does not hold"
        yield f"Without {cut['source']}: {holds}, {cut['members_left']} holders left."
    if hand.get("not_looked"):
        yield f"Not looked: {', '.join(hand['not_looked'])}."


def _why(envelope: Envelope, _expand: bool) -> Iterator[Sheet]:
    """From the prior, bar by bar, to the total."""
    for row in envelope["results"]:
        names = [f"{row[f'{end}_name'] or 'no name'} ({row[end]})" for end in ("one", "other")]
        yield Sheet(
            title=" and ".join(names),
            columns=BARS,
            rows=bars_of(row),
            says=(
                f"Reading: {row['reading']}; {row['words']}.",
                *(verdict_says(each) for each in row.get("verdicts") or ()),
            ),
        )
    yield from _evidence(envelope)


def _evidence(envelope: Envelope) -> Iterator[Sheet]:
    rows = [{"id": name, **item} for name, item in envelope["evidence"].items()]
    if rows:
        yield Sheet(title="Evidence", columns=EVIDENCE, rows=rows)


def _cite(envelope: Envelope, _expand: bool) -> Iterator[Sheet]:
    """The line and its file, then each row read from it; a record of several lines as it is."""
    for row in envelope["results"]:
        lines = (row["text"] or "").splitlines()
        several = tuple(lines) if len(lines) > 1 else ()
        left = {"read_as", "text"} if several else {"read_as"}
        told = {name: value for name, value in row.items() if name not in left}
        yield replace(_tall("", told), says=several)
        for read in row["read_as"]:
            known = {name: value for name, value in read.items() if value is not None}
            yield _tall(f"read as {read['table']}", known)


def _tall(title: str, row: Result) -> Sheet:
    return Sheet(
        title=title, columns=[Column(name, name, plain) for name in row], rows=[row], tall=True
    )


def _hands(envelope: Envelope, expand: bool) -> Iterator[Sheet]:
    """The ranking; expanded, with every member and why it is one."""
    if not expand:
        yield _listed(envelope, (), False)
        says = *_counts(envelope["query"]), *acted(envelope["query"], envelope["results"])
        yield Sheet(says=says)
        return
    for hand in envelope["results"]:
        yield Sheet(title=f"{hand['rank']}. {hand['hand']}", columns=HANDS, rows=[hand])
        yield Sheet(columns=MEMBERS, rows=hand["members"])
        yield Sheet(says=tuple(_doubts(hand)))


def _counts(query: Mapping[str, Any]) -> Iterator[str]:
    """How many hands of each reading a scan found."""
    counts = [
        f"{query[name]:,} {name}" for name in ("undeclared", "unclear", "declared") if name in query
    ]
    if counts:
        yield f"{query['hands']:,} hands: {', '.join(counts)}."


def _fit(envelope: Envelope, expand: bool) -> Iterator[Sheet]:
    """Every bin, then what it was learnt from and how well it holds."""
    yield _listed(envelope, (), expand)
    told = envelope["query"]
    learnt = (
        f"Learnt from {told['siblings']:,} pairs of {told['organisations']:,} organisations among"
        f" {told['holders']:,} holders; prior {told['prior']:.2f} bits"
        f" ({told['prior_low']:.2f} to {told['prior_high']:.2f})."
    )
    aside = [f"Set aside: {says}." for says in told["set_aside"]]
    yield Sheet(says=(learnt, *aside, f"Held out, {told['verdict']}: {told['says']}."))


def _check(envelope: Envelope, _expand: bool) -> Iterator[Sheet]:
    """Given and found, part by part; then the verdict."""
    for part, title in PART_TITLES.items():
        rows = [row for row in envelope["results"] if row["part"] == part]
        columns = SCORES if part == "score" else PARTS if part == "range" else PARTS[:-1]
        if rows:
            yield Sheet(title=title, columns=columns, rows=rows)
    told = envelope["query"]
    where = "Held out" if told["held_out"] else "Not held out"
    yield Sheet(says=(f"{where}, {told['verdict']}: {told['says']}.",))


PART_TITLES = {
    "range": "By what was given",
    "threshold": "At or above a threshold: precision is at least what was found",
    "registry": "Above even odds, by registry",
    "family": "Above even odds, where a family speaks for the pair",
    "score": "Scores",
}

LAYOUTS: dict[str, Callable[[Envelope, bool], Iterator[Sheet]]] = (
    HISTORY
    | JUDGING
    | TITLE
    | WORTH
    | FINDING
    | INTERNAL
    | SCREENING
    | {
        "cite/1": _cite,
        "fit/1": _fit,
        "fit-check/1": _check,
        "hand/1": _hand,
        "hands/1": _hands,
        "scan/1": _hands,
        "show/1": _show,
        "status/1": _status,
        "why/1": _why,
    }
)
