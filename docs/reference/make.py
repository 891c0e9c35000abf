"""Write the reference pages from the code: `python docs/reference/make.py`, or `make docs`.

What a page says of a command, a source, a table, a link or a detector is what the code says of it.
A test compares the committed pages with what this gives now.
"""

import inspect
import re
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, get_args

from samehand import errors
from samehand.cli.commands import commands
from samehand.resolve.levels import LEVELS
from samehand.sources import all_sources
from samehand.tables import all_tables

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent))  # as a script, its neighbours are not found otherwise

from docs.reference.markdown import home_of as _home_of  # noqa: E402
from docs.reference.markdown import joined, row, table  # noqa: E402
from docs.reference.rule_pages import detectors_page, links_page  # noqa: E402
from docs.reference.term_list import TERMS, term_list  # noqa: E402
from docs.reference.title_page import titles_page  # noqa: E402
from docs.reference.weight_page import weights_page  # noqa: E402

MADE = "<!-- written by docs/reference/make.py: change the code, then run `make docs` -->\n"
GLOBAL = ("Output", "Book and clocks", "Hands")

EXITS = (
    (0, "answered"),
    (1, "answered, and the gate tripped (only with `--gate`), of `hands`, `why` and `check`"),
    (2, "the question or a file cannot be understood"),
    (3, "understood, but not in the data"),
    (4, "answered, but incomplete (only with `--strict`); imported, but in part (`--allow-cut`)"),
    (5, "the book is not as it was written"),
    (6, "not permitted, or a team's database does not answer"),
    (70, "a bug in samehand"),
    (130, "interrupted"),
)


def pages() -> dict[str, str]:
    """Every page by its name."""
    return {
        "commands.md": MADE + commands_page(),
        "sources.md": MADE + sources_page(),
        "tables.md": MADE + tables_page(),
        "links.md": MADE + links_page(),
        "detectors.md": MADE + detectors_page(),
        "weights.md": MADE + weights_page(),
        "titles.md": MADE + titles_page(),
        "levels.md": MADE + levels_page(),
        "errors.md": MADE + errors_page(),
    }


# Commands


def commands_page() -> str:
    """Each command with its words and flags; the flags of all commands once."""
    app = commands()
    names = sorted(name for name in app.resolved_commands() if not name.startswith("-"))
    shared: dict[str, dict[str, str]] = {}
    parts = ["# Commands\n", "`samehand X` is `samehand show X` where X is no command.\n"]
    for name in names:
        parts += [f"## {name}\n", *_command(app[name], shared)]
        under = [each for each in app[name].resolved_commands() if not each.startswith("-")]
        for each in sorted(under):
            parts += [f"### {name} {each}\n", *_command(app[name][each], shared)]
    parts += ["## Flags of every command", "", "They may stand before or after the command.\n"]
    for group in GLOBAL:
        parts += [f"### {group}\n", table("flag", "what it does")]
        parts += [row(flag, says) for flag, says in shared.get(group, {}).items()] + [""]
    return joined(parts)


def _command(app: Any, shared: dict[str, dict[str, str]]) -> Iterator[str]:
    """One command; puts the flags that many commands have into `shared`, by group."""
    told = inspect.getdoc(app.default_command) if app.default_command else app.help
    yield (told or "").partition("\n\n")[0] + "\n"
    if not app.default_command:
        return
    own, groups = [], []
    for argument in app.assemble_argument_collection(parse_docstring=True):
        if not argument.show or argument.names == ("*",):
            continue
        group = argument.parameter.group[0].name
        flag, says = _flag(argument), argument.parameter.help or ""
        if group in GLOBAL:
            shared.setdefault(group, {})[flag] = says
            groups += [] if group in groups else [group]
        else:
            own.append(row(flag, says))
    if own:
        yield from (table("word or flag", "what it does"), *own, "")
    if groups:
        yield f"Also the flags under *{'*, *'.join(groups)}* [below](#flags-of-every-command).\n"


