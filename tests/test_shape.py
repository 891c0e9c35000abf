"""The shape of the code: small files, short functions, reasons beside numbers, floors."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SRC = ROOT / "src" / "samehand"
FILES = sorted(SRC.rglob("*.py"))
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)

MOST_LINES_OF_A_FILE = 300
MOST_LINES_OF_A_FUNCTION = 40
MOST_PARAMETERS = 6
SCRIPTS = sorted((ROOT / "docs").rglob("*.py"))

by_file = pytest.mark.parametrize(
    "path", [pytest.param(path, id=str(path.relative_to(SRC))) for path in FILES]
)


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def _functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(_tree(path)) if isinstance(node, FUNCTIONS))


def _at(path: Path, node: ast.AST) -> str:
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"


def test_there_is_something_to_look_at() -> None:
    assert len(FILES) > 50


@by_file
def test_a_file_is_short(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= MOST_LINES_OF_A_FILE


@by_file
def test_a_function_is_short_and_takes_few_parameters(path: Path) -> None:
    for function in _functions(path):
        length = (function.end_lineno or 0) - function.lineno + 1
        assert length <= MOST_LINES_OF_A_FUNCTION, f"{_at(path, function)} {function.name}"
        taken = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
        own = [each for each in taken if each.arg not in ("self", "cls")]
        assert len(own) <= MOST_PARAMETERS, f"{_at(path, function)} {function.name}"


@by_file
def test_everything_public_has_a_docstring(path: Path) -> None:
    tree = _tree(path)
    bare = [] if ast.get_docstring(tree) else [_at(path, tree)]
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            bare += _bare(path, node, node.body)
    bare += _bare(path, None, tree.body)
    assert not bare


def _bare(path: Path, owner: ast.ClassDef | None, body: list[ast.stmt]) -> list[str]:
    """Public functions and classes without a docstring; those of a private class are private."""
    if owner and owner.name.startswith("_"):
        return []
    return [
        f"{_at(path, node)} {node.name}"
        for node in body
        if isinstance(node, (*FUNCTIONS, ast.ClassDef))
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]


@by_file
def test_every_because_has_a_reason(path: Path) -> None:
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "because":
            assert len(node.args) == 2, _at(path, node)
            reason = node.args[1]
            assert isinstance(reason, ast.Constant), _at(path, node)
            assert len(str(reason.value).split()) > 2, _at(path, node)


@by_file
def test_nothing_but_the_door_catches_all(path: Path) -> None:
    if path.parent.name == "cli":
        return
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.ExceptHandler):
            names = {each.id for each in ast.walk(node.type or node) if isinstance(each, ast.Name)}
            assert node.type, f"{_at(path, node)} catches all"
            assert not names & {"Exception", "BaseException"}, f"{_at(path, node)} catches all"


# A constant that is long hex or an AS number would be somebody's: code knows no holder.
LONG_HEX = re.compile(r"\b(?=[0-9]*[a-f])[0-9a-f]{12,}\b")
AN_ASN = re.compile(r"\bAS(\d{1,10})\b")
DOCUMENTATION = (0, *range(64496, 64512), *range(64512, 65552))  # RFC 7607, 5398, 6996


@by_file
def test_no_holder_stands_in_the_code(path: Path) -> None:
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            assert not LONG_HEX.search(node.value), _at(path, node)
            for number in AN_ASN.findall(node.value):
                assert int(number) in DOCUMENTATION, f"{_at(path, node)} AS{number}"


@pytest.mark.parametrize("path", SCRIPTS)
def test_scripts_of_the_docs_keep_the_same_shape(path: Path) -> None:
    test_a_file_is_short(path)
    test_a_function_is_short_and_takes_few_parameters(path)
    test_everything_public_has_a_docstring(path)


def test_the_floors_hold() -> None:
    tool = Path(sys.executable).with_name("lint-imports")
    if not tool.exists():
        pytest.skip("lint-imports is not installed: `make check` installs it")
    ran = subprocess.run([tool], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout
