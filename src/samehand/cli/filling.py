"""The commands that bring data into a book: import, scan of files, demo, world."""

import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter

from samehand.cli.commands import CLOCKS, DATA, GATE, LINK, OUT, app
from samehand.cli.door import Question, ask, complain, put, tell
from samehand.cli.flags import Clocks, Gate, Out, Shelf
from samehand.errors import SamehandError, UsageError


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class Hidden:
    """What is hidden in a made-up world, and whether its records are written."""

    hands: Annotated[int | None, Parameter(name="--hands")] = None
    """How many hands to hide in it; told in SYNTHETIC-truth.json."""
    care: Annotated[int, Parameter(name="--care")] = 0
    """Level of care of every hand, 1 careless to 5 careful; 0 takes all levels in turn."""
    records: Annotated[bool, Parameter(name="--records", negative=())] = False
    """Also databases, transfer logs, VRPs, company registers and a registry's own tables."""


SHELF = Shelf()
HIDDEN = Hidden()


@app.command(name="import", group=DATA)
def import_(
    *paths: Path,
    day: str | None = None,
    source: str | None = None,
    allow_cut: Annotated[bool, Parameter(negative=())] = False,
    list: Annotated[bool, Parameter(negative=())] = False,
    out: Out = OUT,
    shelf: Shelf = SHELF,
) -> int:
    """Files into the book, each whole or not at all; kind and day are told by name and content.

    Parameters
    ----------
    paths: Path
        Files, or folders of files; gz, bz2 and xz are read as they are.
    day: str
        The day the files tell of, where they do not say it.
    source: str
        Force the kind; see --list.
    allow_cut: bool
        Import what is whole of a file that ends early, and exit with 4.
    list: bool
        The kinds of file that can be read, and nothing else.
    """
    if list:
        from samehand.api.arrivals import kinds

        put(kinds(), out)
        return 0
    if not paths:
        raise UsageError("import needs files or folders", "samehand import PATH...")
    arrivals = _imported(paths, (day, source, allow_cut), out, shelf)
    from samehand.api.arrivals import account, in_part
    from samehand.settings import book_folder

    answer = account(book_folder(shelf.book), arrivals)
    if answer:
        put(answer.envelope(), out)
    _tell_watches(book_folder(shelf.book), out)
    return _refusals((*arrivals.refused, *in_part(arrivals)), out)


def _tell_watches(folder: Path, out: Out) -> None:
    """That holders are watched, once something came in."""
    from samehand.api.finding.watching import KEPT

    if (folder / KEPT).exists():
        tell("holders are watched: `samehand watch run` tells what changed", out)


def _imported(
    paths: tuple[Path, ...], wish: tuple[str | None, str | None, bool], out: Out, shelf: Shelf
) -> Any:
    from samehand.api.intake import Wish, import_files
    from samehand.cli.progress import Watched
    from samehand.settings import book_folder
    from samehand.values.days import day

    written, source, allow_cut = wish
    meant = Wish(
        paths=paths, day=day(written) if written else None, source=source, allow_cut=allow_cut
    )
    with Watched(out) as progress:
        return import_files(book_folder(shelf.book), meant, progress)


def _refusals(refused: tuple[SamehandError, ...], out: Out) -> int:
    """Tell every file that was refused, or kept in part; gives the exit code."""
    as_json = out.json or out.nl or out.format in ("json", "ndjson")
    return max((complain(fault, as_json) for fault in refused), default=0)


@app.command(group=LINK)
def scan(*paths: Path, out: Out = OUT, clocks: Clocks = CLOCKS, gate: Gate = GATE) -> int:
    """Look for hands in the book; with files or folders, import those first.

    Parameters
    ----------
    paths: Path
        Imported first; then the scan is as known on their last day.
    """
    if paths:
        arrivals = _imported(paths, (None, None, False), out, clocks)
        if code := _refusals(arrivals.refused, out):
            return code
        clocks = _on_their_day(arrivals, clocks)
    return ask(Question("scan", watched=True), out, clocks, gate)


