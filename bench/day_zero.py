"""Day zero: at which of its requests is a planted hand first seen, with what was known that day?

Worlds as `samehand world --records --care N` plants them; their published files are written anew
for the day before each of the first requests of each hand, so that a replay sees what anybody
could have seen then. Applications state what the records of their holders state later; with the
registry's own files also card, payer, notary, device and the address they were sent from.

Two measures. *Named*: the answer names an earlier member by a value that ties. *Reached*: it reaches
the level `possible` with an earlier member in the hand. Beside them, how many of the honest
applications of the same days do: those of declared families among them, which share openly.
"""

import argparse
import gzip
import json
import shutil
import statistics
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import polars as pl

import samehand
from common import HERE, OUT, machine
from samehand.api.intake import Wish, import_files
from samehand.api.screening.index import index_of
from samehand.rules import lay
from samehand.steps.inside import inside_value
from samehand.worlds import Shape, lists, papers
from samehand.worlds.arin_text import bulk
from samehand.worlds.delegated import delegated
from samehand.worlds.draft import Draft
from samehand.worlds.holdings import holdings
from samehand.worlds.internal import tables
from samehand.worlds.rpsl import SOURCES, dump
from samehand.worlds.write import make, stamp

REQUESTS = 3  # of each hand, of which all but the first can be seen: what must hold is by the third
HONEST = 15  # applications of a day
LEVEL = "possible"
READER = samehand.Access(restricted="bench/day_zero.py")
KINDS = ("phone", "mailbox", "address", "contact", "maintainer", "nameserver")
INSIDE = ("instrument", "payer", "notary", "signatory", "device", "submitting_address")


@dataclass(frozen=True)
class Asked:
    """A request: who, when, and of which planted hand."""

    request: str
    holder: str
    day: date
    hand: int = -1
    number: int = 0


def seeds(name: str) -> list[int]:
    lines = (HERE / f"seeds_{name}.txt").read_text().splitlines()
    return [int(line) for line in lines if line and not line.startswith("#")]


def requests_of(draft: Draft) -> tuple[list[Asked], list[Asked]]:
    """The first requests of each hand by day, and every request of holders of no planted set."""
    table = tables(holdings(draft, draft.end))["requests"]
    every = [
        Asked(row["request"], row["applicant"], date.fromisoformat(row["requested"]))
        for row in table.select("request", "applicant", "requested").iter_rows(named=True)
    ]
    hands = [p for p in draft.planted if p.kind == "hand"]
    of = {draft.registrants[m].holder: n for n, p in enumerate(hands) for m in p.members}
    planted = {draft.registrants[m].holder for p in draft.planted for m in p.members}
    mine: dict[int, list[Asked]] = defaultdict(list)
    for each in sorted(every, key=lambda one: (one.day, one.request)):
        if each.holder in of:
            hand = of[each.holder]
            mine[hand].append(replace(each, hand=hand, number=len(mine[hand]) + 1))
    first = [each for asked in mine.values() for each in asked[:REQUESTS]]
    return first, [each for each in every if each.holder not in planted]


def files_of(
    draft: Draft, known: object, links: object, day: date
) -> Iterator[tuple[str, Iterable[str]]]:
    """The published files of one day, by name."""
    on, text, mark = day.toordinal(), f"{day:%Y%m%d}", stamp(draft.shape.seed)
    held = holdings(draft, on)
    held = replace(held, parties=held.parties.filter(pl.col("day") <= on))
    for registry, lines in delegated(draft, on):
        yield f"delegated-{registry}-extended-{text}", [f"# {mark}", *lines]
    yield f"asn-names-{text}.txt", [f"# {mark}", *lists.as_names(draft, on)]
    yield f"routeviews-rv2-{text}-1200.pfx2as", [f"# {mark}", *lists.routes(draft, on)]
    july = date(day.year if day >= date(day.year, 7, 1) else day.year - 1, 7, 1)
    relations = lists.relations(draft, links, known, lists.july(july.year))
    yield f"{july:%Y%m%d}.as-rel.txt", [f"# {mark}", *relations]
    for registry, source in SOURCES.items():
        yield f"{source.lower()}-{text}.db", [f"% {mark}", "", *dump(held, registry)]
    yield f"arin_db-{text}.txt", [f"# {mark}", "", *bulk(held)]
    born = papers.companies(held).filter(pl.col("incorporated") <= day.isoformat())
    frames = {"companies": born, "officers": papers.officers(held), "places": papers.places(held)}
    for name, frame in frames.items():
        there = frame.filter(pl.col("company").is_in(born["company"].to_list()))
        yield f"{name}-{text}.csv", [f"# {mark}", *there.write_csv().splitlines()]


def book_of(folder: Path, shape: Shape) -> tuple[Path, list[Asked]]:
    """A book of the days before the first requests, and the requests to replay."""
    draft, known, links = make(shape)
    first, honest = requests_of(draft)
    eves = sorted({each.day - timedelta(days=1) for each in first if each.number > 1})
    last = date.fromordinal(draft.end)
    world = folder / "world"
    world.mkdir(parents=True)
    for day in (*eves, last):
        for name, lines in files_of(draft, known, links, day):
            path = world / f"SYNTHETIC-{name}.gz"
            if not path.exists():
                with gzip.open(path, "wt", compresslevel=1, encoding="utf-8") as out:
                    out.write("\n".join(lines) + "\n")
    for name, frame in tables(holdings(draft, draft.end)).items():
        frame.write_csv(world / f"SYNTHETIC-internal-{name}-{last:%Y%m%d}.csv")
    told = import_files(folder / "book", Wish(paths=(world,)))
    for fault in told.refused:
        raise fault
    asked = [each for each in first if each.number > 1]
    for eve in eves:
        day = eve + timedelta(days=1)
        near = [one for one in honest if day <= one.day < day + timedelta(days=60)]
        asked += [replace(one, day=day) for one in near[:HONEST]]
    return folder / "book", asked


