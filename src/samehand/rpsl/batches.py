"""What the pools hold as an Arrow batch."""

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from samehand.arrays import Array
from samehand.rpsl.columns import SCHEMA
from samehand.rpsl.names import words
from samehand.rpsl.pools import NAMES, OBJECTS, ROWS, Pools


class Batches:
    """Makes batches; counts the objects of those before."""

    def __init__(self) -> None:
        self.objects = 0
        self._words: Any = pa.array([], pa.string())

    def batch(self, pools: Pools) -> Any:
        """The attributes in the pools, as a batch that holds nothing of theirs."""
        many = int(pools.n[OBJECTS])
        rows = pools.rows[: int(pools.n[ROWS])]
        objects = pools.objects[:many]
        number = rows[:, 2]
        columns = {
            "object": pa.array(number + self.objects),
            "object_line": pa.array(objects[number, 0]),
            "class": self._named(objects[number, 1], pools),
            "key": _keys(number, objects, pools),
            "line": pa.array(rows[:, 0].copy()),
            "name": self._named(rows[:, 1], pools),
            "value": _texts(rows[:, 3], pools.values),
            "withheld": pa.array(rows[:, 4] != 0),
        }
        self.objects += many
        return pa.RecordBatch.from_arrays([columns[name] for name in SCHEMA.names], schema=SCHEMA)

    def _named(self, numbers: Array, pools: Pools) -> Any:
        if len(self._words) != int(pools.n[NAMES]):
            self._words = pa.array(words(pools), pa.string())
        return pa.DictionaryArray.from_arrays(pa.array(numbers.astype(np.int32)), self._words)

    def forget_names(self) -> None:
        """Names get other numbers from now on."""
        self._words = pa.array([], pa.string())


def _keys(number: Array, objects: Array, pools: Pools) -> Any:
    """The key of each object, by its number in the batch; each text once, as Parquet wants it."""
    none = objects[:, 3] == 0
    texts = _texts(objects[:, 2], pools.keys)
    texts = pc.if_else(pa.array(none), None, texts) if none.any() else texts
    coded = texts.dictionary_encode()
    indices = coded.indices.fill_null(0).to_numpy()[number]
    mask = none[number] if none.any() else None
    return pa.DictionaryArray.from_arrays(pa.array(indices, mask=mask), coded.dictionary)


def _texts(ends: Array, text: Array) -> Any:
    """Texts that lie one behind the other, by their ends."""
    offsets = np.zeros(len(ends) + 1, np.int32)
    offsets[1:] = ends
    whole = pa.py_buffer(text[: int(offsets[-1])].tobytes())
    return pa.StringArray.from_buffers(len(ends), pa.py_buffer(offsets), whole)


def text_of(row: int, pools: Pools) -> str:
    """The value of an attribute in the pools."""
    start = int(pools.rows[row - 1, 3]) if row else 0
    return pools.values[start : int(pools.rows[row, 3])].tobytes().decode()


def last_object(pools: Pools) -> tuple[list[str], list[str]]:
    """Names and values of the last object in the pools."""
    known = words(pools)
    first = int(pools.objects[pools.n[OBJECTS] - 1, 4])
    rows = range(first, int(pools.n[ROWS]))
    return [known[int(pools.rows[row, 1])] for row in rows], [text_of(row, pools) for row in rows]
