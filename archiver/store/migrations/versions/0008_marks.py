"""Search on SQLite: words of named columns are marked, and the title's stand once more; nothing on PostgreSQL.

The table is made anew and empty; what upgrades the schema fills it.
"""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of words anew."""
    if op.get_bind().dialect.name != "sqlite":
        return
    op.execute("DROP TABLE IF EXISTS search_words")
    op.execute("DELETE FROM search_docs")
    op.execute("DELETE FROM search_state")
    op.execute("INSERT INTO search_state (name, value) SELECT 'index', 'none' WHERE EXISTS (SELECT 1 FROM articles)")
    names = "body, title, captions, source, authors, section, publisher, heads, meta"
    op.execute(f"CREATE VIRTUAL TABLE search_words USING fts5({names}, content='', tokenize='ascii')")
