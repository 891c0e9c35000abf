"""The mailboxes of both lie in one domain that few use.

Domains are taken as one registers them, by the public suffix list. Fooled by mail providers with
few clients among holders, and by consultants; the large ones are common and count little.
"""

from samehand.resolve.sharing import BINS, FIND, NEEDS, READS, SharingNumbers, examples, saying
from samehand.rules import Rule

RULE = Rule(
    name="shared-domain",
    title="The mailboxes of both lie in one domain",
    family="contact",
    ground="contacts",
    revision=1,
    reads=READS,
    needs=NEEDS,
    numbers=SharingNumbers("domain"),
    bins=BINS,
    find=FIND,
    explain=saying("mail domain"),
    examples=examples("domain", "example.net"),
)
