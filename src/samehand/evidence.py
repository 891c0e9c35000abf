"""What a finding is made of: evidence, signals, families.

A *hand* is built of signals about pairs of holders; a signal of evidence; evidence of cites.
"""

from dataclasses import dataclass

FAMILIES: dict[str, str] = {
    "routing": "incumbents, sole local transit, scrubbing, anycast, provider-made route objects",
    "behaviour": "fast honest growth, slow-start rules of the registry of that time",
    "transfer": "mergers, insolvency, brokers",
    "contact": "hosters, consultants, registered agents, sponsoring members, outsourced NOCs",
    "name": "common words; an open relation shares a name, a hidden one avoids it",
    "company": "formation agents, serial founders",
    "internal": "payment agents, online notaries",
    "listing": "neighbours in one data centre",
}
"""The families of evidence, which count as independent of each other, and what fools each."""

AGAINST = "against"
"""The family of counter-evidence: it only takes away, so it is no second family for a member."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One checkable sentence, the raw lines it rests on, and how far it moves us.

    `weight` is in bits: log2 of how much likelier the fact is among holders under one control
    than among others. Below zero it speaks against.
    """

    says: str
    cites: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Signal:
    """What one rule found about one subject: for a link, the two holders in order."""

    rule: str
    subject: tuple[str, ...]
    evidence: tuple[Evidence, ...]

    @property
    def weight(self) -> float:
        """Bits: the sum of the evidence, both ways."""
        return sum(item.weight for item in self.evidence)
