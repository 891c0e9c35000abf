"""Exceptions that other sources show: names, companies, contacts, announcements, listings."""

from itertools import pairwise

from samehand.api.history.days import Found
from samehand.api.lookups.listings import listed as listing_in_words
from samehand.api.title.checks import FOUND, NOT_LOOKED, Chain, Told, days_apart, none, not_looked
from samehand.api.title.steps import Step
from samehand.values.holders import NOT_LASTING

DORMANT_DAYS = 730  # two years: beyond what outages and gaps between tables explain
BEFORE_DAYS = 730  # a listing older than two years says little of why space moved
TABLES = "samehand import a routing table (pfx2as, MRT) of days before it"


def name_break(chain: Chain) -> list[Told]:
    """The giver of an entry is not the taker of the last; an account's AS is called otherwise."""
    around = chain.around
    entries = [e for e in around.log.of(chain.stretch.block) if e["kind"] != "cancelled"]
    found = [
        Told(
            FOUND,
            f"{one['taker'] or 'not named'} took it on {one['moved']}, {other['giver'] or 'not named'}"
            f" gave it on {other['moved']}",
            None,
            (*one["cites"], *other["cites"]),
        )
        for one, other in pairwise(entries)
        if (chain.since or "") <= one["moved"] and one["taker_key"] != other["giver_key"]
    ]
    found += _renamed(chain)
    if found:
        return found
    if not around.log.looked and around.records is None and not around.called:
        return not_looked(
            "no name of any holder is in the book", "samehand import AS names or whois"
        )
    read = ["AS names"] if around.called else []
    read += ["the transfer logs"] if around.log.looked else []
    return none(f"names run on in {' and '.join(read or ['whois records'])}")


def _renamed(chain: Chain) -> list[Told]:
    """An account that kept the block while its AS took another name."""
    found = []
    for n, tenure in enumerate(chain.own_tenures):
        named = chain.around.called.get(tenure.holder or "", ())
        if tenure.registry in NOT_LASTING:
            continue
        for one, other in pairwise(named):
            alike = one["name_key"] == other["name_key"] or not (
                one["name_key"] and other["name_key"]
            )
            within = tenure.first_day < other["seen"] <= tenure.last_day
            if one["first_asn"] == other["first_asn"] and within and not alike:
                says = (
                    f"AS{one['first_asn']} of {tenure.holder}: {one['name']} to"
                    f" {one['last_seen']}, {other['name']} from {other['seen']}"
                )
                found.append(Told(FOUND, says, chain.begins + n + 1, (one["cite"], other["cite"])))
    return found


def dissolved(chain: Chain) -> list[Told]:
    """A company of the giver's name that was dissolved before the change."""
    if not chain.changes:
        return none("there was no change of holder")
    companies = chain.around.companies
    if companies is None:
        return not_looked(
            "no company register is in the book", "samehand import a company register"
        )
    found = []
    for n, step in chain.changes:
        keys = _keys(chain, step)
        day = step.effective or step.first_seen
        for company in companies:
            if company["name_key"] in keys and company["dissolved"] and company["dissolved"] < day:
                says = (
                    f"{company['name']} ({company['company']}, by name alone) dissolved"
                    f" {company['dissolved']}, before the change seen {day}"
                )
                found.append(Told(FOUND, says, n, (company["cite"],)))
    return found or none("no company of a giver's name is on record as dissolved before the change")


def _keys(chain: Chain, step: Step) -> set[str]:
    """The names of whoever held it before a step."""
    holder = step.before.holder if step.before else None
    keys = {row["name_key"] for row in chain.around.called.get(holder or "", ())}
    keys |= {step.entry["giver_key"]} if step.entry else set()
    return {key for key in keys if key}


def dormancy(chain: Chain) -> list[Told]:
    """A change of holder after years without an announcement."""
    if not chain.changes:
        return none("there was no change of holder")
    found, looked = [], False
    for n, step in chain.changes:
        days = [day for day in chain.around.table_days if day <= (step.last_before or "")]
        if len(days) < 2 or days_apart(days[0], days[-1]) < DORMANT_DAYS:
            continue
        looked = True
        last, cite = _last_there(chain, days)
        if days_apart(last or days[0], days[-1]) >= DORMANT_DAYS:
            absent = [day for day in days if day > (last or "")]
            when = f"last announced {last}" if last else "never announced"
            says = (
                f"{when} before the change seen {step.first_seen}; absent on"
                f" {len(absent)} tables, {absent[0]} to {absent[-1]}"
            )
            found.append(Told(FOUND, says, n, (*((cite,) if cite else ()), *step.after.cites)))
    if not looked:
        return not_looked("fewer than two routing tables two years apart before the change", TABLES)
    return found or none("announced in the two years before each change that tables cover")


