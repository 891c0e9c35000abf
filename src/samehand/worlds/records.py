"""Writing the records of a world: databases, logs, registers, and a registry's own files.

Beside the routing that ``write`` writes, of the last day. Its truth says which values each planted
hand shares; like the other it is not for import.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

import polars as pl

from samehand.worlds import papers
from samehand.worlds.arin_text import bulk
from samehand.worlds.draft import Draft
from samehand.worlds.holdings import Holdings, holdings
from samehand.worlds.internal import tables
from samehand.worlds.leaks import LEAKS
from samehand.worlds.lessors import hosting, lets, ranges, servers
from samehand.worlds.objects import route_objects
from samehand.worlds.packed import pack
from samehand.worlds.rpsl import SOURCES, dump

TRUTH = "SYNTHETIC-records-truth.json"
_LEVEL = 1  # gzip's least effort: dumps of a large world run to gigabytes
_SLICE = 100_000  # rows made to text at once: some 20 MB, whatever the size of the world
_LOG_NAMES = ("afrinic", "apnic", "arin", "lacnic", "ripencc")


def write_records(folder: Path, draft: Draft) -> Iterator[tuple[Path, str]]:
    """Write every file, giving its path and kind once it is whole; the truth comes last."""
    held = holdings(draft, draft.end)
    stamp = f"SYNTHETIC world, seed {draft.shape.seed}: not real data"
    text = f"{draft.shape.end:%Y%m%d}"
    for name, kind, sign, lines in _texts(held, draft, text):
        whole = chain([f"{sign} {stamp}", *_gap(kind)], lines)
        yield pack(folder / f"SYNTHETIC-{name}.gz", whole, _LEVEL), kind
    for registry in _LOG_NAMES:
        log = papers.transfers(draft, registry, draft.end)
        if '"transfers": []' in log:
            continue  # nothing moved: a registry without transfers has no log
        name = f"SYNTHETIC-transfers-{registry}_latest-{text}.json.gz"
        yield pack(folder / name, [log], _LEVEL), "transfers"
    packed = servers(lets(draft), draft.shape.seed)
    yield _whole(folder / f"SYNTHETIC-vpn_ip-{text}.tar.gz", packed), "uses"
    for name, kind, frame in _frames(held, text):
        whole = chain(_head(kind, stamp), _rows(frame))
        yield pack(folder / f"SYNTHETIC-{name}.csv.gz", whole, _LEVEL), kind
    (folder / TRUTH).write_text(_truth(draft), encoding="utf-8", newline="\n")


def _rows(frame: pl.DataFrame) -> Iterator[str]:
    """A frame as CSV, its header first, made a slice at a time."""
    yield ",".join(frame.columns)
    for part in frame.iter_slices(_SLICE):
        yield from part.write_csv(include_header=False).splitlines()


def _head(kind: str, stamp: str) -> list[str]:
    """The stamp; a registry's own tables begin with their header, and are stamped by name."""
    return [] if kind == "internal" else [f"# {stamp}"]


def _gap(kind: str) -> list[str]:
    """An empty line after the stamp, where objects stand apart by such lines."""
    return [""] if kind in ("rpsl", "arin-bulk") else []


def _texts(
    held: Holdings, draft: Draft, text: str
) -> Iterator[tuple[str, str, str, Iterable[str]]]:
    for registry, source in SOURCES.items():
        yield f"{source.lower()}-{text}.db", "rpsl", "%", dump(held, registry)
    yield f"arin_db-{text}.txt", "arin-bulk", "#", bulk(held)
    yield f"vrps-{text}.csv", "vrps", "#", papers.vrps(held)
    yield f"drop_v4-{text}.json", "drop", "#", papers.drop_json(draft, held.day)
    yield f"radb-{text}.route.json", "route-objects", "#", route_objects(draft, held)
    let = lets(draft)
    iso_day = draft.shape.end.isoformat()
    yield f"{iso_day}-output_vpn_ipv4.txt", "uses", "#", ranges(let)
    yield f"{iso_day}-output_datacenter_ipv4.txt", "uses", "#", hosting(let)


def _frames(held: Holdings, text: str) -> Iterator[tuple[str, str, pl.DataFrame]]:
    yield f"companies-{text}", "companies", papers.companies(held)
    yield f"officers-{text}", "companies", papers.officers(held)
    yield f"places-{text}", "companies", papers.places(held)
    for name, frame in tables(held):
        yield f"internal-{name}-{text}", "internal", frame


def _truth(draft: Draft) -> str:
    """JSON: what the records of each planted hand give away."""
    hands = [
        {
            "care": hand.care,
            "members": [draft.registrants[member].holder for member in hand.members],
            "all_share": LEAKS[hand.care - 1].all_share,
            "some_share": LEAKS[hand.care - 1].some_share,
            "common": LEAKS[hand.care - 1].common,
        }
        for hand in draft.planted
        if hand.kind == "hand"
    ]
    told = {"synthetic": True, "seed": draft.shape.seed, "hands": hands}
    return json.dumps(told, indent=1) + "\n"


def _whole(path: Path, body: bytes) -> Path:
    path.write_bytes(gzip.compress(body, _LEVEL, mtime=0))
    return path
