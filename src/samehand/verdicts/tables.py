"""The tables of the store of verdicts. What they are *now*; migrations/ says how they came to be so."""

from sqlalchemy import BigInteger, Column, Float, Integer, MetaData, String, Table, Text

HEAD = "0002"
"""The revision of migrations/ that gives these tables."""

METADATA = MetaData()
NUMBER = BigInteger().with_variant(Integer(), "sqlite")  # SQLite counts only INTEGER keys by itself

VERDICT = Table(
    "verdict",
    METADATA,
    Column("number", NUMBER, primary_key=True, autoincrement=True),
    Column("world", String(16), nullable=False),  # real, or SYNTHETIC: the two never meet
    Column("one", Text, nullable=False),
    Column("other", Text, nullable=False),
    Column("word", String(16), nullable=False),
    Column("lifts", NUMBER),
    Column("by", Text, nullable=False),
    Column("at", String(32), nullable=False),  # UTC, ISO 8601, to the microsecond
    Column("because", Text, nullable=False),  # JSON: what it rests on, with cites
    Column("note", Text, nullable=False),
    Column("records", Text, nullable=False),  # JSON: both holders as the records had them
    Column("as_of", String(10), nullable=False),
    Column("known_on", String(10), nullable=False),
    Column("snapshot", String(64), nullable=False),
    Column("evidence", String(64), nullable=False),
    Column("bits", Float),
)

PLACE = Table(
    "review_place",
    METADATA,
    Column("number", NUMBER, primary_key=True, autoincrement=True),
    Column("world", String(16), nullable=False),
    Column("by", Text, nullable=False),
    Column("at", String(32), nullable=False),
    Column("one", Text, nullable=False),
    Column("other", Text, nullable=False),
)
