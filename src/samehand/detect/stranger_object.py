"""A route object or a ROA for an AS that no record ties to the holder, made just before its use.

Who takes up space forges the paper first: days before the first announcement a route object
appears, by a maintainer who has none for the holder's other space. Anybody can make one in most
routing registries. A ROA, or an object in the database of the registry that gave the space, needs
the holder's own account there, so a stranger's AS in one says that the account let it in, as every
lease does. Explained away first: a maintainer of the holder's own objects, or of many holders'
(a provider who registers for its customers), whoever is tied to the holder or announces for many,
anycast. A first use counts where it is known to a week. Fooled by days inside objects, which may
be made up, and by leases.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from samehand.detect.made import WATCHED, labelled, looked_on, route_object, routed, signed, spell
from samehand.detect.steps.begun import begun
from samehand.detect.steps.ties import tie
from samehand.detect.steps.whose import whose
from samehand.detect.steps.written import written
from samehand.detect.words import counted, untied
from samehand.made import held, numbered, sells
from samehand.rules import Example, Rule, because
from samehand.store import Found
from samehand.tables import Row
from samehand.tables.findings import FileDay
from samehand.tables.registry import AsnHolding, AsnName, AsnOrg, Holding
from samehand.tables.routing import AsnRelation, RouteObject, Sighting
from samehand.tables.rpki import Vrp
from samehand.tables.use import UseLabel


@dataclass(frozen=True)
class Numbers:
    """How soon is just before?"""

    days_before: int = because(7, "a week: made for this announcement")
    weeks_before: int = because(45, "the documented objects were made within weeks of the use")
    many_holders: int = because(20, "who has objects for as many holders registers for customers")


FIND = """
WITH made AS (
  SELECT family, first, length, origin, 'route object' AS what, list AS where_made, maintainer,
         min(created) AS created, min(cite) AS cite
  FROM route_object
  WHERE created IS NOT NULL
  GROUP BY family, first, length, origin, list, maintainer
  UNION ALL
  SELECT family, first, length, origin, 'ROA', anchor, NULL, min(begins), min(cite)
  FROM vrp
  WHERE begins IS NOT NULL
  GROUP BY family, first, length, origin, anchor
), known AS (
  SELECT DISTINCT tie.account, route_object.maintainer
  FROM route_object
  JOIN tie ON tie.family = route_object.family AND tie.first = route_object.first
          AND tie.length = route_object.length AND tie.origin = route_object.origin
  WHERE tie.tie IN ('own', 'sibling', 'neighbour', 'usual')
), proxy AS (
  SELECT route_object.maintainer, count(DISTINCT whose.account) AS holders
  FROM route_object
  JOIN whose ON whose.family = route_object.family AND whose.first = route_object.first
            AND whose.length = route_object.length
  GROUP BY route_object.maintainer
), fitting AS (
  SELECT written.block, made.what, made.where_made, made.maintainer, made.created, made.origin, made.cite,
         begun.since, begun.cite AS use_cite, tie.account, tie.numbered, tie.block_cite,
         date_diff('day', made.created, begun.since) AS days,
         made.what = 'ROA' OR made.where_made = tie.registry OR (made.where_made = 'ripe' AND tie.registry = 'ripencc')
           AS by_account
  FROM made
  JOIN begun ON begun.family = made.family AND begun.first = made.first AND begun.length = made.length
            AND begun.origin = made.origin
  JOIN tie ON tie.family = made.family AND tie.first = made.first AND tie.length = made.length
          AND tie.origin = made.origin AND tie.tie = 'none'
  JOIN written ON written.family = made.family AND written.first = made.first AND written.length = made.length
  LEFT JOIN known ON known.account = tie.account AND known.maintainer = made.maintainer
  LEFT JOIN proxy ON proxy.maintainer = made.maintainer
  WHERE date_diff('day', made.created, begun.since) BETWEEN 0 AND $weeks_before
    AND begun.unsure_days <= $days_before AND (tie.held_from IS NULL OR begun.since >= tie.held_from)
    AND known.maintainer IS NULL AND coalesce(proxy.holders, 0) < $many_holders
), ordered AS (
  SELECT *, row_number() OVER (PARTITION BY block
                               ORDER BY by_account, days, what, origin, where_made, maintainer) AS turn
  FROM fitting
)
SELECT *, CASE WHEN by_account THEN 'through the holder''s account, ' ELSE 'route object, ' END ||
          CASE WHEN days <= $days_before THEN 'days before' ELSE 'weeks before' END AS bin
