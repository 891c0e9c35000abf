"""A block whose record and whose origin AS are both strangers to the root holder: a lease.

The published method (Du et al., IMC 2024): registrations of /24 or larger make a tree; a leaf has
nothing more specific below it, its root is the largest registration above. The origin of the leaf
is taken by exact match. It is a lease where the leaf's origin is neither the origin of the root
nor a sibling, customer or peer of the ASes of the root's organisation. Where it sells the root
transit, a provider may announce for its customer: told apart, and weighed little. A lease is
lawful: it says who uses the space and who answers for it. IPv4 only, and by the last tables of
routes alone. Fooled by brokers that are providers too, by scrubbing, and by subsidiaries under
another name.
"""

from dataclasses import dataclass

from samehand.detect.made import YEARS, labelled, record, routed
from samehand.detect.steps.presence import presence
from samehand.detect.steps.written import anycast, written
from samehand.made import sells, under
from samehand.rules import Example, Rule, because
from samehand.store import Found
from samehand.tables import Row
from samehand.tables.findings import FileDay
from samehand.tables.registry import AsnOrg, Registration
from samehand.tables.routing import AsnRelation, Sighting
from samehand.tables.use import UseLabel


@dataclass(frozen=True)
class Numbers:
    """Which registrations are looked at?"""

    least_addresses: int = because(256, "nothing smaller than a /24 is routed on its own")


FIND = """
WITH record AS (
  SELECT registry, first, last, min(org) AS org, min(maintainer) AS maintainer, min(netname) AS netname,
         min(cite) AS cite
  FROM registration
  WHERE family = 4 AND last - first + 1 >= $least_addresses
  GROUP BY registry, first, last
), parted AS (
  SELECT *, unnest(generate_series(first >> 16, last >> 16)) AS bucket FROM record
), within AS (
  SELECT DISTINCT small.registry, small.first, small.last, large.first AS root_first, large.last AS root_last,
         large.org AS root_org, large.cite AS root_cite, large.last - large.first AS root_size
  FROM parted AS small
  JOIN parted AS large ON large.bucket = small.bucket AND large.registry = small.registry
                      AND large.first <= small.first AND small.last <= large.last
                      AND large.last - large.first > small.last - small.first
), rooted AS (
  SELECT *, row_number() OVER (PARTITION BY registry, first, last ORDER BY root_size DESC, root_first) AS turn
  FROM within
), leaf AS (
  SELECT record.registry, record.first, record.last, record.org, record.netname, record.cite,
         rooted.root_first, rooted.root_last, rooted.root_org, rooted.root_cite
  FROM record
  JOIN rooted ON rooted.registry = record.registry AND rooted.first = record.first AND rooted.last = record.last
             AND rooted.turn = 1
  LEFT JOIN (SELECT DISTINCT registry, root_first, root_last FROM within) AS parent
    ON parent.registry = record.registry AND parent.root_first = record.first AND parent.root_last = record.last
  WHERE parent.root_first IS NULL
), latest AS (
  SELECT written.block, written.first, written.last, written.length, presence.origin, min(presence.cite) AS cite
  FROM presence
  JOIN (SELECT max(last_seen) AS day FROM presence WHERE family = 4 AND how = 'table') AS newest
    ON newest.day = presence.last_seen
  JOIN written ON written.family = 4 AND written.first = presence.first AND written.length = presence.length
  WHERE presence.family = 4 AND presence.how = 'table'
  GROUP BY written.block, written.first, written.last, written.length, presence.origin
), root_as AS (
  SELECT DISTINCT leaf.root_first, leaf.root_last, latest.origin AS asn
  FROM leaf JOIN latest ON latest.first = leaf.root_first AND latest.last = leaf.root_last
  UNION
  SELECT DISTINCT leaf.root_first, leaf.root_last, asn_org.asn
  FROM leaf JOIN asn_org ON asn_org.org = leaf.root_org
), kin AS (
  SELECT root_first, root_last, asn FROM root_as
  UNION
  SELECT root_as.root_first, root_as.root_last, there.asn
  FROM root_as JOIN asn_org AS here ON here.asn = root_as.asn JOIN asn_org AS there ON there.org = here.org
  UNION
  SELECT root_as.root_first, root_as.root_last, relation.customer
  FROM root_as JOIN asn_relation AS relation ON relation.provider = root_as.asn
  UNION
  SELECT root_as.root_first, root_as.root_last, relation.provider
  FROM root_as JOIN asn_relation AS relation ON relation.customer = root_as.asn AND relation.kind = 'peer'
), provider AS (
  SELECT DISTINCT root_as.root_first, root_as.root_last, relation.provider AS asn
  FROM root_as JOIN asn_relation AS relation ON relation.customer = root_as.asn AND relation.kind = 'transit'
), met AS (
  SELECT latest.block, leaf.*, latest.origin, latest.cite AS route_cite,
         bool_or(kin.asn IS NOT NULL) OVER (PARTITION BY leaf.first, leaf.last) AS explained,
         bool_or(provider.asn IS NOT NULL) OVER (PARTITION BY leaf.first, leaf.last) AS by_provider,
         count(known.root_first) OVER (PARTITION BY leaf.first, leaf.last) > 0 AS root_known,
         row_number() OVER (PARTITION BY leaf.first, leaf.last ORDER BY latest.origin, leaf.registry) AS turn
  FROM leaf
  JOIN latest ON latest.first = leaf.first AND latest.last = leaf.last
  LEFT JOIN kin ON kin.root_first = leaf.root_first AND kin.root_last = leaf.root_last AND kin.asn = latest.origin
  LEFT JOIN provider ON provider.root_first = leaf.root_first AND provider.root_last = leaf.root_last
                    AND provider.asn = latest.origin
  LEFT JOIN (SELECT DISTINCT root_first, root_last FROM root_as) AS known
    ON known.root_first = leaf.root_first AND known.root_last = leaf.root_last
  LEFT JOIN anycast ON anycast.family = 4 AND anycast.first = latest.first AND anycast.length = latest.length
  WHERE anycast.first IS NULL
)
SELECT *, CASE WHEN by_provider THEN 'by a provider of the root' WHEN root_known THEN 'root has ASes'
               ELSE 'no AS of the root known' END AS bin
FROM met WHERE turn = 1 AND NOT explained
"""


