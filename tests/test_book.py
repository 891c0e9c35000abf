"""A book: what is in its catalogue is in it, and an intake is all or nothing."""

import time
from datetime import date
from pathlib import Path

import pytest

from samehand.api.book import open_desk
from samehand.api.intake import WORKERS, Wish, import_files
from samehand.errors import ImportRefused, IntegrityError, NotInData
from samehand.sources.reading import Errand, Reading, read
from samehand.store.book import CATALOGUE, FORMAT, Catalogue, catalogue, intake, raw_path
from tests.small import write_files


def everything(book: Path) -> dict[str, bytes]:
    """Every file of a book, byte for byte, but for the lock."""
    files = (path for path in book.rglob("*") if path.is_file() and path.name != "lock")
    return {str(path.relative_to(book)): path.read_bytes() for path in files}


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    return write_files(tmp_path / "files")


@pytest.fixture
def book(tmp_path: Path, files: list[Path]) -> Path:
    import_files(tmp_path / "book", Wish(paths=tuple(files[:2])))
    return tmp_path / "book"


def test_importing_twice_changes_nothing(book: Path, files: list[Path]) -> None:
    before = everything(book)
    again = import_files(book, Wish(paths=tuple(files[:2])))
    assert everything(book) == before
    assert not again.kept
    assert sorted(again.there) == sorted(str(path) for path in files[:2])


def test_the_order_of_imports_changes_no_answer(tmp_path: Path, files: list[Path]) -> None:
    held = []
    for name, paths in (("one", files), ("other", files[::-1])):
        for path in paths:
            import_files(tmp_path / name, Wish(paths=(path,)))
        held.append(catalogue(tmp_path / name))
    assert held[0] == held[1]
    assert everything(tmp_path / "one") == everything(tmp_path / "other")


def test_an_intake_that_fails_half_way_leaves_the_book_as_it_was(
    book: Path, files: list[Path]
) -> None:
    before, held = everything(book), catalogue(book)

    def dies(what: str, done: int, total: int) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_files(book, Wish(paths=tuple(files)), dies)
    assert everything(book) == before
    assert catalogue(book) == held
    assert import_files(book, Wish(paths=tuple(files))).kept


def test_what_was_waiting_to_be_read_is_left_alone_when_an_intake_is_stopped(
    tmp_path: Path, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    copies = [tmp_path / f"{no}-{files[0].name}" for no in range(40)]
    for no, path in enumerate(copies):
        path.write_text(files[0].read_text() + f"# copy {no}\n")
    begun = []

    def slow(errand: Errand) -> Reading:
        begun.append(errand.path)
        time.sleep(0.05)
        return read(errand)

    def stops(what: str, done: int, total: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("samehand.api.intake.read", slow)
    with pytest.raises(KeyboardInterrupt):
        import_files(tmp_path / "book", Wish(paths=tuple(copies)), stops)
    assert len(begun) <= 2 * WORKERS


def test_what_an_intake_moved_before_it_died_is_swept_up(
    book: Path, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Dying after the rows were moved and before the catalogue was swapped."""
    before, held = everything(book), catalogue(book)

    def dies(path: Path, text: str) -> None:
        raise OSError("no space left")

    with monkeypatch.context() as patched:
        patched.setattr("samehand.store.book.write_whole", dies)
        with pytest.raises(OSError, match="no space left"):
            import_files(book, Wish(paths=tuple(files)))
    assert catalogue(book) == held
    with intake(book):
        pass
    assert everything(book) == before


def test_two_intakes_at_once_are_refused(book: Path) -> None:
    with intake(book), pytest.raises(ImportRefused), intake(book):
        pass


def test_raw_files_are_kept_byte_for_byte(book: Path, files: list[Path]) -> None:
    names = {path.name: path.read_bytes() for path in files[:2]}
    kept = {f.name: raw_path(book, f.digest).read_bytes() for f in catalogue(book).files}
    assert kept == names


def test_a_catalogue_reads_as_it_is_written(book: Path) -> None:
    held = catalogue(book)
    assert (book / CATALOGUE).read_text() == held.text()
    assert held.snapshot != Catalogue().snapshot


def test_no_book_a_broken_one_and_an_empty_one_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(NotInData):
        catalogue(tmp_path)
    (tmp_path / CATALOGUE).write_text("{")
    with pytest.raises(IntegrityError):
        catalogue(tmp_path)
    (tmp_path / CATALOGUE).write_text(Catalogue().text())
    with pytest.raises(NotInData):
        open_desk(tmp_path)


def test_a_book_of_a_later_format_is_not_read(book: Path) -> None:
    path = book / CATALOGUE
    path.write_text(path.read_text().replace(f'"format": {FORMAT}', '"format": 99'))
    with pytest.raises(IntegrityError, match="newer"):
        catalogue(book)


def test_nothing_is_seen_before_the_first_day(book: Path) -> None:
    with pytest.raises(NotInData, match="nothing in the book was seen by"):
        open_desk(book, known_on=date(1999, 12, 31))


def test_first_seen_is_the_file_s_own_day(book: Path) -> None:
    for filed in catalogue(book).files:
        assert filed.first_seen == filed.day == date(2017, 3, 21)
