"""How long a screening takes: one application, in a process of its own and in one that is open; a
CSV of a thousand; and what is made before, once for a book: the scan and its index.

On a made-up world of any size, with its records. Each application states what the records of a
holder drawn at random state: so every value is shared, the case that costs most.

`--times 10` asks an index of ten times the rows, the others at places that nobody asks for: what a
screening costs on a book of so many holders, where to make and scan its world would take hours.
"""

import argparse
import csv
import io
import json
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

from common import OUT, machine
from samehand.api import open as open_book
from samehand.api.intake import Wish, import_files
from samehand.api.scanning import kept_in
from samehand.api.screening.applications import read
from samehand.api.screening.index import index_of
from samehand.api.screening.screening import screen
from samehand.store.duck import DuckStore
from samehand.store.placed import placed
from samehand.worlds import Shape, write

SEED, COLD, WARM, ROWS = 7, 12, 60, 1000
STATED = """
SELECT holder, kind, value FROM 'PLACE' WHERE kind IN ('phone', 'mailbox', 'address', 'contact', 'nameserver')
"""
OFFICERS = """
SELECT company.holder, min(officers.name)
FROM 'PLACE/of_company/*.parquet' AS company
JOIN 'PLACE/officers_of/*.parquet' AS officers ON officers.company = company.company
WHERE company.holder IN (SELECT holder FROM chosen) AND officers.name LIKE 'Person%'
GROUP BY company.holder
"""
# Between the first place of a file and that of the next.
PADDED = """
SELECT * FROM 'PATH'
UNION ALL
SELECT * EXCLUDE (copy) REPLACE (CAST(FIRST + hash(place, copy) % WIDTH AS UBIGINT) AS place)
FROM 'PATH', range(1, TIMES) AS copies (copy)
"""
AS_IT_IS = "link"  # asked of applicants that are holders already, and none of these is
FIELDS = ("name", "registry", "phone", "mailbox", "address", "contact", "nameserver", "officer")


def silent(*_: object) -> None:
    pass


def drawn(index: Path, count: int) -> list[dict[str, str]]:
    """Applications that state what holders state, each under a name of its own."""
    import duckdb

    draw = random.Random(SEED)
    con = duckdb.connect()
    path = str(index / "own_holder_value" / "*.parquet")
    holders = [row[0] for row in con.execute(f"SELECT DISTINCT holder FROM '{path}'").fetchall()]
    chosen = draw.sample(sorted(holders), count)
    con.execute("CREATE TABLE chosen AS SELECT unnest(?) AS holder", [chosen])
    told: dict[str, dict[str, str]] = {holder: {} for holder in chosen}
    sql = STATED.replace("PLACE", path) + " AND holder IN (SELECT holder FROM chosen)"
    for holder, kind, value in con.execute(sql + " ORDER BY holder, kind, value").fetchall():
        told[holder].setdefault(kind, value)
    officers = dict(con.execute(OFFICERS.replace("PLACE", str(index))).fetchall())
    return [
        {
            "name": f"Vexquon{n} Trading Ltd",
            "registry": holder.partition(":")[0],
            "officer": officers.get(holder, ""),
            **values,
        }
        for n, (holder, values) in enumerate(told.items())
    ]


