"""MRT in a book: tables are runs of their collectors, updates are days, cites lead to records."""

import dataclasses
import gzip
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import samehand
from samehand.api.book import open_desk
from samehand.api.intake import Arrivals, Wish, import_files
from samehand.cli import run
from samehand.errors import ImportRefused, IntegrityError, NotInData
from samehand.mrt.made import bgp4mp, message, peers, prefix, rib, route
from samehand.sources import all_sources
from samehand.sources.forms import Form, _digest
from samehand.store.book import catalogue, raw_path
from samehand.values.blocks import block

PEERS = (("192.0.2.7", 64500), ("192.0.2.8", 64501))
MARCH_20, MARCH_21, MARCH_22 = (date(2017, 3, day) for day in (20, 21, 22))
NOON = 1_490_097_600  # of 2017-03-21, in UTC
A_DAY = 86_400
NETS = ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24")


def table(*nets: str, view: str = "") -> bytes:
    """A table in which both peers see each of some prefixes from AS64511."""
    records = [
        rib(net, (0, route(64500, 64511)), (1, route(64501, 64511)), subtype=4 if ":" in net else 2)
        for net in nets
    ]
    return peers(*PEERS, view=view) + b"".join(records)


def updates(*nets: str, day: date = MARCH_21) -> bytes:
    time = NOON + (day - MARCH_21).days * A_DAY
    return b"".join(bgp4mp(message(route(64500, 64511), prefix(net)), time=time) for net in nets)


def put(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(content, mtime=0) if name.endswith(".gz") else content)
    return path


def bview(day: date) -> str:
    return f"rrc99/{day:%Y.%m}/bview.{day:%Y%m%d}.0000.gz"


def imported(folder: Path, files: dict[str, bytes], **wish: Any) -> Arrivals:
    paths = tuple(put(folder / "files", name, content) for name, content in files.items())
    return import_files(folder / "book", Wish(paths=paths, **wish))


def sightings(folder: Path) -> list[dict[str, Any]]:
    sql = "SELECT * FROM sighting ORDER BY how, collector, family, first, seen"
    rows: list[dict[str, Any]] = open_desk(folder / "book").peek.query(sql).to_pylist()
    return rows


def spans(folder: Path, how: str = "table") -> list[tuple[str | None, int, date, date]]:
    return [
        (row["collector"], row["first"], row["seen"], row["last_seen"])
        for row in sightings(folder)
        if row["how"] == how
    ]


def first(net: str) -> int:
    return block(net).first


# Tables


def test_a_table_is_of_the_collector_of_its_folder_and_the_day_of_its_name(tmp_path: Path) -> None:
    arrivals = imported(tmp_path, {bview(MARCH_21): table(*NETS, "2001:db8::/32")})
    [filed] = arrivals.kept
    assert (filed.name, filed.day) == ("rrc99/bview.20170321.0000.gz", MARCH_21)
    rows = sightings(tmp_path)
    assert [row["collector"] for row in rows] == ["rrc99"] * 3 + ["rrc99-v6"]
    assert {(row["peers"], row["together"], row["origin"]) for row in rows} == {(2, 1, 64511)}


def test_a_name_without_a_day_leaves_it_to_the_records(tmp_path: Path) -> None:
    arrivals = imported(tmp_path, {"rrc99/latest-bview.gz": table(*NETS)})
    assert [filed.day for filed in arrivals.kept] == [date(2023, 11, 14)]
    told = import_files(
        tmp_path / "other", Wish(paths=(tmp_path / "files",), day=MARCH_21, source="mrt_table")
    )
    assert [filed.day for filed in told.kept] == [MARCH_21]


def test_the_days_of_a_collector_are_one_run_and_a_day_without_a_prefix_ends_it(
    tmp_path: Path,
) -> None:
    days = {MARCH_20: NETS, MARCH_21: NETS[:2], MARCH_22: NETS[:2]}
    imported(tmp_path, {bview(day): table(*nets) for day, nets in days.items()})
    assert spans(tmp_path) == [
        ("rrc99", first(NETS[0]), MARCH_20, MARCH_22),
        ("rrc99", first(NETS[1]), MARCH_20, MARCH_22),
        ("rrc99", first(NETS[2]), MARCH_20, MARCH_20),
    ]


def test_a_file_of_one_family_ends_no_run_of_the_other(tmp_path: Path) -> None:
    both, four = table(NETS[0], "2001:db8::/32"), table(NETS[0])
    imported(tmp_path, {bview(MARCH_20): both, bview(MARCH_21): four, bview(MARCH_22): both})
    assert spans(tmp_path) == [
        ("rrc99", first(NETS[0]), MARCH_20, MARCH_22),
        ("rrc99-v6", first("2001:db8::/32"), MARCH_20, MARCH_22),
    ]


