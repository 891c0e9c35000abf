"""The docs say what the code does: pages, command lines, outputs and links are checked."""

import ast
import csv
import importlib.util
import inspect
import os
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from samehand import plugins
from samehand.cli.commands import commands
from samehand.resolve import all_links
from samehand.resolve.looking import unseen
from samehand.rules import Rule
from samehand.sources import Source, all_sources
from samehand.store.duck import DuckStore
from samehand.tables import all_tables
from tests import test_contracts_sources as contract
from tests.looking import found
from tests.sources.reads import knows, read_bytes, sample_of

ROOT = Path(__file__).resolve().parent.parent
SRC = ROOT / "src" / "samehand"
DATA = Path(os.environ.get("SAMEHAND_DATA") or ROOT.parent / "shared" / "data")


def _script(path: str) -> ModuleType:
    """A script of docs/ as a module."""
    spec = importlib.util.spec_from_file_location(path.replace("/", "_"), ROOT / "docs" / path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


reference = _script("reference/make.py")
written = cache(reference.pages)  # takes seconds: once, and not to find the tests
pictures = _script("pictures/make.py")
transcripts = _script("transcripts.py")

TUTORIAL = ROOT / "docs" / "case-tutorial.md"
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "bench").glob("*.md")])
by_page = pytest.mark.parametrize(
    "page", [pytest.param(page, id=str(page.relative_to(ROOT))) for page in PAGES]
)


# Pages made from the code


REFERENCE = sorted(
    page.name for page in (ROOT / "docs" / "reference").glob("*.md") if page.name != "README.md"
)


def test_every_page_of_the_reference_is_written_from_the_code() -> None:
    assert sorted(written()) == REFERENCE


@pytest.mark.parametrize("name", REFERENCE)
def test_a_reference_page_is_what_the_code_says_now(name: str) -> None:
    page = ROOT / "docs" / "reference" / name
    assert page.read_text("utf-8") == written()[name], "run `make docs`"


@pytest.mark.parametrize("name", transcripts.PAGES)
def test_every_command_line_of_a_page_runs_and_prints_what_it_says(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert text == transcripts.refreshed(text), "run `make docs`"


def test_the_picture_is_of_the_demo_and_says_so() -> None:
    drawn = pictures.PICTURE.read_text("utf-8")
    assert ">SYNTHETIC</text>" in drawn
    book = Path(transcripts.filled().name) / transcripts.DEMO_BOOK
    assert drawn == pictures.drawn(book), "run `make docs`"


def test_the_plot_is_of_the_weights_that_ship() -> None:
    assert pictures.CALIBRATION.read_text("utf-8") == pictures.plotted(), "run `make docs`"


def test_pages_with_command_lines_are_all_run() -> None:
    with_lines = {
        str(page.relative_to(ROOT)) for page in PAGES if "```console" in page.read_text("utf-8")
    }
    assert with_lines == set(transcripts.PAGES)


# Everything is documented


def test_every_command_source_table_link_and_error_has_its_heading() -> None:
    pages = written()
    wanted = {
        "commands.md": [n for n in commands().resolved_commands() if not n.startswith("-")],
        "sources.md": list(all_sources()),
        "tables.md": [kind.table for kind in all_tables()],
        "links.md": list(all_links()),
        "errors.md": [kind.code for kind in reference.all_errors()],
    }
    for page, names in wanted.items():
        assert not [name for name in names if f"\n## {name}\n" not in pages[page]], page


def test_every_flag_of_every_command_is_told() -> None:
    page = written()["commands.md"]
    for command in _leaves(commands()):
        for argument in command.assemble_argument_collection(parse_docstring=True):
            if argument.show and argument.index is None:
                assert all(f"`{flag}`" in page for flag in argument.names if flag != "*")


def _leaves(app: Any) -> Iterator[Any]:
    """Every command that does something, also those under another."""
    for name in app.resolved_commands():
        if not name.startswith("-"):
            yield from [app[name]] if app[name].default_command else _leaves(app[name])


def test_every_source_and_link_says_what_fools_it() -> None:
    for link in all_links().values():
        doc = inspect.getdoc(reference._home_of(link, "samehand.resolve")) or ""
        against = link.family == "against"
        assert against or re.search(r"\bfooled\b|\bfools\b", doc, re.IGNORECASE), link.name
    for source in all_sources().values():
        assert inspect.getdoc(reference._home_of(source, "samehand.sources")), source.name


def test_the_readme_names_every_command_somewhere_in_the_docs() -> None:
    told = "\n".join((ROOT / name).read_text("utf-8") for name in transcripts.PAGES)
    names = [name for name in commands().resolved_commands() if not name.startswith("-")]
    assert not [name for name in names if f"samehand {name}" not in told]


# Links between pages


@by_page
def test_every_local_link_leads_somewhere(page: Path) -> None:
    text = re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.M | re.S)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, heading = target.partition("#")
        led = (page.parent / path).resolve() if path else page
        assert led.exists(), f"{page.name} links to {target}"
        if heading:
            assert heading in _anchors(led), f"{page.name} links to {target}"


def _anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.M)
    return {reference.anchor(heading) for heading in headings}


# How to add a source, a link: the pages' own code is tried


