"""What registries' databases say: whois in bulk, its past, answers, transfers, members, peering."""

import json
import zipfile
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from samehand.api.book import open_desk
from samehand.api.intake import Wish, import_files
from samehand.errors import ImportRefused
from samehand.sources import all_sources, lines
from samehand.sources.lines import head_of
from tests.sources.reads import Kept, read_path, read_text, text_of
from tests.sources.test_real_files import DATA

ARIN = all_sources()["arin_bulk_text"]
XML = all_sources()["arin_bulk_xml"]
WHOWAS = all_sources()["arin_whowas"]
RDAP = all_sources()["rdap"]
TRANSFERS = all_sources()["transfers"]
MEMBERS = all_sources()["lir_list"]
PEERING = all_sources()["peeringdb"]

Rows = list[dict[str, Any]]


def facts(kept: Kept) -> dict[str, Rows]:
    """The rows without their places."""
    plain = {
        table: [{name: row[name] for name in row if name != "cite"} for row in rows]
        for table, rows in kept.rows.items()
    }
    return {table: sorted(rows, key=str) for table, rows in plain.items()}


def zipped(path: Path, members: dict[str, str]) -> Path:
    """A zip with these files in it."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def reasons(kept: Kept) -> list[str]:
    """Why lines were set aside, in their order."""
    return [aside["reason"] for aside in kept.set_aside]


def asked(book: Path, sql: str, as_of: date | None = None, known_on: date | None = None) -> Rows:
    """The answer of a book to a SELECT."""
    desk = open_desk(book, as_of, known_on)
    found: Rows = desk.store.query(sql).to_pylist()
    desk.close()
    return found


# ARIN's bulk whois


def test_reassignments_make_a_tree_by_parent(tmp_path: Path) -> None:
    blocks = read_text(ARIN, text_of(ARIN), tmp_path).rows["registration"]
    parents = {row["handle"]: row["parent"] for row in blocks}
    assert parents["NET-198-51-100-8-1"] == "NET-198-51-100-0-1"
    assert parents["NET-198-51-100-0-1"] not in parents
    inside = {row["handle"]: (row["first"], row["last"]) for row in blocks}
    child, parent = inside["NET-198-51-100-8-1"], inside["NET-198-51-100-0-1"]
    assert parent[0] <= child[0] <= child[1] <= parent[1]


TEXT_NET = """
NetHandle:      NET-192-0-2-0-1
OrgID:          EXAMPL-1
Parent:         NET-192-0-0-0-0
NetName:        A & B
NetRange:       192.0.2.0 - 192.0.2.255
NetType:        reassignment
RegDate:        2005-03-08
Updated:        2015-03-09
TechHandle:     EX1-ARIN
Source:         ARIN

