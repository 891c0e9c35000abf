"""Updates as collectors log them: MRT BGP4MP and BGP4MP_ET, and RIS files of before 2001.

Each prefix that was announced on a day, by origin: a sighting of that day alone, of `how` `update`.
The days are those of the records' own times, in UTC; a file that spans several gives rows of each.
`upstream` is the AS before the origin that most peers announced, `peers` how many announced the
prefix from it, `together` the origins announced, all of that day and file. A row cites the first
such update; records are numbered from 1 in place of lines. Withdrawals, states of sessions and
multicast give no row. Which collector it was is told by the file's name (see `mrt_table`).

What fools it: most routes do not change on most days, so absence is not silence, and such rows
are in no run; a leak of minutes counts as one sighting, as any other; what was announced may have
been withdrawn a second later; when a session starts, its peer announces all it has.
"""

from datetime import date
from functools import partial

from samehand.mrt.made import TIME, attribute, bgp4mp, message, prefix, reach, route, segments
from samehand.sources import Expect, Source
from samehand.sources.collectors import with_collector
from samehand.sources.mrt_forms import UPDATES, UPDATES_FORM, begins_with, first_day
from samehand.sources.samples import sighting
from samehand.tables.routing import Sighting

RECORD = """
SELECT no AS line, day AS seen, CASE family WHEN 4 THEN span4(first, CAST(length AS BIGINT))
                                            WHEN 6 THEN span6(first, CAST(length AS BIGINT))
                                END AS block,
       origin, upstream, peers, together, fault,
       CASE WHEN fault IS NULL AND origin IS NULL
            THEN 'a path that names no one origin' END AS leftover
FROM line
"""

SIGHTINGS = """
SELECT line, seen, block.family, block.first, block.last, block.length, origin, upstream, peers,
       'update' AS how, together
FROM record
WHERE origin IS NOT NULL
"""

DAY = date(2023, 11, 14)
NEXT = date(2023, 11, 15)
A_DAY = 86_400  # seconds
SET = attribute(2, segments((2, [64500]), (1, [64496, 64497])))

SAMPLE = (
    bgp4mp(message(route(64500, 64510, 64511), prefix("198.51.100.0/24"))),
    bgp4mp(message(route(64500, 64511), prefix("198.51.100.0/24")), peer="192.0.2.8"),
    bgp4mp(message(route(64500, 64512), prefix("198.51.100.0/24"), prefix("203.0.113.0/24"))),
    bgp4mp(message(route(64500, 64511) + attribute(3, b"\0"), prefix("203.0.113.0/24"))),
    bgp4mp(message(SET, prefix("192.0.2.0/24"))),
    bgp4mp(message(b"", kind=4)),
    bgp4mp(
        message(route(64500, 64511) + reach("2001:db8::/32", "2001:db8::7")),
        kind=17,
        time=TIME + A_DAY,
    ),
)

_sighting = partial(sighting, how="update", peers=1)

SOURCE = Source(
    name="mrt_updates",
    title="Announcements logged by route collectors, as MRT",
    url="data.ris.ripe.net/rrc00/2017.03/updates.20170321.0000.gz; archive.routeviews.org",
    licence="RIPE NCC's terms for its Routing Information Service; RouteViews: CC BY 4.0",
    read_in="RFC 6396 and 8050, and files of RIS, RouteViews and parsers' tests of 1999 to 2019",
    tried=True,
    fills={Sighting: Expect(0, 5_000_000)},
    knows=lambda head: begins_with(head, UPDATES),
    day=first_day,
    called=with_collector,
    form=UPDATES_FORM,
    record=RECORD,
    rows={Sighting: SIGHTINGS},
    across=("peers", "together", "upstream"),
    sample=SAMPLE,
    sample_name="rrc99.updates",
    sample_day=NEXT,
    sample_rows=(
        _sighting(1, "198.51.100.0/24", 64511, upstream=64500, peers=2, together=2, seen=DAY),
        _sighting(3, "198.51.100.0/24", 64512, upstream=64500, together=2, seen=DAY),
        _sighting(7, "2001:db8::/32", 64511, upstream=64500, seen=NEXT),
    ),
)
