"""Past requests as applications: those of a file, or those of the registry's own requests.

A request of the registry's own files says who asked, when, and for what. What it shares is what the
applicant's records and the registry's own files said of it by that day.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from samehand.api.book import Desk
from samehand.api.lookups.states import ask
from samehand.api.restricted import allowed
from samehand.api.screening.applications import Application
from samehand.errors import NotInData, UsageError
from samehand.tables.internal import Request

REQUESTS = """
WITH called AS (
  SELECT asn_holding.holder, min(coalesce(asn_name.name, asn_name.handle)) AS name
  FROM asn_holding
  JOIN asn_name ON asn_name.asn = asn_holding.first_asn
  GROUP BY asn_holding.holder
)
SELECT request.request, request.applicant, min(request.bucket) AS bucket, min(request.family) AS family,
       min(request.size) AS size, min(request.seen) AS day, min(called.name) AS name
FROM request
LEFT JOIN called ON called.holder = request.applicant
GROUP BY request.request, request.applicant
ORDER BY day, request.request
"""


def past_requests(desk: Desk) -> tuple[Application, ...]:
    """Every request of the registry's own files. Raises NotPermitted, or NotInData for none."""
    allowed(desk, "replay without applications")
    if not desk.peek.holds(Request.table):
        raise NotInData("the book holds no request", "give --applications FILE, or import them")
    return tuple(
        Application(
            place=row["request"],
            fields={
                name: (str(value),)
                for name, value in (
                    ("application", row["request"]),
                    ("applicant", row["applicant"]),
                    ("name", row["name"] or row["applicant"]),
                    ("day", row["day"]),
                    ("bucket", row["bucket"]),
                    ("family", row["family"]),
                    ("size", row["size"]),
                )
                if value is not None
            },
        )
        for row in ask(desk, REQUESTS)
    )


def in_order(told: Sequence[Application]) -> list[tuple[date, Application]]:
    """Applications by their days. Raises UsageError for one without."""
    dated = []
    for each in told:
        if each.day is None:
            raise UsageError(f"{each.place} has no day", "wanted day: 2019-02-01, of each")
        dated.append((each.day, replace(each)))
    return sorted(dated, key=lambda pair: pair[0])
