"""Who holds what: accounts split into parties, blocks given to parties.

An account of RIPE NCC or of APNIC (whose national registries count as one account each) can
cover hundreds of organisations, so its AS numbers are parted by name: `ripencc:<id>~AS<lowest>`.
Its blocks stay with the account ("account of"), unless the AS numbers of one part alone
originate them. Accounts of the other registries are organisations.
"""

from dataclasses import dataclass

from samehand.rules import Step, because
from samehand.tables.registry import AsnHolding, AsnName, Holding
from samehand.tables.routing import Sighting


@dataclass(frozen=True)
class PartNumbers:
    """When do two AS numbers of one account bear one name?"""

    same_letters: int = because(
        4, "handles of one organisation differ in their endings (-AS, 2, -EU), seldom before"
    )


AS_PART = r"""
WITH numbered AS (
  SELECT registry, holder AS account, registered, country, cite,
         unnest(generate_series(first_asn, last_asn)) AS asn
  FROM asn_holding
  WHERE holder IS NOT NULL AND last_asn - first_asn < 5000
), held AS (
  SELECT registry, account, asn, min(registered) AS registered, min(country) AS country, min(cite) AS cite
  FROM numbered GROUP BY registry, account, asn
), named AS (
  SELECT asn, min(handle) AS handle, min(name) AS name, min(name_key) AS name_key, min(cite) AS name_cite,
         min(regexp_replace(regexp_replace(lower(handle), '[^a-z0-9]+|\b(asn?[0-9]*|net|network)\b', '', 'g'),
                            '[0-9]+$', '')) AS handle_key
  FROM asn_name GROUP BY asn
), keyed AS (
  SELECT held.*, handle, name, name_key, handle_key, name_cite,
         left(CASE WHEN registry = 'ripencc' THEN coalesce(nullif(handle_key, ''), 'as' || held.asn)
                   ELSE coalesce(nullif(name_key, ''), nullif(handle_key, ''), 'as' || held.asn) END,
              $same_letters) AS part
  FROM held LEFT JOIN named USING (asn)
), parts AS (
  SELECT account, part, min(asn) AS lowest FROM keyed GROUP BY account, part
), accounts AS (
  SELECT account, count(*) AS parts FROM parts GROUP BY account
)
SELECT keyed.registry, keyed.account, keyed.asn, keyed.registered, keyed.country, keyed.handle, keyed.name,
       keyed.name_key, keyed.handle_key, keyed.cite, keyed.name_cite,
       registry IN ('ripencc', 'apnic') AND accounts.parts > 1 AS split,
       CASE WHEN registry IN ('ripencc', 'apnic') AND accounts.parts > 1
            THEN keyed.account || '~AS' || parts.lowest ELSE keyed.account END AS holder
FROM keyed
JOIN parts ON parts.account = keyed.account AND parts.part = keyed.part
JOIN accounts ON accounts.account = keyed.account
"""

as_part = Step(
    name="as_part",
    says="every AS number with its account and the party of that account it belongs to",
    reads=(AsnHolding, AsnName),
    numbers=PartNumbers(),
    find=AS_PART,
)


@dataclass(frozen=True)
class NoNumbers:
    """Nothing to turn on."""


BLOCK = """
SELECT registry, holder AS account, first, last, min(registered) AS registered, min(status) AS status,
       min(country) AS country, min(cite) AS cite
FROM holding
WHERE family = 4 AND holder IS NOT NULL
GROUP BY registry, holder, first, last
"""

block = Step(
    name="block",
    says="every IPv4 block that an account holds, once",
    reads=(Holding,),
    numbers=NoNumbers(),
    find=BLOCK,
)

# A range join by /16: every block is written once for each /16 it touches, so that both engines
# can match a prefix to the block around it by equality before they compare ends.
PLACED = """
WITH touched AS (
  SELECT *, unnest(generate_series(first >> 16, last >> 16)) AS bucket FROM block
)
SELECT touched.account, touched.registry, touched.first AS block_first, touched.last AS block_last,
       touched.registered, touched.cite AS block_cite,
       sighting.first, sighting.last, sighting.length, sighting.origin, sighting.seen, sighting.cite
FROM sighting
JOIN touched ON touched.bucket = sighting.first >> 16
            AND sighting.first BETWEEN touched.first AND touched.last AND sighting.last <= touched.last
WHERE sighting.family = 4
"""

placed = Step(
    name="placed",
    says="every IPv4 prefix seen announced, in the block that holds it",
    reads=(Sighting, Holding),
    needs=(block,),
    numbers=NoNumbers(),
    find=PLACED,
)

SPACE = """
WITH used AS (
  SELECT placed.account, block_first, block_last, min(holder) AS holder, count(DISTINCT holder) AS parts
  FROM placed JOIN as_part ON as_part.asn = placed.origin AND as_part.account = placed.account
  WHERE split
  GROUP BY placed.account, block_first, block_last
), splits AS (
  SELECT DISTINCT account FROM as_part WHERE split
)
SELECT block.registry, block.account, block.first, block.last, block.last - block.first + 1 AS addresses,
       block.registered, block.status, block.country, block.cite, splits.account IS NOT NULL AS split,
       CASE WHEN used.parts = 1 THEN used.holder ELSE block.account END AS holder
FROM block
LEFT JOIN used ON used.account = block.account AND used.block_first = block.first AND used.block_last = block.last
LEFT JOIN splits ON splits.account = block.account
"""

space = Step(
    name="space",
    says="every IPv4 block with the party that holds it",
    reads=(Holding, AsnHolding),
    needs=(placed, as_part),
    numbers=NoNumbers(),
    find=SPACE,
)
