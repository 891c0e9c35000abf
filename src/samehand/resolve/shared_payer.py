"""One payer, by name, paid for the requests of both.

Fooled by payment agents with few clients, and by a payer whose name is a common one. All it finds is
restricted.
"""

from samehand.resolve.inside import FIND, NEEDS, READS, examples, saying
from samehand.resolve.sharing import BINS, SharingNumbers
from samehand.rules import Rule

RULE = Rule(
    name="shared-payer",
    title="One payer paid for both",
    family="internal",
    ground="payments",
    revision=1,
    reads=READS["payer"],
    needs=NEEDS,
    numbers=SharingNumbers("payer"),
    bins=BINS,
    find=FIND,
    explain=saying("the payer"),
    examples=examples("payer", "Made Up Payments"),
)
