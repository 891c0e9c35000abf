"""Applications against the book: the same numbers as the scan, rarity and roles, rules, registers."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from pypdf import PdfReader

import samehand
from samehand.api.intake import Wish, import_files
from samehand.api.screening.applications import read
from samehand.api.screening.explanations import QUESTIONS
from samehand.api.screening.forms import FIELDS
from samehand.api.screening.found import SLICED, rules_of
from samehand.api.screening.index import index_of
from samehand.api.screening.policies import WANTED, read_policies
from samehand.cli import run
from samehand.errors import UsageError
from samehand.present.formats import render
from samehand.present.look import Look
from samehand.resolve import all_links
from tests import applying
from tests.small import golden

READER = samehand.Access(restricted="a test of screening")
AGENTS = {"name": "Client of the desk", "registry": "arin", "phone": "+1 555 555 0199"}
RULES = """\
[[rule]]
name = "one block in ten years"
kind = "limit"
count = "blocks"
most = 1
months = 120

[[rule]]
name = "addresses of one organisation"
kind = "limit"
count = "addresses"
most = 1024

[[rule]]
name = "wait for three months"
kind = "wait"
months = 3

[[rule]]
name = "one initial request"
kind = "limit"
count = "requests"
bucket = "initial"
most = 1

[[rule]]
name = "hold for a year"
kind = "hold"
months = 12
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("screening")
    told = import_files(place / "book", Wish(paths=(applying.write_files(place / "files"),)))
    assert not told.refused
    return place / "book"


@pytest.fixture(scope="module")
def book(folder: Path) -> samehand.Book:
    return samehand.open(folder)


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("rules") / "rules.toml"
    path.write_text(RULES)
    return path


def one(book: samehand.Book, application: Any = applying.APPLICATION, **named: Any) -> Any:
    text = application if isinstance(application, str) else json.dumps(application)
    (row,) = book.screen("-", text=text, **named).results
    return row


# The same numbers as the scan


def test_an_application_weighs_what_it_would_on_record(book: samehand.Book, tmp_path: Path) -> None:
    import_files(
        tmp_path / "book", Wish(paths=(applying.write_files(tmp_path / "files", applied=True),))
    )
    after = samehand.open(tmp_path / "book")
    row = one(book)
    assert len(row["related"]) == 2
    for each in row["related"]:
        (pair,) = after.why("arin:h40", each["holder"]).results
        assert (each["total"], each["sum"], each["prior"]) == (
            pair["total"],
            pair["sum"],
            pair["prior"],
        )
        told = [(bar["rule"], bar["bin"], bar["bits"], bar["counted"]) for bar in each["bars"]]
        same = [(bar["rule"], bar["bin"], bar["bits"], bar["counted"]) for bar in pair["bars"]]
        assert told == same
    (hand,) = after.hand("arin:h40").results
    for part in ("links", "closed"):  # who took how much changes with one holder more
        assert row["hand"]["parts"][part] == hand["parts"][part]
    assert {each["holder"] for each in row["hand"]["members"]} | {"arin:h40"} == {
        each["holder"] for each in hand["members"]
    }
    assert (row["level"], row["reading"]) == (hand["level"], hand["reading"])


def test_with_leave_it_weighs_what_the_registrys_own_files_say(
    folder: Path, tmp_path: Path
) -> None:
    files = applying.write_files(tmp_path / "files", applied=True)
    import_files(tmp_path / "book", Wish(paths=(files,)))
    after = samehand.open(tmp_path / "book", access=READER)
    row = one(samehand.open(folder, access=READER), applying.APPLICATION + applying.INSIDE)
    related = {each["holder"]: each for each in row["related"]}
    for holder in ("arin:h03", "arin:h04"):
        (pair,) = after.why("arin:h40", holder).results
        assert related[holder]["total"] == pair["total"]
        assert [bar["counted"] for bar in related[holder]["bars"]] == [
            bar["counted"] for bar in pair["bars"]
        ]
        for bar in related[holder]["bars"]:
            assert bar.get("restricted", False) == (bar["family"] == "internal")
    assert row["restricted"] is True
    assert {value["kind"] for value in row["shares"] if value.get("restricted")} == {
        "instrument",
        "payer",
        "device",
    }


