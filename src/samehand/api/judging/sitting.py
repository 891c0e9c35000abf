"""A sitting over the queue: one pair at a time, both records, the waterfall, the raw lines.

Every verdict is kept the moment it is given, and so is the place, so nothing is lost however a
sitting ends, and the next begins at the same pair. What colleagues said of a pair is told only
after one's own verdict.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from samehand.api.book import Desk
from samehand.api.hands import Exhibits, Facts, facts, why_row
from samehand.api.judging.given import Said, checked, lifting, of_pair
from samehand.api.judging.queue import Item, queue
from samehand.api.judging.verbs import shelf_of
from samehand.api.lookups.cites import line_of
from samehand.api.progress import Progress, silent
from samehand.api.scanning import Scan, scanned
from samehand.errors import NotInData
from samehand.values.blocks import Block
from samehand.verdicts.algebra import standing
from samehand.verdicts.rows import Pair, Verdict

AHEAD = 20  # pairs asked for at once: asking for twenty takes hardly longer than for one
SOON = 3  # pairs ahead: who judges that fast does not read
BLOCKS_SHOWN = 9  # of each holder: more would push the waterfall off the screen
LINES_SHOWN = 3  # raw lines of one piece of evidence: more would push the next off the screen

BLOCKS = """
SELECT DISTINCT holder, family, first, last, registered FROM holding
WHERE holder IN (SELECT unnest(CAST($holders AS VARCHAR[])))
ORDER BY holder, family, first, last
"""

FIELDS = (
    ("name", "name"),
    ("holder", "holder"),
    ("registry", "registry"),
    ("asns", "AS numbers"),
    ("asn_registered", "first AS number"),
    ("addresses", "addresses"),
    ("blocks", "blocks"),
    ("first_block", "first block"),
    ("fresh", "blocks lately taken"),
)


@dataclass(frozen=True, slots=True)
class View:
    """One pair as it is looked at: its records field by field, and the waterfall."""

    item: Item
    records: tuple[tuple[str, str, str], ...]  # field, of the one, of the other
    why: dict[str, Any]
    evidence: dict[str, Any]
    known: Facts


@dataclass
class Sitting:
    """The queue of one person, where he is in it, and what he gave in this sitting."""

    desk: Desk
    made: Scan
    by: str
    items: Sequence[Item]
    place: int = 0
    given: dict[Pair, Verdict] = field(default_factory=dict)
    seen: dict[Pair, View] = field(default_factory=dict, repr=False)
    lines: dict[str, str] = field(default_factory=dict, repr=False)
    checked: set[str] = field(default_factory=set, repr=False)  # files whose digest was checked

    @property
    def item(self) -> Item:
        """The pair looked at."""
        return self.items[self.place]

    def view(self) -> View:
        """The pair looked at, whole."""
        self._load(self.place)
        return self.seen[self.item.pair]

    def look_ahead(self) -> None:
        """Have the next pairs at hand before they are asked for, while a person reads."""
        self._load(min(self.place + SOON, len(self.items) - 1))

    def _load(self, place: int) -> None:
        if self.items[place].pair not in self.seen:
            ahead = self.items[place : place + AHEAD]
            self.seen |= _views(self.desk, self.made, ahead)

    def move(self, steps: int) -> None:
        """Go on or back, as far as the queue goes, and remember the place."""
        self.place = max(0, min(len(self.items) - 1, self.place + steps))
        shelf_of(self.desk).mark(self.by, self.item.pair)

    def give(self, word: str) -> Verdict:
        """Keep a verdict on the pair looked at."""
        said = checked(Said(word=word, by=self.by))
        given = of_pair(self.desk, self.item.pair, self.view().known, said)
        kept = shelf_of(self.desk).keep(given)
        self.given[self.item.pair] = kept
        return kept

    def clear(self) -> Verdict | None:
        """Lift what was given of this pair in this sitting; gives the row that does, if any."""
        kept = self.given.get(self.item.pair)
        if kept is None:
            return None
        lift = lifting((kept,), kept.number, self.by, "")
        lifted = shelf_of(self.desk).keep(lift, unless_lifted=True)
        del self.given[self.item.pair]
        return lifted

    def said(self) -> tuple[str, ...]:
        """One's own verdict on the pair, and then, only then, those of others."""
        pair = self.item.pair
        if pair not in self.given:
            return ()
        stand = standing(shelf_of(self.desk).all())
        return tuple(each.says() for each in stand if each.pair == pair)

    def raw(self) -> tuple[tuple[str, str], ...]:
        """Every piece of evidence with its first raw lines: a sentence, or a cite and its line."""
        told: list[tuple[str, str]] = []
        for name, item in self.view().evidence.items():
            told.append((name, str(item["says"])))
            cites = item["cites"]
            told += [(each, self._line(each)) for each in cites[:LINES_SHOWN]]
            more = len(cites) - LINES_SHOWN
            told += [("", f"and {more} more lines")] if more > 0 else []
        return tuple(told)

    def _line(self, written: str) -> str:
        if written not in self.lines:
            try:
                self.lines[written] = line_of(self.desk, written, self.checked)
            except NotInData as fault:
                self.lines[written] = fault.message
        return self.lines[written]


def sitting(desk: Desk, by: str, progress: Progress = silent) -> Sitting:
    """Sit down to the queue, at the pair where one was. Raises NotInData where it is empty."""
    made = scanned(desk, progress)
    items = queue(made)
    if not items:
        raise NotInData("the queue is empty", "there is nothing to judge in this book on this day")
    checked(Said(word="unsure", by=by))
    last = shelf_of(desk).place(by)
    places = [n for n, item in enumerate(items) if item.pair == last]
    return Sitting(desk, made, by, items, places[0] if places else 0)


def _views(desk: Desk, made: Scan, items: Sequence[Item]) -> dict[Pair, View]:
    """Some pairs, whole, asked for at once."""
    known = facts(made, [item.pair for item in items])
    blocks = _blocks(desk, sorted(known.parties))
    return {item.pair: _view(made, item, known, blocks) for item in items}


def _view(made: Scan, item: Item, known: Facts, blocks: dict[str, list[str]]) -> View:
    exhibits = Exhibits()
    why = why_row(made, item.pair, known, exhibits)
    one, other = (known.parties[holder] for holder in item.pair)
    rows = [(title, _written(one[name]), _written(other[name])) for name, title in FIELDS]
    held = [blocks.get(holder, []) for holder in item.pair]
    for place in range(min(BLOCKS_SHOWN, max(map(len, held)))):
        left, right = (each[place] if place < len(each) else "" for each in held)
        rows.append(("" if place else "the first", left, right))
    return View(item, tuple(rows), why, exhibits.all, known)


def _written(value: Any) -> str:
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, list):
        return ", ".join(f"AS{each}" for each in value)
    return str(value or "-")


def _blocks(desk: Desk, holders: Sequence[str]) -> dict[str, list[str]]:
    """The blocks of each holder, as written, in order."""
    told: dict[str, list[str]] = {}
    for row in desk.peek.query(BLOCKS, holders=list(holders)).to_pylist():
        block = Block(row["family"], row["first"], row["last"])
        told.setdefault(row["holder"], []).append(f"{block} {row['registered'] or ''}".strip())
    return told
