"""One account at the registry's portal submitted the requests of both.

Fooled by consultants, who submit for their clients; with many clients they are roles. All it finds
is restricted.
"""

from samehand.resolve.inside import FIND, NEEDS, READS, examples, saying
from samehand.resolve.sharing import BINS, SharingNumbers
from samehand.rules import Rule

RULE = Rule(
    name="shared-account",
    title="One account submitted for both",
    family="internal",
    ground="submissions",
    revision=1,
    reads=READS["account"],
    needs=NEEDS,
    numbers=SharingNumbers("account"),
    bins=BINS,
    find=FIND,
    explain=saying("the account"),
    examples=examples("account", "account-0417"),
)
