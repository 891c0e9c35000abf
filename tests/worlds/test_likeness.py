"""How like the real ones a made-up world is: its distributions against `rates`, and against the data.

Distances are Kolmogorov-Smirnov's: the largest difference between two shares of what is no larger
than some value. Each bound has its reason; under them all, chance alone makes .02 to .06 with the
few hundred to some thousand holders that a registry has here.
"""

from __future__ import annotations

import gzip
import os
from collections import Counter
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from samehand.worlds import Shape, World, rates, traffic, write
from samehand.worlds.rates import Quantiles

DATA = Path(os.environ.get("SAMEHAND_DATA", Path(__file__).parents[3] / "shared" / "data"))
REAL = DATA / "world-2017-03-21"
REGISTRIES = tuple(rates.REGISTRIES)
Numbers = npt.NDArray[np.int64]

BY_CHANCE = 0.06  # 400 drawn differ by .068 from what they are drawn from once in twenty times
SPONSORED = 0.05  # /24s of organisations under a sponsor, which the table of sizes leaves out
PLANTED = 0.05  # hands, families and universities hold what their stories say
ONE_TABLE = (
    0.20  # blocks of a holder: one table for five registries; APNIC's national ones hold more
)
UNSOLD = 0.10  # a third of those that are to sell to one AS find none, by chance


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """A world of the day of the real one."""
    shape = Shape(holders=12_000, seed=1013, day=date(2017, 3, 21), hands=4)
    return write(tmp_path_factory.mktemp("likeness"), shape)


def rows(path: Path) -> list[list[str]]:
    """Fields of the lines of a gzipped file, without comments."""
    with gzip.open(path, "rt", encoding="utf-8", errors="replace") as lines:
        return [line.rstrip("\n").split("|") for line in lines if line[0] != "#"]


def held(path: Path) -> list[list[str]]:
    """Records of a delegated file that have a holder."""
    return [row for row in rows(path) if len(row) == 8 and row[7] and row[1] != "*"]


def made(world: World, registry: str) -> list[list[str]]:
    """The records of a registry in the made-up world."""
    files = (file.path for file in world.files if file.kind == "delegated")
    return held(next(path for path in files if f"-{registry}-" in path.name))


def real(registry: str) -> list[list[str]]:
    """The records of a registry on the real day."""
    return held(REAL / f"delegated-{registry}-extended-20170321.gz")


def sizes(records: list[list[str]]) -> Numbers:
    """Addresses of each IPv4 block."""
    return np.array([int(row[4]) for row in records if row[2] == "ipv4"])


def of_each(records: list[list[str]], kind: str) -> Numbers:
    """How many rows of a kind each holder with any has."""
    return np.array(list(Counter(row[7] for row in records if row[2] == kind).values()))


def customers(path: Path) -> Numbers:
    """How many customers each AS with any has."""
    return np.array(list(Counter(row[0] for row in rows(path) if row[2] == "-1").values()))


def providers(path: Path) -> Numbers:
    """How many providers each AS with any has."""
    return np.array(list(Counter(row[1] for row in rows(path) if row[2] == "-1").values()))


def relations(world: World) -> Path:
    """The made-up relations of the year of the real ones."""
    return next(f.path for f in world.files if f.kind == "as-rel" and f.day.year == 2016)


def apart(one: Numbers, other: Numbers) -> float:
    """Kolmogorov-Smirnov's distance of two samples."""
    one, other = np.sort(one), np.sort(other)
    where = np.union1d(one, other)
    shares = [np.searchsorted(each, where, "right") / each.size for each in (one, other)]
    return float(np.abs(shares[0] - shares[1]).max())


def apart_from(sample: Numbers, table: Quantiles) -> float:
    """The distance of whole numbers from quantiles: how far each is from being one of the sample."""
    less = [float((sample < value).mean()) for _, value in table]
    least = [float((sample <= value).mean()) for _, value in table]
    told = zip(table, less, least, strict=True)
    return max(max(below - share, share - up_to) for (share, _), below, up_to in told)


@pytest.mark.parametrize("registry", REGISTRIES)
def test_blocks_have_the_sizes_of_the_rates(world: World, registry: str) -> None:
    table = rates.REGISTRIES[registry].sizes
    whole = sum(table.values())
    wanted = np.repeat(list(table), [round(10_000 * part / whole) for part in table.values()])
    assert apart(sizes(made(world, registry)), wanted) < BY_CHANCE + SPONSORED + PLANTED


@pytest.mark.parametrize("registry", REGISTRIES)
def test_holders_have_as_many_blocks_as_the_rates_say(world: World, registry: str) -> None:
    distance = apart_from(of_each(made(world, registry), "ipv4"), rates.BLOCKS)
    assert distance < BY_CHANCE + PLANTED


@pytest.mark.parametrize("registry", ["afrinic", "arin", "lacnic"])  # who has no sponsors
def test_holders_have_as_many_as_numbers_as_the_rates_say(world: World, registry: str) -> None:
    table = rates.REGISTRIES[registry].own_asns
    assert apart_from(of_each(made(world, registry), "asn"), table) < BY_CHANCE


def test_providers_have_as_many_customers_as_the_rates_say(world: World) -> None:
    distance = apart_from(customers(relations(world)), traffic.CUSTOMERS)
    assert distance < BY_CHANCE + UNSOLD + PLANTED


@pytest.mark.skipif(not REAL.is_dir(), reason=f"real data not found: {REAL}")
@pytest.mark.parametrize("registry", REGISTRIES)
def test_blocks_and_their_holders_are_like_the_real_ones(world: World, registry: str) -> None:
    ours, theirs = made(world, registry), real(registry)
    assert apart(sizes(ours), sizes(theirs)) < BY_CHANCE + PLANTED
    blocks = [of_each(records, "ipv4") for records in (ours, theirs)]
    assert apart(*blocks) < BY_CHANCE + ONE_TABLE
    numbers = [of_each(records, "asn") for records in (ours, theirs)]
    assert apart(*numbers) < BY_CHANCE + PLANTED + SPONSORED


@pytest.mark.skipif(not REAL.is_dir(), reason=f"real data not found: {REAL}")
def test_providers_and_customers_are_like_the_real_ones(world: World) -> None:
    ours, theirs = relations(world), REAL / "20160701.as-rel.txt.gz"
    assert apart(customers(ours), customers(theirs)) < BY_CHANCE + UNSOLD + PLANTED
    assert apart(providers(ours), providers(theirs)) < BY_CHANCE + PLANTED


def test_the_distance_tells_apart_what_is_not_alike() -> None:
    one = np.arange(1, 101)
    assert apart(one, one) == 0
    assert apart(one, one + 50) == pytest.approx(0.5)
    assert apart_from(one, ((0, 1), (0.5, 50), (1, 100))) == pytest.approx(0)
    assert apart_from(one, ((0, 1), (0.5, 10), (1, 100))) == pytest.approx(0.4)
