"""Labels for a fit: from the files a user names, else from the book's own list of organisations.

A file named may tell of later days than the book is asked about: labels are never evidence. The
book's own list is evidence too, so links that read it are held back where it labels.
"""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from samehand.api.book import Desk
from samehand.api.intake import Wish, recognise
from samehand.errors import ImportRefused, NotInData, UsageError
from samehand.resolve import all_links
from samehand.resolve.fitting.labels import Labels, both
from samehand.resolve.fitting.orgs import labels_of_list
from samehand.resolve.fitting.verdicts import is_verdicts, labels_of_verdicts
from samehand.sources.lines import head_of
from samehand.sources.reading import Errand, read
from samehand.store.book import digest_of
from samehand.tables.registry import AsnOrg

OWN = """
SELECT asn, org, name, handle
FROM asn_org
WHERE list = (SELECT list FROM asn_org GROUP BY list ORDER BY max(last_seen) DESC, list LIMIT 1)
"""


@dataclass(frozen=True, slots=True)
class Labelled:
    """Labels, the digests of what they were read from, and links that may not judge by them."""

    labels: Labels
    digests: tuple[str, ...]
    held_back: tuple[str, ...] = ()


def labelled(desk: Desk, files: Sequence[Path], left_out: Path | None) -> Labelled:
    """The labels of some files, or of the book's own list where none is named.

    Raises NotInData where they hold no pair of one organisation, or the book has no list.
    """
    spared = holders_in(left_out) if left_out else frozenset()
    told = _of_files(desk, files, spared) if files else _own(desk, spared)
    if not told.labels.siblings:
        raise NotInData(
            "the labels put no two holders of this book under one organisation",
            "give --labels FILE: a list of AS numbers and organisations, or a CSV of verdicts",
        )
    return told


def holders_in(path: Path) -> frozenset[str]:
    """The holders of a file, one a line: the first word; `#` begins a comment."""
    lines = [line.partition("#")[0].split() for line in _text(path).splitlines()]
    words = [line[0] for line in lines if line]
    if strange := [word for word in words if ":" not in word]:
        raise UsageError(f"{strange[0]!r} in {path} is no holder", "one a line, as arin:a1b2")
    return frozenset(words)


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise ImportRefused(f"{path} cannot be read: {fault}", "give a text file") from None


def _own(desk: Desk, spared: frozenset[str]) -> Labelled:
    """The newest list of the book, by its clocks."""
    filed = [each for each in desk.seen if each.rows.get(AsnOrg.table)]
    if not filed:
        later = [each for each in desk.held.files if each.rows.get(AsnOrg.table)]
        known = f"known on {desk.clock.known_on}"
        raise NotInData(
            f"the book has no list of AS numbers and organisations, as {known}",
            f"give --labels FILE: {later[0].name}, say" if later else "give --labels FILE",
        )
    desk.store.derive("label_list", OWN)
    reading = tuple(rule.name for rule in all_links().values() if AsnOrg in rule.reads)
    labels = labels_of_list(desk.store, spared)
    return Labelled(labels, tuple(sorted(each.digest for each in filed)), reading)


def _of_files(desk: Desk, files: Sequence[Path], spared: frozenset[str]) -> Labelled:
    """A list of organisations, verdicts, or both; verdicts are believed before a list."""
    heads = {path: head_of(path).lines if path.exists() else () for path in files}
    verdicts = [path for path, lines in heads.items() if lines and is_verdicts(lines[0])]
    lists = [path for path in heads if path not in verdicts]
    if len(lists) > 1 or len(verdicts) > 1:
        raise UsageError(
            "--labels was given two files of one kind",
            "give one list of organisations, one CSV of verdicts, or one of each",
        )
    found = [_listed(desk, path, spared) for path in lists]
    found += [labels_of_verdicts(desk.store, _text(path), spared) for path in verdicts]
    digests = tuple(sorted(digest_of(path) for path in files))
    return Labelled(both(*found) if len(found) > 1 else found[0], digests)


def _listed(desk: Desk, path: Path, spared: frozenset[str]) -> Labels:
    if not path.exists():
        raise ImportRefused(f"{path} does not exist", "give a file of labels")
    known = recognise(path, Wish(paths=(path,), day=desk.clock.known_on))
    if AsnOrg not in known.source.fills:
        raise UsageError(
            f"{path} is of the kind {known.source.name}, which names no organisations",
            "give a list of AS numbers and organisations, or a CSV of one,other,verdict",
        )
    if known.synthetic != bool(desk.held.synthetic):
        raise ImportRefused(f"{path} and the book are of two worlds", "give labels of its own")
    with tempfile.TemporaryDirectory(prefix="samehand-labels-") as place:
        into = Path(place)
        read(Errand(path, known.source, known.day, 0, into, False, not known.synthetic))
        desk.store.show_file("label_file", into / f"{AsnOrg.table}.parquet")
        desk.store.derive("label_list", "SELECT asn, org, name, handle FROM label_file")
    return labels_of_list(desk.store, spared)
