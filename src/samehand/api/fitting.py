"""Fitting asked for: a weights file from labelled pairs of a book, and how well one holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from samehand.api.answers import Answer
from samehand.api.book import Desk
from samehand.api.hand_rows import missing, not_looked
from samehand.api.labelling import Labelled, labelled
from samehand.api.progress import Progress, silent
from samehand.api.scanning import looked
from samehand.errors import NotInData, UsageError
from samehand.evidence import AGAINST, FAMILIES
from samehand.resolve import all_links
from samehand.resolve.fitting.counting import count
from samehand.resolve.fitting.estimating import estimate
from samehand.resolve.fitting.files import Inputs, rows_of, text_of, whole_of
from samehand.resolve.fitting.judging import Calibration, calibration
from samehand.resolve.fitting.labels import OTHER, Half, Labels
from samehand.resolve.fitting.pairs import Judged, judged
from samehand.resolve.looking import unseen
from samehand.resolve.weights import Weights, default_whole, read_whole, weights_from
from samehand.store.book import digest_of

HALVES: tuple[Half, Half] = ("even", "odd")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What to fit on: files of labels, a file of holders to leave out, and which half."""

    labels: tuple[Path, ...] = ()
    leave_out: Path | None = None
    half: Half = "all"


def fit(desk: Desk, wish: Wish, to: Path | None = None, progress: Progress = silent) -> Answer:
    """Fit a weights file, write it and its plot where `to` says; gives a row for each bin."""
    _writable(to)
    whole = fitted(desk, wish, progress)
    if to:
        write(whole, to)
    told = whole["calibration"]
    query = {
        "verb": "fit",
        "labels": [path.name for path in wish.labels],
        "half": wish.half,
        **whole["labels"],
        **{name: whole[name] for name in ("digest", "prior", "prior_low", "prior_high")},
        **{name: told[name] for name in ("verdict", "says")},
        "set_aside": whole["set_aside"],
    }
    return _answer(desk, "fit/1", query, rows_of(whole))


def fitted(desk: Desk, wish: Wish, progress: Progress = silent) -> dict[str, Any]:
    """A whole weights file, with how well it holds on organisations that it was not fitted on."""
    told = _ready(desk, wish, progress)
    progress("fitting", 0, 3)
    whole = _learnt(desk, told.labels.of_half(wish.half), _inputs(desk, wish, told))
    whole["set_aside"] = list(told.labels.set_aside)
    progress("judging", 1, 3)
    found = calibration(list(_held_out(desk, told, whole)), held_out=True)
    progress("fitted", 3, 3)
    return {**whole, "calibration": found.as_told()}


def write(whole: dict[str, Any], to: Path) -> None:
    """Write a weights file, and its calibration plot beside it."""
    from samehand.present.calibration import draw

    to.write_text(text_of(whole), encoding="utf-8")
    drawn = draw(whole["calibration"], bool(whole["synthetic"])) + "\n"
    to.with_suffix(".svg").write_text(drawn, encoding="utf-8")


def _writable(to: Path | None) -> None:
    """Refuse a place where nothing can be written, before the work is done."""
    if to and not to.parent.is_dir():
        raise UsageError(f"{to.parent} is no folder", "make it first")
    if to and to.suffix != ".json":
        raise UsageError(f"{to} is no weights file", "give a NAME.json; the plot is NAME.svg")


def check(
    desk: Desk,
    path: Path | None,
    wish: Wish,
    without: Sequence[str] = (),
    progress: Progress = silent,
) -> Answer:
    """How well the probabilities of a weights file hold on organisations it was not fitted on.

    `without`: families whose evidence is hidden.
    """
    whole = read_whole(path) if path else default_whole()
    found = checked(desk, whole, wish, without, progress)
    query = {
        "verb": "check",
        "weights": whole["digest"],
        "without": list(without),
        **{name: getattr(found, name) for name in ("held_out", "verdict", "says")},
    }
    return _answer(desk, "fit-check/1", query, found.rows)


def checked(
    desk: Desk,
    whole: dict[str, Any],
    wish: Wish,
    without: Sequence[str] = (),
    progress: Progress = silent,
) -> Calibration:
    """The same of a weights file already read, as rows of every part."""
    if strange := set(without) - {*FAMILIES, AGAINST}:
        raise UsageError(
            f"there is no family {sorted(strange)[0]!r}",
            f"one of: {', '.join([*FAMILIES, AGAINST])}",
        )
    told = _ready(desk, wish, progress)
    weights = weights_from(whole)
    for family in without:
        weights = weights.without(family)
    progress("judging", 1, 2)
    half, held_out = _unseen_half(whole, _inputs(desk, wish, told))
    found = calibration([_judged(desk, told, weights, half)], held_out)
    progress("judged", 2, 2)
    return found


def _unseen_half(whole: dict[str, Any], inputs: Inputs) -> tuple[Half, bool]:
    """The half of the organisations to judge by, and whether the weights have not seen it.

    Other labels for the same book may name the same pairs, so they are not held out.
    """
    known = {name: set(whole["inputs"][name]) for name in ("book", "labels")}
    if known["labels"] == set(inputs.labels):
        return OTHER[whole["half"]], whole["half"] != "all"
    apart = not known["labels"] & set(inputs.labels) and not known["book"] & set(inputs.book)
    return "all", apart


def _ready(desk: Desk, wish: Wish, progress: Progress) -> Labelled:
    """Every link looked for, and the labels read."""
    looked(desk, progress)
    return labelled(desk, wish.labels, wish.leave_out)


def _learnt(desk: Desk, labels: Labels, inputs: Inputs) -> dict[str, Any]:
    """A weights file of some labels, but for how well it holds."""
    if not labels.siblings:
        raise NotInData(f"no labelled pair is in the {labels.half} half", "fit on all of them")
    links = list(all_links().values())
    counts = count(desk.store, links, labels)
    return whole_of(estimate(counts, links, labels, desk.weighing), links, labels, inputs)


def _held_out(desk: Desk, told: Labelled, whole: dict[str, Any]) -> Sequence[Judged]:
    """The pairs of each half, weighed by what the other half teaches."""
    half: Half = whole["half"]
    if half != "all":
        return [_judged(desk, told, weights_from(whole), OTHER[half])]
    nothing = Inputs(book=(), labels=())
    halves = {half: told.labels.of_half(half) for half in HALVES}
    return [
        _judged(desk, told, weights_from(_learnt(desk, labels, nothing)), OTHER[half])
        for half, labels in halves.items()
        if labels.siblings
    ]


def _judged(desk: Desk, told: Labelled, weights: Weights, half: Half) -> Judged:
    links = {name: rule for name, rule in all_links().items() if name not in told.held_back}
    return judged(desk.store, links, weights, told.labels.of_half(half))


def _inputs(desk: Desk, wish: Wish, told: Labelled) -> Inputs:
    return Inputs(
        book=tuple(sorted(filed.digest for filed in desk.seen)),
        labels=told.digests,
        left_out=(digest_of(wish.leave_out),) if wish.leave_out else (),
        clocks=(desk.clock.as_of.isoformat(), desk.clock.known_on.isoformat()),
        synthetic=bool(desk.held.synthetic),
    )


def _answer(desk: Desk, schema: str, query: dict[str, Any], rows: Sequence[Any]) -> Answer:
    left = unseen(desk.store, all_links())
    return desk.answer(schema, query, rows, missing=missing(left), not_looked=not_looked(left))
