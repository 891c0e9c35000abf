"""Write the reference pages from the code: `python docs/reference/make.py`, or `make docs`.

What a page says of a command, a source, a table or a link is what the code says of it. A test
compares the committed pages with what this gives now.
"""

import inspect
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import MISSING, fields
from importlib import import_module, resources
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, get_args

from samehand import errors, resolve
from samehand.cli.commands import commands
from samehand.evidence import FAMILIES
from samehand.resolve import all_links, steps
from samehand.resolve.levels import LEVELS
from samehand.rules import Rule, Step
from samehand.sources import all_sources
from samehand.tables import all_tables

HERE = Path(__file__).resolve().parent
MADE = "<!-- written by docs/reference/make.py: change the code, then run `make docs` -->\n"
GLOBAL = ("Output", "Book and clocks", "Hands")

EXITS = (
    (0, "answered"),
    (1, "answered, and the gate tripped (only with `--gate`)"),
    (2, "the question or a file cannot be understood"),
    (3, "understood, but not in the data"),
    (4, "answered, but incomplete (only with `--strict`); imported, but in part (`--allow-cut`)"),
    (5, "the book is not as it was written"),
    (6, "not permitted"),
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
        "levels.md": MADE + levels_page(),
        "errors.md": MADE + errors_page(),
    }


def _joined(parts: Iterable[str]) -> str:
    return "\n".join(parts).rstrip() + "\n"


def _row(*cells: object) -> str:
    return "| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |"


def _table(*names: str) -> str:
    return _row(*names) + "\n" + _row(*("---" for _ in names))


# Commands


def commands_page() -> str:
    """Each command with its words and flags; the flags of all commands once."""
    app = commands()
    names = sorted(name for name in app.resolved_commands() if not name.startswith("-"))
    shared: dict[str, dict[str, str]] = {}
    parts = ["# Commands\n", "`samehand X` is `samehand show X` where X is no command.\n"]
    for name in names:
        parts += [f"## {name}\n", *_command(app[name], shared)]
    parts += ["## Flags of every command", "", "They may stand before or after the command.\n"]
    for group in GLOBAL:
        parts += [f"### {group}\n", _table("flag", "what it does")]
        parts += [_row(flag, says) for flag, says in shared.get(group, {}).items()] + [""]
    return _joined(parts)


def _command(app: Any, shared: dict[str, dict[str, str]]) -> Iterator[str]:
    """One command; puts the flags that many commands have into `shared`, by group."""
    yield (inspect.getdoc(app.default_command) or "").partition("\n\n")[0] + "\n"
    own, groups = [], []
    for argument in app.assemble_argument_collection(parse_docstring=True):
        if not argument.show or argument.names == ("*",):
            continue
        group = argument.parameter.group[0].name
        row = (_flag(argument), argument.parameter.help or "")
        if group in GLOBAL:
            shared.setdefault(group, {})[row[0]] = row[1]
            groups += [] if group in groups else [group]
        else:
            own.append(_row(*row))
    if own:
        yield from (_table("word or flag", "what it does"), *own, "")
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
        parts += [f"## {source.name}\n", f"{source.title}.\n", doc + "\n", _table("", "")]
        tried = "yes, on a real file" if source.tried else "**no**: never on a real file"
        parts += [
            _row("published", source.url),
            _row("licence", source.licence),
            _row("format read in", source.read_in),
            _row("tried", tried),
        ]
        parts += [
            _row(f"fills [{kind.table}](tables.md#{kind.table})", f"{low:,} to {high:,} rows")
            for kind, (low, high) in source.fills.items()
        ] + [""]
    return _joined(parts)


def _home_of(thing: object, package: str) -> Any:
    """The module that defines a plug-in."""
    for info in iter_modules(import_module(package).__path__):
        module = import_module(f"{package}.{info.name}")
        if any(value is thing for value in vars(module).values()):
            return module
    raise LookupError(thing)


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
        parts += [f"Filled by: {links or 'samehand itself'}.\n", _table("column", "type")]
        parts += [_row(f"`{name}`", kind_of) for name, kind_of in kind.columns().items()] + [""]
    return _joined(parts)


# Links


