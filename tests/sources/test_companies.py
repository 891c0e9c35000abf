"""Company registers: who owns whom, by hand-made files and by every real one at hand."""

import json
import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from samehand.errors import ImportRefused
from samehand.sources import Head, Source, all_sources
from samehand.sources.lines import head_of
from tests.sources.reads import Kept, read_path, read_text, text_of

BESIDE = Path(__file__).parents[2].parent / "shared" / "data"
REAL = Path(os.environ.get("SAMEHAND_DATA", BESIDE)) / "ownership"
needs_real = pytest.mark.skipif(
    not REAL.exists(), reason="no real data: set SAMEHAND_DATA, or put it at ../shared/data"
)
BODS = all_sources()["bods_json"]
LATE = date(2026, 12, 31)  # after all that the real files tell of
HELD = ("owner", "kind", "share_least", "share_most", "since", "until")


def _statement(record: str, kind: str, day: str, details: object, **more: str) -> dict[str, Any]:
    publication = {"publicationDate": day, "publisher": {"name": more.pop("by", "Zed")}}
    return {
        "recordId": record,
        "recordType": kind,
        "statementDate": day,
        "publicationDetails": publication,
        "recordDetails": details,
    } | more


def _holds(day: str, share: int, **more: str) -> dict[str, Any]:
    """Alex holds a share of the company one."""
    interests = [{"type": "shareholding", "share": {"exact": share}}]
    details = {"subject": "one", "interestedParty": "alex", "interests": interests}
    return _statement("rel", "relationship", day, details, **more)


def _bods(folder: Path, *statements: object, source: Source = BODS) -> Kept:
    return read_text(source, "".join(json.dumps(each) + "\n" for each in statements), folder)


def _held(kept: Kept) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in HELD) for row in kept.rows["ownership"]]


# Statements


@pytest.mark.parametrize("layout", ["lines", "array of lines", "indented", "in one line"])
def test_statements_are_read_alike_in_every_layout(layout: str, tmp_path: Path) -> None:
    told = [_holds("2014-02-05", 75), _holds("2015-02-05", 50)]
    texts = {
        "lines": "\n".join(map(json.dumps, told)),
        "array of lines": "[\n" + ",\n".join(map(json.dumps, told)) + "\n]",
        "indented": json.dumps(told, indent=4),
        "in one line": json.dumps(told),
    }
    kept = read_text(BODS, texts[layout] + "\n", tmp_path)
    assert sorted(_held(kept), key=str) == [
        ("zed:alex", "shareholding", 50, 50, None, None),
        ("zed:alex", "shareholding", 75, 75, None, date(2015, 2, 5)),
    ]
    assert not kept.set_aside


def test_the_same_said_again_is_one_row_cited_where_it_was_said_first(tmp_path: Path) -> None:
    kept = _bods(tmp_path, *(_holds(f"{year}-02-05", 75) for year in (2014, 2015, 2016)))
    assert _held(kept) == [("zed:alex", "shareholding", 75, 75, None, None)]
    assert kept.rows["ownership"][0]["cite"] == "00000000:1"


def test_a_closed_record_ends_what_it_said(tmp_path: Path) -> None:
    closed = _holds("2016-01-31", 75, recordStatus="closed")
    kept = _bods(tmp_path, _holds("2014-02-05", 75), closed)
    assert _held(kept) == [("zed:alex", "shareholding", 75, 75, None, date(2016, 1, 31))]


def test_the_order_of_statements_in_a_file_is_not_the_order_of_days(tmp_path: Path) -> None:
    kept = _bods(tmp_path, _holds("2015-02-05", 50), _holds("2014-02-05", 75))
    assert sorted(row["until"] or LATE for row in kept.rows["ownership"]) == [
        date(2015, 2, 5),
        LATE,
    ]


def test_a_range_of_shares_is_kept_as_a_range(tmp_path: Path) -> None:
    told = _holds("2014-02-05", 0)
    told["recordDetails"]["interests"][0]["share"] = {"minimum": 25, "exclusiveMaximum": 50}
    kept = _bods(tmp_path, told)
    assert _held(kept)[0][2:4] == (25, 50)


def test_an_unnamed_owner_is_kept_with_the_reason_and_no_name(tmp_path: Path) -> None:
    details = {"subject": "one", "interestedParty": {"reason": "noBeneficialOwners"}}
    hidden = {"personType": "anonymousPerson", "unspecifiedPersonDetails": {"reason": "exempt"}}
    kept = _bods(
        tmp_path,
        _statement("gap", "relationship", "2014-02-05", details),
        _holds("2014-02-05", 75),
        _statement("alex", "person", "2014-02-05", hidden),
    )
    told = [(row["owner"], row["owner_name"], row["unknown"]) for row in kept.rows["ownership"]]
    assert told == [(None, None, "noBeneficialOwners"), ("zed:alex", None, "exempt")]


