"""Which pairs to judge next: those on which most hangs and of which least is sure, first.

In this order: pairs in a contradiction; pairs once called unsure whose evidence has changed;
links across the weakest cut of a hand, the cheapest first; pairs near even odds. One pair
in twenty is a *control*, drawn at random among all pairs with a link: without them nobody would
learn how often the sure ones are wrong. The draw is by hash, so the same for everybody.

A pair that was judged leaves the queue; one judged `unsure` until its evidence is another.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from samehand.api.hand_rows import hand_id, parties, within
from samehand.api.scanning import Scan
from samehand.api.telling import Pair, digest_of, told_pairs, totals, weighed
from samehand.resolve.cut import weakest_cut
from samehand.rules import because


@dataclass(frozen=True)
class QueueNumbers:
    """What comes into the queue, and how much of it."""

    margin_bits: float = because(3.0, "odds within eight to one: one more link would turn them")
    most: int = because(500, "more than a person judges before the next files come")
    control_every: int = because(20, "five in a hundred: enough to learn from, too few to bore")


NUMBERS = QueueNumbers()

NEAR = """
SELECT one, other FROM pair WHERE abs(bits) <= $margin_bits
ORDER BY abs(bits), one, other LIMIT $most
"""


@dataclass(frozen=True, slots=True)
class Item:
    """A pair to judge, and why it is in the queue."""

    pair: Pair
    reason: str


def queue(made: Scan, numbers: QueueNumbers = NUMBERS) -> list[Item]:
    """The pairs to judge, in order."""
    done = _done(made)
    changed = [Item(pair, "changed") for pair in _changed(made)]
    done -= {item.pair for item in changed}
    told = (*_contradicting(made), *changed, *_weakest(made), *_near(made, numbers))
    urgent = _once(told, done)
    return _with_controls(urgent[: numbers.most], _controls(made, numbers, done), numbers)


def _done(made: Scan) -> set[Pair]:
    """Pairs on which a verdict stands, or which follow from one; but for contradictions."""
    acting = made.acted.acting
    told = {each.pair for each in (*acting.same, *acting.different, *acting.unsure)}
    return told - {item.pair for item in _contradicting(made)}


def _once(items: Iterable[Item], done: set[Pair]) -> list[Item]:
    kept: dict[Pair, Item] = {}
    for item in items:
        if item.pair not in done:
            kept.setdefault(item.pair, item)
    return list(kept.values())


def _contradicting(made: Scan) -> list[Item]:
    """The pairs of every contradiction that are there on this day."""
    found = []
    for told in made.acted.acting.contradictions:
        pairs = [told.different.pair, *(each.pair for each in told.chain)]
        found += [Item(pair, "contradiction") for pair in pairs if made.acted.here >= {*pair}]
    return found


def _weakest(made: Scan) -> Iterator[Item]:
    """The links across the weakest cut of each hand that is not declared, the cheapest first."""
    hands = [hand for hand in made.hands if hand.reading != "declared"]
    bits = {pair: row["bits"] for pair, row in totals(made, within(hands)).items()}
    cuts = [(weakest_cut(hand.members, bits), hand) for hand in hands]
    for cut, _ in sorted(cuts, key=lambda each: (each[0].bits, -each[1].weight, each[1].members)):
        yield from (Item(pair, "weakest") for pair in cut.across)


def _near(made: Scan, numbers: QueueNumbers) -> list[Item]:
    rows = made.store.query(NEAR, margin_bits=numbers.margin_bits, most=numbers.most).to_pylist()
    return [Item((row["one"], row["other"]), "margin") for row in rows]


def _changed(made: Scan) -> list[Pair]:
    """Pairs called unsure of which other things are known now."""
    acted = made.acted
    last = {each.pair: each for each in acted.acting.unsure if acted.here >= {*each.pair}}
    told = told_pairs(made, last) if last else {}
    return [
        pair for pair, each in last.items() if digest_of(told[pair]) != each.given.looked.evidence
    ]


def _controls(made: Scan, numbers: QueueNumbers, done: set[Pair]) -> list[Item]:
    rows = made.store.query("SELECT one, other FROM pair").to_pydict()
    pairs = sorted(zip(rows["one"], rows["other"], strict=True), key=_drawn)
    wanted = numbers.most // numbers.control_every + 1
    free = (pair for pair in pairs if pair not in done)
    return [Item(pair, "control") for pair, _ in zip(free, range(wanted), strict=False)]


def _drawn(pair: Pair) -> str:
    return hashlib.sha256(" ".join(pair).encode()).hexdigest()


def _with_controls(urgent: list[Item], controls: list[Item], numbers: QueueNumbers) -> list[Item]:
    """One control after every nineteen others, and one after the last."""
    taken = {item.pair for item in urgent}
    free = iter([item for item in controls if item.pair not in taken])
    mixed: list[Item] = []
    for place, item in enumerate(urgent, 1):
        mixed.append(item)
        if place % (numbers.control_every - 1) == 0 or place == len(urgent):
            mixed += [each for each, _ in zip(free, range(1), strict=False)]
    return mixed


def rows_of_queue(made: Scan, items: list[Item]) -> list[dict[str, Any]]:
    """The queue as rows of an answer."""
    known = parties(made, [holder for item in items for holder in item.pair])
    bits = weighed(made, [item.pair for item in items])
    of = {member: hand_id(hand.members) for hand in made.hands for member in hand.members}
    return [
        {
            "place": place,
            "one": item.pair[0],
            "other": item.pair[1],
            "one_name": known[item.pair[0]]["name"] or "",
            "other_name": known[item.pair[1]]["name"] or "",
            "bits": round(bits[item.pair], 2),
            "reason": item.reason,
            "hands": sorted({of[holder] for holder in item.pair if holder in of}),
        }
        for place, item in enumerate(items, 1)
    ]
