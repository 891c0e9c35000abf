"""Handing out: addresses and AS numbers in order of date, as a registry does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from samehand.worlds.draft import Block, Draft
from samehand.worlds.plan import Span
from samehand.worlds.space import Space
from samehand.worlds.traffic import HANDED_BACK


def allot(draft: Draft) -> None:
    """Give every block its first address and every AS row its first number."""
    _addresses(draft, draft.blocks, "ipv4")
    _addresses(draft, draft.sixes, "ipv6")
    _as_numbers(draft)


def _addresses(draft: Draft, blocks: list[Block], kind: str) -> None:
    spans = draft.plan.v4 if kind == "ipv4" else draft.plan.v6
    spaces = {registry: Space(free) for registry, free in spans.items()}
    for block in sorted(blocks, key=lambda b: b.day):
        block.first = spaces[draft.registrants[block.owner].registry].take(block.count)
    for registry, space in spaces.items():
        draft.left[registry, kind] = space.left()


def _as_numbers(draft: Draft) -> None:
    by_registry: dict[str, list[int]] = {registry: [] for registry in draft.plan.numbers}
    for key in sorted(range(len(draft.numbers)), key=lambda k: draft.numbers[k].day):
        by_registry[draft.registrants[draft.numbers[key].owner].registry].append(key)
    for registry, keys in by_registry.items():
        ranges = _Run(draft.plan.numbers[registry])
        skipped: list[int] = []
        skips = draft.rng.random(len(keys)) < HANDED_BACK
        for key, skip in zip(keys, skips.tolist(), strict=True):
            if skip:
                skipped.append(ranges.take(1))
            draft.numbers[key].first = ranges.take(draft.numbers[key].count)
        draft.left[registry, "asn"] = [*runs(skipped), *ranges.left()]


class _Run:
    """Spans of numbers used from the lowest up."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans)

    def take(self, count: int) -> int:
        """First of ``count`` numbers in a row."""
        for place, (first, free) in enumerate(self._spans):
            if free >= count:
                self._spans[place] = (first + count, free - count)
                return first
        raise ValueError(f"no {count} AS numbers left in a row; ask for fewer holders")

    def left(self) -> list[Span]:
        """Spans not used."""
        return [span for span in self._spans if span[1]]


def runs(numbers: Iterable[int]) -> Iterator[Span]:
    """Numbers in a row joined to spans.

    >>> list(runs([5, 6, 9]))
    [(5, 2), (9, 1)]
    """
    for _, group in groupby(enumerate(sorted(numbers)), key=lambda pair: pair[1] - pair[0]):
        members = [number for _, number in group]
        yield members[0], len(members)
