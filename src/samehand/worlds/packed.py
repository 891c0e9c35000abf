"""Lines to a gzipped file: the same bytes for the same lines, and never half a file.

Batches are compressed by a thread beside the one that makes the lines: zlib lets both run.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from pathlib import Path

_LINES = 20_000  # joined at once: keeps memory flat in a world of a million holders


def pack(path: Path, lines: Iterable[str], level: int) -> Path:
    """Write lines to a path, without name or time inside; gzip's effort from 1 to 9."""
    half = path.with_name(path.name + ".part")
    try:
        with (
            half.open("wb") as raw,
            gzip.GzipFile("", "wb", level, raw, mtime=0) as packed,
            ThreadPoolExecutor(1) as beside,
        ):
            behind: Future[int] | None = None
            for batch in _batches(lines):
                if behind:
                    behind.result()  # one batch waits at most, and a full disk is told here
                behind = beside.submit(packed.write, batch)
            if behind:
                behind.result()
        return half.replace(path)
    finally:
        half.unlink(missing_ok=True)


def _batches(lines: Iterable[str]) -> Iterator[bytes]:
    left = iter(lines)
    while batch := list(islice(left, _LINES)):
        yield ("\n".join(batch) + "\n").encode()
