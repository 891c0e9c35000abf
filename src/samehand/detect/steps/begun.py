"""Since when each AS announced each prefix, and how well that is known.

Of the rows that saw it first, the one whose collector had looked last before counts. Fooled by
what a collector saw and lost again before the book begins.
"""

from dataclasses import dataclass

from samehand.detect.steps.presence import presence
from samehand.rules import Step, because
from samehand.tables.findings import FileDay
from samehand.tables.routing import Sighting


@dataclass(frozen=True)
class BegunNumbers:
    """Whom must a beginning have been seen by?"""

    least_peers: int = because(3, "what one or two peers see may never have left their network")


BEGUN = """
SELECT family, first, length, origin, min(seen) AS since, max(last_seen) AS until,
       min_by(cite, (seen, unsure_days, cite)) AS cite, min_by(unsure_days, (seen, unsure_days)) AS unsure_days
FROM presence
WHERE peers >= $least_peers
GROUP BY family, first, length, origin
"""

begun = Step(
    name="begun",
    says="since when each AS announced each prefix, to within how many days",
    reads=(Sighting, FileDay),
    needs=(presence,),
    numbers=BegunNumbers(),
    find=BEGUN,
)
