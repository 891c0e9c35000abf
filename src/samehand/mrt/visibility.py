"""A routing table as routes: prefix, origin, upstream, and how many peers see that.

Unicast entries only. What fools it: a table that lists a prefix in two records gives two rows.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from samehand.arrays import Array, Columns
from samehand.mrt.codes import TABLE_DUMP, skip_name
from samehand.mrt.fast import Out, new_out, read_routes
from samehand.mrt.grouped import Grouped
from samehand.mrt.pools import (
    DONE,
    ELEMENTS,
    FAULTS,
    FINAL,
    FULL,
    LOST,
    PEERS,
    RECORDS,
    ROWS,
    Pools,
    more_addresses,
    new_pools,
)
from samehand.mrt.report import Report
from samehand.mrt.scanner import scan
from samehand.mrt.window import Window

COLUMNS = tuple("record family first length low origin upstream peers adds seen".split())


@dataclass(frozen=True)
class Routes:
    """One table's routes by column, as numpy (-1 for none), and as Arrow when asked for.

    `peers` counts those that see the prefix from this origin through this upstream; `adds` those
    of them that were not yet counted for this origin, so that their sum over its upstreams is how
    many see the prefix from it; `seen` those that see the prefix at all; `table_peers` those in
    the file's peer table. `record` is the number of the record that gave the route, from 1.
    """

    columns: Columns
    report: Report
    table_peers: int = 0

    def __len__(self) -> int:
        return len(self.columns["first"])

    @cached_property
    def table(self) -> Any:
        """The same in Arrow. `origin` is null where the path ends in a set of several ASes."""
        import pyarrow as pa

        kept = dict(self.columns)
        short = (kept["family"] == 4) | (kept["length"] <= 64)
        masks = {name: kept[name] < 0 for name in ("origin", "upstream")} | {"low": short}
        return pa.table({name: pa.array(kept[name], mask=masks.get(name)) for name in COLUMNS})


def routes(path: Path | str) -> Routes:
    """The routes of a TABLE_DUMP_V2 file; of an older TABLE_DUMP, through the full scanner."""
    found = RouteBatches(Path(path))
    parts = list(found)
    columns = {name: np.concatenate([part[name] for part in parts]) for name in COLUMNS}
    return Routes(columns, found.report, found.peers)


class RouteBatches:
    """The same columns a batch at a time, and `group`, by which the routes of a record, or in an
    older table of a prefix, stand together.

    `report` and `peers` belong to the latest reading and are final after its last batch; no
    route of `others`, as multicast, is looked at.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.report = Report()
        self.peers = self.others = 0

    def __iter__(self) -> Iterator[Columns]:
        self.report, self.peers = Report(), 0
        window = Window(self.path)
        window.move(0)
        if window.size > 6 and bytes(window.buf[4:6]) == TABLE_DUMP.to_bytes(2, "big"):
            window.stop()
            return self._older()
        return self._read(window)

    def _older(self) -> Iterator[Columns]:
        found = Grouped(scan(self.path))
        yield from found
        self.report, self.peers = found.report, found.peers

    def _read(self, window: Window) -> Iterator[Columns]:
        pools, out, used = new_pools(1), new_out(), 0
        while True:
            n = pools.n
            n[FINAL] = window.final
            buf = window.buf[used:]
            used += read_routes(buf, window.size - used, window.base + used, pools, out)
            full, lost = int(n[FULL]), bool(n[LOST])
            n[FULL] = 0
            if full == 2:
                pools = more_addresses(pools)
                continue
            if full or lost or window.final:
                yield self._settled(pools, out)
            if lost or (window.final and not full):
                break
            if not full:
                window.move(used)
                used = 0
        window.close(used, lost, self.report)

    def _settled(self, pools: Pools, out: Out) -> Columns:
        """A batch's rows; its counts are kept, and a new one is begun."""
        n, many = pools.n, int(pools.n[ROWS])
        self.peers = max(self.peers, int(n[PEERS]))
        self.report.records += int(n[RECORDS])
        self.report.elements += int(n[ELEMENTS])
        self.report.take_faults(pools.faults, int(n[FAULTS]))
        skips = pools.skips.tolist()
        self.report.take_skips((skip_name(key), seen) for key, seen in skips if seen)
        pools.skips[:] = 0
        n[DONE] += n[RECORDS]
        n[[ELEMENTS, ROWS, FAULTS, RECORDS]] = 0
        return _columns(out, many)


def _columns(out: Out, many: int) -> Columns:
    shape = out.shape[:many]
    found: dict[str, Array] = {
        "family": (shape >> 8).astype(np.int8),
        "length": (shape & 255).astype(np.int16),
        "group": out.record[:many].copy(),
        "low": np.where(shape > 6 << 8 | 64, out.low[:many], -1),
    }
    rest = {name: getattr(out, name)[:many].copy() for name in COLUMNS if name not in found}
    return found | rest
