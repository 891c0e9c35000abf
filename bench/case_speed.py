"""A case of 12 holders, 110 blocks and 300 exhibits or more: report, bundle and replay by the clock.

Usage: python bench/case_speed.py

A made-up world with a planted hand; the holders are those of its heaviest hand and the next ones,
the blocks theirs. Each step is what the command does, in one process with the book open. Asked:
report as PDF under 10 s, bundle under 10 s, replay identical.
"""

import shutil
import tempfile
import time
from pathlib import Path

import samehand
from common import machine
from samehand.api.casework.bundling import bundle
from samehand.api.casework.gathering import gather
from samehand.api.casework.replaying import replay
from samehand.api.intake import Wish, import_files
from samehand.cases.words import Case, Pin
from samehand.present.dossier import html, pdf
from samehand.worlds import Shape, write

HOLDERS, BLOCKS = 12, 110
HELD = """
SELECT first, last FROM holding WHERE family = 4 AND list_contains($holders, holder)
ORDER BY first, last
"""


def case_of(book: samehand.Book) -> Case:
    """A case about the heaviest hand, its holders and others up to 12, and their blocks."""
    from samehand.values.blocks import Block

    hands = list(book.hands().results)
    members = [member["holder"] for hand in hands for member in hand["members"]]
    holders = [member for member in members if "~" not in member][:HOLDERS]
    more = [member for member in members if "~" not in member]
    rows = book.desk.store.query(HELD, holders=holders).to_pylist()
    rows += book.desk.store.query(HELD, holders=more).to_pylist()
    blocks = list(dict.fromkeys(str(Block(4, row["first"], row["last"])) for row in rows))[:BLOCKS]
    clock = book.desk.clock
    at = (str(clock.as_of), str(clock.known_on), book.desk.held.snapshot, True)
    pins = tuple(Pin(what, *at) for what in (hands[0]["hand"], *holders, *blocks))
    print(f"{len(holders)} holders, {len(blocks)} blocks")
    return Case("bench", "One hand?", pins, (), (), (), "0" * 64)


def clocked(what: str, do):  # type: ignore[no-untyped-def]
    begun, worked = time.perf_counter(), time.process_time()
    made = do()
    spent, worked = time.perf_counter() - begun, time.process_time() - worked
    print(f"{what}: {spent:.1f} s by the clock, {worked:.1f} s of processor")
    return made


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="SYNTHETIC-"))
    try:
        world = write(folder / "world", Shape.demo())
        import_files(folder / "book", Wish(paths=tuple(file.path for file in world.files)))
        book = samehand.open(folder / "book")
        book.scan()
        print(f"# case; {machine()}")
        case = case_of(book)
        book.desk.close()
        dossier = clocked("gathering", lambda: gather(case, lambda _: book, b"salt"))
        print(f"{len(dossier['exhibits'])} exhibits, {len(dossier['panels'])} panels")
        clocked("report, HTML", lambda: html(dossier))
        raw = clocked("report, PDF", lambda: pdf(dossier))
        print(f"PDF of {len(raw) / 1e6:.1f} MB")
        bag = clocked("bundle", lambda: bundle(dossier, folder / "bag"))
        checks = clocked("replay", lambda: replay(bag))
        differ = sum(not each.same for each in checks)
        print(f"{len(checks)} numbers, {differ} differ")
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
