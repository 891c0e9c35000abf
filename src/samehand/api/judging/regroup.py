"""The pairs of a kept scan grouped by what people judged: at once, without looking or weighing anew.

Verdicts change no bits: they say which holders must be in one hand and which must not. The hands
so made are kept beside the scan by the verdicts that act, until others do.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from samehand.api.book import Desk
from samehand.api.judging.acted import Acted
from samehand.api.judging.places import places, renamed
from samehand.api.scanning import Scan, as_kept, as_read, filled_by
from samehand.api.telling import weighed
from samehand.resolve import all_links
from samehand.resolve.hands import Hand, ground, hands
from samehand.resolve.robust import Leaving, falling, leave_out
from samehand.resolve.weigh import lay_weights
from samehand.store.book import write_whole
from samehand.verdicts.algebra import acting, standing
from samehand.verdicts.rows import Verdict


def heeded(desk: Desk, made: Scan) -> Scan:
    """A scan, grouped by the verdicts that the desk heeds."""
    told = acted(made, heard(desk))
    if not told:
        return replace(made, acted=told)
    kept = made.folder / f"verdicts-{told.digest}.json"
    try:
        text = kept.read_text()
    except FileNotFoundError:  # not made yet, or just now cleared by who heeds other verdicts
        text = json.dumps(_anew(desk, made, told))
        _keep(kept, text)
    found, left = as_read(json.loads(text))
    return replace(made, hands=found, leavings=left, acted=told)


def heard(desk: Desk) -> tuple[Verdict, ...]:
    """Every row that the desk heeds."""
    if desk.shelf is None or desk.heeds == "none":
        return ()
    return desk.shelf.all(None if desk.heeds == "all" else desk.heeds)


def acted(made: Scan, rows: Iterable[Verdict]) -> Acted:
    """What of these rows acts on a scan, its holders called as on the day of the scan."""
    stand = standing(rows)
    called = places(made, stand)
    moved = [renamed(each, called) for each in stand]
    told = [each for each in moved if each.pair[0] != each.pair[1]]
    return Acted(acting(told), frozenset(name for name in called.values() if name))


def _anew(desk: Desk, made: Scan, told: Acted) -> dict[str, Any]:
    """The hands, grouped anew, as they are kept."""
    alone = weighed(made, told.judged.same)
    found = hands(ground(made.store, told.judged, alone))
    return as_kept(found, _left(desk, made, told, found))


def _keep(place: Path, text: str) -> None:
    """Keep hands in the place of what other verdicts made."""
    others = sorted(place.parent.glob("verdicts-*.json"))
    write_whole(place, text)
    for other in others:
        other.unlink(missing_ok=True)


def _left(desk: Desk, made: Scan, told: Acted, found: Sequence[Hand]) -> list[Sequence[Leaving]]:
    """What is left of each hand without each source; of hands that stayed as they were, as kept."""
    links = all_links()
    before = {hand.members: left for hand, left in zip(made.hands, made.leavings, strict=True)}
    fresh = [hand for hand in found if hand.members not in before or told.touching(hand.members)]
    lay_weights(made.store, links, desk.weighing)
    fallen = falling(links, filled_by(desk))
    left = leave_out(made.store, fresh, fallen, made.prior, told.judged)
    anew = {hand.members: each for hand, each in zip(fresh, left, strict=True)}
    return [anew.get(hand.members, before.get(hand.members, ())) for hand in found]
