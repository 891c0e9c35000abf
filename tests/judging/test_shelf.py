"""The store of verdicts, the same on both engines: rows are only added, and nothing is lost."""

import threading
from pathlib import Path

import pytest

from samehand.errors import IntegrityError, NotPermitted, SamehandError, Unreachable, UsageError
from samehand.verdicts import migrate as migrating
from samehand.verdicts.shelf import FILE, Shelf
from samehand.verdicts.tables import HEAD, METADATA
from tests.judging.told import given


def test_what_was_kept_is_read_as_it_was_given(shelf: Shelf) -> None:
    nasty = 'O\'Brien; DROP TABLE verdict; -- \u2603 \n\t"quoted"'
    first = shelf.keep(given("arin:a", "arin:b", "same", note=nasty))
    second = shelf.keep(given("arin:c", "arin:a", "different", by=nasty))
    assert shelf.all() == (first, second)
    assert [first.number, second.number] == [1, 2]
    assert first.given.note == nasty
    assert first.at < second.at


def test_an_undo_is_a_row_more(shelf: Shelf) -> None:
    kept = shelf.keep(given("arin:a", "arin:b", "same"))
    lift = given("arin:a", "arin:b", "lifted", lifts=kept.number)
    shelf.keep(lift, unless_lifted=True)
    with pytest.raises(UsageError, match="lifted already"):
        shelf.keep(lift, unless_lifted=True)
    assert [each.word for each in shelf.all()] == ["same", "lifted"]


def test_rows_can_be_neither_changed_nor_removed(shelf: Shelf) -> None:
    from sqlalchemy import delete, update
    from sqlalchemy.exc import DatabaseError

    from samehand.verdicts.tables import VERDICT

    kept = shelf.keep(given("arin:a", "arin:b", "same"))
    for statement in (delete(VERDICT), update(VERDICT).values(note="other")):
        with pytest.raises(DatabaseError, match="only added"), shelf.engine.begin() as connection:
            connection.execute(statement)
    assert shelf.all() == (kept,)


def test_what_is_no_verdict_is_refused_and_nothing_is_kept(shelf: Shelf) -> None:
    with pytest.raises(SamehandError, match="breaks a rule"):
        shelf.keep(given("arin:a", "arin:b", "perhaps"))
    assert shelf.all() == ()


def test_a_made_up_world_and_the_real_one_never_meet(shelf: Shelf, tmp_path: Path) -> None:
    made_up = Shelf(tmp_path, synthetic=True, team=shelf.team)
    made_up.keep(given("arin:a", "arin:b", "same"))
    made_up.mark("ann", ("arin:a", "arin:b"))
    assert len(made_up.all()) == 1
    assert shelf.all() == ()
    assert shelf.place("ann") is None
    made_up.close()


def test_verdicts_given_by_a_day(shelf: Shelf) -> None:
    kept = shelf.keep(given("arin:a", "arin:b", "same"))
    assert shelf.all(until=kept.day) == (kept,)
    assert shelf.all(until="2017-03-21") == ()


def test_the_place_is_the_last_one_marked_by_that_person(shelf: Shelf) -> None:
    for by, pair in (("ann", ("a", "b")), ("bob", ("c", "d")), ("ann", ("e", "f"))):
        shelf.mark(by, pair)
    assert shelf.place("ann") == ("e", "f")
    assert shelf.place("bob") == ("c", "d")


