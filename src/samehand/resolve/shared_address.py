"""Both state the same postal address, to the suite.

Fooled by formation agents, virtual offices, colocation buildings and small towns; what many
share is a role's. Addresses that differ in their words are two here.
"""

from samehand.resolve.sharing import BINS, FIND, NEEDS, READS, SharingNumbers, examples, saying
from samehand.rules import Rule

RULE = Rule(
    name="shared-address",
    title="The records of both state the same postal address",
    family="contact",
    ground="address",
    revision=1,
    reads=READS,
    needs=NEEDS,
    numbers=SharingNumbers("address"),
    bins=BINS,
    find=FIND,
    explain=saying("postal address"),
    examples=examples("address", "1 Example Way"),
)
