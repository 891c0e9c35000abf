"""For whom a report is: each reader gets the sections that help to do their work."""

from collections.abc import Mapping

EVERYTHING = (
    *("bottom line", "findings", "parties", "chronology", "record", "links", "chain of title"),
    *("routing", "listings", "use", "value", "recovery", "payments", "alternatives", "not looked"),
    *("method", "exhibits", "replies", "changes", "run again"),
)

READERS: Mapping[str, tuple[str, ...]] = {
    "everyone": EVERYTHING,
    "counsel": (*EVERYTHING, "certificates"),
    "prosecutor": (*EVERYTHING, "custodians", "certificates"),
    "arbitrator": (
        *("bottom line", "chronology", "findings", "chain of title", "links", "replies"),
        *("alternatives", "not looked", "method", "exhibits", "run again"),
    ),
    "editor": (
        *("bottom line", "checks", "parties", "chronology", "links", "chain of title", "listings"),
        *("value", "alternatives", "not looked", "replies", "exhibits", "run again"),
    ),
    "buyer": (
        *("chain of title", "routing", "listings", "use", "value", "not looked", "exhibits"),
        "run again",
    ),
}
"""The sections each reader gets, in order."""
