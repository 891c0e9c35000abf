"""The companies that applicants are, cut out of the index: their officers, their places, and who shares these."""

from samehand.api.screening import slices
from samehand.rules import numbers_of
from samehand.store.duck import DuckStore


def places(store: DuckStore, sql: str) -> list[int]:
    """The places that one SELECT gives, each once."""
    found = store.rows(f"SELECT DISTINCT place FROM ({sql}) AS asked WHERE place IS NOT NULL")
    return [row["place"] for row in found]


def lay_companies(store: DuckStore) -> None:
    """The companies of the applicants, of those for whom the same stand, and at the same places."""

    def pick(name: str, table: str, sql: str) -> None:
        store.pick(f"picked_{name}", f"all_{table}", places(store, sql))

    pick("registered", "registered", "SELECT hash(name_key) AS place FROM applying")
    store.derive("own_company", slices.COMPANY)
    of_own = "SELECT hash(company) AS place FROM own_company"
    pick("officers", "officers_of", of_own)
    pick("places", "places_of", of_own)
    pick(
        "standing",
        "standing_for",
        "SELECT hash(name_key) AS place FROM officer_stated"
        " UNION SELECT hash(name_key) FROM picked_officers",
    )
    pick("lying_at", "lying_at", "SELECT hash(address_key) AS place FROM picked_places")
    pick(
        "of_company",
        "of_company",
        "SELECT hash(holder) AS place FROM picked_standing"
        " UNION SELECT hash(holder) FROM picked_lying_at",
    )
    store.derive("stood", slices.STOOD)
    store.derive("officer", slices.OFFICER)
    store.derive("company_place", slices.PLACE)
    store.derive("holder_company", slices.COMPANIES)
    for name, sql in (("officer_role", slices.OFFICER_ROLE), ("address_role", slices.ADDRESS_ROLE)):
        store.derive(name, sql, **numbers_of(slices.NUMBERS[name]))


def lay_companies_of_candidates(store: DuckStore) -> None:
    """The companies of all whom a link leads to, for the rules that look at such pairs."""
    others = places(store, "SELECT hash(other) AS place FROM candidate")
    store.pick("picked_of_company", "all_of_company", others)
    store.derive("holder_company", slices.COMPANIES)
