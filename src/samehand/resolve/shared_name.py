"""Both bear the same distinctive word in the name of the organisation or in the AS name.

This speaks for a *declared* relation: who hides behind other names does not share them. A word
is the more distinctive the fewer holders bear it. Fooled by common words of the trade and by
places; words borne by more holders than one group can have say nothing.
"""

from dataclasses import dataclass

from samehand.made import named, numbered
from samehand.rules import Example, Rule, because
from samehand.steps.parties import as_part
from samehand.store import Found
from samehand.tables import Row
from samehand.tables.registry import AsnHolding, AsnName


@dataclass(frozen=True)
class Numbers:
    """Which words are distinctive?"""

    least_letters: int = because(4, "shorter words are initials that strangers share")
    most_bearers: int = because(40, "more holders than that bear words of the trade or of a place")
    least_name: int = because(6, "a shorter whole name is initials that strangers share")
    several: int = because(2, "two distinctive words in common are a name, one may be chance")
    rare: int = because(3, "a word that two or three holders bear is a name")
    uncommon: int = because(12, "a word that a dozen bear may be a brand or a common noun")


FIND = """
WITH word AS (
  SELECT DISTINCT holder, word, cite
  FROM (
    SELECT holder, unnest(string_split(name_key, ' ')) AS word, name_cite AS cite
    FROM as_part WHERE name_key IS NOT NULL
    UNION ALL
    SELECT holder, handle_key AS word, name_cite AS cite FROM as_part
  ) AS either
  WHERE length(word) >= $least_letters AND NOT regexp_full_match(word, '[0-9]+')
), borne AS (
  SELECT word, holder, min(cite) AS cite FROM word GROUP BY word, holder
), rarity AS (
  SELECT word, count(*) AS bearers FROM borne GROUP BY word
), words AS (
  SELECT a.holder AS one, b.holder AS other, a.word, rarity.bearers,
         a.cite AS one_cite, b.cite AS other_cite,
         row_number() OVER (PARTITION BY a.holder, b.holder ORDER BY rarity.bearers, a.word) AS turn,
         count(*) OVER (PARTITION BY a.holder, b.holder) AS words
  FROM rarity
  JOIN borne AS a ON a.word = rarity.word
  JOIN borne AS b ON b.word = rarity.word AND a.holder < b.holder
  WHERE rarity.bearers <= $most_bearers
), whole AS (
  SELECT name_key, holder, min(name_cite) AS cite FROM as_part
  WHERE length(name_key) >= $least_name GROUP BY name_key, holder
), names AS (
  SELECT name_key, count(*) AS bearers FROM whole GROUP BY name_key HAVING count(*) BETWEEN 2 AND $most_bearers
), same AS (
  SELECT a.holder AS one, b.holder AS other, a.name_key, names.bearers, a.cite AS one_cite, b.cite AS other_cite,
         row_number() OVER (PARTITION BY a.holder, b.holder ORDER BY names.bearers, a.name_key) AS turn
  FROM names
  JOIN whole AS a ON a.name_key = names.name_key
  JOIN whole AS b ON b.name_key = names.name_key AND a.holder < b.holder
)
SELECT coalesce(same.one, words.one) AS one, coalesce(same.other, words.other) AS other,
       coalesce(same.name_key, words.word) AS word, coalesce(same.bearers, words.bearers) AS bearers,
       coalesce(same.one_cite, words.one_cite) AS one_cite,
       coalesce(same.other_cite, words.other_cite) AS other_cite,
       CASE WHEN same.one IS NOT NULL THEN 'the same name' WHEN words.words >= $several THEN 'several words'
            WHEN words.bearers <= $rare THEN 'a rare word'
            WHEN words.bearers <= $uncommon THEN 'an uncommon word' ELSE 'a known word' END AS bin
FROM (SELECT * FROM words WHERE turn = 1) AS words
FULL JOIN (SELECT * FROM same WHERE turn = 1) AS same ON same.one = words.one AND same.other = words.other
"""


def explain(row: Found, numbers: Numbers) -> str:
    """Which word, and how many bear it."""
    what = "name" if row["bin"] == "the same name" else "word"
    return f"both bear the {what} {row['word']!r}; {row['bearers']} holders do"


def bearers(count: int, word: str = "Exemplum") -> tuple[Row, ...]:
    """Holders who share a word, each with a word of its own."""
    return tuple(
        row
        for n in range(count)
        for row in (
            numbered(f"arin:{n:02}", 64500 + n),
            named(64500 + n, f"Z{n:03}", f"{word} W{n:03} LLC"),
        )
    )


RULE = Rule(
    name="shared-name",
    title="Both bear the same distinctive word in their names",
    family="name",
    ground="names",
    revision=1,
    reads=(AsnName, AsnHolding),
    needs=(as_part,),
    numbers=Numbers(),
    bins=("the same name", "several words", "a rare word", "an uncommon word", "a known word"),
    find=FIND,
    explain=explain,
    examples=(
        Example(
            title="two bear it", rows=bearers(2), finds={("arin:00", "arin:01"): "a rare word"}
        ),
        Example(
            title="five bear it",
            rows=bearers(5),
            finds={
                (f"arin:{a:02}", f"arin:{b:02}"): "an uncommon word"
                for b in range(5)
                for a in range(b)
            },
        ),
        Example(
            title="fourteen bear it",
            rows=bearers(14),
            finds={
                (f"arin:{a:02}", f"arin:{b:02}"): "a known word"
                for b in range(14)
                for a in range(b)
            },
        ),
        Example(
            title="one name in two spellings",
            rows=(
                numbered("arin:00", 64500),
                named(64500, "ZA", "Lorem Ipsum, Inc."),
                numbered("arin:01", 64501),
                named(64501, "ZB", "LOREM IPSUM LLC"),
            ),
            finds={("arin:00", "arin:01"): "the same name"},
        ),
        Example(
            title="two words of three",
            rows=(
                numbered("arin:00", 64500),
                named(64500, "ZA", "Lorem Ipsum Dolor"),
                numbered("arin:01", 64501),
                named(64501, "ZB", "Lorem Ipsum Amet"),
            ),
            finds={("arin:00", "arin:01"): "several words"},
        ),
        Example(
            title="one whole name, but of initials only",
            rows=(
                numbered("arin:00", 64500),
                named(64500, "ZA", "Ab Cd, Inc."),
                numbered("arin:01", 64501),
                named(64501, "ZB", "AB CD LLC"),
            ),
        ),
        Example(title="a word of the trade", rows=bearers(45)),
        Example(title="a short word", rows=bearers(2, "Ax")),
    ),
)
