"""Routing tables as collectors dump them: MRT TABLE_DUMP_V2, and TABLE_DUMP of older years.

One row for each origin of a prefix: `upstream` is the AS before it that most peers see, of several
the lowest; `peers` how many see the prefix from it. Records are numbered from 1 in place of lines,
the peer table being the first; a row of an older TABLE_DUMP cites the first entry of its origin.
A file is of the day in its name, else of its records' time, in UTC.

The collector is told by the archive's folder or the file's name (`rrc00/2017.03/bview...`,
`route-views.sydney/bgpdata/2017.03/RIBS/rib...`), else by the address and view in its peer table.
IPv6 counts as a collector of its own (`rrc00-v6`), since some publish the families in files of
their own. A table of no known collector, or that is cut, is in no run: a sighting of its day alone.

What fools it: few peers may see a route, so ask for several: default routes, leaks and private
space are kept; a path that ends in an AS_SET of several, or that is empty, names no one origin and
is counted only; multicast is skipped; IPv6 prefixes longer than /64 count as their /64.
"""

from datetime import date
from functools import partial

from samehand.mrt.made import attribute, path, peers, rib, route, segments
from samehand.sources import Expect, Source
from samehand.sources.collectors import with_collector
from samehand.sources.mrt_forms import TABLE_FORM, TABLES, begins_with, first_day
from samehand.sources.samples import sighting
from samehand.tables.routing import Sighting

RECORD = """
SELECT no AS line, CASE family WHEN 6 THEN collector || '-v6' ELSE collector END AS collector,
       CASE family WHEN 4 THEN span4(first, CAST(length AS BIGINT))
                   WHEN 6 THEN span6(first, CAST(length AS BIGINT)) END AS block,
       origin, upstream, peers, together, fault,
       CASE WHEN fault IS NULL AND origin IS NULL
            THEN 'a path that names no one origin' END AS leftover
FROM line
"""

SIGHTINGS = """
SELECT line, collector, block.family, block.first, block.last, block.length, origin, upstream,
       peers, 'table' AS how, together
FROM record
WHERE origin IS NOT NULL
"""

DAY = date(2023, 11, 14)
PEERS = (("192.0.2.7", 64500), ("192.0.2.8", 64501), ("2001:db8::7", 64502))

SAMPLE = (
    peers(*PEERS),
    rib(
        "198.51.100.0/24",
        (0, route(64500, 64510, 64511, 64511)),
        (1, route(64501, 64510, 64511)),
        (2, route(64502, 64505)),
    ),
    rib("203.0.113.0/24", (0, route(64500, 64510) + attribute(1, b""))),
    rib("192.0.2.0/24", (0, route(64500, 64511)), (1, attribute(2, segments((1, [64496, 64497]))))),
    rib("2001:db8:1::/48", (2, path(64502)), subtype=4),
)

_sighting = partial(sighting, seen=DAY, collector="rrc99")

SOURCE = Source(
    name="mrt_table",
    title="Routing tables of route collectors, as MRT",
    url="data.ris.ripe.net/rrc00/2017.03/bview.20170321.0000.gz; archive.routeviews.org",
    licence="RIPE NCC's terms for its Routing Information Service; RouteViews: CC BY 4.0",
    read_in="RFC 6396 and 8050, and files of RIS and of parsers' tests of 2000 to 2018",
    tried=True,
    fills={Sighting: Expect(1_000, 5_000_000)},
    knows=lambda head: begins_with(head, TABLES),
    day=first_day,
    called=with_collector,
    form=TABLE_FORM,
    record=RECORD,
    rows={Sighting: SIGHTINGS},
    across=("collector",),  # none where the file is cut
    sample=SAMPLE,
    sample_name="rrc99.bview",
    sample_day=DAY,
    sample_rows=(
        _sighting(2, "198.51.100.0/24", 64505, upstream=64502, peers=1, together=2),
        _sighting(2, "198.51.100.0/24", 64511, upstream=64510, peers=2, together=2),
        _sighting(4, "192.0.2.0/24", 64511, upstream=64500, peers=1),
        _sighting(5, "2001:db8:1::/48", 64502, peers=1, collector="rrc99-v6"),
    ),
)