def as_csv(rows: list[dict[str, str]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, FIELDS, restval="")
    writer.writeheader()
    writer.writerows({k: v.replace(";", ",") for k, v in row.items()} for row in rows)
    return out.getvalue()


def timed(what: str, made) -> object:
    start = time.perf_counter()
    done = made()
    print(f"{what}: {time.perf_counter() - start:.1f} s", flush=True)
    return done


def children() -> float:
    """Seconds of the processor that processes begun here have used, the system's among them."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def told(what: str, taken: list[float]) -> None:
    ordered = sorted(taken)
    p95 = ordered[max(0, int(len(ordered) * 0.95) - 1)]
    print(
        f"{what}: median {statistics.median(ordered) * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms,"
        f" worst {ordered[-1] * 1000:.0f} ms of {len(ordered)}",
        flush=True,
    )


def made(holders: int) -> Path:
    """The book of a world of so many holders, kept for the next run."""
    folder = OUT / f"screen-{holders}"
    book = folder / "book"
    if (book / "book.json").exists():
        return book
    shutil.rmtree(folder, ignore_errors=True)
    shape = Shape.sized(holders, SEED)
    timed("the world is written", lambda: write(folder / "world", shape, records=True))
    wish = Wish(paths=(folder / "world",), day=None)
    timed("and imported", lambda: import_files(book, wish))
    shutil.rmtree(folder / "world")
    return book


def padded(book: Path, index: Path, times: int) -> Path:
    """A book beside this one that has an index of so many times the rows, kept for the next run."""
    folder = OUT / f"{book.parent.name}-x{times}" / "book"
    made = folder / index.relative_to(book)
    if not made.exists():
        shutil.rmtree(folder.parent, ignore_errors=True)
        without = shutil.ignore_patterns("index-*")
        shutil.copytree(book, folder, copy_function=os.link, ignore=without)
        aside = made.with_name("aside")
        for table in sorted(index.iterdir()):
            pad(table, aside / table.name, 1 if table.name == AS_IT_IS else times)
        aside.rename(made)
    return folder


def pad(table: Path, to: Path, times: int) -> None:
    """Write a table again, with every row so many times, into files of as many rows as before."""
    to.mkdir(parents=True)
    store, files = DuckStore(tables=False), placed(table)
    ends = [*files.firsts[1:], 2**64 - 1]
    for first, end, path in zip(files.firsts, ends, files.files, strict=True):
        if times == 1 or end - first < times:
            shutil.copy(path, to)
            continue
        told = {"PATH": path, "FIRST": first, "WIDTH": end - first, "TIMES": times}
        sql = PADDED
        for name, value in told.items():
            sql = sql.replace(name, str(value))
        store.write_by_place(sql, to / "part")
        for written in (to / "part").iterdir():
            written.rename(to / written.name)
        (to / "part").rmdir()
    store.close()


def in_processes(rows: list[dict[str, str]], folder: Path) -> None:
    """Each application in a process of its own."""
    env = dict(os.environ)
    env.pop("PYTHONDONTWRITEBYTECODE", None)  # modules are found compiled, as a user's are
    cold, before = [], children()
    path = OUT / "screen-application.json"
    for row in rows:
        path.write_text(json.dumps(row))
        words = [sys.executable, "-m", "samehand.cli", "screen", str(path), "--book", str(folder)]
        start = time.perf_counter()
        subprocess.run([*words, "-q", "--json"], check=True, capture_output=True, env=env)
        cold.append(time.perf_counter() - start)
    told("one application, a process each", cold)
    print(f"of the processor: {(children() - before) / len(cold):.2f} s each")


def main() -> None:
    """Everything once for the book, then many screenings."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--holders", type=int, default=300_000)
    asked.add_argument("--times", type=int, default=1)
    wish = asked.parse_args()
    print(f"{machine()}; {wish.holders:,} holders, seed {SEED}, index x {wish.times}", flush=True)
    folder = made(wish.holders)
    book = open_book(folder)
    timed("the scan", lambda: kept_in(book.desk, silent))
    index = timed("the index", lambda: index_of(book.desk, silent))
    book.desk.close()
    rows = drawn(index.folder, ROWS)
    if wish.times > 1:
        folder = timed("the larger index", lambda: padded(folder, index.folder, wish.times))
    book = open_book(folder)
    index = index_of(book.desk, silent)
    files = list(index.folder.glob("*/*.parquet"))
    size = sum(path.stat().st_size for path in files)
    print(f"the index: {size / 1e6:.0f} MB in {len(files)} files")
    print(f"memory by then: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB")
    in_processes(rows[:COLD], folder)
    warm, spent = [], time.process_time()
    for row in rows[COLD : COLD + WARM]:
        start = time.perf_counter()
        screen(book.desk, read(json.dumps(row)))
        warm.append(time.perf_counter() - start)
    told("one application, the book open", warm)
    print(f"of the processor: {(time.process_time() - spent) / len(warm):.2f} s each")
    text, spent = as_csv(rows), time.process_time()
    answer = timed(f"{ROWS:,} rows of CSV", lambda: screen(book.desk, read(text)))
    print(f"of the processor: {time.process_time() - spent:.1f} s")
    print(f"reached: {answer.query['reached']}")


if __name__ == "__main__":
    main()