def _on_their_day(arrivals: Any, clocks: Clocks) -> Clocks:
    """The clocks of a scan of just these files, unless others were asked for."""
    from samehand.api.arrivals import last_day
    from samehand.settings import book_folder

    last = last_day(book_folder(clocks.book), arrivals)
    if not last:
        raise UsageError("none of these files is of a known kind", "see `samehand import --list`")
    return replace(clocks, known_on=clocks.known_on or last.isoformat())


@app.command(group=DATA)
def status(
    source: str | None = None,
    /,
    *,
    set_aside: Annotated[bool, Parameter(negative=())] = False,
    out: Out = OUT,
    clocks: Clocks = CLOCKS,
) -> int:
    """What is in the book: sources by day, rows, lines set aside, gaps, licence.

    Parameters
    ----------
    source: str
        With --set-aside: only of this source.
    set_aside: bool
        The lines that could not be read, each with its cite and why.
    """
    if source and not set_aside:
        raise UsageError("status takes a source only with --set-aside", "status --set-aside SOURCE")
    question = Question("set_aside", (source,)) if set_aside else Question("status")
    return ask(question, out, clocks)


@app.command(group=DATA)
def demo(
    *,
    folder: Path | None = None,
    out: Out = OUT,
    shelf: Shelf = SHELF,
    gate: Gate = GATE,
) -> int:
    """A made-up world, written in the published formats, imported, scanned; its ranking printed.

    Parameters
    ----------
    folder: Path
        Keep the world's files here; by default they stay in the book only.
    """
    from samehand.api import demo as making
    from samehand.cli.progress import Watched

    book = shelf.book or Path(making.DEMO_BOOK)
    with Watched(out) as progress:
        making.demo(book, folder, progress)
    tell(f"the demo's book is {book}: try `samehand hands --book {book}`", out)
    return ask(Question("scan", watched=True), out, Clocks(book=book), gate)


@app.command(group=DATA)
def world(
    folder: Path,
    *,
    holders: int = 900,
    seed: int = 1,
    day: str | None = None,
    hidden: Hidden = HIDDEN,
    out: Out = OUT,
) -> int:
    """Write a made-up world, stamped SYNTHETIC, in the published formats.

    Parameters
    ----------
    folder: Path
        Where to; its files can then be imported into a book of their own.
    holders: int
        How many account holders.
    seed: int
        The same seed and sizes give the same bytes.
    day: str
        The day its files describe; a second day follows a year later.
    """
    from samehand.api import demo as making
    from samehand.cli.progress import Watched
    from samehand.values.days import day as read_day

    wanted = making.careful(
        making.shape(holders, seed, hidden.hands, read_day(day) if day else None), hidden.care
    )
    _room(folder, out)
    with Watched(out) as progress:
        envelope = making.world(folder, wanted, progress, records=hidden.records)
    put(envelope, out)
    return 0


@app.command(name="world-whois", group=DATA)
def world_whois(folder: Path, *, objects: int = 100_000, seed: int = 1, out: Out = OUT) -> int:
    """Write a made-up registry's database as RPSL, stamped SYNTHETIC, of any size, fast.

    It stands alone: its holders are not those of `world`, and no hand is hidden in it.

    Parameters
    ----------
    folder: Path
        Where to.
    objects: int
        How many objects, 1,000 to 20,000,000; ten million take some 3.5 GB.
    seed: int
        The same seed and size give the same bytes.
    """
    from samehand.api import demo as making
    from samehand.cli.progress import Watched

    _room(folder, out)
    with Watched(out) as progress:
        envelope = making.whois(folder, objects, seed, progress)
    put(envelope, out)
    return 0


def _room(folder: Path, out: Out) -> None:
    """Ask before writing among other files; refuse where nobody can be asked."""
    if not folder.exists() or not any(folder.iterdir()):
        return
    if out.no_input or not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError(f"{folder} is not empty", "give an empty folder")
    print(f"{folder} is not empty. Write into it? [y/N] ", end="", file=sys.stderr, flush=True)
    if sys.stdin.readline().strip().lower() not in ("y", "yes"):
        raise UsageError(f"nothing was written into {folder}", "give an empty folder")
