"""`grep`: what a text names, each looked up in the book; what is not in it is listed, too.

Beside the forms of `entities`, names of organisations that the book knows are found: whole names,
in any case and legal form. Fooled by names that are common words: a name of one word counts only where
the text writes it with a capital and it is long enough not to be one by chance.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from samehand.api.answers import Answer
from samehand.api.book import Desk
from samehand.api.finding.entities import Entity, entities
from samehand.api.lookups.states import ask
from samehand.errors import UsageError
from samehand.values.asns import asn
from samehand.values.blocks import block
from samehand.values.names import key

BLOCKS = """
SELECT family, first, last, holder, status, registry, cite
FROM holding
WHERE family = $family AND first <= $last AND last >= $first
ORDER BY last - first, first, cite
LIMIT 3
"""

NUMBERS = """
SELECT asked.asn, any_value(held.holder) AS holder, any_value(named.name) AS name,
       any_value(coalesce(named.cite, held.cite)) AS cite
FROM (SELECT unnest(CAST($asns AS BIGINT[])) AS asn) AS asked
LEFT JOIN (SELECT first_asn, last_asn, holder, cite FROM asn_holding) AS held
  ON asked.asn BETWEEN held.first_asn AND held.last_asn
LEFT JOIN (SELECT asn, coalesce(name, handle) AS name, cite FROM asn_name) AS named
  ON named.asn = asked.asn
