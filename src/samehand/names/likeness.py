"""How alike two names of organisations are, from 0 to 1, and why, in words.

The score is the weight of the words that meet, each as far as it is alike, over the weight of all
words. Legal forms, case, marks, script and the order of words change nothing; a legal form that
differs is said, not scored. It is a likeness of *names*: above `SAME` a person would usually take
them for one organisation, but the number is no probability, and two firms may share a name.

What fools it: sister companies that differ by a common word or a number; short names; trading
names, translations and initials mixed with words; Chinese and Japanese names, which are not parted
into words; vowels that Arabic and Hebrew do not write.
"""

from dataclasses import dataclass
from math import fsum

from samehand.names import words
from samehand.names.meeting import Meeting, Met, initials, meet
from samehand.names.reading import Name, read

SAME = 0.75
"""From here on two names are taken for one. On 220 labelled company names F1 is .89 to .91 for any
threshold from .66 to .80, and .87 or more from .50 to .84 (`bench/match_names.py`)."""
ALONE = 0.75
"""What words that only one name has count, against words that both have: names are often cut."""
INITIALS = 0.8
"""Score of a name and its initials: many organisations share three letters."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two names are, 0 to 1, and the reasons, for and against, in words."""

    score: float
    reasons: tuple[str, ...]


def score(one: Name, other: Name) -> float:
    """How alike two names are, 0 to 1; names of which nothing is left are alike if written alike.

    >>> score(read("Example Networks, Inc."), read("NETWORKS (EXAMPLE) LLC"))
    1.0
    """
    if one.key == other.key:
        return 1.0 if one.words or one.text == other.text else 0.0
    return _score(one, other, meet(one, other))


def likeness(one: str, other: str) -> Likeness:
    """How alike two names are, and why.

    >>> likeness("Borealis Neft JSC", "Boreatis")
    Likeness(score=0.5, reasons=("'borealis' is nearly 'boreatis'", "only one says 'neft'"))
    """
    left, right = read(one), read(other)
    met = meet(left, right)
    return Likeness(round(score(left, right), 3), tuple(_reasons(left, right, met)))


def _score(one: Name, other: Name, met: Meeting) -> float:
    shared = fsum(each.weight for each in met.met)
    alone = fsum(words.weight(word, shared=False) for word in met.only_one + met.only_other)
    alike = fsum(each.weight * each.alike for each in met.met)
    by_words = alike / (shared + ALONE * alone) if shared else 0.0
    return max(by_words, INITIALS) if initials(one, other) else by_words


def _reasons(one: Name, other: Name, met: Meeting) -> list[str]:
    """Sentences: what is shared, what is alike, what is not, and which legal forms differ."""
    same = [f"'{each.one[0]}'" for each in met.met if each.one == each.other]
    found = [f"both say {', '.join(same)}"] if same else []
    for each in met.met:
        if each.one != each.other:
            found.append(f"'{' '.join(each.one)}' {_how(each)} '{' '.join(each.other)}'")
    if initials(one, other):
        found.append("one is the initials of the other")
    for side in (met.only_one, met.only_other):
        if side:
            found.append(f"only one says {', '.join(repr(word) for word in side)}")
    if one.forms and other.forms and set(one.forms) != set(other.forms):
        found.append(f"legal forms differ: {', '.join(one.forms)}; {', '.join(other.forms)}")
    return found


def _how(met: Met) -> str:
    if len(met.one) + len(met.other) > 2:
        return "is, but for a space,"
    return "is nearly" if met.alike >= SAME else "is a little like"
