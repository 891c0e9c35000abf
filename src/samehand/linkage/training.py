"""Training a model: the prior, u and m of every level, from the records alone.

*u*, how often two random records are at a level, is counted on random pairs; a level that too few
pairs reach would stay untrained and weigh nothing (a trap of Splink's `max_pairs`), so their number
is raised tenfold once where a level was not met. *m*, how often two records of one
party are, is estimated by expectation maximisation in blocks. What stays untrained is said.

Fooled by a table of which many pairs are one party: u then counts those in, and a warning says so.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

from samehand.errors import UsageError
from samehand.linkage.engine import Engine, block, quiet
from samehand.linkage.plan import Keys, Plan

CROWDED = 0.01
"""Share of all pairs that are one party, from which u is off by as much as rare levels have."""


@dataclass(frozen=True, slots=True)
class TrainNumbers:
    """How much is looked at, and by which chance."""

    seed: int = 1
    """Of the random pairs: the same seed and records give the same model."""
    u_pairs: float = 1e6
    """Random pairs at first: of a level rarer than one in a million none may be among them."""
    most_u_pairs: float = 1e7
    """Random pairs at most: a level that no data can reach would have all of them looked at."""
    u_seen: int = 20
    """Pairs at a level that are enough to count it by: to a fifth, 0.3 bits."""
    em_pairs: float = 2e5
    """Pairs of a training block that are looked at: m of one in a hundred is met 2,000 times."""


NUMBERS = TrainNumbers()


def train(on: Engine, plan: Plan, numbers: TrainNumbers = NUMBERS) -> tuple[str, ...]:
    """Train the model of an engine; gives what to be wary of, in words. Raises UsageError where no
    two records are surely one, or share what a block takes: then nothing can be learnt of them."""
    with quiet():
        sure = [block(keys, plan) for keys in plan.sure]
        on.linker.training.estimate_probability_two_random_records_match(sure, recall=plan.recall)
        if not model(on)["probability_two_random_records_match"]:
            _nothing(plan.sure)
        _train_u(on, numbers)
        empty = [keys for keys in plan.train if not _train_m(on, plan, keys, numbers)]
    if len(empty) == len(plan.train):
        _nothing(empty)
    trained = model(on)
    unshared = (f"no two records share {' and '.join(keys)}: it taught nothing" for keys in empty)
    return (*unshared, *_untrained(trained), *_crowded(trained))


def model(on: Engine) -> dict[str, Any]:
    """The model of an engine as Splink keeps it in JSON: settings, m and u, the prior."""
    found: dict[str, Any] = on.linker.misc.save_model_to_json()
    return found


def _nothing(blocks: Iterable[Keys]) -> NoReturn:
    """Say that no two records share what any of these blocks takes."""
    told = ", or ".join(" and ".join(keys) for keys in blocks)
    raise UsageError(f"no two records share {told}", "of such records nothing can be learnt")


def _train_m(on: Engine, plan: Plan, keys: Keys, numbers: TrainNumbers) -> bool:
    """Estimate m in one block; whether there were pairs in it."""
    from splink.internals.exceptions import EMTrainingException

    try:
        on.linker.training.estimate_parameters_using_expectation_maximisation(
            block(keys, plan),
            estimate_without_term_frequencies=True,
            max_pairs=numbers.em_pairs,
        )
    except EMTrainingException:
        return False
    return True


def _train_u(on: Engine, numbers: TrainNumbers) -> None:
    pairs = numbers.u_pairs
    while True:
        on.linker.training.estimate_u_using_random_sampling(
            pairs, seed=numbers.seed, min_count_per_level=numbers.u_seen
        )
        pairs *= 10
        if pairs > numbers.most_u_pairs or not any(" u " in each for each in _untrained(model(on))):
            return


def _untrained(trained: dict[str, Any]) -> Iterator[str]:
    """What has no m or u, in words: such a level weighs nothing, or what Splink takes by default."""
    for each in trained["comparisons"]:
        for level in each["comparison_levels"]:
            for number in ("m", "u"):
                if not level.get("is_null_level") and f"{number}_probability" not in level:
                    yield f"{each['output_column_name']}: no {number} for {level['label_for_charts']}"


def _crowded(trained: dict[str, Any]) -> Iterator[str]:
    """Whether so many pairs are one party that u, which counts them in, is too high."""
    prior = trained["probability_two_random_records_match"]
    if prior > CROWDED:
        yield f"prior: {prior:.1%} of all pairs are one party; u counts them in, and bits are too low"