def test_writers_wait_for_each_other(shelf: Shelf) -> None:
    """Ten writers at once, from the first write on: every verdict is there, numbered once."""
    others = [Shelf(shelf.folder, team=shelf.team) for _ in range(10)]

    def write(one: Shelf, place: int) -> None:
        for n in range(5):
            one.keep(given(f"arin:{place}", f"arin:z{n}", "same", by=f"w{place}"))
        one.close()

    threads = [
        threading.Thread(target=write, args=each) for each in zip(others, range(10), strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    rows = shelf.all()
    assert len(rows) == len({each.number for each in rows}) == 50


def test_a_store_of_the_first_revision_is_brought_on_and_keeps_its_rows(shelf: Shelf) -> None:
    from sqlalchemy import insert

    from samehand.verdicts.shelf import _as_row
    from samehand.verdicts.tables import VERDICT

    row = {"world": "real", "at": "2026-11-25T03:00:00.000000+00:00"}
    with shelf.engine.begin() as connection:
        migrating.migrate(connection, to="0001")
        connection.execute(insert(VERDICT).values(row | _as_row(given("arin:a", "arin:b", "same"))))
    (kept,) = shelf.all()
    assert kept.given == given("arin:a", "arin:b", "same")
    with shelf.engine.begin() as connection:
        assert migrating.version_of(connection) == HEAD


def test_the_steps_give_the_tables_that_the_code_asks_for(shelf: Shelf) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    shelf.all() if shelf.team else shelf.mark("ann", ("a", "b"))
    with shelf.engine.begin() as connection:
        options = {"version_table": migrating.VERSION_TABLE}
        context = MigrationContext.configure(connection, opts=options)
        found = compare_metadata(context, METADATA)
    assert [each for each in found if each[0] not in ("remove_index", "remove_fk")] == []
    assert ScriptDirectory(str(migrating.PLACE)).get_current_head() == HEAD


def test_a_store_of_a_newer_samehand_is_refused(shelf: Shelf) -> None:
    from sqlalchemy import text

    shelf.keep(given("arin:a", "arin:b", "same"))
    with shelf.engine.begin() as connection:
        connection.execute(text("UPDATE samehand_version SET version_num = '9999'"))
    with pytest.raises(IntegrityError, match="newer samehand"):
        shelf.all()


def test_a_broken_file_and_a_server_that_is_not_there_are_told(tmp_path: Path, server: str) -> None:
    (tmp_path / FILE).write_bytes(b"no database at all, " * 100)
    with pytest.raises(IntegrityError, match="not a database"):
        Shelf(tmp_path).all()
    away = Shelf(tmp_path, team="postgresql://ann:s3cret@127.0.0.1:1/samehand")
    with pytest.raises(Unreachable) as fault:
        away.all()
    assert "s3cret" not in str(fault.value) + repr(away)
    gone = Shelf(tmp_path, team=server.replace("/postgres", "/nowhere"))
    with pytest.raises(Unreachable, match="does not exist"):
        gone.all()
    for address in ("no address", "mysql://host/database"):
        with pytest.raises(UsageError, match="team's"):
            Shelf(tmp_path, team=address).all()


def test_who_may_only_read_is_told_so(server: str, tmp_path: Path) -> None:
    from sqlalchemy import make_url, text

    from tests.judging.conftest import fresh

    address = fresh(server)
    whole = Shelf(tmp_path, team=address)
    whole.keep(given("arin:a", "arin:b", "same"))
    with whole.engine.begin() as connection:
        for each in (
            "CREATE ROLE reader LOGIN",
            "GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader",
        ):
            connection.execute(text(each))
    whole.close()
    reader = Shelf(tmp_path, team=make_url(address).set(username="reader").render_as_string())
    assert len(reader.all()) == 1
    with pytest.raises(NotPermitted, match="permission denied"):
        reader.keep(given("arin:c", "arin:d", "same"))
    reader.close()


def test_the_file_is_written_ahead_and_synced_in_full(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.keep(given("arin:a", "arin:b", "same"))
    with shelf.engine.connect() as connection:
        pragmas = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    assert pragmas == ["wal", 2, 1]  # 2 is FULL
    shelf.close()


def test_nothing_is_opened_where_nobody_judged(tmp_path: Path) -> None:
    assert Shelf(tmp_path).all() == ()
    assert Shelf(tmp_path).place("ann") is None
    assert not list(tmp_path.iterdir())