def applications(book: Path, asked: list[Asked], inside: bool) -> list[dict[str, object]]:
    """What each applicant states: what its records, its company and its papers state in the end."""
    opened = samehand.open(book, access=READER)
    index = index_of(opened.desk, lambda *_: None)
    at = pl.read_parquet(index.folder / "own_holder_value.parquet").filter(
        pl.col("kind").is_in(KINDS)
    )
    stated: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in at.select("holder", "kind", "value", "value_key").iter_rows(named=True):
        handle = row["kind"] in ("contact", "maintainer")
        value = row["value_key"].partition(":")[2] if handle else row["value"]
        stated[row["holder"].split("~")[0]][row["kind"]].append(value)
    companies = pl.read_parquet(index.folder / "of_company.parquet").select("holder", "company")
    officers = pl.read_parquet(index.folder / "officers_of.parquet").select("company", "name")
    for row in companies.join(officers, on="company").iter_rows(named=True):
        stated[row["holder"].split("~")[0]]["officer"].append(row["name"])
    names = dict(
        pl.read_parquet(index.folder / "known.parquet")
        .select("account", "name")
        .drop_nulls()
        .iter_rows()
    )
    if inside:
        lay((inside_value,), opened.desk.store)
        for row in opened.desk.store.query("SELECT * FROM inside_value").to_pylist():
            field = "commission" if row["kind"] == "notary" else row["kind"]
            if row["kind"] in INSIDE:
                stated[row["holder"]][field].append(row["value"])
    opened.desk.close()
    return [
        {
            "application": each.request,
            "name": names.get(each.holder, each.holder),
            "applicant": each.holder,
            "day": each.day.isoformat(),
            **{kind: sorted(set(values)) for kind, values in stated[each.holder].items()},
        }
        for each in asked
    ]


def seen(rows: list[dict], earlier: dict[str, set[str]], how: str) -> dict[str, bool]:
    """Of each request whether the answer tells of an earlier member, or of anybody."""
    found = {}
    for row in rows:
        others = set(row["shares_with"] if how == "named" else row["with"])
        accounts = {other.split("~")[0] for other in others} - {row["applicant"]}
        members = earlier.get(row["application"])
        found[row["application"]] = bool(accounts if members is None else accounts & members)
    return found


def replayed(
    shape: Shape, folder: Path
) -> dict[tuple[str, str], tuple[list[tuple[int, int]], float]]:
    """By what was known and by measure: (care, first request) of each hand, and the share of honest ones."""
    shutil.rmtree(folder, ignore_errors=True)
    book, asked = book_of(folder, shape)
    draft, *_ = make(shape)
    hands = [p for p in draft.planted if p.kind == "hand"]
    first, _ = requests_of(draft)
    earlier = {
        each.request: {
            one.holder
            for one in first
            if one.hand == each.hand and one.number < each.number and one.holder != each.holder
        }
        for each in asked
        if each.hand >= 0
    }
    found = {}
    for known, access in (("public", samehand.Access()), ("internal", READER)):
        text = json.dumps(applications(book, asked, known == "internal"))
        rows = list(samehand.open(book, access=access).replay("-", text=text).results)
        for how in ("named", "reached"):
            told = seen(rows, earlier, how)
            firsts = []
            for n, hand in enumerate(hands):
                numbers = [a.number for a in asked if a.hand == n and told[a.request]]
                firsts.append((hand.care, min(numbers, default=REQUESTS + 1)))
            honest = [told[a.request] for a in asked if a.hand < 0]
            found[known, how] = firsts, sum(honest) / max(1, len(honest))
    shutil.rmtree(folder, ignore_errors=True)
    return found


def main() -> None:
    """Medians by care, on seeds that rules may be tuned on and on those they may not."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--holders", type=int, default=1_000)
    asked.add_argument("--care", type=int, default=0, help="of all hands; 0: all levels in turn")
    asked.add_argument("--hands", type=int, default=5)
    asked.add_argument("--seeds", type=int, default=2, help="so many of either file")
    wish = asked.parse_args()
    print(
        f"{machine()}; worlds of {wish.holders:,} holders with {wish.hands} hands, care {wish.care or 'in turn'}"
    )
    for name in ("tuning", "test"):
        chosen = seeds(name)[: wish.seeds]
        every: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
        honest: dict[tuple[str, str], list[float]] = defaultdict(list)
        for seed in chosen:
            shape = replace(Shape.sized(wish.holders, seed), hands=wish.hands, care=wish.care)
            for key, (firsts, share) in replayed(shape, OUT / f"day-zero-{seed}").items():
                every[key] += firsts
                honest[key].append(share)
        print(f"\nseeds for {name}: {', '.join(map(str, chosen))}")
        for key, firsts in every.items():
            by = defaultdict(list)
            for care, number in firsts:
                by[care].append(number)
            cares = ", ".join(f"{c}: {statistics.median_low(by[c])}" for c in sorted(by))
            median = statistics.median_low([number for _, number in firsts])
            share = statistics.mean(honest[key])
            print(
                f"{key[0]}, {key[1]}: median request {median} of {len(firsts)} hands (by care {cares};"
                f" {REQUESTS + 1} is not within {REQUESTS}); honest {share:.1%}",
                flush=True,
            )


if __name__ == "__main__":
    main()
