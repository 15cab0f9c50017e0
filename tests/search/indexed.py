"""Saving articles the short way, for tests of search."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import Connection, FromClause, Integer, insert

from archiver.model.article import Article
from archiver.store.codec import dumps
from archiver.store.schema import ArticleRow, VersionRow
from archiver.store.search_index import Entry, index_articles

FETCHED = datetime(2026, 1, 1, tzinfo=UTC)


def put(connection: Connection, articles: Iterable[Article], *, family: dict[int, int] | None = None) -> None:
    """Save articles (id and version given) the short way and index them."""
    entries = []
    for article in articles:
        moment = article.published_at or FETCHED
        row = {
            "id": article.id, "url": article.url, "canonical_url": article.url, "site": article.site, "version": 1,
            "title": article.title, "sorted_at": moment, "source": article.source, "language": article.language,
            "authors": dumps(article.authors), "section": dumps(article.section), "spam_score": article.spam_score,
            "state": "live", "family_id": (family or {}).get(article.id or 0),
            "first_captured_at": FETCHED, "last_captured_at": FETCHED,
        }  # fmt: skip
        connection.execute(insert(ArticleRow).values({**blank(ArticleRow.__table__), **row}))
        put_version(connection, article)
        entries.append(Entry(article=article, sorted_at=moment))
    index_articles(connection, entries)


def put_version(connection: Connection, article: Article) -> None:
    """Save a version of an article."""
    number = (article.id or 0) * 100 + (article.version or 0)
    row = {
        "id": number, "article_id": article.id, "number": article.version, "kind": "first", "changed": "[]",
        "captured_at": FETCHED, "read_at": FETCHED, "title": article.title, "published_at": article.published_at,
        "source": article.source, "authors": dumps(article.authors), "body": article.body,
        "record": dumps(replace(article, body=None).to_dict()),
    }  # fmt: skip
    connection.execute(insert(VersionRow).values({**blank(VersionRow.__table__), **row}))


def blank(table: FromClause) -> dict[str, object]:
    """A value for every column that must have one."""
    return {
        column.name: 0 if isinstance(column.type, Integer) else "" for column in table.columns if not column.nullable
    }
