"""DROP outcomes: were prefixes that a list named later flagged by what was known before?

Of prefixes first listed on DROP or EDROP from 2018-04-01 to 2019-09-30 (left edges out), the share
that detectors flag which saw nothing dated later than 2018-03-31. Universe: prefixes in the table
of 2015-11-01 or in the origin changes, as seen by then. Each listed prefix is paired with every
prefix of the universe of equal length and registry that no list names to the end of 2023; one
listed prefix weighs as much as another, however many it is paired with. Listed prefixes outside
the universe are misses. Bits are fitted on prefixes whose hash is even, without those of the case
this tool was built on (`--fit` writes them; a bin that fewer than three listed prefixes show keeps
what was stated of it). Figures are of the odd half, of both, without the listing family, and
without the case (whose blocks then count as misses).

Also told: how many of 10,000 prefixes that no list ever names each detector finds. Not being
listed is not innocence, so this is the most that can be false.

Hands are those that the links find in the same book on that day; their weights were fitted on
siblings, not on listings.
"""

import argparse
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from math import log2
from statistics import median
from typing import Any

from common import HERE, case_members, machine
from history_book import BEFORE, desk
from samehand.api.book import Desk
from samehand.api.history.detecting import members_of
from samehand.api.progress import silent
from samehand.api.scanning import scanned
from samehand.detect import all_detectors
from samehand.detect.looking import look
from samehand.detect.weights import default_weights
from samehand.store.duck import DuckStore
from samehand.tables.findings import HandMember

WEIGHTS = HERE.parent / "src" / "samehand" / "detect" / "weights.json"
FITTED = "fitted on the even half of prefixes first listed 2018-04 to 2019-09"
TENTH = 0.1
LEAST = 3  # listed prefixes of the even half in a bin; fewer teach nothing
SHARES = (0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1)
DAYS = {  # the column that says when a finding could first be made
    "dormant-revival": "seen",
    "co-awakening": "seen",
    "first-seen-late": "since",
    "co-arrival": "since",
    "short-lived": "until",
    "as-score": "until",
    "origin-of-hand": "since",
    "listed-origin": "greatest(listed, seen)",
}

SETS = """
CREATE OR REPLACE TABLE named AS
  SELECT first, last, length, min(seen) AS seen, bool_or(edge) AS edge
  FROM stored_listing WHERE family = 4 AND list IN ('drop', 'edrop') GROUP BY first, last, length;
CREATE OR REPLACE TABLE target AS
  SELECT * FROM named WHERE NOT edge AND seen BETWEEN DATE '2018-04-01' AND DATE '2019-09-30';
CREATE OR REPLACE TABLE touched_by AS
  SELECT first, last, unnest(generate_series(first >> 16, last >> 16)) AS bucket FROM named;
CREATE OR REPLACE TABLE universe AS
  SELECT DISTINCT first, last, length FROM sighting
  WHERE family = 4 AND (how = 'change' OR seen = DATE '2015-11-01');
CREATE OR REPLACE TABLE tainted AS
  SELECT DISTINCT part.first, part.length
  FROM (SELECT *, unnest(generate_series(first >> 16, last >> 16)) AS bucket FROM universe) AS part
  JOIN touched_by ON touched_by.bucket = part.bucket AND touched_by.first <= part.last
      AND part.first <= touched_by.last;
CREATE OR REPLACE TABLE of_eighth AS
  SELECT first >> 24 AS eighth, mode(registry) AS registry FROM holding WHERE family = 4
      AND holder IS NOT NULL GROUP BY 1;
CREATE OR REPLACE TABLE pool AS
  SELECT universe.*, coalesce(tied.registry, of_eighth.registry) AS registry, tainted.first IS NOT NULL AS tainted
  FROM universe
  LEFT JOIN whose AS tied
    ON tied.family = 4 AND tied.first = universe.first AND tied.length = universe.length
  LEFT JOIN of_eighth ON of_eighth.eighth = universe.first >> 24
  LEFT JOIN tainted ON tainted.first = universe.first AND tainted.length = universe.length;
CREATE OR REPLACE TABLE listed_one AS
  SELECT target.first, target.length, target.seen, coalesce(pool.registry, of_eighth.registry) AS registry,
         pool.first IS NOT NULL AS inside
  FROM target
  LEFT JOIN pool ON pool.first = target.first AND pool.length = target.length
  LEFT JOIN of_eighth ON of_eighth.eighth = target.first >> 24;
CREATE OR REPLACE TABLE latest_origin AS
  SELECT first, length, arg_max(origin, (seen, origin)) AS origin
  FROM sighting WHERE family = 4 GROUP BY first, length;
"""

FOUND = """
SELECT found.first, found.length, listed_one.first IS NOT NULL AS listed, pool.registry, pool.tainted,
       rule, bin, found.day
FROM ({found}) AS found
JOIN pool ON pool.first = found.first AND pool.length = found.length
LEFT JOIN listed_one ON listed_one.first = found.first AND listed_one.length = found.length
"""


def lay_hands(at: Desk) -> None:
    """Tell the store the members of undeclared hands at least `possible`, found on that day."""
    at.store.load(HandMember, members_of(scanned(at, silent), BEFORE))


