"""`mine`: what outsiders can read of one's own blocks, and what to cure first.

What a stranger looking for unguarded space would see: long unannounced, unsigned, a stale holder, registered long ago,
listed, announced or registered in routing registries by others. Each exposure with its cure and whom to
write to, the cheapest and most effective first. Fooled by space used inside networks only, by lists that
see less than all, and by contacts no source of the book holds. Contacts' domains are looked at where saved
answers about them are in the book.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from samehand.api.answers import Answer
from samehand.api.book import Desk
from samehand.api.history.days import Days, days_of, watched
from samehand.api.history.people import holders_on
from samehand.api.history.signs import Signs, signs
from samehand.api.lookups.states import ask
from samehand.api.title.around import Around, around
from samehand.api.title.tenures import stretches
from samehand.api.title.title import chain_of, rows_of
from samehand.errors import NotInData, UsageError
from samehand.tables.registry import Holding
from samehand.tables.routing import RouteObject, Sighting
from samehand.tables.rpki import Vrp
from samehand.values.blocks import Block, block

SOON_DAYS = 90  # a registrar's notices and the grace of most registries take about so long
DOMAINS = (
    "contacts' domains (no contacts, or no saved answers about their domains, are in the book)"
)
HELD = "SELECT DISTINCT family, first, last FROM holding WHERE holder = $holder ORDER BY family, first, last DESC"


@dataclass(frozen=True, slots=True)
class Cure:
    """What an exposure is called, how urgent its cure is, what it is, and whom to write to."""

    order: int
    says: str
    to: str


CURES = {
    "announced by others": Cure(
        1, "ask who announces it, and by what authority", "the announcing AS and its upstreams"
    ),
    "another's route object": Cure(
        2, "have the object removed where you gave no leave", "the routing registry"
    ),
    "contact's domain": Cure(
        3,
        "renew it for years, or name a contact elsewhere",
        "the domain's registrar, or your registry's services desk",
    ),
    "unsigned": Cure(
        4, "make a ROA; AS0 where nothing is announced", "your registry's RPKI portal"
    ),
    "listed": Cure(5, "find the cause, then ask for removal", "the list's own desk"),
    "unannounced": Cure(
        6, "announce it, sign it with AS0, or give it back", "your own network desk"
    ),
    "no route object": Cure(
        7, "register a route object under your own maintainer", "your registry"
    ),
    "title": Cure(
        8, "mend the record while the papers are at hand", "your registry's services desk"
    ),
}
"""What cures each exposure, by how soon: what is being used by others first, paper last."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What was looked at of one block."""

    place: Block
    beside: Around
    signs: Signs
    tables: Sequence[str]
    holders: frozenset[str]  # who has it on record now: an earlier holder's AS is another's

    @property
    def asns(self) -> set[int]:
        """The AS numbers of whoever has it on record now."""
        mine = (spans for holder, spans in self.beside.numbers.items() if holder in self.holders)
        return {number for spans in mine for number in _numbers(spans)}


def mine(desk: Desk, texts: Sequence[str] = (), holder: str | None = None) -> Answer:
    """A row for each exposure of each block, the first cure first."""
    places = _places(desk, texts, holder)
    desk.warm_for(len(places))
    days = days_of(desk)
    tables = {family: watched(desk, days).days(family) for family in (4, 6)}
    by = min(desk.clock.as_of, desk.clock.known_on).isoformat()
    rows: list[dict[str, Any]] = []
    unknown, unread = [], False
    for place in places:
        runs = rows_of(desk, place)
        if not runs:
            unknown.append(str(place))
        space = {"family": place.family, "first": place.first, "last": place.last}
        now = holders_on(days, runs, by)
        seen = Seen(
            place,
            around(desk, days, place, runs),
            signs(desk, days, space),
            tables[place.family],
            frozenset(row["holder"] for row in now),
        )
        rows += _exposures(desk, seen, days, runs)
        unread = unread or seen.beside.contacts is None
    rows.sort(key=lambda row: (CURES[row["exposure"]].order, row["block"]))
    left = _unlooked(desk, days)
    query = {
        "verb": "mine",
        "holder": holder,
        "blocks": [str(place) for place in places],
        "not_on_record": unknown,
        "nothing_exposed": [str(p) for p in places if str(p) not in {row["block"] for row in rows}],
    }
    ranked = [{"rank": n, **row} for n, row in enumerate(rows, 1)]
    unlooked = (*left, DOMAINS) if unread else left
    return desk.answer("mine/1", query, ranked, missing=left, not_looked=unlooked)


