"""Pairs that some link proposed: behaviour and counter-evidence are looked at only there.

Comparing the behaviour of every holder with every other's would find likeness by chance; asked
of pairs that routing, a transfer or a name already joins, it is independent evidence.
"""

from collections.abc import Iterable
from typing import Any

from samehand.rules import Rule
from samehand.store import Store

ROUTED = ("routing", "transfer")  # the families whose pairs counter-evidence is fitted on


def that_found(store: Store, rules: Iterable[Rule[Any]]) -> list[Rule[Any]]:
    """Those of the rules that found any pair; one of them where none did.

    Holders kept once each stay so in what tables of them are put together to, but not beside an
    empty table that keeps them as texts.
    """
    looked = list(rules)
    any_of = (f"(SELECT '{rule.name}' AS rule FROM {rule.found_in} LIMIT 1)" for rule in looked)
    found = set(store.query(" UNION ALL ".join(any_of)).column("rule").to_pylist())
    return [rule for rule in looked if rule.name in found] or looked[:1]


def lay_candidates(store: Store, proposing: Iterable[Rule[Any]]) -> None:
    """Keep the pairs that these rules found as the table `candidate`."""
    found = " UNION ALL ".join(
        f"SELECT one, other, {'TRUE' if rule.family in ROUTED else 'FALSE'} AS routed"
        f" FROM {rule.found_in}"
        for rule in that_found(store, proposing)
    )
    store.derive(
        "candidate",
        f"SELECT one, other, bool_or(routed) AS routed FROM ({found}) AS found GROUP BY one, other",
    )
