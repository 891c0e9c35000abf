"""Exceptions that the registries' own records show: gaps, overlaps, claimants, dates, sources."""

from samehand.api.title.checks import FOUND, Chain, Told, days_apart, none, not_looked
from samehand.api.title.log import CANCELLED, in_words
from samehand.api.title.steps import Step
from samehand.api.title.tenures import Tenure
from samehand.values.blocks import Block

LATE_DAYS = 30  # a grant is in the next day's file; a month is past any delay of one
HOLD_DAYS = 365  # received space may not be passed on within 12 months under most transfer policies
DELEGATED = "samehand import delegated-REGISTRY-extended-DAY"
LOGS = "samehand import transfers_latest.json of the registry"


def gaps(chain: Chain) -> list[Told]:
    """Days between two holders on which nobody is on record, and days now."""
    own = chain.own_tenures
    found = []
    for n, tenure in enumerate(own):
        if tenure.held or not any(each.held for each in own[:n]):
            continue
        state = f"as {tenure.row['status']}" if tenure.row else "on no record"
        later = " and since" if n == len(own) - 1 else ""
        says = f"{state} in the files of {tenure.first_day} to {tenure.last_day}{later}"
        found.append(Told(FOUND, says, chain.begins + n + 1, tuple(tenure.cites)))
    return found or none("held in every file read of its registry since its first record")


def before_files(chain: Chain) -> list[Told]:
    """Years of the record that no file in the book covers."""
    first = chain.own_tenures[0]
    row = first.row
    if chain.begins or not first.held or row is None or not row["registered"]:
        return none("the title begins within the files read")
    years = days_apart(row["registered"], first.first_day)
    if years <= LATE_DAYS:
        return none("the title begins within the files read")
    says = (
        f"registered {row['registered']}, first file read of {first.first_day}: {years:,} days rest"
        " on the record's own date"
    )
    return not_looked(says, f"{DELEGATED} of earlier days")


def overlaps(chain: Chain) -> list[Told]:
    """Two records of holders at one registry over one stretch on one day."""
    found = []
    for n, tenure in enumerate(chain.own_tenures):
        registries = [row["registry"] for row in tenure.held]
        doubled = sorted({name for name in registries if registries.count(name) > 1})
        for name in doubled:
            rows = [row for row in tenure.held if row["registry"] == name]
            says = f"{name} has {len(rows)} records of it from {tenure.first_day}: {_records(rows)}"
            cites = tuple(row["cite"] for row in rows)
            found.append(Told(FOUND, says, chain.begins + n + 1, cites))
    return found or none("one record at a time in each registry's files")


def claimants(chain: Chain) -> list[Told]:
    """Two registries that both have a holder of it on one day."""
    found = []
    for n, tenure in enumerate(chain.own_tenures):
        if len({row["registry"] for row in tenure.held}) > 1:
            says = f"from {tenure.first_day} held at once by {_records(tenure.held)}"
            cites = tuple(row["cite"] for row in tenure.held)
            found.append(Told(FOUND, says, chain.begins + n + 1, cites))
    return found or none("never held at two registries on one day")


def _records(rows: object) -> str:
    told = [
        f"{row['holder'] or 'an account not named'} ({Block(row['family'], row['first'], row['last'])})"
        for row in rows  # type: ignore[attr-defined]
    ]
    return "; ".join(told)


def no_instrument(chain: Chain) -> list[Told]:
    """Changes of holder for which no record names an instrument."""
    bare = [(n, step) for n, step in chain.changes if step.entry is None]
    if not bare:
        return none("every change of holder has an instrument, or there was none")
    if chain.around.log.looked:
        return [
            Told(
                FOUND,
                f"{step.instrument} between {step.last_before} and {step.first_seen}: no entry of a"
                " transfer log within a week of it",
                n,
                tuple(step.after.cites),
            )
            for n, step in bare
        ]
    says = ", ".join(f"step {n} ({step.instrument})" for n, step in bare)
    return not_looked(f"no transfer log is in the book: {says}", LOGS)


def status_flip(chain: Chain) -> list[Told]:
    """Free in one file, then held since before that; or turned legacy."""
    found = []
    for n, step in enumerate(chain.steps, 1):
        old, new = step.before, step.after
        if n <= chain.begins or old is None or not new.held or not (row := new.row):
            continue
        back = _held_since_before(old, new)
        was = old.row["status"] if old.row else None
        legacy = row["status"] == "legacy" and was not in (None, "legacy")
        if back or legacy:
            what = (
                f"{was} in the file of {old.last_day}, {row['status']} in that of {new.first_day}"
            )
            since = f", registered {row['registered']}" if back else ""
            found.append(Told(FOUND, what + since, n, (*old.cites, *new.cites)))
    return found or _one_day(chain) or none("no file has it free before the day it is held since")


