"""Prefixes by origin, of a table or announced on a day: through whom, and how many peers see it."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from samehand.arrays import Columns
from samehand.mrt.codes import ANNOUNCE, TABLE
from samehand.mrt.report import Report

if TYPE_CHECKING:
    from samehand.mrt.elements import Scan
    from samehand.mrt.grouped import Grouped
    from samehand.mrt.visibility import RouteBatches

SAME = ("family", "first", "length", "low", "origin", "upstream")  # kept as they are
NO_ASN = 1 << 32  # sorts after every AS


class Origins:
    """One row for each origin of each prefix, in batches of columns, read anew each time.

    Of a table, or with `updates` of each day's announcements: then a column `day` counts days from
    1970, in UTC. `upstream` is the AS before the origin that most peers see, of several the
    lowest; `peers` counts those that see the prefix from this origin; `together` the origins seen
    at once; `record` is the first that gives it. An origin of -1 stands for a path that ends in a
    set of several ASes, or that is empty. `report`, and `others`, announcements that were not of
    unicast, are final after the last batch. `plain` does without compiled code.
    """

    def __init__(self, path: Path, updates: bool = False, plain: bool = False) -> None:
        self.path = path
        self.updates = updates
        self.plain = plain
        self.report = Report()
        self.others = 0

    def __iter__(self) -> Iterator[Columns]:
        found = self._found()
        for routes in found:
            yield by_origin(routes)
        self.report = found.report
        self.others = found.others

    def _found(self) -> "Grouped | RouteBatches":
        from samehand.mrt.grouped import Grouped

        if self.plain or self.updates:
            return Grouped(self._elements(), ANNOUNCE if self.updates else TABLE)
        from samehand.mrt.visibility import RouteBatches

        return RouteBatches(self.path)

    def _elements(self) -> "Scan":
        if self.plain:
            from samehand.mrt.plain import elements

            return elements(self.path)
        from samehand.mrt.scanner import scan

        return scan(self.path)


def by_origin(routes: Columns) -> Columns:
    """The same for some routes, those of one group together."""
    group, origin, upstream = routes["group"], routes["origin"], routes["upstream"]
    last = np.where(upstream < 0, NO_ASN, upstream)
    order = np.lexsort((last, -routes["peers"].astype(np.int64), origin, group))
    new = np.ones(len(order), bool)
    new[1:] = group[order[1:]] != group[order[:-1]]
    new[1:] |= origin[order[1:]] != origin[order[:-1]]
    starts = np.flatnonzero(new)
    rows = order[starts]
    kept = {name: routes[name][rows] for name in _names(routes)}
    if not len(rows):
        return kept | dict.fromkeys(("record", "peers", "together"), group)
    low = group.min()
    many = np.bincount(group[rows] - low, weights=origin[rows] >= 0)
    return kept | {
        "record": np.minimum.reduceat(routes["record"][order], starts),
        "peers": np.add.reduceat(routes["adds"][order], starts),
        "together": many[group[rows] - low].astype(np.int32),
    }


def _names(routes: Columns) -> Iterable[str]:
    return (*SAME, "day") if "day" in routes else SAME
