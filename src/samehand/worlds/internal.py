"""What a registry keeps to itself about a world's holders: requests, payments, papers, accounts.

One request for each block. Applicants are `registry:id` as in the delegated files. Innocent twins
are in it: payment agents, online notaries, law firms' templates (rates: ``leaks``).
Papers of one template differ in names, days and amounts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Final

import polars as pl

from samehand.worlds.holdings import Holdings
from samehand.worlds.leaks import INTERNAL
from samehand.worlds.rpsl import person
from samehand.worlds.text import dotted, iso

_FEE: Final = 500  # made-up units for each 256 addresses: no registry's price list
_WAIT_DAYS: Final = 21  # from the request to the block, and at most so long again
_TEXT: Final = "Affidavit on need. {} declares need for {} addresses: {}. Signed {}."
_WORDS: Final = (
    "access backup branch broadband build campus capacity carrier client cloud colocation company"
    " connect content customer data demand deploy design device domestic edge equipment existing"
    " expand facility fibre forecast gateway growth hardware hosting install internal launch lease"
    " licence local maintain metro migrate network office operate partner phase platform point"
    " portal private project provide public rack region remote rollout router rural sensor server"
    " service site storage subscriber support switch tenant tower traffic transit upgrade virtual"
).split()


def tables(held: Holdings) -> Iterator[tuple[str, pl.DataFrame]]:
    """Each table with its name, made as it is read: the columns are those of the registry's files."""
    asked = _asked(held)
    for name, made in (
        ("requests", _requests),
        ("payments", _payments),
        ("attestations", _attestations),
        ("documents", _documents),
        ("submissions", _submissions),
        ("tickets", _tickets),
    ):
        yield name, made(asked)


def _asked(held: Holdings) -> pl.DataFrame:
    size = pl.col("last") - pl.col("first") + 1
    nth = pl.int_range(0, pl.len())
    known = held.parties.select(
        *("no", "number", "registry", "account", "title", "officer"), *INTERNAL
    )
    ordered = held.blocks.sort("since", "first")
    return ordered.join(known, on="no", how="left", maintain_order="left").with_columns(
        size=size,
        nth=nth,
        request=_token("R", nth),
        applicant=pl.concat_str("registry", pl.lit(":"), "account"),
        asked=pl.col("since") - _WAIT_DAYS - pl.col("first") // 256 % _WAIT_DAYS,
        initial=pl.int_range(0, pl.len()).over("no") == 0,
    )


def _token(letter: str, number: pl.Expr) -> pl.Expr:
    return pl.concat_str(pl.lit(letter), number.cast(pl.String).str.zfill(7))


def _requests(asked: pl.DataFrame) -> pl.DataFrame:
    bucket = pl.when(pl.col("initial")).then(pl.lit("initial")).otherwise(pl.lit("additional"))
    return asked.select(
        "request",
        "applicant",
        bucket.alias("bucket"),
        pl.lit(4).alias("family"),
        "size",
        iso("asked").alias("requested"),
        pl.lit("granted").alias("decision"),
        iso("since").alias("decided"),
        pl.concat_str(dotted("first"), pl.lit("-"), dotted("last")).alias("blocks"),
    )


def _payments(asked: pl.DataFrame) -> pl.DataFrame:
    """A payer of its own is called as the applicant; a shared one is an agent, by number."""
    own = pl.col("payer") == pl.col("number")
    shared = pl.concat_str(pl.lit("Synthetic Payments "), pl.col("payer"))
    return asked.select(
        _token("P", pl.col("nth")).alias("payment"),
        pl.when(own).then(pl.col("title")).otherwise(shared).alias("payer"),
        pl.concat_str("registry").alias("payee"),
        _token("card-", pl.col("instrument")).alias("instrument"),
        pl.concat_str(pl.lit("Synthetic Bank "), pl.col("instrument") % 37).alias("bank"),
        (pl.col("size") * _FEE // 256).alias("amount"),
        pl.lit("XTS").alias("currency"),  # ISO 4217: reserved for testing
        iso("since").alias("paid"),
        _token("I", pl.col("nth")).alias("invoice"),
        "request",
    )


def _attestations(asked: pl.DataFrame) -> pl.DataFrame:
    return asked.filter("initial").select(
        _token("A", pl.col("nth")).alias("attestation"),
        "request",
        "applicant",
        person("officer").alias("person"),
        pl.lit("officer").alias("role"),
        pl.concat_str(pl.lit("Notary "), pl.col("notary")).alias("notary"),
        _token("N", pl.col("notary")).alias("commission"),
        iso("asked").alias("signed"),
        _token("D", pl.col("nth")).alias("document"),
    )


def _documents(asked: pl.DataFrame) -> pl.DataFrame:
    papers = asked.filter("initial")
    told = papers.select("title", "size", "template", iso("asked"))
    texts = [_TEXT.format(*about, _worded(no), day) for *about, no, day in told.iter_rows()]
    return papers.select(
        _token("D", pl.col("nth")).alias("document"),
        "request",
        "applicant",
        pl.lit("affidavit").alias("kind"),
        iso("asked").alias("dated"),
        pl.Series("sha256", [hashlib.sha256(text.encode()).hexdigest() for text in texts]),
        pl.Series("text", texts),
    )


def _worded(template: int) -> str:
    """The words of a template: 64, drawn from its number alone."""
    drawn = hashlib.sha512(str(template).encode()).digest()
    return " ".join(_WORDS[each % len(_WORDS)] for each in drawn)


def _submissions(asked: pl.DataFrame) -> pl.DataFrame:
    """Addresses are of 240.0.0.0/4, one for each place a form was sent from."""
    place = pl.col("from_address") + (240 << 24)
    return asked.with_columns(place.alias("place")).select(
        _token("S", pl.col("nth")).alias("submission"),
        "request",
        "applicant",
        _token("account-", pl.col("number")).alias("account"),
        dotted("place").alias("address"),
        _token("device-", pl.col("device")).alias("device"),
        pl.concat_str(iso("asked"), pl.lit("T09:00:00Z")).alias("submitted"),
    )


def _tickets(asked: pl.DataFrame) -> pl.DataFrame:
    return asked.gather_every(10).select(  # a guess: most requests need no question
        _token("T", pl.col("nth")).alias("ticket"),
        "request",
        "applicant",
        iso("asked").alias("opened"),
        pl.lit("Question about a request").alias("subject"),
        pl.concat_str(pl.lit("When will the request of "), "title", pl.lit(" be decided?")).alias(
            "text"
        ),
    )
