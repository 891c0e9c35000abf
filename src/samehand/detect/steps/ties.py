"""What ties an origin AS to the holder of the space it announces, by any record loaded.

In this order:

- `unknown`: no file read has the AS number as held at that time, so there is nothing to compare;
- `own`: the account holds both;
- `sibling`: an AS of the account stands under the same organisation id, or bears the same name;
- `neighbour`: one sells the other transit, or they peer;
- `anycast`: a list has the space as announced from many places;
- `usual`: the AS had announced other space of the holder for years by then;
- `hoster`: the AS announces for many holders: hosting, carrying or scrubbing;
- `none`.

Space before it was given to its present holder tells of another, and has no row here; nor has
what was announced long after the registry's last file, by when it may have been another's. Fooled
by accounts that cover many organisations (RIPE NCC, national registries), and by holders without
an AS number whose provider is on no record.
"""

from dataclasses import dataclass

from samehand.detect.steps.presence import presence
from samehand.detect.steps.whose import whose
from samehand.detect.steps.written import anycast
from samehand.rules import Step, because
from samehand.steps.parties import as_part
from samehand.tables.findings import FileDay
from samehand.tables.registry import AsnHolding, AsnName, AsnOrg, Holding
from samehand.tables.routing import AsnRelation, Sighting
from samehand.tables.use import UseLabel


@dataclass(frozen=True)
class UnderNumbers:
    """When is a file too old?"""

    stale_days: int = because(
        400, "files of every year, with slack; in a year one block in forty changes hands"
    )


UNDER = """
SELECT presence.family, presence.first, presence.length, presence.origin, min(whose.account) AS account,
       min(presence.seen) AS since, max(presence.last_seen) AS until
FROM presence
JOIN whose ON whose.family = presence.family AND whose.first = presence.first AND whose.length = presence.length
WHERE (whose.held_from IS NULL OR presence.last_seen >= whose.held_from)
  AND date_diff('day', whose.file_day, presence.seen) <= $stale_days
GROUP BY presence.family, presence.first, presence.length, presence.origin
"""

under = Step(
    name="under",
    says="who announced each prefix under its present holder, and when",
    reads=(Sighting, FileDay, Holding, AsnHolding),
    needs=(presence, whose),
    numbers=UnderNumbers(),
    find=UNDER,
)


@dataclass(frozen=True)
class KinNumbers:
    """Who announces for many?"""

    many_holders: int = because(
        20, "one AS in two hundred announces for as many: hosters, carriers, scrubbing services"
    )


# AS23456 stands in old tables for every AS number of four bytes, and is nobody's.
KIN = """
WITH pairs AS (
  SELECT account, origin, min(since) AS since FROM under GROUP BY account, origin
), numbers AS (
  SELECT asn, account, min(coalesce(registered, DATE '1970-01-01')) AS registered FROM as_part GROUP BY asn, account
), known AS (
  SELECT asn, min(registered) AS registered FROM numbers GROUP BY asn
), listed AS (
  SELECT DISTINCT asn FROM asn_org
), own AS (
  SELECT pairs.account, pairs.origin FROM pairs
  JOIN numbers ON numbers.asn = pairs.origin AND numbers.account = pairs.account
), sibling AS (
  SELECT DISTINCT pairs.account, pairs.origin
  FROM pairs
  JOIN asn_org AS there ON there.asn = pairs.origin
  JOIN numbers ON numbers.account = pairs.account
  JOIN asn_org AS here ON here.asn = numbers.asn AND here.org = there.org
  UNION
  SELECT DISTINCT pairs.account, pairs.origin
  FROM pairs
  JOIN as_part AS there ON there.asn = pairs.origin
  JOIN as_part AS here ON here.account = pairs.account AND here.name_key = there.name_key
), neighbour AS (
  SELECT DISTINCT pairs.account, pairs.origin
  FROM pairs
  JOIN asn_relation AS relation ON relation.provider = pairs.origin
  JOIN numbers ON numbers.asn = relation.customer AND numbers.account = pairs.account
  UNION
  SELECT DISTINCT pairs.account, pairs.origin
  FROM pairs
  JOIN asn_relation AS relation ON relation.customer = pairs.origin
  JOIN numbers ON numbers.asn = relation.provider AND numbers.account = pairs.account
), many AS (
  SELECT pairs.origin, count(*) AS holders
  FROM pairs LEFT JOIN own ON own.account = pairs.account AND own.origin = pairs.origin
  WHERE own.account IS NULL
  GROUP BY pairs.origin
)
SELECT pairs.account, pairs.origin, pairs.since, coalesce(many.holders, 0) AS holders,
       coalesce(many.holders, 0) >= $many_holders AS hoster, numbered.account IS NOT NULL AS numbered,
       CASE WHEN pairs.origin <> 23456
            THEN coalesce(known.registered, CASE WHEN listed.asn IS NOT NULL THEN DATE '1970-01-01' END)
       END AS known_from,
       CASE WHEN own.account IS NOT NULL THEN 'own'
            WHEN sibling.account IS NOT NULL THEN 'sibling'
            WHEN neighbour.account IS NOT NULL THEN 'neighbour' END AS relation
FROM pairs
LEFT JOIN known ON known.asn = pairs.origin
LEFT JOIN listed ON listed.asn = pairs.origin
LEFT JOIN own ON own.account = pairs.account AND own.origin = pairs.origin
LEFT JOIN sibling ON sibling.account = pairs.account AND sibling.origin = pairs.origin
LEFT JOIN neighbour ON neighbour.account = pairs.account AND neighbour.origin = pairs.origin
LEFT JOIN many ON many.origin = pairs.origin
LEFT JOIN (SELECT DISTINCT account FROM numbers) AS numbered ON numbered.account = pairs.account
"""

kin = Step(
    name="kin",
    says="how each AS is related to each holder whose space it announced, by any record loaded",
    reads=(Sighting, FileDay, Holding, AsnHolding, AsnName, AsnOrg, AsnRelation),
    needs=(under, as_part),
    numbers=KinNumbers(),
    find=KIN,
)


@dataclass(frozen=True)
class TieNumbers:
    """Who is usual?"""

    usual_days: int = because(730, "who announced a holder's space for two years is its provider")


TIE = """
SELECT under.account, whose.registry, under.family, under.first, under.length, under.origin, under.since, under.until,
       whose.registered, whose.held_from, whose.block_cite, kin.holders, kin.numbered,
       CASE WHEN kin.known_from IS NULL OR kin.known_from > under.until THEN 'unknown'
            WHEN kin.relation IS NOT NULL THEN kin.relation
            WHEN anycast.first IS NOT NULL THEN 'anycast'
            WHEN date_diff('day', kin.since, under.since) >= $usual_days THEN 'usual'
            WHEN kin.hoster THEN 'hoster'
            ELSE 'none' END AS tie
FROM under
JOIN kin ON kin.account = under.account AND kin.origin = under.origin
JOIN whose ON whose.family = under.family AND whose.first = under.first AND whose.length = under.length
LEFT JOIN anycast ON anycast.family = under.family AND anycast.first = under.first AND anycast.length = under.length
"""

tie = Step(
    name="tie",
    says="what ties each origin AS to the holder of each prefix it announced",
    reads=(Sighting, FileDay, Holding, AsnHolding, AsnName, AsnOrg, AsnRelation, UseLabel),
    needs=(under, kin, whose, anycast),
    numbers=TieNumbers(),
    find=TIE,
)
