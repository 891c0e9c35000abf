"""Small numbers for values that repeat, so that millions of elements fit in memory."""

import numpy as np
import pyarrow as pa

from samehand.arrays import Array


class Interned:
    """Numbers from 0 for the values met, in the order in which they were met first."""

    def __init__(self) -> None:
        self._numbers: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self._numbers)

    def of(self, values: Array) -> Array:
        """The number of each value."""
        different, at = np.unique(values, return_inverse=True)
        known = self._numbers
        numbers = [known.setdefault(value, len(known)) for value in different.tolist()]
        return np.array(numbers, np.int32)[at]

    def values(self) -> Array:
        """The values by number."""
        return np.fromiter(self._numbers, np.int64, len(self._numbers))


class Peers:
    """Numbers for peers: an address and an AS, as whoever speaks to a collector is known."""

    def __init__(self) -> None:
        self._known = Interned()
        self._addresses: dict[str | None, int] = {}

    def __len__(self) -> int:
        return len(self._known)

    def of(self, batch: pa.RecordBatch) -> Array:
        """The number of each element's peer."""
        column = batch["peer_ip"]
        used, at = np.unique(np.asarray(column.indices.fill_null(-1)), return_inverse=True)
        words = [column.dictionary[each].as_py() if each >= 0 else None for each in used.tolist()]
        known = self._addresses
        numbers = [known.setdefault(word, len(known)) for word in words]
        address = np.array(numbers, np.int64)[at] << 32
        return self._known.of(address | np.asarray(batch["peer_asn"].fill_null(0)))
