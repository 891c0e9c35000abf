"""What every source keeps, without being asked: each is tried on its own sample."""

from pathlib import Path
from typing import Any

import pytest

from samehand.sources import Head, Source, all_sources
from tests.sources.reads import Kept, promised, read_text

SOURCES = [pytest.param(source, id=name) for name, source in all_sources().items()]
STRAY = ("\x00", "\x7f", "|", '"', ",", "\t", "é", "9", "-", "<")  # what damage and editors leave
by_source = pytest.mark.parametrize("source", SOURCES)


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Kept]:
    """Every source's sample, read once."""
    return {
        name: read_text(source, source.sample, tmp_path_factory.mktemp(name))
        for name, source in all_sources().items()
    }


@by_source
def test_the_sample_gives_exactly_its_promised_rows(
    source: Source, samples: dict[str, Kept]
) -> None:
    kept = samples[source.name]
    assert kept.rows == promised(source)
    assert {name: len(rows) for name, rows in kept.rows.items()} == kept.reading.rows


@by_source
def test_a_bad_line_is_set_aside_with_place_and_reason(
    source: Source, samples: dict[str, Kept]
) -> None:
    kept = samples[source.name]
    lines = source.sample.splitlines()
    assert kept.set_aside, "the sample holds no bad line"
    assert kept.reading.set_aside == len(kept.set_aside)
    for aside in kept.set_aside:
        assert aside["reason"]
        assert aside["text"] == lines[_line(aside["cite"]) - 1]
    cited = {row["cite"] for rows in kept.rows.values() for row in rows}
    assert not cited & {aside["cite"] for aside in kept.set_aside}


@by_source
def test_a_damaged_line_takes_no_other_with_it(source: Source, tmp_path: Path) -> None:
    """Every line cut at every place, and struck by stray characters, after the whole sample."""
    lines = source.sample.splitlines()
    cut = [line[:end] for line in lines for end in range(1, len(line))]
    struck = [
        line[:at] + STRAY[(at + no) % len(STRAY)] + line[at + 1 :]
        for no, line in enumerate(lines)
        for at in range(len(line))
    ]
    text = source.sample + "\n".join(cut + struck) + "\n"
    kept = read_text(source, text, tmp_path, allow_cut=True)
    for table, rows in promised(source).items():
        first = [row for row in kept.rows[table] if _line(row["cite"]) <= len(lines)]
        assert _of_their_own(source, first) == _of_their_own(source, rows)
    asides = [aside["cite"] for aside in kept.set_aside]
    assert len(asides) == len(set(asides)), "a line is set aside once"
    assert kept.reading.set_aside > 1


@by_source
def test_a_damaged_line_alone_leaves_the_others(source: Source, tmp_path: Path) -> None:
    """Each line in turn is cut at its middle, in its place: the rows of other records stay."""
    lines = source.sample.splitlines()
    wanted = promised(source)
    for no, line in enumerate(lines, 1):
        damaged = [*lines[: no - 1], line[: len(line) // 2], *lines[no:]]
        if not source.knows(Head(source.sample_name, tuple(damaged))):
            continue  # the line that says what the file is: it is refused as of no known kind
        kept = read_text(source, "\n".join(damaged) + "\n", tmp_path, allow_cut=True)
        for table, rows in wanted.items():
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


@by_source
def test_a_sample_is_known_by_exactly_one_source(source: Source) -> None:
    head = Head(source.sample_name, tuple(source.sample.splitlines()))
    assert [other.name for other in all_sources().values() if other.knows(head)] == [source.name]


@by_source
def test_a_stamped_sample_is_known_and_read_alike(source: Source, tmp_path: Path) -> None:
    """Files of a synthetic world begin with a comment that says so."""
    mark = ";" if source.sample.startswith(";") else "#"
    text = f"{mark} SYNTHETIC world, seed 1: not real data\n{source.sample}"
    head = Head(source.sample_name, tuple(text.splitlines()))
    assert [other.name for other in all_sources().values() if other.knows(head)] == [source.name]
    kept = read_text(source, text, tmp_path)
    assert kept.reading.rows == {name: len(rows) for name, rows in promised(source).items()}


@by_source
def test_reading_twice_gives_the_same_bytes(
    source: Source, samples: dict[str, Kept], tmp_path: Path
) -> None:
    again = read_text(source, source.sample, tmp_path)
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
