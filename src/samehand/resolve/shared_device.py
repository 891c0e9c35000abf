"""One device, by its token, submitted the requests of both.

Fooled by consultants and by public computers; what many used is a role's. All it finds is
restricted.
"""

from samehand.resolve.inside import FIND, NEEDS, READS, examples, saying
from samehand.resolve.sharing import BINS, SharingNumbers
from samehand.rules import Rule

RULE = Rule(
    name="shared-device",
    title="One device submitted for both",
    family="internal",
    ground="submissions",
    revision=1,
    reads=READS["device"],
    needs=NEEDS,
    numbers=SharingNumbers("device"),
    bins=BINS,
    find=FIND,
    explain=saying("the device"),
    examples=examples("device", "device-0417"),
)
