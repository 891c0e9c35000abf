"""A file's elements as Arrow batches, through the compiled scanner."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from samehand.mrt.batches import Addresses, batches_of
from samehand.mrt.codes import skip_name
from samehand.mrt.elements import Scan
from samehand.mrt.pools import (
    COMMUNITIES,
    DONE,
    ELEMENTS,
    FAULTS,
    FINAL,
    FULL,
    LOST,
    PATHS,
    RECORDS,
    ROWS,
    Pools,
    grown,
    more_addresses,
    new_pools,
)
from samehand.mrt.records import read_records
from samehand.mrt.report import Report
from samehand.mrt.window import Window


def scan(path: Path | str) -> Scan:
    """The elements of an MRT file: gz, bz2, xz or plain."""
    return Scan(Path(path), _batches)


def _batches(path: Path, report: Report) -> Iterator[pa.RecordBatch]:
    window = Window(path)
    pools = new_pools()
    addresses = Addresses()
    used = 0
    while True:
        pools.n[FINAL] = window.final
        used += read_records(window.buf[used:], window.size - used, window.base + used, pools)
        full, lost = int(pools.n[FULL]), bool(pools.n[LOST])
        if full:
            pools.n[FULL] = 0
            empty = pools.n[ELEMENTS] == 0
            if full > 1:
                pools = more_addresses(pools)
            elif empty:
                pools = grown(pools)
        if full != 2:
            yield from batches_of(pools, addresses)
            _settle(pools, report)
        if lost or (window.final and not full):
            break
        if not full:
            window.move(used)
            used = 0
    window.close(used, lost, report)


def _settle(pools: Pools, report: Report) -> None:
    """Add a batch's counts to the report and empty the pools."""
    n = pools.n
    report.records += int(n[RECORDS])
    report.elements += int(n[ELEMENTS])
    report.take_faults(pools.faults, int(n[FAULTS]))
    report.take_skips((skip_name(key), seen) for key, seen in pools.skips.tolist() if seen)
    pools.skips[:] = 0
    n[DONE] += n[RECORDS]
    n[[ELEMENTS, ROWS, PATHS, COMMUNITIES, FAULTS, RECORDS]] = 0
