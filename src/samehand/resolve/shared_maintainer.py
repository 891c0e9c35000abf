"""The records of both may be changed by the same maintainer.

Who holds the key to both records can act for both. Fooled by sponsoring members and hosters who
maintain what their customers hold, and by lessors' brokers; those maintain much, and are roles.
"""

from samehand.resolve.sharing import BINS, FIND, NEEDS, READS, SharingNumbers, examples, saying
from samehand.rules import Rule

RULE = Rule(
    name="shared-maintainer",
    title="The records of both are kept by the same maintainer",
    family="contact",
    ground="maintainer",
    revision=1,
    reads=READS,
    needs=NEEDS,
    numbers=SharingNumbers("maintainer"),
    bins=BINS,
    find=FIND,
    explain=saying("maintainer"),
    examples=examples("maintainer", "EX-MNT"),
)
