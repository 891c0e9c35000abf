"""A table in the order of its column `place`, in files of which a look-up opens one or two.

`place` is a hash of what rows are asked by. All that a Parquet file says of its groups of rows is
read before any row is: so a file holds few groups, however many files there are, and is called by
the first place in it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

GROUP_ROWS = 5_000  # all that is read of one column for one place: a millisecond
FILE_GROUPS = 50  # what is said of them takes another to read
DIGITS = 16  # of a place of 64 bits, as a file is called by it


@dataclass(frozen=True, slots=True)
class Placed:
    """The files of one table, by the first place in each."""

    firsts: tuple[int, ...]
    files: tuple[Path, ...]

    def holding(self, places: Iterable[int]) -> tuple[Path, ...]:
        """The files that can hold these places; the first, which tells the columns, where none can."""
        wanted: set[int] = set()
        for place in places:
            # What begins with a place may have begun at the end of the file before.
            begin = max(bisect_left(self.firsts, place) - 1, 0)
            wanted.update(range(begin, bisect_right(self.firsts, place)))
        return tuple(self.files[number] for number in sorted(wanted) or [0])


def placed(folder: Path) -> Placed:
    """The files of a table that was written to a folder."""
    files = sorted(folder.glob("*.parquet"))
    return Placed(tuple(int(path.stem[:DIGITS], 16) for path in files), tuple(files))


def called_by_place(number: int, first: int) -> str:
    """The name of a file that begins with a place; `number` tells those apart that begin with one."""
    return f"{first:0{DIGITS}x}-{number:06}.parquet"
