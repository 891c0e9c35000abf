"""The objects of a JSON document, in whatever layout: each that bears one of some keys, and its line.

For documents of a hundred megabytes at most, which are one object to a JSON parser and of which a
few broken characters would take all. An object that cannot be read leaves its keys outside all
objects that can: there it is set aside.
"""

import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any

import pyarrow as pa

# A promise that every document makes: its last line closes it, or holds the whole of it.
CLOSED = """
SELECT 'ends of its document' AS what, 1 AS wanted,
       CASE WHEN arg_max(text, no)[1] IN ('}', ']') OR json_valid(arg_max(text, no)) THEN 1
            ELSE 0 END AS found
FROM line
WHERE trim(text) <> ''
"""

Found = tuple[int, int, bool]
"""Of an object: where it begins and ends in the text, and whether it is whole."""

SCHEMA = pa.schema([("nth", pa.int64()), ("line", pa.int64()), ("body", pa.string())])


def objects_in(lines: pa.Table, keys: Sequence[str]) -> pa.Table:
    """A table `(nth, line, body)` of the objects that have one of the keys; no body: a broken one.

    Broken objects are told once a line, and by their first key where they have it.
    """
    texts = lines["text"].to_pylist()
    begun = lines["no"][0].as_py() if len(texts) else 1
    text = "\n".join(texts)
    offsets = list(accumulate((len(line) + 1 for line in texts), initial=0))
    rows: list[dict[str, Any]] = []
    for nth, (first, end, whole) in enumerate(_found(text, keys)):
        line = begun + bisect_right(offsets, first) - 1
        if whole or not rows or (line, None) != (rows[-1]["line"], rows[-1]["body"]):
            rows.append({"nth": nth, "line": line, "body": text[first:end] if whole else None})
    return pa.Table.from_pylist(rows, SCHEMA)


def _found(text: str, keys: Sequence[str]) -> Iterator[Found]:
    """Whole objects in the order of the text, and between them what is left of broken ones."""
    broken = re.compile("|".join(f'"{key}"' for key in keys))
    done = 0
    for first, end in _whole(text, frozenset(keys)):
        yield from _left(text[done:first], done, broken, keys[0])
        yield first, end, True
        done = end
    yield from _left(text[done:], done, broken, keys[0])


def _whole(text: str, keys: frozenset[str]) -> Iterator[tuple[int, int]]:
    decode = json.JSONDecoder().raw_decode
    at = text.find("{")
    while at >= 0:
        value, end = _decoded(decode, text, at)
        if keys & value.keys():
            yield at, end
            at = text.find("{", end)
        else:
            at = text.find("{", at + 1)


def _decoded(decode: Any, text: str, at: int) -> tuple[dict[str, Any], int]:
    """The object that begins here, or an empty one."""
    try:
        value, end = decode(text, at)
    except (ValueError, RecursionError):
        return {}, at + 1
    return value, end


def _left(text: str, begins: int, broken: re.Pattern[str], main: str) -> Iterator[Found]:
    """Where keys stand in no object: each main key, or else the first of any."""
    places = [(found.start(), found[0]) for found in broken.finditer(text)]
    mains = [place for place, key in places if key == f'"{main}"']
    for place in mains or [place for place, _ in places[:1]]:
        yield begins + place, begins + place, False
