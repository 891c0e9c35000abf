"""How two values of a field are compared: levels from the same to nothing alike, for Splink.

Every level gets its own weight, trained; where a level says *the same*, a rare value weighs more.
Levels are built by Splink's own library; two functions of ours that they call are made known to
DuckDB in `engine`: `shared_bits`, the rarity that two lists share, and `name_likeness`.
"""

from collections.abc import Callable, Mapping
from typing import Any

from samehand.linkage.plan import Field, Kind
from samehand.names.likeness import SAME

SHARED_BITS = (18, 10, 5)
"""Rarity that two lists share: of two rare names, of one, of one that is common, in 50,000 records."""
LIKENESS = (0.9, SAME, 0.6)
"""Of organisation names: nearly the same, taken for one (`names.likeness.SAME`), related."""
ALIKE_TEXT = 0.85
ALIKE_PHRASE = 0.88
ALIKE_NAME = (0.92, 0.85)
"""Jaro-Winkler similarities; Splink's own for names are .92, .88 and .7."""

Levels = list[Any]
"""Level creators of Splink, which has no public type for them."""


def comparison(field: Field) -> Any:
    """The comparison of a field, as Splink takes it."""
    from splink.comparison_level_library import ElseLevel
    from splink.comparison_library import CustomComparison

    levels = [*_LEVELS[field.kind](field.name), ElseLevel()]
    return CustomComparison(output_column_name=field.name, comparison_levels=levels)


def _same(column: str) -> Levels:
    """Nothing to compare; the same, weighed by how rare it is."""
    from splink import comparison_level_library as level

    same = level.ExactMatchLevel(column, term_frequency_adjustments=True)
    return [level.NullLevel(column), same]


def _above(column: str, function: str, least: tuple[float, ...]) -> Levels:
    """Levels of a function of two values, the higher the more alike."""
    from splink import comparison_level_library as level

    return [
        level.DistanceFunctionLevel(column, function, each, True).configure(
            label_for_charts=f"{function.replace('_', ' ')} of {column} >= {each}"
        )
        for each in least
    ]


def _organisation(name: str) -> Levels:
    return [*_same(name), *_above(f"{name}_at", "name_likeness", LIKENESS)]


def _person(name: str) -> Levels:
    from splink import comparison_level_library as level

    return [*_items(name), level.JaroWinklerLevel(f"{name}_text", ALIKE_TEXT)]


def _items(name: str) -> Levels:
    from splink import comparison_level_library as level

    return [level.NullLevel(name), *_above(name, "shared_bits", SHARED_BITS)]


def _name(name: str) -> Levels:
    from splink import comparison_level_library as level

    return [*_same(name), *(level.JaroWinklerLevel(name, each) for each in ALIKE_NAME)]


def _phrase(name: str) -> Levels:
    from splink import comparison_level_library as level

    return [*_same(name), level.JaroWinklerLevel(name, ALIKE_PHRASE)]


def _date(name: str) -> Levels:
    from splink import comparison_level_library as level

    one, two = (level.LevenshteinLevel(name, wrong) for wrong in (1, 2))
    return [*_same(name), one, level.ExactMatchLevel(f"{name}_year"), two]


def _code(name: str) -> Levels:
    from splink import comparison_level_library as level

    near = level.LevenshteinLevel(name, 1)  # five times as fast as Damerau's, which adds swaps
    return [*_same(name), near, level.ExactMatchLevel(f"{name}_start")]


def _email(name: str) -> Levels:
    from splink import comparison_level_library as level

    domain = level.ExactMatchLevel(f"{name}_domain", term_frequency_adjustments=True)
    return [*_same(name), domain]


_LEVELS: Mapping[Kind, Callable[[str], Levels]] = {
    Kind.ORGANISATION: _organisation,
    Kind.PERSON: _person,
    Kind.WORDS: _items,
    Kind.ITEMS: _items,
    Kind.NAME: _name,
    Kind.PHRASE: _phrase,
    Kind.DATE: _date,
    Kind.CODE: _code,
    Kind.EMAIL: _email,
}