def test_records_of_two_publishers_do_not_mix(tmp_path: Path) -> None:
    alex = _statement("alex", "person", "2014-02-05", {"names": [{"fullName": "Alex"}]}, by="Other")
    kept = _bods(tmp_path, _holds("2014-02-05", 75), _holds("2015-02-05", 50, by="Other"), alex)
    told = [(row["register"], row["owner_name"], row["until"]) for row in kept.rows["ownership"]]
    assert told == [("zed", None, None), ("other", "Alex", None)]


def test_a_statement_published_after_the_day_of_the_file_is_set_aside(tmp_path: Path) -> None:
    kept = _bods(tmp_path, _holds("2014-02-05", 75), _holds("2017-03-02", 50))
    assert _held(kept) == [("zed:alex", "shareholding", 75, 75, None, None)]
    assert [aside["reason"] for aside in kept.set_aside] == ["published after the day of the file"]


def test_statements_of_earlier_versions_are_of_no_known_kind() -> None:
    lines = ('{"statementID": "1", "statementType": "entityStatement"}',)
    assert not [each.name for each in all_sources().values() if each.knows(Head("a.json", lines))]


# CSV

PLAIN = all_sources()["plain_places_csv"]
HEADER = "address,company,register\n"


@pytest.mark.parametrize(
    ("row", "address"),
    [
        ("1 Road,7,zz", "1 Road"),
        ('"1 Road, Town",7,zz', "1 Road, Town"),
        ('"The ""Old"" Road",7,zz', 'The "Old" Road'),
        ('"1 Road\n\nTown, with a comma",7,zz', "1 Road\n\nTown, with a comma"),
        ('"1 Road\nTown","7","zz"', "1 Road\nTown"),
        ('"1 ""Road""",7,zz', '1 "Road"'),
    ],
)
def test_a_quoted_cell_is_what_its_writer_meant(row: str, address: str, tmp_path: Path) -> None:
    kept = read_text(PLAIN, f"{HEADER}1 Road,6,zz\n{row}\n2 Road,8,zz\n", tmp_path)
    told = [(each["address"], each["cite"]) for each in kept.rows["company_place"]]
    after = 4 + row.count("\n")
    assert told == [
        ("1 Road", "00000000:2"),
        (address, "00000000:3"),
        ("2 Road", f"00000000:{after:d}"),
    ]


def test_an_open_quote_takes_no_row_with_it(tmp_path: Path) -> None:
    text = f'{HEADER}"1 Road,6,zz\n2 Road,7,zz\n"3 Road\nTown",8,zz\n"4 Road,9\n5 Road,10,zz\n'
    kept = read_text(PLAIN, text, tmp_path)
    assert [row["company"] for row in kept.rows["company_place"]] == ["zz:7", "zz:8", "zz:10"]
    assert [aside["cite"] for aside in kept.set_aside] == ["00000000:2", "00000000:6"]


def test_a_mark_of_byte_order_and_spaces_in_a_header_are_passed_over(tmp_path: Path) -> None:
    text = "\ufeffAddress, Company , REGISTER\n1 Road,7,zz\n"
    assert PLAIN.knows(Head("places.csv", tuple(text.splitlines())))
    assert read_text(PLAIN, text, tmp_path).reading.rows == {"company_place": 1}


def test_a_company_of_another_register_keeps_its_id(tmp_path: Path) -> None:
    kept = read_text(PLAIN, f"{HEADER}1 Road,gleif:7,zz\n", tmp_path)
    assert kept.rows["company_place"][0]["company"] == "gleif:7"


def test_a_parted_list_of_companies_is_read_part_by_part(tmp_path: Path) -> None:
    source = all_sources()["companies_house_csv"]
    header, first, bad, *second = text_of(source).splitlines(keepends=True)
    for rows in ([first, bad], second):
        kept = read_text(source, header + "".join(rows), tmp_path)
        assert kept.reading.rows["company"] == 1


# GLEIF


def test_a_file_of_changes_is_not_taken_for_the_whole() -> None:
    for name in ("gleif_lei_xml", "gleif_relations_xml", "gleif_exceptions_xml"):
        source = all_sources()[name]
        text = text_of(source).replace("GLEIF_FULL_PUBLISHED", "GLEIF_DELTA_PUBLISHED")
        assert not source.knows(Head(source.sample_name, tuple(text.splitlines())))


def test_a_file_short_of_its_records_is_refused(tmp_path: Path) -> None:
    source = all_sources()["gleif_relations_xml"]
    text = text_of(source).replace("<rr:RecordCount>3<", "<rr:RecordCount>9<")
    with pytest.raises(ImportRefused, match="it holds 3 records of the 9 it promises"):
        read_text(source, text, tmp_path)


# Real files