def _held_since_before(old: Tenure, new: Tenure) -> bool:
    """Free on a file day, and on a later one held since well before."""
    since = new.row["registered"] if new.row else None
    return bool(old.free and since and days_apart(since, old.last_day) > LATE_DAYS)


def back_dated(chain: Chain) -> list[Told]:
    """A date of registration moved to an earlier day."""
    found = []
    for n, step in enumerate(chain.steps, 1):
        if n <= chain.begins or not step.before or not (step.before.held and step.after.held):
            continue
        old, new = (t.row["registered"] if t.row else None for t in (step.before, step.after))
        if old and new and new < old:
            says = f"date of registration {old} in the file of {step.last_before}, {new} in that of {step.first_seen}"
            found.append(Told(FOUND, says, n, tuple(step.after.cites)))
    return found or _one_day(chain) or none("no date of registration moved back between two files")


def _one_day(chain: Chain) -> list[Told]:
    """One file day alone shows no change."""
    first, last = chain.tenures[0].first_day, chain.tenures[-1].last_day
    if first != last:
        return []
    return not_looked(f"one file day only, {first}: no change can be seen", DELEGATED)


def recent(chain: Chain) -> list[Told]:
    """A change of holder within the usual waiting time of transfer policies."""
    told = [
        (n, s)
        for n, s in chain.changes
        if days_apart(s.effective or s.first_seen, chain.by) < HOLD_DAYS
    ]
    if not told:
        return none(f"no change of holder in the {HOLD_DAYS} days before {chain.by}")
    return [
        Told(
            FOUND,
            _when(step, chain.by),
            n,
            tuple(step.after.cites),
        )
        for n, step in told
    ]


def _when(step: Step, by: str) -> str:
    """When a change was, as far as it is known, against the day asked about."""
    if step.effective:
        return f"{step.instrument} on {step.effective}, {days_apart(step.effective, by)} days before {by}"
    return (
        f"{step.instrument} between the files of {step.last_before} and {step.first_seen}: it may be"
        f" less than {HOLD_DAYS} days before {by}"
    )


def disagree(chain: Chain) -> list[Told]:
    """What a transfer log or a whois record says otherwise than the registry's file."""
    around = chain.around
    if not around.log.looked and around.records is None:
        return not_looked("neither a transfer log nor whois records are in the book", LOGS)
    found = [*_log_against_file(chain), *_whois_against_file(chain)]
    return found or none("what else was read agrees with the registries' files")


def _log_against_file(chain: Chain) -> list[Told]:
    """Entries after which the files have it elsewhere, or that the files do not show."""
    matched = {id(step.entry) for step in chain.steps if step.entry}
    found = []
    for entry in chain.around.log.of(chain.stretch.block):
        first, last = chain.own_tenures[0].first_day, chain.own_tenures[-1].last_day
        if entry["kind"] == CANCELLED or not first < entry["moved"] <= last:
            continue
        after = next((t for t in chain.tenures if t.last_day >= entry["moved"]), None)
        to = entry["taker_registry"]
        if id(entry) not in matched:
            says = f"{in_words(entry)}; the files show no change of holder at that time"
            found.append(Told(FOUND, says, None, tuple(entry["cites"])))
        elif after and to and after.registry and after.registry != to:
            says = f"{in_words(entry)}; the file of {after.last_day} has it at {after.registry}"
            found.append(Told(FOUND, says, None, (*entry["cites"], *after.cites)))
    return found


def _whois_against_file(chain: Chain) -> list[Told]:
    """A whois record of the very range with another date of registration than the file."""
    now = chain.tenures[-1]
    row = now.row
    if row is None or not now.held:
        return []
    return [
        Told(
            FOUND,
            f"whois record of {record['last_seen']}: registered {record['registered']}; file of"
            f" {now.last_day}: {row['registered']}",
            None,
            (record["cite"], row["cite"]),
        )
        for record in chain.around.records or ()
        if (record["first"], record["last"]) == (row["first"], row["last"])
        and record["registry"] == row["registry"]
        and record["last_seen"] >= now.first_day
        and record["registered"]
        and row["registered"]
        and record["registered"] != row["registered"]
    ]
