"""Folding: a name in any script to plain lower-case Latin letters and digits.

Fooled by scripts that do not write vowels, and by languages that read one sign in several ways:
Chinese characters are spelled as in Mandarin, also where a name is Japanese.
"""

import re
import unicodedata

from anyascii import anyascii

_STRANGE = re.compile(r"[^\x00-\x7f]+")
_DOTS = re.compile(r"(?<=\b\w)\.(?=\w\b)")
_APOSTROPHES = re.compile(r"(?<=\w)['`](?=\w)")
_TOKEN = re.compile(r"[a-z0-9]+|[&+]")
_INITIALS = re.compile(r"\b([a-z]{1,2})\s?(?:[&+]|\band\b)\s?([a-z]{1,2})\b")
_SINGLE = re.compile(r"[a-z]")
_SIGNS = str.maketrans(dict.fromkeys("‘’ʼ′´＇", "'") | dict.fromkeys("“”„«»″", '"'))


def fold(text: str) -> str:
    """The text in lower-case ASCII, marks dropped, other scripts spelled in Latin letters.

    >>> fold("Müller «Łódź»")
    'muller "lodz"'
    >>> fold("ПРИМЕР")
    'primer'
    """
    plain = unicodedata.normalize("NFKC", text).translate(_SIGNS)
    return (plain if plain.isascii() else _STRANGE.sub(_spelled, plain)).lower()


def _spelled(strange: re.Match[str]) -> str:
    """A run of other letters in Latin ones; the signs that stand for soft letters are dropped."""
    return anyascii(strange[0]).replace("'", "").replace('"', "")


def tokens(text: str) -> tuple[str, ...]:
    """Words and numbers of a folded text; letters that stand alone side by side are one word.

    >>> tokens(fold("J. P. Miller's L&H (S.A.R.L.)"))
    ('jp', 'millers', 'lh', 'sarl')
    """
    text = _APOSTROPHES.sub("", _DOTS.sub("", text))
    found: list[str] = []
    run = False
    for token in _TOKEN.findall(_INITIALS.sub(r"\1\2", text)):
        single = bool(_SINGLE.fullmatch(token))
        if single and run:
            found[-1] += token
        elif token not in "&+":
            found.append(token)
        run = single
    return tuple(found)
