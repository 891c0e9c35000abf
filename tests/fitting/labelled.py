"""Labels for the demo world: what its truth planted, as a list of organisations and as verdicts."""

from itertools import combinations
from pathlib import Path

from samehand.api.book import open_desk
from samehand.rules import lay
from samehand.steps.parties import as_part
from tests.conftest import Demo

HEAD = """\
# SYNTHETIC
# format:org_id|changed|org_name|country|source
"""
NUMBERS = "# format:aut|changed|aut_name|org_id|opaque_id|source\n"


def organisations(demo: Demo) -> dict[str, tuple[str, ...]]:
    """Every planted group by a name of its own, with its members."""
    groups = [*demo.truth["declared"], *demo.truth["hands"]]
    return {f"ORG-{place}": tuple(group["members"]) for place, group in enumerate(groups)}


def org_list(demo: Demo, folder: Path) -> Path:
    """A list of AS numbers and organisations that knows what was planted."""
    of = {member: org for org, members in organisations(demo).items() for member in members}
    desk = open_desk(demo.book)
    lay([as_part], desk.store)
    rows = desk.store.query(
        "SELECT asn, account, handle, name FROM as_part ORDER BY asn"
    ).to_pylist()
    desk.close()
    orgs, numbers = {}, []
    for row in rows:
        org = of.get(row["account"], f"ORG-AS{row['asn']}")
        orgs[org] = f"{org}||{row['name'] or ''}||TEST\n"
        numbers.append(f"{row['asn']}||{row['handle'] or ''}|{org}||TEST\n")
    path = folder / "SYNTHETIC-20240101.as-org2info.txt"
    path.write_text("".join([HEAD, *orgs.values(), NUMBERS, *numbers]), encoding="utf-8")
    return path


def verdicts(demo: Demo, folder: Path) -> Path:
    """A CSV: pairs of planted groups are the same, the first members of two groups are not."""
    groups = list(organisations(demo).values())
    same = [(a, b, "same") for group in groups for a, b in combinations(sorted(group), 2)]
    different = [(a[0], b[0], "different") for a, b in combinations(groups, 2)]
    path = folder / "verdicts.csv"
    lines = [",".join(row) + "\n" for row in [("one", "other", "verdict"), *same, *different]]
    path.write_text("".join(lines), encoding="utf-8")
    return path
