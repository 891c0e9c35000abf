"""Both name the same desk for complaints (`abuse-c`, `OrgAbuseHandle`).

Fooled by providers and outsourced desks that take complaints for many.
"""

from samehand.resolve.sharing import BINS, FIND, NEEDS, READS, SharingNumbers, examples, saying
from samehand.rules import Rule

RULE = Rule(
    name="shared-abuse",
    title="The records of both name the same desk for complaints",
    family="contact",
    ground="contacts",
    revision=1,
    reads=READS,
    needs=NEEDS,
    numbers=SharingNumbers("abuse"),
    bins=BINS,
    find=FIND,
    explain=saying("desk for complaints"),
    examples=examples("abuse", "EX2-ARIN"),
)
