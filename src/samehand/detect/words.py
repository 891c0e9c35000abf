"""How detectors word what they have in common: days looked at, prefixes counted, who is no tie."""

from samehand.store import Found


def counted(many: int, one: str, more: str = "s") -> str:
    """`1 block`, `2 blocks`; `more` is what is added to the word."""
    return f"{many:,} {one}{'' if many == 1 else more}"


def absent(looked_days: int, when: str) -> str:
    """On how many days that were looked at it was not there."""
    return f"absent on the {counted(looked_days, 'day')} looked at {when}"


def untied(row: Found, to: str = "account") -> str:
    """That no record ties the AS to the holder, and whether the holder has a number to be tied by."""
    bare = "" if row.get("numbered", True) else ", which holds no AS number"
    return f"which no record loaded ties to {row[to]}{bare}"


def span(first: object, last: object) -> str:
    """`on a day`, or `between two days`."""
    return f"on {first}" if first == last else f"between {first} and {last}"
