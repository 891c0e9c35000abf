"""Holders as they are written in sentences: `registry:id`, of a party `registry:id~AS64500`."""

import re
from collections.abc import Mapping

_HOLDER = re.compile(r"\b[a-z]+:[0-9A-Za-z.-]+(?:~AS\d+)?")

NOT_LASTING = frozenset({"ripencc"})
"""Registries whose account ids do not last from file to file: between two, nothing is said."""


def with_names(says: str, names: Mapping[str, str]) -> str:
    """A sentence with holders by name, where the sources give one.

    >>> with_names("most providers of arin:a1 are arin:b2", {"arin:a1": "Example"})
    'most providers of Example are arin:b2'
    """
    return _HOLDER.sub(lambda found: names.get(found[0], found[0]), says)


def holders_in(says: str) -> list[str]:
    """The holders that a sentence names by id, in order.

    >>> holders_in("most providers of arin:a1 are arin:b2")
    ['arin:a1', 'arin:b2']
    """
    return _HOLDER.findall(says)