"""
XML_NET = (
    '<bulkwhois xmlns="http://www.arin.net/bulkwhois/core/v1">\n<net><handle>NET-192-0-2-0-1</handle>'
    "<orgHandle>EXAMPL-1</orgHandle><parentNetHandle>NET-192-0-0-0-0</parentNetHandle>"
    "<name>A &amp; B</name><startAddress>192.000.002.000</startAddress>"
    "<endAddress>192.000.002.255</endAddress><netBlocks><netBlock><type>S</type></netBlock></netBlocks>"
    "<registrationDate>2005-03-08T00:00:00-05:00</registrationDate>"
    "<updateDate>2015-03-09T00:00:00-05:00</updateDate>"
    '<pocLinks><pocLink function="T" handle="EX1-ARIN"/></pocLinks><version>4</version></net>\n</bulkwhois>\n'
)


def test_text_and_xml_of_one_database_give_the_same_facts(tmp_path: Path) -> None:
    as_text = read_text(ARIN, TEXT_NET, tmp_path / "text")
    assert facts(as_text) == facts(read_text(XML, XML_NET, tmp_path / "xml"))
    assert as_text.reading.rows["stated"] == 2


def test_several_objects_on_one_line_of_xml_are_told_apart(tmp_path: Path) -> None:
    joined = text_of(XML).replace("</asn>\n", "</asn>").replace("</poc>\n", "</poc>")
    assert facts(read_text(XML, joined, tmp_path)) == facts(read_text(XML, text_of(XML), tmp_path))


def test_bulk_whois_is_read_out_of_its_zip(tmp_path: Path) -> None:
    whole = {
        "README.txt": "Bulk Whois: read me\n",
        "arin_db.txt": text_of(ARIN),
        "legacy.xsl": "<x/>\n",
    }
    path = zipped(tmp_path / "arin_bulk.zip", whole)
    assert [s.name for s in all_sources().values() if s.knows(head_of(path))]
    kept = read_path(ARIN, path, tmp_path)
    assert facts(kept) == facts(read_text(ARIN, text_of(ARIN), tmp_path / "plain"))
    assert reasons(kept) == ["is no range of addresses"]


@pytest.mark.parametrize("source", [ARIN, XML], ids=lambda source: source.name)
def test_a_dump_read_in_parts_gives_what_it_gives_in_one(
    source: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = read_text(source, text_of(source), tmp_path / "whole")
    monkeypatch.setattr(lines, "CHUNK", 64)
    monkeypatch.setattr(lines, "PART", 400)
    parted = read_text(source, text_of(source), tmp_path / "parts")
    assert len(list(lines.line_parts(tmp_path / "parts" / source.sample_name, source.opens))) > 2
    assert parted.rows == whole.rows
    assert parted.set_aside == whole.set_aside
    assert parted.reading == whole.reading


@pytest.mark.parametrize(
    ("source", "end"),
    [
        (ARIN, "NetName:        EXAMPLE-V6"),
        (XML, "<handle>NET-198-51-100-8-1"),
        (TRANSFERS, '"2020'),
    ],
    ids=["text", "xml", "json"],
)
def test_a_cut_dump_is_refused_and_read_as_far_as_it_is_whole_where_allowed(
    source: Any, end: str, tmp_path: Path
) -> None:
    cut = text_of(source).partition(end)[0]
    with pytest.raises(ImportRefused, match=r"it is cut: it holds 0 ends of its"):
        read_text(source, cut, tmp_path)
    kept = read_text(source, cut, tmp_path, allow_cut=True)
    assert kept.reading.cut
    assert any("ends of its" in note for note in kept.reading.notes)
    whole = read_text(source, text_of(source), tmp_path / "whole")
    for table, rows in kept.rows.items():
        assert rows == whole.rows[table][: len(rows)]
    assert sum(kept.reading.rows.values()) > 0


def test_a_private_customer_is_counted_and_shares_no_name_and_no_address(tmp_path: Path) -> None:
    kept = read_text(ARIN, text_of(ARIN), tmp_path)
    (private,) = [row for row in kept.rows["organisation"] if row["kind"] == "customer"]
    assert (private["name"], private["name_key"]) == ("Private Customer", None)
    (home,) = [row for row in kept.rows["stated"] if row["record"] == "organisation:C01234567"]
    assert home["withheld"]
    assert home["value"] is home["value_key"] is None


# RDAP


def test_redacted_fields_and_placeholders_are_counted_as_withheld(tmp_path: Path) -> None:
    stated = read_text(RDAP, text_of(RDAP), tmp_path).rows["stated"]
    hidden = {(row["kind"], row["part"]) for row in stated if row["withheld"]}
    assert hidden == {("phone", "Technical Phone"), ("mailbox", "email")}
    assert all(row["value"] is None for row in stated if row["withheld"])


def test_errors_are_set_aside_with_their_code(tmp_path: Path) -> None:
    told = '{"errorCode":429,"title":"Too Many Requests"}\n{"errorCode":404}\n'
    assert reasons(read_text(RDAP, told, tmp_path)) == ["error 429: Too Many Requests", "error 404"]


def test_an_error_alone_is_an_answer_and_a_broken_answer_alone_is_none(tmp_path: Path) -> None:
    kept = read_text(RDAP, '{\n "errorCode": 404,\n "title": "Not Found"\n}\n', tmp_path)
    assert not any(kept.reading.rows.values())
    assert reasons(kept) == ["error 404: Not Found"]
    with pytest.raises(ImportRefused, match="no line of it is a rdap record"):
        read_text(RDAP, '{"objectClassName": "ip network", "handle"', tmp_path)


@pytest.mark.parametrize("indent", [None, 1, 4])
def test_an_answer_is_read_alike_in_every_layout(indent: int | None, tmp_path: Path) -> None:
    first = text_of(RDAP).splitlines()[0]
    laid_out = json.dumps(json.loads(first), indent=indent) + "\n"
    assert facts(read_text(RDAP, laid_out, tmp_path)) == facts(read_text(RDAP, first, tmp_path))


def test_search_results_and_saved_collections_are_taken_apart(tmp_path: Path) -> None:
    one, two, three, four = (json.loads(line) for line in text_of(RDAP).splitlines()[:4])
    named = {"a": one, "b": two, "c": three, "d": four}
    for name, whole in (
        ("list", [one, two, three, four]),
        ("collection", {key: {"response": answer} for key, answer in named.items()}),
    ):
        kept = read_text(RDAP, json.dumps(whole), tmp_path / name)
        assert facts(kept) == facts(read_text(RDAP, text_of(RDAP), tmp_path / "lines"))
    found = {"rdapConformance": ["rdap_level_0"], "entitySearchResults": [three]}
    kept = read_text(RDAP, json.dumps(found), tmp_path / "search")
    assert {row["record"] for row in kept.rows["stated"]} == {"entity:EX2-AP"}


def test_answers_of_a_folder_stand_beside_a_dump_and_end_nothing_of_it(tmp_path: Path) -> None:
    (tmp_path / "2024-05-01").mkdir()
    (tmp_path / "2024-05-01" / "arin_db.txt").write_text(text_of(ARIN))
    answers = tmp_path / "2024-05-09"
    answers.mkdir()
    for number, line in enumerate(text_of(RDAP).splitlines()[:4]):
        (answers / f"answer-{number}.json").write_text(line + "\n")
    book = tmp_path / "book"
    arrived = import_files(book, Wish(paths=(tmp_path / "2024-05-01", answers)))
    assert not arrived.refused
    assert len(arrived.kept) == 5
    on = date(2024, 5, 9)
    handles = asked(book, "SELECT handle FROM registration ORDER BY handle", as_of=on, known_on=on)
    assert [row["handle"] for row in handles] == [
        "NET-192-0-2-0-1",
        "NET-198-51-100-0-1",
        "NET-198-51-100-8-1",
        "NET6-2001-DB8-1",
    ]


# Transfers


def log(*transfers: dict[str, Any], **version: str) -> str:
    """A transfer log."""
    return json.dumps({"transfers": transfers, "version": version})


def moved(space: object, **more: object) -> dict[str, Any]:
    """A transfer of one block."""
    told = {"transfer_date": "2019-03-01T00:00:00Z", "type": "RESOURCE_TRANSFER", "ip4nets": space}
    return told | {"source_rir": "ARIN", "recipient_rir": "ARIN"} | more


SPACE = {"transfer_set": [{"start_address": "045.008.016.000", "end_address": "045.008.016.255"}]}
OCTETS = (45 << 24) + (8 << 16) + (16 << 8)


@pytest.mark.parametrize("space", [SPACE, [SPACE]], ids=["object", "list"])
def test_octets_padded_with_zeros_are_read_in_an_object_or_a_list(
    space: object, tmp_path: Path
) -> None:
    (row,) = read_text(TRANSFERS, log(moved(space, ip6nets=None, asns=[])), tmp_path).rows[
        "transfer"
    ]
    assert (row["family"], row["first"], row["last"]) == (4, OCTETS, OCTETS + 255)


@pytest.mark.parametrize(
    ("type_", "kind"),
    [
        ("RESOURCE_TRANSFER", "transfer"),
        ("POLICY", "transfer"),
        ("MERGER_ACQUISITION", "merger"),
        ("Merger/Acquisition", "merger"),
        ("HISTORICAL", "historical"),
    ],
)
def test_mergers_are_told_from_policy_transfers(type_: str, kind: str, tmp_path: Path) -> None:
    (row,) = read_text(TRANSFERS, log(moved(SPACE, type=type_)), tmp_path).rows["transfer"]
    assert row["kind"] == kind


@pytest.mark.parametrize(
    "moment", ["2018-07-01T00:00:00+10:00", "2018-07-01T23:59:59.999Z", "2018-07-01"]
)
def test_a_moment_with_a_time_zone_is_of_the_day_that_is_written(
    moment: str, tmp_path: Path
) -> None:
    (row,) = read_text(TRANSFERS, log(moved(SPACE, transfer_date=moment)), tmp_path).rows[
        "transfer"
    ]
    assert row["moved"] == date(2018, 7, 1)


def test_a_log_is_of_its_producer_or_else_of_who_takes_part_most(tmp_path: Path) -> None:
    away = moved(SPACE, recipient_rir="APNIC")
    said = read_text(TRANSFERS, log(away, moved(SPACE), producer="RIPE NCC"), tmp_path / "said")
    assert {row["registry"] for row in said.rows["transfer"]} == {"ripencc"}
    unsaid = read_text(TRANSFERS, log(away, moved(SPACE)), tmp_path / "unsaid")
    assert {row["registry"] for row in unsaid.rows["transfer"]} == {"arin"}


@pytest.mark.parametrize("indent", [None, 1, 2])
def test_a_log_is_read_alike_in_every_layout(indent: int | None, tmp_path: Path) -> None:
    laid_out = json.dumps(json.loads(text_of(TRANSFERS)), indent=indent) + "\n"
    kept = read_text(TRANSFERS, laid_out, tmp_path)
    assert facts(kept) == facts(read_text(TRANSFERS, text_of(TRANSFERS), tmp_path / "plain"))
    assert reasons(kept) == ["moves what is no range"]


def test_no_move_of_a_later_day_is_seen_in_a_log(tmp_path: Path) -> None:
    (tmp_path / "transfers_latest.json").write_text(text_of(TRANSFERS))
    import_files(tmp_path / "book", Wish(paths=(tmp_path / "transfers_latest.json",)))
    sql = "SELECT kind FROM transfer"
    found = asked(tmp_path / "book", sql, as_of=date(2015, 1, 1), known_on=date(2024, 5, 1))
    assert {row["kind"] for row in found} == {"transfer"}


# WhoWas


def test_a_report_is_read_out_of_its_zip_and_out_of_its_tables(tmp_path: Path) -> None:
    tables: dict[str, list[str]] = {}
    for line in text_of(WHOWAS).splitlines():
        name, _, rest = line.partition("\t")
        tables.setdefault(name, []).append(rest)
    members = {name: "\r\n".join(rest) + "\r\n" for name, rest in tables.items()}
    path = zipped(tmp_path / "report.zip", {"ReadMe.txt": "Read me.\n"} | members)
    kept = read_path(WHOWAS, path, tmp_path / "zip")
    assert facts(kept) == facts(read_text(WHOWAS, text_of(WHOWAS), tmp_path / "lines"))
    (tmp_path / "one.tsv").write_text(members["NET-192-0-2-0-1.tsv"])
    alone = read_path(WHOWAS, tmp_path / "one.tsv", tmp_path / "alone")
    assert facts(alone)["registration"] == facts(kept)["registration"]


def test_what_is_removed_and_added_again_for_the_same_party_is_stitched_and_says_so(
    tmp_path: Path,
) -> None:
    blocks = read_text(WHOWAS, text_of(WHOWAS), tmp_path).rows["registration"]
    assert [(row["status"], row["stitched"]) for row in blocks] == [
        ("Direct Assignment", None),
        ("Direct Assignment", None),
        ("removed", None),
        ("Direct Assignment", True),
    ]


def test_what_is_issued_to_another_party_is_not_stitched(tmp_path: Path) -> None:
    before, again, after = text_of(WHOWAS).partition("\tCREATED\t9/10/05")
    other = before + again + after.replace("EXAMPL-1", "OTHER-1", 1)
    blocks = read_text(WHOWAS, other, tmp_path).rows["registration"]
    assert [row["org"] for row in blocks] == [
        "arin:EXAMPL-1",
        "arin:EXAMPL-1",
        None,
        "arin:OTHER-1",
    ]
    assert not any(row["stitched"] for row in blocks)


def test_a_table_from_the_newest_version_to_the_oldest_gives_the_same_versions(
    tmp_path: Path,
) -> None:
    told = text_of(WHOWAS).splitlines()
    turned = "\n".join([*told[:2], *told[6:1:-1], *told[7:]]) + "\n"
    kept = read_text(WHOWAS, turned, tmp_path)
    assert facts(kept) == facts(read_text(WHOWAS, text_of(WHOWAS), tmp_path / "plain"))


def test_each_version_is_seen_on_its_days_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "whowas-2024-05-01.tsv"
    path.write_text(text_of(WHOWAS))
    import_files(tmp_path / "book", Wish(paths=(path,)))
    sql = "SELECT netname, status FROM registration"
    told = {
        on: [tuple(row.values()) for row in asked(tmp_path / "book", sql, as_of=on, known_on=on)]
        for on in (date(2001, 1, 1), date(2004, 1, 1), date(2005, 8, 1), date(2020, 1, 1))
    }
    assert list(told.values()) == [
        [("EXAMPLE-NET", "Direct Assignment")],
        [("EXAMPLE-2", "Direct Assignment")],
        [("EXAMPLE-2", "removed")],
        [("EXAMPLE-2", "Direct Assignment")],
    ]


def test_a_version_changed_on_its_own_day_is_kept_and_never_seen(tmp_path: Path) -> None:
    path = tmp_path / "whowas-2024-05-01.tsv"
    path.write_text(text_of(WHOWAS).replace("\tMODIFIED\t5/6/2003", "\tMODIFIED\t3/4/1999"))
    kept = read_path(WHOWAS, path, tmp_path)
    short = [row for row in kept.rows["registration"] if row["last_seen"] < row["seen"]]
    assert [row["netname"] for row in short] == ["EXAMPLE-NET"]
    import_files(tmp_path / "book", Wish(paths=(path,)))
    on = date(1999, 3, 4)
    seen = asked(tmp_path / "book", "SELECT netname FROM registration", as_of=on, known_on=on)
    assert [row["netname"] for row in seen] == ["EXAMPLE-2"]


def test_a_removed_record_states_nothing_any_more(tmp_path: Path) -> None:
    path = tmp_path / "whowas-2024-05-01.tsv"
    path.write_text(text_of(WHOWAS))
    import_files(tmp_path / "book", Wish(paths=(path,)))
    on = date(2005, 8, 1)
    sql = "SELECT kind, value FROM stated WHERE record LIKE 'net:%'"
    assert asked(tmp_path / "book", sql, as_of=on, known_on=on) == [
        {"kind": "removed", "value": None}
    ]


@pytest.mark.parametrize("day", ["3/4/99", "3/4/1999", "03-04-1999", "1999-03-04"])
def test_days_of_a_report_are_read_in_every_form(day: str, tmp_path: Path) -> None:
    kept = read_text(WHOWAS, text_of(WHOWAS).replace("\t3/4/99", f"\t{day}"), tmp_path)
    assert min(row["seen"] for row in kept.rows["registration"]) == date(1999, 3, 4)


# Members, and PeeringDB


def test_allocations_of_a_member_whose_id_is_broken_are_of_nobody(tmp_path: Path) -> None:
    broken = text_of(MEMBERS).replace("uk.sample", "uk.sam ple")
    kept = read_text(MEMBERS, broken, tmp_path)
    assert [row["org"] for row in kept.rows["registration"]] == [
        "ripencc:nl.example",
        "ripencc:nl.example",
        None,
    ]
    assert "is no registry id of a member" in reasons(kept)


@pytest.mark.parametrize("indent", [None, 1])
def test_a_dump_of_peeringdb_is_read_alike_in_every_layout(
    indent: int | None, tmp_path: Path
) -> None:
    laid_out = json.dumps(json.loads(text_of(PEERING)), indent=indent) + "\n"
    kept = read_text(PEERING, laid_out, tmp_path)
    assert facts(kept) == facts(read_text(PEERING, text_of(PEERING), tmp_path / "plain"))


def test_contacts_of_peeringdb_that_are_not_public_are_counted_as_withheld(tmp_path: Path) -> None:
    stated = read_text(PEERING, text_of(PEERING), tmp_path).rows["stated"]
    assert [(row["record"], row["part"]) for row in stated if row["withheld"]] == [
        ("asn:AS64501", "Abuse")
    ]


# All of them


@pytest.mark.parametrize(
    "source", [ARIN, XML, WHOWAS, RDAP, TRANSFERS, MEMBERS, PEERING], ids=lambda source: source.name
)
def test_the_same_dump_twice_changes_nothing(source: Any, tmp_path: Path) -> None:
    path = tmp_path / source.sample_name
    path.write_text(text_of(source))
    book = tmp_path / "book"
    wish = Wish(paths=(path,), day=source.sample_day)
    import_files(book, wish)
    before = {each: each.read_bytes() for each in book.rglob("*") if each.is_file()}
    assert not import_files(book, wish).kept
    assert {each: each.read_bytes() for each in book.rglob("*") if each.is_file()} == before


@pytest.mark.parametrize("source", [ARIN, MEMBERS, PEERING], ids=lambda source: source.name)
def test_a_dump_of_the_next_day_goes_on_with_the_runs(source: Any, tmp_path: Path) -> None:
    path = tmp_path / source.sample_name
    path.write_text(text_of(source))
    book = tmp_path / "book"
    for day in (source.sample_day, date(2024, 5, 9)):
        import_files(book, Wish(paths=(path,), day=day))
    for kind in source.fills:
        spans = asked(book, f"SELECT seen, last_seen FROM {kind.table}_history")
        assert spans
        assert {tuple(row.values()) for row in spans} == {(source.sample_day, date(2024, 5, 9))}


# Recorded answers

ANSWERS = sorted(DATA.glob("rdap/icann-rdap/*.json")) + sorted(DATA.glob("rdap/ipwhois/*.json"))
recorded = pytest.mark.skipif(
    not ANSWERS, reason="no real data: set SAMEHAND_DATA, or put it at ../shared/data"
)


def of(name: str, folder: Path) -> Kept:
    """A recorded answer, read."""
    return read_path(RDAP, DATA / "rdap" / name, folder)


def kinds(rows: Iterable[dict[str, Any]]) -> Counter[str]:
    """How many values of each kind."""
    return Counter(row["kind"] for row in rows)


@recorded
def test_recorded_answers_of_all_five_registries_give_their_blocks(tmp_path: Path) -> None:
    kept = of("ipwhois/rdap.json", tmp_path)
    registries = Counter(row["registry"] for row in kept.rows["registration"])
    assert registries == dict.fromkeys(("afrinic", "apnic", "arin", "lacnic", "ripencc"), 2)
    holders = {row["registry"] for row in kept.rows["registration"] if row["org"]}
    assert holders == {"afrinic", "arin", "lacnic"}  # the others' answers name none
    assert not kept.set_aside


@recorded
def test_a_recorded_answer_with_redactions_counts_each(tmp_path: Path) -> None:
    stated = of("icann-rdap/lookup_with_redaction.json", tmp_path).rows["stated"]
    hidden = [row for row in stated if row["withheld"]]
    told = json.loads((DATA / "rdap/icann-rdap/lookup_with_redaction.json").read_text())
    named = {each["name"]["description"] for each in told["redacted"]}
    assert named <= {row["part"] for row in hidden}
    assert kinds(hidden)["phone"] == 3
    assert all(row["value_key"] is None for row in hidden)


@recorded
def test_a_recorded_error_is_kept_as_an_answer(tmp_path: Path) -> None:
    assert reasons(of("icann-rdap/error_ripe_net.json", tmp_path)) == [
        "error 501: 501 Not Implemented"
    ]


@recorded
def test_a_recorded_answer_gives_the_contacts_of_its_contacts(tmp_path: Path) -> None:
    kept = of("icann-rdap/network_192_198_0_0.json", tmp_path)
    (block,) = kept.rows["registration"]
    assert block["length"] == 22
    chain = {(row["record"].partition(":")[0], row["kind"]) for row in kept.rows["stated"]}
    assert {("net", "org"), ("organisation", "contact"), ("entity", "phone")} <= chain
