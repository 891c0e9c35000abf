"""Listings as they are told: in words, and each once.

A day's file of a list says of everything on it only that it was there; where a timeline of the same
list tells from when, the two are one listing.
"""

from collections.abc import Iterable
from typing import Any

Found = dict[str, Any]


def listed(row: Found) -> str:
    """A listing in words: its own days only where the data show them."""
    since = "already on the first day of our data, " if row["edge"] else "from "
    comma = "," if row["edge"] else ""
    until = f"{comma} until {row['until']}" if row["until"] else ", no end known"
    number = f" ({row['number']})" if row["number"] else ""
    return f"on {row['list']}{number} {since}{row['seen']}{until}"


def once(rows: Iterable[Found]) -> list[Found]:
    """The rows in their order, those of one listing as one, with the `cites` of all.

    One that was there on the first day of a file is the same as an earlier one that had not
    ended by then.
    """
    told: list[Found] = []
    open_: dict[tuple[Any, ...], Found] = {}
    for row in sorted(rows, key=lambda each: each["seen"]):
        key = (row["list"], *(row.get(name) for name in ("family", "first", "last", "asn")))
        before = open_.get(key)
        if before and row["edge"] and not (before["until"] and before["until"] <= row["seen"]):
            before["cites"] += [row["cite"]]
            before["number"] = before["number"] or row["number"]
            continue
        whole = {name: value for name, value in row.items() if name != "cite"}
        open_[key] = whole | {"cites": [row["cite"]]}
        told.append(open_[key])
    return told
