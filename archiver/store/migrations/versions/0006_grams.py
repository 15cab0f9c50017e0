"""Search on PostgreSQL: pieces of texts indexed by an expression in place of stored tsvectors; nothing on SQLite.

The table is made anew and empty. The first save, or `archiver check --repair`, fills it.
"""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of words anew."""
    if op.get_bind().dialect.name == "sqlite":
        return
    op.execute("DROP TABLE IF EXISTS search_words")
    op.execute("DELETE FROM search_docs")
    op.execute("DELETE FROM search_state")
    op.execute("INSERT INTO search_state (name, value) SELECT 'index', 'none' WHERE EXISTS (SELECT 1 FROM articles)")
    _make_words()


def _make_words() -> None:
    from archiver.store.search_schema import make_words_postgres

    make_words_postgres(op.get_bind())
