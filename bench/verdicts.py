"""Verdicts on the world of 2017: how soon one acts, how long the next pair of a review takes.

And how many verdicts a second are kept for good, one transaction each, on this disk. The hands judged
are undone at the end; the book is the bench's own.
"""

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import samehand
from common import DAYS, OUT, desk, machine
from samehand.present.exports import EXPORTS, export
from samehand.verdicts.rows import Given, Record
from samehand.verdicts.shelf import Shelf

KEPT = 300
PAIRS = 60  # of the queue: three loads of twenty
ROUNDS = 5


def timed(act: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds, and what came of it."""
    start = time.perf_counter()
    got = act()
    return time.perf_counter() - start, got


def kept_a_second() -> float:
    """Verdicts a second, each on the disk before the next."""
    with tempfile.TemporaryDirectory(dir=OUT) as folder:
        shelf = Shelf(Path(folder))
        one, other = Record("arin:a"), Record("arin:b")
        given = Given(one=one, other=other, word="same", by="bench")
        shelf.keep(given)
        taken, _ = timed(lambda: [shelf.keep(given) for _ in range(KEPT)])
        shelf.close()
    return KEPT / taken


def acting(book: Any) -> list[float]:
    """Seconds from a verdict on the heaviest hand until hands are told by it."""
    times = []
    for _ in range(ROUNDS):
        one, other = (m["holder"] for m in book.hands().results[0]["members"][:2])
        taken, told = timed(lambda a=one, b=other: book.judge(a, b, "different", by="bench"))
        more, _ = timed(book.hands)
        times.append(taken + more)
        book.undo(told.results[0]["number"], by="bench")
    return times


def reviewing(book: Any) -> list[float]:
    """Seconds until the next pair of a queue is there, without giving a verdict."""
    sitting = book.sitting("bench")
    times = []
    for _ in range(PAIRS):
        taken, _ = timed(sitting.view)
        times.append(taken)
        sitting.look_ahead()  # as the screen does while a person reads
        sitting.move(1)
    return times


def main() -> None:
    """The figures."""
    desk("2017")
    book = samehand.open(OUT / "2017.book", known_on=DAYS["2017"])
    book.hands()
    print(machine())
    print(f"verdicts kept a second, each synced: {kept_a_second():.0f}")
    times = acting(book)
    middle, most = statistics.median(times), max(times)
    print(f"a verdict until hands are told by it: {middle:.2f} s, {most:.2f} at most")
    first, *rest = reviewing(book)
    print(f"first pair of a review {first:.2f} s, the next {max(rest) * 1000:.1f} ms at most")
    taken, answer = timed(lambda: book.exported("1"))
    print(f"the heaviest hand gathered for an export: {taken:.2f} s")
    envelope = answer.envelope()
    for name in EXPORTS:
        taken, raw = timed(lambda name=name: export(envelope, name))
        print(f"  {name}: {taken * 1000:.0f} ms, {len(raw):,} bytes")


if __name__ == "__main__":
    main()
