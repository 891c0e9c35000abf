"""A registry's whole database as RPSL, made up, of any size: to measure readers and links on.

``write_whois(path, objects, seed)`` streams one dump: organisations, persons, maintainers, AS
numbers, blocks, their reassignments' contacts and route objects, with the attributes of RFC 2622
in the RIPE NCC's order. Few parties stand on many records, most on few (``_REACH``). Columns are
drawn and joined a chunk at a time, so memory is flat; the same wish gives the same bytes.

What fools it: shares and reach are choices, no whole dump was at hand to measure; values follow
no geography; it stands alone, its holders are not those of ``write``, and it plants no hands.
AS numbers are private, IPv6 is documentation space (RFC 9637), IPv4 is 240.0.0.0/4 as long as
that has a /24 for every block, then all unicast space.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

import numpy as np
import polars as pl

from samehand.worlds.plan import demo_plan, world_plan
from samehand.worlds.text import dotted, gathered, said

FEWEST_OBJECTS: Final = 1_000  # below this some class would have no object
MOST_OBJECTS: Final = 20_000_000  # beyond this unicast space lacks a /24 for every block
_CHUNK: Final = 200_000  # objects drawn at once: some 100 MB of columns
# Shares of classes, in order of writing: a choice, as a large registry's database leans.
SHARES: Final[Mapping[str, float]] = {
    "organisation": 0.03,
    "person": 0.22,
    "mntner": 0.03,
    "aut-num": 0.01,
    "inetnum": 0.58,
    "inet6num": 0.07,
    "route": 0.06,
}
_REACH: Final = 3.0  # u ** 3: the busiest hundredth of parties stands on a fifth of records
_SIZES: Final = ((8, 0.5), (16, 0.15), (32, 0.1), (64, 0.05), (256, 0.2))  # addresses: share
_COUNTRIES: Final = ("AA", "QM", "QN", "QO", "XA", "XB", "XC", "ZZ")  # user-assigned, ISO 3166
_FIRST_AS: Final = 4_200_000_000  # private (RFC 6996)
_SIX: Final = "3fff"  # 3fff::/20 (RFC 9637)

Told = Callable[[str, int, int], None]  # what was done, objects done, objects in all


def counts(objects: int) -> dict[str, int]:
    """How many objects of each class; blocks take what rounding leaves.

    >>> sum(counts(1000).values())
    1000
    """
    told = {kind: int(objects * share) for kind, share in SHARES.items()}
    told["inetnum"] += objects - sum(told.values())
    return told


def write_whois(path: Path, objects: int, seed: int, told: Told | None = None) -> Path:
    """Write a dump of ``objects`` objects, uncompressed; a half-written one never stays.

    ``told`` hears what was written, how many objects so far, and of how many.
    """
    if not FEWEST_OBJECTS <= objects <= MOST_OBJECTS:
        raise ValueError(f"{objects} objects: ask for {FEWEST_OBJECTS} to {MOST_OBJECTS}")
    if not path.name.startswith("SYNTHETIC"):
        raise ValueError(f"{path.name}: name the file SYNTHETIC-..., as all of a world are")
    half = path.with_name(path.name + ".part")
    try:
        with half.open("wb") as out:
            out.write(f"% SYNTHETIC world, seed {seed}: not real data\n\n".encode())
            done = 0
            for text in _chunks(objects, seed):
                out.write("".join(text.to_list()).encode())
                done += len(text)
                if told:
                    told(path.name, done, objects)
        return half.replace(path)
    finally:
        half.unlink(missing_ok=True)


def _chunks(objects: int, seed: int) -> Iterator[pl.Series]:
    """The text of every object, a chunk at a time."""
    rng = np.random.default_rng(seed)
    told = counts(objects)
    for kind, count in told.items():
        for start in range(0, count, _CHUNK):
            stop = min(count, start + _CHUNK)
            frame = _drawn(rng, np.arange(start, stop), told)
            yield frame.select(pl.concat_str(*_KINDS[kind], *_TAIL).alias("text"))["text"]


def _drawn(rng: np.random.Generator, number: np.ndarray, told: Mapping[str, int]) -> pl.DataFrame:
    """What objects of any class state: whose they are, whom they name, where and since when."""
    count = number.size
    sizes, odds = np.array(_SIZES).T

    def skewed(kind: str) -> np.ndarray:
        return (rng.random(count) ** _REACH * told[kind]).astype(np.int64)

    first = _places(number, told["inetnum"])
    size = rng.choice(sizes.astype(np.int64), size=count, p=odds)
    return pl.DataFrame(
        {
            "n": number,
            "org": skewed("organisation"),
            "mnt": skewed("mntner"),
            "person": skewed("person"),
            "asn": _FIRST_AS + skewed("aut-num"),
            "first": first,
            "last": first + size - 1,
            "country": rng.choice(_COUNTRIES, size=count),
            "year": rng.integers(1995, 2021, size=count),
            "day": rng.integers(10, 29, size=count),  # two digits in every month
        }
    )


def _places(number: np.ndarray, blocks: int) -> np.ndarray:
    """First addresses of numbered /24s, in 240.0.0.0/4 if it has room for all of them."""
    for plan in (demo_plan(), world_plan()):
        spans = sorted(span for spans in plan.v4.values() for span in spans)
        firsts = np.array([first for first, _ in spans])  # each a /8: 65,536 of /24
        if blocks <= firsts.size << 16:
            return np.asarray(firsts[(number >> 16) % firsts.size] + ((number & 0xFFFF) << 8))
    raise ValueError(f"{blocks} blocks: unicast space has no /24 for each; ask for fewer objects")


def _six(column: str) -> pl.Expr:
    """A numbered /48 of documentation space: 3fff:0xxx:yyyy::/48."""
    high, low = (_hex(pl.col(column) // 65536), _hex(pl.col(column) % 65536))
    return pl.concat_str(pl.lit(f"{_SIX}:"), high, pl.lit(":"), low, pl.lit("::/48"))


def _hex(value: pl.Expr) -> pl.Expr:
    """Four hexadecimal digits."""
    digits = pl.Series([f"{digit:x}" for digit in range(16)])
    places = [pl.lit(digits).gather(value // (1 << shift) % 16) for shift in (12, 8, 4, 0)]
    return pl.concat_str(*places)


def _pointers() -> list[pl.Expr]:
    """Contacts and maintainer."""
    who = ("PP", pl.col("person"), "-EXDB")
    return gathered(
        said("admin-c", *who), said("tech-c", *who), said("mnt-by", "MNT-", pl.col("mnt"))
    )


_ORG: Final = said("org", "ORG-EX", pl.col("org"), "-EXDB")
_TAIL: Final = gathered(
    said("created", pl.col("year"), "-01-", pl.col("day"), "T00:00:00Z"),
    said("last-modified", pl.col("year") + 1, "-02-", pl.col("day"), "T00:00:00Z"),
    said("source", "EXDB"),
    [pl.lit("\n")],
)
_MAIL: Final = ("@org", pl.col("org"), ".example")
_PHONE: Final = ("+999 1", 10_000_000 + pl.col("n"))  # 999: reserved by the ITU, rings nowhere
_KINDS: Final[Mapping[str, list[pl.Expr]]] = {
    "organisation": gathered(
        said("organisation", "ORG-EX", pl.col("n"), "-EXDB"),
        said("org-name", "Synthetic Organisation ", pl.col("n")),
        said("org-type", "LIR"),
        said("country", pl.col("country")),
        said("address", pl.col("n") % 977 + 1, " Example Street"),
        said("phone", *_PHONE),
        said("e-mail", "noc", "@org", pl.col("n"), ".example"),
        said("mnt-ref", "MNT-", pl.col("mnt")),
        _pointers(),
    ),
    "person": gathered(
        said("person", "Person ", pl.col("n").cast(pl.String).str.zfill(4)),
        said("address", pl.col("person") % 977 + 1, " Example Street"),
        said("phone", "+999 2", 10_000_000 + pl.col("n")),
        said("e-mail", "person", pl.col("n"), *_MAIL),
        said("nic-hdl", "PP", pl.col("n"), "-EXDB"),
        said("mnt-by", "MNT-", pl.col("mnt")),
    ),
    "mntner": gathered(
        said("mntner", "MNT-", pl.col("n")),
        said("admin-c", "PP", pl.col("person"), "-EXDB"),
        said("upd-to", "hostmaster", *_MAIL),
        said("auth", "MD5-PW # Filtered"),
        said("mnt-by", "MNT-", pl.col("n")),
    ),
    "aut-num": gathered(
        said("aut-num", "AS", pl.col("n") + _FIRST_AS),
        said("as-name", "EX-AS-", pl.col("n")),
        _ORG,
        said("status", "ASSIGNED"),
        _pointers(),
    ),
    "inetnum": gathered(
        said("inetnum", dotted("first"), " - ", dotted("last")),
        said("netname", "EX-NET-", pl.col("n")),
        said("descr", "Customer ", pl.col("n") % 100_003, " of organisation ", pl.col("org")),
        said("country", pl.col("country")),
        _ORG,
        said("status", "ASSIGNED PA"),
        _pointers(),
    ),
    "inet6num": gathered(
        said("inet6num", _six("n")),
        said("netname", "EX-SIX-", pl.col("n")),
        said("country", pl.col("country")),
        _ORG,
        said("status", "ASSIGNED"),
        _pointers(),
    ),
    "route": gathered(
        said("route", dotted("first"), "/24"),
        said("origin", "AS", pl.col("asn")),
        said("mnt-by", "MNT-", pl.col("mnt")),
    ),
}
