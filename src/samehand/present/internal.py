"""The answers about a registry's own files, laid out as sheets, each marked restricted."""

from collections.abc import Callable, Iterator

from samehand.present.columns import Column
from samehand.present.history_columns import CITES
from samehand.present.look import Envelope
from samehand.present.sheet import Sheet

MARK = "RESTRICTED: from the registry's own files, not for publication"

PAYMENTS = (
    Column("paid", "paid"),
    Column("payer", "payer", wide=True, least=14),
    Column("payee", "payee", wide=True, least=8),
    Column("amount", "amount", number=True),
    Column("currency", "in"),
    Column("request", "request", wide=True, least=8),
    Column("applicant", "applicant", wide=True, least=12),
    Column("decision", "decision"),
    Column("blocks", "blocks issued", wide=True, least=16),
    CITES,
)
COLUMNS = {"payments/1": PAYMENTS}


def _payments(envelope: Envelope, _expand: bool) -> Iterator[Sheet]:
    """The mark, the schedule, then the count, the totals, and what is in no schedule."""
    query = envelope["query"]
    yield Sheet(says=(MARK,))
    yield Sheet(columns=PAYMENTS, rows=envelope["results"])
    paid = "; ".join(f"{total} {currency}" for currency, total in query["totals"].items())
    says = [f"Payments: {query['payments']:,}; {paid}." if paid else "No payment was found."]
    if none := query["made_no_request"]:
        says.append(f"No request of theirs is in the book: {', '.join(none)}.")
    if many := query["told_in_more_ways"]:
        says.append(f"Told in more ways than one, shown as first told: {many:,}.")
    if many := query["of_no_known_request"]:
        says.append(f"In the book and in no schedule, for they name no known request: {many:,}.")
    yield Sheet(says=tuple(says))


LAYOUTS: dict[str, Callable[[Envelope, bool], Iterator[Sheet]]] = {"payments/1": _payments}
