"""The netnames of both follow one pattern that few use: letters alike, digits counted up.

Who makes records by the dozen names them by a template. Fooled by the templates of registries and
of large providers, which many share and which are roles.
"""

from samehand.resolve.sharing import BINS, FIND, NEEDS, READS, SharingNumbers, examples, saying
from samehand.rules import Rule

RULE = Rule(
    name="shared-netname",
    title="The netnames of both follow one pattern",
    family="contact",
    ground="template",
    revision=1,
    reads=READS,
    needs=NEEDS,
    numbers=SharingNumbers("template"),
    bins=BINS,
    find=FIND,
    explain=saying("pattern of netnames"),
    examples=examples("netname", "EXMPL-CLOUD-1"),
)
