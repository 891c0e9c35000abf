"""One person signed or stood as officer for both in what they handed in.

Fooled by namesakes, and by lawyers who sign for their clients; who signs for many is a role. All it
finds is restricted.
"""

from samehand.resolve.inside import FIND, NEEDS, READS, examples, saying
from samehand.resolve.sharing import BINS, SharingNumbers
from samehand.rules import Rule

RULE = Rule(
    name="shared-signatory",
    title="One person signed for both",
    family="internal",
    ground="attestations",
    revision=1,
    reads=READS["signatory"],
    needs=NEEDS,
    numbers=SharingNumbers("signatory"),
    bins=BINS,
    find=FIND,
    explain=saying("the person"),
    examples=examples("signatory", "Person 0417"),
)