def explain(row: Found, numbers: Numbers) -> str:
    """Whose record, under whose, and who announces it."""
    root = row["root_org"] or "a holder not named"
    whose = f"to {row['org']} " if row["org"] else ""
    if row["by_provider"]:
        tied = "sells that holder transit"
    elif row["root_known"]:
        tied = "no record loaded ties to it"
    else:
        tied = "no record loaded could tie to it: none names an AS of that holder"
    return (
        f"{row['block']} is registered {whose}under a block of {root} and is announced by"
        f" AS{row['origin']}, which {tied}; a lease would look so"
    )


ROOT, LEAF = "198.51.0.0/16", "198.51.100.0/24"
TREE: tuple[Row, ...] = (record(ROOT, "root"), record(LEAF, "leaf"), under(64501, "root"))
NOW = (YEARS[8], YEARS[9])
USED = routed(LEAF, 64502, *NOW)

RULE = Rule(
    name="lease",
    title="Registered under one holder, announced by an AS that no record ties to it, as a lease",
    family="routing",
    ground="leases",
    revision=2,
    subject=("block",),
    reads=(Registration, Sighting, FileDay, AsnOrg, AsnRelation, UseLabel),
    needs=(presence, anycast, written),
    numbers=Numbers(),
    bins=("root has ASes", "by a provider of the root", "no AS of the root known"),
    find=FIND,
    explain=explain,
    examples=(
        Example("by a stranger to the root", (*TREE, USED), {(LEAF,): "root has ASes"}),
        Example("no AS of the root known", (*TREE[:2], USED), {(LEAF,): "no AS of the root known"}),
        Example(
            "by a provider of the root",
            (*TREE, USED, sells(64502, 64501)),
            {(LEAF,): "by a provider of the root"},
        ),
        Example("by the root's own AS", (*TREE, routed(LEAF, 64501, *NOW))),
        Example("by the origin of the root", (*TREE, USED, routed(ROOT, 64502, *NOW))),
        Example("by a sibling", (*TREE, USED, under(64502, "root"))),
        Example("by a customer of the root", (*TREE, USED, sells(64501, 64502))),
        Example("anycast", (*TREE, USED, labelled(LEAF, "anycast"))),
        Example(
            "something more specific below it",
            (
                *TREE,
                record("198.51.0.0/17", "middle"),
                record("198.51.1.0/24", "low"),
                routed("198.51.0.0/17", 64502, *NOW),
            ),
        ),
        Example(
            "smaller than a /24",
            (
                record("198.51.100.0/24", "root"),
                record("198.51.100.0/25", "leaf"),
                routed("198.51.100.0/25", 64502, *NOW),
            ),
        ),
    ),
)
