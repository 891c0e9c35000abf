"""What both benches of leases share: rows put into a store as one day's files, and the rule run."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl

from samehand.detect.lease import RULE
from samehand.rules import lay
from samehand.store.duck import DuckStore
from samehand.tables import Row
from samehand.tables.findings import FileDay
from samehand.tables.registry import AsnOrg, Registration
from samehand.tables.routing import AsnRelation, Sighting
from samehand.values.blocks import block

DAY = date(2024, 4, 1)
TYPES = {"BIGINT": pl.Int64, "VARCHAR": pl.String, "DATE": pl.Date, "BOOLEAN": pl.Boolean}

Rows = dict[type[Row], list[dict[str, Any]]]


def empty() -> Rows:
    """No rows of the four tables that the rule reads."""
    return {Registration: [], Sighting: [], AsnOrg: [], AsnRelation: []}


def place(prefix: str) -> dict[str, int]:
    """The columns of an IPv4 prefix."""
    at = block(prefix)
    length = int(prefix.partition("/")[2])
    return {"family": at.family, "first": at.first, "last": at.last, "length": length}


def recorded(prefix: str, org: str, registry: str = "arin") -> dict[str, Any]:
    """A registration."""
    return place(prefix) | {"registry": registry, "org": org}


def routed(prefix: str, origin: int) -> dict[str, Any]:
    """A prefix in the routing table of the day."""
    return place(prefix) | {"origin": origin, "collector": "one", "how": "table", "together": 1}


def under(asn: int, org: str) -> dict[str, Any]:
    """An AS under an organisation."""
    return {"list": "one", "asn": asn, "org": org}


def related(provider: int, customer: int, kind: str = "transit") -> dict[str, Any]:
    """Two neighbouring ASes."""
    return {"provider": provider, "customer": customer, "kind": kind}


def found(rows: Rows) -> dict[str, str]:
    """The prefixes that the rule finds, each with its bin."""
    with TemporaryDirectory() as folder:
        store = DuckStore()
        days = []
        for kind, told in rows.items():
            store.fill(kind, [_written(kind, told, Path(folder))])
            scopes = {row[kind.scope] for row in told} if kind.scope else set()
            days += [{"about": kind.table, "scope_value": scope} for scope in sorted(scopes)]
        store.fill(FileDay, [_written(FileDay, days, Path(folder))])
        lay(RULE.needs, store)
        RULE.look(store)
        answer = store.query(f"SELECT block, bin FROM {RULE.found_in}").to_pylist()
        store.close()
    return {row["block"]: row["bin"] for row in answer}


def _written(kind: type[Row], told: Iterable[dict[str, Any]], folder: Path) -> Path:
    schema = {name: TYPES[sql] for name, sql in kind.columns().items()}
    shared = {"seen": DAY, "last_seen": DAY}
    whole = [row | shared | {"cite": n} for n, row in enumerate(told)]
    path = folder / f"{kind.table}.parquet"
    pl.DataFrame({name: [row.get(name) for row in whole] for name in schema}, schema).write_parquet(
        path
    )
    return path
