"""Tables as text: folded to a terminal, or one line a row where no person watches.

Text from published files may hold control characters, which could drive a terminal: each is
shown as a replacement mark.
"""

import io
import re
import textwrap
from collections.abc import Sequence

from samehand.present.columns import Column, Result
from samehand.present.look import NARROW, Look

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
GAP = 2  # spaces between columns


def clean(text: str) -> str:
    """Text that cannot drive a terminal, on one line.

    >>> clean("red\\x1b[31m")
    'red\\ufffd[31m'
    """
    return _CONTROL.sub("\ufffd", text.replace("\n", " ").replace("\t", " "))


def cell(column: Column, row: Result) -> str:
    """What one cell says."""
    value = row.get(column.field)
    return clean("-" if value is None else column.write(value))


def table(columns: Sequence[Column], rows: Sequence[Result], look: Look) -> str:
    """A table: expanded where asked, or where the screen is too narrow for columns."""
    if not rows:
        return ""
    if look.expand or (look.screen and look.width < NARROW):
        return expanded(columns, rows, look)
    return folded(columns, rows, look) if look.screen else aligned(columns, rows, look)


def expanded(columns: Sequence[Column], rows: Sequence[Result], look: Look) -> str:
    """One field a line, an empty line between rows."""
    wide = max(len(column.title) for column in columns)
    return "\n\n".join("\n".join(_field(c, row, wide, look) for c in columns) for row in rows)


def _field(column: Column, row: Result, wide: int, look: Look) -> str:
    says = cell(column, row)
    if not look.headers:
        return says
    start = f"{column.title:<{wide}}  "
    if not look.screen:
        return start + says
    return hung(says, look.width, start)


def hung(text: str, width: int, start: str = "") -> str:
    """Text folded to a width, later lines under the first; a long word breaks."""
    room = max(width - 1, len(start) + 6)
    return textwrap.fill(
        text or "-",
        room,
        initial_indent=start,
        subsequent_indent=" " * len(start),
        break_on_hyphens=False,
    )


def aligned(columns: Sequence[Column], rows: Sequence[Result], look: Look) -> str:
    """Columns in line, nothing folded or cut: for pipes."""
    cells = [[cell(column, row) for column in columns] for row in rows]
    heads = [[column.title for column in columns]] if look.headers else []
    widths = [max(len(line[i]) for line in heads + cells) for i in range(len(columns))]
    return "\n".join(_aligned(line, widths, columns) for line in heads + cells)


def _aligned(line: Sequence[str], widths: Sequence[int], columns: Sequence[Column]) -> str:
    parts = [
        text.rjust(width) if column.number else text.ljust(width)
        for text, width, column in zip(line, widths, columns, strict=True)
    ]
    return (" " * GAP).join(parts).rstrip()


def folded(columns: Sequence[Column], rows: Sequence[Result], look: Look) -> str:
    """A table that fits a screen, its wide columns folded."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    kept, left = fitting(columns, rows, look.width)
    grid = Table(box=SIMPLE_HEAD, show_header=look.headers, pad_edge=False, header_style="bold")
    for column, width in zip(kept, widths(kept, rows, look.width), strict=True):
        grid.add_column(
            column.title,
            width=width,
            justify="right" if column.number else "left",
            no_wrap=not column.wide,
            overflow="fold",
        )
    for row in rows:
        grid.add_row(*(Text(cell(column, row)) for column in kept))
    out = io.StringIO()
    Console(
        file=out,
        width=look.width,
        force_terminal=look.colour,
        color_system="standard" if look.colour else None,
        legacy_windows=False,
    ).print(grid)
    text = "\n".join(line.rstrip() for line in out.getvalue().splitlines() if line.strip())
    if left:
        text += "\n" + hung(f"(no room for {', '.join(left)}: -x shows every field)", look.width)
    return text


def fitting(
    columns: Sequence[Column], rows: Sequence[Result], width: int
) -> tuple[list[Column], list[str]]:
    """The columns that a width has room for, and the titles of those it has not."""
    kept = list(columns)
    left: list[str] = []
    while len(kept) > 1 and sum(_least(c, rows) for c in kept) > _room(kept, width):
        left.insert(0, kept.pop().title)
    return kept, left


def widths(kept: Sequence[Column], rows: Sequence[Result], width: int) -> list[int]:
    """The width of each column: its least, and what is left over to those that say most."""
    least = [_least(column, rows) for column in kept]
    wants = [_longest(column, rows) - low for column, low in zip(kept, least, strict=True)]
    spare = max(0, _room(kept, width) - sum(least))
    share = min(1.0, spare / max(1, sum(wants)))
    return [low + int(want * share) for low, want in zip(least, wants, strict=True)]


def _room(kept: Sequence[Column], width: int) -> int:
    """What a screen leaves for cells: rich puts three spaces between and one at each end."""
    return width - 3 * len(kept) + 1


def _longest(column: Column, rows: Sequence[Result]) -> int:
    return max(len(column.title), *(len(cell(column, row)) for row in rows))


def _least(column: Column, rows: Sequence[Result]) -> int:
    longest = _longest(column, rows)
    if not (column.wide and column.least):
        return longest
    return min(longest, max(column.least, len(column.title)))
