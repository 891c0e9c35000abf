"""Weights: what each bin of each detector is worth, in bits, and how that was found.

Of a bin that was fitted, log2 of how much oftener prefixes that a blocklist first named later
show it than never-listed ones of equal length and registry (`bench/drop_outcomes.py --fit`, even half). Of
one that no outcome can teach, a number stated with its reason.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources

from samehand.store import Store


@dataclass(frozen=True, slots=True)
class Weights:
    """The bits of each bin, by (detector, bin)."""

    bits: dict[tuple[str, str], float]

    def lay(self, store: Store) -> None:
        """Keep the weights as the table `detect_weight`."""
        rows = ", ".join(
            f"({_text(rule)}, {_text(bin_)}, CAST({bits} AS DOUBLE))"
            for (rule, bin_), bits in self.bits.items()
        )
        store.derive("detect_weight", f"SELECT * FROM (VALUES {rows}) AS weighed (rule, bin, bits)")


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


@cache
def default_weights() -> Weights:
    """The weights that ship with the package."""
    text = resources.files("samehand.detect").joinpath("weights.json").read_text("utf-8")
    return Weights(
        {
            (rule, bin_): float(found["bits"])
            for rule, told in json.loads(text)["detectors"].items()
            for bin_, found in told["bins"].items()
        }
    )
