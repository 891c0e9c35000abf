"""A registry's own list of payments: who paid how much, by which instrument, for which request.

Columns `payment,payer,payee,instrument,bank,amount,currency,paid,invoice,request`, CSV or
Parquet. `instrument` is an opaque token of the card or account, never its number; `amount` is a
decimal number with a point, below zero for a refund. What fools it: a payment agent pays for
many; a token changes when a card is renewed.
"""

from datetime import date

from samehand.sources import Expect, Source
from samehand.sources.internal_cells import CELLS, READ_IN, TERMS, headed, own
from samehand.tables.internal import Payment

COLUMNS = "payment,payer,payee,instrument,bank,amount,currency,paid,invoice,request"

RECORD = (
    CELLS
    + r"""
, named AS (
  SELECT line, field,
         field[1] AS payment,
         field[2] AS payer,
         field[3] AS payee,
         field[4] AS instrument,
         field[5] AS bank,
         field[6] AS amount,
         field[7] AS currency,
         day(field[8]) AS paid,
         field[9] AS invoice,
         field[10] AS request
  FROM cell
  WHERE field[1:2] IS DISTINCT FROM ['payment', 'payer']
)
SELECT *,
       CASE WHEN field IS NULL OR len(field) <> 10 THEN 'not 10 fields of CSV'
            WHEN payment IS NULL THEN 'no payment number'
            WHEN payer IS NULL THEN 'no payer'
            WHEN amount IS NULL OR NOT regexp_full_match(amount, '-?\d{1,15}(\.\d{1,4})?')
            THEN 'amount is no decimal number'
            WHEN currency IS NULL OR NOT regexp_full_match(currency, '[A-Z]{3}')
            THEN 'currency is no code of three letters'
            WHEN paid IS NULL THEN 'paid is no day'
       END AS fault
FROM named
"""
)

PAYMENTS = """
SELECT line, payment, payer, name_key(payer) AS payer_key, payee, instrument, bank, amount, currency,
       invoice, request,
       TRUE AS restricted, paid AS seen
FROM record
"""

SAMPLE = """\
payment,payer,payee,instrument,bank,amount,currency,paid,invoice,request
P-1,"Made Up One, LLC",Registry,card-0417,Bank A,550.00,USD,2019-03-02,I-1,R-1
P-2,Made Up Two,Registry,,,20.5,EUR,2019-03-03,,
P-3,Made Up Three,Registry,card-0418,,free,USD,2019-03-04,,R-3
"""

DAY = date(2019, 5, 13)


SOURCE = Source(
    name="internal_payments",
    title="Payments made to a registry",
    url="the registry's own files",
    licence=TERMS,
    read_in=READ_IN,
    tried=False,
    fills={Payment: Expect(0, 10_000_000)},
    knows=headed(COLUMNS),
    record=RECORD,
    rows={Payment: PAYMENTS},
    sample=SAMPLE,
    sample_day=DAY,
    sample_rows=(
        Payment(
            payment="P-1",
            payer="Made Up One, LLC",
            payer_key="made one up",
            payee="Registry",
            instrument="card-0417",
            bank="Bank A",
            amount="550.00",
            currency="USD",
            invoice="I-1",
            request="R-1",
            seen=date(2019, 3, 2),
            **own(2),
        ),
        Payment(
            payment="P-2",
            payer="Made Up Two",
            payer_key="made two up",
            payee="Registry",
            instrument=None,
            bank=None,
            amount="20.5",
            currency="EUR",
            invoice=None,
            request=None,
            seen=date(2019, 3, 3),
            **own(3),
        ),
    ),
)
