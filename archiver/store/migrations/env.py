"""Alembic's way in: runs the steps on the connection that it is given."""

from alembic import context

from archiver.store import ledger, schema  # noqa: F401  # their tables are part of the metadata
from archiver.store.columns import Base


def run_steps() -> None:
    """Run the steps within the caller's transaction."""
    connection = context.config.attributes["connection"]
    context.configure(connection=connection, target_metadata=Base.metadata, transactional_ddl=False)
    with context.begin_transaction():
        context.run_migrations()


if hasattr(context, "config"):  # not when it is only imported, as by the test run
    run_steps()
