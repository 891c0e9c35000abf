"""Which collector an MRT file is of: told by the folders that archives keep it in, or its name.

RIPE RIS: `rrc00/2017.03/bview.20170321.0000.gz`. RouteViews: the folder before `bgpdata`, as in
`route-views.sydney/bgpdata/2017.03/RIBS/rib.20170321.0000.bz2`; a `bgpdata` at the root of its
archive is of `route-views2`. Otherwise the nearest part of the path with such a name in it, the
file's own first. No other folder is believed: two collectors under one name would seem to
withdraw each other's routes.
"""

import re
from pathlib import Path, PurePath

KNOWN = re.compile(
    r"(?<![a-z0-9])(rrc\d\d|route-views\d?(?:\.(?!rib|updates|bview|bgpdata)[a-z][a-z0-9-]*)?)"
    r"(?![a-z0-9])"
)
NEWER = re.compile(r"[a-z][a-z0-9-]*\.[a-z]{3}")  # RouteViews since 2021: an exchange and its city
ROOT = re.compile(r"(\w+\.)?routeviews\.org")
ROOTS_OWN = "route-views2"


def collector_of(path: PurePath) -> str:
    """The collector of a file, or nothing where its path names none.

    >>> collector_of(PurePath("route-views.sydney/bgpdata/2017.03/RIBS/rib.20170321.0000.bz2"))
    'route-views.sydney'
    >>> collector_of(PurePath("mirror/rrc00/2017.03/bview.20170321.0000.gz"))
    'rrc00'
    >>> collector_of(PurePath("Downloads/rib.20170321.0000.bz2"))
    ''
    """
    parts = [part.lower() for part in path.parts]
    if "bgpdata" in parts[1:]:
        above = parts[parts.index("bgpdata", 1) - 1]
        if ROOT.fullmatch(above):
            return ROOTS_OWN
        if NEWER.fullmatch(above) or KNOWN.fullmatch(above):
            return above
    found = (KNOWN.search(part) for part in reversed(parts))
    return next((known[1] for known in found if known), "")


def with_collector(path: Path) -> str:
    """The name under which a book keeps such a file: after its collector, if that is known."""
    collector = collector_of(path.absolute())
    return f"{collector}/{path.name}" if collector else path.name


def collector_in(name: str) -> str:
    """The collector in a name given by `with_collector`."""
    return name.rpartition("/")[0]
