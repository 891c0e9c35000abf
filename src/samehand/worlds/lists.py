"""AS names, AS relationships, origin changes and DROP, as published.

Formats as read in the files of shared/data: the potaroo AS-name text of 2017, CAIDA as-rel
serial-1, the origin-change history, the Spamhaus DROP text and the timeline made of its copies.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np
import numpy.typing as npt

from samehand.worlds.delegated import compact
from samehand.worlds.draft import Block, Draft, Registrant
from samehand.worlds.text import quad
from samehand.worlds.transit import Carriers, Graph

WATCHED_DAYS = 730  # what was listed before copies were kept has no listing day
_RESERVED = 9  # longer free runs were never handed out, and are not in the name list
_COLLECTORS = ("ripe|rrc00", "ripe|rrc01", "routeviews|routeviews2")  # whom as-rel thanks


def as_names(draft: Draft, day: int) -> Iterator[str]:
    """``ASN TAB HANDLE - Name, CC``, shortened as each registry's numbers are."""
    rows = [
        (row.first + place, _called(draft.registrants[draft.owner_of(row, day)]))
        for row in draft.numbers
        if row.day <= day
        for place in range(row.count)
    ]
    for registry in draft.plan.numbers:
        rows.extend(
            (first + place, "-Reserved AS-, ZZ")
            for first, count in draft.left[registry, "asn"]
            if count < _RESERVED
            for place in range(count)
        )
    for number, text in sorted(rows):
        yield f"{number}\t{text}"


def _called(who: Registrant) -> str:
    """A name as the list prints it: RIPE often only a handle, LACNIC only a title."""
    handle, title = who.name.handle, who.name.title
    shown = {
        "arin": f"{handle} - {title}",
        "lacnic": title,
        "ripencc": f"{handle} {title}" if len(title) % 2 else handle,
    }
    return f"{shown.get(who.registry, f'{handle} {title}')}, {who.country}"


def july(year: int) -> int:
    """The day a year's relationships describe."""
    return date(year, 7, 1).toordinal()


def relations(draft: Draft, graph: Graph, known: Carriers, day: int) -> Iterator[str]:
    """CAIDA serial-1: provider|customer|-1 and peer|peer|0."""
    first = np.array([row.first for row in draft.numbers])
    yield "# input clique: " + " ".join(map(str, sorted(first[known.key[: known.clique]].tolist())))
    for collector in _COLLECTORS:
        yield f"# source:topology|BGP|{compact(day)}|{collector}"
    rows = np.concatenate([_ordinary(graph, first, day), _planted(draft, first, day)])
    order = np.lexsort((rows[:, 1], rows[:, 0]))
    for one, two, kind in rows[order].tolist():
        yield f"{one}|{two}|{kind}"


def _ordinary(graph: Graph, first: npt.NDArray[np.int64], day: int) -> npt.NDArray[np.int64]:
    """Ordinary links there on a day, one for each pair of ASes."""
    there = (graph.since <= day) & (graph.until > day)
    one, two = first[graph.provider[there]], first[graph.customer[there]]
    peers = graph.peers[there]
    low, high = np.minimum(one, two), np.maximum(one, two)
    _, kept = np.unique(low << 32 | high, return_index=True)  # AS numbers have 32 bits
    rows = np.stack(
        [np.where(peers, low, one), np.where(peers, high, two), np.where(peers, 0, -1)], 1
    )
    return np.asarray(rows[kept])


def _planted(draft: Draft, first: npt.NDArray[np.int64], day: int) -> npt.NDArray[np.int64]:
    """Links of planted ASes: from the day both are there."""
    rows = {
        (int(first[link.provider]), int(first[link.customer]), 0 if link.peers else -1)
        for link in draft.links
        if link.since <= day < link.until
        and max(draft.numbers[link.provider].day, draft.numbers[link.customer].day) <= day
    }
    return np.array(sorted(rows), dtype=np.int64).reshape(-1, 3)


def origin_changes(draft: Draft, day: int) -> Iterator[str]:
    """``prefix TAB origin,day TAB origin,day``: prefixes with two origins by a day or more."""
    lines = []
    for change in draft.changes:
        seen = [(keys, when) for keys, when in change.origins if when <= day]
        if len(seen) > 1:
            told = "\t".join(f"{_joined(draft, keys)},{compact(when)}" for keys, when in seen)
            lines.append(f"{quad(change.first)}/{change.length}\t{told}")
    yield from sorted(lines)


def _joined(draft: Draft, keys: tuple[int, ...]) -> str:
    return "_".join(str(draft.numbers[key].first) for key in keys)


def origin_key(draft: Draft, block: Block, day: int) -> int:
    """Key of the AS that announces a block: its holder's, else its carrier's; -1 for none."""
    owner = draft.registrants[block.owner_on(day)]
    for key in (owner.key, block.carrier):
        if key >= 0 and draft.numbers[key].day <= day:
            return key
    return -1


def drop(draft: Draft, day: int) -> Iterator[str]:
    """Spamhaus DROP text: ``prefix ; SBLnumber`` under comment lines."""
    yield f"; Spamhaus DROP List {date.fromordinal(day):%Y/%m/%d} - made up by samehand"
    for first, length, case, since in sorted(draft.listed):
        if since <= day:
            yield f"{quad(first)}/{length} ; SBL{case}"


def timeline(draft: Draft, day: int) -> Iterator[str]:
    """DROP as intervals, as rebuilt from the daily copies of some time until a day."""
    began = day - WATCHED_DAYS
    yield f"# copies of every day, {date.fromordinal(began)} to {date.fromordinal(day)}"
    yield "list\tprefix_or_asn\tfirst_seen\tremoved\tsbl\tmirrors"
    for first, length, case, since in sorted(draft.listed):
        if since <= day:
            seen = date.fromordinal(max(since, began))
            yield f"drop\t{quad(first)}/{length}\t{seen}\t\tSBL{case}\tone"
