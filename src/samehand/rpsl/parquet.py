"""A dump into a Parquet file: one thread reads while another writes."""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from samehand.rpsl.columns import SCHEMA

WORDS = ["class", "key", "name"]
NUMBERS = ["object", "object_line", "line"]
AHEAD = 2  # batches that wait to be written


def write(batches: Iterable[Any], target: Path) -> None:
    """Write batches as they come: a row group each."""
    with pq.ParquetWriter(
        target,
        SCHEMA,
        compression="zstd",
        compression_level=1,
        use_dictionary=WORDS,
        column_encoding=dict.fromkeys(NUMBERS, "DELTA_BINARY_PACKED"),
        dictionary_pagesize_limit=1 << 26,
        write_statistics=NUMBERS,
    ) as out:
        for batch in ahead(batches):
            out.write_table(pa.Table.from_batches([batch]), row_group_size=batch.num_rows)


def ahead(batches: Iterable[Any], most: int = AHEAD) -> Iterator[Any]:
    """The same batches, made by another thread while the last ones are used, `most` at a time."""
    source = iter(batches)
    with ThreadPoolExecutor(1) as other:
        waiting = deque(other.submit(next, source, None) for _ in range(most))
        while (batch := waiting.popleft().result()) is not None:
            waiting.append(other.submit(next, source, None))
            yield batch
