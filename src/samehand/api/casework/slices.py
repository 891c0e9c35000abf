"""Slices: what links found of the pairs of a hand, so that its bits can be added up again.

A slice holds, for each pair of members, every link with its bin; weights of bins; and the totals
and sums that the answers gave. What is not in it is how a bin was found in the raw lines: that
takes the whole book.
"""

from typing import Any

from samehand.api.hand_rows import hand_id, within
from samehand.api.hands import find
from samehand.api.lookups.kinds import asked
from samehand.api.progress import silent
from samehand.api.scanning import scanned
from samehand.api.telling import totals

COUNTED = """
SELECT one, other, rule, bin, family, bits, counted
FROM counted
WHERE list_contains($members, one) AND list_contains($members, other)
ORDER BY one, other, rule, bin
"""


def slice_of(book: Any, what: str) -> list[dict[str, Any]]:
    """The slice of a hand; nothing for anything else."""
    if asked(what).kind != "hand":
        return []
    made = scanned(book.desk, silent)
    hand = find(book.desk, made, asked(what).value)
    rows = made.store.query(COUNTED, members=list(hand.members)).to_pylist()
    bits = totals(made, within([hand]))
    return [
        {
            "hand": hand_id(hand.members),
            "members": list(hand.members),
            "prior": made.prior,
            "counted": rows,
            "pairs": [
                {"one": one, "other": other, "bits": round(float(row["bits"]), 4)}
                for (one, other), row in sorted(bits.items())
            ],
            "tree": [[bits, one, other] for bits, one, other in hand.tree],
            "links": hand.links,
        }
    ]
