"""Which words of two names are the same word: shared, alike, written together, or initials.

Symmetric: the names are put in order before anything is compared.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from samehand.names import words
from samehand.names.reading import Name

WRITTEN_TOGETHER = 0.97
"""Likeness of words that differ only by a space between them."""
_SHORTEST_TILED = 4  # letters: shorter words are made up of others by chance
_SHORTEST_INITIALS = 3  # letters: two initials fit too many names


@dataclass(frozen=True, slots=True)
class Met:
    """Words of one name that meet words of the other: how alike, 0 to 1, and of what weight."""

    one: tuple[str, ...]
    other: tuple[str, ...]
    alike: float
    weight: float


@dataclass(frozen=True, slots=True)
class Meeting:
    """What meets in two names, and what is only in the one or the other."""

    met: tuple[Met, ...]
    only_one: tuple[str, ...]
    only_other: tuple[str, ...]


def meet(one: Name, other: Name) -> Meeting:
    """The words of two names, met; the same for both orders but for the sides."""
    if one.words > other.words:
        turned = meet(other, one)
        return Meeting(_turned(turned.met), turned.only_other, turned.only_one)
    left, right = sorted(one.words), sorted(other.words)
    met = _same(left, right)
    if left and right:
        met += _turned(_together(right, left, one.joining))
        met += _together(left, right, other.joining)
        met += _nearly(left, right)
    return Meeting(tuple(met), tuple(left), tuple(right))


def _turned(met: Iterable[Met]) -> tuple[Met, ...]:
    return tuple(Met(each.other, each.one, each.alike, each.weight) for each in met)


def _same(left: list[str], right: list[str]) -> list[Met]:
    """Words of both; they are taken out of the lists, as in the functions below."""
    met = []
    for word in tuple(left):
        if word in right:
            left.remove(word)
            right.remove(word)
            met.append(Met((word,), (word,), 1.0, words.weight(word, shared=True)))
    return met


def _together(left: list[str], right: list[str], joining: tuple[str, ...]) -> list[Met]:
    """Words of the left that words of the right, with those that only join, make up."""
    met = []
    for word in tuple(left):
        if len(word) >= _SHORTEST_TILED:
            tiles = words.tiled(word, (*right, *joining))
            if any(tile in right for tile in tiles):
                left.remove(word)
                for tile in tiles:
                    if tile in right:
                        right.remove(tile)
                met.append(Met((word,), tiles, WRITTEN_TOGETHER, words.TELLING))
    return met


def _nearly(left: list[str], right: list[str]) -> list[Met]:
    """Words that are alike, the most alike and telling first."""
    pairs = []
    for one in left:
        for other in right:
            alike = words.alike(one, other)
            if alike >= words.LEAST_ALIKE:
                mean = (words.weight(one, shared=True) + words.weight(other, shared=True)) / 2
                pairs.append((-alike * mean, one, other, alike, mean))
    met = []
    for _, one, other, alike, mean in sorted(pairs):
        if one in left and other in right:
            left.remove(one)
            right.remove(other)
            met.append(Met((one,), (other,), alike, mean))
    return met


def initials(one: Name, other: Name) -> bool:
    """Whether one name is the initials of the other, in whatever order its words stand."""
    short, long = sorted((one.words, other.words), key=len)
    return (
        len(short) == 1
        and len(short[0]) == len(long) >= _SHORTEST_INITIALS
        and sorted(short[0]) == sorted(word[0] for word in long)
    )
