"""The pages of links and detectors: both are rules, and told alike."""

import inspect
import json
from collections.abc import Iterable, Iterator
from dataclasses import MISSING, fields
from importlib import import_module, resources
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

from docs.reference.markdown import home_of, joined, row, table

from samehand import detect, resolve
from samehand import steps as shared_steps
from samehand.detect import all_blinds, all_detectors
from samehand.detect import steps as detect_steps
from samehand.evidence import FAMILIES
from samehand.resolve import all_links, fitting
from samehand.resolve import steps as link_steps
from samehand.resolve.weights import default_whole
from samehand.rules import Rule, Step

# Links


def links_page() -> str:
    """Each link with its family, bins and weights, numbers with reasons, and what fools it."""
    weights = default_whole()
    parts = [
        "# Links\n",
        "A weight is log2(m / u) bits: m, how often pairs of one organisation show the bin; u, how"
        " often pairs of holders do. Weights are [fitted](../how-to/fit-weights.md) by `samehand fit`;"
        f" those that ship have the digest `{weights['digest'][:16]}`, and a prior of"
        f" {weights['prior']} bits a pair. The interval holds 19 of 20 resamples of the labelled"
        " organisations; a stated m has none. [How they add up](../flow.md#weigh).\n",
    ]
    for rule in all_links().values():
        parts += _rule(rule, weights["links"].get(rule.name, {"bins": {}})["bins"], resolve)
    parts += ["# Families\n", table("family", "what fools it", "links")]
    families = sorted({*FAMILIES, *(rule.family for rule in all_links().values())})
    for family in families:
        of = [rule.name for rule in all_links().values() if rule.family == family]
        links = ", ".join(f"[{name}](#{name})" for name in of) or "no link reads it yet"
        parts.append(row(family, FAMILIES.get(family, "counts against"), links))
    parts += ["", "# Steps\n", "Tables that several links stand on.\n"]
    parts += _told(_steps(link_steps, shared_steps))
    parts += ["# Weighing, grouping, reading, fitting\n", *_others()]
    return joined(parts)


def _rule(rule: Rule[Any], bins: dict[str, Any], package: ModuleType) -> Iterator[str]:
    doc = inspect.getdoc(home_of(rule, package.__name__)) or ""
    about = f"Of: {', '.join(rule.subject)}. " if package is detect else ""
    yield f"## {rule.name}\n"
    yield f"*{rule.title}.* {about}Family: {rule.family}. Ground: {rule.ground}. Revision {rule.revision}.\n"
    yield doc + "\n"
    reads = ", ".join(f"[{kind.table}](tables.md#{kind.table})" for kind in rule.reads)
    asked = " and the pairs other links proposed" if rule.proposed else ""
    yield f"Reads {reads}{asked}.\n"
    fitted = package is resolve
    yield table("bin", "bits", *(["interval"] if fitted else []), "how")
    for name in rule.bins:
        yield row(name, *_weight(bins.get(name), fitted))
    yield ""
    yield from _numbers(rule.numbers)
    found = [example.title for example in rule.examples if example.finds]
    spared = [example.title for example in rule.examples if not example.finds]
    yield f"Examples found: {'; '.join(found)}. Spared: {'; '.join(spared)}.\n"


def _weight(told: dict[str, Any] | None, fitted: bool) -> list[object]:
    """Bits, their interval where they were fitted, and how they were found."""
    if not told:
        return ["none yet", *([""] if fitted else []), ""]
    low, high = told.get("low"), told.get("high")
    between = "" if low is None else f"{low} to {high}"
    return [told["bits"], *([between] if fitted else []), told["how"]]


# Detectors


def detectors_page() -> str:
    """Each detector with its bins and weights, numbers with reasons, and what fools it."""
    weights = json.loads(resources.files(detect).joinpath("weights.json").read_text("utf-8"))
    parts = [
        "# Detectors\n",
        "A finding is about records: what they show of a block, an AS number or a holder, in words"
        " that name nobody's guilt. Its bits rank it and are no odds of anything. Where outcomes"
        " could teach them they are log2 of how much oftener prefixes that a blocklist named later"
        " show the bin than never-listed ones of equal length and registry, by"
        f" `{weights['fitted_by']}`; else they are stated, with the reason. Of findings of one ground"
        " the strongest counts.\n",
    ]
    for rule in all_detectors().values():
        parts += _rule(rule, weights["detectors"].get(rule.name, {"bins": {}})["bins"], detect)
    parts += ["# Steps\n", "Tables that several detectors stand on; those that links share are"]
    parts += ["[there](links.md#steps).\n", *_told(_steps(detect_steps))]
    parts += [
        "# Where it is not looked\n",
        "Told beside the findings, and never taken for nothing found, where the data are so; and"
        " so are tables that are not loaded.\n",
        table("what", "detectors"),
    ]
    for name, blind in all_blinds().items():
        parts.append(row(name, ", ".join(f"[{rule}](#{rule})" for rule in blind.rules)))
    return joined(parts)


def _numbers(numbers: Any) -> Iterator[str]:
    told = [field for field in fields(numbers) if "why" in field.metadata]
    if told:
        yield (inspect.getdoc(type(numbers)) or "") + "\n"
        yield table("number", "value", "because")
        for field in told:
            value = field.default if field.default is not MISSING else ""
            yield row(f"`{field.name}`", value, field.metadata["why"])
        yield ""


def _told(steps: Iterable[Step[Any]]) -> Iterator[str]:
    for step in steps:
        yield from (f"## {step.name}\n", step.says + ".\n", *_numbers(step.numbers))


def _steps(*packages: ModuleType) -> list[Step[Any]]:
    """The steps that the modules of some packages define, by name."""
    found: dict[str, Step[Any]] = {}
    for package in packages:
        for info in iter_modules(package.__path__):
            module = import_module(f"{package.__name__}.{info.name}")
            for thing in vars(module).values():
                if isinstance(thing, Step):
                    found[thing.name] = thing
    if packages == (detect_steps,):
        for step in _steps(link_steps, shared_steps):
            found.pop(step.name, None)
    return [found[name] for name in sorted(found)]


def _others() -> Iterator[str]:
    """Numbers of the modules that are neither links nor steps."""
    for package in (resolve, fitting):
        for info in iter_modules(package.__path__):
            module = import_module(f"{package.__name__}.{info.name}")
            if info.ispkg or any(isinstance(thing, Rule) for thing in vars(module).values()):
                continue
            for name, thing in vars(module).items():
                if name.endswith("Numbers") and thing.__module__ == module.__name__:
                    yield f"## {info.name}\n"
                    yield from _numbers(thing())
