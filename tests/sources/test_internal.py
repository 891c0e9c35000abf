"""A registry's own files as any program writes them: quotes, commas, line breaks, Parquet."""

import csv
import io
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from samehand.errors import ImportRefused
from samehand.sources import Source
from samehand.sources.internal_documents import SOURCE as DOCUMENTS
from samehand.sources.internal_payments import SOURCE as PAYMENTS
from samehand.sources.internal_requests import SOURCE as REQUESTS
from samehand.sources.internal_submissions import SOURCE as SUBMISSIONS
from samehand.sources.lines import head_of
from tests.sources.reads import read_bytes, read_path

HEADER = "document,request,applicant,kind,dated,sha256,text".split(",")
TEXTS = st.lists(
    st.text(st.sampled_from('ab ,"\n:#é-1'), max_size=30).map(str.strip), min_size=1, max_size=6
)


def written(texts: list[str]) -> bytes:
    out = io.StringIO()
    sheet = csv.writer(out, lineterminator="\n")
    sheet.writerow(HEADER)
    for no, text in enumerate(texts):
        sheet.writerow([f"D-{no}", f"R-{no}", "arin:made-1", "letter", "2019-02-01", "", text])
    return out.getvalue().encode()


def documents(content: bytes) -> list[str]:
    with TemporaryDirectory() as folder:
        kept = read_bytes(DOCUMENTS, content, Path(folder))
    assert not kept.set_aside
    return [row["text"] or "" for row in kept.rows["document"]]


@given(TEXTS)
@example(["one\n# no comment\n\nend", 'a ""\n"', "# neither"])
@settings(max_examples=25)
def test_any_text_that_a_csv_writer_wrote_is_read_back(texts: list[str]) -> None:
    assert documents(written(texts)) == texts


def test_a_writer_that_quotes_all_is_read_the_same(tmp_path: Path) -> None:
    names = str(PAYMENTS.sample).splitlines()[0].split(",")
    content = ",".join(f'"{name}"' for name in names).encode() + b"\n"
    content += b'"P-1","A, B","","","","1.00","USD","2019-01-01","",""\r\n'
    kept = read_bytes(PAYMENTS, content, tmp_path)
    assert [row["payer"] for row in kept.rows["payment"]] == ["A, B"]
    assert PAYMENTS.knows(head_of(tmp_path / "sample"))


def test_a_quote_that_never_closes_takes_no_other_document_with_it(tmp_path: Path) -> None:
    lines = written(["fine", "fine too"]).decode().splitlines()
    lines.insert(2, 'D-9,R-9,arin:made-9,letter,2019-02-01,,"never closed')
    lines.insert(3, "and on")
    kept = read_bytes(DOCUMENTS, ("\n".join(lines) + "\n").encode(), tmp_path)
    assert [row["document"] for row in kept.rows["document"]] == ["D-0", "D-1"]
    assert len(kept.set_aside) == 2


@pytest.mark.parametrize(
    ("source", "line"),
    [
        (REQUESTS, "R-1,made-1,initial,4,256,2019-04-02,open,,"),
        (REQUESTS, "R-1,arin:made-1,initial,5,256,2019-04-02,open,,"),
        (REQUESTS, "R-1,arin:made-1,initial,6,129,2019-04-02,open,,"),
        (REQUESTS, "R-1,arin:made-1,initial,4,256,2019-04-02,granted,,"),
        (REQUESTS, "R-1,arin:made-1,initial,4,256,2019-04-02,denied,2019-04-01,"),
        (PAYMENTS, 'P-1,A,,,,"1,000.00",USD,2019-01-01,,'),
        (PAYMENTS, "P-1,A,,,,1.00,dollars,2019-01-01,,"),
        (PAYMENTS, "P-1,A,,,,1.00,USD,01/02/2019,,"),
        (SUBMISSIONS, "S-1,R-1,arin:made-1,,300.0.0.1,,2019-01-01T00:00:00Z"),
    ],
)
def test_what_cannot_be_meant_is_set_aside(source: Source, line: str, tmp_path: Path) -> None:
    good = str(source.sample).splitlines()[:2]
    kept = read_bytes(source, ("\n".join([*good, line]) + "\n").encode(), tmp_path)
    assert [aside["text"] for aside in kept.set_aside] == [line]


def test_parquet_is_known_by_its_columns_and_its_types_do_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "anything.parquet"
    table = {name: ["x", "y"] for name in HEADER} | {
        "applicant": ["arin:made-1", "arin:made-2"],
        "dated": pa.array([date(2019, 2, 1), date(2019, 2, 2)]),
        "sha256": pa.array([None, None], pa.string()),
        "text": ['one\ntwo, "three"', ""],
    }
    pq.write_table(pa.table(table), path)
    assert DOCUMENTS.knows(head_of(path))
    kept = read_path(DOCUMENTS, path, tmp_path)
    assert [row["text"] for row in kept.rows["document"]] == ['one two, "three"', None]
    assert [row["seen"] for row in kept.rows["document"]] == [date(2019, 2, 1), date(2019, 2, 2)]


def test_a_parquet_file_that_is_cut_is_refused(tmp_path: Path) -> None:
    whole = tmp_path / "whole.parquet"
    pq.write_table(pa.table({name: ["x"] for name in HEADER}), whole)
    cut = tmp_path / "cut.parquet"
    cut.write_bytes(whole.read_bytes()[:-20])
    with pytest.raises(ImportRefused, match="cannot be inflated"):
        head_of(cut)
