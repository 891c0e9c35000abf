"""The word lists beside this file: legal forms, common words, other spellings of common words.

Read once, when first asked for. Fooled by forms and words of languages that nobody wrote down.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from samehand.names.fold import fold, tokens

STOP = frozenset(
    "the of and for a an at by in on to de del da do dos das di du des la le les el los las l d y e et und der die das "
    "den dem des van von vom zu zur i en og och na u w z dla pri te s com www".split()
)
"""Words that join others in English and its neighbours; a name made of nothing else keeps them."""

NUMBERS: Mapping[str, str] = {
    word: str(number)
    for words in (
        "zero one two three four five six seven eight nine ten eleven twelve",
        "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth",
    )
    for number, word in enumerate(words.split())
}
"""Numbers in words, and ordinals, to digits."""


@dataclass(frozen=True, slots=True)
class Form:
    """A legal form: its class, and whether a spelling of it counts only at the ends of a name."""

    kind: str
    at_ends: bool


def _lines(name: str) -> Iterator[str]:
    text = (Path(__file__).parent / name).read_text("utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("#"))


@cache
def forms() -> Mapping[tuple[str, ...], Form]:
    """Spellings of legal forms as folded words, with what each says.

    >>> forms()["gesellschaft", "mit", "beschrankter", "haftung"].kind
    'limited'
    """
    found: dict[tuple[str, ...], Form] = {}
    for line in _lines("forms.txt"):
        kind, _, spellings = line.partition("|")
        for spelling in spellings.split(","):
            words = tokens(fold(spelling.replace("*", "")))
            found.setdefault(words, Form(kind.strip(), "*" in spelling))
    return found


@cache
def unspaced_forms() -> Mapping[str, str]:
    """Spellings written without spaces around them, longest first, each with its class."""
    pairs = [line.partition("|") for line in _lines("cjk.txt")]
    found = {text.strip(): kind.strip() for kind, _, texts in pairs for text in texts.split(",")}
    return dict(sorted(found.items(), key=lambda item: -len(item[0])))


@cache
def common() -> frozenset[str]:
    """Words that many organisations share."""
    return frozenset(word for line in _lines("common.txt") for word in line.split())


@cache
def spellings() -> Mapping[str, tuple[str, ...]]:
    """Other spellings of common words, each with the words it stands for."""
    return {line.split()[0]: tuple(line.split()[1:]) for line in _lines("spellings.txt")}