def _last_there(chain: Chain, days: list[str]) -> tuple[str | None, str | None]:
    """The last of these days on which part of the stretch was announced, and its line."""
    there = [
        (min(days[-1], row["last_seen"] if row["how"] == "table" else row["seen"]), row["cite"])
        for row in _of(chain)
        if row["seen"] <= days[-1]
    ]
    return max(there, default=(None, None))


def _of(chain: Chain) -> list[Found]:
    place = chain.stretch.block
    return [
        row
        for row in chain.around.seen or ()
        if row["first"] <= place.last and row["last"] >= place.first
    ]


def listed_before(chain: Chain) -> list[Told]:
    """A listing of part of it in the two years before it changed hands."""
    if not chain.changes:
        return none("there was no change of holder")
    if chain.around.listings is None or chain.around.listed_from is None:
        return not_looked("no blocklist is in the book", "samehand import a DROP list or timeline")
    found, early = [], []
    for n, step in chain.changes:
        if chain.around.listed_from > (step.last_before or step.first_seen):
            early.append(n)
        found += [
            Told(
                FOUND,
                f"{listing_in_words(row)}, changed hands by {step.first_seen}",
                n,
                tuple(row["cites"]),
            )
            for row in _listings(chain)
            if row["seen"] <= step.first_seen
            and days_apart(row["until"] or row["seen"], step.last_before or step.first_seen)
            <= BEFORE_DAYS
        ]
    if early and not found:
        steps = ", ".join(map(str, early))
        says = f"the lists in the book begin {chain.around.listed_from}: not before step {steps}"
        return not_looked(says, "samehand import a list of earlier days")
    return found or none(
        "not on the lists read before it changed hands; absence is not cleanliness"
    )


def listed_now(chain: Chain) -> list[Told]:
    """A listing that stood under the present holder: one that ended before he came is not his."""
    if chain.around.listings is None:
        return not_looked("no blocklist is in the book", "samehand import a DROP list or timeline")
    came = _came(chain.changes[-1][1]) if chain.changes else ""
    found = [
        Told(FOUND, listing_in_words(row), None, tuple(row["cites"]))
        for row in _listings(chain)
        if row["seen"] <= chain.by and (row["until"] or "9") > came
    ]
    return found or none("not on the lists read, under this holder; absence is not cleanliness")


def _came(step: Step) -> str:
    """The day from which a step's taker had it for sure or may have: of its entry, else of files."""
    return (step.effective if step.entry else step.last_before) or ""


def _listings(chain: Chain) -> list[Found]:
    """The listings of the stretch that are of this title: not ended before it began."""
    place = chain.stretch.block
    since = chain.since or ""
    return [
        row
        for row in chain.around.listings or ()
        if row["first"] <= place.last and row["last"] >= place.first and row["seen"] >= since
    ]


def announced(chain: Chain) -> list[Told]:
    """Announced by an AS that is not on record under the holder's account."""
    if chain.around.seen is None:
        return not_looked("no routing data is in the book", TABLES)
    holder = chain.tenures[-1].holder
    if not holder:
        return none("nobody holds it by name of an account")
    rows = [r for r in _of(chain) if r["last_seen"] >= chain.tenures[-1].first_day]
    mine = chain.around.numbers.get(holder, ())
    others: dict[int, Found] = {}
    for row in rows:
        if not any(low <= row["origin"] <= high for low, high in mine):
            others[row["origin"]] = row
    if not rows:
        return [
            Told(NOT_LOOKED, "not in the routing data read since it came to its holder", do=TABLES)
        ]
    return [
        Told(
            FOUND,
            f"announced by AS{origin}, not on record under {holder}, {_when(row)}",
            None,
            (row["cite"],),
        )
        for origin, row in sorted(others.items())
    ] or none(f"announced by AS numbers of {holder} only, in what was read")


def _when(row: Found) -> str:
    if row["how"] == "change":
        return f"since {row['seen']}, by a list of changes"
    return f"in tables of {row['seen']} to {row['last_seen']}"
