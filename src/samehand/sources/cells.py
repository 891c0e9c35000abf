"""CSV with a header, by the names of its columns; quoted cells may run over several lines.

`csv_row()` gives `line` (the first of the row), `cell` (a list) and `fault` (or NULL) for each row
under the header, and `csv_header()` its `names` in lower case. `csv_place(names, name)` is where a
column stands, or NULL; `csv_cell(cell, place)` the text there, or NULL where it says nothing;
`csv_others(cell, names, known)` the names of other columns in which a row says something.

A line that has as many cells as the header is a row by itself, whatever its neighbours are. Of
the others, those from one with an open quote to the next that closes one are a row where together
they have as many cells, and none between is a row by itself. So a damaged line takes no other
with it, as it would where quotes are followed from the top.
"""

from samehand.sources import Head

# Cells that are all quoted, as large registers write them, are cut at `","`, which is five times
# as fast as to follow the quotes: text that stands outside of quotes is every other piece.
MACROS = r"""
CREATE MACRO csv_cut(text) AS
  string_split(rtrim(array_to_string(list_transform(string_split(text || chr(30), '"'),
    lambda piece, place: CASE WHEN place % 2 = 0 THEN piece
                              WHEN piece = '' AND place > 1 THEN '""'
                              ELSE replace(piece, ',', chr(31)) END), ''), chr(30)), chr(31));
CREATE MACRO csv_cell(cell, place) AS nullif(trim(replace(cell[place], '""', '"')), '');
CREATE MACRO csv_header() AS TABLE
  WITH first AS (
    SELECT no, csv_cut(ltrim(text, chr(65279))) AS names
    FROM line
    WHERE text <> '' AND text[1] NOT IN ('#', ';', '%')
    ORDER BY no
    LIMIT 1
  )
  SELECT no, len(names) AS width, list_transform(names, lambda name: lower(trim(name))) AS names
  FROM first;
CREATE MACRO csv_place(names, name) AS CAST(nullif(list_position(names, name), 0) AS BIGINT);
CREATE MACRO csv_others(cell, names, known) AS
  nullif(array_to_string(list_filter(names, lambda name, place:
    NOT list_contains(known, name) AND csv_cell(cell, place) IS NOT NULL), ', '), '');
CREATE MACRO csv_line() AS TABLE
  WITH below AS (
    SELECT line.no, line.text, header.width,
           CASE WHEN text LIKE '"%"' THEN string_split(text[2:-2], '","') END AS quick
    FROM line, csv_header() AS header
    WHERE line.no > header.no AND text <> ''
  )
  SELECT no, text, width,
         CASE WHEN len(quick) = width THEN quick
              WHEN NOT contains(text, '"') THEN string_split(text, ',')
              ELSE csv_cut(text) END AS cell,
         CASE WHEN len(quick) = width OR NOT contains(text, '"') THEN FALSE
              ELSE len(string_split(text, '"')) % 2 = 0 END AS opens
  FROM below;
CREATE MACRO csv_joined() AS TABLE
  WITH broken AS MATERIALIZED (
    SELECT no, text, width, opens
    FROM csv_line()
    WHERE opens OR len(cell) <> width
  ), opened AS (
    SELECT no AS line, width, lead(no) OVER (ORDER BY no) AS last
    FROM broken
    WHERE opens
  ), member AS (
    SELECT line, last, width, unnest(generate_series(line, last)) AS no
    FROM opened
    WHERE last - line < 100
  ), whole AS (
    SELECT member.line, member.last, any_value(member.width) AS width,
           csv_cut(string_agg(line.text, chr(10) ORDER BY line.no)) AS cell,
           count(broken.no) + count(*) FILTER (line.text = '') = count(*) AS alone
    FROM member
    JOIN line ON line.no = member.no
    LEFT JOIN broken ON broken.no = member.no
    GROUP BY member.line, member.last
  ), fitting AS (
    SELECT line, last, cell FROM whole WHERE alone AND len(cell) = width
  )
  SELECT line, last, cell FROM fitting WHERE line NOT IN (SELECT last FROM fitting);
CREATE MACRO csv_row() AS TABLE
  WITH joined AS MATERIALIZED (
    SELECT line, last, cell FROM csv_joined()
  ), taken AS (
    SELECT unnest(generate_series(line, last)) AS no FROM joined
  )
  SELECT no AS line, cell,
         CASE WHEN opens OR len(cell) <> width THEN 'has not the columns of the header' END AS fault
  FROM csv_line()
  ANTI JOIN taken USING (no)
  UNION ALL
  SELECT line, cell, NULL FROM joined;
"""


def columns(head: Head) -> frozenset[str]:
    """The names of the columns, if it is a CSV with a header; else what its first line is like."""
    first = next(iter(head.data), "").lstrip("\ufeff")
    return frozenset(name.strip(' "').lower() for name in first.split(","))
