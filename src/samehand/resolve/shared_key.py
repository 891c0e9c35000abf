"""The records of both name the same key (PGP, X.509).

A key is one person's, or one desk's. Fooled by consultants.
"""

from samehand.resolve.sharing import BINS, FIND, NEEDS, READS, SharingNumbers, examples, saying
from samehand.rules import Rule

RULE = Rule(
    name="shared-key",
    title="The records of both name the same key",
    family="contact",
    ground="contacts",
    revision=1,
    reads=READS,
    needs=NEEDS,
    numbers=SharingNumbers("key"),
    bins=BINS,
    find=FIND,
    explain=saying("key"),
    examples=examples("key", "PGPKEY-0123ABCD"),
)
