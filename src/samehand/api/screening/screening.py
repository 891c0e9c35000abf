"""`screen`: applications against the book, one row each, before anything is handed out.

The bits, the prior, the weights and the levels are those of the scan: an application that was on
record would show the same. What it shares is told with how many share it and in which role; nothing
here says what anybody meant.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from samehand.api.answers import Answer
from samehand.api.book import Desk
from samehand.api.hand_rows import hand_id
from samehand.api.hands import Exhibits
from samehand.api.progress import Progress, silent
from samehand.api.screening.applications import Application
from samehand.api.screening.explanations import explanations
from samehand.api.screening.found import Screened, applicant, look, told_of
from samehand.api.screening.index import Index, index_of
from samehand.api.screening.joining import Joined, joined, strongest
from samehand.api.screening.registers import registered
from samehand.api.screening.shared import shared, unlooked
from samehand.api.screening.telling import links_of
from samehand.api.telling import Told
from samehand.errors import UsageError
from samehand.resolve.levels import level_of

if TYPE_CHECKING:
    from samehand.api.screening.policies import Policy

RELATED = 10  # holders told of one applicant: those that follow add nothing to the decision
WORDS = {True: "consistent with one hand", False: "not enough to say"}


@dataclass(frozen=True, slots=True)
class Looked:
    """All that was looked up for some applications at once."""

    desk: Desk
    screened: Screened
    told: tuple[Application, ...]
    links: Mapping[str, Mapping[str, list[Told]]]  # applicant: other: links
    totals: Mapping[str, Mapping[str, dict[str, Any]]]
    hands: Mapping[str, Joined]
    shares: Mapping[str, list[dict[str, Any]]]
    parties: Mapping[str, dict[str, Any]]
    in_hand: Mapping[str, str]


def screen(
    desk: Desk,
    told: Sequence[Application],
    policy: Path | None = None,
    progress: Progress = silent,
) -> Answer:
    """Who shares anything with each applicant, which hand it would join, and what rules say."""
    if not told:
        raise UsageError("there is no application", "give a file with at least one")
    rules = _rules(policy)
    index = index_of(desk, progress)
    known = looked(desk, index, tuple(told))
    evidence = Exhibits()
    rows = [row_of(known, n, evidence) for n in range(len(told))]
    _register(known, rows)
    if rules:
        from samehand.api.screening.ruled import add_rules

        add_rules(known.screened.store, told, rows, rules)
    unseen = unlooked(desk, known.screened, told)
    query = {
        "verb": "screen",
        "applications": len(rows),
        "policy": policy.name if policy else None,
        "prior": desk.weighing.prior,
        "reached": {
            name: sum(row["level"] == name for row in rows)
            for name in ("possible", "likely", "strong")
        },
        "restricted": desk.permit is not None,
    }
    return desk.answer(
        "screen/1",
        query,
        rows,
        evidence=evidence.all,
        missing=unseen.missing,
        not_looked=unseen.says,
    )


def _rules(policy: Path | None) -> "tuple[Policy, ...]":
    """The rules of a file; what rules need is imported where there are some."""
    if policy is None:
        return ()
    from samehand.api.screening.policies import read_policies

    return read_policies(policy)


def looked(desk: Desk, index: Index, told: tuple[Application, ...]) -> Looked:
    """Look up everything of some applications at once."""
    screened = look(index, told, desk.weighing)
    accounts = {applicant(n): each.applicant for n, each in enumerate(told) if each.applicant}
    hands = joined(screened, accounts)
    totals: dict[str, dict[str, dict[str, Any]]] = {}
    for row in screened.store.rows("SELECT * FROM pair ORDER BY bits DESC, total DESC, other"):
        totals.setdefault(row["one"], {})[row["other"]] = row
    shown = {name: _shown(each, hands.get(name), name) for name, each in totals.items()}
    others = {other for each in shown.values() for other in each}
    members = {m for each in hands.values() for m in each.hand.members}
    return Looked(
        desk,
        screened,
        told,
        links_of(index, screened, shown),
        {name: {other: totals[name][other] for other in each} for name, each in shown.items()},
        hands,
        shared(screened),
        told_of(screened, {*others, *members}),
        _in_hands(screened, others),
    )


def _shown(totals: Mapping[str, dict[str, Any]], made: Joined | None, name: str) -> list[str]:
    """The holders to tell of: whom the applicant hangs on, then the heaviest."""
    held = [other for _, other in strongest(made.hand, name)] if made else []
    rest = [other for other, row in totals.items() if row["families"] and other not in held]
    return [*(each for each in held if each in totals), *rest][:RELATED]


def _in_hands(screened: Screened, others: set[str]) -> dict[str, str]:
    rows = screened.store.rows("SELECT holder, hand FROM picked_member")
    return {row["holder"]: row["hand"] for row in rows if row["holder"] in others}


def row_of(on: Looked, number: int, evidence: Exhibits) -> dict[str, Any]:
    """One application as a row of the answer; what registers and rules say is added after."""
    each, name = on.told[number], applicant(number)
    made = on.hands.get(name)
    related = [_related(on, name, other, evidence) for other in on.links.get(name, {})]
    best = max((row["total"] for row in related), default=0.0)
    weight = max(made.hand.weight, best) if made else best
    day = each.day or on.desk.clock.as_of
    values = on.shares.get(name, [])
    rules = {bar["rule"] for row in related for bar in row["bars"] if bar["counted"] > 0}
    return {
        "application": each.called,
        "name": each.name,
        "applicant": each.applicant or None,
        "day": day.isoformat(),
        "level": level_of(round(weight, 1)),
        "weight": round(weight, 1),
        "reading": made.hand.reading if made else _reading(related),
        "hand": _hand_row(on, name, made),
        "strongest": _strongest(related),
        "shares": values,
        "related": related,
        "register": None,
        "policy": [],
        "explanations": explanations(rules, [v for v in values if v["ties"] is False]),
        "fields": {field: list(given) for field, given in each.fields.items()},
        **({"restricted": True} if on.desk.permit else {}),
    }


def _reading(related: Sequence[Mapping[str, Any]]) -> str:
    """Whether the strongest pair bears one name; nothing where nothing was found."""
    if not related:
        return ""
    return "declared" if "name" in related[0]["families"] else "undeclared"


def _strongest(related: Sequence[Mapping[str, Any]]) -> str:
    """The link that counts most with the holder that most ties the applicant to."""
    bars = related[0]["bars"] if related else []
    return f"with {related[0]['name'] or related[0]['holder']}: {bars[0]['says']}" if bars else ""


def _related(on: Looked, name: str, other: str, evidence: Exhibits) -> dict[str, Any]:
    """A holder, from the prior, bar by bar, to the total: as `why` tells two holders."""
    told, row = on.links[name][other], on.totals[name][other]
    families = sorted({x.family for x in told if x.counted > 0 and x.family != "against"})
    return {
        "holder": other,
        "name": on.parties[other]["name"] or "",
        "total": round(row["bits"], 2),
        "sum": round(row["total"], 2),
        "families": families,
        "words": WORDS[row["bits"] > 0],
        "hand": on.in_hand.get(other),
        "prior": on.screened.prior,
        "bars": [evidence.add(link) for link in told],
    }


def _hand_row(on: Looked, name: str, made: Joined | None) -> dict[str, Any] | None:
    """The hand with the applicant in it, the hands it is made of, and whom the applicant hangs on."""
    if made is None:
        return None
    members = [each for each in made.hand.members if each != name]
    return {
        "hand": hand_id(members) if len(members) > 1 else None,
        "weight": round(made.hand.weight, 1),
        "reading": made.hand.reading,
        "parts": {
            "links": round(made.hand.links, 1),
            "intake": round(made.hand.intake, 1),
            "closed": round(made.hand.closed, 2),
        },
        "before": [{"hand": hand, "weight": weight} for hand, weight in made.before],
        "holds": [
            {"holder": other, "bits": round(bits, 2)} for bits, other in strongest(made.hand, name)
        ],
        "members": [
            {
                "holder": each,
                "name": on.parties[each]["name"] or "",
                "addresses": on.parties[each]["addresses"],
            }
            for each in members
        ],
    }


def _register(on: Looked, rows: list[dict[str, Any]]) -> None:
    told = registered(on.screened, on.told, on.desk.clock.as_of)
    for row, card in zip(rows, told, strict=True):
        row["register"] = card
