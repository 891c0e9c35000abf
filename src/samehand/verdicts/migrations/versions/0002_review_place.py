"""Where each person was in the queue when he last looked, so that a review goes on there."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create the table of places."""
    op.create_table(
        "review_place",
        sa.Column("number", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("world", sa.String(16), nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("one", sa.Text, nullable=False),
        sa.Column("other", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    """Forget the places; verdicts stay."""
    op.drop_table("review_place")
