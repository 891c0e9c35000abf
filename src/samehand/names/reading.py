"""Reading a name: which words tell organisations apart, which numbers, and which legal forms.

Fooled by a legal form that is not in the list (it then counts as a word), by a word that is one
(`Spa Networks`), and by words of Chinese or Japanese, which are not parted.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from samehand.names import lists
from samehand.names.fold import fold, tokens

_LONGEST = 9  # words: more than the longest spelling of a legal form
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")
_ROMAN = re.compile(r"x{0,3}(?:ix|iv|v?i{0,3})")
_VALUES = {"i": 1, "v": 5, "x": 10}


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is compared: its words in order, the words that only join others, and the
    classes of its legal forms."""

    text: str
    words: tuple[str, ...]
    joining: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """One spelling for names that differ in case, marks, script, word order or legal form."""
        return " ".join(sorted(self.words))


def read(text: str) -> Name:
    """A name, read.

    >>> read("The Example Networks Co., Ltd.").words
    ('example', 'networks')
    >>> read("ООО «Пример»")
    Name(text='ООО «Пример»', words=('primer',), joining=(), forms=('limited',))
    >>> read("1st Example Fund II").words
    ('1', 'example', 'fund', '2')
    """
    bare, forms = _without_unspaced(text)
    whole = tokens(fold(bare))
    words, more = _without_forms(whole)
    telling = tuple(word for word in words if word not in lists.STOP) or words or whole
    spelled = [each for place, word in enumerate(telling) for each in _spelled(word, place)]
    joining = tuple(sorted(word for word in words if word in lists.STOP and word not in telling))
    return Name(text, tuple(spelled), joining, tuple(dict.fromkeys((*forms, *more))))


def _without_unspaced(text: str) -> tuple[str, list[str]]:
    """The text without legal forms that are written without spaces, and their classes."""
    found = []
    if not text.isascii():
        for spelling, kind in lists.unspaced_forms().items():
            if spelling in text and text != spelling:
                text = text.replace(spelling, " ")
                found.append(kind)
    return text, found


def _without_forms(words: tuple[str, ...]) -> tuple[tuple[str, ...], list[str]]:
    """The words without legal forms, and the classes of those."""
    parts = list(_parts(words))
    ends = [form is None for _, form in parts]
    first = ends.index(True) if True in ends else len(parts)
    last = len(parts) - ends[::-1].index(True) if True in ends else 0
    kept: list[str] = []
    kinds: list[str] = []
    for place, (part, form) in enumerate(parts):
        if form and not (form.at_ends and first < place < last):
            kinds.append(form.kind)
        else:
            kept += part
    return tuple(kept), kinds


def _parts(words: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], lists.Form | None]]:
    """Legal forms, the longest that fit, and the single words between them."""
    known = lists.forms()
    place = 0
    while place < len(words):
        for length in range(min(_LONGEST, len(words) - place), 0, -1):
            part = words[place : place + length]
            if part in known:
                break
        yield part, known.get(part)
        place += length


def _spelled(word: str, place: int) -> tuple[str, ...]:
    """A word spelled out: short forms of common words, ordinals, Roman numbers but for the first."""
    if word in lists.NUMBERS:
        return (lists.NUMBERS[word],)
    if ordinal := _ORDINAL.fullmatch(word):
        return (ordinal[1],)
    if place and word != "x" and _ROMAN.fullmatch(word):
        return (str(_roman(word)),)
    return lists.spellings().get(word, (word,))


def _roman(word: str) -> int:
    values = [_VALUES[letter] for letter in word]
    return sum(-v if v < max(values[n:]) else v for n, v in enumerate(values))
