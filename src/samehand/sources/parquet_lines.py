"""A Parquet file as the lines of a CSV file: a header of its column names, then a line a row.

So that one SELECT reads both, and a cite is the number of a line: 1 for the header, 2 for the
first row. A line break inside a text is told as a space. Columns of any type are told as text,
timestamps as ISO.
"""

import io
from pathlib import Path
from typing import IO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

MAGIC = b"PAR1"
BREAKS = r"[\r\n]+"


def parquet_as_csv(path: Path) -> IO[bytes]:
    """The lines of a Parquet file. Raises OSError where it is cut or is none."""
    whole = io.BytesIO()
    try:
        with pq.ParquetFile(path) as file:
            whole.write((",".join(file.schema_arrow.names) + "\n").encode())
            options = pa_csv.WriteOptions(include_header=False, quoting_style="needed")
            for batch in file.iter_batches():
                texts = [_text(column) for column in batch.columns]
                told = pa.record_batch(texts, names=batch.schema.names)
                pa_csv.write_csv(pa.Table.from_batches([told]), whole, options)
    except pa.ArrowInvalid as fault:
        raise OSError(str(fault)) from None
    whole.seek(0)
    return whole


def _text(column: pa.Array) -> pa.Array:
    return pc.replace_substring_regex(pc.cast(column, pa.string()), BREAKS, " ")
