"""ARIN's bulk whois as text (arin_db.txt), of the same holders as its delegated file.

Layout as `sources/arin_bulk_text` documents it: two blank lines between objects, each ends with
its `Source`. Reassignments are to customers, who have a `C` number and no contacts of their own.
"""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from samehand.worlds.holdings import Holdings
from samehand.worlds.rpsl import street
from samehand.worlds.text import dotted, gathered, iso, said, scattered, written


def bulk(held: Holdings) -> Iterator[str]:
    """The objects of ARIN, each as its whole text but the last blank line."""
    here = pl.col("registry") == "arin"
    known = held.parties.filter(here)
    parts = held.parts("arin").with_row_index("customer")
    for frame, made in (
        (held.of(held.numbers, "arin"), _number()),
        (known.unique("contact", maintain_order=True), _contact("contact", "PP")),
        (known, _contact("number", "NOC")),
        (known, _organisation()),
        (parts, _customer()),
        (held.of(held.blocks, "arin"), _block()),
        (parts, _part()),
    ):
        if frame.height:
            yield from written(frame, [*made, *said("Source", "ARIN"), pl.lit("\n")])


def _since(column: str) -> list[pl.Expr]:
    return gathered(said("RegDate", iso(column)), said("Updated", iso(column)))


def _org() -> list[pl.Expr]:
    return said("OrgID", "EX-", pl.col("number"))


def _poc(attribute: str) -> list[pl.Expr]:
    return said(attribute, "PP", scattered("contact"), "-ARIN")


def _place() -> list[pl.Expr]:
    return gathered(
        said("Street", street()),
        said("City", "Example City"),
        said("State/Prov", "ZZ"),
        said("Country", pl.col("country")),
        said("PostalCode", "00000"),
    )


def _number() -> list[pl.Expr]:
    return gathered(
        said("ASHandle", "AS", pl.col("asn")),
        _org(),
        said("ASName", pl.col("handle")),
        said("ASNumber", pl.col("asn"), " - ", pl.col("last_asn")),
        _since("since"),
        _poc("TechHandle"),
    )


def _contact(number: str, prefix: str) -> list[pl.Expr]:
    """A person, or the desk of an organisation (``NOC``) with its phone and mailbox."""
    desk = prefix == "NOC"
    return gathered(
        said("POCHandle", prefix, scattered(number), "-ARIN"),
        said("IsRole", "Y" if desk else "N"),
        said("LastName", pl.col(number).cast(pl.String).str.zfill(4)),
        said("FirstName", "Desk" if desk else "Person"),
        _place(),
        _since("day"),
        said(
            "OfficePhone",
            "+999-1-" if desk else "+999-2-",
            pl.col("phone" if desk else number) + 10_000_000,
        ),
        said(
            "Mailbox",
            *(
                ("noc@org", pl.col("mailbox"), ".example")
                if desk
                else ("person", pl.col(number), "@post.example")
            ),
        ),
    )


def _organisation() -> list[pl.Expr]:
    """An organisation, whose phone and mailbox are those of its desk."""
    return gathered(
        _org(),
        said("OrgName", pl.col("title")),
        said("CanAllocate", ""),
        _place(),
        _since("day"),
        _poc("OrgAdminHandle"),
        _poc("OrgTechHandle"),
        said("OrgAbuseHandle", "NOC", scattered("number"), "-ARIN"),
    )


def _customer() -> list[pl.Expr]:
    return gathered(
        said("OrgID", "C", pl.col("customer").cast(pl.String).str.zfill(8)),
        said("OrgName", "Customer ", pl.col("nth"), " of ", pl.col("title")),
        said("Street", "Private Residence"),
        said("City", "Example City"),
        said("Country", pl.col("country")),
        _since("since"),
    )


def _net(column: str) -> list[pl.Expr]:
    return [pl.lit("NET-"), dotted(column).str.replace_all(".", "-", literal=True), pl.lit("-1")]


def _block() -> list[pl.Expr]:
    kind = pl.when(pl.col("assigned")).then(pl.lit("assignment")).otherwise(pl.lit("allocation"))
    return gathered(
        said("NetHandle", *_net("first")),
        _org(),
        said("Parent", ""),
        said("NetName", pl.col("handle")),
        said("NetRange", dotted("first"), " - ", dotted("last")),
        said("NetType", kind),
        _since("since"),
    )


def _part() -> list[pl.Expr]:
    """The handle ends in 2: a block and its first part begin at one address."""
    handle = [*_net("first")[:-1], pl.lit("-2")]
    return gathered(
        said("NetHandle", *handle),
        said("OrgID", "C", pl.col("customer").cast(pl.String).str.zfill(8)),
        said("Parent", *_net("of")),
        said("NetName", "CUST-", pl.col("nth")),
        said("NetRange", dotted("first"), " - ", dotted("last")),
        said("NetType", "reassignment"),
        _since("since"),
    )
