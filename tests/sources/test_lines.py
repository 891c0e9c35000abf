"""Files opened and inflated: compressed, cut, empty, binary, Latin-1."""

import bz2
import gzip
import io
import lzma
import random
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from samehand.api.intake import Wish, recognise
from samehand.errors import ImportRefused
from samehand.sources import all_sources
from samehand.sources.lines import head_of, inflated, line_at, line_parts, read_lines
from tests.sources.reads import read_path, sample_of

TEXT = "first line\nsecond line\nlast, without its line end"
ROUTES = "".join(f"10.{one}.{two}.0/24\t64500\n" for one in range(256) for two in range(256))
squeezed = pytest.mark.parametrize(
    "squeeze", [gzip.compress, bz2.compress, lzma.compress, bytes], ids=["gz", "bz2", "xz", "plain"]
)


def _file(folder: Path, content: bytes, name: str = "file") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@squeezed
def test_a_file_is_read_whatever_its_name_says(
    squeeze: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    path = _file(tmp_path, squeeze(TEXT.encode()))
    lines = read_lines(path)
    assert lines.table.column("text").to_pylist() == TEXT.split("\n")
    assert lines.table.column("no").to_pylist() == [1, 2, 3]
    assert not lines.cut
    assert head_of(path).lines == tuple(TEXT.split("\n"))


@pytest.mark.parametrize("squeeze", [gzip.compress, bz2.compress, lzma.compress])
def test_a_cut_file_is_refused_and_named(squeeze: Callable[[bytes], bytes], tmp_path: Path) -> None:
    whole = squeeze(ROUTES.encode())
    path = _file(tmp_path, whole[: len(whole) * 2 // 3], "routes-20151101.dat")
    with pytest.raises(ImportRefused, match=r"routes-20151101\.dat.* ends early"):
        read_path(all_sources()["pyasn_dat"], path, tmp_path)


def test_a_cut_file_is_read_as_far_as_it_goes_where_allowed(tmp_path: Path) -> None:
    whole = gzip.compress(ROUTES.encode())
    path = _file(tmp_path, whole[: len(whole) * 2 // 3])
    kept = read_path(all_sources()["pyasn_dat"], path, tmp_path, allow_cut=True)
    assert 0 < kept.reading.rows["sighting"] < 65536
    assert kept.reading.cut


def test_a_short_file_that_is_cut_is_known_by_what_is_left(tmp_path: Path) -> None:
    whole = gzip.compress(ROUTES[:6_000].encode())
    head = head_of(_file(tmp_path, whole[:-20]))
    assert head.lines[:2] == ("10.0.0.0/24\t64500", "10.0.1.0/24\t64500")


def test_a_file_short_of_its_promise_is_refused_and_named(tmp_path: Path) -> None:
    path = _file(tmp_path, b"; CIDRs : 3\n192.0.2.0/24\t64500\n", "ipasn.dat")
    with pytest.raises(ImportRefused, match=r"ipasn\.dat.*holds 1 CIDRs of the 3 it promises"):
        read_path(all_sources()["pyasn_dat"], path, tmp_path)


@pytest.mark.parametrize(
    "content", [b"", b" \n\n", gzip.compress(b"")], ids=["nothing", "blanks", "nothing in gz"]
)
def test_an_empty_file_is_refused_and_named(content: bytes, tmp_path: Path) -> None:
    path = _file(tmp_path, content, "asn.txt")
    with pytest.raises(ImportRefused, match=r"asn\.txt is empty"):
        head_of(path)


@squeezed
@pytest.mark.parametrize("source", [None, "asn_names"], ids=["no kind told", "as lines"])
def test_a_binary_file_that_nobody_knows_is_refused_and_named(
    squeeze: Callable[[bytes], bytes], source: str | None, tmp_path: Path
) -> None:
    path = _file(tmp_path, squeeze(b"\x7fELF\x00\x00\x01"), "asn.txt")
    with pytest.raises(ImportRefused, match=r"asn\.txt is binary"):
        recognise(path, Wish(paths=(path,), source=source))


def test_a_binary_file_has_no_lines_to_be_known_by(tmp_path: Path) -> None:
    head = head_of(_file(tmp_path, b"; DROP\n192.0.2.0/24\x00\n", "drop-20240101.txt"))
    assert (head.binary, head.lines) == (True, ())
    assert head.start.startswith(b"; DROP")


def test_a_long_binary_file_is_refused_after_its_first_bytes(tmp_path: Path) -> None:
    path = _file(tmp_path, b"\x01\x02\x00\xff" * 64)
    with path.open("r+b") as file:
        file.truncate(1 << 40)  # a sparse terabyte: nobody could read it
    with pytest.raises(ImportRefused, match="is binary"):
        recognise(path, Wish(paths=(path,)))


def test_a_file_that_only_says_it_is_compressed_is_refused_and_named(tmp_path: Path) -> None:
    path = _file(tmp_path, b"\x1f\x8bnothing of the sort", "asn.txt.gz")
    with pytest.raises(ImportRefused, match=r"asn\.txt\.gz cannot be inflated"):
        head_of(path)


def test_a_file_of_another_kind_is_refused_and_named(tmp_path: Path) -> None:
    path = _file(tmp_path, b"one\ntwo\n", "letter.txt")
    with pytest.raises(ImportRefused, match=r"letter\.txt.*no line of it is a pfx2as record"):
        read_path(all_sources()["pfx2as"], path, tmp_path)


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_a_name_with_marks_is_read_in_either_encoding(encoding: str, tmp_path: Path) -> None:
    path = _file(tmp_path, "64500\tFundação São Paulo, BR\n".encode(encoding))
    kept = read_path(all_sources()["asn_names"], path, tmp_path)
    (row,) = kept.rows["asn_name"]
    assert (row["name"], row["name_key"]) == ("Fundação São Paulo", "fundacao paulo sao")


def test_a_line_is_found_by_its_number(tmp_path: Path) -> None:
    path = _file(tmp_path, gzip.compress(TEXT.encode()))
    with inflated(path) as stream:
        assert line_at(stream, 2) == "second line"
    with inflated(path) as stream:
        assert line_at(stream, 4) is None


def _archive(members: dict[str, bytes]) -> bytes:
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w") as archive:
        for name, content in members.items():
            told = tarfile.TarInfo(name)
            told.size = len(content)
            archive.addfile(told, io.BytesIO(content))
    return raw.getvalue()


ARCHIVE = _archive({"a/one.txt": b"first\nsecond", "two.txt": b"third\r\n" * 5_000})


@squeezed
def test_an_archive_is_the_lines_of_its_members(
    squeeze: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    path = _file(tmp_path, squeeze(ARCHIVE))
    lines = read_lines(path)
    assert lines.table.column("text").to_pylist()[:2] == ["a/one.txt\tfirst", "a/one.txt\tsecond"]
    assert len(lines.table) == 5_002
    assert not lines.cut
    assert head_of(path).lines[2] == "two.txt\tthird"
    with inflated(path) as stream:
        assert line_at(stream, 2) == "a/one.txt\tsecond"


@squeezed
def test_of_a_cut_archive_the_whole_members_are_read(
    squeeze: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    path = _file(tmp_path, squeeze(ARCHIVE[:20_000]))
    lines = read_lines(path)
    assert lines.cut
    assert lines.table.column("text").to_pylist() == ["a/one.txt\tfirst", "a/one.txt\tsecond"]


def test_lines_keep_their_numbers_whatever_stands_in_them(tmp_path: Path) -> None:
    path = _file(tmp_path, "one\r\n\nthr\x00ee\nvièr\n".encode())
    told = read_lines(path).table.column("text").to_pylist()
    assert told == ["one", "", "thr\ufffdee", "vièr"]


def test_payloads_in_a_document_without_line_breaks_are_read(tmp_path: Path) -> None:
    source = all_sources()["vrp_rpki_client_json"]
    whole = sample_of(source).replace(b"\n", b"").replace(b"\t", b"")
    kept = read_path(source, _file(tmp_path, whole, "rpki.json"), tmp_path)
    assert {row["cite"] for row in kept.rows["vrp"]} == {"00000000:1"}
    assert kept.reading.rows == {"vrp": len(source.sample_rows)}


def _zip(members: dict[str, bytes], how: int = zipfile.ZIP_DEFLATED, seeks: bool = True) -> bytes:
    raw = io.BytesIO()
    if not seeks:
        raw.seekable = lambda: False  # type: ignore[method-assign]
    with zipfile.ZipFile(raw, "w", how) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return raw.getvalue()


MEMBERS = {"a/one.txt": b"first\nsecond", "empty.txt": b"", "two.txt": b"third\r\n" * 50_000}


@pytest.mark.parametrize(
    "how", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED], ids=["packed", "stored"]
)
def test_a_zip_is_the_lines_of_its_members(how: int, tmp_path: Path) -> None:
    path = _file(tmp_path, _zip(MEMBERS, how))
    told = read_lines(path)
    assert told.table.column("text").to_pylist()[:3] == [
        "a/one.txt\tfirst",
        "a/one.txt\tsecond",
        "two.txt\tthird",
    ]
    assert len(told.table) == 50_002
    assert not told.cut
    assert head_of(path).lines[2] == "two.txt\tthird"
    with inflated(path) as stream:
        assert line_at(stream, 50_002) == "two.txt\tthird"


def test_a_zip_that_was_written_as_a_stream_is_read_alike(tmp_path: Path) -> None:
    streamed = _file(tmp_path, _zip(MEMBERS, seeks=False), "streamed")
    plain = _file(tmp_path, _zip(MEMBERS), "plain")
    assert read_lines(streamed).table == read_lines(plain).table
    assert not read_lines(streamed).cut


def test_of_a_cut_zip_what_can_be_inflated_is_read(tmp_path: Path) -> None:
    whole = _zip(MEMBERS)
    path = _file(tmp_path, whole[: len(whole) // 2])
    told = read_lines(path)
    assert told.cut
    assert told.table.column("text").to_pylist()[:2] == ["a/one.txt\tfirst", "a/one.txt\tsecond"]
    assert len(told.table) < 50_002


def test_a_zip_without_its_directory_is_cut(tmp_path: Path) -> None:
    whole = _zip(MEMBERS)
    told = read_lines(_file(tmp_path, whole[: whole.index(b"PK\x01\x02")]))
    assert len(told.table) == 50_002
    assert "before its directory" in told.cut


def test_a_zip_that_is_not_what_its_checksum_says_is_cut_there(tmp_path: Path) -> None:
    stored = _zip({"one.txt": b"first\nsecond\n"}, zipfile.ZIP_STORED)
    told = read_lines(_file(tmp_path, stored.replace(b"second", b"secomd")))
    assert "checksum" in told.cut


def test_a_file_that_only_says_it_is_a_zip_is_refused_and_named(tmp_path: Path) -> None:
    path = _file(tmp_path, b"PK\x03\x04nothing of the sort", "report.zip")
    with pytest.raises(ImportRefused, match=r"report\.zip cannot be inflated"):
        head_of(path)


def test_a_file_that_may_be_parted_is_parted_where_its_objects_begin(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _file(tmp_path, b"".join(b"begin %d\nmore\n" % n for n in range(1000)))
    monkeypatch.setattr("samehand.sources.lines.CHUNK", 500)
    monkeypatch.setattr("samehand.sources.lines.PART", 2_000)
    parts = [part.table for part in line_parts(path, "^begin")]
    assert len(parts) > 5
    assert all(part["text"][0].as_py().startswith("begin") for part in parts)
    assert [no for part in parts for no in part["no"].to_pylist()] == list(range(1, 2001))
    assert len(list(line_parts(path, "^never"))) == 1
    assert len(list(line_parts(path))) == 1


def bytes_read() -> int:
    """What this process has read from files until now."""
    return int(Path("/proc/self/io").read_text().split()[1])


@pytest.mark.skipif(not Path("/proc/self/io").exists(), reason="what was read is counted by Linux")
@pytest.mark.parametrize("start", [b"", b"\x1f\x8b\x08\x00"], ids=["random", "as gz begins"])
@pytest.mark.parametrize(
    "name", ["ripe.db.inetnum", "ripe.db.inetnum.gz", "arin_db.txt", "arin_db.xml"]
)
@pytest.mark.parametrize(
    "source", [None, "rpsl_dump", "nrtm_snapshot", "arin_bulk_text", "arin_bulk_xml", "mrt_table"]
)
def test_random_bytes_are_refused_when_their_start_is_read(
    start: bytes, name: str, source: str | None, tmp_path: Path
) -> None:
    path = _file(tmp_path, start + random.Random(7).randbytes(8 << 20), name)
    with pytest.raises(ImportRefused):  # what is imported on the way is read but once
        recognise(path, Wish(paths=(path,), source=source))
    before = bytes_read()
    with pytest.raises(ImportRefused):
        recognise(path, Wish(paths=(path,), source=source))
    assert bytes_read() - before < 1 << 20
