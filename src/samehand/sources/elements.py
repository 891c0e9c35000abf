"""XML elements of one name, over many lines or one; prefixes of namespaces are taken off.

`xml_element(name, mark)` gives `line` (the first of an element) and `body`, its text; NULL where
it is no whole element, and for lines outside of any that hold `mark`, an element that each has.
A whole element closes what it opens. `xml_of(body, name)` is what stands in the first element of
a name, and `xml_all(body, name)` the list of all, tags and all; `xml_text` takes away the tags
and puts the marks of XML back into letters. `xml_in(body, name)` is what stands in the first element
of a name that has no attributes, empty where none does, without a regular expression; and
`xml_without(body, name)` the body without it. What fools it: two elements that share a line.
"""

MACROS = r"""
CREATE MACRO xml_text(body) AS
  nullif(trim(replace(replace(replace(replace(replace(regexp_replace(body, '<[^>]*>', '', 'g'),
    '&lt;', '<'), '&gt;', '>'), '&quot;', '"'), '&apos;', ''''), '&amp;', '&')), '');
CREATE MACRO xml_in(body, name) AS
  split_part(split_part(body, concat('<', name, '>'), 2), concat('</', name, '>'), 1);
CREATE MACRO xml_without(body, name) AS
  CASE WHEN contains(body, concat('<', name, '>'))
       THEN concat(split_part(body, concat('<', name, '>'), 1),
                   split_part(body, concat('</', name, '>'), 2))
       ELSE body
  END;
CREATE MACRO xml_inside(body, name) AS
  regexp_extract(body, concat('<', name, '(?: [^>]*)?>(.*?)</', name, '>'), 1);
CREATE MACRO xml_of(body, name) AS xml_text(xml_inside(body, name));
CREATE MACRO xml_all(body, name) AS
  regexp_extract_all(body, concat('<', name, '(?: [^>]*)?>.*?</', name, '>'));
CREATE MACRO xml_closes(body) AS
  times_in(body, '<') - times_in(body, '</') - times_in(body, '/>') = times_in(body, '</');
CREATE MACRO xml_element(name, mark) AS TABLE
  WITH marked AS (
    SELECT no, regexp_matches(text, concat('<(?:\w+:)?', name, '(?:\s|>|$)')) AS opens,
           regexp_matches(text, concat('</(?:\w+:)?', name, '>')) AS ends,
           regexp_matches(text, concat('<(?:\w+:)?', mark, '[ >]')) AS marked
    FROM line
  ), begun AS (
    SELECT no, ends, marked, max(CASE WHEN opens THEN no END) OVER (ORDER BY no) AS start
    FROM marked
  ), ended AS (
    SELECT no, marked, start, min(CASE WHEN ends THEN no END) OVER (PARTITION BY start) AS last
    FROM begun
  ), inside AS (
    SELECT no, CASE WHEN start IS NOT NULL AND (last IS NULL OR no <= last) THEN start END AS start
    FROM ended
    WHERE start IS NOT NULL AND (last IS NULL OR no <= last) OR marked
  ), joined AS (
    SELECT coalesce(inside.start, inside.no) AS line,
           regexp_replace(string_agg(line.text, ' ' ORDER BY inside.no), '(</?)\w+:', '\1', 'g') AS body
    FROM inside JOIN line ON line.no = inside.no
    GROUP BY ALL
  )
  SELECT line, CASE WHEN contains(body, concat('<', name)) AND contains(body, concat('</', name, '>'))
                         AND xml_closes(body) THEN body END AS body
  FROM joined;
"""
