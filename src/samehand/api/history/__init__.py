"""History: what happened to blocks, day by day, and what was not looked at.

    routes        who announced a block, when; holders, signatures and listings on those days
    listed        listings, with who held it then and now, and where activity went after
    dormant       blocks held but not announced, by how exposed they are
    awakenings    what was announced again after long silence, and what with it
    leased        space announced by ASes that no record ties to its holder
    usage         what lists say space is used for
    unallocated   announced with no registration found that day
    diff          what changed between two file days of the registries
    detect        every detector, and what each found

A day on which nothing was read is a gap: neither presence nor absence. Sparse tables are told as
sparse: absent on the days we have, never "silent".
"""

from samehand.api.history.awakenings import awakenings
from samehand.api.history.detecting import detect
from samehand.api.history.diff import diff
from samehand.api.history.dormant import dormant
from samehand.api.history.leased import leased
from samehand.api.history.listed import listed
from samehand.api.history.routes import routes
from samehand.api.history.unallocated import unallocated
from samehand.api.history.usage import usage

__all__ = [
    "awakenings",
    "detect",
    "diff",
    "dormant",
    "leased",
    "listed",
    "routes",
    "unallocated",
    "usage",
]
