"""Company-name pairs: are these two names one organisation's? Against nomenklatura's logic-v2.

    SAMEHAND_DATA=/path/to/data .venv/bin/python bench/match_names.py

Data: `matching/nomenklatura`, the cases of its name_bench and its frozen run of logic-v2. Its
README scores a pair as a match at .7 or more; F1 of the 220 cases of schema Company is .856.

Protocol. Cases that share a name, directly or through others, are one *component*. The rules and
word lists of `samehand.names` were made looking at the components of even hash; those of odd hash
were not looked at case by case, though their F1 was seen a few times. What is fitted is fitted by
folds: on four fifths of the components, five times, every case judged where it was not seen.
`threshold by folds` fits the threshold only, `numbers by folds` also the weights. `ours at SAME` is
what ships: its threshold is from all cases. Intervals: components drawn again.
"""

import csv
import gzip
import hashlib
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import product
from unittest.mock import patch

import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler

from common import machine, need
from match_common import Numbers, f1, halves, lead, rates, told
from samehand.names import SAME, read, score

THEIRS = 0.7
FOLDS = 5
GRID = [n / 100 for n in range(40, 100)]
NUMBERS = list(product((0.2, 0.35, 0.5), (0.35, 0.5, 0.75, 1.0), (0.0, 0.1, 0.3), (0.5, 0.75, 1.0)))
"""Weights tried: a common word shared, one alone, a number alone, and words alone."""


@dataclass(frozen=True)
class Case:
    """A labelled pair: its schema, both names, whether they match, and logic-v2's score."""

    schema: str
    one: str
    other: str
    match: bool
    theirs: float


def cases(name: str) -> list[Case]:
    """The cases of organisations in a file of the bench."""
    with gzip.open(need("matching", "nomenklatura", name), "rt", encoding="utf-8") as text:
        return [
            Case(
                row["schema"],
                row["name1"],
                row["name2"],
                row["is_match"].lower() == "true",
                float(row.get("score") or 0),
            )
            for row in csv.DictReader(text)
            if row["schema"] in ("Company", "Organization", "LegalEntity")
        ]


def components(every: Iterable[Case]) -> dict[str, str]:
    """The component of every name: names that some case compares, directly or through others."""
    root: dict[str, str] = {}

    def find(name: str) -> str:
        while root.setdefault(name, name) != name:
            name = root[name]
        return name

    for case in every:
        root[find(_plain(case.one))] = find(_plain(case.other))
    return {name: find(name) for name in list(root)}


def _plain(name: str) -> str:
    return name.casefold().strip()


def counts(
    judged: Sequence[tuple[Case, bool]], component: dict[str, str], wanted: Sequence[object]
) -> Numbers:
    """`tp`, `fp`, `fn` of every wanted component."""
    place = {name: n for n, name in enumerate(wanted)}
    rows = np.zeros((len(wanted), 3))
    for case, found in judged:
        at = place.get(component[_plain(case.one)])
        if at is not None:
            rows[at] += (case.match and found, found and not case.match, case.match and not found)
    return rows


def by_folds(
    some: Sequence[Case], tried: Sequence[Sequence[float]], component: dict[str, str]
) -> list[tuple[Case, bool]]:
    """Every case judged by the scores, of those tried, and the threshold best on other folds."""
    fold = np.array([_hash(component[_plain(case.one)]) % FOLDS for case in some])
    match = np.array([case.match for case in some])
    judged = []
    for held in range(FOLDS):
        seen = fold != held
        best = max(
            ((values, least) for values in map(np.array, tried) for least in GRID),
            key=lambda pair: f1_at(match[seen], pair[0][seen], pair[1]),
        )
        judged += [(some[n], bool(best[0][n] >= best[1])) for n in np.flatnonzero(~seen)]
    return judged


def _hash(text: str) -> int:
    return int(hashlib.sha256(text.encode()).hexdigest()[8:16], 16)


def f1_at(match: Numbers, values: Numbers, least: float) -> float:
    """F1 of some scores at a threshold."""
    found = values >= least
    return f1(np.array([(match & found).sum(), (found & ~match).sum(), (match & ~found).sum()]))


