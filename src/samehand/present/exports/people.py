"""Which names may be a natural person's: so that an export can leave them out.

A name is taken for an organisation's when it has a legal form, a number, a word that many
organisations share, or is one word or an AS handle; for a person's when its legal form says so, and
when it is two to four plain words without any of that. So some trading names of two rare words are
left out too: that does less harm than a person's name given away.
What fools it: a person who trades under one word, and one whose company bears his name.
"""

import re

from samehand.names import lists, read

_HANDLE = re.compile(r"[A-Z0-9]+(?:[-_][A-Z0-9]+)+")
_TITLE = re.compile(r"\b(?:mrs?|ms|dr|prof|herr|frau|sr|sra|mme)\b\.?", re.IGNORECASE)
_MAIL = re.compile(r"[\w.+%-]+@((?:[\w-]+\.)+[A-Za-z]{2,})")
_PHONE = re.compile(r"\+\d[\d ().-]{6,}\d")
NO_PHONE = "[phone left out]"
LEAST, MOST = 2, 4  # words of a person's name, as it is written in records


def may_be_person(name: str) -> bool:
    """Whether a name may be a natural person's.

    >>> [may_be_person(each) for each in ("Erika Mustermann", "Mustermann, Erika", "Dr. E. Muster")]
    [True, True, True]
    >>> [may_be_person(each) for each in ("Example Networks", "EXAMPLE-NET", "Muster Beispiel GmbH")]
    [False, False, False]
    >>> may_be_person("Erika Mustermann, sole trader")
    True
    """
    text = name.strip()
    told = read(text)
    forms = {*told.forms}
    if forms == {"person"} or (not forms and _TITLE.search(text)):
        return True
    if forms or _HANDLE.fullmatch(text) or any(letter.isdigit() for letter in text):
        return False
    words = [*told.words, *told.joining]
    return LEAST <= len(words) <= MOST and not lists.common().intersection(words)


def without_mail(text: str) -> str:
    """A text whose mailboxes keep their domain alone.

    >>> without_mail("ask erika@example.net")
    'ask [left out]@example.net'
    """
    return _MAIL.sub(r"[left out]@\1", text)


def without_phones(text: str) -> str:
    """A text without the telephone numbers in it that are written with a country code.

    >>> without_phones("ring +1 202 555-0100 now")
    'ring [phone left out] now'
    """
    return _PHONE.sub(NO_PHONE, text)