def _real(path: Path, folder: Path) -> Kept:
    """A real file, read by the one source that knows it; samples are cut from whole files."""
    head = head_of(path)
    (source,) = (each for each in all_sources().values() if each.knows(head))
    late = replace(source, sample_day=LATE)
    return read_path(late, path, folder, allow_cut=True, whole_world=False)


def _rows(rows: list[dict[str, Any]], *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in names) for row in rows]


@needs_real
def test_real_direct_ownership_keeps_both_interests(tmp_path: Path) -> None:
    kept = _real(REAL / "bods-v04-fixtures" / "01-direct-ownership.json", tmp_path)
    assert _rows(kept.rows["company_number"], "scheme", "number") == [("GB-COH", "10000001")]
    told = _rows(kept.rows["ownership"], "owner", "kind", "share_least", "share_most", "beneficial")
    owner = "bods-fixtures:rec-jane-smith-1975"
    assert told == [(owner, kind, 75, 75, True) for kind in ("shareholding", "votingRights")]
    assert {row["person"] for row in kept.rows["ownership"]} == {True}
    assert {row["owned"] for row in kept.rows["ownership"]} == {
        "bods-fixtures:rec-acme-holdings-ltd"
    }


@needs_real
def test_real_circular_ownership_keeps_both_sides_and_makes_up_nobody(tmp_path: Path) -> None:
    kept = _real(REAL / "bods-v04-fixtures" / "10-circular-ownership.json", tmp_path)
    alpha, beta = "bods-fixtures:rec-alpha-corp", "bods-fixtures:rec-beta-corp"
    told = _rows(kept.rows["ownership"], "owner", "owned", "person", "beneficial")
    assert sorted(told) == [(alpha, beta, False, False), (beta, alpha, False, False)]


@needs_real
def test_a_real_owner_declared_unknown_is_no_gap_in_the_data(tmp_path: Path) -> None:
    kept = _real(REAL / "bods-v04-fixtures" / "11-anonymous-person.json", tmp_path)
    (row,) = kept.rows["ownership"]
    assert row["unknown"] == "subjectUnableToConfirmOrIdentifyBeneficialOwner"
    assert row["unknown_says"].startswith("The subject entity has reported")
    assert (row["owner"], row["owner_name"], row["person"]) == (None, None, None)


@needs_real
def test_a_real_chain_of_statements_ends_as_its_story_does(tmp_path: Path) -> None:
    """Two of a half each; one leaves, another comes and goes; one is left with all."""
    kept = _real(REAL / "bods-examples" / "examples__fermcat.json", tmp_path)
    shares = [row for row in kept.rows["ownership"] if row["kind"] == "shareholding"]
    now = [(row["owner_name"], row["share_least"]) for row in shares if row["until"] is None]
    assert [share for _, share in now] == [100]
    assert len({row["owner"] for row in shares}) == 3
    ended = sorted(row["until"] for row in shares if row["until"])
    assert ended == [date(2021, 4, 3), date(2022, 1, 21), date(2022, 1, 21)]


@needs_real
def test_every_real_statement_file_is_read_whole(tmp_path: Path) -> None:
    files = sorted(REAL.glob("bods-*/*.json"))
    assert len(files) == 22
    for path in files:
        kept = _real(path, tmp_path / path.stem)
        statements = json.loads(path.read_text("utf-8"))
        records = {(each["recordType"], each["recordId"]) for each in statements}
        assert not kept.set_aside
        assert len({row["company"] for row in kept.rows["company"]}) == _of(records, "entity")
        assert bool(kept.rows["ownership"]) == bool(_of(records, "relationship"))


def _of(records: set[tuple[str, str]], kind: str) -> int:
    return sum(1 for each, _ in records if each == kind)


PAIRS = ("lei-data", "lei-updates-data2", "lei-updates-data2-new", "rr-data", "rr-updates-data2")
MORE_PAIRS = (
    "rr-updates-data2-new",
    "repex-data",
    "repex-updates-data2",
    "repex-updates-data2-new",
)


@needs_real
@pytest.mark.parametrize("name", PAIRS + MORE_PAIRS)
def test_real_json_and_xml_say_the_same(name: str, tmp_path: Path) -> None:
    folder = REAL / "gleif-samples-bodspipelines"
    one = _real(folder / f"{name}.json", tmp_path / "json")
    other = _real(folder / f"{name}.xml", tmp_path / "xml")
    assert not one.set_aside + other.set_aside
    assert _said(one.rows) == _said(other.rows)


def _said(rows: Mapping[str, list[dict[str, Any]]]) -> dict[str, list[str]]:
    """All that is said, wherever it stands; but this JSON keeps one line of several of an address."""
    apart = ("cite", "address", "address_key")
    return {
        table: sorted(str({name: row[name] for name in row if name not in apart}) for row in told)
        for table, told in rows.items()
    }
