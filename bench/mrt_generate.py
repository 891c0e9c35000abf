"""A made routing table in MRT TABLE_DUMP_V2, of any size, the same for the same seed.

Usage: python bench/mrt_generate.py [--megabytes 1200] [--seed 1]

It writes bench/out/rib.SEED.mrt and the same under `gzip -6`. Invented: every address, AS and
path. Shaped on public collectors: 48 peers with a full table, 5 in 6 prefixes IPv4, six of ten
IPv4 prefixes a /24, paths of 2 to 8 ASes (4.6 on the mean), one origin in ten prepends, one prefix in
1,000 ends in an AS_SET, 6 entries in 10 carry communities (1 to 8), 3 in 10 a MED, 1 in 10
large communities. All entries of one origin take few paths, so it deflates about as real ones do.
"""

import argparse
import subprocess
import time
from pathlib import Path
from typing import Any

import numpy as np
from numba import njit

OUT = Path(__file__).resolve().parent / "out"
PEERS = 48
ORIGINS = 75_000  # ASes that announce something today
STAMP = 1_704_067_200  # 2024-01-01
SLICE = 1 << 25  # bytes made at a time
ROOM = 1 << 16  # more than the largest record made here


@njit(cache=True)
def mix(seed: int, one: int, two: int) -> Any:
    """A number of 62 bits that looks random: splitmix64 of three numbers."""
    z = np.uint64(seed) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(one)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9) + np.uint64(two)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    z = (z ^ (z >> np.uint64(31))) * np.uint64(0xBF58476D1CE4E5B9)
    return np.int64((z ^ (z >> np.uint64(29))) >> np.uint64(2))


@njit(cache=True)
def put(out: Any, at: int, value: int, size: int) -> int:
    for i in range(size):
        out[at + i] = (value >> (8 * (size - 1 - i))) & 255
    return at + size


@njit(cache=True)
def put_path(out: Any, at: int, seed: int, peer: int, origin: int, prefix: int) -> int:
    """AS_PATH: the peer, one or two large networks, one to three smaller ones, the origin."""
    home = mix(seed, origin, 1)
    start = at
    at = put(out, at, 0x40020002, 4)
    at = put(out, at, 0, 1)
    at = put(out, at, 3000 + peer * 37, 4)
    way = mix(seed, origin * 64 + peer, 2) if mix(seed, prefix, 3) % 8 else mix(seed, prefix, peer)
    if peer % 7:
        at = put(out, at, 174 + (peer * 11 + way % 2) % 14 * 400, 4)
    if way % 3:
        at = put(out, at, 1299 + way % 12 * 500, 4)
    for i in range(home % 3):
        at = put(out, at, 9000 + mix(seed, home % 4000, i) % 9000, 4)
    at = put(out, at, 20000 + mix(seed, origin, 4 + way % 2) % 6000, 4)
    for _ in range(1 + (way % 3 if home % 10 == 7 else 0)):
        at = put(out, at, 30000 + origin * 5, 4)
    out[start + 4] = (at - start - 5) // 4
    if mix(seed, prefix, 6) % 1000 == 0:
        at = put(out, at, 0x0102, 2)
        at = put(out, put(out, at, 64500, 4), 64501, 4)
    out[start + 2] = at - start - 3
    return at


@njit(cache=True)
def put_rest(out: Any, at: int, seed: int, peer: int, origin: int, six: bool) -> int:
    """Next hop, MED, communities and the like."""
    luck = mix(seed, origin * 64 + peer, 7)
    if six:
        at = put(out, put(out, at, 0x800E11, 3), 16, 1)
        at = put(out, put(out, at, 0x20010DB8, 4), peer, 12)
    else:
        at = put(out, put(out, at, 0x400304, 3), 0xC6336400 + peer, 4)
    if luck % 10 < 3:
        at = put(out, put(out, at, 0x800404, 3), luck % 200, 4)
    if luck % 33 == 0:
        at = put(out, at, 0x400600, 3)
    if luck % 20 == 1:
        at = put(out, put(out, at, 0xC00708, 3), 30000 + origin * 5, 4)
        at = put(out, at, 0xC0000200 + luck % 250, 4)
    if luck // 100 % 10 < 6:
        many = 1 + luck // 1000 % 8
        at = put(out, put(out, at, 0xC008, 2), many * 4, 1)
        for i in range(many):
            at = put(out, at, (3000 + peer * 37) * 65536 + mix(seed, luck % 3000, i) % 5000, 4)
    if luck // 100_000 % 10 == 0:
        at = put(out, at, 0xC0200C, 3)
        at = put(out, put(out, put(out, at, 200000 + peer, 4), luck % 50, 4), origin % 99, 4)
    return at


