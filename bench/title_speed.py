"""How long a title takes on the world of 2018: cold, a process each; warm, one process.

Asked: p95 under 1 s cold and 50 ms warm. Blocks are drawn at random, seeded, from the records of
both days, all registries alike. Warm is asked of tables copied into memory (`book.warm()`), and,
beside it, of the files where they lie.
"""

import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

from common import DAYS, OUT, WORLDS, machine, need
from samehand.api import Book
from samehand.api import open as open_book
from samehand.api.intake import Wish, import_files

SEED, COLD, WARM = 7, 40, 400
DRAWN = "SELECT DISTINCT family, first, last FROM holding_history WHERE holder IS NOT NULL ORDER BY 1, 2, 3"


def told(name: str, taken: list[float]) -> None:
    ordered = sorted(taken)
    p95 = ordered[int(len(ordered) * 0.95) - 1]
    print(
        f"{name}: median {statistics.median(ordered) * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms,"
        f" worst {ordered[-1] * 1000:.0f} ms of {len(ordered)}"
    )


def timed(ask: Callable[[str], object], texts: list[str]) -> list[float]:
    taken = []
    for text in texts:
        start = time.perf_counter()
        ask(text)
        taken.append(time.perf_counter() - start)
    return taken


def main() -> None:
    from samehand.values.blocks import Block

    folder = OUT / "2018.book"
    import_files(folder, Wish(paths=tuple(need(name) for name in WORLDS["2018"])))
    book: Book = open_book(folder, known_on=DAYS["2018"])
    rows = book.desk.peek.query(DRAWN).to_pylist()
    draw = random.Random(SEED)
    texts = [str(Block(**row)) for row in draw.sample(rows, COLD + WARM)]
    words = [sys.executable, "-m", "samehand.cli", "title", "--book", str(folder), "-q", "--json"]
    cold = timed(
        lambda text: subprocess.run([*words, text], check=True, capture_output=True), texts[:COLD]
    )
    print(f"{machine()}; {len(rows):,} blocks in the book")
    told("cold, a process each", cold)
    book.title(texts[0])
    told("warm, files where they lie", timed(book.title, texts[COLD:]))
    start = time.perf_counter()
    book.warm()
    print(f"copied into memory in {time.perf_counter() - start:.1f} s")
    told("warm, in memory", timed(book.title, texts[COLD:]))


if __name__ == "__main__":
    main()
