"""Values, recovery and the ledger, laid out as sheets."""

from collections.abc import Callable, Iterator
from typing import Any

from samehand.present.columns import Column, percent, written
from samehand.present.history_columns import CITES
from samehand.present.look import Envelope
from samehand.present.sheet import Sheet


def money(value: Any) -> str:
    """Dollars, whole: no source of prices is that exact.

    >>> money(9850880.0), money(None)
    ('9,850,880', '-')
    """
    return "-" if value is None else f"{value:,.0f}"


def cents(value: Any) -> str:
    """A price an address."""
    return "-" if value is None else f"{value:g}"


VALUE = (
    Column("source", "source", wide=True, least=12),
    Column("low", "from USD", money, number=True),
    Column("high", "to USD", money, number=True),
    Column("formula", "formula", wide=True, least=20),
    Column("size", "for size", wide=True, least=6),
    Column("period", "of", wide=True, least=10),
    Column("n", "n", number=True),
    Column("note", "note", wide=True, least=20),
)
LESS = (
    *VALUE[:3],
    Column("discounted_low", "less, from", money, number=True),
    Column("discounted_high", "less, to", money, number=True),
    *VALUE[3:],
)


def _value(envelope: Envelope, _expand: bool) -> Iterator[Sheet]:
    """One band a source, then what it rests on."""
    query, rows = envelope["query"], envelope["results"]
    lots = "" if query["lots"] == 1 else f" in {query['lots']:,} blocks"
    what = "" if query["kind"] == "count" else f"{query['what']}: "
    title = f"{what}{query['addresses']:,} addresses{lots}, on {query['on']}"
    yield Sheet(title=title, columns=LESS if query["discount_percent"] else VALUE, rows=rows)
    part = [row for row in rows if row["source"] and row["addresses"] < row["of_addresses"]]
    says = [
        f"{row['source']}: of {row['addresses']:,} of {row['of_addresses']:,} addresses only ({row['size']})."
        for row in part
    ]
    says += [f"{query['condition'][:1].upper()}{query['condition'][1:]}."]
    says += (
        [f"Listed: {written(query['listed'])}."]
        if query["listed"] and query["kind"] != "count"
        else []
    )
    says += (
        [f"Of other sizes, not used: {'; '.join(query['other_sizes'])}."]
        if query["other_sizes"]
        else []
    )
    says += [f"{query['note'][:1].upper()}{query['note'][1:]}."] if query["note"] else []
    yield Sheet(says=(*says, f"{query['about'][:1].upper()}{query['about'][1:]}."))


OUTCOMES = (
    Column("block", "block", wide=True, least=14),
    Column("class", "class", wide=True, least=10),
    Column("day", "since"),
    Column("addresses", "addresses", number=True),
    Column("says", "what the records say", wide=True, least=26),
    Column("bought", "the purchase", wide=True, least=16),
    Column("amounts", "amounts", wide=True, least=12),
    CITES,
)
CLASSES = (
    Column("class", "class", wide=True, least=10),
    Column("blocks", "blocks", number=True),
    Column("addresses", "addresses", number=True),
    Column("value", "value, by source", wide=True, least=24),
    Column("meaning", "which means", wide=True, least=20),
)


def _recovery(envelope: Envelope, _expand: bool) -> Iterator[Sheet]:
    """Each block, then the classes with their value, then what was evidenced."""
    query = envelope["query"]
    kept = [c for c in OUTCOMES if c.field != "bought" or query["bought"]]
    yield Sheet(columns=kept, rows=envelope["results"])
    yield Sheet(title=f"By class, prices of {query['on']}", columns=CLASSES, rows=query["classes"])
    says = [f"{kind[:1].upper()}{kind[1:]}: {told}." for kind, told in query["amounts"].items()]
    says += [f"{query['buyer'][:1].upper()}{query['buyer'][1:]}."] if query["buyer"] else []
    yield Sheet(title="Evidenced amounts", says=(*says, *query["evidence"]))


SHARES = (
    Column("held", "held", number=True),
    Column("share", "share", percent, number=True),
    Column("routed", "routed", number=True),
    Column("free", "free", number=True),
    Column("reserved", "reserved", number=True),
    Column("transferred", "transferred in", number=True),
    Column("blocks", "blocks", number=True),
)
HOW_FEW = (
    Column("holders", "holders", number=True),
    Column("top_1", "largest", percent, number=True),
    Column("top_10", "ten largest", percent, number=True),
    Column("hhi", "HHI", number=True),
    Column("gini", "Gini", cents, number=True),
)
CHECKED = (
    Column("registry", "registry"),
    Column("file_of", "file of"),
    Column("kind", "records"),
    Column("promised", "it says", number=True),
    Column("counted", "in the book", number=True),
    Column("says", "so", wide=True, least=12),
    CITES,
)


def _ledger(envelope: Envelope, _expand: bool) -> Iterator[Sheet]:
    """The groups, the total, and how each file's own summary agrees."""
    query, by = envelope["query"], envelope["query"]["by"]
    first = Column(by, by, wide=True, least=12)
    few = () if by == "holder" else HOW_FEW
    yield Sheet(
        title=f"IPv4 addresses by {by}, on {query['on']}",
        columns=(first, *SHARES, *few),
        rows=envelope["results"],
    )
    total = query["total"]
    routed = (
        "routed not looked at"
        if total["routed"] is None
        else f"{total['routed']:,} routed in the table of {query['table']}"
    )
    says = [
        f"Total: {total['held']:,} held in {total['blocks']:,} blocks, {routed}, {total['free']:,} free,"
        f" {total['reserved']:,} reserved; {total['twice']:,} stand on more than one record."
    ]
    if few_ := query["concentration"]:
        says.append(
            f"{few_['holders']:,} holders: the largest has {percent(few_['top_1'])}, the ten largest"
            f" {percent(few_['top_10'])}; HHI {few_['hhi']:g} points of 10,000 (sum of squared shares),"
            f" Gini {few_['gini']:.3f} (0 all alike, 1 one has all); {query['about']}."
        )
    yield Sheet(says=tuple(says))
    head = "Each file's own summary lines: " + ("all agree" if query["agrees"] else "not all agree")
    yield Sheet(title=head, columns=CHECKED, rows=query["reconciled"])


LAYOUTS: dict[str, Callable[[Envelope, bool], Iterator[Sheet]]] = {
    "ledger/1": _ledger,
    "recovery/1": _recovery,
    "value/1": _value,
}
COLUMNS: dict[str, tuple[Column, ...]] = {
    "ledger/1": (*SHARES, *HOW_FEW),
    "recovery/1": OUTCOMES,
    "value/1": VALUE,
}
