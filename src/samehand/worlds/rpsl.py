"""The database of a registry as one RPSL dump, of the same holders as its delegated file.

Attributes of RFC 2622 in the RIPE NCC's order. Contacts are `Person 0417`, phones +999 (reserved
by the ITU), mail under `.example`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import polars as pl

from samehand.worlds.holdings import Holdings
from samehand.worlds.text import dotted, gathered, iso, said, scattered, written

SOURCES: Final = {"ripencc": "RIPE", "apnic": "APNIC", "afrinic": "AFRINIC", "lacnic": "LACNIC"}


def person(column: str) -> pl.Expr:
    """A made-up person's name, by number."""
    return pl.concat_str(pl.lit("Person "), pl.col(column).cast(pl.String).str.zfill(4))


def street() -> pl.Expr:
    """Where a registrant is; now and then with a typing error."""
    told = pl.col("street")
    road = (
        pl.when(pl.col("mistyped"))
        .then(pl.lit(" Exmaple Street"))
        .otherwise(pl.lit(" Example Street"))
    )
    return pl.concat_str(told, road)


def dump(held: Holdings, registry: str) -> Iterator[str]:
    """The objects of a registry, each as its whole text but the last blank line."""
    source = SOURCES[registry]
    here = held.parties.filter(pl.col("registry") == registry)
    numbers = held.of(held.numbers, registry)
    # one dump holds each AS number once: a range is written number by number
    each = numbers.with_columns(
        pl.int_ranges(pl.col("asn"), pl.col("last_asn") + 1).alias("asn")
    ).explode("asn")
    routes = held.of(held.routes, registry)
    for frame, made in (
        (here, _organisation(source)),
        (here.unique("contact", maintain_order=True), _person(source)),
        (here.unique("maintainer", maintain_order=True), _maintainer(source)),
        (held.of(held.blocks, registry), _block(source)),
        (held.parts(registry), _part(source)),
        (each, _number(source)),
        (routes, _route()),
    ):
        if frame.height:
            yield from written(frame, [*made, *said("source", source)])


def _contacts(source: str) -> list[pl.Expr]:
    who = ("PP", scattered("contact"), f"-{source}")
    return gathered(
        said("admin-c", *who),
        said("tech-c", *who),
        said("mnt-by", "MNT-EX", pl.col("maintainer")),
    )


def _dates(since: str) -> list[pl.Expr]:
    return gathered(
        said("created", iso(since), "T00:00:00Z"), said("last-modified", iso(since), "T00:00:00Z")
    )


def _org(source: str) -> list[pl.Expr]:
    return said("org", "ORG-EX", pl.col("number"), f"-{source}")


def _organisation(source: str) -> list[pl.Expr]:
    return gathered(
        said("organisation", "ORG-EX", pl.col("number"), f"-{source}"),
        said("org-name", pl.col("title")),
        said("org-type", "LIR"),
        said("country", pl.col("country")),
        said("address", street()),
        said("phone", "+999 1", pl.col("phone") + 10_000_000),
        said("e-mail", "noc@org", pl.col("mailbox"), ".example"),
        said("mnt-ref", "MNT-EX", pl.col("maintainer")),
        _contacts(source),
        _dates("day"),
    )


def _person(source: str) -> list[pl.Expr]:
    return gathered(
        said("person", person("contact")),
        said("address", pl.col("contact"), " Example Road"),
        said("phone", "+999 2", pl.col("contact") + 10_000_000),
        said("e-mail", "person", pl.col("contact"), "@post.example"),
        said("nic-hdl", "PP", scattered("contact"), f"-{source}"),
        said("mnt-by", "MNT-EX", pl.col("maintainer")),
        _dates("day"),
    )


def _maintainer(source: str) -> list[pl.Expr]:
    return gathered(
        said("mntner", "MNT-EX", pl.col("maintainer")),
        said("admin-c", "PP", scattered("contact"), f"-{source}"),
        said("upd-to", "hostmaster@org", pl.col("mailbox"), ".example"),
        said("auth", "MD5-PW # Filtered"),
        said("mnt-by", "MNT-EX", pl.col("maintainer")),
        _dates("day"),
    )


def _block(source: str) -> list[pl.Expr]:
    status = (
        pl.when(pl.col("assigned")).then(pl.lit("ASSIGNED PI")).otherwise(pl.lit("ALLOCATED PA"))
    )
    return gathered(
        said("inetnum", dotted("first"), " - ", dotted("last")),
        said("netname", pl.col("handle").str.to_uppercase()),
        said("country", pl.col("country")),
        _org(source),
        said("status", status),
        _contacts(source),
        _dates("since"),
    )


def _part(source: str) -> list[pl.Expr]:
    return gathered(
        said("inetnum", dotted("first"), " - ", dotted("last")),
        said("netname", "CUST-", pl.col("number"), "-", pl.col("nth")),
        said("descr", "Customer ", pl.col("nth"), " of ", pl.col("title")),
        said("country", pl.col("country")),
        said("status", "ASSIGNED PA"),
        _contacts(source),
        _dates("since"),
    )


def _number(source: str) -> list[pl.Expr]:
    return gathered(
        said("aut-num", "AS", pl.col("asn")),
        said("as-name", pl.col("handle")),
        _org(source),
        said("status", "ASSIGNED"),
        _contacts(source),
        _dates("since"),
    )


def _route() -> list[pl.Expr]:
    return gathered(
        said("route", dotted("first"), "/", pl.col("length")),
        said("origin", "AS", pl.col("asn")),
        said("mnt-by", "MNT-EX", pl.col("maintainer")),
        _dates("since"),
    )
