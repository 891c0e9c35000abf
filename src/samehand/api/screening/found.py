"""The links of a few applicants with all holders, by the very rules, weights and sum of a scan.

The rules look in tables cut down to what the applicants state (`slices`), so that what is found of
a thousand applicants takes seconds on a book of any size. Rules of routing, behaviour and transfers
need a record: of an applicant that is a holder already, what the scan found of it counts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from samehand.api.screening import slices
from samehand.api.screening.applications import Application, Value
from samehand.api.screening.companies import lay_companies, lay_companies_of_candidates, places
from samehand.api.screening.forms import officer
from samehand.api.screening.index import Index
from samehand.api.screening.parts import MOST_BEARERS, SHELVES
from samehand.api.screening.slices import FIRST
from samehand.resolve import all_links
from samehand.resolve.steps.candidates import lay_candidates
from samehand.resolve.weigh import add_up, lay_found, lay_linked
from samehand.resolve.weights import Weights
from samehand.rules import Rule, numbers_of
from samehand.store.duck import DuckStore
from samehand.values import addresses, names

SLICED = frozenset({"sharing", "inside_sharing", "holder_company", "officer_role", "address_role"})
"""The steps that are cut down: rules that need no other can look for an applicant."""
BY_NAME = "shared-name"
"""Looks among names, for one applicant at a time."""


@dataclass(frozen=True, slots=True)
class Screened:
    """Applicants looked at: a store of what was found and weighed, and the prior of a pair."""

    store: DuckStore
    prior: float
    rules: tuple[str, ...]  # those that looked


def look(index: Index, told: Sequence[Application], weights: Weights) -> Screened:
    """Look for every link of some applicants, and add it up."""
    store = index.open()
    _lay_applicants(store, told)
    for lying, shared in shelves(store):
        _lay_shelf(store, lying, shared)
    lay_companies(store)
    rules = _rules(store)
    for rule in rules:
        if not rule.proposed and rule.name != BY_NAME:
            _look(store, rule)
    _look_by_name(store, all_links()[BY_NAME])
    lay_candidates(store, [rule for rule in rules if not rule.proposed])
    lay_companies_of_candidates(store)
    for rule in rules:
        if rule.proposed:
            _look(store, rule)
    _weigh(store, {rule.name: rule for rule in rules}, weights)
    return Screened(store, weights.prior, tuple(rule.name for rule in rules))


def applicant(number: int) -> str:
    """The id of an applicant among the holders of a store: before all of theirs."""
    return f"{FIRST}{number:06})"


def shelves(store: DuckStore) -> tuple[tuple[str, str], ...]:
    """The shelves of values that an index has: of records, and inside the registry."""
    return tuple(each for each in SHELVES if store.holds(f"all_{each[0]}") or each == SHELVES[0])


def _rules(store: DuckStore) -> list[Rule[Any]]:
    there = SLICED - {shared for _, shared in SHELVES} | {shared for _, shared in shelves(store)}
    return rules_of(there)


def rules_of(there: frozenset[str]) -> list[Rule[Any]]:
    """The rules that can look for an applicant where these steps are cut down to it."""
    able = [rule for rule in all_links().values() if _can_look(rule, there)]
    return [*able, all_links()[BY_NAME]]


def _can_look(rule: Rule[Any], there: frozenset[str]) -> bool:
    """Whether all that a rule looks in is cut down to the applicants.

    Of a shelf only the values that applicants state are there: a rule that compares others cannot look.
    """
    needs = {step.name for step in rule.needs}
    inside = any(kind.is_restricted() for kind in rule.reads)
    shelved = needs & {shared for _, shared in SHELVES}
    of_a_kind = not shelved or hasattr(rule.numbers, "kind")
    return bool(needs) and needs <= there and of_a_kind and (not inside or bool(shelved))


def _table(rows: Sequence[Sequence[Any]], names_of: Sequence[str]) -> pa.Table:
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(names_of)
    told = {}
    for name, column in zip(names_of, columns, strict=True):
        kind = pa.bool_() if name == "inside" else pa.string()
        told[name] = pa.array(column, kind)
    return pa.table(told)


def _lay_applicants(store: DuckStore, told: Sequence[Application]) -> None:
    """Who applies, what each states, and who stands for it."""
    known = [
        (applicant(n), each.applicant, names.key(each.name), each.name)
        for n, each in enumerate(told)
    ]
    store.keep("applying", _table(known, ("applicant", "account", "name_key", "name")))
    stated = [(applicant(n), each.applicant, v) for n, each in enumerate(told) for v in each.values]
    keys = _keys([v for _, _, v in stated])
    rows = [
        (name, account, v.inside, v.kind, key, v.written)
        for (name, account, v), key in zip(stated, keys, strict=True)
        if key
    ]
    names_of = ("applicant", "account", "inside", "kind", "value_key", "value")
    store.keep("stated", _table(rows, names_of))
    stand = [
        (applicant(n), officer(text), text.partition("(")[2].rstrip(") "), text)
        for n, each in enumerate(told)
        for name in ("officer", "agent")
        for text in each.fields.get(name, ())
    ]
    store.keep("officer_stated", _table(stand, ("applicant", "name_key", "born", "written")))


def _keys(values: Sequence[Value]) -> list[str]:
    """The keys of values; those of postal addresses are made all at once, a thousand in a moment."""
    written = [value.key for value in values if value.kind == "address"]
    keyed = iter(addresses.keys_of(written))
    return [next(keyed) if value.kind == "address" else value.key for value in values]


def _lay_shelf(store: DuckStore, lying: str, shared: str) -> None:
    """What the applicants state of one shelf, and who shares it."""
    own = places(store, "SELECT hash(account) AS place FROM applying WHERE account <> ''")
    store.pick("picked_own", f"all_own_{lying}", own)
    store.derive("applied", slices.APPLIED, inside=lying != SHELVES[0][0])
    store.pick("picked_sharing", f"all_{shared}", places(store, "SELECT place FROM applied"))
    numbers = numbers_of(slices.NUMBERS["sharing"])
    store.derive(shared, slices.SHARING, **numbers)
    # What a role's many share ties nobody: who they are is not asked.
    few = f"SELECT hash(kind, plain_key) AS place FROM {shared} WHERE standing <> 'role'"
    store.pick("picked_lying", f"all_{lying}", places(store, few))
    store.derive(lying, slices.HOLDER_VALUE)


APPLICANTS = "SELECT * FROM ({find}) AS told WHERE one < '{first}~'"
"""What a rule finds of applicants, leaving out what it finds of holders among themselves."""


def _look(store: DuckStore, rule: Rule[Any]) -> None:
    find = APPLICANTS.format(find=rule.find, first=FIRST)
    store.derive(rule.found_in, find, **numbers_of(rule.numbers))


def _look_by_name(store: DuckStore, rule: Rule[Any]) -> None:
    """Applicants among the bearers of their words: in turns, for no word may count two applicants."""
    words = (
        "SELECT hash(unnest(string_split(name_key, ' '))) AS place FROM applying"
        " UNION SELECT hash(name_key) FROM applying"
    )
    store.pick("picked_bearing", "all_bearing", places(store, words))
    store.derive("bore", slices.BORE)
    found = []
    for turn in _turns(store) or [[]]:
        store.keep("in_turn", pa.table({"applicant": pa.array(turn, pa.string())}))
        store.derive("as_part", slices.BEARERS)
        _look(store, rule)
        found.append(store.query(f"SELECT * FROM {rule.found_in}"))
    store.keep(rule.found_in, pa.concat_tables(found))


# A word that more bear than can say anything is as common with an applicant as without.
RARE = """
SELECT applicant, word FROM bore
WHERE word IN (SELECT word FROM picked_bearing GROUP BY word HAVING count(DISTINCT holder) < $most)
GROUP BY applicant, word
ORDER BY applicant, word
"""


def _turns(store: DuckStore) -> list[list[str]]:
    """Applicants whose name anybody else bears in part, in groups of which no two share a rare word."""
    borne: dict[str, set[str]] = {}
    for row in store.rows(RARE, most=MOST_BEARERS):
        borne.setdefault(row["applicant"], set()).add(row["word"])
    turns: list[tuple[list[str], set[str]]] = []
    for each, words in borne.items():
        turn = next((turn for turn in turns if not turn[1] & words), None)
        if turn is None:
            turn = ([], set())
            turns.append(turn)
        turn[0].append(each)
        turn[1].update(words)
    return [applicants for applicants, _ in turns]


# Of an applicant that is a holder: what the scan found of it. Its own records are no other's.
EVERY = """
WITH own AS (
  SELECT applying.applicant AS one, link.other, link.rule, link.bin
  FROM applying
  JOIN picked_link AS link ON split_part(link.holder, '~', 1) = applying.account
), either AS (
  SELECT one, other, rule, bin FROM found
  UNION ALL
  SELECT own.one, own.other, own.rule, min(own.bin) AS bin
  FROM own
  LEFT JOIN found ON found.one = own.one AND found.other = own.other AND found.rule = own.rule
  WHERE found.one IS NULL
  GROUP BY own.one, own.other, own.rule
)
SELECT either.*
FROM either
JOIN applying ON applying.applicant = either.one
WHERE split_part(either.other, '~', 1) <> applying.account
"""

OTHERS = """
SELECT DISTINCT hash(split_part(other, '~', 1)) AS place
FROM (SELECT other FROM candidate UNION ALL SELECT other FROM picked_link) AS found
"""

PARTY = """
SELECT holder, name, account, addresses, first_block, split, surprise FROM picked_known
UNION ALL
SELECT applicant, name, account, 0, NULL, FALSE, 0.0 FROM applying
"""


def _weigh(store: DuckStore, rules: dict[str, Rule[Any]], weights: Weights) -> None:
    """Keep `counted` and `pair`, of applicants and holders, however little they add up to."""
    own = places(store, "SELECT account AS holder, hash(account) AS place FROM applying")
    parts = "SELECT hash(holder) AS place FROM picked_parts"
    store.pick("picked_parts", "all_known", own)
    store.pick("picked_link", "all_link", places(store, parts))
    store.pick("picked_known", "all_known", places(store, OTHERS))
    store.derive("party", PARTY)
    lay_found(store, rules, weights)
    store.derive("every_found", EVERY)
    lay_linked(store, "every_found")
    add_up(store, weights.prior, every=True)


# Members of a hand that no link of an applicant leads to are known from the hand.
TOLD_OF = """
SELECT party.holder, party.name, party.addresses
FROM party
JOIN asked_holder ON asked_holder.holder = party.holder
UNION
SELECT beside.holder, beside.name, beside.addresses
FROM picked_beside AS beside
JOIN asked_holder ON asked_holder.holder = beside.holder
"""


def told_of(screened: Screened, holders: Iterable[str]) -> dict[str, dict[str, Any]]:
    """What is known of some holders, by holder, once their hands were looked up."""
    asked = pa.table({"holder": pa.array(sorted(set(holders)), pa.string())})
    screened.store.keep("asked_holder", asked)
    return {row["holder"]: row for row in screened.store.rows(TOLD_OF)}
