"""Every real sample, by the compiled reader and by its twin."""

import gzip
from pathlib import Path

import pytest

from samehand.rpsl import scan
from tests.rpsl.build import Row, both, values

# Objects, attributes, withheld: counted by hand in the small files.
DUMPS = {
    "afrinic.test.gz": (5, 64, 0),
    "apnic.test.gz": (2, 21, 0),
    "jpirr.test.gz": (3, 18, 0),
    "lacnic.test": (3, 30, 0),
    "radb.test.gz": (3, 21, 1),
    "ripe.test.gz": (2, 46, 4),
    "TEST.db": (220, 2439, 98),
}


def read(folder: Path, name: str) -> bytes:
    data = (folder / f"whois-scheduler__{name}").read_bytes()
    return gzip.decompress(data) if name.endswith(".gz") else data


@pytest.mark.parametrize("name", DUMPS)
@pytest.mark.parametrize("size", [16, 1 << 20])
def test_both_readers_give_every_object(rpsl_data: Path, name: str, size: int) -> None:
    _, report = both(read(rpsl_data, name), size=size)
    assert (report.objects, report.attributes, report.withheld) == DUMPS[name]
    assert report.complete


@pytest.mark.parametrize("name", DUMPS)
def test_attributes_are_those_of_a_plain_split(rpsl_data: Path, name: str) -> None:
    found, _ = both(read(rpsl_data, name))
    text = read(rpsl_data, name).decode("latin-1")
    lines = [line for line in text.split("\n") if line and line[0] not in "#% \t+"]
    assert [row["name"] for row in found] == [line.partition(":")[0].lower() for line in lines]


def test_dialects(rpsl_data: Path) -> None:
    found: dict[str, list[Row]] = {name: both(read(rpsl_data, name))[0] for name in DUMPS}
    assert values(found["lacnic.test"], "owner")[0].startswith("FUNDAÇÃO DE AMPARO À PESQUISA")
    assert values(found["radb.test.gz"], "changed")[1] == "test@foo.com 20040830"
    assert values(found["radb.test.gz"], "descr")[1] == "Company Address 1 Country"
    assert {row["class"] for row in found["jpirr.test.gz"]} == {"route", "*xxset", "as-set"}
    assert values(found["TEST.db"], "address")[0] == (
        "Example LTD High street 12 St.Mery Mead Essex, UK"
    )


def test_a_file_is_read_as_its_bytes_say(rpsl_data: Path) -> None:
    found = scan(rpsl_data / "whois-scheduler__ripe.test.gz")
    assert found.table().num_rows == DUMPS["ripe.test.gz"][1]
    assert found.report.summary() == "2 objects, 46 attributes (4 withheld), complete"
