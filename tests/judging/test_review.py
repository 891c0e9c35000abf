"""The review screen, headless: keys do what they say, everything is kept at once, the place too."""

import asyncio
import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

import samehand
from samehand.api.judging.sitting import Sitting
from samehand.errors import UsageError
from tests.conftest import Demo

pytest.importorskip("textual", reason="the extra `review` is not installed")

from textual.pilot import Pilot

from samehand.cli.review.app import Review

SIZES = ((100, 40), (60, 20))


@pytest.fixture
def folder(demo: Demo, tmp_path: Path) -> Path:
    samehand.open(demo.book).hands()
    shutil.copytree(demo.book, tmp_path / "book")
    return tmp_path / "book"


def sit(folder: Path, by: str = "ann") -> Sitting:
    return samehand.open(folder).sitting(by)


def played(
    sitting: Sitting,
    act: Callable[[Pilot[int]], Awaitable[None]],
    size: tuple[int, int] = (100, 40),
) -> int:
    """What the screen gives after some keys."""
    app = Review(sitting)

    async def play() -> None:
        async with app.run_test(size=size) as pilot:
            await act(pilot)
            await pilot.press("q")

    asyncio.run(play())
    sitting.desk.close()
    return app.return_value or 0


def pressed(*keys: str) -> Callable[[Pilot[int]], Awaitable[None]]:
    async def act(pilot: Pilot[int]) -> None:
        for key in keys:
            await pilot.press(key)
            await pilot.pause()

    return act


def seen(pilot: Pilot[int]) -> str:
    """What is on the screen, as text."""
    app = pilot.app
    lines = app.screen._compositor.render_strips()  # Textual's own tests read it so
    return "\n".join(line.text for line in lines)


def test_x_n_and_u_are_kept_at_once_in_that_order(folder: Path) -> None:
    sitting = sit(folder)
    first = [item.pair for item in sitting.items[:3]]
    assert played(sitting, pressed("x", "n", "u")) == 3
    shelf = samehand.open(folder).desk.shelf
    assert shelf
    rows = shelf.all()
    assert [(each.pair, each.word, each.given.by) for each in rows] == [
        (first[0], "same", "ann"),
        (first[1], "different", "ann"),
        (first[2], "unsure", "ann"),
    ]
    assert all(each.given.looked.evidence for each in rows)


def test_it_goes_on_at_the_same_pair_for_each_person(folder: Path) -> None:
    sitting = sit(folder)
    fifth = sitting.items[4].pair
    played(sitting, pressed("j", "j", "right", "j"))
    assert sit(folder).item.pair == fifth
    assert sit(folder, "bob").place == 0


def test_after_a_verdict_the_next_pair_is_where_it_goes_on(folder: Path) -> None:
    sitting = sit(folder)
    second = sitting.items[1].pair
    played(sitting, pressed("x"))
    assert sit(folder).item.pair == second


def test_d_lifts_what_was_given_here(folder: Path) -> None:
    assert played(sit(folder), pressed("x", "k", "d", "d")) == 0
    rows = samehand.open(folder).verdicts(every=True).results
    assert [row["verdict"] for row in rows] == ["same", "lifted"]


def test_colleagues_are_read_only_after_ones_own_verdict(folder: Path) -> None:
    sitting = sit(folder)
    one, other = sitting.item.pair
    samehand.open(folder).judge(one, other, "different", by="bob", note="told by bob")
    texts: list[str] = []

    async def act(pilot: Pilot[int]) -> None:
        texts.append(seen(pilot))
        await pressed("x", "k")(pilot)
        texts.append(seen(pilot))

    played(sitting, act, (160, 40))
    assert "told by bob" not in texts[0]
    assert "told by bob" in texts[1]


@pytest.mark.parametrize("size", SIZES)
def test_both_records_waterfall_and_raw_lines_are_shown(
    folder: Path, size: tuple[int, int]
) -> None:
    sitting = sit(folder)
    view = sitting.view()
    cite = next(iter(view.evidence.values()))["cites"][0]
    shown: list[str] = []

    async def act(pilot: Pilot[int]) -> None:
        shown.append(seen(pilot))
        await pressed("w", "e")(pilot)
        await pilot.pause()
        pilot.app.query_one("VerticalScroll").scroll_end(animate=False)
        await pilot.pause()
        shown.append(seen(pilot))

    played(sitting, act, size)
    names = list(view.records[0][1:])
    assert all(name.split()[0][:8] in shown[0] for name in names)
    assert "SYNTHETIC" in shown[0]
    assert "control" not in shown[0], "who judges does not know which pairs are controls"
    if size[0] == 100:
        assert "two holders taken at random" in shown[0]
        assert "two holders taken at random" not in shown[1]
        assert any(each["cites"][0] in shown[1] for each in view.evidence.values()), cite


def test_what_could_not_be_kept_is_said_and_the_pair_stays(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sitting = sit(folder)

    def refuse(*_: object, **__: object) -> None:
        raise UsageError("the server is away", "wait")

    texts: list[str] = []

    async def act(pilot: Pilot[int]) -> None:
        monkeypatch.setattr("samehand.verdicts.shelf.Shelf.keep", refuse)
        await pressed("x")(pilot)
        texts.append(seen(pilot))
        monkeypatch.undo()

    assert played(sitting, act) == 0
    assert "NOT kept: the server is away" in texts[0]
    assert sitting.place == 0


def test_the_next_pairs_are_at_hand_before_they_are_asked_for(folder: Path) -> None:
    sitting = sit(folder)
    pairs = [item.pair for item in sitting.items]
    sitting.view()
    assert pairs[19] in sitting.seen
    assert pairs[20] not in sitting.seen
    sitting.move(17)
    sitting.look_ahead()
    assert pairs[20] in sitting.seen
    sitting.move(len(pairs))
    sitting.look_ahead()
    assert sitting.view().item.pair == pairs[-1]
    sitting.desk.close()
