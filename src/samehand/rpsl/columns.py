"""The columns of an attribute: one row of a dump."""

from typing import Any

import pyarrow as pa

WORD = pa.dictionary(pa.int32(), pa.string())

SCHEMA: Any = pa.schema(
    [
        ("object", pa.int64()),  # which of the file's objects, from 0; those set aside do not count
        ("object_line", pa.int64()),  # the line on which the object begins, from 1
        ("class", WORD),  # the name of its first attribute, in small letters
        ("key", WORD),  # its primary key as written; none where an attribute of the key is missing
        ("line", pa.int64()),  # the line on which the attribute begins
        ("name", WORD),  # in small letters
        ("value", pa.string()),  # its lines joined by a blank, without comments
        ("withheld", pa.bool_()),  # a placeholder stands where the value was: never a shared value
    ]
)
