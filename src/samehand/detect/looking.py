"""Look with every detector in a store, and add up what they found of each subject.

Findings that rest on the same lines count once, the strongest; across grounds bits add. Tables
kept: one for each detector, and `detected` (a row for each finding of a subject).

A detector *needs* some of the tables it reads; the others only explain findings away. Without one
of those it looks all the same, and that is told beside what it found.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from samehand.detect import all_blinds
from samehand.detect.weights import Weights
from samehand.rules import Rule, lay
from samehand.store import Store
from samehand.tables import Row
from samehand.tables.registry import AsnHolding, AsnName, AsnOrg, Designation, Holding
from samehand.tables.routing import AsnRelation, RouteObject
from samehand.tables.rpki import Vrp
from samehand.tables.use import UseLabel

Told = Callable[[str, int, int], None]

EXPLAINS: frozenset[type[Row]] = frozenset({AsnName, AsnOrg, AsnRelation, UseLabel, Designation})
"""Tables that explain findings away, and give none by themselves."""

NEEDED: dict[str, tuple[frozenset[type[Row]], ...]] = {
    "vpn-use": (frozenset({UseLabel}),),
    "stranger-object": (frozenset({RouteObject, Vrp}),),
}
"""Of these detectors also: one of each group of tables at least."""

PARTLY: dict[str, frozenset[type[Row]]] = {
    "co-awakening": frozenset({Holding, AsnHolding}),
    "dormant-revival": frozenset({Holding, AsnHolding}),
    "listed-then-moved": frozenset({AsnHolding}),
    "stranger-object": frozenset({RouteObject, Vrp}),
}
"""Of these detectors some bins do without: who announces a block as before needs no holder."""

ADDED = """
SELECT kind, subject, sum(bits) AS bits, count(*) AS findings
FROM (
  SELECT kind, subject, ground, max(bits) AS bits FROM detected GROUP BY kind, subject, ground
) AS strongest
GROUP BY kind, subject
"""


def look(store: Store, detectors: Mapping[str, Rule[Any]], told: Told) -> None:
    """Keep what every detector finds as a table of its own."""
    lay((step for rule in detectors.values() for step in rule.needs), store)
    for done, rule in enumerate(detectors.values()):
        told(f"looking for {rule.name}", done, len(detectors))
        rule.look(store)
    told("looked", len(detectors), len(detectors))


def weigh(store: Store, detectors: Mapping[str, Rule[Any]], weights: Weights) -> None:
    """Keep `detected` and `detected_bits` in the store; the detectors must have looked."""
    weights.lay(store)
    found = " UNION ALL ".join(
        f"SELECT '{rule.subject[0]}' AS kind, CAST({rule.subject[0]} AS VARCHAR) AS subject,"
        f" '{rule.name}' AS rule, '{rule.ground}' AS ground, bin FROM {rule.found_in}"
        for rule in detectors.values()
    )
    store.derive(
        "detected",
        "SELECT found.*, detect_weight.bits FROM (" + found + ") AS found"
        " JOIN detect_weight ON detect_weight.rule = found.rule AND detect_weight.bin = found.bin",
    )
    store.derive("detected_bits", ADDED)


def unseen(
    store: Store, detectors: Mapping[str, Rule[Any]], looked: Collection[type[Row]] = ()
) -> dict[str, tuple[str, ...]]:
    """Detectors that could not look, with the tables they need that hold nothing.

    `looked` are tables that were filled for the question, so that nothing in them is an answer.
    """
    empty = _empty(store, detectors, looked)
    missing = {name: _lacking(rule, empty) for name, rule in detectors.items()}
    return {name: tables for name, tables in missing.items() if tables}


def _empty(
    store: Store, detectors: Mapping[str, Rule[Any]], looked: Collection[type[Row]]
) -> set[type[Row]]:
    """The tables that any of these reads and that hold nothing by the clock."""
    read = {kind for rule in detectors.values() for kind in rule.reads} - set(looked)
    return {kind for kind in read if not store.holds(kind.table)}


def _lacking(rule: Rule[Any], empty: set[type[Row]]) -> tuple[str, ...]:
    groups = NEEDED.get(rule.name, ())
    either: set[type[Row]] = {kind for group in groups for kind in group}
    plain = empty - EXPLAINS - either - PARTLY.get(rule.name, frozenset())
    gone = {kind for group in groups if group <= empty for kind in group}
    return tuple(kind.table for kind in rule.reads if kind in plain | gone)


def not_looked(
    store: Store, detectors: Mapping[str, Rule[Any]], looked: Collection[type[Row]] = ()
) -> tuple[str, ...]:
    """In words, by what was missing: what could not be looked at, and what could not be explained.

    The detectors must have looked: where they could look in part only is asked of their steps.
    """
    empty = _empty(store, detectors, looked)
    blind = unseen(store, detectors, looked)
    told: dict[str, list[str]] = {}
    for name, tables in blind.items():
        told.setdefault(f"not loaded: {', '.join(tables)}", []).append(name)
    for name, rule in detectors.items():
        for kind in rule.reads if name not in blind else ():
            if kind in empty:
                told.setdefault(_without(kind), []).append(name)
    for each in all_blinds().values():
        if asked := [name for name in each.rules if name in detectors and name not in blind]:
            for what in each.told(store):
                told.setdefault(f"not looked at: {what}", []).extend(asked)
    return tuple(f"{says} ({', '.join(dict.fromkeys(names))})" for says, names in told.items())


def _without(kind: type[Row]) -> str:
    if kind in EXPLAINS:
        return f"looked without {kind.table}, which would explain some of it away"
    return f"looked in part only, without {kind.table}"
