"""The schedule of payments: one row a payment, with the request it paid for and what was issued.

A payment belongs to a holder when it names a request that the holder made; the name of the payer
is shown and never matched. What fools it: a payment that names no request, or one of another
file, is in no holder's schedule; the answer counts those that name none.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from samehand.api.answers import Answer
from samehand.api.book import Desk
from samehand.api.lookups.kinds import asked
from samehand.api.lookups.states import ask
from samehand.api.progress import Progress, silent
from samehand.api.restricted import allowed
from samehand.errors import NotInData, UsageError
from samehand.tables.internal import Payment, Request

# A payment told in two files is one; told in two ways, it is shown as first told, and counted so.
# Where a request was decided twice, its last decision by the clocks counts.
SCHEDULE = """
WITH asked AS (
  SELECT request, min_by(applicant, cite) AS applicant, min(cite) AS cite
  FROM request
  GROUP BY request
), decided AS (
  SELECT request, max_by(decision, struct_pack(seen, cite)) AS decision,
         max_by(coalesce(blocks, ''), struct_pack(seen, cite)) AS blocks,
         max_by(cite, struct_pack(seen, cite)) AS cite
  FROM decision
  GROUP BY request
), told AS (
  SELECT payment, seen, payer, payee, instrument, amount, currency, invoice, request,
         min(cite) AS cite
  FROM payment
  GROUP BY ALL
), paid AS (
  SELECT *, count(*) OVER (PARTITION BY payment) AS told_ways
  FROM told
  QUALIFY row_number() OVER (PARTITION BY payment ORDER BY seen, cite) = 1
)
SELECT paid.seen AS paid, paid.payment, paid.payer, paid.payee, paid.amount, paid.currency,
       paid.request, asked.applicant, coalesce(decided.decision, 'open') AS decision,
       coalesce(decided.blocks, '') AS blocks, paid.invoice, paid.instrument, paid.told_ways,
       list_distinct(list_filter([paid.cite, asked.cite, decided.cite],
                                 lambda cite: cite IS NOT NULL)) AS cites
FROM paid
JOIN asked USING (request)
LEFT JOIN decided USING (request)
WHERE list_contains($holders, asked.applicant)
ORDER BY paid.seen, paid.payment
"""

MADE = """
SELECT DISTINCT applicant
FROM request
WHERE list_contains($holders, applicant)
"""

STRAY = """
SELECT count(DISTINCT payment) AS many
FROM payment
WHERE request IS NULL OR request NOT IN (SELECT request FROM request)
"""


def payments(desk: Desk, what: Sequence[str], progress: Progress = silent) -> Answer:
    """The payments for requests of these hands or holders, by day, with totals by currency.

    Raises NotPermitted unless restricted tables may be read, NotInData where none was imported.
    """
    if not what:
        raise UsageError("payments needs a hand or holders", "samehand payments arin:a1b2")
    allowed(desk, "the schedule of payments")
    _there(desk)
    holders = list(dict.fromkeys(each for word in what for each in _holders(desk, word, progress)))
    found = ask(desk, SCHEDULE, holders=holders)
    rows = [row | {"cites": sorted(row["cites"]), "restricted": True} for row in found]
    made = {row["applicant"] for row in ask(desk, MADE, holders=holders)}
    (stray,) = ask(desk, STRAY)
    query = {
        "verb": "payments",
        "what": list(what),
        "holders": holders,
        "made_no_request": [holder for holder in holders if holder not in made],
        "payments": len(rows),
        "totals": totals(rows),
        "told_in_more_ways": sum(row["told_ways"] > 1 for row in rows),
        "of_no_known_request": stray["many"],
        "restricted": True,
    }
    return desk.answer("payments/1", query, rows)


def totals(rows: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """The exact sum of the amounts of each currency.

    >>> totals([{"currency": "USD", "amount": "0.10"}, {"currency": "USD", "amount": "0.2"}])
    {'USD': '0.30'}
    """
    sums: dict[str, Decimal] = {}
    for row in rows:
        sums[row["currency"]] = sums.get(row["currency"], Decimal(0)) + Decimal(row["amount"])
    return {currency: str(sums[currency]) for currency in sorted(sums)}


def _there(desk: Desk) -> None:
    for kind in (Payment, Request):
        if not desk.peek.holds(kind.table):
            raise NotInData(
                f"the book holds no {kind.table} seen by {desk.clock.known_on}",
                f"import the registry's internal-{kind.table}s file",
            )


def _holders(desk: Desk, word: str, progress: Progress) -> list[str]:
    """The holder, or the members of the hand, that a word names."""
    named = asked(word)
    if named.kind != "hand":
        return [asked(word, "holder").value]
    from samehand.api import hands

    (row,) = hands.hand(desk, named.value, progress).results
    return [member["holder"].split("~")[0] for member in row["members"]]
