"""MISP: one event as JSON, to be added with `misp-import` or the REST interface.

Holders are objects `organization` (or `person`, an alias only), AS numbers objects `asn` with their
prefixes, registrations references `registered-to`, inferred links `suspected-link`, with the bits,
rules, cites and days of each in an object `annotation`. Nothing is set for detection (`to_ids`), and
the event is for the own organisation only until somebody decides otherwise.
"""

import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from samehand.present.exports.ids import ours
from samehand.present.exports.parts import Holder, Link, Parts, Row

Object = dict[str, Any]
UNDEFINED_THREAT, INITIAL, OWN_ORGANISATION, INHERIT = "4", "0", "0", "5"


@cache
def _templates() -> dict[str, dict[str, str]]:
    """The published templates of the objects used: their ids and versions."""
    told: dict[str, dict[str, str]] = json.loads(
        (Path(__file__).parent / "misp_objects.json").read_text("utf-8")
    )
    return told


def misp(parts: Parts) -> str:
    """The event."""
    holders = {each.holder: _holder(parts, each) for each in parts.holders}
    numbers = list(_numbers(parts, holders))
    notes = [_note(parts, link, holders) for link in parts.links]
    verdicts = [_verdict(row, holders) for row in parts.verdicts]
    event = {
        "uuid": ours("event", parts.hand, parts.snapshot, parts.known_on),
        "info": parts.title,
        "date": parts.known_on,
        "threat_level_id": UNDEFINED_THREAT,
        "analysis": INITIAL,
        "distribution": OWN_ORGANISATION,
        "published": False,
        "Attribute": [*_caveats(parts), *_prefixes(parts)],
        "Object": [*holders.values(), *numbers, *notes, *verdicts],
        "Tag": [{"name": 'samehand:world="SYNTHETIC"'}] if parts.synthetic else [],
    }
    return json.dumps({"Event": event}, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def _object(name: str, key: Iterable[object], told: Iterable[tuple[str, str, Any]]) -> Object:
    """An object by its template; `told`: relation, type and value of each attribute."""
    own = ours("misp", name, *key)
    return {
        "name": name,
        **_templates()[name],
        "uuid": own,
        "distribution": INHERIT,
        "Attribute": [
            _attribute(kind, value, own, relation) for relation, kind, value in told if value
        ],
        "ObjectReference": [],
    }


def _attribute(kind: str, value: Any, key: str, relation: str = "", comment: str = "") -> Object:
    category = "Network activity" if kind in ("AS", "ip-src") else "Other"
    told = {
        "uuid": ours("attribute", key, relation, kind, value),
        "type": kind,
        "category": category,
        "value": str(value),
        "to_ids": False,
        "distribution": INHERIT,
        "comment": comment,
    }
    return {**told, "object_relation": relation} if relation else told


def _refer(source: Object, target: Object, kind: str, comment: str) -> None:
    source["ObjectReference"].append(
        {
            "uuid": ours("reference", source["uuid"], target["uuid"], kind),
            "object_uuid": source["uuid"],
            "referenced_uuid": target["uuid"],
            "relationship_type": kind,
            "comment": comment,
        }
    )


def _holder(parts: Parts, each: Holder) -> Object:
    if each.left_out:
        told = [("alias", "text", each.name), ("handle", "text", each.holder)]
        return _object("person", (each.holder,), told)
    member = parts.title if each.member else f"no member of {parts.hand}"
    told = [
        ("name", "text", each.name or each.holder),
        ("registration-number", "text", each.holder),
        ("description", "text", member),
    ]
    return _object("organization", (each.holder,), told)


def _numbers(parts: Parts, holders: dict[str, Object]) -> Iterator[Object]:
    for row in parts.numbers:
        made = _object(
            "asn",
            (row["asn"],),
            [
                ("asn", "AS", f"AS{row['asn']}"),
                ("country", "text", row["country"]),
                ("organization", "text", row["name"]),
                ("description", "text", f"registered {row['registered']}, record {row['cite']}"),
            ],
        )
        _refer(made, holders[row["holder"]], "registered-to", f"record {row['cite']}")
        yield made


def _prefixes(parts: Parts) -> Iterator[Object]:
    """Every block by each who held it, from which file day to which."""
    for row in parts.blocks:
        if row["holder"]:
            who = parts.by_id[row["holder"]]
            says = f"registered to {who.name or who.holder} ({who.holder})"
            says += f", files of {row['seen']} to {row['last_seen']}, record {row['cite']}"
            key = f"{row['holder']} {row['seen']} {row['cite']}"
            yield from (_attribute("ip-src", each, key, comment=says) for each in row["prefixes"])


def _caveats(parts: Parts) -> Iterator[Object]:
    told = (*parts.caveats, f"Snapshot {parts.snapshot}")
    yield from (_attribute("comment", each, parts.snapshot) for each in told)


def _note(parts: Parts, link: Link, holders: dict[str, Object]) -> Object:
    """An inferred link: the reference between the two, and what it rests on."""
    _refer(holders[link.one], holders[link.other], "suspected-link", link.role)
    cites, days = ", ".join(link.cites), ", ".join(link.days)
    text = f"{link.role}. Rules: {link.says() or 'none'}. Cites: {cites}. Days: {days}."
    key = (link.one, link.other, parts.snapshot)
    made = _object("annotation", key, [("text", "text", text), ("type", "text", "Other")])
    for end in (link.one, link.other):
        _refer(made, holders[end], "annotates", link.role)
    return made


def _verdict(row: Row, holders: dict[str, Object]) -> Object:
    cites = ", ".join(cite for item in row["because"] for cite in item["cites"])
    text = f"V{row['number']}: judged {row['verdict']} by {row['by']} on {row['day']}."
    text += f" {row['note']}" if row["note"] else ""
    text += f" Because of {cites}." if cites else ""
    told = [("text", "text", text), ("type", "text", "Other")]
    made = _object("annotation", ("verdict", row["at"], row["number"]), told)
    for end in (row["one"], row["other"]):
        _refer(made, holders[end], "annotates", f"judged {row['verdict']}")
    return made
