"""Rates of routing and of the market: transit, peering, changes of origin, sales.

Measured like those of `rates`; guesses are called guesses.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from samehand.worlds.rates import Quantiles

# Transit. 54,733 ASes of 2016-07: 15 % have customers, these quantiles of customers.
TRANSIT = 0.15
CUSTOMERS: Final[Quantiles] = (
    (0, 1),
    (0.25, 1),
    (0.5, 2),
    (0.75, 6),
    (0.9, 19),
    (0.95, 38),
    (0.99, 169),
    (0.999, 1312),
    (1, 4860),
)
PROVIDERS: Final[Mapping[int, float]] = {1: 0.40, 2: 0.40, 3: 0.11, 4: 0.05, 5: 0.02, 7: 0.02}
RETRY = 1.15  # providers drawn twice fall together; drawn this much oftener the counts agree
CLIQUE = 17  # "input clique" of 2016-07: ASes that buy from nobody and all peer
SAME_COUNTRY = 0.60  # providers in the customer's country: a guess, below the next number
SAME_REGISTRY = 0.87  # measured: provider and customer under one registry
PEERING = 0.19  # ASes with a peer, and how many:
PEERS: Final[Quantiles] = (
    (0, 1),
    (0.25, 1),
    (0.5, 3),
    (0.75, 15),
    (0.9, 44),
    (0.95, 65),
    (0.99, 548),
    (1, 1568),
)
TRANSIT_YEARS = 4.8  # 81 % of the customer links of 2015-07 are there a year later
PEERING_YEARS = 2.8  # 70 % of the peer links
CAPTIVE_COUNTRIES = 0.35  # countries with one way out; a guess: RIPE's and AFRINIC's tail
CAPTIVE = 0.5  # stub ASes of such a country that buy from the incumbent alone

# Routing. 188,830 IPv4 prefixes changed origin 2012-2017, of some 620,000 announced.
CHANGED = 0.30
ORIGINS: Final[Mapping[int, float]] = {2: 0.72, 3: 0.19, 4: 0.09}  # origins a changed prefix had
# Blocks of 2017-03-21 that the table of 2015-11-01 has any part of, by the day they were given:
# 44 % (ARIN) to 72 % (RIPE NCC) of those before 2000, 65 to 97 % of those since; 76 % of all.
OLD = 730_120  # 2000-01-01
ANNOUNCED_OLD = 0.52
ANNOUNCED = 0.89
# Of 512,621 prefixes of 2014-05 2.7 % were gone, with all that covers them, 18 months later; of
# 16,820 of 2008 gone by 2014 20 % were back in 2015, of those as before 45 % with their old origin.
WITHDRAWN = 0.018  # blocks that fall silent in a year
RETURNED = 0.2  # of those, come back
RETURNED_ALIKE = 0.45  # of those, by the origin of before
HISTORY_YEARS = 5  # the published history of origin changes begins this long before the day

# Markets. A year moved 1 to 2 % of the blocks between holders (ARIN ids, 2017 to 2018).
MOVED = 0.01
MERGED = 0.003  # holders whose everything goes to another in a year
LISTED = 0.002  # blocks on the DROP list: some 900 entries of 2018 among 172,000 blocks
HANDED_BACK = 0.04  # AS numbers skipped: returned or never given (-Reserved AS- of the lists)
