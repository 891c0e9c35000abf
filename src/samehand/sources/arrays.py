"""JSON objects in an array, over many lines or one, or one a line (JSON lines).

`json_object()` gives `line` (the first of an object), `turn` (which one of its line it is) and
`body`, its text; NULL where it is no whole object. In an array over many lines, an object begins
at a line that begins with `{` no further in than any other that is not closed on it, and ends at
the next line that is `}` and as far in. So a damaged line takes no other object with it; lines
outside of any are told once. `json_words(said)` is a text, or a list of them between commas.
"""

MACROS = r"""
CREATE MACRO json_line() AS TABLE
  WITH cut AS (
    SELECT no, text, len(regexp_extract(text, '^[\t \[]*')) AS indent,
           regexp_matches(text, '^[\t \[]*\{') AS opens,
           regexp_matches(text, '\}[\t ,\]]*$') AND times_in(text, '{') = times_in(text, '}') AS ends
    FROM line
    WHERE regexp_matches(text, '^(?:[^#;%\s]|\s+\S)')
  ), margin AS (
    SELECT min(indent) AS indent FROM cut WHERE opens AND NOT ends
  )
  SELECT cut.no, cut.text, cut.indent, cut.ends,
         opens AND (margin.indent IS NULL OR cut.indent <= margin.indent) AS starts
  FROM cut, margin;
CREATE MACRO json_lone() AS TABLE
  WITH array_or_object AS (
    SELECT no AS line, text, text[:2] = '[{' AND json_valid(text) AS many
    FROM json_line()
    WHERE starts AND ends
  )
  SELECT line, 1 AS turn, CASE WHEN starts_with(text, '{') AND ends_with(text, '}') THEN text
                               ELSE trim(text, chr(9) || ' ,[]') END AS body
  FROM array_or_object
  WHERE NOT many
  UNION ALL
  SELECT line, unnest(range(1, CAST(json_array_length(text) AS BIGINT) + 1)),
         CAST(unnest(json_extract(text, '$[*]')) AS VARCHAR)
  FROM array_or_object
  WHERE many;
CREATE MACRO json_long() AS TABLE
  WITH begun AS (
    SELECT no, indent, ends, starts, max(CASE WHEN starts THEN no END) OVER (ORDER BY no) AS start
    FROM json_line()
  ), inside AS (
    SELECT *, first_value(indent) OVER within AS margin, first_value(ends) OVER within AS lone
    FROM begun
    WINDOW within AS (PARTITION BY start ORDER BY no)
  ), closed AS (
    SELECT inside.no, inside.start, line.text,
           min(CASE WHEN lone THEN start
                    WHEN indent = margin AND trim(line.text, chr(9) || ' ,]') = '}' THEN inside.no END)
             OVER (PARTITION BY start) AS last
    FROM inside JOIN line ON line.no = inside.no
    WHERE NOT (starts AND ends) OR start IS NULL
  ), whole AS (
    SELECT start, start IS NOT NULL AND (last IS NULL OR no <= last) AS within, no, text
    FROM closed
  )
  SELECT min(no) AS line, 1 AS turn,
         CASE WHEN within THEN trim(string_agg(text, chr(10) ORDER BY no), chr(9) || chr(10) || ' ,[]') END
           AS body
  FROM whole
  WHERE within OR trim(text, chr(9) || ' ,[]') <> ''
  GROUP BY start, within;
CREATE MACRO json_object() AS TABLE
  WITH found AS (
    SELECT line, turn, body FROM json_lone() UNION ALL SELECT line, turn, body FROM json_long()
  )
  SELECT line, turn, CASE WHEN json_valid(body) AND body LIKE '{%' THEN body END AS body
  FROM found;
CREATE MACRO json_words(said) AS
  CASE json_type(said) WHEN 'ARRAY' THEN words(said ->> '$[*]') WHEN 'VARCHAR' THEN said ->> '$' END;
"""