def links_page() -> str:
    """Each link with its family, bins and weights, numbers with reasons, and what fools it."""
    weights = json.loads(resources.files(resolve).joinpath("weights.json").read_text("utf-8"))
    parts = [
        "# Links\n",
        "A weight is log2(m / u) bits: m, how often pairs of one organisation show the bin; u, how"
        " often pairs of holders do. Weights are written by `bench/fit.py` into"
        f" `weights.json` (digest `{weights['digest'][:16]}`); the prior of a pair is"
        f" {weights['prior']} bits. [How they add up](../flow.md#weigh).\n",
    ]
    for rule in all_links().values():
        parts += _link(rule, weights["links"].get(rule.name, {"bins": {}})["bins"])
    parts += ["# Families\n", _table("family", "what fools it", "links")]
    families = sorted({*FAMILIES, *(rule.family for rule in all_links().values())})
    for family in families:
        of = [rule.name for rule in all_links().values() if rule.family == family]
        links = ", ".join(f"[{name}](#{name})" for name in of) or "no link reads it yet"
        parts.append(_row(family, FAMILIES.get(family, "counts against"), links))
    parts += ["", "# Steps\n", "Tables that several links stand on.\n"]
    for step in _steps():
        parts += [f"## {step.name}\n", step.says + ".\n", *_numbers(step.numbers)]
    parts += ["# Weighing, grouping, reading\n", *_others()]
    return _joined(parts)


def _link(rule: Rule[Any], bins: dict[str, Any]) -> Iterator[str]:
    doc = inspect.getdoc(_home_of(rule, "samehand.resolve")) or ""
    yield f"## {rule.name}\n"
    yield f"*{rule.title}.* Family: {rule.family}. Ground: {rule.ground}. Revision {rule.revision}.\n"
    yield doc + "\n"
    reads = ", ".join(f"[{kind.table}](tables.md#{kind.table})" for kind in rule.reads)
    asked = " and the pairs other links proposed" if rule.proposed else ""
    yield f"Reads {reads}{asked}.\n"
    yield _table("bin", "bits", "how")
    for name in rule.bins:
        told = bins.get(name)
        yield _row(name, told["bits"] if told else "none yet", told["how"] if told else "")
    yield ""
    yield from _numbers(rule.numbers)
    found = [example.title for example in rule.examples if example.finds]
    spared = [example.title for example in rule.examples if not example.finds]
    yield f"Examples found: {'; '.join(found)}. Spared: {'; '.join(spared)}.\n"


def _numbers(numbers: Any) -> Iterator[str]:
    told = [field for field in fields(numbers) if "why" in field.metadata]
    if told:
        yield (inspect.getdoc(type(numbers)) or "") + "\n"
        yield _table("number", "value", "because")
        for field in told:
            value = field.default if field.default is not MISSING else ""
            yield _row(f"`{field.name}`", value, field.metadata["why"])
        yield ""


def _steps() -> list[Step[Any]]:
    found: dict[str, Step[Any]] = {}
    for info in iter_modules(steps.__path__):
        module = import_module(f"{steps.__name__}.{info.name}")
        for thing in vars(module).values():
            if isinstance(thing, Step):
                found[thing.name] = thing
    return [found[name] for name in sorted(found)]


def _others() -> Iterator[str]:
    """Numbers of the modules that are neither links nor steps."""
    for info in iter_modules(resolve.__path__):
        module = import_module(f"{resolve.__name__}.{info.name}")
        if info.ispkg or any(isinstance(thing, Rule) for thing in vars(module).values()):
            continue
        for name, thing in vars(module).items():
            if name.endswith("Numbers") and thing.__module__ == module.__name__:
                yield f"## {info.name}\n"
                yield from _numbers(thing())


# Levels, exits, errors


def levels_page() -> str:
    """What `--gate` means, and what a run ends with."""
    doc = inspect.getdoc(import_module("samehand.resolve.levels")) or ""
    parts = ["# Levels and exit codes\n", doc + "\n", _table("level", "bits, at least")]
    parts += [_row(name, f"{bits:g}") for name, bits in LEVELS.items()]
    parts += ["", "## Exit codes\n", _table("code", "meaning")]
    return _joined([*parts, *(_row(code, says) for code, says in EXITS)])


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
    return _joined(parts)


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


if __name__ == "__main__":
    main()