def test_without_leave_nothing_of_them_is_told_and_that_is_said(book: samehand.Book) -> None:
    answer = book.screen("-", text=applying.APPLICATION + applying.INSIDE)
    told = json.dumps(answer.envelope()["results"])
    assert "arin:h03" not in told
    assert "restricted" not in told
    assert any("device, instrument, payer" in says for says in answer.not_looked)


def test_a_restricted_index_lies_with_what_is_restricted(folder: Path) -> None:
    opened = samehand.open(folder, access=READER)
    one(opened, applying.APPLICATION + applying.INSIDE)
    (made,) = {
        path.parent
        for path in folder.rglob("index-*/inside_value/*.parquet")
        if "card-7" in _text(path)
    }
    assert folder / "restricted" in made.parents


def _text(path: Path) -> str:
    return str(pq.read_table(path).to_pydict())


def test_requests_are_counted_with_leave(folder: Path, rules: Path) -> None:
    opened = samehand.open(folder, access=READER)
    text = "Name: Quite Unlike Inc.\nBucket: initial\n" + applying.INSIDE
    row = one(opened, text, policy=rules)
    told = {each["rule"]: each for each in row["policy"]}["one initial request"]
    assert {each["holder"] for each in row["hand"]["members"]} == {"arin:h03", "arin:h04"}
    assert (told["state"], told["alone"], told["together"]) == ("exceeded", 1, 3)


def test_a_member_that_shares_nothing_with_the_applicant_is_in_its_hand_too(folder: Path) -> None:
    text = "Name: Quite Unlike Inc.\nPhone: +1 555 555 0103\nOfficer: Person 3\n"
    row = one(samehand.open(folder, access=READER), text)
    assert [each["holder"] for each in row["related"]] == ["arin:h03"]
    assert {each["holder"] for each in row["hand"]["members"]} == {"arin:h03", "arin:h04"}


def test_whom_two_families_speak_for_comes_before_whom_one_does(book: samehand.Book) -> None:
    both = "Name: Quite Unlike Inc.\nRegistry: arin\nPhone: +1 555 555 0103\nOfficer: Person 3\n"
    alone = "Phone: +1 555 555 0105\nAddress: 5 Example Way, Exampleton, US\nContact: EX5-ARIN\n"
    row = one(book, both + alone)
    assert [each["holder"] for each in row["related"]] == ["arin:h03", "arin:h05"]
    assert row["related"][1]["sum"] > row["related"][1]["total"]


def test_a_word_of_the_name_is_as_rare_as_in_the_scan(book: samehand.Book) -> None:
    row = one(book, {"name": "Zarquon Nuevo Inc."})
    says = {bar["says"] for each in row["related"] for bar in each["bars"]}
    assert says == {"both bear the word 'zarquon'; 3 holders do"}
    assert not one(book, {"name": "Quite Unlike Inc."})["related"]


def test_each_application_of_many_is_looked_at_alone(book: samehand.Book) -> None:
    alone = one(book)
    same = json.loads(json.dumps({k: list(v) for k, v in alone["fields"].items()}))
    both = book.screen("-", text=json.dumps([same, AGENTS, same])).results
    for row in (both[0], both[2]):
        assert row["related"][0]["total"] == alone["related"][0]["total"]
        assert row["shares"] == alone["shares"]
        assert row["weight"] == alone["weight"]


def test_applications_of_one_file_lend_each_other_nothing(book: samehand.Book) -> None:
    many = [
        {"name": "Quite Unlike Inc.", "officer": "Person 417"},
        {"name": "Wholly Other Inc.", "officer": "Person 3"},
        {"name": "Zarquon One Inc."},
        {"name": "Zarquon Two Inc."},
    ]
    rows = book.screen("-", text=json.dumps(many)).results
    for row, each in zip(rows, many, strict=True):
        alone = one(book, each)
        told = [[bar["says"] for bar in other["bars"]] for other in row["related"]]
        assert told
        assert told == [[bar["says"] for bar in other["bars"]] for other in alone["related"]]
        assert row["shares"] == alone["shares"]


