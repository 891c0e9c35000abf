"""The commands that make something of a case: report, export, bundle, verify, replay."""

import json
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Annotated, Any, Literal

from cyclopts import Parameter

from samehand.cases import folder, lint
from samehand.cases.words import Pin
from samehand.cli.case import KEPT, Kept, case
from samehand.cli.commands import CLOCKS
from samehand.cli.door import may_write, open_book
from samehand.cli.flags import Clocks
from samehand.errors import Incomplete, IntegrityError, UsageError

Reader = Literal["everyone", "counsel", "prosecutor", "arbitrator", "editor", "buyer"]
Redact = Annotated[Literal["people", "none"], Parameter(name="--redact")]
Target = Annotated[Path, Parameter(name=["--output", "-o"])]


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class Shape:
    """For whom a report is, and what it may show."""

    reader: Annotated[Reader, Parameter(name="--for", show_default=False)] = "everyone"
    """Each reader gets the sections that help their work."""
    redact: Annotated[Literal["people", "none"], Parameter(name="--redact")] = "people"
    """Persons by pseudonym, mailboxes and phones masked; `none` shows all."""
    final: Annotated[bool, Parameter(name="--final", negative=(), show_default=False)] = False
    """Refused while `case lint` finds a fault."""


SHAPE = Shape()
SUFFIXES = (".html", ".md", ".pdf", ".json")


@case.command(name="lint")
def lint_(name: str, *, kept: Kept = KEPT, clocks: Clocks = CLOCKS) -> int:
    """What stands against calling a case final, and what was not looked at; exit 1 on faults."""
    found, not_looked = _faults(name, kept, clocks)
    if kept.json:
        told = {"faults": [asdict(each) for each in found], "not_looked": not_looked}
        print(json.dumps(told, indent=2))
    else:
        print("\n".join(f"{each.where}: {each.says} - {each.do}" for each in found) or "no faults")
        print(f"not looked: {'; '.join(not_looked) or 'nothing that it could look at'}")
    return int(bool(found))


def _faults(name: str, kept: Kept, clocks: Clocks) -> tuple[list[lint.Fault], list[str]]:
    """The faults of a case's words and, where its book is there, of its answers and lines."""
    from samehand.api.casework.linting import faults_in, persons_in
    from samehand.errors import NotInData

    found = list(lint.faults(folder.show(kept.place, name)))
    try:
        dossier = _dossier(name, kept, clocks, "none")
    except NotInData as fault:
        return found, [f"{each} ({fault.message})" for each in lint.NOT_LOOKED]
    return [*found, *faults_in(dossier), *persons_in(dossier)], []


@case.command
def report(
    name: str,
    *,
    output: Target,
    shape: Shape = SHAPE,
    kept: Kept = KEPT,
    clocks: Clocks = CLOCKS,
) -> int:
    """The report of a case, as .html, .md, .pdf, or its dossier as .json; by the pins' own clocks.

    Parameters
    ----------
    output: Path
        Where to write it; the ending says what.
    """
    from samehand.present.dossier import html, markdown, pdf

    if output.suffix not in SUFFIXES:
        raise UsageError(f"{output.name} says no format", f"end it in {', '.join(SUFFIXES)}")
    may_write(output)
    dossier = _dossier(name, kept, clocks, shape.redact)
    dossier["status"] = _status(name, kept, clocks, shape.final)
    reader = shape.reader
    written = {
        ".html": lambda: html(dossier, reader).encode(),
        ".md": lambda: markdown(dossier, reader).encode(),
        ".pdf": lambda: pdf(dossier, reader),
        ".json": lambda: json.dumps(dossier, indent=1, ensure_ascii=False).encode(),
    }[output.suffix]()
    output.write_bytes(written)
    print(f"wrote {output}", file=sys.stderr)
    return 0


@case.command
def export(
    name: str,
    to: Literal["csv", "parquet", "ftm", "stix", "misp", "graphml", "gexf", "dot", "rdap"],
    *,
    output: Target,
    redact: Redact = "people",
    kept: Kept = KEPT,
    clocks: Clocks = CLOCKS,
) -> int:
    """A case for other tools: its tables, or its hands in another's format; persons are left out.

    Parameters
    ----------
    to: str
        csv or parquet: its tables and their dictionary; else each hand, as `export` writes it.
    output: Path
        A new folder for tables, or for several hands; a file for one hand.
    redact: str
        `none` puts names that may be persons' back in.
    """
    if to in ("csv", "parquet"):
        from samehand.present.dossier import tables

        _is_new(output)
        return _into(output, tables(_dossier(name, kept, clocks, redact), to))
    written = _hands(name, to, redact, kept, clocks)
    if len(written) > 1:
        return _into(output, written)
    may_write(output)
    output.write_bytes(next(iter(written.values())))
    print(f"wrote {output}", file=sys.stderr)
    return 0


