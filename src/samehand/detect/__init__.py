"""Detect: what happened to each block that a reader should look at, in neutral words.

    tables ── steps ── detectors (one file each) ── bits per bin

A detector is a `Rule` whose subject is a block, an AS number or a holder. To add one, add a
module here that defines a `Rule`, and its bins to `weights.json`. It says what the records show;
what a finding is worth is in its bits, and what it means is for the reader. Where it cannot look
although its tables are there, a `Blind` beside it says so.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from samehand import plugins
from samehand.detect.blind import Blind
from samehand.rules import Rule


@cache
def all_detectors() -> Mapping[str, Rule[Any]]:
    """Every detector, by name."""
    import samehand.detect as package

    return plugins.find(package, Rule)


@cache
def all_blinds() -> Mapping[str, Blind]:
    """Where detectors could not look, by name."""
    import samehand.detect as package

    return plugins.find(package, Blind)