FROM ordered WHERE turn = 1
"""


def explain(row: Found, numbers: Numbers) -> str:
    """What was made when, by whom, and when it was used."""
    mark = f" under maintainer {row['maintainer']}" if row["maintainer"] else ""
    account = ", which needs the holder's account," if row["by_account"] else ""
    after = f"{counted(row['days'], 'day')} later" if row["days"] else "the same day"
    return (
        f"a {row['what']} of {row['where_made']}{mark}{account} for {row['block']} and AS{row['origin']},"
        f" {untied(row)}, says it was created on {row['created']}; that AS was first seen announcing it"
        f" on {row['since']}, {after}"
    )


WHERE, OTHER, USED = "198.51.100.0/24", "198.51.101.0/24", date(2016, 5, 1)
BASE: tuple[Row, ...] = (
    held("arin:a", "198.51.100.0/22", date(2000, 1, 1)),
    *(numbered("arin:a", 64501), numbered("arin:b", 64502)),
    *(WATCHED, spell(WHERE, 64502, USED, 60)),
)
OURS = spell(OTHER, 64501, date(2010, 1, 1), 900)


def before(days: int) -> date:
    """So many days before the first use."""
    return USED - timedelta(days=days)


OBJECT = route_object(WHERE, 64502, before(4))

RULE = Rule(
    name="stranger-object",
    title="A route object or ROA for an AS that no record ties to the holder, made just before its use",
    family="routing",
    ground="objects",
    revision=2,
    subject=("block",),
    reads=(
        *(RouteObject, Vrp, Sighting, FileDay, Holding, AsnHolding),
        *(AsnName, AsnOrg, AsnRelation, UseLabel),
    ),
    needs=(begun, tie, whose, written),
    numbers=Numbers(),
    bins=tuple(
        f"{what}, {when} before"
        for what in ("route object", "through the holder's account")
        for when in ("days", "weeks")
    ),
    find=FIND,
    explain=explain,
    examples=(
        Example(
            "a route object four days before",
            (*BASE, OBJECT),
            {(WHERE,): "route object, days before"},
        ),
        Example(
            "on the day itself",
            (*BASE, route_object(WHERE, 64502, before(0))),
            {(WHERE,): "route object, days before"},
        ),
        Example(
            "a month before",
            (*BASE, route_object(WHERE, 64502, before(30))),
            {(WHERE,): "route object, weeks before"},
        ),
        Example(
            "a ROA a month before",
            (*BASE, signed(WHERE, 64502, before(30))),
            {(WHERE,): "through the holder's account, weeks before"},
        ),
        Example(
            "an object in the registry's own database",
            (*BASE, replace(OBJECT, list="arin")),
            {(WHERE,): "through the holder's account, days before"},
        ),
        Example("a year before", (*BASE, route_object(WHERE, 64502, before(365)))),
        Example("after it was used", (*BASE, route_object(WHERE, 64502, before(-5)))),
        Example(
            "in tables of two years apart",
            (
                *(*BASE[:3], OBJECT, *looked_on(date(2014, 5, 1), USED)),
                routed(WHERE, 64502, USED, date(2017, 3, 1)),
            ),
        ),
        Example(
            "for the holder's own AS",
            (*BASE[:4], spell(WHERE, 64501, USED, 60), route_object(WHERE, 64501, before(4))),
        ),
        Example("the holder's provider registers for it", (*BASE, sells(64502, 64501), OBJECT)),
        Example(
            "by the maintainer of the holder's other objects",
            (*BASE, OBJECT, OURS, route_object(OTHER, 64501, date(2010, 1, 1))),
        ),
        Example(
            "by a maintainer of many",
            (
                *(*BASE, OBJECT),
                *(held(f"arin:o{n:02}", f"10.{n}.0.0/24", date(2000, 1, 1)) for n in range(25)),
                *(spell(f"10.{n}.0.0/24", 64600 + n, date(2010, 1, 1), 900) for n in range(25)),
                *(route_object(f"10.{n}.0.0/24", 64600 + n, date(2010, 1, 1)) for n in range(25)),
            ),
        ),
        Example("anycast", (*BASE, OBJECT, labelled(WHERE, "anycast"))),
        Example(
            "used before its holder had it",
            (*BASE, OBJECT, held("arin:z", WHERE, date(2000, 1, 1), date(2016, 12, 1))),
        ),
    ),
)
