"""Fit the weights that ship: `python bench/fit.py` writes src/samehand/resolve/weights.json.

`samehand fit` on the books of two past days, by the list of organisations of 2024. Moves of
blocks show between two days only, so that link is taken from the second book; all others, and how
well they hold, from the first. `--half even|odd` fits on half of the organisations. `make docs`
then draws the plot and writes the reference anew.
"""

import argparse
from pathlib import Path

from common import HERE, desk
from labels import wish
from samehand.api.fitting import fitted
from samehand.resolve.fitting.files import joined, rows_of, text_of

TARGET = HERE.parent / "src" / "samehand" / "resolve" / "weights.json"
BETWEEN_DAYS = ("moved",)


def main() -> None:
    """Fit and write."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--half", choices=("all", "even", "odd"), default="all")
    asked.add_argument("--to", type=Path, default=TARGET)
    given = asked.parse_args()
    first, second = (fitted(desk(year), wish(given.half)) for year in ("2017", "2018"))
    whole = joined(first, second, BETWEEN_DAYS)
    given.to.write_text(text_of(whole), encoding="utf-8")
    for row in rows_of(whole):
        told = f"{row['pairs']:7} pairs {row['siblings']:5} siblings"
        between = f"{row['low']:6.2f} to {row['high']:5.2f}" if row["low"] is not None else " " * 15
        print(f"{row['link']:18} {row['bin']:45} {row['bits']:6.2f} {between} {told}")
    print(f"{whole['calibration']['verdict']}: {whole['calibration']['says']}")


if __name__ == "__main__":
    main()
