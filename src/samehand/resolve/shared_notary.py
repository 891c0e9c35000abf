"""One notary attested what both handed in, by the number of the commission where one is told.

A notary who attests for few applicants, and for these, was chosen twice. Fooled by the one notary of
a small town; online notaries attest for many, and are roles. All it finds is restricted.
"""

from samehand.resolve.inside import FIND, NEEDS, READS, examples, saying
from samehand.resolve.sharing import BINS, SharingNumbers
from samehand.rules import Rule

RULE = Rule(
    name="shared-notary",
    title="One notary attested for both",
    family="internal",
    ground="attestations",
    revision=1,
    reads=READS["notary"],
    needs=NEEDS,
    numbers=SharingNumbers("notary"),
    bins=BINS,
    find=FIND,
    explain=saying("the notary"),
    examples=examples("notary", "Person 0900"),
)
