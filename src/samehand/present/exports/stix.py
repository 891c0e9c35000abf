"""STIX 2.1: one bundle, the same bytes on every run.

Holders are identities, AS numbers and prefixes observables, and a registration a relationship
`registered-to`; an inferred link is `related-to` with bits, rules, cites and days in an extension
whose definition is in the bundle. A verdict is an opinion on the link. Nothing has a `confidence`:
bits are no probability until they are calibrated.
"""

import json
from collections.abc import Mapping
from typing import Any

from samehand.present.exports import stix_objects as make
from samehand.present.exports.ids import ours
from samehand.present.exports.parts import Parts

Object = dict[str, Any]
OPINIONS: Mapping[str, str] = {"same": "agree", "different": "disagree", "unsure": "neutral"}
"""A person's verdict as an opinion on "these two are one hand"."""


def stix(parts: Parts) -> str:
    """The bundle."""
    on = make.Frame(parts)
    objects = [on.tool(), on.extension()]
    objects += [on.identity(each) for each in parts.holders]
    objects += _numbers(on) + _blocks(on)
    links = {(link.one, link.other): on.link(link) for link in parts.links}
    objects += links.values()
    objects += _verdicts(on, links)
    objects += _around(on, sorted({each["id"] for each in objects}))
    unique = {each["id"]: each for each in objects}
    bundle = {
        "type": "bundle",
        "id": f"bundle--{ours('bundle', parts.snapshot, parts.known_on, *sorted(unique))}",
        "objects": [unique[name] for name in sorted(unique)],
    }
    return json.dumps(bundle, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def _numbers(on: make.Frame) -> list[Object]:
    found: list[Object] = []
    for row in on.parts.numbers:
        number = make.autonomous_system(row["asn"])
        found += [number, on.registered(number, row, row["registered"], None)]
    return found


def _blocks(on: make.Frame) -> list[Object]:
    found: list[Object] = []
    for row in on.parts.blocks:
        for prefix in row["prefixes"]:
            address = make.address(row["family"], prefix)
            found.append(address)
            if row["holder"]:
                found.append(on.registered(address, row, row["seen"], row["last_seen"]))
    return found


def _verdicts(on: make.Frame, links: dict[tuple[str, str], Object]) -> list[Object]:
    """Opinions; of a pair without an inferred link, with the relationship that is judged."""
    found: list[Object] = []
    for row in on.parts.verdicts:
        pair = row["one"], row["other"]
        judged = links.get(pair) or on.judged(pair)
        found += [judged, on.opinion(row, judged["id"], OPINIONS[row["verdict"]])]
    return found


def _around(on: make.Frame, ids: list[str]) -> list[Object]:
    """The grouping of all, and the note that says how to read it."""
    grouping = on.grouping(ids)
    return [grouping, on.note([grouping["id"]])]
