"""Look-ups of journeys, laid out as sheets."""

from collections.abc import Callable, Iterator
from typing import Any

from samehand.present.columns import Column, plain, signed, written
from samehand.present.history_columns import CITES, some
from samehand.present.look import Envelope
from samehand.present.sheet import Sheet
from samehand.values.counts import count_of

ENTITIES = (
    Column("kind", "kind"),
    Column("subject", "what", wide=True, least=14),
    Column("state", "in the book"),
    Column("says", "what it says", wide=True, least=24),
    Column("lines", "lines", some, wide=True, least=5),
    CITES,
)
HOLDERS = (
    Column("block", "block", wide=True, least=14),
    Column("relation", "it"),
    Column("holder", "held by", wide=True, least=14),
    Column("name", "called", wide=True, least=12),
    Column("status", "status"),
    Column("registered", "registered"),
    Column("on_file", "file of"),
    Column("by", "by", wide=True, least=8),
    CITES,
)
RELATED = (
    Column("rank", "#", plain, number=True),
    Column("name", "name", wide=True, least=14),
    Column("holder", "holder", wide=True, least=14),
    Column("bits", "bits", signed, number=True),
    Column("families", "families", wide=True, least=10),
    Column("says", "by what", wide=True, least=26),
    Column("hand", "hand"),
    CITES,
)
LINKS = (
    Column("family", "family"),
    Column("rule", "link", wide=True, least=12),
    Column("state", "state", wide=True, least=10),
    Column("bits", "bits", signed, number=True),
    Column("says", "what was seen, or looked for", wide=True, least=26),
)
PREFIXES = (
    Column("prefix", "prefix"),
    Column("holders", "held by", some, wide=True, least=14),
    CITES,
)
EXPOSURES = (
    Column("rank", "#", plain, number=True),
    Column("block", "block", wide=True, least=14),
    Column("exposure", "exposed by", wide=True, least=12),
    Column("says", "what outsiders read", wide=True, least=22),
    Column("cure", "cure", wide=True, least=18),
    Column("write_to", "write to", wide=True, least=14),
    CITES,
)
CHANGES = (
    Column("day", "day"),
    Column("what", "what", wide=True, least=10),
    Column("block", "block", wide=True, least=14),
    Column("says", "what the records say", wide=True, least=24),
    CITES,
)
DRIFT = (
    Column("holder", "holder", wide=True, least=14),
    Column("since", "first granted"),
    Column("after_days", "days after", number=True),
    Column("what", "what", wide=True, least=10),
    Column("says", "what the records say", wide=True, least=24),
    CITES,
)
WATCHED = (
    Column("holder", "holder", wide=True, least=14),
    Column("day", "day"),
    Column("what", "what", wide=True, least=10),
    Column("says", "what the records say", wide=True, least=24),
    CITES,
)
WATCHES = (
    Column("holder", "holder", wide=True, least=14),
    Column("armed", "armed"),
    Column("looked", "last looked at"),
    Column("until", "until"),
)
EXPLAINED = (
    "code",
    "kind",
    "title",
    "what",
    "why",
    "false_positives",
    "family",
    "weight",
    "revision",
    "numbers",
)


def _sheet(columns: tuple[Column, ...], envelope: Envelope, says: list[str]) -> Sheet:
    rows = envelope["results"]
    return Sheet(
        columns=columns, rows=rows, says=tuple(says) if rows else (*says, "Nothing was found.")
    )


def _grep(envelope: Envelope, _expand: bool) -> Iterator[Sheet]:
    query = envelope["query"]
    says = f"{query['entities']:,} named, {query['not_in_our_data']:,} of them not in our data."
    yield _sheet(ENTITIES, envelope, [says])


def _triage(envelope: Envelope, _expand: bool) -> Iterator[Sheet]:
    """Scope and route, the reasons, then what the report names."""
    for result in envelope["results"]:
        yield Sheet(
            title=f"Scope: {result['title']}",
            says=(
                f"Suggested route: {result['route']}.",
                result["answer"],
                *(f"  because of {why}" for why in result["why"]),
                *(f"  {row['block']}: {row['says']}" for row in result["records"]),
            ),
        )
        yield Sheet(title="Named in the report", columns=ENTITIES, rows=result["entities"])
        if result["not_in_our_data"]:
            yield Sheet(says=(f"Not in our data: {written(result['not_in_our_data'])}.",))
        about = envelope["query"]["about"]
        yield Sheet(says=(f"{about[:1].upper()}{about[1:]}.",))


