"""Waterfalls: how the bits of a pair add up, from the prior, field by field, to their sum."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

NOTHING = "nothing to compare"
RARITY = "how rare the shared value is"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: the field, the level that its two values are at, and bits for or against."""

    field: str
    level: str
    bits: float


def steps(model: Mapping[str, Any], pair: Mapping[str, Any]) -> tuple[Step, ...]:
    """The steps of a pair, a row of `Linkage.pairs`; they add up to its bits."""
    prior = float(model["probability_two_random_records_match"])
    first = Step("prior", "any two records", math.log2(prior / (1 - prior)))
    return (first, *_fields(model, pair))


def _fields(model: Mapping[str, Any], pair: Mapping[str, Any]) -> Iterator[Step]:
    for each in model["comparisons"]:
        field = each["output_column_name"]
        yield Step(field, _level(each["comparison_levels"], pair[field]), pair[field])
        rarity = pair.get(f"{field}_rarity")
        if rarity:
            yield Step(field, RARITY, rarity)


def _level(levels: list[dict[str, Any]], bits: float) -> str:
    """The level that gives these bits; a pair keeps bits only, and no two levels have the same."""
    told = [
        (abs(_bits(level) - bits), level["label_for_charts"]) for level in levels if _has(level)
    ]
    return min(told)[1] if bits and told else NOTHING


def _has(level: Mapping[str, Any]) -> bool:
    return "m_probability" in level and "u_probability" in level


def _bits(level: Mapping[str, Any]) -> float:
    return math.log2(level["m_probability"] / level["u_probability"])
