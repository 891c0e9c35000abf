"""Full pools as Arrow batches of `columns.SCHEMA`."""

import socket
from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from samehand.arrays import Array
from samehand.mrt.columns import KIND_WORDS, SCHEMA
from samehand.mrt.pools import ADDRESSES, ELEMENTS, Pools

MOST_VALUES = 1 << 23  # ASes or communities in one batch: an update repeats them per prefix

PLAIN = {
    "record": "record",
    "offset": "offset",
    "record_time": "time",
    "micro": "micro",
    "record_type": "kind",
    "record_subtype": "subtype",
    "peer_asn": "peer_asn",
    "origin": "origin",
    "upstream": "upstream",
    "origin_attr": "origin_attr",
    "local_pref": "local_pref",
    "med": "med",
    "aggregator": "aggregator",
    "status": "status",
    "originated": "originated",
    "old_state": "old",
    "new_state": "new",
}
ADDRESS = {"peer_ip": "peer", "next_hop": "next_hop", "aggregator_ip": "aggregator_ip"}


def text_of(family: int, high: int, low: int) -> str:
    """An address as text.

    >>> text_of(4, 0, 0xC0000201)
    '192.0.2.1'
    """
    if family == 4:
        return socket.inet_ntop(socket.AF_INET, low.to_bytes(4, "big"))
    whole = (high % 2**64).to_bytes(8, "big") + (low % 2**64).to_bytes(8, "big")
    return socket.inet_ntop(socket.AF_INET6, whole)


class Addresses:
    """The addresses met so far as words; only new ones are written out."""

    def __init__(self) -> None:
        self.words: pa.Array = pa.array([], pa.string())

    def upto(self, pools: Pools) -> pa.Array:
        """The words of every address in the pools, by number."""
        known, many = len(self.words), int(pools.n[ADDRESSES])
        if known < many:
            fresh = [text_of(*address) for address in pools.address[known:many].tolist()]
            self.words = pa.concat_arrays([self.words, pa.array(fresh, pa.string())])
        return self.words


def batches_of(pools: Pools, addresses: Addresses) -> Iterator[pa.RecordBatch]:
    """The elements of the pools, in batches whose lists stay small enough to hold."""
    elements = pools.elements[: int(pools.n[ELEMENTS])]
    words = addresses.upto(pools)
    rows = pools.rows
    sizes = rows["path_size"][elements["row"]] + rows["list_size"][elements["row"]] + 2
    ends = np.cumsum(sizes, dtype=np.int64)
    start = 0
    while start < len(elements):
        before = ends[start - 1] if start else 0
        stop = max(start + 1, int(np.searchsorted(ends, before + MOST_VALUES, "right")))
        yield _batch(pools, elements[start:stop], words)
        start = stop


def _batch(pools: Pools, elements: Array, words: pa.Array) -> pa.RecordBatch:
    rows = _rows_of(pools, elements["row"])
    withdrawn = elements["kind"] == 2
    columns = {name: _numbers(rows[field], name) for name, field in PLAIN.items()}
    for name, field in ADDRESS.items():
        columns[name] = pa.DictionaryArray.from_arrays(_numbers(rows[field], "micro"), words)
    columns |= _prefixes(elements)
    columns["atomic"] = pa.array(rows["atomic"] == 1, mask=withdrawn | (elements["kind"] == 3))
    columns["origin_set"] = pa.array(rows["origin_set"] == 1, mask=rows["path_size"] < 0)
    starts, sizes = rows["path_at"], rows["path_size"]
    columns["path"] = _lists(starts, sizes, pools.paths)
    columns["segments"] = _lists(starts, sizes, pools.segments)
    columns["communities"] = _lists(rows["list_at"], rows["list_size"], pools.communities)
    return pa.RecordBatch.from_arrays([columns[name] for name in SCHEMA.names], schema=SCHEMA)


def _rows_of(pools: Pools, numbers: Array) -> Array:
    """The row of each element: not copied where every element has its own, as in a table."""
    start, stop = int(numbers[0]), int(numbers[-1]) + 1
    own = stop - start == len(numbers) and bool((np.diff(numbers) == 1).all())
    return pools.rows[start:stop] if own else pools.rows[numbers]


def _numbers(values: Array, name: str) -> pa.Array:
    return pa.array(values, SCHEMA.field(name).type, mask=values < 0)


def _prefixes(elements: Array) -> dict[str, pa.Array]:
    family = elements["family"]
    none = family == 0
    short = (family != 6) | (elements["length"] <= 64)
    kinds = pa.DictionaryArray.from_arrays(pa.array(elements["kind"].astype("int8")), KIND_WORDS)
    return {
        "kind": kinds,
        "family": pa.array(family, pa.int8(), mask=none),
        "safi": pa.array(elements["safi"], pa.int8(), mask=none),
        "first": pa.array(elements["first"], mask=none),
        "length": pa.array(elements["length"], pa.int16(), mask=none),
        "low": pa.array(elements["low"], mask=short),
        "path_id": pa.array(elements["path_id"], mask=elements["path_id"] < 0),
    }


def _lists(starts: Array, sizes: Array, pool: Array) -> pa.Array:
    """Lists of pool values, one per row; none where the size is below zero."""
    counts = np.maximum(sizes, 0)
    ends = np.cumsum(counts, dtype=np.int64)
    offsets = np.concatenate((np.zeros(1, np.int64), ends))
    places = np.repeat(starts - offsets[:-1], counts) + np.arange(offsets[-1])
    return pa.ListArray.from_arrays(
        pa.array(offsets.astype(np.int32)), pa.array(pool[places]), mask=pa.array(sizes < 0)
    )
