"""What every source keeps, without being asked: each is tried on its own sample.

A *piece* is a line of the sample, or a record of a source whose files are not lines.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from samehand.errors import ImportRefused
from samehand.sources import Source, all_sources
from samehand.sources.lines import head_of, tell_line
from tests.slow import some
from tests.sources.reads import Kept, knows, pieces, promised, read_bytes, sample_of, write

SOURCES = [pytest.param(source, id=name) for name, source in all_sources().items()]
OF_LINES = [each for each in SOURCES if not each.values[0].form]  # type: ignore[union-attr]
BINARY = [name for name, source in all_sources().items() if b"\x00" in sample_of(source)]
OF_RECORDS = [
    each for each in SOURCES if each.id in BINARY
]  # those of text: tests/sources/test_rpsl.py
STRAY = ("\x00", "\x7f", "|", '"', ",", "\t", "é", "9", "-", "<")  # what damage and editors leave
MOST = 10  # lines of a sample that are damaged one by one, each in a file of its own
HEAD = 12  # bytes of an MRT record before its body
by_source = pytest.mark.parametrize("source", SOURCES)
by_source_of_lines = pytest.mark.parametrize("source", OF_LINES)
by_source_of_records = pytest.mark.parametrize("source", OF_RECORDS)


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Kept]:
    """Every source's sample, read once."""
    return {
        name: read_bytes(source, sample_of(source), tmp_path_factory.mktemp(name))
        for name, source in all_sources().items()
    }


@by_source
def test_the_sample_gives_exactly_its_promised_rows(
    source: Source, samples: dict[str, Kept]
) -> None:
    kept = samples[source.name]
    assert kept.rows == promised(source)
    assert {name: len(rows) for name, rows in kept.rows.items()} == kept.reading.rows
    assert kept.reading.lines == len(pieces(source))


@by_source
def test_a_bad_line_is_set_aside_with_place_and_reason(
    source: Source, samples: dict[str, Kept], tmp_path: Path
) -> None:
    kept = samples[source.name]
    path = write(source, sample_of(source), tmp_path)
    assert kept.set_aside, "the sample holds no bad line"
    assert kept.reading.set_aside == len(kept.set_aside)
    for aside in kept.set_aside:
        assert aside["reason"]
        assert _begins(source, path, aside).startswith("".join(aside["text"].split()))
    cited = {row["cite"] for rows in kept.rows.values() for row in rows}
    assert not cited & {aside["cite"] for aside in kept.set_aside}


def _begins(source: Source, path: Path, aside: dict[str, Any]) -> str:
    """What a cite of the bad line tells, without blanks; of a record also why, if its form says it."""
    if not source.form:
        return "".join(str(tell_line(path, _line(aside["cite"]))).split())
    told = source.form.tell(path, _line(aside["cite"]))
    assert told
    assert aside["reason"] in told or aside["reason"] in source.record
    return "".join(told.split())


@by_source
def test_every_row_cites_a_piece_that_can_be_told(
    source: Source, samples: dict[str, Kept], tmp_path: Path
) -> None:
    path = write(source, sample_of(source), tmp_path)
    tell = source.form.tell if source.form else tell_line
    for rows in samples[source.name].rows.values():
        assert all(tell(path, _line(row["cite"])) for row in rows)
    beyond = len(pieces(source)) + sample_of(source).count(b"\n") + 1  # records, or their lines
    assert tell(path, beyond) is None


@by_source_of_lines
def test_a_damaged_line_takes_no_other_with_it(source: Source, tmp_path: Path) -> None:
    """Every line cut at every place, and struck by stray characters, after the whole sample."""
    lines = sample_of(source).decode().splitlines()
    cut = [line[:end] for line in lines for end in range(1, len(line))]
    struck = [
        line[:at] + STRAY[(at + no) % len(STRAY)] + line[at + 1 :]
        for no, line in enumerate(lines)
        for at in range(len(line))
    ]
    more = "\n".join(cut + struck) + "\n"
    kept = read_bytes(source, sample_of(source) + more.encode(), tmp_path, allow_cut=True)
    _nothing_is_lost(source, kept)
    assert kept.reading.set_aside > 1


@by_source_of_records
def test_a_damaged_record_takes_no_other_with_it(source: Source, tmp_path: Path) -> None:
    """Each byte of each record struck, after the whole sample; its head last: it tells its length."""
    records = pieces(source)
    bodies = [at for record in records for at in _struck(record, range(HEAD, len(record)))]
    kept = read_bytes(source, sample_of(source) + b"".join(bodies), tmp_path, allow_cut=True)
    _nothing_is_lost(source, kept)
    assert kept.reading.set_aside > 1
    for record in _struck(records[-1], range(HEAD)):
        kept = read_bytes(source, sample_of(source) + record, tmp_path, allow_cut=True)
        _nothing_is_lost(source, kept)


def _struck(record: bytes, places: range) -> Iterator[bytes]:
    for at in places:
        yield record[:at] + bytes([record[at] ^ (1 + at % 255)]) + record[at + 1 :]


def _nothing_is_lost(source: Source, kept: Kept) -> None:
    """The rows of the sample are there, whatever came after it."""
    many = len(pieces(source))
    for table, rows in promised(source).items():
        first = [row for row in kept.rows[table] if _line(row["cite"]) <= many]
        assert _of_their_own(source, first) == _of_their_own(source, rows)
    asides = [aside["cite"] for aside in kept.set_aside]
    assert len(asides) == len(set(asides)), "a line is set aside once"


