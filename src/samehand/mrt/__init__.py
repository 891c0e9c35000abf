"""MRT files, as route collectors publish them, into columns.

| file | what |
|---|---|
| `codes` | the numbers of the format, and the reasons for which something is set aside |
| `window`, `walk` | a file's inflated bytes (`samehand.inflate`), and its records, up to a fault |
| `jit`, `pools` | numbers read by compiled functions, and the arrays these fill |
| `records`, `ribs`, `updates`, `prefixes`, `attributes`, `paths` | the compiled scanner |
| `columns`, `batches`, `scanner`, `elements` | its findings as Arrow batches |
| `fast`, `fast_paths`, `visibility` | a table's routes alone, faster |
| `plain`, `plain_routes` | the same elements in plain Python: to compare with, and without numba |
| `grouped`, `interned` | routes from elements, whoever read them |
| `origins` | prefixes by origin: of a table, or announced on a day |
| `text`, `told` | elements as lines of `bgpdump -m`; one record in words |
| `made` | the bytes of records, for samples and tests |
| `report` | what was read, skipped and set aside |

Read are TABLE_DUMP, TABLE_DUMP_V2 (also ADD-PATH and RIB_GENERIC), BGP4MP and BGP4MP_ET (messages
and states, also local and ADD-PATH), and MRTd's BGP of before 2001; IPv4 and IPv6, unicast and
multicast. What fools it: 2-byte messages of a peer that speaks 4 bytes and sends no AS4_PATH keep
AS 23456; collectors before 2001 put a table's time on its records, not the time of each entry.
"""

import importlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from samehand.mrt.elements import Scan
    from samehand.mrt.visibility import Routes

__all__ = ["lines", "not_compiled", "routes", "scan"]


def not_compiled() -> str:
    """Why the compiled reader cannot run here, or nothing: it needs the extra `mrt`."""
    try:
        importlib.import_module("numba")
    except ImportError as fault:
        return str(fault)
    return ""


def scan(path: Path | str) -> "Scan":
    """Every element of a file, in Arrow batches of `columns.SCHEMA`, with a report."""
    from samehand.mrt import scanner

    return scanner.scan(path)


def routes(path: Path | str) -> "Routes":
    """A table's prefixes with origin, first upstream, and how many peers see that."""
    from samehand.mrt import visibility

    return visibility.routes(path)


def lines(batches: Iterable[Any]) -> Iterator[str]:
    """The elements of a scan as lines of `bgpdump -m`."""
    from samehand.mrt import text

    return text.lines(batches)
