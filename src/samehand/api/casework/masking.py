"""Masking: natural persons by pseudonym, mailboxes and phones without what tells whose they are.

A pseudonym is made of the case's own salt, so it is the same all through a case and another in the
next. Names are told by the fields they stand in and by how they are written (see
`present.exports.people`), and by the rows of the lines that are exhibited (see `persons`). They go
in any case and order of their words, wherever they stand. Text really goes: what is masked here is
in no report, bundle or export that is made of the dossier.
"""

import hashlib
import hmac
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import permutations
from typing import Any

from samehand.api.casework.persons import ATTRIBUTE, Left
from samehand.present.exports.people import NO_PHONE, may_be_person, without_mail, without_phones

NAMED = frozenset(
    {"name", "giver", "taker", "payer", "payee", "person", "notary", "officer", "by", "sender"}
)
LEAST_NAME = 5  # shorter texts would be struck out of words that hold them
MOST_WORDS = 3  # of a name whose words are looked for in any order: 6 orders
# What parts the words of a name in a line of a table, or of JSON: marks, and a key.
BETWEEN = r"""[\s,;|"']+(?:[\w ]{1,24}["']?\s*[:=]\s*["']?)?"""
NOBODY = Left()


@dataclass(frozen=True, slots=True)
class _Strike:
    """What is struck out, and the salt of pseudonyms."""

    names: re.Pattern[str] | None
    phones: re.Pattern[str] | None
    salt: bytes


def masked(told: Any, salt: bytes, left: Left = NOBODY) -> Any:
    """A dossier with every person under a pseudonym, every mailbox and phone masked.

    `left` is who and what stands on its exhibits.
    """
    long = (name for name in left.persons if len(name) >= LEAST_NAME)
    forms = [form for name in {*_persons(told), *long} for form in _forms(name)]
    return _walk(told, _Strike(_any(forms), _any(map(re.escape, left.phones)), salt))


def pseudonym(name: str, salt: bytes) -> str:
    """What a person is called in a case, in whatever order and case the name is written.

    >>> pseudonym("Erika Mustermann", b"salt") == pseudonym("MUSTERMANN, Erika", b"salt")
    True
    """
    words = " ".join(sorted(re.findall(r"\w+", name.casefold())))
    return "P-" + hmac.new(salt, words.encode(), hashlib.sha256).hexdigest()[:8]


def _any(forms: Iterable[str]) -> re.Pattern[str] | None:
    """A pattern of any of these, the longest first."""
    known = sorted(set(forms), key=lambda form: (-len(form), form))
    return re.compile(rf"(?<!\w)(?:{'|'.join(known)})(?!\w)", re.IGNORECASE) if known else None


def _forms(name: str) -> Iterator[str]:
    """A name as it is written, and its words in any order."""
    yield re.escape(name)
    words = [re.escape(word) for word in re.findall(r"\w[\w.'-]*", name)]
    if 1 < len(words) <= MOST_WORDS:
        yield from (BETWEEN.join(order) for order in permutations(words))


def _persons(told: Any, field: str = "") -> Iterator[str]:
    if isinstance(told, dict):
        for name, value in told.items():
            yield from _persons(value, name)
    elif isinstance(told, list | tuple):
        for value in told:
            yield from _persons(value, field)
    elif isinstance(told, str) and field in NAMED and _is_person(told):
        yield told


def _is_person(name: str) -> bool:
    return len(name) >= LEAST_NAME and may_be_person(name)


def _walk(told: Any, strike: _Strike, field: str = "") -> Any:
    if isinstance(told, dict):
        return {name: _walk(value, strike, name) for name, value in told.items()}
    if isinstance(told, list | tuple):
        return [_walk(value, strike, field) for value in told]
    return _text(told, strike, field) if isinstance(told, str) else told


def _text(text: str, strike: _Strike, field: str) -> str:
    if strike.names:
        text = strike.names.sub(lambda found: pseudonym(found[0], strike.salt), text)
    if strike.phones:
        text = strike.phones.sub(NO_PHONE, text)
    if field == "text":  # of an exhibit: an object's attributes name persons word by word
        text = ATTRIBUTE.sub(
            lambda found: found[0].replace(found[1], pseudonym(found[1], strike.salt)), text
        )
    return without_phones(without_mail(text))