def _places(desk: Desk, texts: Sequence[str], holder: str | None) -> list[Block]:
    if not texts and not holder:
        raise UsageError(
            "mine needs blocks", "give --holder registry:id, or blocks on standard input: -"
        )
    places = [block(text) for text in texts]
    if holder:
        rows = ask(desk, HELD, holder=holder)
        if not rows:
            raise NotInData(f"no block of {holder} is on record", f"samehand show {holder}")
        places += [Block(row["family"], row["first"], row["last"]) for row in rows]
    return list(dict.fromkeys(places))


def _unlooked(desk: Desk, days: Days) -> tuple[str, ...]:
    kinds = (Holding, Sighting, Vrp, RouteObject)
    left = [kind.table for kind in kinds if not days.scopes(kind)]
    return (*left, *([] if desk.peek.holds("listing") else ["listing"]))


def _exposures(
    desk: Desk, seen: Seen, days: Days, runs: list[dict[str, Any]]
) -> Iterable[dict[str, Any]]:
    """Everything that outsiders can read of a block."""
    yield from _routing(seen)
    yield from _signed(seen, days)
    yield from _listed(desk, seen)
    yield from _domains(desk, seen)
    for stretch in list(stretches(seen.place, runs))[:1]:
        chain = chain_of(desk, stretch, days, seen.beside)
        first = chain.own_tenures[0].row
        if first and first["status"] == "legacy":
            yield _row(
                seen,
                "title",
                "legacy: held without a registry agreement, as far as its status says",
                [first["cite"]],
            )


def _routing(seen: Seen) -> Iterable[dict[str, Any]]:
    """Not announced, or announced by AS numbers of others."""
    held = seen.asns
    last = seen.tables[-1] if seen.tables else None
    now = [
        row
        for row in seen.beside.seen or ()
        if last and row["how"] == "table" and row["last_seen"] >= last
    ]
    for row in now:
        if row["origin"] not in held:
            prefix = Block(seen.place.family, row["first"], row["last"])
            which = "" if prefix == seen.place else f"{prefix} "
            by = f"AS{row['origin']} in the table of {last}, not on record under its holder"
            says = f"{which}announced by {by}"
            yield _row(seen, "announced by others", says, [row["cite"]])
    if last and not now:
        before = [row["last_seen"] for row in seen.beside.seen or () if row["how"] == "table"]
        since = (
            f"since {max(before)}" if before else f"in any of the {len(seen.tables)} tables read"
        )
        yield _row(seen, "unannounced", f"not announced {since}; last table {last}", [])


def _numbers(spans: Iterable[tuple[int, int]]) -> Iterable[int]:
    return (number for low, high in spans for number in range(low, min(high, low + 5000) + 1))


def _signed(seen: Seen, days: Days) -> Iterable[dict[str, Any]]:
    """No payload covers it; route objects of AS numbers that are not its holder's."""
    place = seen.place
    on = days.latest(Vrp, "9999")
    if on and not any(
        v["first"] <= place.first and v["last"] >= place.last for v in seen.signs.vrps
    ):
        yield _row(seen, "unsigned", f"no payload of the RPKI covers it in the file of {on}", [])
    if not days.scopes(RouteObject):
        return
    held = seen.asns
    if not seen.signs.objects:
        yield _row(seen, "no route object", "no route object of it in the registries read", [])
    for row in seen.signs.objects:
        if row["origin"] not in held:
            whose = row["maintainer"] or "nobody named"
            says = f"route object in {row['list']} for AS{row['origin']}, maintained by {whose}"
            yield _row(seen, "another's route object", says, [row["cite"]])


def _listed(desk: Desk, seen: Seen) -> Iterable[dict[str, Any]]:
    day = min(desk.clock.as_of, desk.clock.known_on).isoformat()
    for row in seen.beside.listings or ():
        if not row["until"] or row["until"] > day:
            yield _row(seen, "listed", f"on {row['list']} from {row['seen']}", row["cites"])


def _domains(desk: Desk, seen: Seen) -> Iterable[dict[str, Any]]:
    """A contact's domain that has run out, or soon will: whoever takes it gets the contact's mail."""
    by = min(desk.clock.as_of, desk.clock.known_on)
    for contact in seen.beside.contacts or ():
        last = max(contact["answers"], key=lambda row: row["seen"], default=None)
        until = last and last["expires"]
        if last and until and until <= (by + timedelta(days=SOON_DAYS)).isoformat():
            over = "was" if until < by.isoformat() else "is"
            says = f"{contact['domain']}, a contact's, {over} paid for until {until}"
            cites = [contact["cite"], last["cite"]]
            yield _row(seen, "contact's domain", f"{says} (answer of {last['seen']})", cites)


def _row(seen: Seen, exposure: str, says: str, cites: Sequence[str]) -> dict[str, Any]:
    cure = CURES[exposure]
    return {
        "block": str(seen.place),
        "exposure": exposure,
        "says": says,
        "cure": cure.says,
        "write_to": cure.to,
        "cites": list(cites),
    }
