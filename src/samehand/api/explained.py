"""How an answer was made: the same call in Python, and the SQL that was asked."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from samehand import plugins
from samehand.api.book import Desk
from samehand.rules import Rule, Step


def call(desk: Desk, verb: str, *given: Any, **named: Any) -> str:
    """The Python that asks the same."""
    clock = desk.clock
    shown = [_written(each) for each in given]
    shown += [f"{name}={_written(v)}" for name, v in named.items() if v not in (None, 0, ())]
    clocks = f'as_of="{clock.as_of}", known_on="{clock.known_on}"'
    clocks += f', weights="{desk.weights.file}"' if desk.weights else ""
    clocks += ", access=Access(restricted='why')" if desk.permit else ""
    return f'book = samehand.open("{desk.folder}", {clocks})\nbook.{verb}({", ".join(shown)})'


def _written(value: Any) -> str:
    """A value as one types it: a path as text."""
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_written, value)) + "]"
    return repr(str(value) if isinstance(value, Path) else value)


def looked_up(desk: Desk) -> list[str]:
    """The SELECTs of the look-ups made at this desk, once each."""
    return [sql.strip() for sql in dict.fromkeys(desk.asked_sql)]


def rules() -> Iterator[str]:
    """The SQL of every step and rule by which hands are found, with its name and its numbers."""
    from samehand import resolve

    steps: dict[str, Step[Any]] = {}
    found = plugins.find(resolve, Rule)
    for rule in found.values():
        _gather(rule.needs, steps)
    for step in steps.values():
        yield f"-- step {step.name}: {step.says}\n-- {step.numbers}\n{step.find.strip()}"
    for rule in found.values():
        yield f"-- rule {rule.name}: {rule.title}\n-- {rule.numbers}\n{rule.find.strip()}"


def _gather(needs: tuple[Step[Any], ...], steps: dict[str, Step[Any]]) -> None:
    for step in needs:
        _gather(step.needs, steps)
        steps.setdefault(step.name, step)
