"""The table of verdicts, whose rows can be neither changed nor removed."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

SQLITE = """
CREATE TRIGGER verdict_kept_{what} BEFORE {what} ON verdict
BEGIN SELECT RAISE(ABORT, 'verdicts are only added: lift one with a row of its own'); END
"""
POSTGRES = """
CREATE FUNCTION verdict_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'verdicts are only added: lift one with a row of its own'; END $$
"""
POSTGRES_TRIGGER = """
CREATE TRIGGER verdict_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON verdict
FOR EACH STATEMENT EXECUTE FUNCTION verdict_kept()
"""


def upgrade() -> None:
    """Create the table and what keeps its rows."""
    op.create_table(
        "verdict",
        sa.Column("number", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("world", sa.String(16), nullable=False),
        sa.Column("one", sa.Text, nullable=False),
        sa.Column("other", sa.Text, nullable=False),
        sa.Column("word", sa.String(16), nullable=False),
        sa.Column("lifts", NUMBER, sa.ForeignKey("verdict.number")),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("because", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("records", sa.Text, nullable=False),
        sa.Column("as_of", sa.String(10), nullable=False),
        sa.Column("known_on", sa.String(10), nullable=False),
        sa.Column("snapshot", sa.String(64), nullable=False),
        sa.Column("evidence", sa.String(64), nullable=False),
        sa.Column("bits", sa.Float),
        sa.CheckConstraint("one < other", name="verdict_in_order"),
        sa.CheckConstraint(
            "word IN ('same', 'different', 'unsure', 'lifted')", name="verdict_word"
        ),
        sa.CheckConstraint("(word = 'lifted') = (lifts IS NOT NULL)", name="verdict_lifts"),
        sqlite_autoincrement=True,
    )
    op.create_index("verdict_pair", "verdict", ["world", "one", "other"])
    if op.get_bind().dialect.name == "sqlite":
        for what in ("UPDATE", "DELETE"):
            op.execute(SQLITE.format(what=what))
    else:
        op.execute(POSTGRES)
        op.execute(POSTGRES_TRIGGER)


def downgrade() -> None:
    """Refused: what was judged is never thrown away."""
    raise RuntimeError("verdicts are only added: the first step is not undone")
