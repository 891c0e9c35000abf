"""RDAP-like JSON with history: networks, AS numbers and holders as RFC 9083 has them.

Each network has its holders over time under `samehand_history`, with `applicableFrom` and
`applicableUntil`, the file days on which a record was read: in the spirit of the expired draft on
historical RDAP. It is a copy, not a registry's answer, and says so. A name left out is told in
`redacted` (RFC 9537).
"""

import json
from typing import Any

from samehand.present.exports.parts import Holder, Parts, Row

Object = dict[str, Any]
CONFORMS = ["rdap_level_0", "redacted", "samehand_history_0"]
KINDS = {4: "v4", 6: "v6"}


def rdap(parts: Parts) -> str:
    """The answer."""
    by_block: dict[str, list[Row]] = {}
    for row in parts.blocks:
        by_block.setdefault(row["block"], []).append(row)
    told = {
        "rdapConformance": CONFORMS,
        "notices": [{"title": parts.title, "description": list(parts.caveats)}],
        "lang": "en",
        "samehand_snapshot": parts.snapshot,
        "samehand_hand": parts.hand,
        "entitySearchResults": [_entity(each, []) for each in parts.holders],
        "ipSearchResults": [_network(parts, rows) for rows in by_block.values()],
        "autnumSearchResults": [_autnum(parts, row) for row in parts.numbers],
        "samehand_links": [_link(parts, n) for n in range(len(parts.links))],
        "samehand_verdicts": [dict(row) for row in parts.verdicts],
    }
    if any(each.left_out for each in parts.holders):
        told["redacted"] = [
            _redacted(n, each) for n, each in enumerate(parts.holders) if each.left_out
        ]
    return json.dumps(told, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def _entity(each: Holder, roles: list[str]) -> Object:
    kind = "individual" if each.left_out else "org"
    card = [
        ["version", {}, "text", "4.0"],
        ["fn", {}, "text", each.name],
        ["kind", {}, "text", kind],
    ]
    told: Object = {
        "objectClassName": "entity",
        "handle": each.holder,
        "vcardArray": ["vcard", card],
    }
    return {**told, "roles": roles} if roles else told


def _redacted(place: int, each: Holder) -> Object:
    return {
        "name": {"description": f"name of {each.holder}, which may be a person's"},
        "postPath": f"$.entitySearchResults[{place}].vcardArray[1][?(@[0]=='fn')][3]",
        "method": "replacementValue",
        "reason": {"description": "natural persons are not named in exports"},
    }


def _events(row: Row) -> list[Object]:
    told = {"registration": row["registered"], "last update of RDAP database": row.get("last_seen")}
    return [
        {"eventAction": action, "eventDate": f"{day}T00:00:00Z"}
        for action, day in told.items()
        if day
    ]


def _network(parts: Parts, rows: list[Row]) -> Object:
    """A block, as the last file has it, with all its holders over the file days."""
    last = max(rows, key=lambda row: (row["last_seen"], row["seen"]))
    ends = _ends(last)
    told = {
        "objectClassName": "ip network",
        "handle": last["block"],
        "startAddress": ends[0],
        "endAddress": ends[1],
        "ipVersion": KINDS[last["family"]],
        "cidr0_cidrs": [_cidr(each) for each in last["prefixes"]],
        "status": ["active"] if last["holder"] else ["inactive"],
        "country": last["country"],
        "events": _events(last),
        "entities": _registrant(parts, last),
        "samehand_history": [_past(parts, row) for row in rows],
    }
    return {name: value for name, value in told.items() if value not in (None, [])}


def _ends(row: Row) -> tuple[str, str]:
    from ipaddress import ip_network

    nets = [ip_network(each) for each in row["prefixes"]]
    return str(nets[0][0]), str(nets[-1][-1])


def _cidr(prefix: str) -> Object:
    start, _, length = prefix.partition("/")
    return {"v6prefix" if ":" in start else "v4prefix": start, "length": int(length)}


def _registrant(parts: Parts, row: Row) -> list[Object]:
    return [_entity(parts.by_id[row["holder"]], ["registrant"])] if row["holder"] else []


def _past(parts: Parts, row: Row) -> Object:
    return {
        "applicableFrom": f"{row['seen']}T00:00:00Z",
        "applicableUntil": f"{row['last_seen']}T00:00:00Z",
        "registry": row["registry"],
        "status": row["status"],
        "registered": row["registered"],
        "cite": row["cite"],
        "entities": _registrant(parts, row),
    }


def _autnum(parts: Parts, row: Row) -> Object:
    told = {
        "objectClassName": "autnum",
        "handle": f"AS{row['asn']}",
        "startAutnum": row["asn"],
        "endAutnum": row["asn"],
        "country": row["country"],
        "events": _events(row),
        "entities": _registrant(parts, row),
        "samehand_cite": row["cite"],
    }
    return {name: value for name, value in told.items() if value not in (None, [])}


def _link(parts: Parts, place: int) -> Object:
    link = parts.links[place]
    return {
        "between": [link.one, link.other],
        "class": "judged" if link.judged else "inferred",
        "bits": link.bits,
        "role": link.role,
        "rules": [dict(rule) for rule in link.rules],
        "days": list(link.days),
    }
