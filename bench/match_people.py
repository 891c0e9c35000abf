"""Persons: which records are one? historical_50k and FEBRL3, against Splink's own demo models.

    SAMEHAND_DATA=/path/to/data .venv/bin/python bench/match_people.py [seeds] [historical] [febrl]

Data: `matching/splink_datasets`. Ours is `samehand.linkage` with the two plans below; the peer is
the model of Splink's documentation (`match_peers.py`), run in turns with ours on the same machine.

Protocol. No label is used in training by either. Of ours, what labels decided is the plans' blocks
and kinds, and `PartyNumbers.missing`: chosen on the persons of even hash, held out are those of odd
hash (a false pair counts by half to either person). F1 is of pairs inside parties, at the threshold
that each has of its own: ours even odds of the mean pair, the demo .95 (historical_50k; it says so)
and .2 (FEBRL3; there it keeps pairs only and we cluster them). `at its best` is the peer at the
threshold that the truth picks, in its favour. Intervals: persons drawn again, the same for both.
Time is from table to parties, by the clock and of the processor, median (lowest to highest).
"""

import contextlib
import io
import re
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq

from common import machine, need
from match_common import Numbers, f1, halves, lead, pair_counts, rates, told
from match_peers import FEBRL_AT, HISTORICAL_AT, febrl, historical
from samehand.linkage import Field, Kind, Plan, TrainNumbers, link
from samehand.linkage import Numbers as LinkNumbers

THRESHOLDS = (0.05, 0.2, 0.5, 0.9, 0.95, 0.99, 0.999)
Groups = Mapping[object, object]

HISTORICAL = Plan(
    fields=(
        Field("name", Kind.PERSON, ("full_name", "first_and_surname")),
        Field("dob", Kind.DATE),
        Field("postcode", Kind.CODE, ("postcode_fake",)),
        Field("birth_place", Kind.PHRASE),
        Field("occupation", Kind.PHRASE),
    ),
    meet=(
        ("substr(first_name,1,3)", "substr(surname,1,4)"),
        ("surname", "dob"),
        ("first_name", "dob"),
        ("postcode",),
        ("dob", "birth_place"),
        ("postcode_start", "dob"),
        ("postcode_start", "first_name"),
        ("postcode_start", "surname"),
        ("substr(first_name,1,2)", "substr(surname,1,2)", "dob_year"),
        ("surname", "birth_place"),
        ("dob", "occupation"),
        ("surname", "occupation"),
        ("first_name", "birth_place", "occupation"),
    ),
    train=(("dob",), ("postcode",)),
    sure=(("first_name", "surname", "dob"), ("dob", "postcode")),
    recall=0.6,
    record="unique_id",
)
FEBRL = Plan(
    fields=(
        Field("given_name", Kind.NAME),
        Field("surname", Kind.NAME),
        Field("date_of_birth", Kind.DATE),
        Field("soc_sec_id", Kind.CODE),
        Field("address", Kind.WORDS, ("street_number", "address_1", "address_2", "suburb")),
        Field("postcode", Kind.CODE),
    ),
    meet=(("soc_sec_id",), ("given_name",), ("surname",), ("date_of_birth",), ("postcode",)),
    train=(("date_of_birth",), ("postcode",)),
    sure=(("soc_sec_id",), ("given_name", "surname", "date_of_birth")),
    recall=0.9,
    record="rec_id",
)


@dataclass(frozen=True)
class Task:
    """A set of records with truth: our plan, the peer and its threshold."""

    table: pa.Table
    truth: Groups
    plan: Plan
    peer: Callable[[pa.Table, int], Any]
    at: float


def historical_task() -> Task:
    path = need("matching", "splink_datasets", "historical_figures_with_errors_50k.parquet")
    table = pq.read_table(path)
    truth = dict(zip(table["unique_id"].to_pylist(), table["cluster"].to_pylist(), strict=True))
    return Task(table.drop_columns(["cluster"]), truth, HISTORICAL, historical, HISTORICAL_AT)


