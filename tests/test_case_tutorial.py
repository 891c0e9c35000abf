"""The tutorial of a case names nobody but whom a court's document names, and its commands are real."""

import importlib.util
import os
import re
import shlex
import sys
from pathlib import Path
from types import ModuleType

import pytest

from samehand.cli.commands import commands
from samehand.cli.tokens import ordered

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("SAMEHAND_DATA") or ROOT.parent / "shared" / "data")
PAGE = (ROOT / "docs" / "case-tutorial.md").read_text("utf-8")
COMMAND = re.compile(r"^\$ (samehand .*?)(?: \| head -\d+)?$", re.MULTILINE)


def _script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("case_tutorial", ROOT / "docs/case_tutorial.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["case_tutorial"] = module
    spec.loader.exec_module(module)
    return module


script = _script()
needs_data = pytest.mark.skipif(
    not list(DATA.glob("case-*/*_asns.tsv")), reason=f"the case's table is not in {DATA}"
)
ROW = {"asn": "64500", "opaque_x": "a1b2c3", "name_x": "EXAMPLE-1 - Example Networks, LLC, US"}


def test_the_page_holds_no_holder_no_number_and_no_address() -> None:
    assert script.leaks(PAGE, []) == []


@needs_data
def test_the_page_names_nobody_whom_no_court_names() -> None:
    assert script.leaks(PAGE, script.case_of(DATA)) == []


@needs_data
def test_any_of_them_would_be_found_on_it() -> None:
    case = script.case_of(DATA)
    for row in (row for row in case if row["basis"] != "court"):
        for name in script.names_in(row):
            assert script.leaks(f"{PAGE} {name.lower()}", case), "a name in small letters"


@pytest.mark.parametrize(
    "left",
    [
        "arin:a1b2",
        "AS64500",
        "192.0.2.0/24",
        "192.0.2.9",
        "Example Networks",
        "example-1",
        "a1b2c3",
    ],
)
def test_what_is_left_is_told(left: str) -> None:
    assert script.leaks(f"with {left} there", [{**ROW, "basis": "record only"}])
    named = left in ("Example Networks", "example-1", "a1b2c3")
    assert bool(script.leaks(f"with {left} there", [{**ROW, "basis": "court"}])) != named


def test_every_command_of_the_page_is_one() -> None:
    lines = COMMAND.findall(PAGE)
    app = commands()
    names = [name for name in app.resolved_commands() if not name.startswith("-")]
    assert len(lines) > 10
    for line in lines:
        app.parse_args(
            ordered(shlex.split(line)[1:], names), exit_on_error=False, print_error=False
        )


def test_tables_stand_under_each_other_again() -> None:
    told = list(script.aligned(["holder      bits", "a long one  +1.0", "a  -2.0"]))
    assert told == ["holder      bits", "a long one  +1.0", "a           -2.0"]
