"""The tutorial of a case: made of real published files, names taken out before a word is written.

Usage: python docs/case_tutorial.py [DATA [BOOK]]

DATA is the folder of published files (else SAMEHAND_DATA, else ../shared/data), BOOK one that
holds them already. Every command line of the page is run; of what it prints, holders, AS numbers
and blocks go. Only a name whose basis is a court's document stays; the others are Organisation 1
to n. A page in which anything of them is left is not written.
"""

import csv
import io
import os
import re
import shlex
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from importlib.resources import files
from itertools import groupby
from pathlib import Path

import samehand
from samehand.api.intake import Wish, import_files
from samehand.cli import run

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "case-tutorial.md"
TEMPLATE = ROOT / "docs" / "case-tutorial.template"
FILES = ("world-2017-03-21", "world-2018-10-13", "drop/drop-timeline-2018-2023.tsv.gz")
COMMAND = re.compile(r"^\$ (samehand .*?)(?: \| head -(\d+))?$", re.MULTILINE)
HOLDER = re.compile(r"\b(?:arin|ripencc|apnic|lacnic|afrinic):[\w.~-]+")
NUMBER = re.compile(r"\bAS(\d{1,10})\b")
PLACE = re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}(?:/\d{1,2}|-\d{1,3}(?:\.\d{1,3}){3})?")
DIGEST = re.compile(r"\b[0-9a-f]{32,64}\b")
LEAST_NAME = 4  # letters: shorter names are words of every sentence
WIDE = 110  # letters of a line that fit a page

Case = list[dict[str, str]]


def case_of(data: Path) -> Case:
    """The organisations of the case, a row for each AS number. Raises SystemExit where it is absent."""
    found = sorted(data.glob("case-*/*_asns.tsv"))
    if not found:
        sys.exit(f"the table of the case is not in {data}: set SAMEHAND_DATA")
    with found[0].open(encoding="utf-8") as table:
        return list(csv.DictReader(table, delimiter="\t"))


def names_in(row: Mapping[str, str]) -> set[str]:
    """Every name and handle that a row of the case has had."""
    told = [value for key, value in row.items() if key.startswith("name_") and value]
    parts = [part for text in told if text[0] != "-" for part in _parts(text)]
    return {part for part in parts if len(part) >= LEAST_NAME}


def _parts(text: str) -> Iterator[str]:
    """Handle and name of `HANDLE - Name, CC`; the name also without its form."""
    plain = re.sub(r",\s*[A-Z]{2}$", "", text)
    handle, _, name = plain.partition(" - ")
    yield handle
    yield name
    yield name.partition(",")[0]


def leaks(text: str, case: Case) -> list[str]:
    """What a page still says of those whom no court's document names, and ids of anybody."""
    found = [each[0] for form in (HOLDER, NUMBER, PLACE) for each in form.finditer(text)]
    open_names = {name for row in case if row["basis"] == "court" for name in names_in(row)}
    for row in case:
        if row["basis"] != "court":
            names = names_in(row) - open_names
            ids = {value for key, value in row.items() if key.startswith("opaque") and value}
            words = (*names, *ids)
            found += [word for word in words if re.search(rf"\b{re.escape(word)}\b", text, re.I)]
    return found


@dataclass(slots=True)
class Mask:
    """Who is called what on the page: by holder, by name, by AS number, by block."""

    holder_of: Mapping[int, str]
    named: Mapping[str, str]
    labels: dict[str, str]
    blocks: dict[str, str] = field(default_factory=dict)

    def label(self, holder: str) -> str:
        """What a holder is called: Organisation n, in the order in which they appear."""
        known = sum(each.startswith("Organisation") for each in {*self.labels.values()})
        return self.labels.setdefault(holder, f"Organisation {known + 1}")

    def said(self, text: str) -> str:
        """A text without names, ids, AS numbers and addresses."""
        for name in sorted(self.named, key=lambda each: (-len(each), each)):
            if name in text:
                form = rf"(?<!\w){re.escape(name)}(?!\w)"
                text = re.sub(form, self.label(self.named[name]), text)
        text = HOLDER.sub(lambda found: self.label(found[0].partition("~")[0]), text)
        text = NUMBER.sub(lambda found: f"an AS of {self._number(int(found[1]))}", text)
        text = PLACE.sub(lambda found: self._block(found[0]), text)
        return DIGEST.sub("…", text)

    def _number(self, asn: int) -> str:
        return self.label(self.holder_of.get(asn, f"AS{asn}"))

    def _block(self, place: str) -> str:
        return self.blocks.setdefault(place, f"block {len(self.blocks) + 1}")


