"""Made-up organisations, each recorded several times with slips, seeded."""

import random
from dataclasses import dataclass

import pyarrow as pa

SYLLABLES = "ba be do ka lu mi no pe ra si to vu za che dri gor".split()
KINDS = ["telecom", "networks", "bank", "hosting", "energy", "media"]
FORMS = ["Ltd", "LLC", "GmbH", "S.A.", "Inc.", ""]
COUNTRIES = ["XA", "XB", "XC", "XD"]


@dataclass(frozen=True)
class Records:
    """A table of records, and which organisation each is of."""

    table: pa.Table
    truth: dict[str, int]


def organisations(count: int, seed: int = 1) -> Records:
    """So many organisations, each in one to four records; mail and phone are lost now and then."""
    chance = random.Random(seed)
    rows, truth = [], {}
    for number in range(count):
        base = _organisation(chance, number)
        for copy in range(chance.randint(1, 4)):
            record = f"r{number}-{copy}"
            truth[record] = number
            rows.append({"record": record, **_slipped(chance, base)})
    chance.shuffle(rows)
    return Records(pa.Table.from_pylist(rows), truth)


def _organisation(chance: random.Random, number: int) -> dict[str, str | None]:
    word = "".join(chance.choices(SYLLABLES, k=4))
    street = "".join(chance.choices(SYLLABLES, k=3))
    return {
        "name": f"{word} {chance.choice(KINDS)}",
        "address": f"{chance.randint(1, 99)} {street} street",
        "country": chance.choice(COUNTRIES),
        "phone": f"+99 {chance.randint(10**7, 10**8 - 1)}",
        "email": f"noc@{word}.example",
    }


def _slipped(chance: random.Random, base: dict[str, str | None]) -> dict[str, str | None]:
    """A record of an organisation: another legal form, a letter wrong, fields left out."""
    name = str(base["name"])
    if chance.random() < 0.3:
        at = chance.randrange(len(name) - 1)
        name = name[:at] + name[at + 1 :]
    row = {**base, "name": f"{name.title()} {chance.choice(FORMS)}".strip()}
    for field in ("address", "country", "phone", "email"):
        if chance.random() < 0.25:
            row[field] = None
    return row
