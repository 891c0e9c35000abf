"""The requests of both were submitted from one network address.

Fooled by shared offices, by carriers that put many behind one address, and by VPNs; what many used is
a role's. All it finds is restricted.
"""

from samehand.resolve.inside import FIND, NEEDS, READS, examples, saying
from samehand.resolve.sharing import BINS, SharingNumbers
from samehand.rules import Rule

RULE = Rule(
    name="shared-sender",
    title="Both submitted from one network address",
    family="internal",
    ground="submissions",
    revision=1,
    reads=READS["submitting_address"],
    needs=NEEDS,
    numbers=SharingNumbers("submitting_address"),
    bins=BINS,
    find=FIND,
    explain=saying("the network address"),
    examples=examples("submitting_address", "240.0.0.1"),
)
