"""Fees, costs and proceeds of a recovery, from a CSV of the user's own evidence.

One line an amount: `block,day,kind,amount,currency,source`. `kind` is `fee`, `cost`, `proceeds` or
`ordered`; `block` may be empty for an amount of the whole; `source` says what document shows it. A
line without a source is refused: an amount that nothing shows is "not evidenced".
"""

import csv
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from samehand.errors import ImportRefused, UsageError
from samehand.values.blocks import Block, block

KINDS = ("fee", "cost", "proceeds", "ordered")
HEADS = ("block", "day", "kind", "amount", "currency", "source")


@dataclass(frozen=True, slots=True)
class Amount:
    """One amount, and the document that shows it."""

    place: Block | None
    day: date
    kind: str
    amount: Decimal
    currency: str
    source: str

    @property
    def says(self) -> str:
        """The amount in words."""
        where = f" for {self.place}" if self.place else ""
        return (
            f"{self.kind} of {self.amount:,} {self.currency}{where} on {self.day} ({self.source})"
        )


def amounts(path: Path) -> tuple[Amount, ...]:
    """Every amount of a file. Raises UsageError without it, ImportRefused for a line that is none."""
    if not path.is_file():
        raise UsageError(f"there is no file {path}", f"a CSV with the columns {','.join(HEADS)}")
    with path.open(encoding="utf-8", newline="") as table:
        told = csv.DictReader(table)
        left = [name for name in HEADS if name not in (told.fieldnames or ())]
        if left:
            raise ImportRefused(
                f"{path} has no column {', '.join(left)}", f"it needs {','.join(HEADS)}"
            )
        return tuple(_amount(path, n, row) for n, row in enumerate(told, 2))


def _amount(path: Path, line: int, row: dict[str, str]) -> Amount:
    try:
        if row["kind"] not in KINDS or not row["source"].strip() or not row["currency"].strip():
            raise ValueError(f"kind is one of {', '.join(KINDS)}; currency and source are needed")
        place = block(row["block"]) if row["block"].strip() else None
        amount = Decimal(row["amount"])
        day = date.fromisoformat(row["day"])
    except (ValueError, InvalidOperation, TypeError, AttributeError, UsageError) as fault:
        raise ImportRefused(f"{path} line {line}: {fault}", f"write {','.join(HEADS)}") from None
    return Amount(place, day, row["kind"], amount, row["currency"], row["source"])


def totals(told: tuple[Amount, ...]) -> dict[str, str]:
    """The sum of each kind, currencies apart; what nothing shows is "not evidenced"."""
    summed: dict[str, dict[str, Decimal]] = {kind: {} for kind in KINDS}
    for each in told:
        of = summed[each.kind]
        of[each.currency] = of.get(each.currency, Decimal(0)) + each.amount
    return {
        kind: " + ".join(f"{sum_:,} {name}" for name, sum_ in of.items()) or "not evidenced"
        for kind, of in summed.items()
    }
