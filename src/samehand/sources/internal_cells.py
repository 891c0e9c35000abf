"""What the sources of a registry's own files share: CSV as RFC 4180 has it, by the line.

The header is a line `first,second,…` exactly as documented; comments begin with `#`. A field may
be quoted, quotes in it doubled. Only the last field, a text, may go on over lines: see `JOINED`.
A file may also be Parquet with the same column names: its rows are read as lines (see
`parquet_lines`).
"""

from typing import Any

from samehand.sources import Head
from samehand.sources.samples import cited

TERMS = "the registry's own, restricted"
READ_IN = "the columns documented here; no registry publishes such files"

# A line of CSV as a list of fields, or NULL where quotes do not close.
CELLS = r"""
WITH cell AS (
  SELECT no AS line,
         CASE WHEN regexp_full_match(',' || text, '(?:,(?:"(?:[^"]|"")*"|[^",]*))+')
              THEN list_transform(
                     regexp_extract_all(',' || text, ',("(?:[^"]|"")*"|[^",]*)', 1),
                     lambda field: nullif(trim(CASE WHEN field[1] = '"'
                                                    THEN replace(field[2:-2], '""', '"')
                                                    ELSE field
                                               END), ''))
         END AS field
  FROM line
  WHERE text <> '' AND text[1] <> '#'
)
"""

# The same where a text that ends a record goes on over lines. A line that begins with a number,
# a request and an applicant opens a record; those after it are its own while its quote is open.
# A line of a text that itself looks so ends it: then the record is set aside, and no other.
JOINED = r"""
WITH told AS (
  SELECT no, text,
         regexp_matches(text, '^[^",]+,[^",]*,[^",: ]+:[^", ]+,') AS opens,
         (length(text) - length(replace(text, '"', ''))) % 2 AS odd
  FROM line
), numbered AS (
  SELECT *, sum(CAST(opens AS INTEGER)) OVER (ORDER BY no) AS record
  FROM told
), quoted AS (
  SELECT *, sum(odd) OVER (PARTITION BY record ORDER BY no) % 2 AS still,
         first_value(opens AND odd = 1) OVER (PARTITION BY record ORDER BY no) AS long
  FROM numbered
), closed AS (
  SELECT *, min(CASE WHEN long AND still = 0 THEN no END) OVER (PARTITION BY record) AS ends
  FROM quoted
), whole AS (
  SELECT min(no) AS no, string_agg(text, chr(10) ORDER BY no) AS text
  FROM closed
  GROUP BY record, CASE WHEN long AND no <= ends THEN 0 ELSE no END
), cell AS (
  SELECT no AS line,
         CASE WHEN regexp_full_match(',' || text, '(?s)(?:,(?:"(?:[^"]|"")*"|[^",]*))+')
              THEN list_transform(
                     regexp_extract_all(',' || text, '(?s),("(?:[^"]|"")*"|[^",]*)', 1),
                     lambda field: nullif(trim(CASE WHEN field[1] = '"'
                                                    THEN replace(field[2:-2], '""', '"')
                                                    ELSE field
                                               END), ''))
         END AS field
  FROM whole
  WHERE text <> '' AND text[1] <> '#'
)
"""


def headed(columns: str) -> Any:
    """What knows a file by its header line."""

    def knows(head: Head) -> bool:
        return bool(head.data) and head.data[0].replace('"', "").strip() == columns

    return knows


def own(line: int) -> dict[str, Any]:
    """What every row of a sample has: its cite."""
    return {"cite": cited(line)}