def mask_of(book: samehand.Book, case: Case) -> Mask:
    """Every name in the book's lists with its holder; those of the court's documents stay."""
    store = book.desk.store
    priced = files("samehand.api.worth").joinpath("prices.csv").read_text("utf-8")
    numbers = store.query(
        "SELECT first_asn, last_asn, holder FROM asn_holding_history WHERE holder IS NOT NULL"
    ).to_pylist()
    holder_of = {
        asn: row["holder"]
        for row in numbers
        for asn in range(row["first_asn"], row["last_asn"] + 1)
    }
    told = store.query("SELECT DISTINCT asn, handle, name FROM asn_name_history").to_pylist()
    named = {
        name: holder_of.get(row["asn"], f"AS{row['asn']}")
        for row in told
        for name in (row["name"], row["handle"])
        if name and len(name) >= LEAST_NAME and name[0].isupper() and name not in priced
    }
    court = [row for row in case if row["basis"] == "court"]
    labels = {f"arin:{row['opaque_2017-03-21']}": _called(row) for row in court}
    return Mask(holder_of, named, labels)


def _called(row: Mapping[str, str]) -> str:
    return row["name_2017-03-21"].partition(" - ")[2].rpartition(",")[0].strip(" .,")


def typed(line: str, head: int, mask: Mask) -> str:
    """What a command line prints, its names taken out, its first lines."""
    out = io.StringIO()
    raw = io.BytesIO()
    shown = io.TextIOWrapper(raw, "utf-8", write_through=True)
    with redirect_stdout(shown), redirect_stderr(out):
        code = run(shlex.split(line)[1:])
    if code not in (0, 1):
        raise SystemExit(f"{line}: exit {code}: {out.getvalue()}")
    lines = list(aligned(mask.said(raw.getvalue().decode()).rstrip().splitlines()))
    kept = lines[:head] if head else lines
    return "\n".join(each if len(each) <= WIDE else each[: WIDE - 2] + " …" for each in kept)


def aligned(lines: Sequence[str]) -> Iterator[str]:
    """Tables with their columns under each other again, now that other words stand in them."""
    split = [re.split(r" {2,}", line.rstrip()) for line in lines]
    for _, run_of in groupby(split, key=len):
        rows = list(run_of)
        widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
        for row in rows:
            cells = (cell.ljust(wide) for cell, wide in zip(row, widths, strict=True))
            yield "  ".join(cells).rstrip()


def written(template: str, mask: Mask, given: Mapping[str, str]) -> str:
    """The page: each command line of the template as typed, names out, and what it prints."""

    def one(found: re.Match[str]) -> str:
        line, shown = found[1], found[1]
        for name, value in given.items():
            line = line.replace(f"{{{name}}}", value)
            shown = shown.replace(f"{{{name}}}", _word(mask.said(value)))
        printed = typed(line, int(found[2] or 0), mask)
        head = f" | head -{found[2]}" if found[2] else ""
        return f"$ {shown}{head}\n{printed}".rstrip()

    return COMMAND.sub(one, template)


def _word(label: str) -> str:
    """A label as one word of a command line: ORGANISATION-2."""
    return (
        label if re.fullmatch(r"[\w:-]+", label) else re.sub(r"\W+", "-", label).strip("-").upper()
    )


def subjects(book: samehand.Book, case: Case) -> dict[str, str]:
    """What the page asks about: the hand of the case, two members, a block that came to one of them."""
    court = next(row for row in case if row["basis"] == "court")
    one = f"arin:{court['opaque_2017-03-21']}"
    (hand,) = book.hand(one).results
    links = sorted(hand["links"], key=lambda each: -each["weight"])
    tied = next(each for each in links if one in (each["one"], each["other"]))
    other = tied["other"] if tied["one"] == one else tied["one"]
    ids = {member["holder"] for member in hand["members"]}
    block, cite = _came(book, sorted(ids))
    return {"hand": hand["hand"], "one": one, "other": other, "block": block, "cite": cite}


def _came(book: samehand.Book, members: Sequence[str]) -> tuple[str, str]:
    """A block that came from one member to another, and the line that has it so."""
    for row in book.recovery(*members).results:
        (title,) = book.title(row["block"]).results
        last = title["steps"][-1]
        ends = [str(last[end] or "").split(" ")[0] for end in ("from", "to")]
        if ends[0] != ends[1] and {*ends} <= {*members}:
            return str(row["block"]), str(last["cites"][-1])
    raise SystemExit("no block passed between members: these are not the files the page is about")


def main(words: Sequence[str]) -> None:
    """Write the page."""
    data = Path(words[0] if words else os.environ.get("SAMEHAND_DATA", ROOT.parent / "shared/data"))
    case = case_of(data)
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        place = Path(words[1]) if len(words) > 1 else Path(folder, "real.book")
        import_files(place, Wish(paths=tuple(data / name for name in FILES)))
        os.environ |= {"SAMEHAND_BOOK": str(place), "SAMEHAND_CASES": str(Path(folder, "cases"))}
        late = samehand.open(place, known_on="2018-10-13")
        given = subjects(late, case)
        page = written(TEMPLATE.read_text("utf-8"), mask_of(late, case), given)
    left = leaks(page, case)
    if left:
        sys.exit(f"not written, for it still says: {', '.join(sorted(set(left))[:9])}")
    PAGE.write_text(page, encoding="utf-8")
    print(f"wrote {PAGE.relative_to(ROOT)}")


if __name__ == "__main__":
    main(sys.argv[1:])
