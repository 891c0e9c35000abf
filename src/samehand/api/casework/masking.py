"""Masking: natural persons by pseudonym, mailboxes and phones without what tells whose they are.

A pseudonym is made of the case's own salt, so it is the same all through a case and another in the
next. Names are told by how they are written: see `present.exports.people`. Text really goes: what
is masked here is in no report, bundle or export that is made of the dossier.
"""

import hashlib
import hmac
import re
from collections.abc import Iterator, Mapping
from typing import Any

from samehand.present.exports.people import may_be_person, without_mail

NAMED = frozenset({"name", "giver", "taker", "payer", "payee", "person", "notary", "officer", "by"})
PHONE = re.compile(r"\+\d[\d ().-]{6,}\d")
LEAST_NAME = 5  # shorter texts would be struck out of words that hold them


def masked(told: Any, salt: bytes) -> Any:
    """A dossier with every person under a pseudonym, every mailbox and phone masked."""
    names = sorted({*_persons(told)}, key=lambda name: (-len(name), name))
    strike = re.compile("|".join(map(re.escape, names))) if names else None
    return _walk(told, strike, salt)


def pseudonym(name: str, salt: bytes) -> str:
    """What a person is called in a case.

    >>> pseudonym("Erika Mustermann", b"salt") == pseudonym("Erika Mustermann", b"salt")
    True
    """
    return "P-" + hmac.new(salt, name.encode(), hashlib.sha256).hexdigest()[:8]


def _persons(told: Any, field: str = "") -> Iterator[str]:
    if isinstance(told, Mapping):
        for name, value in told.items():
            yield from _persons(value, name)
    elif isinstance(told, list | tuple):
        for value in told:
            yield from _persons(value, field)
    elif isinstance(told, str) and field in NAMED and _is_person(told):
        yield told


def _is_person(name: str) -> bool:
    return len(name) >= LEAST_NAME and may_be_person(name)


def _walk(told: Any, strike: re.Pattern[str] | None, salt: bytes) -> Any:
    if isinstance(told, Mapping):
        return {name: _walk(value, strike, salt) for name, value in told.items()}
    if isinstance(told, list | tuple):
        return [_walk(value, strike, salt) for value in told]
    return _text(told, strike, salt) if isinstance(told, str) else told


def _text(text: str, strike: re.Pattern[str] | None, salt: bytes) -> str:
    if strike:
        text = strike.sub(lambda found: pseudonym(found[0], salt), text)
    return PHONE.sub("[phone left out]", without_mail(text))
