"""Weights: what each bin of each link is worth, in bits, and how that was found.

`weights.json` is written by `bench/fit.py` and names the digests of what it was fitted on. Each
weight is log2(m / u): m, how often labelled pairs of one organisation show the bin; u, how often
pairs of holders do. `how` says whether m was fitted or, where siblings of honest organisations
cannot teach it, stated with a reason.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from samehand.store import Store


@dataclass(frozen=True, slots=True)
class Weights:
    """The prior of a pair, and the bits of each bin, by (link, bin)."""

    prior: float
    bits: dict[tuple[str, str], float]
    families: dict[str, str]
    digest: str

    def lay(self, store: Store) -> None:
        """Keep the weights as the table `weight`."""
        rows = ", ".join(
            f"({_text(rule)}, {_text(self.families[rule])}, {_text(bin_)}, CAST({bits} AS DOUBLE))"
            for (rule, bin_), bits in self.bits.items()
        )
        store.derive(
            "weight", f"SELECT * FROM (VALUES {rows}) AS weighed (rule, family, bin, bits)"
        )

    def without(self, family: str) -> "Weights":
        """The same weights with one family worth nothing, for an ablation."""
        kept = {key: bits for key, bits in self.bits.items() if self.families[key[0]] != family}
        return Weights(self.prior, kept, self.families, f"{self.digest}-{family}")


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


@cache
def default_weights() -> Weights:
    """The weights that ship with the package."""
    text = resources.files("samehand.resolve").joinpath("weights.json").read_text("utf-8")
    return weights_from(json.loads(text))


def weights_from(whole: dict[str, Any]) -> Weights:
    """Weights as `bench/fit.py` writes them."""
    rules = whole["links"]
    bits = {
        (rule, bin_): float(found["bits"])
        for rule, told in sorted(rules.items())
        for bin_, found in sorted(told["bins"].items())
    }
    families = {rule: str(told["family"]) for rule, told in rules.items()}
    return Weights(float(whole["prior"]), bits, families, str(whole["digest"]))
