"""FollowTheMoney: one entity a line, as its tools read and write them.

Holders are LegalEntity (or Person), AS numbers and blocks Asset, what a registry says of them
Ownership with its days, which is the schema's word and not ours: it is a registration. An inferred
link is UnknownLink, its role in words; no two holders are ever one entity.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from samehand.present.exports.ids import short
from samehand.present.exports.parts import Holder, Link, Parts, Row

Properties = Mapping[str, Sequence[str | None]]


def ftm(parts: Parts) -> str:
    """The entities, one a line, in the order of their ids."""
    entities = [*_holders(parts), *_numbers(parts), *_blocks(parts)]
    entities += [*_links(parts), *_verdicts(parts)]
    unique = {each["id"]: each for each in entities}
    return "".join(
        json.dumps(unique[name], ensure_ascii=False, sort_keys=True) + "\n"
        for name in sorted(unique)
    )


def _entity(schema: str, name: str, properties: Properties) -> dict[str, Any]:
    kept = {key: [value for value in values if value] for key, values in sorted(properties.items())}
    return {
        "id": name,
        "schema": schema,
        "properties": {key: values for key, values in kept.items() if values},
    }


def _holder_id(holder: str) -> str:
    return f"sh-{short('holder', holder)}"


def _holders(parts: Parts) -> Iterator[dict[str, Any]]:
    for each in parts.holders:
        yield _entity(
            "Person" if each.left_out else "LegalEntity",
            _holder_id(each.holder),
            {
                "name": [each.name or each.holder],
                "idNumber": [each.holder],
                "summary": [_part(parts, each)],
                "notes": parts.caveats,
            },
        )


def _part(parts: Parts, each: Holder) -> str:
    return parts.title if each.member else f"no member of {parts.hand}"


def _held(holder: str, asset: str, row: Row, days: tuple[Any, Any]) -> dict[str, Any]:
    return _entity(
        "Ownership",
        f"sh-{short('held', holder, asset, *days)}",
        {
            "owner": [_holder_id(holder)],
            "asset": [asset],
            "role": ["registered to, by the registry's record"],
            "startDate": [days[0]],
            "endDate": [days[1]],
            "date": [row.get("registered")],
            "recordId": [row["cite"]],
            "publisher": [row["registry"]],
        },
    )


def _numbers(parts: Parts) -> Iterator[dict[str, Any]]:
    for row in parts.numbers:
        asset = f"sh-{short('asn', row['asn'])}"
        yield _entity("Asset", asset, {"name": [f"AS{row['asn']}"]})
        yield _held(row["holder"], asset, row, (row["registered"], None))


def _blocks(parts: Parts) -> Iterator[dict[str, Any]]:
    for row in parts.blocks:
        asset = f"sh-{short('block', row['block'])}"
        yield _entity("Asset", asset, {"name": [row["block"]], "summary": row["prefixes"]})
        if row["holder"]:
            yield _held(row["holder"], asset, row, (row["seen"], row["last_seen"]))


def _links(parts: Parts) -> Iterator[dict[str, Any]]:
    for link in parts.links:
        yield _entity("UnknownLink", f"sh-{short('link', link.one, link.other)}", _told(link))


def _told(link: Link) -> Properties:
    return {
        "subject": [_holder_id(link.one)],
        "object": [_holder_id(link.other)],
        "role": [link.role],
        "status": [f"judged {link.judged}" if link.judged else "inferred"],
        "summary": [f"{link.bits:+.2f} bits; rules {', '.join(link.names)}"],
        "description": [link.says()],
        "recordId": link.cites,
        "startDate": link.days[:1],
        "endDate": link.days[-1:],
    }


def _verdicts(parts: Parts) -> Iterator[dict[str, Any]]:
    for row in parts.verdicts:
        note = f": {row['note']}" if row["note"] else ""
        yield _entity(
            "UnknownLink",
            f"sh-{short('verdict', row['at'], row['number'])}",
            {
                "subject": [_holder_id(row["one"])],
                "object": [_holder_id(row["other"])],
                "role": [f"judged {row['verdict']} by {row['by']}{note}"],
                "status": ["a person's verdict"],
                "date": [row["day"]],
                "recordId": [cite for item in row["because"] for cite in item["cites"]],
            },
        )
