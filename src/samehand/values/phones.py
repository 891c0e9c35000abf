"""Telephone numbers, as registries' records write them: any marks, with or without a country code.

Fooled by numbers written without their country code, which stay apart from the same number with
it; `011` and `010` are not read as the way out of a country.
"""

import re

LEAST_DIGITS, MOST_DIGITS = 5, 15  # short numbers of a town; E.164 allows fifteen
_EXTENSION = re.compile(r"[\s,;(]*(?:ext(?:ension)?|x|#)[\s.:=]*([0-9]{1,6})[\s)]*$")
_TRUNK = re.compile(r"^((?:\+|00)[\s(]*[0-9]{1,3}[\s.)-]*)\(0\)")
_ABROAD = re.compile(r"^[\s(]*(?:\+|00)")


def key(text: str) -> str:
    """One spelling of a number: digits, `+` before a country code that is written, the extension.

    Empty when there is no number in it.

    >>> key("+1-703-555-0100"), key("tel:+1.7035550100"), key("001 (703) 555 0100")
    ('+17035550100', '+17035550100', '+17035550100')
    >>> key("(703) 555-0100 ext. 4"), key("+44 (0)20 7946 0000"), key("none")
    ('7035550100x4', '+442079460000', '')
    """
    plain = re.sub(r"^tel:", "", text.strip().lower())
    extension = _EXTENSION.search(plain)
    number = _TRUNK.sub(r"\1", _EXTENSION.sub("", plain))
    digits = re.sub(r"[^0-9]", "", number)
    abroad = _ABROAD.match(number)
    if abroad:
        digits = re.sub(r"^00", "", digits)
    if not LEAST_DIGITS <= len(digits) <= MOST_DIGITS:
        return ""
    return ("+" if abroad else "") + digits + (f"x{extension[1]}" if extension else "")
