"""Invented names: make-believe words with an ordinary trade and legal form.

No word is taken from a list of companies. Different words can still resemble a real name by
chance; a synthetic world is stamped as such wherever it is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

_ONSETS: Final = (
    "b",
    "br",
    "d",
    "dr",
    "f",
    "fl",
    "g",
    "gl",
    "h",
    "j",
    "k",
    "kl",
    "l",
    "m",
    "n",
    "p",
    "pl",
    "qu",
    "r",
    "s",
    "sk",
    "t",
    "tr",
    "v",
    "vr",
    "w",
    "z",
    "zh",
)
_VOWELS: Final = ("a", "e", "i", "o", "u", "ae", "io", "ou")
_CODAS: Final = ("", "", "", "", "l", "n", "r", "x", "m")
_SYLLABLES: Final = [o + v + c for o in _ONSETS for v in _VOWELS for c in _CODAS]

TRADES: Final = {
    "carrier": ("Telecom", "Networks", "Communications", "Carrier Services", "Backbone"),
    "incumbent": ("Telecom", "Telecommunications", "Post and Telecom"),
    "hoster": ("Hosting", "Servers", "Cloud", "Data Centers", "Internet Services"),
    "university": ("University", "Institute of Technology", "College"),
    "enterprise": (
        "Industries",
        "Bank",
        "Insurance",
        "Foods",
        "Logistics",
        "Energy",
        "Media",
        "Clinics",
        "Software",
        "Broadband",
        "Wireless",
        "Retail",
        "City Council",
    ),
}
FORMS: Final = {
    "arin": ("LLC", "Inc.", "Corp.", "LLC", "Inc.", "Company"),
    "ripencc": ("Ltd", "GmbH", "B.V.", "SAS", "S.R.L.", "LLC", "Sp. z o.o.", "AB"),
    "apnic": ("Pty Ltd", "Co., Ltd.", "Pvt Ltd", "Limited", "Inc."),
    "lacnic": ("LTDA", "S.A.", "Ltda - ME", "S.A. de C.V.", "EIRELI"),
    "afrinic": ("(Pty) Ltd", "Limited", "Ltd", "SARL"),
}
# How each registry's handles look in the AS-name list.
_HANDLES: Final = {
    "arin": ("{}", "{}-ASN", "{}-1", "{}-NET"),
    "ripencc": ("{}-AS", "AS-{}", "{}-NET", "{}"),
    "apnic": ("{}-AS-AP", "{}-AP", "{}-AS"),
    "lacnic": ("{}",),
    "afrinic": ("{}-AS", "{}", "{}-NET"),
}


@dataclass(frozen=True, slots=True)
class Name:
    """What an AS-name list calls an organisation."""

    handle: str
    title: str


class Words:
    """A source of make-believe words that gives none of them twice."""

    def __init__(self, rng: np.random.Generator) -> None:
        """Draw from ``rng``."""
        self._rng = rng
        self._given: set[str] = set()

    def some(self, count: int) -> list[str]:
        """``count`` new words of two to four syllables, capitalised."""
        lengths = self._rng.choice([2, 3, 4], size=count, p=[0.25, 0.6, 0.15])
        drawn = self._rng.integers(0, len(_SYLLABLES), size=(count, 4))
        return [
            self._new([_SYLLABLES[i] for i in row[:n]])
            for row, n in zip(drawn.tolist(), lengths.tolist(), strict=True)
        ]

    def _new(self, syllables: list[str]) -> str:
        word = "".join(syllables)
        while word in self._given:
            word += _SYLLABLES[len(self._given) * 7919 % len(_SYLLABLES)]  # a prime: spreads
        self._given.add(word)
        return word.capitalize()

    def names(self, registry: str, roles: list[str]) -> list[Name]:
        """One name for each role, in the manner of the registry."""
        words = self.some(len(roles))
        picks = self._rng.integers(0, 840, size=(len(roles), 3)).tolist()  # 840: of 3 to 8 alike
        return [
            name(word, registry, role, pick)
            for word, role, pick in zip(words, roles, picks, strict=True)
        ]


def name(word: str, registry: str, role: str, pick: list[int]) -> Name:
    """The name made of a word, a trade and a legal form, chosen by ``pick``."""
    trade, form = TRADES[role][pick[0] % len(TRADES[role])], FORMS[registry]
    handle = _HANDLES[registry][pick[2] % len(_HANDLES[registry])].format(word.upper())
    if role == "university":
        return Name(handle, f"{trade} of {word}" if trade == "University" else f"{word} {trade}")
    return Name(handle, f"{word} {trade} {form[pick[1] % len(form)]}")
