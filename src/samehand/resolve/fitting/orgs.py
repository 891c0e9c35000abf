"""Labels from a list of AS numbers and organisations: holders whose AS numbers share one.

Left out: AS numbers given to somebody else since, where no word of the old name or handle is in
the new ones, and organisations of so many holders that they are a carrier's list of customers.
What fools it: a list knows few of the relations there are, so a pair it does not name may still
be of one organisation.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from samehand.resolve.fitting.labels import Labels, Pair, siblings_of
from samehand.rules import because
from samehand.store import Store


@dataclass(frozen=True)
class OrgNumbers:
    """Which organisations teach, and when is an AS number still the same holder's?"""

    largest: int = because(
        40, "organisations with more holders are carriers' customer lists, not one hand"
    )
    word: int = because(3, "shorter words are in too many names to say anything")
    same_letters: int = because(
        4, "handles of one organisation differ in their endings (-AS, 2, -EU), seldom before"
    )


NUMBERS = OrgNumbers()

TRADE = frozenset(
    "inc llc ltd the net network networks asn limited company corporation corp".split()
)

# `label_list(asn, org, name, handle)` is the list; `as_part` the AS numbers of the book's day.
LISTED = """
SELECT as_part.holder, label_list.org, coalesce(as_part.handle, '') AS old_handle,
       coalesce(as_part.name, '') AS old_name, coalesce(label_list.handle, '') AS new_handle,
       coalesce(label_list.name, '') AS new_name
FROM as_part JOIN label_list USING (asn)
"""


def labels_of_list(store: Store, left_out: frozenset[str] = frozenset()) -> Labels:
    """The labels of the table `label_list` in a store whose parties have been derived."""
    holders: set[str] = set()
    held: dict[str, set[str]] = {}
    under: dict[str, set[str]] = {}
    for row in store.query(LISTED).to_pylist():
        if row["holder"] in left_out:
            continue
        holders.add(row["holder"])
        if _still_the_same(row):
            held.setdefault(row["org"], set()).add(row["holder"])
            under.setdefault(row["holder"], set()).add(row["org"])
    return Labels(
        siblings=siblings_of(_pairs(held)),
        holders=frozenset(holders),
        under={holder: frozenset(orgs) for holder, orgs in under.items()},
    )


def _pairs(held: dict[str, set[str]]) -> Iterator[tuple[str, Pair]]:
    for org, holders in held.items():
        if len(holders) <= NUMBERS.largest:
            for pair in combinations(sorted(holders), 2):
                yield org, pair


def _still_the_same(row: dict[str, Any]) -> bool:
    old, new = (_words(f"{row[f'{age}_handle']} {row[f'{age}_name']}") for age in ("old", "new"))
    start, begins = (row[f"{age}_handle"][: NUMBERS.same_letters].lower() for age in ("old", "new"))
    return bool(old & new) or (bool(start) and start == begins)


def _words(text: str) -> set[str]:
    words = re.split(r"[^a-z0-9]+", text.lower())
    return {word for word in words if len(word) >= NUMBERS.word} - TRADE
