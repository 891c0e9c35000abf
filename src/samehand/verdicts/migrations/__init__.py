"""The steps by which a store of verdicts came to be what it is, run by Alembic."""
