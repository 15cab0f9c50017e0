"""The tables of the search index: one narrow row an article in order of date, and its words."""

from sqlalchemy import Connection, Float, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from archiver.store.columns import Base, Id
from archiver.store.engine import is_sqlite
from archiver.store.search_grams import GRAMS, INDEXED, WORDS

COLUMNS = ("body", "title", "captions", "source", "authors", "section", "publisher")
"""The searched texts, in the order of the index's columns. FTS5 writes two bytes less a word for the first one."""


class SearchDocRow(Base):
    """One indexed article; `key` is its place in the order of date."""

    __tablename__ = "search_docs"
    __table_args__ = (
        Index("ix_search_docs_site_key", "site", "key"),
        Index("ix_search_docs_source_key", "source", "key"),
        Index("ix_search_docs_language_key", "language", "key"),
        Index("ix_search_docs_day_key", "day", "key"),
    )

    key: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    """Seconds since 1970 of `articles.sorted_at`, or the next number free: newest first is a walk down the keys."""
    article_id: Mapped[int] = mapped_column(Id, ForeignKey("articles.id"), unique=True)
    version: Mapped[int]
    """The version whose words are indexed."""
    day: Mapped[int]
    """Days since 1970 on the page's own calendar; of capture (UTC) when the page has no date."""
    site: Mapped[str | None] = mapped_column(Text)
    source: Mapped[str | None] = mapped_column(Text)
    publisher: Mapped[str | None] = mapped_column(Text)
    language: Mapped[str | None] = mapped_column(Text)
    spam_score: Mapped[float] = mapped_column(Float)
    tokens: Mapped[int]
    """How many words are indexed, for ranking."""


class SearchStateRow(Base):
    """What the index was made with."""

    __tablename__ = "search_state"

    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    value: Mapped[str] = mapped_column(Text)


def make_words(connection: Connection) -> None:
    """Make the table of words, empty.

    SQLite: FTS5 without content of its own; the texts stand in `versions`, from which an entry's old words are read
    when it goes (contentless tables cannot delete by themselves before SQLite 3.43). Our tokens hold letters and
    digits only, so that the plain tokeniser takes them as they are. PostgreSQL: the spaced texts and an index of their
    pieces.
    """
    if is_sqlite(connection):
        names = ", ".join((*COLUMNS, "heads", "meta"))
        connection.execute(text(f"CREATE VIRTUAL TABLE search_words USING fts5({names}, content='', tokenize='ascii')"))
        return
    make_words_postgres(connection)


def make_words_postgres(connection: Connection) -> None:
    """The table of the spaced texts and the index of their pieces (store/search_grams.py).

    Texts of the usual length stay in their rows, as they are: one kept apart takes twice as long to be looked through.
    """
    names = ", ".join(f"{name} text NOT NULL" for name in COLUMNS)
    for function in (GRAMS, WORDS):
        connection.execute(text(function))
    connection.execute(
        text(
            f"CREATE TABLE search_words (key bigint PRIMARY KEY, {names}, meta bigint[] NOT NULL)"
            " WITH (toast_tuple_target = 8160)"
        )
    )
    indexed = INDEXED.replace("w.", "")
    # A long list of what is not yet sorted in would be read through by every search.
    connection.execute(
        text(
            f"CREATE INDEX ix_search_words_grams ON search_words USING gin ({indexed})"
            " WITH (gin_pending_list_limit = 512)"
        )
    )
    # Numbers about the commonest pieces would cost the function for thousands of rows, and mislead: see search_window.
    connection.execute(text("ALTER INDEX ix_search_words_grams ALTER COLUMN 1 SET STATISTICS 0"))


def drop_words(connection: Connection) -> None:
    """Drop the table of words."""
    connection.execute(text("DROP TABLE IF EXISTS search_words"))