def _hands(name: str, to: str, redact: str, kept: Kept, clocks: Clocks) -> dict[str, bytes]:
    """Every hand of a case in a format, by the name of its file. Raises UsageError for none."""
    from samehand.api.lookups.kinds import asked
    from samehand.present.exports import EXPORTS
    from samehand.present.exports import export as written

    pins = [pin for pin in folder.show(kept.place, name).pins if asked(pin.what).kind == "hand"]
    if not pins:
        raise UsageError(f"{name} is about no hand", f"samehand case add {name} H-...")
    made = {}
    for pin in pins:
        hand = asked(pin.what).value
        envelope = _opened(pin, clocks).exported(hand).envelope()
        stamp = "SYNTHETIC-" if envelope["synthetic"] else ""
        made[f"{stamp}{hand}{EXPORTS[to].suffix}"] = written(envelope, to, redact)
    return made


def _into(place: Path, files: Mapping[str, bytes]) -> int:
    """Write files into a new folder."""
    _is_new(place)
    place.mkdir(parents=True)
    for name, raw in files.items():
        (place / name).write_bytes(raw)
    print(f"wrote {len(files)} files into {place}", file=sys.stderr)
    return 0


def _is_new(place: Path) -> None:
    """Raises UsageError where something is there already, or no folder can be made."""
    if place.exists():
        raise UsageError(f"{place} is there already", "give the name of a new folder")
    near = next(each for each in place.absolute().parents if each.exists())
    may_write(near / ("new" if near != place.absolute().parent else place.name))


@case.command
def bundle(
    name: str,
    to: Path,
    *,
    redact: Redact = "people",
    kept: Kept = KEPT,
    clocks: Clocks = CLOCKS,
) -> int:
    """A case as a bag that proves itself: report, exhibits, answers, and what to compute them from.

    Parameters
    ----------
    to: Path
        A folder that is not there yet.
    redact: str
        Persons by pseudonym, mailboxes and phones masked; `none` shows all.
    """
    from samehand.api.casework.bundling import bundle as written

    _is_new(to)
    dossier = _dossier(name, kept, clocks, redact)
    dossier["status"] = "draft"
    print(f"wrote {written(dossier, to)}", file=sys.stderr)
    return 0


@case.command
def verify(bag: Path, *, kept: Kept = KEPT) -> int:
    """Hash every file of a bundle again; exit 5 where one is not as it was."""
    from samehand.api.casework.bundling import verify as faults_of

    faults = faults_of(bag)
    print(json.dumps(faults) if kept.json else "\n".join(faults) or "every file is as it was")
    return IntegrityError.exit_code if faults else 0


@case.command(name="replay")
def replay_(bag: Path, *, kept: Kept = KEPT) -> int:
    """Compute every number of a bundle again, from it alone; exit 5 where one differs."""
    from samehand.api.casework.replaying import replay

    checks = replay(bag)
    differ = [each for each in checks if not each.same]
    if kept.json:
        print(json.dumps([asdict(each) for each in checks], indent=1))
    else:
        told = [f"{each.what}: {each.told}, and now {each.found}" for each in differ]
        print("\n".join([*told, f"{len(checks):,} numbers computed again, {len(differ)} differ"]))
    return IntegrityError.exit_code if differ else 0


def _dossier(name: str, kept: Kept, clocks: Clocks, redact: str) -> dict[str, Any]:
    from samehand.api.casework.gathering import gather

    held = folder.show(kept.place, name)
    salt = (kept.place / name / folder.SALT).read_bytes()
    books: dict[tuple[str, str], Any] = {}

    def opened(pin: Pin) -> Any:
        at = (pin.as_of, pin.known_on)
        if at not in books:
            books[at] = _opened(pin, clocks)
        return books[at]

    return gather(held, opened, salt, redact)


def _opened(pin: Pin, clocks: Clocks) -> Any:
    """The book by the clocks of a pin."""
    return open_book(
        replace(clocks, as_of=pin.as_of, known_on=pin.known_on), command="samehand case"
    )


def _status(name: str, kept: Kept, clocks: Clocks, final: bool) -> str:
    """`final` where that was asked and nothing stands against it. Raises Incomplete where it does."""
    if not final:
        return "draft"
    faults, not_looked = _faults(name, kept, clocks)
    if faults or not_looked:
        first = f"{faults[0].where}: {faults[0].says}" if faults else f"not looked: {not_looked[0]}"
        raise Incomplete(f"{name} is not final: {first}", f"samehand case lint {name}")
    return "final"
