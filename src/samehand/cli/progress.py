"""Progress bars: on standard error, for what takes over a second, where a person watches."""

import sys
import threading
from types import TracebackType
from typing import TYPE_CHECKING

from samehand.cli.flags import Out

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

PATIENCE = 1.0  # seconds before a bar shows: what is over sooner needs none


class Watched:
    """Told (what, done, total); shows a bar once patience has run out."""

    def __init__(self, out: Out) -> None:
        auto = out.progress == "auto" and sys.stderr.isatty() and not out.quiet
        self.wanted = auto or out.progress == "always"
        self.patience = 0.0 if out.progress == "always" else PATIENCE
        self.told = ("working", 0, 0)
        self.bar: Progress | None = None
        self.task: TaskID | None = None
        self.lock = threading.Lock()
        self.timer = threading.Timer(self.patience, self._start)
        self.timer.daemon = True

    def __enter__(self) -> "Watched":
        if self.wanted and not self.patience:
            self._start()
        elif self.wanted:
            self.timer.start()
        return self

    def __call__(self, what: str, done: int, total: int) -> None:
        """Take note of what is going on, and show it where a bar is up."""
        with self.lock:
            self.told = (what, done, total)
            self._show()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.timer.cancel()
        with self.lock:
            self.wanted = False
            if self.bar:
                self.bar.stop()

    def _start(self) -> None:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            TextColumn,
            TimeElapsedColumn,
            TimeRemainingColumn,
        )

        with self.lock:
            if not self.wanted:
                return
            columns = (
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeElapsedColumn(),
                TimeRemainingColumn(),
            )
            self.bar = Progress(*columns, console=Console(stderr=True), transient=True)
            self.task = self.bar.add_task("working", total=None)
            self.bar.start()
            self._show()

    def _show(self) -> None:
        if self.bar and self.task is not None:
            what, done, total = self.told
            self.bar.update(self.task, description=what, completed=done, total=total or None)
