"""Transfer logs, VRPs, DROP as JSON and company registers of a world, as published."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from ipaddress import IPv4Address
from typing import Final

import polars as pl

from samehand.worlds.draft import Block, Draft
from samehand.worlds.holdings import Holdings
from samehand.worlds.rpsl import person, street
from samehand.worlds.text import dotted, iso

_LOGS: Final = {
    "afrinic": "AFRINIC",
    "apnic": "APNIC",
    "arin": "ARIN",
    "lacnic": "LACNIC",
    "ripencc": "RIPE NCC",
}
_ANCHORS: Final = {"ripencc": "ripe"}  # how VRP exports call a registry that is not its own name
_SIGNED: Final = 2  # every second route has a ROA: about what NIST's monitor shows for IPv4
REGISTER: Final = "zz-synthetic"  # a register of companies of no country
_SHELF_DAYS: Final = 60  # a company is this much older than its first resource, or more
_SPREAD_DAYS: Final = 2_000


def transfers(draft: Draft, registry: str, day: int) -> str:
    """A registry's log of transfers up to a day: sales and mergers."""
    name = _LOGS[registry]
    told = [
        _transfer(draft, block, name)
        for block in sorted(draft.blocks, key=lambda one: one.first)
        if block.moved
        and block.moved[0] <= day
        and block.day <= day
        and draft.registrants[block.owner].registry == registry
    ]
    made = date.fromordinal(day).isoformat()
    head = {
        "stats_version": "4.0",
        "producer": name,
        "production_date": f"{made}T03:00:00Z",
        "remarks": [f"SYNTHETIC world, seed {draft.shape.seed}: not real data"],
    }
    return json.dumps({"version": head, "transfers": told}, indent=1) + "\n"


def _transfer(draft: Draft, block: Block, name: str) -> dict[str, object]:
    when, taker = block.moved or (0, 0)
    giver, into = draft.registrants[block.owner], draft.registrants[taker]
    merged = block.owner in draft.merged
    ends = (IPv4Address(block.first), IPv4Address(block.first + block.count - 1))
    return {
        "type": "MERGER_ACQUISITION" if merged else "RESOURCE_TRANSFER",
        "ip4nets": {
            "transfer_set": [{"start_address": _padded(ends[0]), "end_address": _padded(ends[1])}]
        },
        "source_organization": {"name": giver.name.title, "country_code": giver.country},
        "recipient_organization": {"name": into.name.title, "country_code": into.country},
        "transfer_date": f"{date.fromordinal(when).isoformat()}T12:00:00Z",
        "source_registration_date": f"{date.fromordinal(block.day).isoformat()}T00:00:00Z",
        "source_rir": name,
        "recipient_rir": _LOGS[into.registry],
    }


def _padded(place: IPv4Address) -> str:
    """Octets with zeros in front, as the logs write them."""
    return ".".join(f"{octet:03}" for octet in place.packed)


def vrps(held: Holdings) -> Iterator[str]:
    """Validated ROA payloads as rpki-client's CSV."""
    yield "ASN,IP Prefix,Max Length,Trust Anchor,Expires"
    expires = (held.day - 719_163 + 1) * 86_400  # the next midnight, in seconds since 1970
    whose = held.parties.select("no", "registry")
    signed = held.routes.join(whose, on="no", maintain_order="left").gather_every(_SIGNED)
    text = pl.concat_str(
        pl.lit("AS"),
        pl.col("asn"),
        pl.lit(","),
        dotted("first"),
        pl.lit("/"),
        pl.col("length"),
        pl.lit(","),
        pl.col("length"),
        pl.lit(","),
        pl.col("registry").replace(_ANCHORS),
        pl.lit(f",{expires}"),
    )
    yield from signed.sort("first", "length").select(text.alias("text"))["text"].to_list()


def drop_json(draft: Draft, day: int) -> Iterator[str]:
    """Spamhaus DROP of a day as JSON lines (drop_v4.json)."""
    listed = sorted({(one[0], one[1]): one for one in draft.listed if one[3] <= day}.values())
    owner = {block.first: draft.registrants[block.owner].registry for block in draft.blocks}
    for first, length, case, _ in listed:
        told = {
            "cidr": f"{IPv4Address(first)}/{length}",
            "sblid": f"SBL{case}",
            "rir": owner[first],
        }
        yield json.dumps(told, separators=(",", ":"))
    last = {"type": "metadata", "timestamp": (day - 719_163) * 86_400, "records": len(listed)}
    yield json.dumps(last, separators=(",", ":"))


def companies(held: Holdings) -> pl.DataFrame:
    """Register of companies: a company for each registrant, older than what it holds."""
    shelf = _SHELF_DAYS + pl.col("number") * 7_919 % _SPREAD_DAYS  # a prime spreads the ages
    return (
        _numbered(held.parties)
        .select(
            pl.lit(REGISTER).alias("register"),
            "company",
            pl.col("title").alias("name"),
            "country",
            (pl.col("day") - shelf).alias("born"),
        )
        .with_columns(iso("born").alias("incorporated"))
        .drop("born")
    )


def officers(held: Holdings) -> pl.DataFrame:
    """A director of each company, and its agent where it has one that others have too."""
    known = _numbered(held.parties)
    directors = known.select(
        "register",
        "company",
        person("officer").alias("name"),
        role=pl.lit("director"),
        person=pl.lit("yes"),
    )
    agent = pl.concat_str(pl.lit("Synthetic Agents "), pl.col("agent"), pl.lit(" Ltd"))
    agents = known.filter(~pl.col("no_agent")).select(
        "register", "company", agent.alias("name"), role=pl.lit("agent"), person=pl.lit("no")
    )
    return pl.concat([directors, agents])


def places(held: Holdings) -> pl.DataFrame:
    """Addresses: the agent's, for who has an agent; else the registrant's own."""
    office = pl.concat_str(pl.lit("Agents' House "), pl.col("agent"), pl.lit(" Example Square"))
    where = pl.when(pl.col("no_agent")).then(street()).otherwise(office)
    return _numbered(held.parties).select("register", "company", where.alias("address"), "country")


def _numbered(known: pl.DataFrame) -> pl.DataFrame:
    number = pl.col("number").cast(pl.String).str.zfill(8)
    return known.with_columns(register=pl.lit(REGISTER), company=number)