def test_a_holder_that_applies_again_is_no_relation_of_itself(book: samehand.Book) -> None:
    row = one(book, {"name": "Example Uno LLC", "applicant": "arin:h00"})
    (first, *_) = row["related"]
    assert first["holder"] == "arin:h01"
    (pair,) = book.why("arin:h00", "arin:h01").results
    assert first["total"] == pair["total"]
    assert [bar["counted"] for bar in first["bars"]] == [bar["counted"] for bar in pair["bars"]]
    (hand,) = book.hand("arin:h00").results
    assert row["hand"]["weight"] == hand["weight"]


def test_the_index_follows_what_is_imported(book: samehand.Book, tmp_path: Path) -> None:
    files = applying.write_files(tmp_path / "files")
    import_files(tmp_path / "book", Wish(paths=(files,)))
    before = samehand.open(tmp_path / "book")
    first = index_of(before.desk, lambda *_: None).folder
    assert index_of(before.desk, lambda *_: None).folder == first
    (tmp_path / "asn-names-20170322.txt").write_text(applying.NAMES)
    import_files(tmp_path / "book", Wish(paths=(tmp_path / "asn-names-20170322.txt",)))
    assert index_of(samehand.open(tmp_path / "book").desk, lambda *_: None).folder != first


# Rarity and roles


def test_a_value_of_a_role_is_told_and_ties_nobody(book: samehand.Book) -> None:
    row = one(book, AGENTS)
    (value,) = row["shares"]
    assert (value["kind"], value["ties"], value["with"]) == ("phone", False, [])
    assert value["holders"] == applying.MANY + 1
    assert not row["related"]
    assert row["level"] == ""
    assert "ties nobody" in row["explanations"][0]["ask"]


def test_every_shared_value_cites_the_records_of_the_others(book: samehand.Book) -> None:
    for value in one(book)["shares"]:
        assert value["with"]
        assert all(book.cite(cite).results for cite in value["cites"])


def test_every_link_that_can_tie_an_applicant_has_a_question(book: samehand.Book) -> None:
    told = {each["about"] for each in one(book)["explanations"]}
    assert told >= {"shared-phone", "shared-officer"}
    looking = {rule.name for rule in rules_of(frozenset(SLICED))}
    assert looking
    assert looking <= set(QUESTIONS) <= set(all_links())


def test_an_officer_without_a_month_meets_the_one_of_that_name(book: samehand.Book) -> None:
    named = one(book, {"name": "Nobody Inc.", "officer": ["Person 417"]})
    assert {each["holder"] for each in named["related"]} == {"arin:h00", "arin:h01"}
    other = one(book, {"name": "Nobody Inc.", "officer": ["Person 417 (1970-05)"]})
    assert not other["related"]


# How an application is written


def test_a_form_json_and_csv_are_one_application() -> None:
    (form,) = read(applying.APPLICATION)
    (told,) = read(json.dumps({k: list(v) for k, v in form.fields.items()}))
    out = io.StringIO()
    rows = csv.DictWriter(out, list(form.fields))
    rows.writeheader()
    rows.writerow({k: ";".join(v) for k, v in form.fields.items()})
    (line,) = read(out.getvalue())
    assert form.values == told.values == line.values
    assert {value.kind for value in form.values} == {
        "address",
        "phone",
        "mailbox",
        "domain",
        "contact",
    }


