"""Both state the same mailbox, on their records or on those of their contacts.

Fooled by a hoster's or consultant's mailbox on the records of its clients.
"""

from samehand.resolve.sharing import BINS, FIND, NEEDS, READS, SharingNumbers, examples, saying
from samehand.rules import Rule

RULE = Rule(
    name="shared-mailbox",
    title="The records of both state the same mailbox",
    family="contact",
    ground="contacts",
    revision=1,
    reads=READS,
    needs=NEEDS,
    numbers=SharingNumbers("mailbox"),
    bins=BINS,
    find=FIND,
    explain=saying("mailbox"),
    examples=examples("mailbox", "noc@example.net"),
)