def _why_not(envelope: Envelope, _expand: bool) -> Iterator[Sheet]:
    """The total, what it would take, then every link."""
    for row in envelope["results"]:
        names = [f"{row[f'{end}_name'] or 'no name'} ({row[end]})" for end in ("one", "other")]
        needs = [f"  It would take {need}." for need in row["needs"]]
        hand = f" Both stand in {row['hand']}." if row["hand"] else ""
        yield Sheet(
            title=" and ".join(names),
            says=(
                f"{row['total']:+.1f} bits in all, prior {row['prior']:+.1f}: {row['words']}.{hand}",
                *needs,
            ),
        )
        yield Sheet(columns=LINKS, rows=row["links"])


def _mine(envelope: Envelope, _expand: bool) -> Iterator[Sheet]:
    query = envelope["query"]
    says = [f"{count_of(len(query['blocks']), 'block')} looked at."]
    if query["nothing_exposed"]:
        says.append(f"Nothing found by what was looked at: {some(query['nothing_exposed'])}.")
    if query["not_on_record"]:
        says.append(f"On no registry's record read: {some(query['not_on_record'])}.")
    yield _sheet(EXPOSURES, envelope, says)


def _check(envelope: Envelope, _expand: bool) -> Iterator[Sheet]:
    query = envelope["query"]
    last = f" (the last look was of {query['last_look']})" if query["last_look"] else ""
    span = f"from {query['since']} to {query['until']}{last}"
    count, blocks = query["changes"], query["blocks"]
    says = f"{count_of(count, 'change')} of {count_of(blocks, 'block')} {span}."
    if query["first_look"]:
        says = f"First look of {count_of(blocks, 'block')}, of {query['until']}: kept for the next to compare with."
    yield Sheet(columns=CHANGES, rows=envelope["results"], says=(says,))


def _drift(envelope: Envelope, _expand: bool) -> Iterator[Sheet]:
    query = envelope["query"]
    says = (
        f"{query['changed']:,} of {query['holders']:,} holders changed within {query['months']} months"
        " of their first grant; a change is ordinary business."
    )
    yield _sheet(DRIFT, envelope, [says])


def _watch(envelope: Envelope, _expand: bool) -> Iterator[Sheet]:
    yield Sheet(columns=WATCHES, rows=envelope["results"], says=(_watches(envelope),))


def _watches(envelope: Envelope) -> str:
    many = count_of(envelope["query"]["watches"], "watch", "watches")
    done = {"watch add": "armed", "watch rm": "taken away"}
    return f"{many} {done.get(envelope['query']['verb'], 'there')}."


def _watch_run(envelope: Envelope, _expand: bool) -> Iterator[Sheet]:
    query = envelope["query"]
    says = [
        f"{query['changed']:,} of {count_of(query['watches'], 'watched holder')} changed by"
        f" {query['until']}; a change is ordinary business."
    ]
    if query["ended"]:
        says.append(f"Over, and no longer looked at: {some(query['ended'])}.")
    yield Sheet(columns=WATCHED, rows=envelope["results"], says=tuple(says))


def _explain(envelope: Envelope, _expand: bool) -> Iterator[Sheet]:
    """Each meaning of a code, one field a line; what it has not is left out."""
    for row in envelope["results"]:
        told = {name: row[name] for name in EXPLAINED if row.get(name)}
        numbers = told.pop("numbers", None) or {}
        weight = told.pop("weight", None) or {}
        if weight:
            told["weight"] = "; ".join(f"{name} {_bits(bits)}" for name, bits in weight.items())
        columns = [Column(name, name.replace("_", " "), plain) for name in told]
        says = tuple(f"  {name} = {why}" for name, why in numbers.items())
        yield Sheet(title=row["code"], columns=columns, rows=[told], tall=True, says=says)


def _bits(value: Any) -> str:
    return "not weighed" if value is None else f"{value:+.1f} bits"


LAYOUTS: dict[str, Callable[[Envelope, bool], Iterator[Sheet]]] = {
    "check/1": _check,
    "drift/1": _drift,
    "explain/1": _explain,
    "grep/1": _grep,
    "mine/1": _mine,
    "triage/1": _triage,
    "watch/1": _watch,
    "watch-run/1": _watch_run,
    "why-not/1": _why_not,
}
COLUMNS: dict[str, tuple[Column, ...]] = {
    "check/1": CHANGES,
    "drift/1": DRIFT,
    "grep/1": ENTITIES,
    "holders/1": HOLDERS,
    "mine/1": EXPOSURES,
    "prefixes/1": PREFIXES,
    "related/1": RELATED,
    "watch/1": WATCHES,
    "watch-run/1": WATCHED,
}
FLAT: dict[str, Callable[[Envelope], list[dict[str, Any]]]] = {
    "triage/1": lambda envelope: [
        row for result in envelope["results"] for row in result["entities"]
    ],
    "why-not/1": lambda envelope: [
        {"one": result["one"], "other": result["other"], **link}
        for result in envelope["results"]
        for link in result["links"]
    ],
}
