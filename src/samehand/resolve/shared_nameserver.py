"""The reverse zones of both lie on the same name servers.

Fooled by shared hosting and by providers that run the zones of their customers.
"""

from samehand.resolve.sharing import BINS, FIND, NEEDS, READS, SharingNumbers, examples, saying
from samehand.rules import Rule

RULE = Rule(
    name="shared-nameserver",
    title="The reverse zones of both lie on the same name server",
    family="contact",
    ground="nameserver",
    revision=1,
    reads=READS,
    needs=NEEDS,
    numbers=SharingNumbers("nameserver"),
    bins=BINS,
    find=FIND,
    explain=saying("name server"),
    examples=examples("nameserver", "ns1.example.net"),
)