@pytest.mark.parametrize(
    ("text", "found", "wanted"),
    [
        ("", "is empty", "a form"),
        ("{", "is no JSON", "mend it"),
        ('{"name": {"a": 1}}', "name is", "a text, a number"),
        ("[1]", "application 1", '{"name": ...}'),
        ('{"phone": "+1 555 555 0100"}', "has no name", "the name of the organisation"),
        ("Name: Example\nFax: 1\n", "there is no field 'Fax'", "one of:"),
        ("Name: Example\nPhon: 1\n", "there is no field 'Phon'", "did you mean phone?"),
        ("Name: Example\nPhone: none\n", "phone is 'none'", "a telephone number"),
        ("Name: Example\nDay: soon\n", "day is 'soon'", "2019-02-01"),
        ("Name: Example\nName: Other\n", "name is given twice", "wanted one"),
        ("Name: Example\nContact: EX1\n", "contact without a registry", "a registry"),
        ("Name: Example\nRegistry: nic\n", "registry is 'nic'", "arin, ripencc"),
        ("Name: Example\nno field here\n", "line 2", "Field: value"),
        ("name,phone\nExample,1,2\n", "line 2", "wanted 2"),
        ("name,phone\nExample,none\n", "line 2 of the application: phone is", "a telephone"),
        ('name,phone\n"Example,1\n', "line 2", "CSV"),
    ],
)
def test_bad_input_is_told_by_field_with_what_was_wanted(
    text: str, found: str, wanted: str
) -> None:
    with pytest.raises(UsageError) as fault:
        read(text)
    assert found in fault.value.message
    assert wanted in f"{fault.value.message} {fault.value.hint}"


# Rules


def test_rules_are_asked_of_the_applicant_alone_and_of_its_hand(
    book: samehand.Book, rules: Path
) -> None:
    told = {each["rule"]: each for each in one(book, policy=rules)["policy"]}
    blocks = told["one block in ten years"]
    assert (blocks["state"], blocks["alone"], blocks["together"]) == ("exceeded", 1, 3)
    assert all(book.cite(cite).results for cite in blocks["cites"])
    space = told["addresses of one organisation"]
    assert (space["state"], space["alone"], space["together"]) == ("within", 256, 768)
    assert told["wait for three months"]["state"] == "within"
    assert told["hold for a year"]["state"] == "within"
    assert told["one initial request"]["state"] == "not looked"


def test_a_rule_waits_from_the_last_block_of_the_hand(book: samehand.Book, rules: Path) -> None:
    early = applying.APPLICATION.replace("2017-03-21", "2011-04-01")
    told = {each["rule"]: each for each in one(book, early, policy=rules)["policy"]}
    assert told["wait for three months"]["state"] == "exceeded"
    assert "2011-02-06" in told["wait for three months"]["says"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "has no rules"),
        ("[[rule]", "cannot be read"),
        ('[[rule]]\nkind = "quota"', "kind is 'quota'"),
        ('[[rule]]\nkind = "wait"\nname = "a"', "months is not there"),
        ('[[rule]]\nkind = "wait"\nname = "a"\nmonths = -1', "months is -1"),
        ('[[rule]]\nkind = "wait"\nname = "a"\nmonths = 1\nmost = 2', "no key 'most'"),
        ('[[rule]]\nkind = "limit"\nname = "a"\nmost = 1\ncount = "wishes"', "count is 'wishes'"),
        (
            '[[rule]]\nkind = "limit"\nname = "a"\nmost = 1\ncount = "blocks"\nbucket = "x"',
            "bucket without requests",
        ),
    ],
)
def test_a_bad_rule_is_told_by_its_key(tmp_path: Path, text: str, found: str) -> None:
    path = tmp_path / "rules.toml"
    path.write_text(text)
    with pytest.raises(UsageError, match=r"rules\.toml") as fault:
        read_policies(path)
    assert found in fault.value.message


# Company registers


def test_the_register_tells_the_day_a_company_was_made(book: samehand.Book) -> None:
    card = one(book)["register"]
    assert (card["state"], card["companies"][0]["incorporated"]) == ("found", "2008-01-01")
    early = applying.APPLICATION.replace("2017-03-21", "2007-12-31")
    assert "1 days after the application" in one(book, early)["register"]["says"]
    assert one(book, {"name": "Nobody Inc."})["register"]["state"] == "not found"


def test_no_register_in_the_book_is_not_looked(tmp_path: Path) -> None:
    files = applying.write_files(tmp_path / "files")
    for path in files.glob("companies*"):
        path.unlink()
    for path in files.glob("officers*"):
        path.unlink()
    import_files(tmp_path / "book", Wish(paths=(files,)))
    answer = samehand.open(tmp_path / "book").screen("-", text=applying.APPLICATION)
    assert answer.results[0]["register"]["state"] == "not looked"
    assert "company" in answer.missing
    assert not answer.complete