GROUP BY asked.asn
"""

HOLDERS = """
SELECT holder, count(*) AS records, min(cite) AS cite
FROM (
  SELECT holder, cite FROM holding
  UNION ALL
  SELECT holder, cite FROM asn_holding
)
WHERE holder IN (SELECT unnest(CAST($holders AS VARCHAR[])))
GROUP BY holder
"""

NAMES = """
SELECT name_key, min(name) AS name, list(DISTINCT 'AS' || asn ORDER BY 'AS' || asn) AS asns, min(cite) AS cite
FROM asn_name
WHERE name_key IN (SELECT unnest(CAST($keys AS VARCHAR[])))
GROUP BY name_key
ORDER BY name_key
"""

HANDLES = """
SELECT handle, min(cite) AS cite, list(DISTINCT says ORDER BY says) AS says
FROM (
  SELECT handle, cite, 'AS' || asn || ' in ' || list AS says FROM asn_name
  UNION ALL
  SELECT org, cite, 'organisation of AS' || asn FROM asn_org
  UNION ALL
  SELECT org, cite, 'organisation of a whois record at ' || registry FROM registration
  UNION ALL
  SELECT maintainer, cite, 'maintainer of a whois record at ' || registry FROM registration
  UNION ALL
  SELECT maintainer, cite, 'maintainer of route objects in ' || list FROM route_object
)
WHERE handle IN (SELECT unnest(CAST($handles AS VARCHAR[])))
GROUP BY handle
"""

FOUND, ABSENT = "found", "not in our data"
MOST_WORDS = 6  # of a name: the longest names of the AS lists have about so many that distinguish
LEAST_LETTERS = 6  # of a name of one word: shorter ones are common words too often
LEAST_FORMED = 3  # of one that a legal form follows: "Abc LLC" is a name, "We Ltd" may be none
_WORD = re.compile(r"[^\W_][\w.&'-]*")


def grep(desk: Desk, text: str) -> Answer:
    """Every entity of a text, with what the book says of it in a line."""
    if not text.strip():
        raise UsageError("the text is empty", "samehand grep FILE, or text on standard input")
    rows = looked_up(desk, text)
    absent = sum(row["state"] == ABSENT for row in rows)
    query = {"verb": "grep", "letters": len(text), "entities": len(rows), "not_in_our_data": absent}
    return desk.answer("grep/1", query, rows)


def looked_up(desk: Desk, text: str) -> list[dict[str, Any]]:
    """The entities of a text as rows, known names after those told by their form."""
    found = entities(text)
    rows = [
        *_blocks(desk, found),
        *_numbers(desk, found),
        *_holders(desk, found),
        *_handles(desk, found),
    ]
    order = {(each.kind, each.subject): n for n, each in enumerate(found)}
    rows.sort(key=lambda row: order[row["kind"], row["subject"]])
    return [*rows, *_names(desk, text)]


def _of(found: Iterable[Entity], kind: str) -> list[Entity]:
    return [each for each in found if each.kind == kind]


def _row(
    each: Entity, says: str, cites: Sequence[str], holder: str | None = None
) -> dict[str, Any]:
    return {
        "kind": each.kind,
        "subject": each.subject,
        "text": each.text,
        "lines": list(each.lines),
        "state": FOUND if says else ABSENT,
        "holder": holder,
        "says": says or ABSENT,
        "cites": list(cites),
    }


def _blocks(desk: Desk, found: Iterable[Entity]) -> list[dict[str, Any]]:
    rows = []
    for each in _of(found, "block"):
        place = block(each.subject)
        told = ask(desk, BLOCKS, family=place.family, first=place.first, last=place.last)
        says = "; ".join(dict.fromkeys(_held(row) for row in told))
        rows.append(
            _row(each, says, [row["cite"] for row in told], told[0]["holder"] if told else None)
        )
    return rows


def _held(row: dict[str, Any]) -> str:
    return f"held by {row['holder']}" if row["holder"] else f"{row['status']} at {row['registry']}"


def _numbers(desk: Desk, found: Iterable[Entity]) -> list[dict[str, Any]]:
    asked = _of(found, "asn")
    told = {}
    if asked:
        numbers = [asn(each.subject) for each in asked]
        told = {f"AS{row['asn']}": row for row in ask(desk, NUMBERS, asns=numbers)}
    rows = []
    for each in asked:
        row = told[each.subject]
        parts = [row["name"], row["holder"] and f"held by {row['holder']}"]
        says = ", ".join(part for part in parts if part)
        rows.append(_row(each, says, [row["cite"]] if row["cite"] else [], row["holder"]))
    return rows


def _holders(desk: Desk, found: Iterable[Entity]) -> list[dict[str, Any]]:
    asked = _of(found, "holder")
    names = [each.subject for each in asked]
    told = {row["holder"]: row for row in ask(desk, HOLDERS, holders=names)} if asked else {}
    rows = []
    for each in asked:
        row = told.get(each.subject)
        says = f"{row['records']:,} records of it" if row else ""
        rows.append(_row(each, says, [row["cite"]] if row else [], each.subject if row else None))
    return rows


def _handles(desk: Desk, found: Iterable[Entity]) -> list[dict[str, Any]]:
    asked = _of(found, "handle")
    names = [each.subject for each in asked]
    told = {row["handle"]: row for row in ask(desk, HANDLES, handles=names)} if asked else {}
    rows = []
    for each in asked:
        row = told.get(each.subject)
        says = ", ".join(row["says"][:3]) if row else ""
        rows.append(_row(each, says, [row["cite"]] if row else []))
    return rows


def _names(desk: Desk, text: str) -> list[dict[str, Any]]:
    """Names of organisations that the book knows and the text writes out, the longest first."""
    spans = _spans(text)
    rows = {row["name_key"]: row for row in ask(desk, NAMES, keys=sorted(spans))} if spans else {}
    told: list[dict[str, Any]] = []
    for name_key in sorted(rows, key=lambda each: (-len(each.split()), spans[each][1][0], each)):
        written, lines = spans[name_key]
        if any(set(name_key.split()) < set(key(row["text"]).split()) for row in told):
            continue  # part of a longer name that was found
        row = rows[name_key]
        says = f"{row['name']}: {', '.join(row['asns'][:3])}"
        told.append(
            _row(
                Entity("name", row["name"], written, tuple(dict.fromkeys(lines))),
                says,
                [row["cite"]],
            )
        )
    return told


def _spans(text: str) -> dict[str, tuple[str, list[int]]]:
    """Runs of words by the key they would have as a name, with the text and lines of each."""
    spans: dict[str, tuple[str, list[int]]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        words = _WORD.findall(line)
        for start in range(len(words)):
            for end in range(start + 1, min(len(words), start + MOST_WORDS) + 1):
                run = words[start:end]
                name_key = key(" ".join(run))
                if name_key and _likely(run, name_key):
                    spans.setdefault(name_key, (" ".join(run), []))[1].append(number)
    return spans


def _likely(run: Sequence[str], name_key: str) -> bool:
    """Whether a run of words may be a name: begins with a capital; one word alone is long, or formed."""
    if not run[0][:1].isupper():
        return False
    kept = len(name_key.split())
    formed = len(run) > kept and len(name_key) >= LEAST_FORMED
    return kept > 1 or formed or len(name_key) >= LEAST_LETTERS
