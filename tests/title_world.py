"""A small registration history in the published formats: two registries, four days each."""

from dataclasses import fields
from pathlib import Path
from typing import Any

import pyarrow as pa

import samehand
from samehand.tables import all_tables
from samehand.values.cites import cite_number

DAYS = ("20140101", "20160101", "20170101", "20180101")

# start, count, then for each day: date|status|account, or nothing where it is not on record
ARIN = {
    "192.0.2.0|256": ["20100101|allocated|steady"] * 4,
    "198.51.100.0|256": [*["20100101|allocated|seller"] * 2, *["20100101|allocated|buyer"] * 2],
    "203.0.113.0|256": [
        "20050101|allocated|former",
        "|reserved|",
        "20160601|allocated|fresh",
        "20160601|allocated|fresh",
    ],
    "198.18.0.0|512": ["20110101|allocated|whole", "", "", ""],
    "198.18.0.0|256": ["", *["20110101|allocated|whole"] * 3],
    "198.18.1.0|256": ["", "20110101|allocated|whole", *["20110101|allocated|part"] * 2],
    "198.18.4.0|256": ["20120101|allocated|back", "", *["20120101|allocated|back"] * 2],
    "198.18.5.0|256": ["|available|", "|available|", *["19980101|legacy|older"] * 2],
    "198.18.6.0|256": [*["20120101|allocated|dated"] * 2, *["20020101|allocated|dated"] * 2],
    "198.18.7.0|256": ["20130101|allocated|mover", "20130101|allocated|mover", "", ""],
    "198.18.8.0|256": ["20130101|allocated|twice"] * 4,
}
RIPE = {
    "192.88.0.0|256": [f"20100101|allocated|r{n}a" for n in range(4)],
    "192.88.1.0|256": [f"20100101|allocated|r{n}a" for n in range(4)],
    "192.88.2.0|256": [f"20100101|allocated|r{n}b" for n in range(4)],
    "198.18.7.0|256": ["", "", "20130101|allocated|r2c", "20130101|allocated|r3c"],
    "198.18.8.0|256": ["", "", "", "20170601|allocated|r3d"],
}
NUMBERS = ("64500|seller", "64501|buyer", "64502|former", "64503|fresh", "64504|steady")


def _file(registry: str, records: dict[str, list[str]], n: int) -> str:
    lines = []
    for place, states in records.items():
        if states[n]:
            registered, status, account = states[n].split("|")
            country = "US" if account else ""
            lines.append(f"{registry}|{country}|ipv4|{place}|{registered}|{status}|{account}")
    if registry == "arin":
        lines += [
            f"arin|US|asn|{asn}|1|20100101|assigned|{who}"
            for asn, who in (each.split("|") for each in NUMBERS)
        ]
    head = f"2|{registry}|1|{len(lines)}|19700101|{DAYS[n]}|+0000\n"
    v4 = sum("|ipv4|" in line for line in lines)
    summary = f"{registry}|*|ipv4|*|{v4}|summary\n"
    return head + summary + "".join(f"{line}\n" for line in lines)


FILES = {
    **{f"delegated-arin-extended-{day}": _file("arin", ARIN, n) for n, day in enumerate(DAYS)},
    **{
        f"delegated-ripencc-extended-{day}": _file("ripencc", RIPE, n) for n, day in enumerate(DAYS)
    },
    "asn-names-20140101.txt": "64500\tSELL - Seller Inc, US\n64502\tFORM - Former Corp, US\n"
    "64504\tSTEADY - Steady Networks, US\n",
    "asn-names-20180101.txt": "64500\tSELL - Seller Inc, US\n64501\tBUY - Buyer LLC, US\n"
    "64503\tFRESH - Fresh Start BV, NL\n64504\tOTHER - Renamed Networks, US\n",
    "routeviews-rv2-20120101-1200.pfx2as": "203.0.113.0\t24\t64502\n192.0.2.0\t24\t64504\n",
    "routeviews-rv2-20150101-1200.pfx2as": "203.0.113.0\t24\t64502\n192.0.2.0\t24\t64504\n",
    "routeviews-rv2-20180101-1200.pfx2as": "203.0.113.0\t24\t64503\n192.0.2.0\t24\t64504\n"
    "198.51.100.0\t24\t64500\n",
    "drop-timeline-2013-2018.tsv": "# merged: gaps closed; removed empty = still listed 2017-12-31, the end\n"
    "list\tprefix_or_asn\tfirst_seen\tremoved\tsbl\tmirrors\n"
    "drop\t192.88.2.0/24\t2013-01-01\t2013-02-01\tSBL100000\tone\n"
    "drop\t203.0.113.0/24\t2014-06-01\t2015-01-01\tSBL100001\tone\n"
    "drop\t198.18.1.0/24\t2015-10-01\t2015-12-01\tSBL100003\tone\n"
    "drop\t198.51.100.0/24\t2015-09-01\t2016-09-01\tSBL100002\tone\n",
}


def write_files(folder: Path) -> list[Path]:
    """Write the history into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return [folder / name for name in FILES]


def add_rows(book: samehand.Book, table: str, rows: list[dict[str, Any]]) -> samehand.Book:
    """The book with rows of a table that none of its files fills: of a log, a register, a database.

    Where this samehand keeps no such table yet, a table of that name with these columns.
    """
    store = book.desk.peek
    kind = next((each for each in all_tables() if each.table == table), None)
    if kind is None:
        store.keep(
            table, pa.Table.from_pylist([row | {"cite": cite_number(row["cite"])} for row in rows])
        )
        return book
    known = {field.name for field in fields(kind)}
    store.load(kind, [kind(**{n: v for n, v in row.items() if n in known}) for row in rows])
    return book