def test_an_application_with_a_card_says_that_cards_were_not_looked_at(
    book: samehand.Book,
) -> None:
    answer = book.screen("-", text=json.dumps(AGENTS | {"instrument": "card-1"}))
    assert any("instrument" in says and "--restricted" in says for says in answer.not_looked)


# The page


PAGE = (Path(__file__).parent.parent / "docs/how-to/screen-an-applicant.md").read_text()


def test_the_page_tells_every_field_and_its_examples_are_read(tmp_path: Path) -> None:
    told = set(re.findall(r"^\| `(\w+)` \|", PAGE, re.M))
    assert told == set(FIELDS)
    form = PAGE[PAGE.index("Name: Example Networks LLC") :].partition("```")[0]
    rules = PAGE.partition("```toml\n")[2].partition("```")[0]
    (application,) = read(form)
    assert application.name == "Example Networks LLC"
    (tmp_path / "rules.toml").write_text(rules)
    assert [rule.kind for rule in read_policies(tmp_path / "rules.toml")] == list(WANTED)


# At the command line


@pytest.fixture
def application(tmp_path: Path) -> Path:
    path = tmp_path / "application.txt"
    path.write_text(applying.APPLICATION)
    return path


def test_the_screen_of_one(
    folder: Path, application: Path, rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["screen", str(application), "--policy", str(rules), "--book", str(folder)]
    assert run(asked) == 0
    golden("screen.txt", capsys.readouterr().out)


@pytest.mark.parametrize("width", [30, 60, 79, 120])
def test_no_line_of_a_screen_runs_over(book: samehand.Book, rules: Path, width: int) -> None:
    answer = book.screen("-", text=applying.APPLICATION, policy=rules)
    shown = render(answer.envelope(), Look(format="table", width=width)).decode()
    assert max(len(line) for line in shown.splitlines()) <= width


def test_many_are_a_row_each(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "week.csv"
    path.write_text(
        "application,name,registry,phone,officer\n"
        "A-1,Example Nuevo LLC,arin,+1 555 555 0101,Person 417\n"
        "A-2,Client of the desk,arin,+1 555 555 0199,\n"
    )
    assert run(["screen", str(path), "--book", str(folder)]) == 0
    golden("screen-many.txt", capsys.readouterr().out)
    assert run(["screen", str(path), "--book", str(folder), "--csv"]) == 0
    golden("screen-many.csv", capsys.readouterr().out)


def test_the_gate_trips_at_its_level_and_not_above(folder: Path, application: Path) -> None:
    asked = ["screen", str(application), "--book", str(folder), "-q", "--gate"]
    assert run([*asked, "strong"]) == 1
    assert run([*asked, "certain"]) == 2
    application.write_text(json.dumps(AGENTS))
    assert run([*asked, "possible"]) == 0


def test_json_holds_the_evidence_of_every_bar(
    folder: Path, application: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["screen", str(application), "--book", str(folder), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    bars = [bar for each in told["results"][0]["related"] for bar in each["bars"]]
    assert bars
    assert all(told["evidence"][name] for bar in bars for name in bar["evidence"])


@pytest.mark.parametrize("suffix", ["md", "html", "pdf"])
def test_the_memo_is_one_page(
    folder: Path, application: Path, rules: Path, tmp_path: Path, suffix: str
) -> None:
    memo = tmp_path / f"memo.{suffix}"
    asked = ["screen", str(application), "--book", str(folder), "--policy", str(rules), "-q"]
    assert run([*asked, "--memo", str(memo)]) == 0
    raw = memo.read_bytes()
    if suffix == "pdf":
        (page,) = PdfReader(memo).pages
        assert "Example Nuevo LLC" in page.extract_text()
    elif suffix == "md":
        golden("screen-memo.md", raw.decode())
    else:
        assert b"<script" not in raw
        assert b"Ask before deciding" in raw
    assert run([*asked, "--memo", str(tmp_path / "memo.docx")]) == 2
    assert run([*asked, "--memo", str(tmp_path / "nowhere/memo.md")]) == 2
    assert run([*asked, "--meta", str(tmp_path / "nowhere/meta.json")]) == 2
