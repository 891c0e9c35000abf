"""What the benches fit on and judge by: holders of a past day under one organisation in 2024.

The list is of a later day than the books: labels are an argument of fitting, never evidence. The
holders of the real case are left out.
"""

from pathlib import Path

from common import OUT, case_members, need
from samehand.api.book import Desk
from samehand.api.fitting import Wish
from samehand.api.labelling import Labelled, labelled
from samehand.resolve.fitting.labels import Half

LIST = ("world-2024-01-01", "20240101.as-org2info.txt.gz")


def wish(half: Half = "all") -> Wish:
    """Fit on the list of 2024, without the case."""
    return Wish(labels=(need(*LIST),), leave_out=_case(), half=half)


def labels(desk: Desk) -> Labelled:
    """The labels for a book in which every link has been looked for."""
    return labelled(desk, (need(*LIST),), _case())


def _case() -> Path:
    """A file of the holders of the case."""
    OUT.mkdir(exist_ok=True)
    path = OUT / "left-out.txt"
    path.write_text("\n".join(sorted(case_members())) + "\n")
    return path
