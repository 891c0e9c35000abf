"""No person stands in a dossier: not in a field, not in a line of a table, not word by word in an object."""

import json

import pytest

from samehand.api.casework.masking import masked, pseudonym
from samehand.api.casework.persons import KNOWN, TOLD, Left
from samehand.store.duck import DuckStore
from samehand.tables import all_tables

SALT = b"salt"
PERSON = "Zdenka Vomackova"
OBJECT = "person:  Zdenka Vomackova\nphone:   555-0100-7\nsource: TEST\n"
BULK = (
    "POCHandle: ZV1-ARIN\nLastName:   Vomackova\nFirstName: Zdenka\nMailbox: zdenka@example.net\n"
)
LINES = (
    "00000001,Zdenka Vomackova,director,yes",
    "00000001,VOMACKOVA,Zdenka,director",
    '{"surname": "Vomackova", "forename": "Zdenka"}',
    "it was Vomackova, Zdenka who signed",
    OBJECT,
    BULK,
)


@pytest.mark.parametrize("line", LINES)
def test_a_person_on_a_line_goes_however_it_is_written(line: str) -> None:
    left = Left(frozenset({PERSON}), frozenset({"555-0100-7"}))
    told = json.dumps(masked({"exhibits": [{"text": line}]}, SALT, left)).casefold()
    for secret in ("zdenka@", "555-0100-7"):
        assert secret not in told
    assert "zdenka" not in told or "vomackova" not in told


def test_a_person_is_the_same_pseudonym_everywhere() -> None:
    told = masked({"name": PERSON, "says": f"{PERSON.upper()} and Vomackova, Zdenka"}, SALT)
    name = pseudonym(PERSON, SALT)
    assert told == {"name": name, "says": f"{name} and {name}"}


def test_parts_of_longer_words_and_companies_stay() -> None:
    told = {"name": PERSON, "says": "Vomackovanet", "org": "Example Networks LLC"}
    assert masked(told, SALT) == {**told, "name": pseudonym(PERSON, SALT)}


def test_every_table_that_names_persons_has_the_columns_that_are_asked() -> None:
    kinds = {kind.table: kind for kind in all_tables()}
    store = DuckStore()
    for table, sql in (*KNOWN.items(), *TOLD.items()):
        store.load(kinds[table], [])
        assert store.query(sql, cites=[1]).num_rows == 0
    store.close()