def _flag(argument: Any) -> str:
    """How a word or flag is written."""
    names = ", ".join(f"`{name}`" for name in argument.names)
    if argument.index is not None:
        return f"`{argument.names[0].strip('-').upper()}`"
    if choices := argument.get_choices():
        return f"{names} {', '.join(choices)}"
    return names if bool in (argument.hint, *get_args(argument.hint)) else f"{names} …"


# Sources


def sources_page() -> str:
    """Each source: where it is published, on what terms, where its format was read, if tried."""
    parts = [
        "# Sources\n",
        "A file's kind is told by its name and first lines, of a binary one by its first bytes;"
        " `samehand import --source NAME` forces"
        " it. gz, bz2 and xz are read without unpacking to disk.\n",
    ]
    for source in all_sources().values():
        doc = inspect.getdoc(_home_of(source, "samehand.sources")) or ""
        parts += [f"## {source.name}\n", f"{source.title}.\n", doc + "\n", table("", "")]
        tried = "yes, on a real file" if source.tried else "**no**: never on a real file"
        parts += [
            row("published", source.url),
            row("licence", source.licence),
            row("format read in", source.read_in),
            row("tried", tried),
        ]
        parts += [
            row(f"fills [{kind.table}](tables.md#{kind.table})", f"{low:,} to {high:,} rows")
            for kind, (low, high) in source.fills.items()
        ] + [""]
    return joined(parts)


# Tables


def tables_page() -> str:
    """Each table with its columns, and which sources fill it."""
    parts = ["# Tables\n", (inspect.getdoc(import_module("samehand.tables")) or "") + "\n"]
    for kind in sorted(all_tables(), key=lambda kind: kind.table):
        filled = [s.name for s in all_sources().values() if kind in s.fills]
        parts += [f"## {kind.table}\n", (inspect.getdoc(kind) or "") + "\n"]
        scope = f" Scope: `{kind.scope}`." if kind.scope else ""
        parts += [f"Kept as `{kind.kept.name}`.{scope}"]
        links = ", ".join(f"[{name}](sources.md#{name})" for name in filled)
        parts += [f"Filled by: {links or 'samehand itself'}.\n", table("column", "type")]
        parts += [row(f"`{name}`", kind_of) for name, kind_of in kind.columns().items()] + [""]
    return joined(parts)


# Levels, exits, errors


def levels_page() -> str:
    """What `--gate` means, and what a run ends with."""
    doc = inspect.getdoc(import_module("samehand.resolve.levels")) or ""
    parts = ["# Levels and exit codes\n", doc + "\n", table("level", "bits, at least")]
    parts += [row(name, f"{bits:g}") for name, bits in LEVELS.items()]
    parts += ["", "## Exit codes\n", table("code", "meaning")]
    return joined([*parts, *(row(code, says) for code, says in EXITS)])


def errors_page() -> str:
    """Each error by its code."""
    parts = [
        "# Errors\n",
        "On standard error, in three parts: `error[CODE]: what was found - what to do next`. With"
        " `--json`, one object `{error: {code, message, hint, doc}}`.\n",
    ]
    for kind in sorted(all_errors(), key=lambda kind: kind.code):
        parts += [f"## {kind.code}\n", f"`{kind.__name__}`, exit {kind.exit_code}.\n"]
        parts += [(inspect.getdoc(kind) or "") + "\n"]
    return joined(parts)


def all_errors() -> list[type[errors.SamehandError]]:
    """Every error of the tree."""
    return [
        kind
        for kind in vars(errors).values()
        if inspect.isclass(kind) and issubclass(kind, errors.SamehandError)
    ]


def anchor(heading: str) -> str:
    """The anchor that readers of Markdown give a heading."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def main() -> None:
    """Write them."""
    for name, text in pages().items():
        (HERE / name).write_text(text, encoding="utf-8")
        print(f"wrote docs/reference/{name}")
    TERMS.write_text(term_list(), encoding="utf-8")
    print(f"wrote {TERMS.name}")


if __name__ == "__main__":
    main()