@njit(cache=True)
def put_prefix(out: Any, at: int, seed: int, number: int, six: bool) -> int:
    """Sequence number and prefix, ascending."""
    at = put(out, at, number, 4)
    luck = mix(seed, number, 8) % 100
    free = 0  # bits that may be left out without meeting another prefix of the same length
    while free < luck % 13 and number >> free & 1 == 0:
        free += 1
    if six:
        length = 48 if luck < 50 else 40 - free
        address = (0x20010000 << 32) + (number << 24)
        room = 64
    else:
        length = 24 - free
        address = (0x01000000 + number * 256) & 0xFFFFFFFF
        room = 32
    at = put(out, at, length, 1)
    for i in range((length + 7) // 8):
        kept = min(8, length - 8 * i)
        out[at + i] = (
            (address >> (room - 8 - 8 * i) if i < room // 8 else 0) & (0xFF00 >> kept) & 255
        )
    return at + (length + 7) // 8


@njit(cache=True)
def put_records(out: Any, seed: int, number: int) -> Any:
    """Records from prefix `number` on until `out` is nearly full: bytes, next number, entries."""
    at = 0
    entries = 0
    while at < len(out) - 65536:
        six = number % 6 == 5
        start = at
        at = put(out, at, 1_704_067_200, 4)
        at = put(out, at, 0x000D0004 if six else 0x000D0002, 4)
        at = put_prefix(out, at + 4, seed, number, six)
        count_at = at
        at += 2
        count = 0
        origin = mix(seed, number // (1 + mix(seed, number // 40, 9) % 30), 10) % 75_000
        for peer in range(48):
            if mix(seed, number * 64 + peer, 11) % 100 < 96:
                count += 1
                at = put(out, at, peer, 2)
                at = put(out, at, 1_704_067_200 - mix(seed, origin, peer) % 5_000_000, 4)
                body = at + 2
                at = put(out, body, 0x40010100, 4)
                at = put_path(out, at, seed, peer, origin, number)
                at = put_rest(out, at, seed, peer, origin, six)
                put(out, body - 2, at - body, 2)
        put(out, count_at, count, 2)
        put(out, start + 8, at - start - 12, 4)
        entries += count
        number += 1
    return at, number, entries


def peer_table() -> bytes:
    body = bytearray(b"\xc0\x00\x02\x01\x00\x00" + PEERS.to_bytes(2, "big"))
    for peer in range(PEERS):
        body += b"\x02" + bytes([198, 51, 100, peer]) * 2 + (3000 + peer * 37).to_bytes(4, "big")
    head = STAMP.to_bytes(4, "big") + b"\x00\x0d\x00\x01" + len(body).to_bytes(4, "big")
    return head + bytes(body)


def write(path: Path, megabytes: float, seed: int) -> tuple[int, int]:
    """Prefixes and entries written."""
    out = np.zeros(SLICE, np.uint8)
    number = total = 0
    with path.open("wb") as file:
        file.write(peer_table())
        while file.tell() < megabytes * 1e6:
            size, number, entries = put_records(out, seed, number)
            file.write(out[:size].data)
            total += entries
    return number, total


def rib(megabytes: float, seed: int = 1) -> Path:
    """The made table of this size, made now unless it is there; its `.gz` beside it."""
    OUT.mkdir(exist_ok=True)
    path = OUT / f"rib.{seed}.{megabytes:g}.mrt"
    if not path.with_suffix(".mrt.gz").exists():
        started = time.perf_counter()
        prefixes, entries = write(path, megabytes, seed)
        subprocess.run(["gzip", "-6", "-k", "-f", str(path)], check=True)
        print(
            f"{path.name}: {prefixes:,} prefixes, {entries:,} entries, {path.stat().st_size:,} bytes, "
            f"gz {path.with_suffix('.mrt.gz').stat().st_size:,}, {time.perf_counter() - started:.0f} s"
        )
    return path


if __name__ == "__main__":
    ask = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ask.add_argument("--megabytes", type=float, default=1200)
    ask.add_argument("--seed", type=int, default=1)
    wish = ask.parse_args()
    rib(wish.megabytes, wish.seed)
