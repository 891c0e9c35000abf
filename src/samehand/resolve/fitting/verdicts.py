"""Labels from people's verdicts: a CSV of `one,other,verdict` and, where given, `group`.

A verdict is `same`, `different` or `unsure`; a holder is written as in the book, or as one of its
AS numbers. `group` names the organisation of a pair; without it, pairs that hang together are one.
Transfers that a registry recorded as mergers are verdicts too: `same`. Lines that cannot be used
are set aside with their number and why. `different` wins over `same`.
What fools it: pairs are judged because somebody looked at them, so their share among all pairs
says nothing; a prior cannot be learnt from them.
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from samehand.resolve.fitting.labels import Labels, Pair, ordered, siblings_of
from samehand.store import Store

COLUMNS = ("one", "other", "verdict")
WORDS = ("same", "different", "unsure")


@dataclass(frozen=True, slots=True)
class Verdict:
    """A pair as somebody judged it."""

    pair: Pair
    verdict: str
    group: str


def is_verdicts(first_line: str) -> bool:
    """Whether a file that begins so is one of verdicts.

    >>> is_verdicts("one,other,verdict,group"), is_verdicts("# format:org_id|changed")
    (True, False)
    """
    names = [name.strip().strip('"').lower() for name in first_line.lstrip("\ufeff").split(",")]
    return names[: len(COLUMNS)] == list(COLUMNS)


def labels_of_verdicts(store: Store, text: str, left_out: frozenset[str] = frozenset()) -> Labels:
    """The labels of a CSV, for a store whose parties have been derived."""
    holders, numbers = _known(store)
    aside: list[str] = []
    told = list(_read(text, partial(_holder, holders, numbers), aside.append))
    used = [each for each in told if not left_out & set(each.pair)]
    different = frozenset(each.pair for each in used if each.verdict == "different")
    same = [each for each in used if each.verdict == "same"]
    both = {each.pair for each in same} & different
    aside += [f"{one} and {other} are said to be both; two is believed" for one, other in both]
    groups = _groups(each.pair for each in same if each.pair not in different)
    siblings = siblings_of(
        ((each.group or groups.get(each.pair[0], ""), each.pair) for each in same), different
    )
    return Labels(
        siblings=siblings,
        different=different,
        holders=_all_of(numbers, used) - left_out,
        closed=False,
        set_aside=tuple(sorted(aside)),
    )


def _known(store: Store) -> tuple[frozenset[str], Mapping[int, str]]:
    """Every holder, and the holder of each AS number."""
    every = store.query("SELECT holder FROM party").column("holder").to_pylist()
    rows = store.query("SELECT asn, holder FROM as_part ORDER BY asn, holder").to_pydict()
    return frozenset(every), dict(zip(rows["asn"], rows["holder"], strict=True))


def _all_of(numbers: Mapping[int, str], used: Iterable[Verdict]) -> frozenset[str]:
    """Holders with AS numbers, among which links look, and all that were judged."""
    return frozenset(numbers.values()) | {each for told in used for each in told.pair}


def _holder(holders: frozenset[str], numbers: Mapping[int, str], word: str) -> str | None:
    """A holder of the book, as a verdict writes it."""
    if word[:2].upper() == "AS" and word[2:].isdigit():
        return numbers.get(int(word[2:]))
    return word if word in holders else None


def _read(
    text: str, holder: Callable[[str], str | None], aside: Callable[[str], None]
) -> Iterator[Verdict]:
    rows = csv.DictReader(text.lstrip("\ufeff").splitlines())
    rows.fieldnames = [name.strip().lower() for name in rows.fieldnames or ()]
    for row in rows:
        cells = {name: str(value or "").strip() for name, value in row.items() if name}
        verdict = cells.get("verdict", "").lower()
        ends = [holder(cells.get(end, "")) for end in ("one", "other")]
        if why := _fault(cells, verdict, ends):
            aside(f"line {rows.line_num}: {why}")
        elif ends[0] and ends[1]:
            yield Verdict(ordered(ends[0], ends[1]), verdict, cells.get("group", ""))


def _fault(cells: Mapping[str, str], verdict: str, ends: list[str | None]) -> str:
    if verdict not in WORDS:
        return f"{verdict or 'nothing'!r} is no verdict: one of {', '.join(WORDS)}"
    for end, found in zip(("one", "other"), ends, strict=True):
        if not found:
            return f"{cells.get(end) or 'nothing'!r} is no holder of this book"
    return "both are one holder" if ends[0] == ends[1] else ""


def _groups(pairs: Iterable[Pair]) -> dict[str, str]:
    """The first holder of all that hang together with each."""
    first: dict[str, str] = {}

    def root(holder: str) -> str:
        while first.setdefault(holder, holder) != holder:
            holder = first[holder]
        return holder

    for one, other in pairs:
        low, high = ordered(root(one), root(other))
        first[high] = low
    return {holder: root(holder) for holder in list(first)}
