"""Exports: a hand as other tools read it. Pure functions: an envelope `export/1` in, bytes out.

    parts.py    what every export is made of, and whose names are left out
    people.py   which names may be a person's
    ids.py      ids that are the same on every run
    ftm.py      FollowTheMoney, one entity a line
    stix.py     STIX 2.1, one bundle; stix_objects.py its objects
    misp.py     MISP, one event
    graphs.py   GraphML, GEXF with spells, DOT
    rdap.py     RDAP-like JSON with history

The same envelope gives the same bytes. Holders are never merged, however they were judged: one hand
is control, not identity. An inferred link carries its bits, rules, cites and days wherever the
format has room for them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from samehand.errors import UsageError
from samehand.present.exports.ftm import ftm
from samehand.present.exports.graphs import dot, gexf, graphml
from samehand.present.exports.misp import misp
from samehand.present.exports.parts import Parts, parts_of
from samehand.present.exports.rdap import rdap
from samehand.present.exports.stix import stix


@dataclass(frozen=True, slots=True)
class Export:
    """One format: what it is, the ending of its files, and what writes it."""

    says: str
    suffix: str
    write: Callable[[Parts], str]


EXPORTS: Mapping[str, Export] = {
    "ftm": Export("FollowTheMoney entities, one a line", ".ftm.json", ftm),
    "stix": Export("a STIX 2.1 bundle", ".stix.json", stix),
    "misp": Export("a MISP event", ".misp.json", misp),
    "graphml": Export("GraphML", ".graphml", graphml),
    "gexf": Export("GEXF 1.3, for Gephi, with the days of links and blocks", ".gexf", gexf),
    "dot": Export("DOT, for Graphviz", ".dot", dot),
    "rdap": Export("RDAP-like JSON with history", ".rdap.json", rdap),
}


def export(envelope: Mapping[str, Any], name: str, redact: str = "people") -> bytes:
    """An envelope in one of the formats; `redact`: people, or none. Raises UsageError for others."""
    if name not in EXPORTS:
        raise UsageError(f"there is no export {name!r}", f"one of: {', '.join(EXPORTS)}")
    return EXPORTS[name].write(parts_of(envelope, redact != "none")).encode()
