"""Same-party linkage: which records of a table are one organisation or person, and why.

    plan = organisations(table.column_names)      what is compared, and how records meet
    linkage = link(table, plan)                   pairs in bits, parties, the trained model
    save(linkage, folder)                         all of it as Parquet and JSON

The model is Splink's (Fellegi and Sunter's): every level of likeness of every field has a weight
log2(m / u), in bits, trained from the records themselves without labels; a rare shared value weighs
more than a common one. Parties come by average linkage over the bits, not by connected components.
Needs `pip install samehand[link]`.

What fools it: a placeholder that many records share; fields that depend on each other (a postcode
and its town count twice); a table in which a large share of all pairs are one party, for u is then
counted on those too (`Linkage.warnings` says so); and blocks that few true pairs meet in. Bits are
not calibrated on labels here: rank by them, and say "consistent with".
"""

from samehand.linkage.files import report, save, waterfalls
from samehand.linkage.parties import PartyNumbers
from samehand.linkage.plan import Field, Kind, Plan
from samehand.linkage.plans import contacts, organisations
from samehand.linkage.run import Linkage, Numbers, link
from samehand.linkage.training import TrainNumbers
from samehand.linkage.waterfall import Step, steps

__all__ = [
    "Field",
    "Kind",
    "Linkage",
    "Numbers",
    "PartyNumbers",
    "Plan",
    "Step",
    "TrainNumbers",
    "contacts",
    "link",
    "organisations",
    "report",
    "save",
    "steps",
    "waterfalls",
]
