"""Applications as they are handed in: JSON, CSV, or a form of `Field: value` lines.

A field that is not known, has no value of its kind, or is given twice where one is wanted is told
by its name and line, with what was wanted; nothing is guessed and nothing left out.
"""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cached_property
from typing import Any

from samehand.api.screening.forms import FIELDS
from samehand.errors import UsageError
from samehand.values import domains, mailboxes
from samehand.values.days import day

REGISTRIES = ("afrinic", "apnic", "arin", "lacnic", "ripencc")
APART = ";"  # between several values in one cell of a CSV


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One value that an application states: as written, and under its key.

    The key of a postal address is the address, until those of all applications are made at once.
    """

    field: str
    kind: str
    key: str
    written: str
    inside: bool = False


@dataclass(frozen=True, kw_only=True)
class Application:
    """An application: each field as written, and the values that others may state too."""

    place: str  # which it is of those handed in: `line 7`
    fields: Mapping[str, tuple[str, ...]]

    def one(self, name: str) -> str:
        """The value of a field that is given once, or nothing."""
        return next(iter(self.fields.get(name, ())), "")

    @property
    def called(self) -> str:
        """How an answer names the application."""
        return self.one("application") or self.place

    @property
    def applicant(self) -> str:
        """The holder it says it already is, as registry:id."""
        return FIELDS["applicant"].key(self.one("applicant"))

    @property
    def registry(self) -> str:
        """Which registry is asked, where that is told."""
        return self.one("registry").lower() or self.applicant.partition(":")[0]

    @property
    def day(self) -> date | None:
        """The day of the application, where that is told."""
        return day(self.one("day")) if self.one("day") else None

    @property
    def name(self) -> str:
        """The name of the organisation, as written."""
        return self.one("name")

    @cached_property
    def values(self) -> tuple[Value, ...]:
        """Every value that others may state too; a mailbox states its domain."""
        found = {(each.kind, each.key): each for each in self._values() if each.key}
        return tuple(found.values())

    def _values(self) -> Iterator[Value]:
        for name, field in FIELDS.items():
            for written in self.fields.get(name, ()) if field.kind else ():
                key = field.key(written)
                if field.of_registry:
                    key = f"{self.registry}:{key}"
                yield Value(
                    field=name, kind=field.kind, key=key, written=written, inside=field.inside
                )
                yield from _also(name, written)


def _also(field: str, written: str) -> Iterator[Value]:
    """What a value states beside itself: a mailbox its domain, an address itself without its country."""
    if field == "mailbox":
        domain = domains.registrable(mailboxes.domain(written))
        yield Value(field=field, kind="domain", key=domain, written=domain)
    street, _, country = written.rpartition(",")
    if field == "address" and len(country.strip()) == len("GB") and country.strip().isupper():
        yield Value(field=field, kind="address", key=street, written=street)


def read(text: str, name: str = "the application") -> tuple[Application, ...]:
    """Every application of a text. Raises UsageError, naming the field, for one that is none."""
    plain = text.lstrip("\ufeff \t\r\n")
    if not plain:
        raise UsageError(f"{name} is empty", "give JSON, CSV with a header, or a form")
    if plain[0] in "{[":
        return tuple(_json(plain, name))
    if _is_header(plain.splitlines()[0]):
        return tuple(_csv(plain, name))
    return (_form(plain, name),)


def _is_header(line: str) -> bool:
    """Whether a first line names the columns of a CSV: a line of a form has a colon."""
    return ":" not in line and ("," in line or _plain(line) in FIELDS)


def _json(text: str, name: str) -> Iterator[Application]:
    try:
        told = json.loads(text)
    except ValueError as fault:
        raise UsageError(f"{name} is no JSON: {fault}", "mend it, or give a form") from None
    many = told if isinstance(told, list) else [told]
    for number, each in enumerate(many, 1):
        place = f"application {number}"
        if not isinstance(each, Mapping):
            raise UsageError(f"{place} of {name} is no object", 'wanted {"name": ...}')
        yield _application(place, name, ((str(k), _listed(k, v, place)) for k, v in each.items()))


def _listed(field: str, value: Any, place: str) -> list[str]:
    many = value if isinstance(value, list) else [] if value is None else [value]
    bad = next((each for each in many if isinstance(each, bool | dict | list)), None)
    if bad is not None:
        raise UsageError(
            f"{place}: {field} is {json.dumps(bad)}", "wanted a text, a number, or a list of these"
        )
    return [str(each) for each in many]


def _csv(text: str, name: str) -> Iterator[Application]:
    rows = csv.reader(io.StringIO(text), strict=True)
    try:
        header = next(rows)
        for row in rows:
            place = f"line {rows.line_num}"
            if len(row) > len(header):
                raise UsageError(
                    f"{place} of {name} has {len(row)} cells",
                    f"wanted {len(header)}, as the header",
                )
            cells = zip(header, row, strict=False)
            if any(cell.strip() for cell in row):
                yield _application(place, name, ((k, _cells(k, v)) for k, v in cells))
    except csv.Error as fault:
        raise UsageError(
            f"{name}, line {rows.line_num}: {fault}", "wanted CSV (RFC 4180)"
        ) from None


def _cells(field: str, cell: str) -> list[str]:
    known = FIELDS.get(_plain(field))
    return cell.split(APART) if known and known.many else [cell]


def _form(text: str, name: str) -> Application:
    """Lines `Field: value`; a line that begins with a space goes on with the last; # begins a note."""
    told: list[tuple[str, list[str]]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        field, colon, value = line.partition(":")
        if line[0] in " \t" and told:
            told[-1][1][0] += " " + line.strip()
        elif not colon:
            raise UsageError(
                f"line {number} of {name} is no field: {line.strip()[:40]!r}",
                "wanted Field: value, as in Name: Example Networks",
            )
        else:
            told.append((field, [value]))
    return _application("the application", name, iter(told))


def _plain(field: str) -> str:
    """How a field is called: small letters, `_` between words.

    >>> _plain(" Submitting Address"), _plain("name-server")
    ('submitting_address', 'nameserver')
    """
    plain = "_".join(field.strip().lower().replace("-", " ").replace("_", " ").split())
    return {"name_server": "nameserver", "e_mail": "mailbox", "email": "mailbox"}.get(plain, plain)


def _application(place: str, name: str, told: Iterator[tuple[str, list[str]]]) -> Application:
    fields: dict[str, tuple[str, ...]] = {}
    for field, values in told:
        known = _known(field, f"{place} of {name}")
        given = tuple(" ".join(each.split()) for each in values if each.strip())
        for each in given:
            _checked(known, each, f"{place} of {name}")
        fields[known] = (*fields.get(known, ()), *given)
        if len(fields[known]) > 1 and not FIELDS[known].many:
            raise UsageError(f"{place} of {name}: {known} is given twice", "wanted one")
    if not fields.get("name"):
        raise UsageError(f"{place} of {name} has no name", f"wanted {FIELDS['name'].wants}")
    made = Application(place=place, fields={k: v for k, v in fields.items() if v})
    _told_of_registry(made, name)
    return made


def _known(field: str, where: str) -> str:
    plain = _plain(field)
    if plain in FIELDS:
        return plain
    near = get_close_matches(plain, FIELDS, n=1)
    hint = f"did you mean {near[0]}?" if near else f"one of: {', '.join(FIELDS)}"
    raise UsageError(f"{where}: there is no field {field.strip()!r}", hint)


def _checked(field: str, value: str, where: str) -> None:
    """Raises UsageError, by the name of the field, for a value that is none of its kind."""
    wants = FIELDS[field].wants
    try:
        key = FIELDS[field].key(value)
    except UsageError:
        key = ""
    if field == "registry" and value.lower() not in REGISTRIES:
        key = ""
    if not key:
        raise UsageError(f"{where}: {field} is {value!r}", f"wanted {wants}")


def _told_of_registry(made: Application, name: str) -> None:
    """Handles are words of one registry: which, must be told."""
    handles = [field for field in made.fields if FIELDS[field].of_registry]
    if handles and not made.registry:
        raise UsageError(
            f"{made.place} of {name}: {handles[0]} without a registry",
            f"wanted {FIELDS['registry'].wants}",
        )
