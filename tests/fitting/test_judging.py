"""Judging: given against found, said plainly, and never more than the labels can tell."""

import json
from itertools import pairwise
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samehand.present.calibration import draw
from samehand.resolve.fitting.chances import chance
from samehand.resolve.fitting.deciding import NUMBERS
from samehand.resolve.fitting.judging import EDGES, Calibration, calibration, pooled
from samehand.resolve.fitting.pairs import EVERY, Judged
from samehand.resolve.fitting.scoring import brier, log_loss
from samehand.resolve.fitting.shares import share_of, wilson

GIVEN = (-10.0, -6.0, -3.0, -1.0, 1.0, 3.0, 6.0)
EACH = 4000  # pairs of each


def judged(given: tuple[float, ...] = GIVEN, shift: float = 0.0, stands_for: int = 1) -> Judged:
    """Pairs of which as many are labelled as one as bits, less a shift, say."""
    bits, organisations = [], []
    for place, each in enumerate(given):
        share = float(chance(each - shift))
        some = round(EACH * share * stands_for / (1 + share * (stands_for - 1)))
        bits += [each] * EACH
        organisations += [f"O{place}-{n}" for n in range(some)] + [""] * (EACH - some)
    same = np.array([bool(name) for name in organisations])
    return Judged(
        bits=np.array(bits),
        organisations=np.array(organisations, dtype=object),
        counts=same.astype(float),
        registries=np.array(["arin"] * len(bits), dtype=object),
        families={"routing": np.ones(len(bits), dtype=bool)},
        stands_for=stands_for,
        closed=True,
        prior=-18.0,
        siblings={EVERY: float(same.sum()), "arin": float(same.sum())},
        others={EVERY: int((~same).sum()), "arin": int((~same).sum())},
    )


@pytest.mark.parametrize("stands_for", [1, 2])
def test_what_holds_is_calibrated(stands_for: int) -> None:
    found = calibration([judged(stands_for=stands_for)], held_out=True)
    assert found.verdict == "calibrated", found.says
    for row in found.rows:
        if row["part"] == "range":
            assert row["holds"]
            assert row["low"] <= row["observed"] <= row["high"]


def test_what_holds_on_what_was_fitted_cannot_be_told() -> None:
    assert calibration([judged()], held_out=False).verdict == "cannot tell"


@pytest.mark.parametrize(("shift", "floor"), [(4.0, True), (-4.0, False)])
def test_what_does_not_hold_says_so_and_which_way(shift: float, floor: bool) -> None:
    found = calibration([judged(shift=shift)], held_out=True)
    assert found.verdict == "not calibrated"
    assert ("that is a floor" in found.says) == floor


def test_too_few_pairs_tell_nothing() -> None:
    few = judged()
    none = Judged(
        **{name: getattr(few, name) for name in ("stands_for", "closed", "prior")},
        bits=few.bits[:5],
        organisations=few.organisations[:5],
        counts=few.counts[:5],
        registries=few.registries[:5],
        families={"routing": few.families["routing"][:5]},
        siblings={EVERY: 3.0},
        others={EVERY: 2},
    )
    found = calibration([none], held_out=True)
    assert found.verdict == "cannot tell"
    assert all(row["holds"] is None for row in found.rows if row["part"] == "range")


def test_odds_on_one_side_only_cannot_be_told() -> None:
    assert calibration([judged((-10.0, -6.0, -3.0))], held_out=True).verdict == "cannot tell"


def test_two_halves_are_judged_as_one() -> None:
    one = judged()
    both = pooled([one, one])
    assert len(both.bits) == 2 * len(one.bits)
    assert both.siblings[EVERY] == 2 * one.siblings[EVERY]
    assert both.others[EVERY] == 2 * one.others[EVERY]


def test_every_pair_is_in_one_range_and_thresholds_lose_pairs_as_they_rise() -> None:
    rows = calibration([judged()], held_out=True).rows
    assert sum(row["pairs"] for row in rows if row["part"] == "range") == EACH * len(GIVEN)
    recall = [row["recall"] for row in rows if row["part"] == "threshold"]
    assert recall == sorted(recall, reverse=True)
    assert all(low < high for low, high in pairwise(EDGES))


@given(st.integers(0, 60), st.integers(0, 60), st.integers(1, 3))
def test_an_interval_holds_its_share(some: int, others: int, stands_for: int) -> None:
    names = np.array([f"O{n % 7}" for n in range(some)] + [""] * others, dtype=object)
    share = share_of(names, (names != "").astype(float), stands_for)
    assert 0 <= share.low <= share.share <= share.high <= 1
    low, high = wilson(some, some + others)
    assert 0 <= low <= high <= 1


@given(st.floats(-60, 60))
def test_a_score_is_least_for_the_truth_and_never_infinite(bits: float) -> None:
    at = np.array(bits)
    for loss in (brier, log_loss):
        assert np.isfinite(loss(at, True))
        assert np.isfinite(loss(at, False))
        assert loss(np.abs(at), True) <= loss(np.abs(at), False)


def test_saying_the_base_rate_of_every_pair_gains_nothing() -> None:
    flat = judged((-3.0,))
    rows = [row for row in calibration([flat], held_out=True).rows if row["part"] == "score"]
    assert [row["skill"] for row in rows] == pytest.approx([0, 0], abs=1e-3)
    better = [r for r in calibration([judged()], held_out=True).rows if r["part"] == "score"]
    assert all(row["skill"] > 0.1 for row in better)


def test_it_is_kept_as_json_and_drawn_with_every_range() -> None:
    found: Calibration = calibration([judged((-200.0, *GIVEN, 200.0))], held_out=True)
    told = json.loads(json.dumps(found.as_told(), allow_nan=False))
    picture = draw(told, synthetic=True)
    assert ">SYNTHETIC</text>" in picture
    titles = [
        each.text or ""
        for each in ElementTree.fromstring(picture).iter()
        if each.tag.endswith("title")
    ]
    ranges = [row["name"] for row in found.rows if row["part"] == "range"]
    assert len(ranges) >= len(GIVEN)
    assert all(any(title.startswith(name) for title in titles) for name in ranges)
    assert NUMBERS.enough > 0
