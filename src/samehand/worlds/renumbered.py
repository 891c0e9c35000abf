"""Account ids that registries give anew to the same holder, as their files of two days show."""

from __future__ import annotations

from collections import Counter
from typing import Final

import numpy as np

from samehand.worlds.draft import Draft

_APART: Final = 7_039  # of the seed: another stream of chance than the world's own
# Ids of AS holders that another had 572 days later, 2017-03-21 to 2018-10-13: ARIN 5 %, APNIC 2 %,
# LACNIC and AFRINIC 1 %; here of a year. All of the RIPE NCC's differ from day to day: they are
# kept here, or no truth could name a holder of two days.
A_YEAR: Final = {"arin": 0.032, "apnic": 0.013, "lacnic": 0.006, "afrinic": 0.006}


def renumber(draft: Draft) -> None:
    """By the later day some ordinary holders stand under another id."""
    rng = np.random.default_rng([draft.shape.seed, _APART])
    span = (draft.end - draft.today) / 365
    under = Counter(who.account for who in draft.registrants)
    rolls = rng.random((len(draft.registrants), 2)).tolist()
    for place, (roll, when) in enumerate(rolls):
        who = draft.registrants[place]
        alone = under[who.account] == 1 and place not in draft.merged
        if place >= draft.ordinary and alone and roll < A_YEAR.get(who.registry, 0.0) * span:
            day = draft.today + 1 + int(when * (draft.end - draft.today))
            draft.renumbered[place] = (day, draft.account(who.registry))
