"""Texts on standard input: `-` in place of a word or the name of a file."""

import sys
from pathlib import Path

from samehand.cli.door import open_book
from samehand.cli.flags import Clocks
from samehand.cli.tokens import STDIN
from samehand.errors import UsageError


def read_text(file: str) -> str:
    """The text of a file, or of standard input; bytes that are no UTF-8 are replaced."""
    if file in ("-", STDIN):
        if sys.stdin.isatty():
            print("reading standard input; end with Ctrl-D", file=sys.stderr)
        return sys.stdin.buffer.read().decode("utf-8", "replace")
    path = Path(file)
    if not path.is_file():
        raise UsageError(f"there is no file {file}", "give a text file, or - for standard input")
    raw = path.read_bytes()
    if b"\0" in raw[:4096]:
        raise UsageError(
            f"{file} is not a text", "make one of it first: pdftotext FILE - | samehand grep -"
        )
    return raw.decode("utf-8", "replace")


def words_of(texts: tuple[str, ...]) -> tuple[str, ...]:
    """The words given; of `-` the lines of standard input, what follows a # left out."""
    if STDIN not in texts:
        return texts
    lines = (line.partition("#")[0].strip() for line in read_text(STDIN).splitlines())
    return (*(text for text in texts if text != STDIN), *(line for line in lines if line))


def named_by(words: tuple[str, ...], clocks: Clocks) -> tuple[str, ...]:
    """The words given; of `-` whatever the text on standard input names, as `grep` finds it.

    Raises UsageError where it names nothing.
    """
    if STDIN not in words:
        return words
    found = [str(row["subject"]) for row in open_book(clocks).grep(read_text(STDIN)).results]
    if not found:
        raise UsageError("the text on standard input names nothing", "see `samehand grep --help`")
    return tuple(dict.fromkeys((*(word for word in words if word != STDIN), *found)))
