"""The weights file: every bin with its interval, what it was fitted on, how well it holds.

The same inputs give the same bytes. `digest` is of the inputs and of the numbers of the fit.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from samehand.resolve.fitting.drawing import NUMBERS as DRAW
from samehand.resolve.fitting.estimating import NUMBERS as FIT
from samehand.resolve.fitting.estimating import Estimate, Estimates, unseen
from samehand.resolve.fitting.labels import Labels
from samehand.resolve.fitting.stated import chances
from samehand.resolve.weights import VERSION
from samehand.rules import Rule, numbers_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """SHA-256 of the files fitted on: the book's, the labels', of what was left out; the clocks."""

    book: tuple[str, ...]
    labels: tuple[str, ...]
    left_out: tuple[str, ...] = ()
    clocks: tuple[str, ...] = ()
    synthetic: bool = False


def whole_of(
    found: Estimates, links: Iterable[Rule[Any]], labels: Labels, inputs: Inputs
) -> dict[str, Any]:
    """A weights file, but for how well it holds."""
    numbers = numbers_of(FIT) | numbers_of(DRAW)
    told = asdict(inputs) | {"half": labels.half}
    return {
        "version": VERSION,
        "fitted_by": "samehand fit",
        "synthetic": inputs.synthetic,
        "digest": digest_of({"version": VERSION, **told, **numbers}),
        "half": labels.half,
        "inputs": {name: list(value) for name, value in told.items() if isinstance(value, tuple)},
        "labels": {
            "holders": len(labels.holders),
            "organisations": len(labels.organisations),
            "siblings": len(labels.siblings),
            "different": len(labels.different),
        },
        "numbers": numbers,
        "prior": round(found.prior, 2),
        "prior_low": round(found.prior_low, 2),
        "prior_high": round(found.prior_high, 2),
        "links": {rule.name: _link(rule, found.links[rule.name]) for rule in links},
    }


def digest_of(told: Mapping[str, Any]) -> str:
    """One hash for what was fitted on."""
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def _link(rule: Rule[Any], bins: Mapping[str, Estimate]) -> dict[str, Any]:
    return {
        "family": rule.family,
        "title": rule.title,
        "revision": rule.revision,
        "bins": {name: _bin(each) for name, each in bins.items()},
    }


def _bin(each: Estimate) -> dict[str, Any]:
    return {
        "bits": round(each.bits, 2),
        "low": None if each.low is None else round(each.low, 2),
        "high": None if each.high is None else round(each.high, 2),
        "m": float(f"{each.m:.4g}"),
        "u": float(f"{each.u:.4g}"),
        "pairs": each.pairs,
        "siblings": each.siblings,
        "how": each.how,
    }


def joined(main: dict[str, Any], other: dict[str, Any], links: Iterable[str]) -> dict[str, Any]:
    """A weights file with some links as another was fitted: where a second book shows them."""
    taken = {name: other["links"][name] for name in links}
    inputs = {
        name: [*kept, *(each for each in other["inputs"][name] if each not in kept)]
        for name, kept in main["inputs"].items()
    }
    digest = digest_of({"of": [main["digest"], other["digest"]], "taken": sorted(taken)})
    links_of = {name: taken.get(name, told) for name, told in main["links"].items()}
    return {**main, "digest": digest, "inputs": inputs, "links": links_of}


def completed(whole: dict[str, Any], links: Iterable[Rule[Any]]) -> dict[str, Any]:
    """A weights file with the links it lacks that are wholly stated, in the order of the links."""
    known = whole["links"]
    new = {
        rule.name: known.get(rule.name) or _link(rule, unseen(rule))
        for rule in links
        if rule.name in known or rule.name in chances()
    }
    return {**whole, "links": new}


def rows_of(whole: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Every bin of a weights file as a row."""
    return [
        {"link": link, "family": told["family"], "bin": name, **each}
        for link, told in whole["links"].items()
        for name, each in told["bins"].items()
    ]


def text_of(whole: Mapping[str, Any]) -> str:
    """As written to disk."""
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"
