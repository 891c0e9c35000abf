"""Resolve: which holders are one hand.

    tables ── steps ── links (one file each) ── weigh ── group ── hands

A link is a `Rule` whose subject is two holders. To add one, add a module here that defines a
`Rule` with `family`, `bins`, examples; then fit its weights (`fitting/`). Nothing else has
to be told. What is looked at only in pairs that another link proposed says `proposed=True`.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from samehand import plugins
from samehand.rules import Rule


@cache
def all_links() -> Mapping[str, Rule[Any]]:
    """Every link, by name."""
    import samehand.resolve as package

    return plugins.find(package, Rule)
