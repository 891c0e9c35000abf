"""What SELECTs of sources may call: addresses and names as numbers and keys.

- `ipv4(text)` BIGINT, or NULL when it is no dotted quad;
- `ipv6(text)` BIGINT, the /64 it lies in (see `values.blocks`), or NULL;
- `asn(text)` BIGINT of an AS number as `64500` or, in old files, `0.64500`, or NULL;
- `address(text)` BIGINT of either family, or NULL;
- `prefix(text)` STRUCT(family, first, last, length), or NULL when it is no CIDR prefix or has
  host bits set (of IPv6, those above the /64);
- `span(text, start, bits)` the same of a prefix whose address and length were read in a step
  before, which is six times as fast: DuckDB works out an argument anew at each of its uses;
- `name_key(text)` VARCHAR, see `values.names`; NULL when nothing is left of it;
- `address_key(text)` VARCHAR, see `values.addresses`; NULL when nothing was said;
- `registrable(text)` VARCHAR of a domain, see `values.domains`; NULL when it is none;
- `day(text)` DATE from `YYYYMMDD` or `YYYY-MM-DD`, or NULL;
- `prefix_length(family, first, last)` BIGINT of a range that is one prefix of IPv4, or of IPv6
  no longer than /64, else NULL;
- `words(list)` VARCHAR of those that say something, between commas, or NULL;
- `in_full(address, postcode)` VARCHAR, the address with its postcode once;
- what `stated` lists, for what records state.

Instead of `line` they may read what is made of several lines: `csv_row()` (see `cells`),
`json_object()` (see `arrays`) and `xml_element()` (see `elements`).
"""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import duckdb
import pyarrow as pa
from duckdb.func import ARROW, SPECIAL

from samehand.sources import arrays, cells, elements, stated
from samehand.values import addresses
from samehand.values.blocks import V6_OFFSET
from samehand.values.domains import registrable
from samehand.values.names import key

MACROS = r"""
CREATE MACRO ipv4(text) AS
  CASE WHEN regexp_full_match(text, '\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}')
       THEN CAST(TRY_CAST(split_part(text, '.', 1) AS UTINYINT) AS BIGINT) * 16777216
          + TRY_CAST(split_part(text, '.', 2) AS UTINYINT) * 65536
          + TRY_CAST(split_part(text, '.', 3) AS UTINYINT) * 256
          + TRY_CAST(split_part(text, '.', 4) AS UTINYINT)
  END;
CREATE MACRO number(text) AS
  CASE WHEN regexp_full_match(text, '\d{1,18}') THEN CAST(text AS BIGINT) END;
CREATE MACRO asn(text) AS
  CASE WHEN NOT contains(text, '.') THEN number(text)
       WHEN regexp_full_match(text, '\d{1,5}\.\d{1,5}') AND number(split_part(text, '.', 2)) < 65536
       THEN number(split_part(text, '.', 1)) * 65536 + number(split_part(text, '.', 2))
  END;
CREATE MACRO span4(first, bits) AS
  CASE WHEN bits BETWEEN 0 AND 32 AND first % (1 << (32 - bits)) = 0
       THEN struct_pack(family := CAST(4 AS BIGINT), first := first,
                        last := first + CAST(1 << (32 - bits) AS BIGINT) - 1, length := bits)
  END;
CREATE MACRO span6(first, bits) AS
  CASE WHEN bits BETWEEN 0 AND 128
       THEN struct_pack(family := CAST(6 AS BIGINT), first := first,
                        last := CASE WHEN bits = 0 THEN 9223372036854775807
                                     WHEN bits = 1 THEN first + 9223372036854775807
                                     WHEN bits >= 64 THEN first
                                     ELSE first
                                        + ((CAST(1 AS BIGINT) << greatest(0, 64 - bits)) - 1)
                                END,
                        length := bits)
  END;
CREATE MACRO address(text) AS
  CASE WHEN contains(text, ':') THEN ipv6(text) ELSE ipv4(text) END;
CREATE MACRO span(text, start, bits) AS
  CASE WHEN NOT contains(text, ':') THEN span4(start, bits)
       WHEN start % (CAST(1 AS BIGINT) << greatest(0, least(62, 64 - bits))) = 0
       THEN span6(start, bits)
  END;
CREATE MACRO prefix(text) AS
  span(text, address(split_part(text, '/', 1)), number(split_part(text, '/', 2)));
CREATE MACRO day(text) AS
  CASE WHEN regexp_full_match(text, '\d{8}|\d{4}-\d\d-\d\d')
       THEN CAST(try_strptime(text, ['%Y%m%d', '%Y-%m-%d']) AS DATE)
  END;
CREATE MACRO size_length(bits, first, size) AS
  CASE WHEN size > 0 AND bit_count(size) = 1 AND first % size = 0
       THEN CAST(bits - CAST(log2(size) AS BIGINT) AS BIGINT)
  END;
CREATE MACRO prefix_length(family, first, last) AS
  CASE family
       WHEN 4 THEN size_length(32, CAST(first AS HUGEINT), CAST(last AS HUGEINT) - first + 1)
       ELSE size_length(64, CAST(first AS HUGEINT), CAST(last AS HUGEINT) - first + 1)
  END;
CREATE MACRO words(list) AS
  nullif(array_to_string(list_filter(list, lambda word: trim(word) <> ''), ', '), '');
CREATE MACRO times_in(text, mark) AS (len(text) - len(replace(text, mark, ''))) // len(mark);
CREATE MACRO bare(text) AS regexp_replace(lower(text), '[^a-z0-9]', '', 'g');
CREATE MACRO in_full(address, postcode) AS
  CASE WHEN contains(bare(address), bare(postcode)) THEN address
       ELSE words([address, postcode]) END;
CREATE TABLE line (no BIGINT, text VARCHAR);
"""
THREADS = 2  # what the smallest machine we measure on has
FUNCTIONS = MACROS, cells.MACROS, arrays.MACROS, elements.MACROS, stated.KEYS