def case_prefixes(store: DuckStore) -> set[tuple[int, int]]:
    """Prefixes in blocks of the case this tool was built on."""
    rows = store.connection.execute(
        "SELECT first, length, account FROM whose WHERE family = 4"
    ).fetchall()
    return {(first, length) for first, length, account in rows if account in case_members()}


def ready() -> DuckStore:
    """The store, looked at by every detector, with the sets to compare."""
    at = desk()
    store = at.store
    lay_hands(at)
    look(store, all_detectors(), lambda *_: None)
    for statement in SETS.split(";"):
        if statement.strip():
            store.connection.execute(statement)
    return store


def findings(store: DuckStore) -> list[tuple[Any, ...]]:
    """Every finding of a prefix of the pool: of the block, or of its latest origin AS."""
    parts = []
    for name, day in DAYS.items():
        rule = all_detectors()[name]
        if rule.subject == ("asn",):
            joined = (
                f"{rule.found_in} AS found"
                " JOIN latest_origin AS place ON CAST(place.origin AS VARCHAR) = found.asn"
            )
        else:
            joined = (
                f"{rule.found_in} AS found"
                " JOIN written AS place ON place.family = 4 AND place.block = found.block"
            )
        of_day = ", ".join(
            f"found.{c.strip()}" for c in day.removeprefix("greatest(").rstrip(")").split(",")
        )
        parts.append(
            f"SELECT place.first, place.length, '{name}' AS rule, found.bin, greatest({of_day}) AS day FROM {joined}"
        )
    sql = FOUND.format(found=" UNION ALL ".join(parts))
    return store.connection.execute(sql).fetchall()


def is_even(first: int, length: int) -> bool:
    """Which half a prefix belongs to."""
    return int(hashlib.sha256(f"{first}/{length}".encode()).hexdigest()[:8], 16) % 2 == 0


class Halves:
    """Weights of listed prefixes and of their pairs, by length and registry, for a half or both."""

    def __init__(self, store: DuckStore, halves: Iterable[bool]) -> None:
        self.halves = set(halves)
        rows = store.connection.execute(
            "SELECT first, length, seen, registry, inside FROM listed_one"
        ).fetchall()
        self.listed = {(r[0], r[1]): r[2] for r in rows if is_even(r[0], r[1]) in self.halves}
        self.within = {(r[0], r[1]) for r in rows if r[4] and is_even(r[0], r[1]) in self.halves}
        self.inside = len(self.within)
        wanted: dict[tuple[int, str], int] = defaultdict(int)
        for first, length, _, registry, _ in rows:
            if is_even(first, length) in self.halves:
                wanted[(length, registry)] += 1
        have: dict[tuple[int, str], int] = defaultdict(int)
        pool = store.connection.execute(
            "SELECT first, length, registry FROM pool WHERE NOT tainted"
        )
        for first, length, registry in pool.fetchall():
            if is_even(first, length) in self.halves:
                have[(length, registry)] += 1
        self.weight = {key: n / have[key] for key, n in wanted.items() if have[key]}
        self.pairs = sum(self.weight[key] * have[key] for key in self.weight)
        self.controls = sum(have[key] for key in self.weight)


Bits = dict[tuple[str, str], float]


def added(found: list[tuple[Any, ...]], bits: Bits) -> dict[tuple[int, int], float]:
    """The bits of each prefix with a finding: of one ground the most, over grounds their sum."""
    ground = {name: rule.ground for name, rule in all_detectors().items()}
    by_prefix: dict[tuple[int, int], dict[str, float]] = defaultdict(dict)
    for first, length, _, _, _, rule, bin_, _ in found:
        value = bits[(rule, bin_)]
        kept = by_prefix[(first, length)]
        kept[ground[rule]] = max(kept.get(ground[rule], value), value)
    return {at: sum(grounds.values()) for at, grounds in by_prefix.items()}


def scored(
    found: list[tuple[Any, ...]], bits: Bits, half: Halves
) -> list[tuple[float, float, float, Any]]:
    """(score, listed, weight as a pair, lead days) of every prefix with a finding, highest first."""
    told = [
        row for row in found if is_even(row[0], row[1]) in half.halves and (row[5], row[6]) in bits
    ]
    about: dict[tuple[int, int], tuple[bool, float, Any]] = {}
    for first, length, listed, registry, tainted, _, _, day in told:
        at = (first, length)
        weight = 0.0 if tainted else half.weight.get((length, registry), 0.0)
        about[at] = (listed, weight, max(about[at][2], day) if at in about else day)
    rows = []
    for at, total in added(told, bits).items():
        listed, weight, last = about[at]
        lead = (half.listed[at] - last).days if listed and at in half.listed else None
        rows.append((total, float(listed), 0.0 if listed else weight, lead))
    return sorted(rows, key=lambda row: -row[0])