def _first_block(page: str, folder: Path, name: str) -> ModuleType:
    """The first Python block of a page as the module of a package of its own."""
    text = (ROOT / "docs" / "how-to" / page).read_text("utf-8")
    block = re.search(r"^```python\n(.*?)^```$", text, re.M | re.S)
    assert block
    package = folder / name
    package.mkdir()
    (package / "__init__.py").write_text('"""Made from a page of the docs."""\n')
    (package / "one.py").write_text(block[1])
    sys.path.insert(0, str(folder))
    try:
        return importlib.import_module(name)
    finally:
        sys.path.remove(str(folder))


@pytest.fixture
def added_source(tmp_path: Path) -> Source:
    """The source of the page."""
    package = _first_block("add-a-source.md", tmp_path, "page_of_sources")
    (source,) = plugins.find(package, Source).values()
    return source


def test_the_source_of_the_page_keeps_the_contract(added_source: Source, tmp_path: Path) -> None:
    source = added_source
    kept = {source.name: read_bytes(source, sample_of(source), tmp_path / "sample")}
    contract.test_the_sample_gives_exactly_its_promised_rows(source, kept)
    contract.test_a_bad_line_is_set_aside_with_place_and_reason(source, kept, tmp_path / "bad")
    contract.test_every_row_cites_a_piece_that_can_be_told(source, kept, tmp_path / "told")
    contract.test_leftovers_are_noted_where_a_source_looks_for_them(source, kept)
    contract.test_a_source_says_where_it_is_from(source)
    contract.test_a_damaged_line_takes_no_other_with_it(source, tmp_path / "struck")
    contract.test_a_damaged_line_alone_leaves_the_others(source, tmp_path / "cut")
    contract.test_reading_twice_gives_the_same_bytes(source, kept, tmp_path / "again")


def test_no_other_source_knows_the_sample_of_the_page(added_source: Source, tmp_path: Path) -> None:
    sample = sample_of(added_source)
    assert knows(added_source, sample, tmp_path)
    assert not [name for name, other in all_sources().items() if knows(other, sample, tmp_path)]


def test_the_link_of_the_page_finds_what_its_examples_promise(tmp_path: Path) -> None:
    package = _first_block("add-a-link.md", tmp_path, "page_of_links")
    (link,) = plugins.find(package, Rule).values()
    assert link.name not in all_links()
    for example in link.examples:
        assert found(link, example.rows) == dict(example.finds), example.title
    assert any(example.finds for example in link.examples)
    assert any(not example.finds for example in link.examples)
    empty = DuckStore()
    every = tuple(kind.table for kind in link.reads)
    assert unseen(empty, {link.name: link}) == {link.name: every}
    empty.close()


# Words


ACCUSING = re.compile(
    r"\b(thie(f|ves)|steal\w*|stolen|hijack\w*|squatt\w*|fraud\w*|fakes?|crimin\w*|scam\w*)\b",
    re.IGNORECASE,
)


def _shown(module: Path) -> Iterator[tuple[int, str]]:
    """Every text in a module but its docstrings: what a user may come to read."""
    tree = ast.parse(module.read_text("utf-8"))
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.lineno, node.value


def test_nothing_that_users_read_accuses_anybody() -> None:
    said = [
        f"{module.relative_to(SRC)}:{line}: {text}"
        for module in sorted(SRC.rglob("*.py"))
        for line, text in _shown(module)
        if ACCUSING.search(text)
    ]
    assert not said


def test_what_help_and_the_reference_say_accuses_nobody() -> None:
    for name, page in written().items():
        assert not ACCUSING.search(page), name


def _case() -> list[dict[str, Any]]:
    """The organisations of the documented case, where the data folder has them."""
    tables = sorted(DATA.glob("case-*/*_asns.tsv"))
    if not tables:
        pytest.skip(f"the case's table is not in {DATA}: set SAMEHAND_DATA to the real data")
    with tables[0].open(encoding="utf-8") as table:
        return list(csv.DictReader(table, delimiter="\t"))


def _told_of(rows: list[dict[str, Any]]) -> Iterator[str]:
    """Patterns of the case: its AS numbers, its ids, the first words of its names."""
    for row in rows:
        yield rf"\bAS{row['asn']}\b"
        for column, value in row.items():
            if column.startswith("opaque") and value:
                yield re.escape(value)
            elif column.startswith("name") and value and not value.startswith("-"):
                handle = value.partition(" ")[0].strip(",")
                yield rf"\b{re.escape(handle)}\b"


def test_no_code_and_no_page_knows_the_documented_case() -> None:
    case = _case()
    told = re.compile("|".join(sorted(set(_told_of(case)))), re.IGNORECASE)
    others = [row for row in case if row["basis"] != "court"]  # a court's document names the rest
    hidden = re.compile("|".join(sorted(set(_told_of(others)))), re.IGNORECASE)
    places = [*SRC.rglob("*.py"), *SRC.rglob("*.json"), *PAGES, *(ROOT / "docs").rglob("*.svg")]
    known = {
        str(path.relative_to(ROOT)): found[0]
        for path in places
        if (found := (hidden if path == TUTORIAL else told).search(path.read_text("utf-8")))
    }
    assert not known
