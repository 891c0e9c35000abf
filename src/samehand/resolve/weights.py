"""Weights: what each bin of each link is worth, in bits, and how that was found.

`weights.json` is written by `samehand fit` and names the digests of what it was fitted on. Each
weight is log2(m / u): m, how often labelled pairs of one organisation show the bin; u, how often
pairs of holders do. `how` says whether m was fitted or, where siblings of honest organisations
cannot teach it, stated with a reason.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import isfinite
from pathlib import Path
from typing import Any

from samehand.errors import WeightsRefused
from samehand.store import Store

BITS = 60  # of a column: three of them add up to less than a BIGINT holds
COLUMNS = 3  # some 150 bins, each a bit
VERSION = 2  # of the file; raised when weights of an older one would mean something else


@dataclass(frozen=True, slots=True)
class Weights:
    """The prior of a pair, and the bits of each bin, by (link, bin)."""

    prior: float
    bits: dict[tuple[str, str], float]
    families: dict[str, str]
    digest: str
    file: str = ""  # where they were read; nothing for those that ship with the package

    def lay(self, store: Store) -> None:
        """Keep the weights as the table `weight`, with a bit for each bin in one of three columns."""
        rows = ", ".join(
            f"({_text(rule)}, {_text(self.families[rule])}, {_text(bin_)}, CAST({bits} AS DOUBLE),"
            f" {_bit_of(place)})"
            for place, ((rule, bin_), bits) in enumerate(self.bits.items())
        )
        columns = "rule, family, bin, bits, first_bins, next_bins, last_bins"
        store.derive("weight", f"SELECT * FROM (VALUES {rows}) AS weighed ({columns})")

    def without(self, family: str) -> "Weights":
        """The same weights with one family worth nothing, for an ablation."""
        kept = {key: bits for key, bits in self.bits.items() if self.families[key[0]] != family}
        return Weights(self.prior, kept, self.families, f"{self.digest}-{family}", self.file)


def _bit_of(place: int) -> str:
    """The bit of a bin, by its place among all, as the numbers of three columns."""
    numbers = [0] * COLUMNS
    numbers[place // BITS] = 1 << place % BITS
    return ", ".join(f"CAST({number} AS BIGINT)" for number in numbers)


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


@cache
def default_whole() -> dict[str, Any]:
    """The weights file that ships with the package."""
    text = resources.files("samehand.resolve").joinpath("weights.json").read_text("utf-8")
    whole: dict[str, Any] = json.loads(text)
    return whole


@cache
def default_weights() -> Weights:
    """The weights that ship with the package."""
    return weights_from(default_whole())


def weights_from(whole: dict[str, Any], file: str = "") -> Weights:
    """Weights as `samehand fit` writes them."""
    rules = whole["links"]
    bits = {
        (rule, bin_): float(found["bits"])
        for rule, told in sorted(rules.items())
        for bin_, found in sorted(told["bins"].items())
    }
    families = {rule: str(told["family"]) for rule, told in rules.items()}
    return Weights(float(whole["prior"]), bits, families, str(whole["digest"]), file)


def read_whole(path: Path) -> dict[str, Any]:
    """A weights file. Raises WeightsRefused for one that cannot weigh every link of today."""
    try:
        whole = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as fault:
        raise WeightsRefused(
            f"{path} cannot be read: {fault}", "give a file of `samehand fit`"
        ) from None
    if not isinstance(whole, dict) or "links" not in whole:
        raise WeightsRefused(f"{path} holds no weights", "give a file of `samehand fit -o FILE`")
    if whole.get("version") != VERSION:
        raise WeightsRefused(
            f"{path} is of version {whole.get('version')}, and this samehand reads {VERSION}",
            "fit it anew with `samehand fit -o FILE`",
        )
    _whole(path, whole)
    return whole


def read_weights(path: Path) -> Weights:
    """The weights of a file. Raises WeightsRefused for one that cannot weigh every link."""
    return weights_from(read_whole(path), str(path))


def _whole(path: Path, whole: dict[str, Any]) -> None:
    """Raises WeightsRefused where a link or a bin has no weight, or one that is no number."""
    from samehand.resolve import all_links

    try:
        weights = weights_from(whole)
    except (AttributeError, KeyError, TypeError, ValueError) as fault:
        raise WeightsRefused(
            f"{path} is broken: {fault!r}", "fit it anew with `samehand fit -o FILE`"
        ) from None
    links = all_links().values()
    wanted = {(rule.name, name) for rule in links for name in rule.bins}
    faults = [f"no weight of {rule}: {name}" for rule, name in sorted(wanted - set(weights.bits))]
    faults += [
        f"{rule.name} is of the family {weights.families[rule.name]}, not {rule.family}"
        for rule in links
        if weights.families.get(rule.name, rule.family) != rule.family
    ]
    faults += [
        f"{rule.name} was fitted as of revision {revision}, and now is of {rule.revision}"
        for rule in links
        if (revision := whole["links"].get(rule.name, {}).get("revision")) != rule.revision
    ]
    numbers = {"the prior": weights.prior, **{f"{r}: {b}": n for (r, b), n in weights.bits.items()}}
    faults += [f"{name} weighs {bits}" for name, bits in numbers.items() if not isfinite(bits)]
    if faults:
        more = f", and {len(faults) - 1} more like it" if len(faults) > 1 else ""
        raise WeightsRefused(
            f"{path}: {faults[0]}{more}", "fit it anew with `samehand fit -o FILE`"
        )
