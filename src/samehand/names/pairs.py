"""Names by the hundred thousand: which of them are alike, without comparing each with each.

Two names meet where they share a *block*: the sound of a telling word, or the first or the last
letters of it, so that a letter typed wrong leaves another block to meet in. A block that more than
`MOST` names share is parted by the other words of its names. Distinct readings are scored, once
each pair.

Lost are: names whose telling words are all misspelled at both ends, initials against words, and
what meets only in a block that is too large also when parted. `Blocks.skipped` counts those.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from rapidfuzz import fuzz, process

from samehand.names import lists, words
from samehand.names.likeness import SAME, score
from samehand.names.reading import Name, read

MOST = 200
"""Names in a block: 20,000 pairs; of 84,000 organisations 1 block of 1,500 is larger."""
END = 4
"""Letters of the sound at either end of a word that make a block."""
WORTH_SCORING = 50.0
"""Token-set ratio of what tells two names, 0 to 100, below which a pair is not scored."""

_SCHEMA = pa.schema([("one", pa.string()), ("other", pa.string()), ("score", pa.float64())])

KeysOf = Callable[[Name], set[str]]
"""The blocks a name stands in."""
Places = npt.NDArray[np.int64]
"""Places of names in a list."""
Cores = npt.NDArray[np.object_]
"""What tells each name of a list, as text."""


@dataclass(frozen=True, slots=True)
class Blocks:
    """Pairs of places in a list of names that meet in some block, and names in blocks left out."""

    left: Places
    right: Places
    skipped: int


def pairs(names: Iterable[str], least: float = SAME) -> pa.Table:
    """Pairs of names at least so much alike: `one`, `other`, and `score`, 0 to 1; best first.

    Spellings of one reading are each paired with the first of them, at 1.

    >>> pairs(["Example Networks Ltd", "EXAMPLE NETWORK LLC", "Other"]).to_pylist()
    [{'one': 'EXAMPLE NETWORK LLC', 'other': 'Example Networks Ltd', 'score': 0.974}]
    """
    first: dict[str, Name] = {}
    found: list[tuple[str, str, float]] = []
    for name in map(read, sorted(set(names))):
        same = first.setdefault(name.key, name)
        if same is not name and name.words:
            found.append((same.text, name.text, 1.0))
    found += _scored(list(first.values()), least)
    found.sort(key=lambda row: (-row[2], row[0], row[1]))
    rows = [dict(zip(_SCHEMA.names, row, strict=True)) for row in found]
    return pa.Table.from_pylist(rows, schema=_SCHEMA)


def _scored(names: Sequence[Name], least: float) -> Iterator[tuple[str, str, float]]:
    met = blocks(names)
    chosen = likely(cores(names), met.left, met.right)
    for left, right in zip(met.left[chosen].tolist(), met.right[chosen].tolist(), strict=True):
        alike = round(score(names[left], names[right]), 3)
        if alike >= least:
            yield names[left].text, names[right].text, alike


def cores(names: Sequence[Name]) -> Cores:
    """What tells each name: its telling words, or all of a name that has none."""
    told = [" ".join(sorted(filter(_tells, name.words))) or name.key for name in names]
    return np.array(told, dtype=object)


def likely(told: Cores, left: Places, right: Places) -> npt.NDArray[np.bool_]:
    """Which pairs are worth scoring: 1.4 million pairs a second are told apart so."""
    found = process.cpdist(told[left], told[right], scorer=fuzz.token_set_ratio)
    return np.asarray(found >= WORTH_SCORING)


def blocks(names: Sequence[Name]) -> Blocks:
    """Which names meet in some block: each pair once, the lesser place first."""
    found: list[Places] = []
    skipped = 0
    for members in _parted(names, _by(names, _block_keys)):
        if len(members) > MOST:
            skipped += len(members)
            continue
        places = np.array(members, dtype=np.int64)
        one, other = np.triu_indices(len(places), 1)
        found.append(places[one] * len(names) + places[other])
    met = np.unique(np.concatenate(found)) if found else np.empty(0, dtype=np.int64)
    return Blocks(met // max(1, len(names)), met % max(1, len(names)), skipped)


def _by(names: Sequence[Name], keys_of: KeysOf) -> Mapping[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for place, name in enumerate(names):
        for key in keys_of(name):
            found[key].append(place)
    return found


def _parted(names: Sequence[Name], found: Mapping[str, list[int]]) -> Iterator[list[int]]:
    """Blocks of two names or more; those that are too large parted by their names' other words."""
    for members in found.values():
        if 1 < len(members) <= MOST:
            yield members
        elif len(members) > MOST:
            parts: dict[str, list[int]] = defaultdict(list)
            for place in members:
                for word in {words.sound(word) for word in names[place].words}:
                    parts[word].append(place)
            yield from (part for part in parts.values() if 1 < len(part) < len(members))


def _block_keys(name: Name) -> set[str]:
    """Sounds of the telling words and of their ends; of a name without such words, its key."""
    sounds = {words.sound(word) for word in name.words if _tells(word)}
    ends = {text for sound in sounds if len(sound) > END for text in (sound[:END], sound[-END:])}
    return {f"={sound}" for sound in sounds} | {f"~{end}" for end in ends} or {name.key}


def _tells(word: str) -> bool:
    return not word.isdigit() and word not in lists.common()