@by_source_of_lines
def test_a_damaged_line_alone_leaves_the_others(source: Source, tmp_path: Path) -> None:
    """A line is cut at its middle, in its place: the rows of other records stay; each in turn when slow."""
    lines = sample_of(source).decode().splitlines()
    damaged = [line[: len(line) // 2] for line in lines]
    _others_stay(source, [f"{line}\n".encode() for line in damaged], tmp_path)


@by_source_of_records
def test_a_damaged_record_alone_leaves_the_others(source: Source, tmp_path: Path) -> None:
    """Each record with a row in turn has lost half of its body, and says so in its head."""
    own = {_line(row.cite) for row in source.sample_rows}
    records = enumerate(pieces(source), 1)
    halved = [_halved(record) if no in own else record for no, record in records]
    _others_stay(source, halved, tmp_path)


def _halved(record: bytes) -> bytes:
    body = record[HEAD : HEAD + (len(record) - HEAD) // 2]
    return record[: HEAD - 4] + len(body).to_bytes(4, "big") + body


def _others_stay(source: Source, damaged: list[bytes], folder: Path) -> None:
    whole = pieces(source)
    for no in some(range(1, len(whole) + 1), MOST):
        content = b"".join([*whole[: no - 1], damaged[no - 1], *whole[no:]])
        if not knows(source, content, folder):
            continue  # what says what the file is: it is refused as of no known kind
        kept = read_bytes(source, content, folder, allow_cut=True)
        for table, rows in promised(source).items():
            found = [row["cite"] for row in kept.rows[table]]
            lost = [row["cite"] for row in rows if row["cite"] not in found]
            assert set(lost) <= {_record_of(no, rows)}


def _of_their_own(source: Source, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows without what other lines tell of them, which a bad line may change."""
    return [{name: row[name] for name in row if name not in source.across} for row in rows]


def _record_of(no: int, rows: list[dict[str, Any]]) -> str:
    """The row that the damaged line may belong to: the last that begins no later."""
    begun = [row["cite"] for row in rows if _line(row["cite"]) <= no]
    return str(begun[-1]) if begun else ""


def _line(cite: str) -> int:
    return int(cite.split(":")[1])


@by_source_of_records
def test_a_file_cut_anywhere_keeps_the_records_before_it_and_only_where_allowed(
    source: Source, tmp_path: Path
) -> None:
    records, whole = pieces(source), sample_of(source)
    ends = {sum(map(len, records[:many])): many for many in range(len(records) + 1)}
    for size in range(len(records[0]), len(whole), 7):
        before = max(many for end, many in ends.items() if end <= size)
        if size in ends or not _rows_upto(source, before):
            continue
        with pytest.raises(ImportRefused, match=r"at byte [\d,]+"):
            read_bytes(source, whole[:size], tmp_path)
        kept = read_bytes(source, whole[:size], tmp_path, allow_cut=True)
        assert kept.reading.cut
        assert kept.reading.lines == before + 1
        assert _line(kept.set_aside[-1]["cite"]) == before + 1
        found = [row["cite"] for rows in kept.rows.values() for row in rows]
        assert sorted(found) == _rows_upto(source, before)


def _rows_upto(source: Source, many: int) -> list[str]:
    return sorted(row.cite for row in source.sample_rows if _line(row.cite) <= many)


@by_source
def test_a_sample_is_known_by_exactly_one_source(source: Source, tmp_path: Path) -> None:
    assert _known_by(source, sample_of(source), tmp_path) == [source.name]


def _known_by(source: Source, content: bytes, folder: Path) -> list[str]:
    head = head_of(write(source, content, folder))
    assert head.binary == (source.name in BINARY)
    return [other.name for other in all_sources().values() if other.knows(head)]


@by_source_of_lines
def test_a_stamped_sample_is_known_and_read_alike(source: Source, tmp_path: Path) -> None:
    """Files of a synthetic world begin with a comment that says so."""
    sample = sample_of(source)
    mark = b";" if sample.startswith(b";") else b"#"
    text = mark + b" SYNTHETIC world, seed 1: not real data\n" + sample
    assert _known_by(source, text, tmp_path) == [source.name]
    kept = read_bytes(source, text, tmp_path)
    assert kept.reading.rows == {name: len(rows) for name, rows in promised(source).items()}


@by_source
def test_reading_twice_gives_the_same_bytes(
    source: Source, samples: dict[str, Kept], tmp_path: Path
) -> None:
    again = read_bytes(source, sample_of(source), tmp_path)
    assert _bytes(samples[source.name].folder) == _bytes(again.folder)


def _bytes(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.parquet")}


@by_source
def test_leftovers_are_noted_where_a_source_looks_for_them(
    source: Source, samples: dict[str, Kept]
) -> None:
    noted = any("nobody reads yet" in note for note in samples[source.name].reading.notes)
    assert noted == ("leftover" in source.record), "the sample shows what is left over"


@by_source
def test_a_source_says_where_it_is_from(source: Source) -> None:
    assert all((source.title, source.url, source.licence, source.read_in))
    assert set(source.fills) == set(source.rows)
    assert all(fewest < most for fewest, most in source.fills.values())