def febrl_task() -> Task:
    raw = pa.csv.read_csv(need("matching", "splink_datasets", "dataset3.csv"))
    columns = {name.strip(): raw[name].cast(pa.string()).to_pylist() for name in raw.column_names}
    trimmed = {k: [(v or "").strip() or None for v in values] for k, values in columns.items()}
    truth = {record: re.match(r"rec-\d+", record)[0] for record in trimmed["rec_id"]}
    return Task(pa.table(trimmed), truth, FEBRL, febrl, FEBRL_AT)


def run_ours(task: Task, seed: int) -> Groups:
    found = link(task.table, task.plan, LinkNumbers(train=TrainNumbers(seed=seed)))
    print("".join(f"  warning: {each}\n" for each in found.warnings), end="")
    sides = (found.party[name].to_pylist() for name in ("record", "party"))
    return dict(zip(*sides, strict=True))


def run_peer(task: Task, seed: int) -> tuple[Groups, Any]:
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        linker, scored = task.peer(task.table, seed)
        return clusters(linker, scored, task, task.at), (linker, scored)


def clusters(linker: Any, scored: Any, task: Task, least: float) -> Groups:
    """The peer's clusters at a match probability."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        found = linker.clustering.cluster_pairwise_predictions_at_threshold(
            scored, threshold_match_probability=least
        ).as_pyarrow_table()
    sides = (found[name].to_pylist() for name in (task.plan.record, "cluster_id"))
    return dict(zip(*sides, strict=True))


def timed(work: Callable[[], Any]) -> tuple[Any, float, float]:
    clock, spent = time.perf_counter(), time.process_time()
    done = work()
    return done, time.perf_counter() - clock, time.process_time() - spent


def spread(values: Sequence[float]) -> str:
    return f"{median(values):.1f} s ({min(values):.1f} to {max(values):.1f})"


def compare(name: str, task: Task, seeds: int) -> None:
    """All figures of one set: each seed once, ours and the peer in turns."""
    every = sorted(set(task.truth.values()), key=str)
    times: dict[str, list[tuple[float, float]]] = {"ours": [], "peer": []}
    for seed in range(1, seeds + 1):
        found, *spent = timed(lambda: run_ours(task, seed))  # noqa: B023
        (theirs, model), *their_spent = timed(lambda: run_peer(task, seed))  # noqa: B023
        times["ours"].append(tuple(spent))
        times["peer"].append(tuple(their_spent))
        print(f"\n{name}, seed {seed}: {len(task.truth)} records, {len(every)} persons")
        figures(task, found, theirs, every)
        at_best(task, model, found, every)
    for who, spent in times.items():
        clock, cpu = zip(*spent, strict=True)
        print(f"{name}, {who}: clock {spread(clock)}, processor {spread(cpu)}")


def figures(task: Task, found: Groups, theirs: Groups, every: list[object]) -> None:
    for label, parties in (("all", every), ("held out (odd)", halves(every)[1])):
        ours, peer = (pair_counts(each, task.truth, parties) for each in (found, theirs))
        line(f"{label}, ours", ours)
        line(f"{label}, Splink's demo at {task.at}", peer)
        print(f"  {'':36} ahead {lead(ours, peer)}")


def line(label: str, rows: Numbers) -> None:
    print(f"  {label:36} F1 {told(rows)}  {rates(rows.sum(axis=0))}")


def at_best(task: Task, model: tuple[Any, Any], found: Groups, every: list[object]) -> None:
    """The peer at the threshold that the truth picks."""
    rows = {
        least: pair_counts(clusters(*model, task, least), task.truth, every)
        for least in THRESHOLDS
        if least >= FEBRL_AT or task.at != FEBRL_AT
    }
    least = max(rows, key=lambda each: f1(rows[each].sum(axis=0)))
    line(f"all, Splink's demo at its best, {least}", rows[least])
    print(f"  {'':36} ahead {lead(pair_counts(found, task.truth, every), rows[least])}")


def main() -> None:
    print(__doc__, file=sys.stderr)
    seeds = next((int(word) for word in sys.argv[1:] if word.isdigit()), 3)
    tasks = {"historical": historical_task, "febrl": febrl_task}
    asked = [word for word in sys.argv[1:] if word in tasks] or list(tasks)
    print(machine())
    for name in asked:
        compare(name, tasks[name](), seeds)


if __name__ == "__main__":
    main()
