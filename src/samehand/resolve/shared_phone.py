"""Both state the same telephone number, on their records or on those of their contacts.

Fooled by virtual offices, outsourced operations and a parent company's switchboard.
"""

from samehand.resolve.sharing import BINS, FIND, NEEDS, READS, SharingNumbers, examples, saying
from samehand.rules import Rule

RULE = Rule(
    name="shared-phone",
    title="The records of both state the same telephone number",
    family="contact",
    ground="contacts",
    revision=1,
    reads=READS,
    needs=NEEDS,
    numbers=SharingNumbers("phone"),
    bins=BINS,
    find=FIND,
    explain=saying("telephone number"),
    examples=examples("phone", "+15555550100"),
)
