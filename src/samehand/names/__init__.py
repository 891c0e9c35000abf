"""Names of organisations, compared: across scripts, legal forms, word order and typing errors.

    likeness("Example Networks, Inc.", "ООО «Эксампле Нетворкс»")     a score, 0 to 1, and why
    pairs(names)                                                      all that are alike, in bulk

`values.names.key` is the quick key of a name; here a name is *read* (`reading`): folded to Latin
letters (`fold`), its legal forms set apart, common words, numbers and initials known for what they
are (`lists`). Two readings *meet* word by word (`meeting`, `words`), and `likeness` weighs it.

A likeness of names is no proof: of 84,000 organisations that hold AS numbers, thousands of pairs are
at .8 or more, and most are strangers. What it is worth is for a link to fit, by rarity.
"""

from samehand.names.likeness import SAME, Likeness, likeness, score
from samehand.names.pairs import pairs
from samehand.names.reading import Name, read

__all__ = ["SAME", "Likeness", "Name", "likeness", "pairs", "read", "score"]
