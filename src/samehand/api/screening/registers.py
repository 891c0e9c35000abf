"""What company registers say of an applicant on the day it applies: found, and made when.

Said, never judged: a company made last week may be an honest start. No register in the book is *not
looked*, and a name that no register of the book has may stand in one that is not there. Fooled by
companies of one name, and by an applicant that trades under another.
"""

from datetime import date
from typing import Any

from samehand.api.screening.applications import Application
from samehand.api.screening.found import Screened, applicant
from samehand.api.screening.parts import REGISTERS
from samehand.values.cites import cite_text

YOUNG_DAYS = 365  # told as such: registries ask for plans of a year
OLD_DAYS = 730  # as `shelf-age` has it: who founds a company to ask does so within two years

NAMED = """
SELECT applying.applicant, registered.formerly, registered.company, registered.name, registered.status,
       registered.incorporated, registered.dissolved, registered.until, registered.jurisdiction,
       registered.cite
FROM applying
JOIN picked_registered AS registered ON registered.name_key = applying.name_key
ORDER BY applying.applicant, registered.formerly, registered.company, registered.cite
"""


def registered(
    screened: Screened, told: tuple[Application, ...], today: date
) -> list[dict[str, Any]]:
    """Of each applicant what the registers say: a state, the companies of its name, and their days."""
    screened.store.pick("picked_register", "all_register", [REGISTERS])
    rows = screened.store.rows("SELECT register FROM picked_register ORDER BY register")
    registers = [row["register"] for row in rows]
    found: dict[str, list[dict[str, Any]]] = {}
    for row in screened.store.rows(NAMED):
        found.setdefault(row["applicant"], []).append(row)
    return [
        _card(found.get(applicant(n), []), registers, each.day or today)
        for n, each in enumerate(told)
    ]


def _card(rows: list[dict[str, Any]], registers: list[str], day: date) -> dict[str, Any]:
    """Found, found several times, not found, or not looked."""
    if not registers:
        says = "no company register is in the book for this day"
        return {"state": "not looked", "says": says, "registers": [], "companies": []}
    companies = [_company(row, day) for row in rows]
    now = [each for each in companies if not each["formerly"]]
    if not rows:
        says = (
            f"no company of this name in {', '.join(registers)}; it may stand in another register"
        )
        state = "not found"
    elif len(now) == 1:
        says, state = now[0]["says"], "found"
    elif now:
        says = f"{len(now)} companies of this name: which one it is, is not told by the name"
        state = "several found"
    else:
        says, state = companies[0]["says"], "found under an earlier name"
    return {"state": state, "says": says, "registers": registers, "companies": companies}


def _company(row: dict[str, Any], day: date) -> dict[str, Any]:
    said = [
        _made(row["incorporated"], day),
        _dissolved(row["dissolved"], day),
        f"status {row['status']}" if row["status"] else "",
        _called(row),
    ]
    return {
        "company": row["company"],
        "name": row["name"],
        "formerly": row["formerly"],
        "jurisdiction": row["jurisdiction"],
        "status": row["status"],
        "incorporated": _written(row["incorporated"]),
        "dissolved": _written(row["dissolved"]),
        "days_old": (day - row["incorporated"]).days if row["incorporated"] else None,
        "says": f"{row['company']}: {'; '.join(each for each in said if each)}",
        "cites": [cite_text(row["cite"])],
    }


def _written(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _made(made: date | None, day: date) -> str:
    if made is None:
        return "the day it was incorporated is not told"
    age = (day - made).days
    if age < 0:
        return f"incorporated on {made}, {-age} days after the application"
    young = " days before the application"
    if age <= YOUNG_DAYS:
        return f"incorporated on {made}, {age}{young}"
    late = ": older than most that are founded to ask" if age > OLD_DAYS else ""
    return f"incorporated on {made}, {age // 365} years and {age % 365}{young}{late}"


def _dissolved(gone: date | None, day: date) -> str:
    if gone is None:
        return ""
    when = "before" if gone <= day else "after"
    return f"dissolved on {gone}, {abs((day - gone).days)} days {when} the application"


def _called(row: dict[str, Any]) -> str:
    """What a name that is no longer the company's says."""
    if not row["formerly"]:
        return ""
    until = f" until {row['until']}" if row["until"] else ""
    return f"the applicant's name is its {row['formerly']} name{until}; it is called {row['name']}"
