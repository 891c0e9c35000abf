"""`related`: who else a holder's links lead to; `why-not`: what does not tie two holders together.

Over the links that a scan found: a holder without one is not unrelated, only not found to be. What no
link could look at is told apart from what was looked at and not found.
"""

from collections.abc import Sequence
from typing import Any

from samehand.api.answers import Answer
from samehand.api.book import Desk
from samehand.api.hand_rows import hand_id, missing, parties, unlooked
from samehand.api.hands import why
from samehand.api.history.subjects import Subject
from samehand.api.history.subjects import subject as subject_of
from samehand.api.lookups.kinds import asked
from samehand.api.lookups.search import found as named
from samehand.api.lookups.states import ask
from samehand.api.progress import Progress, silent
from samehand.api.scanning import Scan, scanned
from samehand.api.telling import told_pairs
from samehand.errors import NotInData
from samehand.resolve import all_links

PAIRS = """
SELECT one, other, bits
FROM pair
WHERE one IN (SELECT unnest(CAST($holders AS VARCHAR[]))) OR other IN (SELECT unnest(CAST($holders AS VARCHAR[])))
ORDER BY bits DESC, one, other
LIMIT 500
"""

PARTIES = """
SELECT holder
FROM party
WHERE split_part(holder, '~', 1) IN (SELECT unnest(CAST($accounts AS VARCHAR[])))
ORDER BY holder
"""

HOLDING = """
SELECT DISTINCT holder
FROM holding
WHERE family = $family AND first <= $last AND last >= $first AND holder IS NOT NULL
ORDER BY holder
"""

NUMBER = """
SELECT DISTINCT holder FROM asn_holding WHERE $asn BETWEEN first_asn AND last_asn AND holder IS NOT NULL
ORDER BY holder
"""


def related(desk: Desk, text: str, progress: Progress = silent) -> Answer:
    """Holders that links lead to from a block, AS, holder, hand or name, the strongest first."""
    made = scanned(desk, progress)
    accounts = accounts_of(desk, text)
    mine = _parties(made, accounts)
    if not mine:
        raise NotInData(
            f"nothing of {text} took part in the scan: {', '.join(accounts) or 'no holder on record'}",
            f"samehand show {text}",
        )
    pairs = made.store.query(PAIRS, holders=mine).to_pylist()
    pairs = [row for row in pairs if not {row["one"], row["other"]} <= set(mine)]
    told = told_pairs(made, [(row["one"], row["other"]) for row in pairs])
    others = [row["other"] if row["one"] in mine else row["one"] for row in pairs]
    known = parties(made, [*others, *mine])
    hands = {member: hand_id(hand.members) for hand in made.hands for member in hand.members}
    rows = []
    for rank, (row, other) in enumerate(zip(pairs, others, strict=True), 1):
        links = [link for link in told[row["one"], row["other"]] if link.counted]
        rows.append(
            {
                "rank": rank,
                "holder": other,
                "name": known.get(other, {}).get("name"),
                "with": row["one"] if other == row["other"] else row["other"],
                "bits": round(row["bits"], 2),
                "families": sorted({link.family for link in links if link.counted > 0}),
                "hand": hands.get(other),
                "says": "; ".join(link.says for link in links[:2]) or "no link that counts",
                "cites": list(dict.fromkeys(cite for link in links[:2] for cite in link.cites))[:6],
            }
        )
    left = missing(made.unseen)
    query = {"verb": "related", "what": text, "holders": mine}
    return desk.answer("related/1", query, rows, missing=left, not_looked=unlooked(made))


def accounts_of(desk: Desk, text: str) -> list[str]:
    """The accounts behind a text of any kind."""
    what = asked(text)
    if what.kind == "name":
        return sorted({row["holder"] for row in named(desk, text) if row["holder"]})
    if what.kind == "asn":
        return [row["holder"] for row in ask(desk, NUMBER, asn=what.value)]
    if what.kind == "block":
        place = what.value
        rows = ask(desk, HOLDING, family=place.family, first=place.first, last=place.last)
        return [row["holder"] for row in rows]
    whose: Subject = subject_of(desk, text)
    return list(whose.holders)


def _parties(made: Scan, accounts: Sequence[str]) -> list[str]:
    plain = sorted({each.partition("~")[0] for each in accounts})
    found = made.store.query(PARTIES, accounts=plain).to_pylist()
    asked_ = {each for each in accounts if "~" in each}
    return [row["holder"] for row in found if not asked_ or row["holder"] in asked_]


def why_not(desk: Desk, one: str, other: str, progress: Progress = silent) -> Answer:
    """Every link of two holders: found, looked at and not found, or not looked at; and what it would take."""
    answer = why(desk, one, other, progress)
    (row,) = answer.results
    made = scanned(desk, progress)
    found = {bar["rule"]: bar for bar in row["bars"]}
    links = [_link(name, found, made) for name in sorted(all_links())]
    order = {"found": 0, "not looked": 1, "looked, not found": 2}
    links.sort(key=lambda link: (order[link["state"]], -abs(link["bits"] or 0), link["rule"]))
    short = max(0.0, -row["total"])
    needs = []
    if row["total"] <= 0:
        needs.append(f"{short:.1f} bits more to be above even odds")
    if len(row["families"]) < 2:
        needs.append("a second family of evidence: one alone never joins two holders")
    result = {
        name: row[name]
        for name in ("one", "other", "one_name", "other_name", "prior", "total", "families")
    }
    result |= {"words": row["words"], "hand": row["hand"], "needs": needs, "links": links}
    query = {**answer.query, "verb": "why-not"}
    return desk.answer(
        "why-not/1",
        query,
        [result],
        evidence=answer.evidence,
        missing=answer.missing,
        not_looked=answer.not_looked,
    )


def _link(name: str, found: dict[str, Any], made: Scan) -> dict[str, Any]:
    """One link, with what it found of the pair, or why it found nothing."""
    rule = all_links()[name]
    bar = found.get(name)
    unseen = made.unseen.get(name, ())
    state = "found" if bar else "not looked" if unseen else "looked, not found"
    says = bar["says"] if bar else f"needs {', '.join(unseen)}" if unseen else rule.title
    return {
        "rule": name,
        "family": rule.family,
        "state": state,
        "bits": bar["counted"] if bar else None,
        "says": says,
        "cites": list(bar["cites"]) if bar else [],
    }
