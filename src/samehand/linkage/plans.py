"""Plans for tables of usual columns, so that a caller need not know how blocks are best chosen.

`organisations` takes what a registry's organisations and contacts have: `name`, `address`,
`country`, `phone`, `email`; whatever of these the table lacks is left out. `contacts` does without
names: a registry's tables keep none of its persons'.
"""

from collections.abc import Collection

from samehand.errors import UsageError
from samehand.linkage.plan import Field, Keys, Kind, Plan

FIELDS = (
    Field("name", Kind.ORGANISATION),
    Field("address", Kind.WORDS),
    Field("country", Kind.PHRASE),
    Field("phone", Kind.CODE),
    Field("email", Kind.EMAIL),
)
MEET: tuple[Keys, ...] = (
    ("name",),
    ("email",),
    ("phone",),
    ("name_rare", "country"),
    ("name_rare", "email_domain"),
    ("address_rare", "name_rare"),
)
TRAIN: tuple[Keys, ...] = (("email",), ("phone",), ("address_rarest",), ("name",))
SURE: tuple[Keys, ...] = (("name", "email"), ("name", "phone"), ("name", "country"))
RECALL = 0.5
"""Of the pairs that are one party, those that share name and one more: stated, not measured."""

REACHED = ("address", "phone", "email")
"""What contacts are compared by."""
REACHED_MEET: tuple[Keys, ...] = (("email",), ("phone",), ("address_rare", "email_domain"))
REACHED_TRAIN: tuple[Keys, ...] = (("email",), ("phone",), ("address_rarest",))
REACHED_SURE: tuple[Keys, ...] = (("email", "phone"), ("email", "address_rarest"))


def organisations(columns: Collection[str], record: str = "record") -> Plan:
    """The plan for a table of organisations or contacts with these columns."""
    fields = tuple(field for field in FIELDS if field.name in columns)
    has = {field.name for field in fields}
    meet, train, sure = (_possible(keys, has) for keys in (MEET, TRAIN, SURE))
    if len(has) < 3 or "name" not in has:
        raise UsageError("too few columns to link by", "give a name and two of the others")
    return Plan(fields, meet, train, sure, RECALL, record)


def contacts(columns: Collection[str], record: str = "record") -> Plan:
    """The plan for a table of contacts with these columns, of which none is a name."""
    fields = tuple(field for field in FIELDS if field.name in REACHED and field.name in columns)
    has = {field.name for field in fields}
    if len(has) < 2 or "email" not in has:
        raise UsageError("too few columns to link by", "give a mailbox and an address or a phone")
    blocks = (REACHED_MEET, REACHED_TRAIN, REACHED_SURE)
    meet, train, sure = (_possible(keys, has) for keys in blocks)
    return Plan(fields, meet, train, sure, RECALL, record)


def _possible(every: tuple[Keys, ...], has: Collection[str]) -> tuple[Keys, ...]:
    """The blocks whose columns all come from a field that is there."""
    return tuple(keys for keys in every if all(key.split("_")[0] in has for key in keys))
