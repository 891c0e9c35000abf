"""What a history is asked about: a block, an AS, a holder, or a hand with its members."""

from dataclasses import dataclass, field

from samehand.api.book import Desk
from samehand.api.lookups.kinds import asked
from samehand.api.lookups.states import ask
from samehand.errors import UsageError
from samehand.values.blocks import Block

NUMBERS = """
SELECT DISTINCT first_asn, last_asn
FROM asn_holding_history
WHERE holder IN (SELECT unnest(CAST($holders AS VARCHAR[]))) AND last_asn - first_asn < 5000
ORDER BY first_asn
"""


@dataclass(frozen=True, slots=True)
class Subject:
    """A block, or holders and AS numbers: whose history is asked."""

    text: str
    kind: str
    block: Block | None = None
    holders: tuple[str, ...] = ()
    asns: tuple[int, ...] = ()
    called: dict[int, str] = field(default_factory=dict)


def subject(desk: Desk, text: str, kind: str | None = None) -> Subject:
    """What a text asks about. Raises UsageError for what has no history of its own."""
    what = asked(text, kind)
    if what.kind == "block":
        return Subject(text, "block", block=what.value)
    if what.kind == "asn":
        return Subject(text, "asn", asns=(what.value,))
    if what.kind == "holder":
        return Subject(text, "holder", holders=(what.value,), asns=numbers(desk, [what.value]))
    if what.kind == "hand":
        key = (desk.clock, "hand", what.value)
        return desk.memory.of(key, lambda: _hand(desk, text, what.value))
    raise UsageError(
        f"{text!r} is a {what.kind}",
        "give a block, an AS, a holder (registry:id) or a hand (H-3f9c2a1b)",
    )


def numbers(desk: Desk, holders: list[str]) -> tuple[int, ...]:
    """The AS numbers that accounts held on any day."""
    rows = ask(desk, NUMBERS, holders=holders)
    return tuple(sorted({n for row in rows for n in range(row["first_asn"], row["last_asn"] + 1)}))


def _hand(desk: Desk, text: str, hand_id: str) -> Subject:
    from samehand.api.hands import hand

    members = [member for row in hand(desk, hand_id).results for member in row["members"]]
    accounts = list(dict.fromkeys(member["holder"].partition("~")[0] for member in members))
    asns = {asn for member in members for asn in member["asns"]}
    return Subject(text, "hand", holders=tuple(accounts), asns=tuple(sorted(asns)))
