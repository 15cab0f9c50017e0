"""Search: the index of words and its documents. Articles that are there already: `archiver check --repair`."""

import sqlalchemy as sa
from alembic import op

from archiver.store.columns import Id

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "search_docs",
        sa.Column("key", Id, primary_key=True, autoincrement=False),
        sa.Column("article_id", Id, sa.ForeignKey("articles.id"), nullable=False, unique=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("day", sa.Integer, nullable=False),
        sa.Column("site", sa.Text),
        sa.Column("source", sa.Text),
        sa.Column("publisher", sa.Text),
        sa.Column("language", sa.Text),
        sa.Column("spam_score", sa.Float, nullable=False),
        sa.Column("tokens", sa.Integer, nullable=False),
    )
    for column in ("site", "source", "language", "day"):
        op.create_index(f"ix_search_docs_{column}_key", "search_docs", [column, "key"])
    op.create_table(
        "search_state",
        sa.Column("name", sa.String(32), primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
    _make_words()


def _make_words() -> None:
    names = ("body", "title", "captions", "source", "authors", "section", "publisher")
    if op.get_bind().dialect.name == "sqlite":
        columns = ", ".join((*names, "meta"))
        op.execute(f"CREATE VIRTUAL TABLE search_words USING fts5({columns}, content='', tokenize='ascii')")
        return
    columns = ", ".join(f"{name} text NOT NULL" for name in names)
    op.execute(
        f"CREATE TABLE search_words (key bigint PRIMARY KEY, {columns}, "
        "words tsvector NOT NULL, is_long boolean NOT NULL)"
    )
    op.execute("CREATE INDEX ix_search_words_words ON search_words USING gin (words)")
    op.execute("CREATE INDEX ix_search_words_is_long ON search_words (key) WHERE is_long")
