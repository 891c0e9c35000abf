"""One card or account paid for the requests of both: who pays for several asks for several.

Fooled by payment agents and by parent companies that pay for all; an agent pays for many, and is a
role. All it finds is restricted.
"""

from samehand.resolve.inside import FIND, NEEDS, READS, examples, saying
from samehand.resolve.sharing import BINS, SharingNumbers
from samehand.rules import Rule

RULE = Rule(
    name="shared-instrument",
    title="Both were paid for from one card or account",
    family="internal",
    ground="payments",
    revision=1,
    reads=READS["instrument"],
    needs=NEEDS,
    numbers=SharingNumbers("instrument"),
    bins=BINS,
    find=FIND,
    explain=saying("the payment instrument"),
    examples=examples("instrument", "card-0417", crowds=True),
)
