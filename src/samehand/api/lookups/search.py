"""Words among the names, handles and holders: which field matched, the closest first.

Case, accents and marks are folded; every word asked must begin a word of the field. Fooled by
abbreviations and by names written without spaces.
"""

import re
import unicodedata
from typing import Any

from samehand.api.answers import Answer
from samehand.api.book import Desk
from samehand.api.lookups.states import UNSEEN, ask, nothing
from samehand.errors import NotInData, UsageError
from samehand.tables.registry import AsnHolding, AsnName, AsnOrg, Holding

SEARCH = """
WITH field AS (
  SELECT 'name' AS field, name AS matched, 'AS' || asn AS subject, asn, list AS source, seen, cite
  FROM asn_name
  UNION ALL
  SELECT 'handle', handle, 'AS' || asn, asn, list, seen, cite
  FROM asn_name
  UNION ALL
  SELECT 'organisation', name, 'AS' || asn, asn, 'as-org', seen, cite
  FROM asn_org
  UNION ALL
  SELECT 'organisation id', org, 'AS' || asn, asn, 'as-org', seen, cite
  FROM asn_org
  UNION ALL
  SELECT 'organisation', name, org, NULL, coalesce(list, registry), seen, cite
  FROM organisation
  UNION ALL
  SELECT 'organisation id', substr(org, instr(org, ':') + 1), org, NULL, coalesce(list, registry), seen, cite
  FROM organisation
  UNION ALL
  SELECT 'company', name, company, NULL, register, seen, cite
  FROM company
  UNION ALL
  SELECT 'holder', holder, holder, NULL, registry, max(seen), min(cite)
  FROM (
    SELECT holder, registry, seen, cite FROM holding WHERE holder IS NOT NULL
    UNION ALL
    SELECT holder, registry, seen, cite FROM asn_holding WHERE holder IS NOT NULL
  )
  GROUP BY holder, registry
), folded AS (
  SELECT *, strip_accents(lower(matched)) AS low,
         trim(regexp_replace(low, '[^\\p{L}\\p{N}]+', ' ', 'g')) AS plain
  FROM field
  WHERE matched IS NOT NULL
), hit AS (
  SELECT *, CASE WHEN plain = $whole THEN 0
                 WHEN starts_with(plain, $whole) THEN 1 ELSE 2 END AS step
  FROM folded
  WHERE len(list_filter($words, lambda word: contains(' ' || plain, ' ' || word))) = len($words)
), one AS (
  SELECT * FROM hit
  QUALIFY row_number() OVER (PARTITION BY subject, field, plain ORDER BY source, cite) = 1
)
SELECT one.subject, one.field, one.matched, held.holder, one.source, one.seen, one.cite
FROM one
LEFT JOIN (SELECT DISTINCT ON (first_asn, last_asn) * FROM asn_holding ORDER BY cite) AS held
  ON one.asn BETWEEN held.first_asn AND held.last_asn
ORDER BY step, length(plain), one.subject, field, one.source
"""


def fold(text: str) -> list[str]:
    """The words of a text in plain lower-case letters.

    >>> fold("Zürich-Net (EU)")
    ['zurich', 'net', 'eu']
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.findall(r"[^\W_]+", plain)


def found(desk: Desk, text: str) -> list[dict[str, Any]]:
    """Every field with a word that begins with each word of the text, the closest first."""
    words = fold(text)
    if not words:
        raise UsageError(f"{text!r} holds no word to search for", "give letters or digits")
    return ask(desk, SEARCH, words=words, whole=" ".join(words))


def search(desk: Desk, text: str, limit: int = 0) -> Answer:
    """What bears these words: each with the field that matched; all of them when `limit` is 0.

    Raises NotInData when nothing does.
    """
    rows = found(desk, text)
    unseen = _unseen(desk)
    if not rows:
        raise NotInData(
            f"nothing in the book bears the words {text!r}",
            f"not loaded: {', '.join(unseen)}" if unseen else "try the first letters of one word",
        )
    answer = desk.answer(
        "search/1", {"verb": "search", "text": text}, rows, missing=unseen, not_looked=unseen
    )
    return answer.limited(limit, by="closeness")


def _unseen(desk: Desk) -> tuple[str, ...]:
    """Names can be in either of two tables; holders in either of two more."""
    pairs = ((AsnName, AsnOrg), (Holding, AsnHolding))
    return tuple(
        pair[0].table
        for pair in pairs
        if all(nothing(desk, kind)["state"] in UNSEEN for kind in pair)
    )
