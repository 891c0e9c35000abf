"""The tables of the as-of bench, from real files, their days re-stamped to one: for speed only.

Routes are the table of 2024-01-01 and, up to a million, IPv6 routes of 2015-11-01; holdings are
the delegated files of 2018-10-13; payloads are of 2025-07-20; route objects of 2024-01-01. What
they say of each other is therefore worth nothing.
"""

import gzip
from pathlib import Path

import duckdb

from common import need
from samehand.sources.sql import engine
from samehand.tables import Row
from samehand.tables.findings import FileDay
from samehand.tables.registry import AsnHolding, Holding
from samehand.tables.routing import RouteObject, Sighting
from samehand.tables.rpki import Vrp

ROUTES = 1_000_000
FILLED: tuple[type[Row], ...] = (Sighting, Holding, AsnHolding, Vrp, RouteObject)

LINES = """
read_csv([{files}], columns = {{'text': 'VARCHAR'}}, delim = '\x01', quote = '', header = false,
         ignore_errors = true)
"""

TABLE = """
WITH told AS (
  SELECT 0 AS rank, split_part(text, chr(9), 1) || '/' || split_part(text, chr(9), 2) AS prefix,
         split_part(text, chr(9), 3) AS origins
  FROM {v4}
  UNION ALL
  SELECT 1, split_part(text, chr(9), 1), split_part(text, chr(9), 2)
  FROM {v6} WHERE text[1] <> ';' AND contains(text, ':')
), one AS (
  SELECT rank, prefix(prefix) AS block, CAST(unnest(regexp_extract_all(origins, '\\d+')) AS BIGINT) AS origin
  FROM told
)
SELECT rank, block.family, block.first, block.last, block.length, origin, 'table' AS how, 1 AS together
FROM one WHERE block IS NOT NULL
ORDER BY rank, block.family, block.first, block.length, origin LIMIT {routes}
"""

DELEGATED = """
WITH field AS (
  SELECT string_split(text, '|') AS f FROM {files} WHERE len(string_split(text, '|')) >= 7
), record AS (
  SELECT f[1] AS registry, f[2] AS country, f[3] AS kind, f[4] AS start, TRY_CAST(f[5] AS BIGINT) AS size,
         day(f[6]) AS registered, f[7] AS status, nullif(f[8], '') AS id
  FROM field WHERE f[3] IN ('ipv4', 'ipv6', 'asn') AND f[4] <> '*'
)
SELECT registry, registry || ':' || id AS holder, country, status, registered, kind, start, size FROM record
"""

HOLDINGS = """
WITH placed AS (
  SELECT *, CASE WHEN kind = 'ipv4'
                 THEN struct_pack(family := CAST(4 AS BIGINT), first := ipv4(start),
                                  last := ipv4(start) + size - 1, length := CAST(NULL AS BIGINT))
                 ELSE prefix(start || '/' || size) END AS block
  FROM delegated WHERE kind <> 'asn'
)
SELECT registry, holder, block.family, block.first, block.last, block.length, status, country, registered
FROM placed WHERE block IS NOT NULL
"""

NUMBERS = """
SELECT registry, holder, CAST(start AS BIGINT) AS first_asn, CAST(start AS BIGINT) + size - 1 AS last_asn,
       status, country, registered
FROM delegated WHERE kind = 'asn'
"""

VRPS = """
WITH roa AS (SELECT unnest(roas) AS roa FROM read_json('{file}', maximum_object_size = 500000000)),
placed AS (SELECT roa, prefix(roa.prefix) AS block FROM roa)
SELECT roa.ta AS anchor, block.family, block.first, block.last, block.length,
       CAST(roa.maxLength AS BIGINT) AS max_length, CAST(roa.asn AS BIGINT) AS origin
FROM placed WHERE block IS NOT NULL
"""

OBJECTS = """
WITH placed AS (
  SELECT source AS list, prefix(route) AS block, TRY_CAST(replace(upper(origin), 'AS', '') AS BIGINT) AS origin,
         "mnt-by" AS maintainer
  FROM read_json([{files}], format = 'newline_delimited', ignore_errors = true,
                 columns = {{route: 'VARCHAR', origin: 'VARCHAR', source: 'VARCHAR', "mnt-by": 'VARCHAR'}})
)
SELECT list, block.family, block.first, block.last, block.length, origin, maintainer
FROM placed WHERE block IS NOT NULL AND origin IS NOT NULL
"""


def prepare(folder: Path) -> dict[type[Row], Path]:
    """Parquet files of the stored tables, made once."""
    kinds = (*FILLED, FileDay)
    files = {kind: folder / f"asof-{kind.table}.parquet" for kind in kinds}
    if not all(path.exists() for path in files.values()):
        folder.mkdir(parents=True, exist_ok=True)
        _write(engine(), files, _payloads(folder))
    return files


def _payloads(folder: Path) -> Path:
    """The payloads unpacked: DuckDB reads no bz2."""
    import bz2

    packed = next(need("rpki").glob("*.json.bz2"))
    target = folder / "asof-vrps.json.gz"
    target.write_bytes(gzip.compress(bz2.decompress(packed.read_bytes()), 1))
    return target


def _write(at: duckdb.DuckDBPyConnection, files: dict[type[Row], Path], payloads: Path) -> None:
    lists = sorted(need("world-2018-10-13").glob("delegated-*"))
    at.execute(f"CREATE TABLE delegated AS {DELEGATED.format(files=_lines(*lists))}")
    v4 = _lines(need("world-2024-01-01", "routeviews-rv2-20240101-1200.pfx2as.gz"))
    v6 = _lines(need("history", "pfx2as", "ipasn6_20151101.dat.gz"))
    irr = ", ".join(f"'{path}'" for path in sorted(need("world-2024-01-01", "irr").glob("*.gz")))
    _copy(at, Sighting, TABLE.format(v4=v4, v6=v6, routes=ROUTES), files)
    _copy(at, Holding, HOLDINGS, files)
    _copy(at, AsnHolding, NUMBERS, files)
    _copy(at, Vrp, VRPS.format(file=payloads), files)
    _copy(at, RouteObject, OBJECTS.format(files=irr), files)
    days = (
        f"SELECT DISTINCT '{kind.table}' AS about, {kind.scope} AS scope_value FROM '{files[kind]}'"
        for kind in FILLED
        if kind.scope
    )
    _copy(at, FileDay, " UNION ALL ".join(days), files)


def _lines(*paths: Path) -> str:
    return LINES.format(files=", ".join(f"'{path}'" for path in paths))


def _copy(
    at: duckdb.DuckDBPyConnection, kind: type[Row], sql: str, files: dict[type[Row], Path]
) -> None:
    """One table with every column it should have; days are one day, cites are made up."""
    at.execute(f"CREATE OR REPLACE TABLE told AS {sql}")
    has = {row[0] for row in at.execute("DESCRIBE told").fetchall()}
    made = {"seen": "DATE '2024-01-01'", "last_seen": "DATE '2024-01-01'", "cite": "rowid"}
    columns = [
        f"CAST({made.get(name) or (name if name in has else 'NULL')} AS {sql_type}) AS {name}"
        for name, sql_type in kind.columns().items()
    ]
    at.execute(f"COPY (SELECT {', '.join(columns)} FROM told) TO '{files[kind]}' (FORMAT parquet)")
