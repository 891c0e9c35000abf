"""The exceptions of a title: what each is called, what it means, and what cures it.

An exception is a place where the records do not carry the chain by themselves; it says nothing of
anybody's conduct, and most have an ordinary reason. One that cannot be looked at for lack of a
source is "not looked", with what to import; that is never the same as "none found".
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from samehand.api.title import contact_domains, other_checks, record_checks
from samehand.api.title.checks import FOUND, NOT_LOOKED, Chain, Told


@dataclass(frozen=True, slots=True)
class Check:
    """One kind of exception."""

    code: str
    title: str
    look: Callable[[Chain], list[Told]]
    ordinary: str  # an innocent reason for it
    cure: str  # what a buyer may ask for


CHECKS = (
    Check(
        "before-files",
        "years that no file covers",
        record_checks.before_files,
        "the book holds few days",
        "ask for the registry's own history of the record (ARIN WhoWas, RIPE and APNIC versions)",
    ),
    Check(
        "gap",
        "a gap in the chain",
        record_checks.gaps,
        "moved to a registry whose file is not loaded, or returned",
        "ask the registry for the record's history of those days",
    ),
    Check(
        "overlap",
        "overlapping records",
        record_checks.overlaps,
        "a range in the middle of being redrawn",
        "ask the registry which record stands, in writing",
    ),
    Check(
        "claimants",
        "two claimants at once",
        record_checks.claimants,
        "a move between registries on its way",
        "ask both registries; close only on a letter of the one that gave it up",
    ),
    Check(
        "no-instrument",
        "a change without an instrument",
        record_checks.no_instrument,
        "mergers and early transfers are in no log",
        "ask for the transfer approval or merger papers, and the registry's confirmation",
    ),
    Check(
        "name-break",
        "a break in the names",
        other_checks.name_break,
        "a company was renamed",
        "ask for the register's certificate of the change of name",
    ),
    Check(
        "dissolved",
        "holder dissolved before the change",
        other_checks.dissolved,
        "another company of the same name; a liquidator acted",
        "ask who signed for the dissolved company, by what appointment",
    ),
    Check(
        "domain-younger",
        "contact's domain younger than the record",
        contact_domains.domain,
        "a rebrand",
        "ask for the domain's registration history and a contact by another way",
    ),
    Check(
        "after-dormancy",
        "change soon after years of silence",
        other_checks.dormancy,
        "unused space is what is sold",
        "ask for a warranty against claims of former holders, and escrow past the waiting time",
    ),
    Check(
        "status-flip",
        "free, then held since before",
        record_checks.status_flip,
        "a correction by the registry",
        "ask the registry when and why the status changed",
    ),
    Check(
        "back-dated",
        "date of registration moved back",
        record_checks.back_dated,
        "merged records keep the oldest date",
        "ask the registry for the date of the first grant to this holder",
    ),
    Check(
        "listed-before",
        "listed before it changed hands",
        other_checks.listed_before,
        "customers of the former holder were the cause",
        "ask for proof of removal, and a price that reflects it",
    ),
    Check(
        "disagree",
        "sources that disagree",
        record_checks.disagree,
        "a log and a file of different days",
        "ask the registry which is right",
    ),
    Check(
        "recent",
        "changed hands lately",
        record_checks.recent,
        "an ordinary purchase",
        "check the waiting time of the registry's transfer policy before signing",
    ),
    Check(
        "listed",
        "listed under this holder",
        other_checks.listed_now,
        "a customer, since gone",
        "ask for removal before closing, or a stated discount",
    ),
    Check(
        "announced",
        "announced by another AS",
        other_checks.announced,
        "a provider, a customer or a lease",
        "ask for the letters of authority given out, and their end",
    ),
)


def exceptions_of(chain: Chain, buyer: bool) -> list[dict[str, Any]]:
    """Every exception of a chain: what was found first, then what was not looked at."""
    rows = [_row(check, told, buyer) for check in CHECKS for told in check.look(chain)]
    order = {FOUND: 0, NOT_LOOKED: 1}
    return sorted(rows, key=lambda row: order.get(row["state"], 2))


def _row(check: Check, told: Told, buyer: bool) -> dict[str, Any]:
    row = {
        "exception": check.code,
        "title": check.title,
        "state": told.state,
        "step": told.step,
        "says": told.says,
        "ordinary": check.ordinary if told.state == FOUND else "",
        "do": told.do,
        "cites": list(dict.fromkeys(told.cites)),
    }
    if buyer and told.state != "none found":
        row["cure"] = check.cure
    return row