def curve(
    rows: list[tuple[float, float, float, Any]], half: Halves
) -> list[tuple[float, float, float]]:
    """(share of pairs flagged, share of listed flagged, lift); ties are cut in proportion."""
    groups: dict[float, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for score, listed, weight, _ in rows:
        groups[round(score, 6)][0] += listed
        groups[round(score, 6)][1] += weight
    answers = []
    for share in SHARES:
        left, hits = share * half.pairs, 0.0
        for score in sorted(groups, reverse=True):
            if score <= 0:
                break
            listed, weight = groups[score]
            part = min(1.0, left / weight) if weight else 1.0
            hits += listed * part
            left -= weight * part
            if left <= 0:
                break
        reached = hits / len(half.listed)
        answers.append((share, reached, reached / share))
    return answers


Prefixes = set[tuple[int, int]]
Fit = dict[tuple[str, str], tuple[float, int, float]]


def fitted(found: list[tuple[Any, ...]], half: Halves, aside: Prefixes) -> Fit:
    """Bits of each bin on one half, with the listed prefixes and the share of pairs that show it."""
    listed: dict[tuple[str, str], int] = defaultdict(int)
    pairs: dict[tuple[str, str], float] = defaultdict(float)
    for first, length, is_listed, registry, tainted, rule, bin_, _ in found:
        if is_even(first, length) in half.halves and (first, length) not in aside:
            listed[(rule, bin_)] += bool(is_listed)
            pairs[(rule, bin_)] += (
                0.0 if tainted or is_listed else half.weight.get((length, registry), 0.0)
            )
    inside = half.inside - len(half.within & aside)
    return {
        key: (
            log2(
                ((listed[key] + TENTH) / (inside + TENTH))
                / ((pairs[key] + TENTH) / (half.pairs + TENTH))
            ),
            listed[key],
            pairs[key] / half.pairs,
        )
        for key in listed
    }


def write(fit: Fit) -> None:
    """Put the fitted bits into weights.json; bins that too few listed prefixes show are as stated."""
    whole = json.loads(WEIGHTS.read_text())
    for rule, told in whole["detectors"].items():
        for name, bin_ in told["bins"].items():
            bits, listed, share = fit.get((rule, name), (0.0, 0, 0.0))
            kept = {part: bin_[part] for part in ("stated", "why")}
            if listed >= LEAST:
                kept |= {"bits": round(bits, 2), "how": FITTED}
                kept |= {"listed": listed, "pairs": round(share, 6)}
            else:
                kept |= {"bits": kept["stated"], "how": f"stated: {kept['why']}"}
            told["bins"][name] = kept
    WEIGHTS.write_text(json.dumps(whole, indent=1) + "\n")


def false_at_most(store: DuckStore, found: list[tuple[Any, ...]], bits: Bits) -> None:
    """Print how many of 10,000 never-listed prefixes each detector finds, and by total bits."""
    others = store.query("SELECT count(*) AS n FROM pool WHERE NOT tainted")["n"][0].as_py()
    by_rule: dict[str, Prefixes] = defaultdict(set)
    told: list[tuple[Any, ...]] = [row for row in found if not row[2] and not row[4]]
    for row in told:
        by_rule[row[5]].add((row[0], row[1]))
    print(f"found of {others} prefixes that no list names, per 10,000 of them")
    for rule, prefixes in sorted(by_rule.items()):
        print(f"  {rule:22s} {1e4 * len(prefixes) / others:8.2f}")
    sums = added(told, bits)
    for least in (0.01, 2, 4, 6, 8, 10):
        many = sum(total >= least for total in sums.values())
        print(f"  {least:5.2f} bits or more    {1e4 * many / others:8.2f}")


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--fit", action="store_true")
    wish = ask.parse_args()
    store = ready()
    found = findings(store)
    halves = {
        "even": Halves(store, [True]),
        "odd": Halves(store, [False]),
        "both": Halves(store, [True, False]),
    }
    case = case_prefixes(store)
    fit = fitted(found, halves["even"], case)
    for (rule, bin_), (bits, listed, share) in sorted(fit.items()):
        print(f"  {rule:16s} {bin_:58s} {bits:+6.2f} listed {listed:3d} pairs {share:.5f}")
    if wish.fit:
        write(fit)
        default_weights.cache_clear()
    bits = default_weights().bits
    false_at_most(store, found, bits)
    family = {name: rule.family for name, rule in all_detectors().items()}
    print(f"# {machine()}; known on {BEFORE}")
    views = (
        ("all detectors", bits, found),
        (
            "without the listing family",
            {k: b for k, b in bits.items() if family[k[0]] != "listing"},
            found,
        ),
        ("without the case", bits, [row for row in found if (row[0], row[1]) not in case]),
    )
    for title, kept, told in views:
        for name, half in halves.items():
            rows = scored(told, kept, half)
            print(
                f"{title}, {name} half: {len(half.listed)} listed, {half.inside} in the universe,"
                f" {half.controls} others"
            )
            for share, reached, lift in curve(rows, half):
                print(f"  {share:7.2%} of pairs  {reached:6.2%} of listed  lift {lift:5.1f}")
            leads = [row[3] for row in rows if row[0] > 0 and row[3] is not None]
            if leads:
                print(
                    f"  any finding of more than 0 bits: {len(leads)} listed, median lead {median(leads):.0f} days"
                )


if __name__ == "__main__":
    main()
