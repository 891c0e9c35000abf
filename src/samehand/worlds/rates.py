"""Rates of real worlds: every number a synthetic world is drawn from, with its reason.

Unless said otherwise measured on the five delegated-extended files of 2017-03-21 and the
AS relationships of 2016-07-01. Quantiles are pairs (share, value).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

Quantiles = tuple[tuple[float, float], ...]


@dataclass(frozen=True, kw_only=True)
class Rates:
    """What one registry's file looks like."""

    holders: int  # account holders: sets the registry's share of a world
    both: float  # share of holders with IPv4 and an AS number
    only_as: float  # share with an AS number and no IPv4
    v6: float  # share with IPv6
    sizes: Mapping[int, float]  # addresses of a block: share of blocks
    assigned: float  # share of blocks "assigned" and not "allocated"
    block_ages: Quantiles  # years from a block's registration to the file's day
    as_ages: Quantiles  # the same for AS numbers
    as_with_block: float  # share with AS and IPv4 whose first block came 0..90 days after the AS
    own_asns: Quantiles  # AS numbers of one organisation
    ranges: float  # share of AS rows with a count above one
    sponsors: float  # share of accounts with an AS that cover several organisations
    sponsored: Quantiles  # organisations such an account covers beside its own
    countries: Mapping[str, int]  # the eight commonest, with their records


_PLAIN: Final[Quantiles] = ((0, 1), (0.93, 1), (0.97, 2), (0.99, 3.5), (0.999, 8), (1, 12))
_NONE: Final[Quantiles] = ((0, 0), (1, 0))