def tried(some: Sequence[Case]) -> list[list[float]]:
    """Our scores by other weights than those that ship."""
    found = []
    for shared, alone, number, lacked in NUMBERS:
        with ExitStack() as stack:
            for name, value in (
                ("words.COMMON_SHARED", shared),
                ("words.COMMON_ALONE", alone),
                ("words.NUMBER_ALONE", number),
                ("likeness.ALONE", lacked),
            ):
                stack.enter_context(patch(f"samehand.names.{name}", value))
            found.append(ours(some))
    return found


def judge(some: Sequence[Case], scores: Sequence[float], least: float) -> list[tuple[Case, bool]]:
    """Every case judged by one threshold."""
    return [(case, value >= least) for case, value in zip(some, scores, strict=True)]


def ours(some: Sequence[Case]) -> list[float]:
    return [score(read(case.one), read(case.other)) for case in some]


def plain(scorer: Callable[[str, str], float]) -> Callable[[Sequence[Case]], list[float]]:
    """Scores by letters alone, of names in lower case."""
    return lambda some: [scorer(_plain(case.one), _plain(case.other)) for case in some]


def show(title: str, some: list[Case], component: dict[str, str]) -> None:
    """Figures on all of some cases, on the half that was not looked at, and by folds."""
    scores, theirs = ours(some), [case.theirs for case in some]
    every, (even, odd) = sorted(set(component.values())), halves(component.values())
    print(f"\n{title}: {len(some)} cases, {sum(case.match for case in some)} matches")
    seen = np.array([component[_plain(case.one)] in set(even) for case in some])
    match = np.array([case.match for case in some])
    chosen = max(GRID, key=lambda least: f1_at(match[seen], np.array(scores)[seen], least))
    lines = {
        "all, ours by folds, threshold": counts(
            by_folds(some, [scores], component), component, every
        ),
        "all, ours by folds, numbers": counts(
            by_folds(some, tried(some), component), component, every
        ),
        f"all, ours as it ships ({SAME})": counts(judge(some, scores, SAME), component, every),
        f"odd, ours by the even half ({chosen})": counts(
            judge(some, scores, chosen), component, odd
        ),
    }
    frozen = {
        len(each): counts(judge(some, theirs, THEIRS), component, each) for each in (every, odd)
    }
    for label, rows in lines.items():
        peer = f"  against logic-v2 {lead(rows, frozen[len(rows)])}" if any(theirs) else ""
        print(f"  {label:38} F1 {told(rows)}  {rates(rows.sum(axis=0))}{peer}")
    peers(some, theirs, component)


def peers(some: list[Case], theirs: list[float], component: dict[str, str]) -> None:
    """The same of others: logic-v2 as frozen and by folds, and plain letters by folds."""
    every, (_, odd) = sorted(set(component.values())), halves(component.values())
    for label, wanted in (("all", every), ("odd", odd)):
        if any(theirs):
            rows = counts(judge(some, theirs, THEIRS), component, wanted)
            print(f"  {f'{label}, logic-v2 at {THEIRS}':38} F1 {told(rows)}")
    others = {"logic-v2": theirs, "token_sort": plain(fuzz.token_sort_ratio)(some)}
    others["Jaro-Winkler"] = plain(JaroWinkler.normalized_similarity)(some)
    for name, values in others.items():
        unit = [value / max(1.0, *values) for value in values]
        if any(unit):
            rows = counts(by_folds(some, [unit], component), component, every)
            print(f"  {f'all, {name} by folds, threshold':38} F1 {told(rows)}")


def main() -> None:
    print(__doc__, file=sys.stderr)
    print(machine())
    frozen = cases("contrib__name_bench__run_data__logicv2-frozen.csv.gz")
    whole = cases("contrib__name_bench__cases.csv.gz")
    component = components([*whole, *frozen])
    companies = [case for case in frozen if case.schema == "Company"]
    show("Company, as frozen (the bar: .856)", companies, component)
    show("Company, all cases", [case for case in whole if case.schema == "Company"], component)
    show("Company, Organization and LegalEntity, as frozen", frozen, component)
    started = time.perf_counter()
    for _ in range(20):
        ours(whole)
    spent = (time.perf_counter() - started) / 20 / len(whole)
    print(f"\n{spent * 1e6:.0f} us a pair, reading both names included")


if __name__ == "__main__":
    main()
