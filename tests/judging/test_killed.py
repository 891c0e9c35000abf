"""A process that judges is killed at any point: what it acknowledged is there, and nothing by half."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from samehand.verdicts.shelf import Shelf
from tests.judging.told import given

ROUNDS = 4  # each a process of its own: about half a second
JUDGING = """
import sys
from pathlib import Path
from samehand.verdicts.shelf import Shelf
from tests.judging.told import given

shelf = Shelf(Path(sys.argv[1]), team=sys.argv[2] or None)
sys.argv[3] > "1" and shelf.all()  # the first two are not ready: they die while the store is made
print("ready", flush=True)
for n in range(100_000):
    kept = shelf.keep(given(f"arin:{sys.argv[3]}-{n:05}", "arin:z", "same", note="whole " * 200))
    print(kept.number, flush=True)
"""


def killed_after(shelf: Shelf, number: int, seconds: float, from_start: bool) -> list[int]:
    """The numbers that a process acknowledged before it was killed."""
    words = [sys.executable, "-c", JUDGING, str(shelf.folder), shelf.team or "", str(number)]
    judging = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    assert judging.stdout
    if not from_start:
        judging.stdout.readline()
    time.sleep(seconds)
    judging.send_signal(signal.SIGKILL)
    rest, _ = judging.communicate()
    lines = [line for line in rest.splitlines(keepends=True) if line.endswith("\n")]
    return [int(line) for line in lines if line.strip().isdigit()]


def test_every_acknowledged_verdict_is_there_and_no_half_one(shelf: Shelf) -> None:
    chance = random.Random(1)
    acknowledged: list[int] = []
    for number in range(ROUNDS):
        # the first two die while the store is being made, the others while they write
        early = number < 2
        wait = chance.uniform(0.3, 1.0) if early else chance.uniform(0.0, 0.25)
        acknowledged += killed_after(shelf, number, wait, from_start=early)
    last = shelf.keep(given("arin:last", "arin:z", "different"))
    rows = {each.number: each for each in shelf.all()}
    assert set(acknowledged) <= set(rows)
    assert len(acknowledged) == len(set(acknowledged)) > 5
    assert last.number == max(rows)
    whole = given("arin:x", "arin:z", "same", note="whole " * 200)
    for each in rows.values():
        if each.word == "same":
            assert each.given.note == whole.note
            assert each.given.because == whole.because
    # of each process no row is missing between its first and its last: one was written after another
    for number in range(ROUNDS):
        names = [e.given.one.holder for e in rows.values() if f":{number}-" in e.given.one.holder]
        assert names == [f"arin:{number}-{n:05}" for n in range(len(names))]


def test_killed_in_a_transaction_nothing_is_kept(tmp_path: Path) -> None:
    """Between the row and its commit: as if it had never been said."""
    shelf = Shelf(tmp_path)
    shelf.keep(given("arin:a", "arin:b", "same"))
    code = """
import os, signal, sys
from pathlib import Path
from sqlalchemy import event
from samehand.verdicts.shelf import Shelf
from tests.judging.told import given

shelf = Shelf(Path(sys.argv[1]))
event.listen(shelf.engine, "commit", lambda _: os.kill(os.getpid(), signal.SIGKILL))
shelf.keep(given("arin:c", "arin:d", "same"))
"""
    ran = subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False)
    assert ran.returncode == -signal.SIGKILL
    assert [each.pair for each in shelf.all()] == [("arin:a", "arin:b")]
    assert shelf.keep(given("arin:e", "arin:f", "same")).number == 2
    shelf.close()