REGISTRIES: Final[Mapping[str, Rates]] = {
    "afrinic": Rates(
        holders=1811,
        both=0.678,
        only_as=0.036,
        v6=0.329,
        assigned=0.38,
        sizes={
            256: 0.271,
            512: 0.032,
            1024: 0.22,
            2048: 0.088,
            4096: 0.095,
            8192: 0.095,
            16384: 0.048,
            32768: 0.023,
            65536: 0.065,
            131072: 0.014,
            262144: 0.013,
            524288: 0.008,
            1048576: 0.008,
            1280: 0.003,
            2560: 0.003,
            768: 0.004,
        },
        block_ages=((0, 0), (0.1, 1.2), (0.25, 3), (0.5, 7), (0.75, 14), (0.9, 24), (1, 33)),
        as_ages=((0, 0), (0.1, 1.2), (0.25, 3), (0.5, 5), (0.75, 8), (0.9, 12), (1, 33)),
        as_with_block=0.46,
        own_asns=_PLAIN,
        ranges=0.0,
        sponsors=0.0,
        sponsored=_NONE,
        countries={
            "ZA": 1939,
            "NG": 426,
            "KE": 288,
            "EG": 246,
            "TZ": 218,
            "GH": 185,
            "MU": 140,
            "AO": 139,
        },
    ),
    "apnic": Rates(
        holders=15273,
        both=0.30,
        only_as=0.013,
        v6=0.363,
        assigned=0.30,
        sizes={
            256: 0.221,
            512: 0.087,
            1024: 0.405,
            2048: 0.05,
            4096: 0.054,
            8192: 0.049,
            16384: 0.027,
            32768: 0.02,
            65536: 0.046,
            131072: 0.017,
            262144: 0.012,
            524288: 0.006,
            1048576: 0.003,
            2097152: 0.001,
        },
        block_ages=((0, 0), (0.1, 1), (0.25, 3), (0.5, 6), (0.75, 16), (0.9, 22), (1, 34)),
        as_ages=((0, 0), (0.1, 1), (0.25, 3), (0.5, 6), (0.75, 11), (0.9, 16), (1, 23)),
        as_with_block=0.55,
        own_asns=_PLAIN,
        ranges=0.04,
        sponsors=0.01,  # national registries: 99th centile of AS numbers is 14, then 462
        sponsored=((0, 10), (0.9, 60), (0.99, 460), (1, 1300)),
        countries={
            "AU": 10514,
            "CN": 9358,
            "IN": 6329,
            "JP": 4762,
            "HK": 3227,
            "ID": 2552,
            "NZ": 2385,
            "SG": 1937,
        },
    ),
    "arin": Rates(
        holders=37448,
        both=0.305,
        only_as=0.251,
        v6=0.132,
        assigned=0.62,
        sizes={
            256: 0.415,
            512: 0.074,
            1024: 0.115,
            2048: 0.064,
            4096: 0.091,
            8192: 0.062,
            16384: 0.032,
            32768: 0.017,
            65536: 0.108,
            131072: 0.009,
            262144: 0.006,
            524288: 0.003,
            1048576: 0.002,
            2097152: 0.001,
        },
        block_ages=((0, 0), (0.1, 3), (0.25, 9), (0.5, 22), (0.75, 24), (0.9, 26), (1, 35)),
        as_ages=((0, 0), (0.1, 2), (0.25, 5), (0.5, 10), (0.75, 16), (0.9, 21), (1, 33)),
        as_with_block=0.32,
        own_asns=((0, 1), (0.92, 1), (0.95, 2), (0.99, 5), (0.999, 28), (1, 60)),
        ranges=0.005,
        sponsors=0.0,
        sponsored=_NONE,
        countries={
            "US": 78010,
            "CA": 9506,
            "PR": 219,
            "BM": 65,
            "JM": 59,
            "DE": 46,
            "BB": 43,
            "KY": 35,
        },
    ),
    "lacnic": Rates(
        holders=7371,
        both=0.814,
        only_as=0.058,
        v6=0.747,
        assigned=0.17,
        sizes={
            256: 0.1,
            512: 0.024,
            1024: 0.417,
            2048: 0.101,
            4096: 0.165,
            8192: 0.061,
            16384: 0.032,
            32768: 0.024,
            65536: 0.042,
            131072: 0.015,
            262144: 0.015,
            524288: 0.002,
            1048576: 0.001,
        },
        block_ages=((0, 0), (0.1, 1), (0.25, 2), (0.5, 5), (0.75, 9), (0.9, 17), (1, 30)),
        as_ages=((0, 0), (0.1, 1), (0.25, 2), (0.5, 4), (0.75, 7), (0.9, 14), (1, 30)),
        as_with_block=0.85,
        own_asns=_PLAIN,
        ranges=0.0,
        sponsors=0.0,
        sponsored=_NONE,
        countries={
            "BR": 16029,
            "AR": 2452,
            "MX": 1576,
            "CL": 1023,
            "CO": 728,
            "EC": 406,
            "VE": 342,
            "CR": 341,
        },
    ),
    "ripencc": Rates(
        holders=34823,
        both=0.337,
        only_as=0.008,
        v6=0.403,
        assigned=0.39,
        sizes={
            256: 0.217,
            512: 0.095,
            1024: 0.274,
            2048: 0.121,
            4096: 0.082,
            8192: 0.083,
            16384: 0.032,
            32768: 0.021,
            65536: 0.049,
            131072: 0.007,
            262144: 0.004,
            524288: 0.002,
            1048576: 0.001,
            768: 0.002,
            1536: 0.001,
            128: 0.002,
        },
        block_ages=((0, 0), (0.1, 2), (0.25, 5), (0.5, 9), (0.75, 13), (0.9, 22), (1, 34)),
        as_ages=((0, 0), (0.1, 2), (0.25, 4), (0.5, 7), (0.75, 12), (0.9, 16), (1, 25)),
        as_with_block=0.27,
        own_asns=_PLAIN,
        ranges=0.0,
        sponsors=0.17,  # 2,030 ids of some 12,020 with an AS cover several organisations
        sponsored=((0, 1), (0.41, 2), (0.7, 5), (0.94, 24), (0.994, 164), (1, 690)),
        countries={
            "RU": 15022,
            "GB": 10207,
            "DE": 10065,
            "PL": 6295,
            "NL": 5531,
            "UA": 5337,
            "FR": 5117,
            "RO": 4561,
        },
    ),
}

# IPv4 blocks of a holder that has any; ARIN, RIPE and APNIC agree to the 99th centile.
BLOCKS: Final[Quantiles] = (
    (0, 1),
    (0.65, 1),
    (0.75, 2),
    (0.9, 3.5),
    (0.95, 5.5),
    (0.99, 15),
    (0.999, 60),
    (1, 300),
)
SAME_MONTH = 0.25  # holders with several blocks that got all in one month (ARIN; RIPE .05)
FIRST_BLOCK_DAYS = 90  # how "0..90 days after the AS" above was measured
