"""Run the command lines shown in the docs, and write what they print: `make docs`.

A fenced block `console` holds lines `$ samehand ...`, each followed by what it prints on standard
output (and, where it fails on purpose, on standard error). `| head -N` shows the first lines;
`# exit N` after a command is the exit code to expect; `$ export NAME=value` sets a variable. A
comment such as `<!-- hand=H-3f9c2a1b -->` names values of the demo that the page speaks of: they
are looked up anew and replaced everywhere in the page. A block `python` is run in the same place.
"""

import io
import json
import os
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from functools import cache
from pathlib import Path
from typing import Any

import samehand
from samehand.api.demo import DEMO_BOOK, demo
from samehand.cli import run

ROOT = Path(__file__).resolve().parent.parent
PAGES = ("README.md", "docs/tutorial.md", "docs/how-to/replay-a-day.md", "docs/how-to/judge.md")
FENCE = re.compile(r"^```(console|python)\n(.*?)^```$", re.M | re.S)
NAMES = re.compile(r"^<!-- ((?:\w+=\S+ ?)+)-->$", re.M)
COMMAND = re.compile(r"^\$ (?P<line>.*?)(?: \| head -(?P<head>\d+))?(?:  # exit (?P<exit>\d+))?$")
WIDE = 118  # letters of a printed line that fit a page


class UntruePageError(Exception):
    """A command line of a page does not do what the page says."""


@cache
def filled() -> tempfile.TemporaryDirectory[str]:
    """A folder with the demo's book, filled and scanned once for all pages; gone at the end."""
    folder = tempfile.TemporaryDirectory()
    samehand.open(demo(Path(folder.name) / DEMO_BOOK).folder).hands()
    return folder


@contextmanager
def place() -> Iterator[Path]:
    """A folder to run a page in, with the environment as it was afterwards.

    The demo's book lies there: `samehand demo` finds its files in it, and prints the same sooner.
    """
    before = dict(os.environ)
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        os.environ.pop("SAMEHAND_BOOK", None)
        shutil.copytree(Path(filled().name) / DEMO_BOOK, DEMO_BOOK)
        try:
            yield Path(folder)
        finally:
            os.environ.clear()
            os.environ.update(before)


def refreshed(text: str) -> str:
    """A page with its values looked up and its blocks run anew."""
    text = _renamed(text)
    with place():
        known: dict[str, Any] = {}
        return FENCE.sub(lambda block: _block(block, known), text)


def _block(block: re.Match[str], known: dict[str, Any]) -> str:
    if block[1] == "python":
        _python(block[2], known)
        return block[0]
    lines: list[str] = []
    for line in block[2].splitlines():
        if line.startswith("$ "):
            lines += [line, *printed(line)]
    return "\n".join(["```console", *lines, "```"])


def _python(code: str, known: dict[str, Any]) -> None:
    """Run a block; its comments may say what it prints, which is not compared."""
    with redirect_stdout(io.StringIO()):
        exec(compile(code, "<page>", "exec"), known)


def printed(line: str) -> list[str]:
    """What one command line prints. Raises UntruePageError when it ends in another way than told."""
    command = COMMAND.match(line)
    if not command:
        raise UntruePageError(f"not a command line: {line}")
    words = shlex.split(command["line"])
    if words[0] == "export":
        name, _, value = words[1].partition("=")
        os.environ[name] = value
        return []
    if words[0] != "samehand":
        raise UntruePageError(f"only samehand and export are run: {line}")
    code, out, err = called(words[1:])
    if code != int(command["exit"] or 0):
        raise UntruePageError(f"{line}: exit {code}: {err}")
    shown = (out + err if code > 1 else out).splitlines()
    return [_fit(each) for each in shown[: int(command["head"] or len(shown))]]


def called(words: list[str]) -> tuple[int, str, str]:
    """Run the command in this process: its exit code, standard output and standard error."""
    raw, err = io.BytesIO(), io.StringIO()
    out = io.TextIOWrapper(raw, encoding="utf-8")
    with redirect_stdout(out), redirect_stderr(err):
        code = run(words)
        out.flush()
        text = raw.getvalue().decode()
    return code, text, err.getvalue()


def _fit(line: str) -> str:
    line = line.rstrip()
    return line if len(line) <= WIDE else line[: WIDE - 2].rstrip() + " …"


@cache
def values() -> Mapping[str, str]:
    """What a page of the demo may speak of: a hand, the strongest pair of it, ...

    The heaviest whose ids last from file day to file day: RIPE NCC's do not.
    """
    with place() as folder:
        opened = samehand.open(folder / DEMO_BOOK)
        ranked = (opened.hand(str(rank)).results[0] for rank in range(1, 10))
        found = next(one for one in ranked if "ripencc:" not in str(one["members"]))
        link = max(found["links"], key=lambda link: (link["weight"], link["one"]))
        member = next(m for m in found["members"] if m["holder"] == link["one"])
        block = json.dumps(opened.show(link["one"]).results[0], default=str)
    rule = link["rules"][0]
    return {
        "hand": found["hand"],
        "one": link["one"],
        "other": link["other"],
        "cite": rule["cites"][0],
        "asn": f"AS{member['asns'][0]}",
        "word": str(member["name"]).split()[0],
        "prefix": (re.findall(r"2[45]\d\.\d+\.\d+\.\d+/\d+", block) or ["240.0.0.0/4"])[0],
    }


def _renamed(text: str) -> str:
    """Replace the values that a page names by those of today."""
    comment = NAMES.search(text)
    if not comment:
        return text
    now = values()
    for pair in comment[1].split():
        name, _, old = pair.partition("=")
        text = text.replace(old, now[name])
    return text


def main() -> None:
    """Refresh every page that shows what the demo prints."""
    for name in sys.argv[1:] or PAGES:
        page = ROOT / name
        page.write_text(refreshed(page.read_text("utf-8")), encoding="utf-8")
        print(f"wrote {name}")


if __name__ == "__main__":
    main()
