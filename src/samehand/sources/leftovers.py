"""Lines of a file that say something no source reads yet: counted, and told with a sample."""

from collections import Counter

import duckdb


def left_over(db: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """What the records at hand say that nobody reads, with how many say it."""
    names = {name for name, *_ in db.execute("DESCRIBE parsed").fetchall()}
    if "leftover" not in names:
        return {}
    found = db.execute(
        """SELECT leftover, count(*)
           FROM record
           WHERE leftover IS NOT NULL
           GROUP BY leftover"""
    ).fetchall()
    return dict(found)


def told(found: Counter[str]) -> list[str]:
    """How many lines, and the three commonest things they say."""
    ordered = sorted(found.items(), key=lambda each: (-each[1], each[0]))
    shown = ", ".join(repr(text) for text, _ in ordered[:3])
    return [f"{found.total():,} lines say something nobody reads yet: {shown}"] if found else []
