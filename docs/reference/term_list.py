"""The words of docs/words.md as the list that `samehand explain` reads."""

import csv
import io
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
WORDS = ROOT / "docs" / "words.md"
TERMS = ROOT / "src" / "samehand" / "api" / "finding" / "terms.csv"
HEAD = ("word", "means", "not")

_ROW = re.compile(r"^\| ([^|]+) \| ([^|]+) \| ([^|]*?) ?\|$", re.M)


def term_list() -> str:
    """The CSV of the page's table as it is now."""
    rows = [tuple(cell.strip() for cell in row) for row in _ROW.findall(WORDS.read_text("utf-8"))]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEAD)
    writer.writerows(row for row in rows if row[0] != "word" and not row[0].startswith("---"))
    return out.getvalue()
