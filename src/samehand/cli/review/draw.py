"""A pair of the queue as text: records side by side, the waterfall, the raw lines."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from samehand.present.falls import bars_of
from samehand.present.tables import clean

if TYPE_CHECKING:
    from samehand.api.judging.sitting import Sitting, View

WIDEST = 24  # letters of the longest bar: half a narrow terminal


def head(sitting: "Sitting") -> Text:
    """Where in the queue, and what was said of the pair."""
    left = len(sitting.items) - sitting.place - 1
    told = (
        f"{sitting.place + 1:,} of {len(sitting.items):,}, {left:,} to go; judging as {sitting.by}"
    )
    if sitting.desk.held.synthetic:
        told = f"SYNTHETIC  {told}"
    said = sitting.said()
    return Text("\n".join(map(clean, (told, *said))), style="bold" if said else "")


def records(view: "View") -> Table:
    """Both records side by side; what is the same in both stands out."""
    table = Table(expand=True, box=None, pad_edge=False)
    for title, share in (("", 1), ("one", 3), ("other", 3)):
        table.add_column(title, ratio=share, overflow="fold")
    for name, one, other in view.records:
        same = "bold" if one == other and one != "-" and name else ""
        table.add_row(name, Text(clean(one), style=same), Text(clean(other), style=same))
    return table


def waterfall(view: "View") -> Table:
    """From the prior to the total, as `why` tells it."""
    table = Table(expand=True, box=None, pad_edge=False)
    table.add_column("bits", justify="right")
    table.add_column("", max_width=WIDEST)
    table.add_column("what was seen", ratio=1, overflow="fold")
    rows = list(bars_of(view.why))
    most = max([abs(row["counted"]) for row in rows if row.get("counted") is not None] or [1.0])
    for row in rows:
        counted = row.get("counted")
        size = round(WIDEST * abs(counted) / (most or 1.0)) if counted is not None else 0
        bar = ("+" if (counted or 0) > 0 else "-") * size
        bits = f"{counted:+.1f}" if counted is not None else ""
        says = row.get("says") or row.get("rule") or row.get("family") or ""
        table.add_row(bits, bar, Text(clean(str(says))))
    return table


def evidence(sitting: "Sitting") -> Text:
    """Every piece of evidence with its raw lines."""
    return Text("\n".join(_lines(sitting)) or "no link between them was found")


def _lines(sitting: "Sitting") -> Iterator[str]:
    for name, says in sitting.raw():
        inset = "  " if ":" in name or not name else ""
        yield clean(f"{inset}{name}  {says}")
