"""Scored pairs to parties: which records are one organisation or person.

By average linkage (`values.agglomerate`), not by connected components: one strong pair between two
parties, a shared mailbox or a typing error, does not make them one.
"""

from dataclasses import dataclass

import polars as pl

from samehand.values.agglomerate import agglomerate


@dataclass(frozen=True, slots=True)
class PartyNumbers:
    """When do records become one party?"""

    missing: float = -1.0
    """Bits of a pair that never met in a block: a little under even odds, for blocks miss many.
    Chosen on half of the persons of historical_50k (by hash), reported on the other half."""
    stop: float = 0.0
    """Bits of the mean pair above which two parties are one: even odds."""


NUMBERS = PartyNumbers()


def parties(records: pl.Series, pairs: pl.DataFrame, numbers: PartyNumbers = NUMBERS) -> pl.Series:
    """The party of every record: the least of the records that are one with it."""
    names = records.unique().sort()
    places = pl.Series(range(len(names)), dtype=pl.Int64)
    one, other = (pairs[side].replace_strict(names, places) for side in ("one", "other"))
    numbered = zip(one.to_list(), other.to_list(), pairs["bits"].to_list(), strict=True)
    found = agglomerate(
        (pair for pair in numbered if pair[2] > numbers.missing), numbers.missing, numbers.stop
    )
    party = list(range(len(names)))
    for members in found:
        for member in members:
            party[member] = members[0]
    return records.replace_strict(names, names.gather(party))
