"""Labelled siblings: holders of 2017 whose AS numbers share one organisation in the list of 2024.

Left out: AS numbers given to somebody else since (no word of the old name or handle is in the
new ones) and the holders of the real case. A pair of an organisation with n holders counts 2/n,
so that an organisation weighs as many pairs as it has holders, not as their square.
"""

import gzip
import re
from dataclasses import dataclass
from itertools import combinations

from common import case_members, need
from samehand.store.duck import DuckStore

LIST = ("world-2024-01-01", "20240101.as-org2info.txt.gz")
LARGEST = 40  # organisations with more holders are carriers' customer lists, not one hand
TRADE = frozenset(
    [
        "inc",
        "llc",
        "ltd",
        "the",
        "net",
        "network",
        "networks",
        "asn",
        "limited",
        "company",
        "corporation",
        "corp",
    ]
)


@dataclass(frozen=True, slots=True)
class Sibling:
    """A labelled pair, its organisation, and how much it counts."""

    one: str
    other: str
    organisation: str
    counts: float


@dataclass(frozen=True, slots=True)
class Labels:
    """Labelled pairs, and all holders that could have been in one."""

    pairs: tuple[Sibling, ...]
    holders: frozenset[str]


def siblings(store: DuckStore) -> Labels:
    """The labels for a store in which parties have been derived."""
    numbers, names = _list_of_2024()
    case = case_members()
    holders: set[str] = set()
    organisations: dict[str, set[str]] = {}
    rows = store.query(
        "SELECT holder, asn, coalesce(handle, '') AS handle, coalesce(name, '') AS name FROM as_part"
    )
    for row in rows.to_pylist():
        if row["holder"] in case or row["asn"] not in numbers:
            continue
        handle, org = numbers[row["asn"]]
        holders.add(row["holder"])
        if _same(
            f"{row['handle']} {row['name']}",
            f"{handle} {names.get(org, '')}",
            row["handle"],
            handle,
        ):
            organisations.setdefault(org, set()).add(row["holder"])
    pairs = [
        Sibling(one, other, org, 2 / len(held))
        for org, held in sorted(organisations.items())
        if 2 <= len(held) <= LARGEST
        for one, other in combinations(sorted(held), 2)
    ]
    return Labels(tuple(pairs), frozenset(holders))


def _same(old: str, new: str, old_handle: str, new_handle: str) -> bool:
    prefix = old_handle[:4].lower()
    return bool(_words(old) & _words(new)) or (bool(prefix) and prefix == new_handle[:4].lower())


def _words(text: str) -> set[str]:
    return {word for word in re.split(r"[^a-z0-9]+", text.lower()) if len(word) >= 3} - TRADE


def _list_of_2024() -> tuple[dict[int, tuple[str, str]], dict[str, str]]:
    """AS number to (handle, organisation id), and organisation id to name."""
    numbers: dict[int, tuple[str, str]] = {}
    names: dict[str, str] = {}
    of_numbers = False
    with gzip.open(need(*LIST), "rt", errors="replace") as lines:
        for line in lines:
            field = line.rstrip("\n").split("|")
            if line.startswith("# format:"):
                of_numbers = line.startswith("# format:aut")
            elif line[0] != "#" and of_numbers:
                numbers[int(field[0])] = (field[2], field[3])
            elif line[0] != "#":
                names[field[0]] = field[2]
    return numbers, names
