"""Routes of any file with tables, from the full scanner: slower, with the same columns."""

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from samehand.mrt.jit import Array
from samehand.mrt.report import Report
from samehand.mrt.scanner import scan

PREFIX = ["family", "first", "length", "low"]
PAIR = ["origin", "upstream"]


def grouped(path: Path) -> tuple[dict[str, Array], Report, int]:
    """Columns of routes, the report, and how many peers gave them. Unicast entries only."""
    found = scan(path)
    parts = [_part(batch) for batch in found]
    entries: Any = pa.concat_tables(parts) if parts else _none()
    seen = entries.group_by(PREFIX).aggregate([("peer", "count_distinct")])
    pairs = entries.group_by(PREFIX + PAIR).aggregate([("peer", "count_distinct")])
    seen = seen.rename_columns([*PREFIX, "seen"])
    pairs = pairs.rename_columns([*PREFIX, *PAIR, "peers"])
    both = pairs.join(seen, PREFIX).sort_by([(name, "ascending") for name in PREFIX + PAIR])
    columns = {name: np.asarray(both[name].to_numpy()) for name in both.column_names}
    peers = len(entries["peer"].unique())
    return columns, found.report, peers


def _part(batch: pa.RecordBatch) -> pa.Table:
    """The unicast table entries of a batch; peers by the number of their address and AS."""
    rows: Any = pa.Table.from_batches([batch])
    kept = np.asarray(batch["kind"].indices) == 0
    kept &= np.asarray(batch["safi"].fill_null(0)) == 1
    columns = {name: rows[name].fill_null(-1) for name in PREFIX + PAIR}
    number = batch["peer_ip"].indices.fill_null(0).to_numpy().astype(np.int64) << 32
    columns["peer"] = pa.array(number | batch["peer_asn"].fill_null(0).to_numpy())
    return pa.table(columns).filter(pa.array(kept))


def _none() -> pa.Table:
    empty = {name: pa.array([], pa.int64()) for name in [*PREFIX, *PAIR, "peer"]}
    return pa.table(empty)
