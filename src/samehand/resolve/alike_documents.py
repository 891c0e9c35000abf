"""What both handed in reads nearly alike: one hand wrote both.

Texts are compared by samples of their runs of three words (see `tables.internal.Document`). Runs
that the papers of many applicants have are a form's, a law firm's template's or the law's own
words, and tie nobody; of the rest, three in four must be the same. Fooled by a template with few
users yet. All it finds is restricted.
"""

from dataclasses import dataclass, replace
from datetime import date
from hashlib import md5

from samehand.made import DAY, cite_of, held
from samehand.resolve.sharing import BINS, RARITY, every_pair
from samehand.rules import Example, Rule, because
from samehand.store import Found
from samehand.tables import Row
from samehand.tables.internal import Document


@dataclass(frozen=True)
class Numbers:
    """When are two papers alike, and how rare is that?"""

    own_runs: int = because(8, "a quarter of a sketch: fewer are left of a filled-in form")
    same: float = because(0.75, "names, days and amounts that differ cost a tenth to a quarter")
    many_holders: int = because(20, "as for other values: what so many papers say is a form's")
    few: int = because(3, "two or three applicants: the text is theirs")
    some: int = because(12, "a dozen may be one lawyer's first clients")


FIND = f"""
WITH sketched AS (
  SELECT applicant AS holder, document, sketch, min(cite) AS cite
  FROM document
  WHERE sketch IS NOT NULL
  GROUP BY applicant, document, sketch
), marked AS (
  SELECT holder, document, cite, unnest(string_split(sketch, ' ')) AS mark FROM sketched
), common AS (
  SELECT mark, count(DISTINCT holder) AS holders FROM marked GROUP BY mark
), own AS (
  SELECT marked.holder, marked.document, marked.cite, marked.mark, common.holders
  FROM marked
  JOIN common ON common.mark = marked.mark
  WHERE common.holders < $many_holders
), sized AS (
  SELECT cite, count(*) AS runs FROM own GROUP BY cite
), alike AS (
  SELECT a.holder AS one, b.holder AS other, a.document, b.document AS other_document,
         a.cite AS one_cite, b.cite AS other_cite, count(*) AS same, max(a.holders) AS holders
  FROM own AS a
  JOIN own AS b ON b.mark = a.mark AND a.holder < b.holder
  GROUP BY a.holder, b.holder, a.document, b.document, a.cite, b.cite
), pairs AS (
  SELECT alike.*, alike.same / CAST(greatest(s.runs, t.runs) AS DOUBLE) AS share,
         row_number() OVER (PARTITION BY alike.one, alike.other
                            ORDER BY alike.holders, alike.one_cite, alike.other_cite) AS turn
  FROM alike
  JOIN sized AS s ON s.cite = alike.one_cite
  JOIN sized AS t ON t.cite = alike.other_cite
  WHERE least(s.runs, t.runs) >= $own_runs AND alike.same >= $same * greatest(s.runs, t.runs)
)
SELECT *, {RARITY} FROM pairs WHERE turn = 1
"""


def explain(row: Found, numbers: Numbers) -> str:
    """Which papers, and how much of them is the same."""
    return (
        f"documents {row['document']} and {row['other_document']} have {row['share']:.0%} of their"
        f" wording in common; {row['holders']} applicants handed in such wording"
    )


def sketch(*runs: range) -> str:
    """So many marks; ranges that overlap have marks in common."""
    return " ".join(md5(str(n).encode()).hexdigest()[:10] for run in runs for n in run)


def handed_in(number: int, start: int, form: int = 0) -> tuple[Row, ...]:
    """A holder with a block, and its paper: of thirty-two marks the first so many are a form's."""
    holder = f"arin:{number:03}"
    paper = Document(
        document=f"D-{number}",
        request=None,
        applicant=holder,
        kind="affidavit",
        sha256=None,
        text=None,
        sketch=sketch(range(1000, 1000 + form), range(start, start + 32 - form)),
        seen=DAY,
        cite=cite_of("document", number),
    )
    return held(holder, f"10.{number}.0.0/16", date(2010, 1, 1)), paper


def crowd(many: int) -> tuple[Row, ...]:
    """So many with one paper."""
    return tuple(row for n in range(many) for row in handed_in(n, 1))


def unread(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """The same, of which no text could be extracted."""
    return tuple(replace(row, sketch=None) if isinstance(row, Document) else row for row in rows)


RULE = Rule(
    name="alike-documents",
    title="What both handed in reads nearly alike",
    family="internal",
    ground="documents",
    revision=1,
    reads=(Document,),
    numbers=Numbers(),
    bins=BINS,
    find=FIND,
    explain=explain,
    examples=(
        Example(
            title="two papers that differ in a few words",
            rows=(*handed_in(1, 1), *handed_in(2, 6)),
            finds={("arin:001", "arin:002"): BINS[0]},
        ),
        Example(title="five with one paper", rows=crowd(5), finds=every_pair(5, BINS[1])),
        Example(title="fourteen with one paper", rows=crowd(14), finds=every_pair(14, BINS[2])),
        Example(title="a form that many handed in", rows=crowd(25)),
        Example(
            title="such a form with a few words that two have in common",
            rows=(
                *(row for n in range(3, 25) for row in handed_in(n, 100 * n, form=26)),
                *handed_in(1, 1, form=26),
                *handed_in(2, 1, form=26),
            ),
        ),
        Example(
            title="papers with half their words in common",
            rows=(*handed_in(1, 1), *handed_in(2, 17)),
        ),
        Example(
            title="papers of which no text was extracted",
            rows=unread((*handed_in(1, 1), *handed_in(2, 1))),
        ),
    ),
)
