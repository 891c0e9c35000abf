"""Look for every link in a store: those that propose pairs first, then those asked of the pairs."""

from collections.abc import Callable, Mapping
from typing import Any

from samehand.resolve.steps.candidates import lay_candidates
from samehand.rules import Rule, lay
from samehand.store import Store

Told = Callable[[str, int, int], None]


def look(store: Store, links: Mapping[str, Rule[Any]], told: Told) -> None:
    """Keep what every link finds as a table of its own."""
    proposing = [rule for rule in links.values() if not rule.proposed]
    asked = [rule for rule in links.values() if rule.proposed]
    done = 0
    laid: tuple[str, ...] = ()
    for rules in (proposing, asked):
        laid = lay((step for rule in rules for step in rule.needs), store, laid)
        if rules is asked:
            lay_candidates(store, proposing)
        for rule in rules:
            told(f"looking for {rule.name}", done, len(links))
            rule.look(store)
            done += 1
    told("looked", done, len(links))


def unseen(store: Store, links: Mapping[str, Rule[Any]]) -> dict[str, tuple[str, ...]]:
    """Links that could not look, with the tables that hold nothing for them by the store's clock."""
    read = {kind for rule in links.values() for kind in rule.reads}
    empty = {kind for kind in read if not store.holds(kind.table)}
    missing = {
        name: tuple(kind.table for kind in rule.reads if kind in empty)
        for name, rule in links.items()
    }
    return {name: tables for name, tables in missing.items() if tables}
