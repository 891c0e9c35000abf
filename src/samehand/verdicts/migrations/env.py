"""How Alembic runs the steps: in the transaction of the connection it is handed, all or nothing."""

from alembic import context

from samehand.verdicts.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    transactional_ddl=True,
    version_table="samehand_version",
)
with context.begin_transaction():
    context.run_migrations()