_KEPT: list[duckdb.DuckDBPyConnection] = []  # making one takes longer than reading a small file


@contextmanager
def engine() -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB to read some lines with: all that is made in it is gone afterwards."""
    try:
        made = _KEPT.pop()
    except IndexError:  # the first, or as many as there are lie open
        made = new_engine()
    made.execute("BEGIN")
    try:
        yield made
    finally:
        _put_back(made)


def _put_back(made: duckdb.DuckDBPyConnection) -> None:
    """Undo everything and keep the engine, or close one that can't."""
    try:
        made.execute("ROLLBACK")
    except duckdb.Error:
        made.close()
    else:
        _KEPT.append(made)


def new_engine() -> duckdb.DuckDBPyConnection:
    """A DuckDB with every function that the SELECTs of sources call."""
    connection = duckdb.connect(config={"threads": THREADS})
    connection.execute("SET enable_progress_bar = false")
    functions = (
        ("ipv6", _ipv6, "BIGINT"),
        ("name_key", _name_key, "VARCHAR"),
        ("address_key", _address_key, "VARCHAR"),
        ("registrable", _registrable, "VARCHAR"),
    )
    for name, function, result in functions:
        connection.create_function(
            name, function, ["VARCHAR"], result, type=ARROW, null_handling=SPECIAL
        )
    for macros in FUNCTIONS:
        connection.execute(macros)
    return connection


def _ipv6(texts: pa.ChunkedArray) -> pa.Array:
    return pa.array([_index(text) for text in texts.to_pylist()], pa.int64())


def _index(text: str | None) -> int | None:
    try:
        packed = socket.inet_pton(socket.AF_INET6, text or "")
    except (OSError, UnicodeError, ValueError):
        return None
    return int.from_bytes(packed[:8], "big") - V6_OFFSET


def _name_key(names: pa.ChunkedArray) -> pa.Array:
    known: dict[str | None, str | None] = {None: None}
    return pa.array([_known(known, name) for name in names.to_pylist()], pa.string())


def _address_key(texts: pa.ChunkedArray) -> pa.Array:
    import polars

    keys = addresses.keys(polars.Series(texts, dtype=polars.String))
    return keys.set(keys == "", None).cast(polars.String).to_arrow().cast(pa.string())


def _registrable(texts: pa.ChunkedArray) -> pa.Array:
    known: dict[str | None, str | None] = {None: None}
    return pa.array([_known(known, text, registrable) for text in texts.to_pylist()], pa.string())


def _known(
    known: dict[str | None, str | None], name: str | None, to: Callable[[str], str] = key
) -> str | None:
    if name not in known:
        known[name] = to(name or "") or None
    return known[name]
