"""How alike two words are, and how much a word tells of which organisation is meant.

The numbers were chosen on half of the company-name cases of `bench/match_names.py` (by hash of the
name), and reported on the other half; they are round, for a range of each does as well.

Fooled by short words: one letter of four may be a typing error or another name.
"""

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

from samehand.names import lists

TELLING = 1.0
"""Weight of a word that few organisations share: the measure of the others."""
SHORT = 0.7
"""Weight of one or two letters: two names share them by chance more often."""
COMMON_SHARED = 0.35
"""Weight of a common word that both names have: `telecom` in both says little."""
COMMON_ALONE = 0.75
"""Weight of a common word that one name lacks: `Example` and `Example Bank` are often two firms."""
NUMBER_SHARED = 0.3
NUMBER_ALONE = 0.1
"""Numbers tell sister funds apart, not strangers: `Fund II` and `Fund III` come out alike."""
LEAST_ALIKE = 0.5
"""Words less alike than this are two words: half of the letters would have to be wrong."""
SAME_SOUND = 0.92
"""Likeness of words that differ only as spellings of one sound do (`ph` and `f`, `c` and `k`)."""
SHORTENED = 0.9
"""Likeness of a common word and its beginning, of three letters or more: `internat`."""
ENDING = 3
"""Letters of an ending: two common words are one only where they differ in no more than that."""

_SOUNDS = tuple(
    (re.compile(spelled), sound)
    for spelled, sound in (
        ("ph", "f"),
        ("ck", "k"),
        ("c(?=[eiy])", "s"),
        ("[cq]", "k"),
        ("x", "ks"),
        ("w", "v"),
        ("[jy]", "i"),
        ("z", "s"),
        ("h", ""),
        ("([aou])e", r"\1"),  # how German, Danish and Dutch write marked vowels without marks
        (r"(.)\1+", r"\1"),
    )
)


def weight(word: str, shared: bool) -> float:
    """How much a word tells, where both names have it (`shared`) or only one."""
    if word.isdigit():
        return NUMBER_SHARED if shared else NUMBER_ALONE
    if word in lists.common():
        return COMMON_SHARED if shared else COMMON_ALONE
    return TELLING if len(word) > 2 else SHORT


@lru_cache(maxsize=1 << 16)
def sound(word: str) -> str:
    """A rough spelling by sound, for names that came through other scripts.

    >>> sound("elektroniks") == sound("electronics")
    True
    """
    for spelled, heard in _SOUNDS:
        word = spelled.sub(heard, word)
    return word


def alike(one: str, other: str) -> float:
    """How alike two words are, 0 to 1: by letters typed wrong, by sound, or as a short form.

    >>> alike("borealis", "boreatis") > alike("kestrel", "castle")
    True
    >>> alike("17", "18")
    0.0
    """
    if one == other:
        return 1.0
    if one.isdigit() or other.isdigit():
        return 0.0
    short, long = sorted((one, other), key=lambda word: (len(word), word))
    if long in lists.common():
        if len(short) >= 3 and long.startswith(short):
            return SHORTENED
        if short in lists.common() and not long.startswith(short[: max(4, len(short) - ENDING)]):
            return 0.0
    by_letters = float(OSA.normalized_similarity(short, long, score_cutoff=LEAST_ALIKE))
    if by_letters < SAME_SOUND and len(short) > 3 and sound(short) == sound(long):
        return SAME_SOUND
    return by_letters


def tiled(word: str, pool: tuple[str, ...]) -> tuple[str, ...]:
    """Two or more words of the pool that make up this one, each used once; none if they do not.

    >>> tiled("moonlight", ("light", "bank", "moon"))
    ('moon', 'light')
    """
    found = _tiles(word, pool)
    return found if found and len(found) > 1 else ()


def _tiles(rest: str, pool: tuple[str, ...]) -> tuple[str, ...] | None:
    if not rest:
        return ()
    for place, tile in enumerate(pool):
        if rest.startswith(tile):
            after = _tiles(rest[len(tile) :], pool[:place] + pool[place + 1 :])
            if after is not None:
                return (tile, *after)
    return None
