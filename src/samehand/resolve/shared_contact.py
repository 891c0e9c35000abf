"""Both name the same point of contact: one person or desk answers for both.

Rare, it is the plainest sign there is. Fooled by consultants, hosters and sponsoring members who
put themselves on their clients' records; those stand for many, and are roles.
"""

from samehand.resolve.sharing import BINS, FIND, NEEDS, READS, SharingNumbers, examples, saying
from samehand.rules import Rule

RULE = Rule(
    name="shared-contact",
    title="The records of both name the same point of contact",
    family="contact",
    ground="contacts",
    revision=1,
    reads=READS,
    needs=NEEDS,
    numbers=SharingNumbers("contact"),
    bins=BINS,
    find=FIND,
    explain=saying("point of contact"),
    examples=examples("contact", "EX1-ARIN", crowds=True),
)
