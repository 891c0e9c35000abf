"""A text as Arrow batches, through the compiled reader."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from samehand.rpsl.batches import Batches, last_object, text_of
from samehand.rpsl.codes import CUT, MOST, SOURCE, TOO_LONG
from samehand.rpsl.ending import is_whole
from samehand.rpsl.names import learn
from samehand.rpsl.objects import read_objects
from samehand.rpsl.pools import (
    FAULTS,
    FEW_NAMES,
    KEYS,
    LINE,
    MODE,
    NAMES,
    OBJECTS,
    READ,
    ROWS,
    SKIP,
    VALUES,
    new_pools,
)
from samehand.rpsl.report import Report
from samehand.rpsl.text import LINE_END, RETURN
from samehand.rpsl.window import SIZE, Text, Window


class Reading:
    """One reading of one text: `comments` is whether `#` begins one in a value."""

    def __init__(
        self,
        text: Text,
        report: Report,
        comments: bool = True,
        size: int = SIZE,
        most: int = MOST,
    ) -> None:
        self.text, self.report, self.comments, self.most = text, report, comments, most
        self.window = Window(text, size)
        self.pools = learn(new_pools(self.window.room, comments))
        self.made = Batches()
        self.source = ""  # the last one told

    def batches(self) -> Iterator[Any]:
        """The attributes, as record batches of `columns.SCHEMA`."""
        window, used = self.window, 0
        while not window.final:
            window.move(used)
            self._make_room()
            used = read_objects(window.buf, window.size, self.most, self.pools)
            yield from self._taken()
        cut = self._end(used)
        yield from self._taken()
        if cut:
            self.report.add(*cut, CUT)

    def _make_room(self) -> None:
        """New pools where the window has grown, or where too many names have come up."""
        n = self.pools.n
        if len(self.pools.values) < 2 * self.window.room or n[NAMES] > FEW_NAMES:
            self.pools = learn(new_pools(self.window.room, self.comments))
            self.pools.n[[LINE, MODE]] = n[[LINE, MODE]]
            self.made.forget_names()

    def _taken(self) -> Iterator[Any]:
        """What the pools hold, as a batch, if it is anything; they are empty then."""
        pools, n, report = self.pools, self.pools.n, self.report
        report.objects += int(n[OBJECTS])
        report.attributes += int(n[ROWS])
        report.withheld += int(np.count_nonzero(pools.rows[: n[ROWS], 4]))
        report.take(pools.faults[: n[FAULTS]].tolist(), pools.reasons.tolist())
        pools.reasons[:] = 0
        batch = self.made.batch(pools) if n[ROWS] else None
        self._note_source()
        n[[OBJECTS, ROWS, VALUES, KEYS, FAULTS]] = 0
        if batch is not None:
            yield batch

    def _note_source(self) -> None:
        rows = self.pools.rows[: int(self.pools.n[ROWS])]
        for row in np.flatnonzero(rows[:, 1] == SOURCE)[::-1].tolist():
            if told := text_of(row, self.pools):
                self.source = told
                break

    def _end(self, used: int) -> tuple[int, int] | None:
        """Read what no empty line ends. Where the last object is cut off: its line, and the last."""
        window, n = self.window, self.pools.n
        rest = window.buf[used : window.size]
        ended = not len(rest) or int(rest[-1]) in (LINE_END, RETURN)
        between = int(rest[-1]) == LINE_END if len(rest) else n[MODE] in (READ, SKIP)
        last = int(n[LINE]) + int(np.count_nonzero(rest == LINE_END)) - int(between)
        self.report.bytes = window.base + window.size
        window.buf[window.size : window.size + 2] = LINE_END
        read_objects(window.buf[used:], len(rest) + 2, self.most, self.pools)
        begin = self._unfinished(ended)
        if begin or self.text.fault:
            self.report.ends_early(last, self.report.bytes, self.text.fault)
        return (begin, last) if begin else None

    def _unfinished(self, ended: bool) -> int:
        """Take out the last object if it is not whole; the line on which it begins, or 0."""
        pools, n = self.pools, self.pools.n
        wrong = int(pools.faults[n[FAULTS] - 1, 0]) if n[FAULTS] else 0
        kept = int(pools.objects[n[OBJECTS] - 1, 0]) if n[OBJECTS] else 0
        if kept > wrong:
            return 0 if self._last_is_whole(ended) else kept
        reason = pools.faults[n[FAULTS] - 1, 2] if n[FAULTS] else TOO_LONG
        if reason == TOO_LONG or (ended and not self.text.fault):
            return 0
        n[FAULTS] -= 1
        pools.reasons[reason] -= 1
        return wrong

    def _last_is_whole(self, ended: bool) -> bool:
        """Whether the last object in the pools is whole; if not, it is taken out."""
        n, rows = self.pools.n, int(self.pools.n[ROWS])
        names, values = last_object(self.pools)
        n[OBJECTS] -= 1
        n[ROWS] -= len(names)
        self._note_source()
        if self.text.fault or not is_whole(names, values, ended, self.source):
            return False
        n[OBJECTS] += 1
        n[ROWS] = rows
        return True