def test_a_cut_table_ends_no_run(tmp_path: Path) -> None:
    imported(tmp_path, {bview(day): table(*NETS) for day in (MARCH_20, MARCH_22)})
    cut = imported(tmp_path, {bview(MARCH_21)[:-3]: table(*NETS)[:-40]}, allow_cut=True)
    assert cut.kept[0].cut
    whole = [("rrc99", first(net), MARCH_20, MARCH_22) for net in NETS]
    assert [each for each in spans(tmp_path) if each[0]] == whole
    assert {each[2:] for each in spans(tmp_path) if not each[0]} == {(MARCH_21, MARCH_21)}


def test_collectors_that_are_not_told_apart_do_not_end_each_other_s_runs(tmp_path: Path) -> None:
    old = {f"bview.201703{day}.0000": _older(NETS[day % 2]) for day in (20, 21, 22)}
    imported(tmp_path, old)
    assert all(each[0] is None for each in spans(tmp_path))
    assert catalogue(tmp_path / "book").runs == ()


def _older(net: str) -> bytes:
    from samehand.mrt.made import dump, path

    return dump(net, *PEERS[0], path(64500, 64511, size=2))


def test_what_another_reader_read_is_read_anew_and_keeps_its_collector(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(tmp_path, {bview(MARCH_20): table(*NETS)})
    before = spans(tmp_path)
    source = all_sources()["mrt_table"]
    assert source.form
    other = dataclasses.replace(source, form=dataclasses.replace(source.form, code=("samehand",)))
    changed = {**all_sources(), "mrt_table": other}
    monkeypatch.setattr("samehand.api.intake.all_sources", lambda: changed)
    imported(tmp_path, {bview(MARCH_22): table(*NETS)})
    readers = {filed.reader for filed in catalogue(tmp_path / "book").files}
    assert readers == {other.reader} != {source.reader}
    assert [(*each[:3], MARCH_20) for each in spans(tmp_path)] == before


def test_a_book_that_cannot_be_read_anew_is_left_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(tmp_path, {bview(MARCH_20): table(*NETS)})
    held, before = catalogue(tmp_path / "book"), spans(tmp_path)
    source = all_sources()["mrt_table"]
    assert source.form
    other = dataclasses.replace(source, form=dataclasses.replace(source.form, code=("samehand",)))
    changed = {**all_sources(), "mrt_table": other}
    monkeypatch.setattr("samehand.api.intake.all_sources", lambda: changed)
    monkeypatch.setitem(sys.modules, "numba", None)
    monkeypatch.setattr("samehand.sources.mrt_forms.MOST_PLAIN", 1)
    with pytest.raises(ImportRefused, match=r"left as it was.*rrc99/bview.*pip install"):
        imported(tmp_path, {"asn-names-20170321.txt": b"64500\tEXAMPLE-1 - Example, US\n"})
    assert catalogue(tmp_path / "book") == held
    assert spans(tmp_path) == before


def test_a_reader_s_digest_covers_the_code_of_its_form(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    package = tmp_path / "made_up_form"
    package.mkdir()
    (package / "__init__.py").write_text("")
    seen = set()
    for text in ("ONE = 1\n", "ONE = 2\n"):
        (package / "part.py").write_text(text)
        _digest.cache_clear()
        form = Form(read=None, tell=None, code=("made_up_form",))  # type: ignore[arg-type]
        seen.add(form.digest)
    assert len(seen) == 2


# Updates


def test_updates_are_days_that_make_end_and_break_no_run(tmp_path: Path) -> None:
    imported(tmp_path, {bview(day): table(*NETS) for day in (MARCH_20, MARCH_22)})
    before, days = spans(tmp_path), catalogue(tmp_path / "book").days
    log = {"rrc99/2017.03/updates.20170321.1200.gz": updates(NETS[0], "10.0.0.0/8")}
    [filed] = imported(tmp_path, log).kept
    assert filed.name == "rrc99/updates.20170321.1200.gz"
    assert spans(tmp_path) == before
    assert catalogue(tmp_path / "book").days == days
    assert spans(tmp_path, "update") == [
        (None, first("10.0.0.0/8"), MARCH_21, MARCH_21),
        (None, first(NETS[0]), MARCH_21, MARCH_21),
    ]


def test_what_is_shown_of_a_prefix_reaches_from_its_first_to_its_last_sighting(
    tmp_path: Path,
) -> None:
    files = {bview(MARCH_20): table(NETS[0])}
    imported(tmp_path, files | {"rrc99.updates": updates(NETS[0], NETS[1], day=MARCH_22)})
    book = samehand.open(tmp_path / "book")
    says = [row["says"].partition("), ")[2] for row in _announced(book, NETS[0])]
    assert says == ["seen 2017-03-20 to 2017-03-22"]
    says = [row["says"].partition("), ")[2] for row in _announced(book, NETS[1])]
    assert says == ["first seen 2017-03-22"]
    early = samehand.open(tmp_path / "book", known_on=MARCH_21.isoformat())
    says = [row["says"].partition("), ")[2] for row in _announced(early, NETS[0])]
    assert says == ["first seen 2017-03-20"]


def _announced(book: samehand.Book, text: str) -> list[dict[str, Any]]:
    [result] = book.show(text).results
    [section] = [part for part in result["sections"] if part["section"] == "announced"]
    rows: list[dict[str, Any]] = section["rows"]
    return rows


def test_no_announcement_is_not_said_to_be_silence(tmp_path: Path) -> None:
    imported(tmp_path, {"rrc99.updates": updates(NETS[0])})
    with pytest.raises(NotInData, match="announced: no record found"):
        samehand.open(tmp_path / "book").show(NETS[1])


# Cites


def test_a_cite_prints_the_record_as_bgpdump_does(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    imported(tmp_path, {bview(MARCH_21): table(*NETS)})
    book = samehand.open(tmp_path / "book")
    [row] = _announced(book, NETS[1])
    [told] = book.cite(row["cites"][0]).results
    lines = [
        f"TABLE_DUMP2|1700000000|B|{peer}|{asn}|198.51.100.0/24|{asn} 64511|IGP|192.0.2.7|0|0||NAG||"
        for peer, asn in PEERS
    ]
    assert (told["line"], told["text"].splitlines()) == (3, lines)
    assert told["name"] == "rrc99/bview.20170321.0000.gz"
    assert told["read_as"][0]["peers"] == 2
    assert run(["cite", row["cites"][0], "--book", str(tmp_path / "book")]) == 0
    assert "\n".join(lines) in capfd.readouterr().out


def test_a_cite_of_a_changed_file_is_refused(tmp_path: Path) -> None:
    [filed] = imported(tmp_path, {bview(MARCH_21): table(*NETS)}).kept
    book = samehand.open(tmp_path / "book")
    [row] = _announced(book, NETS[1])
    raw = raw_path(tmp_path / "book", filed.digest)
    raw.write_bytes(raw.read_bytes()[:-1] + b"\7")
    with pytest.raises(IntegrityError):
        book.cite(row["cites"][0])


def test_a_record_that_is_not_there_is_said_not_to_be(tmp_path: Path) -> None:
    imported(tmp_path, {bview(MARCH_21): table(*NETS)})
    book = samehand.open(tmp_path / "book")
    [cite] = _announced(book, NETS[1])[0]["cites"]
    with pytest.raises(NotInData, match=r"has no line 9 - it has 4 lines"):
        book.cite(cite.replace(":3", ":9"))


def test_a_record_of_a_file_that_tells_of_later_days_is_withheld(tmp_path: Path) -> None:
    content = updates(NETS[0], day=MARCH_20) + updates(NETS[1], day=MARCH_22)
    imported(tmp_path, {"rrc99.updates": content})
    early = samehand.open(tmp_path / "book", known_on=MARCH_21.isoformat())
    [row] = _announced(early, NETS[0])
    [told] = early.cite(row["cites"][0]).results
    assert (told["state"], told["text"]) == ("withheld", None)


# At the door


def test_a_cut_file_is_refused_and_where_allowed_its_import_is_incomplete(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    whole = table(*NETS)
    path = put(tmp_path, "rrc99/bview.20170321.0000", whole[:-40])
    at = len(table(*NETS[:2]))
    command = ["import", str(path), "--book", str(tmp_path / "book")]
    assert run(command) == 2
    wanted = f"the file ends in a record, at byte {at:,}"
    assert f"{wanted}; nothing of it was kept" in capfd.readouterr().err
    assert run([*command, "--allow-cut"]) == 4
    out, err = capfd.readouterr()
    assert f"imported in part: {wanted}" in err
    assert "it is cut: its rows are in no run" in out
    assert run(["status", "--set-aside", "--book", str(tmp_path / "book")]) == 0
    assert f"at byte {at:,}" in capfd.readouterr().out


def test_a_stamped_file_is_of_a_made_up_world(tmp_path: Path) -> None:
    imported(tmp_path, {"rrc99/SYNTHETIC-bview.20170321.0000": table(*NETS)})
    assert catalogue(tmp_path / "book").synthetic
    with pytest.raises(ImportRefused, match="SYNTHETIC and real files cannot be in one book"):
        imported(tmp_path, {bview(MARCH_22): table(*NETS)})
