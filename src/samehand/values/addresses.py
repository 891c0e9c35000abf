"""Postal addresses, as registers and registries write them.

Normalised by hand, and conservatively: two keys that are equal are one address; two that differ
may still be one, written with and without a county, a floor or a country. Fooled by towns of one
name where no postcode is given, and by "St", which is a saint or a street.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars

# The commonest words of an address, and the form they are most often shortened to. A short form
# that has two meanings takes in both, so that no word is guessed at.
USUAL = dict(
    pair.split("=")
    for pair in """
    street=st saint=st road=rd avenue=ave av=ave avenida=ave avda=ave boulevard=blvd bd=blvd
    lane=ln drive=dr court=ct place=pl square=sq terrace=ter crescent=cres gardens=gdns grove=gr
    highway=hwy parkway=pkwy circle=cir route=rte mount=mt fort=ft centre=ctr center=ctr
    industrial=ind estate=est business=bus building=bldg suite=ste apartment=apt department=dept
    room=rm floor=fl flr=fl lower=lwr upper=upr
    first=1st second=2nd third=3rd fourth=4th fifth=5th sixth=6th seventh=7th eighth=8th
    ninth=9th tenth=10th
    northeast=ne northwest=nw southeast=se southwest=sw county=co company=co limited=ltd
    """.split()
)
UNSAID = ("na", "n a", "none", "null", "unknown", "not available", "not known", "withheld")

# What is written in several words or marks, before marks are taken out; in this order.
LAYOUT = (
    ("ß", "ss"),
    (r"&", " and "),
    (r"\bc ?/ ?o\b|\bcare of\b", " careof "),
    (r"\bp\.? ?o\.? ?box\b|\bpost office box\b", " pobox "),
    (r"(\p{L})stra(?:ss|s)e\b", "${1}str"),
    (r"\b(\p{L})\. ?(\p{L})\b\.?", "$1$2"),  # initials: N.W.
    (r"(?:\bn[or]\.? ?|№ ?)(\d)", " $1"),  # "No. 5" is "5"
    (r"\b\p{L}{1,2}-(\d{4,5})\b", "$1"),  # D-10115
    (r"\b(\d{5})-\d{4}\b", "$1"),  # an American postcode is given with and without its last four
)
# Postcodes that are written in two parts or in one: British, Canadian, Dutch, Brazilian, Japanese,
# Polish, Swedish.
POSTCODES = (
    (r"\b([a-z]{1,2}\d[a-z\d]?) +(\d[a-z]{2})\b", "$1$2"),
    (r"\b([a-z]\d[a-z]) +(\d[a-z]\d)\b", "$1$2"),
    (r"\b([1-9]\d{3}) +([a-z]{2})\b", "$1$2"),
    (r"\b(\d{5}) +(\d{3})\b", "$1$2"),
    (r"\b(\d{3}) +(\d{4})\b", "$1$2"),
    (r"\b(\d{2}) +(\d{3})\b", "$1$2"),
    (r"\b(\d{3}) +(\d{2})\b", "$1$2"),
)


def key(address: str) -> str:
    """One spelling for the addresses that differ only in case, marks, layout and usual words.

    Empty when nothing was said.

    >>> key("1st Floor, 5 St. Mary's Road, Exampleton EX1 2MP")
    '1st fl 5 st marys rd exampleton ex12mp'
    >>> key("FIRST FLOOR 5 SAINT MARYS RD  EXAMPLETON EX12MP")
    '1st fl 5 st marys rd exampleton ex12mp'
    >>> key("P.O. Box 7, c/o Example Ltd."), key("Hauptstraße 5"), key("HAUPTSTR. 5"), key("N/A")
    ('pobox 7 careof example ltd', 'hauptstr 5', 'hauptstr 5', '')
    """
    return keys_of([address])[0]


def keys_of(addresses: Sequence[str]) -> list[str]:
    """The keys of a few addresses: of plain letters without Polars, whose import takes a tenth of a second."""
    others = [address for address in addresses if not address.isascii()]
    keyed: dict[str, str] = {}
    if others:
        import polars

        told = keys(polars.Series(others, dtype=polars.String))
        keyed = dict(zip(others, told.to_list(), strict=True))
    return [keyed[each] if each in keyed else _plain_key(each) for each in addresses]


@cache
def _in_python() -> tuple[tuple[tuple[re.Pattern[str], str], ...], ...]:
    """The patterns of layout and of postcodes as `re` has them, for text in plain letters."""
    return tuple(
        tuple(
            (
                re.compile(pattern.replace(r"\p{L}", "[a-z]"), re.ASCII),
                re.sub(r"\$\{?(\d)}?", r"\\\1", plain),
            )
            for pattern, plain in patterns
        )
        for patterns in (LAYOUT, POSTCODES)
    )


def _plain_key(address: str) -> str:
    """What `keys` gives of an address in plain letters."""
    layout, postcodes = _in_python()
    text = address.lower()
    for pattern, plain in layout:
        text = pattern.sub(plain, text)
    words = re.sub("[^a-z0-9]+", " ", re.sub("['`]", "", text)).split()
    text = " ".join(USUAL.get(word, word) for word in words)
    for pattern, plain in postcodes:
        text = pattern.sub(plain, text)
    return "" if text in UNSAID else text


def keys(addresses: "polars.Series") -> "polars.Series":
    """The keys of many addresses, in bulk: about a million in two seconds."""
    text = addresses.str.to_lowercase()
    if not (text.str.len_bytes() == text.str.len_chars()).all():
        text = text.str.normalize("NFKD").str.replace_all(r"\p{M}", "")
    for pattern, plain in LAYOUT:
        text = text.str.replace_all(pattern, plain)
    text = text.str.replace_all("['\u2019`]", "").str.replace_all(r"[^\p{L}\p{N}]+", "  ")
    text = _shortened("  " + text + "  ").str.replace_all(" +", " ")
    for pattern, plain in POSTCODES:
        text = text.str.replace_all(pattern, plain)
    text = text.str.strip_chars()
    return text.set(text.is_in(UNSAID), "")


def _shortened(spaced: "polars.Series") -> "polars.Series":
    """Words in their usual short form; each word stands between two spaces of its own."""
    long = [f" {word} " for word in USUAL]
    short = [f" {word} " for word in USUAL.values()]
    return spaced.str.replace_many(long, short)
