"""Space that is let to VPN operators, and the lists that say so, as published.

Some planted hands let most of what they hold; beside them stand honest VPN companies, and hosters
with one such customer. Shares are choices: lists of VPN exits are partial, and so are these.
"""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address
from typing import Final

import numpy as np

from samehand.worlds.draft import Block, Draft

_APART: Final = 7_027  # of the seed: another stream of chance than the world's own
LETS: Final = 0.5  # hands that let their space: in the case it was brokered
LET: Final = (0.55, 0.95)  # share of such a hand's blocks
HOLDERS_PER_COMPANY: Final = 3_000  # honest VPN companies are few
COMPANY_LET: Final = (0.6, 1.0)  # share of their blocks
ONE_CUSTOMER: Final = 0.02  # hosters of which one /24 is on a list
HOSTED: Final = 0.3  # blocks of hosters that the list of data centres has
FOUND: Final = 4  # addresses of servers found in a /24
_PART: Final = 256
_OPERATORS: Final = 40  # brands: the list of servers knows some dozens
_COMPANY: Final = 1_000  # brands of honest companies are numbered from here


@dataclass(frozen=True)
class Lets:
    """What is let, by holder: lists of VPN exits name these blocks, or parts of them."""

    lessors: dict[int, list[Block]]  # members of planted hands
    companies: dict[int, list[Block]]  # honest VPN companies
    customers: tuple[tuple[int, int], ...]  # first address of one /24, and its operator
    hosted: tuple[Block, ...]  # of data centres


def lets(draft: Draft) -> Lets:
    """Who lets what on the last day."""
    rng = np.random.default_rng([draft.shape.seed, _APART])
    lessors: dict[int, list[Block]] = {}
    for hand in (one for one in draft.planted if one.kind == "hand"):
        lets_at_all, share = rng.random() < LETS, rng.uniform(*LET)
        for member in hand.members if lets_at_all else ():
            lessors[member] = _some(rng, draft.given.get(member, []), share)
    hosters = _hosters(draft)
    owners = rng.permutation(list(hosters)).tolist()
    companies = owners[: max(1, draft.shape.holders // HOLDERS_PER_COMPANY)]
    rest = [who for who in owners[len(companies) :] if rng.random() < ONE_CUSTOMER]
    customers = [(hosters[who][0].first, int(rng.integers(_OPERATORS))) for who in rest]
    every = [block for blocks in hosters.values() for block in blocks]
    hosted = np.flatnonzero(rng.random(len(every)) < HOSTED).tolist()
    return Lets(
        lessors,
        {who: _some(rng, hosters[who], rng.uniform(*COMPANY_LET)) for who in companies},
        tuple(sorted(customers)),
        tuple(every[place] for place in hosted),
    )


def _hosters(draft: Draft) -> dict[int, list[Block]]:
    """Ordinary hosters with an AS, and their blocks that have room for a /24."""
    found: dict[int, list[Block]] = {}
    for block in draft.blocks:
        who = draft.registrants[block.owner]
        hoster = block.owner >= draft.ordinary and who.role == "hoster" and who.key >= 0
        if hoster and block.count >= _PART and not block.moved:
            found.setdefault(block.owner, []).append(block)
    return found


def _some(rng: np.random.Generator, blocks: list[Block], share: float) -> list[Block]:
    """Blocks that make up about such a share of the addresses, at least one."""
    wanted = share * sum(block.count for block in blocks)
    taken: list[Block] = []
    for place in rng.permutation(len(blocks)).tolist():
        if taken and sum(block.count for block in taken) >= wanted:
            break
        taken.append(blocks[place])
    return taken


def ranges(let: Lets) -> Iterator[str]:
    """X4BNet's list of VPN ranges: a prefix a line, in order."""
    told = [(first, 24) for first, _ in let.customers]
    for blocks in (*let.lessors.values(), *let.companies.values()):
        told.extend(_prefix(block) for block in blocks)
    yield from (f"{IPv4Address(first)}/{length}" for first, length in sorted(told))


def hosting(let: Lets) -> Iterator[str]:
    """X4BNet's list of data centres."""
    for first, length in sorted(map(_prefix, let.hosted)):
        yield f"{IPv4Address(first)}/{length}"


def _prefix(block: Block) -> tuple[int, int]:
    """Its largest first prefix: a list merges what it has."""
    return block.first, 33 - block.count.bit_length()


def servers(let: Lets, seed: int) -> bytes:
    """The vpn_ip collection as a tar archive: operators' host names, and addresses found."""
    found = list(_found(let, np.random.default_rng([seed, _APART, 1])))
    members = {"data/SYNTHETIC.txt": f"# SYNTHETIC world, seed {seed}: not real data\n"}
    for operator in sorted({who for _, who in found}):
        name = _name(operator)
        members[f"data/input/hostname_ip/{name}.txt"] = f"# {name}\nus-1.{name}.example\n"
    lines = [f"{IPv4Address(place)} # s-{place}.{_name(who)}.example\n" for place, who in found]
    members["data/output/ip.txt"] = "".join(lines)
    return _tar(members)


def _name(operator: int) -> str:
    return f"exvpn{operator:04}"


def _found(let: Lets, rng: np.random.Generator) -> Iterator[tuple[int, int]]:
    """Addresses of servers and whose they are, in order."""
    told = [(first, operator, 1) for first, operator in let.customers]
    for who, blocks in let.lessors.items():
        for block in blocks:
            told.append(
                (block.first, (who + block.first // _PART) % _OPERATORS, block.count // _PART)
            )
    for place, blocks in enumerate(let.companies.values()):
        told.extend((b.first, _COMPANY + place, b.count // _PART) for b in blocks)
    for first, operator, parts in sorted(told):
        for part in range(0, parts, max(1, parts // 16)):  # some of the servers are ever found
            for place in sorted(rng.choice(_PART, size=FOUND, replace=False).tolist()):
                yield first + part * _PART + place, operator


def _tar(members: dict[str, str]) -> bytes:
    """An archive without times, owners or anything else that differs from run to run."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name, text in members.items():
            body = text.encode()
            told = tarfile.TarInfo(name)
            told.size = len(body)
            archive.addfile(told, io.BytesIO(body))
    return packed.getvalue()
