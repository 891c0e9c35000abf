"""A routing table as routes: prefix, origin, upstream, and how many peers see that.

Unicast entries only. What fools it: a table that lists a prefix in two records gives two rows.
"""

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from samehand.mrt.codes import TABLE_DUMP, skip_name
from samehand.mrt.fast import Out, new_out, read_routes
from samehand.mrt.jit import Array
from samehand.mrt.pools import (
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
from samehand.mrt.window import Window

COLUMNS = ("family", "first", "length", "low", "origin", "upstream", "peers", "seen")
Parts = dict[str, list[Array]]


@dataclass(frozen=True)
class Routes:
    """One table's routes by column, as numpy (-1 for none), and as Arrow when asked for.

    `peers` counts those that see the prefix from this origin through this upstream, `seen` those
    that see the prefix at all, `table_peers` those in the file's peer table.
    """

    columns: dict[str, Array]
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


@dataclass
class _Reading:
    """Where a file is being read to."""

    window: Window
    pools: Pools
    out: Out
    report: Report
    parts: Parts = field(default_factory=dict)
    peers: int = 0


def routes(path: Path | str) -> Routes:
    """The routes of a TABLE_DUMP_V2 file; of an older TABLE_DUMP, through the full scanner."""
    at = _Reading(Window(Path(path)), new_pools(1), new_out(), Report())
    at.window.move(0)
    if at.window.size > 6 and bytes(at.window.buf[4:6]) == TABLE_DUMP.to_bytes(2, "big"):
        from samehand.mrt.grouped import grouped

        at.window.stop()
        return Routes(*grouped(Path(path)))
    _read(at)
    columns = {name: np.concatenate(arrays) for name, arrays in at.parts.items()}
    return Routes(columns, at.report, at.peers)


def _read(at: _Reading) -> None:
    used = 0
    n = at.pools.n
    while True:
        n[FINAL] = at.window.final
        buf = at.window.buf[used:]
        used += read_routes(buf, at.window.size - used, at.window.base + used, at.pools, at.out)
        full, lost = int(n[FULL]), bool(n[LOST])
        n[FULL] = 0
        if full == 2:
            at.pools = more_addresses(at.pools)
            continue
        if full or lost or at.window.final:
            _settle(at)
        if lost or (at.window.final and not full):
            break
        if not full:
            at.window.move(used)
            used = 0
    at.window.close(used, lost, at.report)


def _settle(at: _Reading) -> None:
    """Keep a batch's rows and counts, and begin a new one."""
    n, many = at.pools.n, int(at.pools.n[ROWS])
    shape = at.out.shape[:many]
    found: dict[str, Array] = {
        "family": (shape >> 8).astype(np.int8),
        "length": (shape & 255).astype(np.int16),
    }
    for name in COLUMNS:
        values = found[name] if name in found else getattr(at.out, name)[:many].copy()
        at.parts.setdefault(name, []).append(values)
    at.peers = max(at.peers, int(n[PEERS]))
    at.report.records += int(n[RECORDS])
    at.report.elements += int(n[ELEMENTS])
    at.report.take_faults(at.pools.faults, int(n[FAULTS]))
    at.report.take_skips((skip_name(key), seen) for key, seen in at.pools.skips.tolist() if seen)
    at.pools.skips[:] = 0
    n[[ELEMENTS, ROWS, FAULTS, RECORDS]] = 0
