"""What a rule looks for and what fools it, from its own module: told by `explain` and to whoever decides."""

import inspect
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

from samehand.evidence import FAMILIES
from samehand.rules import Rule


@dataclass(frozen=True, slots=True)
class Read:
    """A rule's own words: what it is, why it is looked for, what fools it."""

    what: str
    why: str
    fools: str


def read_rule(rule: Rule[Any]) -> Read:
    """The words of a link's or detector's module; what fools its family where it does not say."""
    what, why, fools = _read(rule.explain.__module__)
    return Read(what, why, fools or FAMILIES.get(rule.family, ""))


@cache
def _read(module: str) -> tuple[str, str, str]:
    head, _, rest = (inspect.getdoc(import_module(module)) or "").partition("\n\n")
    sentences = " ".join(rest.split()).replace(". ", ".\n").splitlines()
    fools = [each for each in sentences if "fool" in each.lower()]
    why = " ".join(each for each in sentences if each not in fools)
    return " ".join(head.split()), why, " ".join(fools)
