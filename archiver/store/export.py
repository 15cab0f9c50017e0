"""Articles one after the other, in constant memory."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, select, text

from archiver.model.article import Article
from archiver.model.search import Filters
from archiver.store.batch import ARTICLES, VERSIONS
from archiver.store.codec import article_from_record
from archiver.store.engine import is_sqlite
from archiver.store.search_match import read_condition
from archiver.text.query import parse_query

PAGE = 200
"""Articles read by one statement: a long one is 100 kB, so 20 MB at worst."""


def iter_articles(
    connection: Connection, words: str = "", *, filters: Filters, versions: bool = False
) -> Iterator[Article]:
    """Articles that match, by number (all of them) or by date (when words or filters choose); with their older
    versions before each when these are asked for.
    """
    ids = _matching(connection, words, filters) if words.strip() or filters != Filters() else _all(connection)
    for page in ids:
        yield from _articles(connection, page, versions=versions)


def _all(connection: Connection) -> Iterator[list[int]]:
    last = 0
    while True:
        query = select(ARTICLES.c.id).where(ARTICLES.c.id > last).order_by(ARTICLES.c.id).limit(PAGE)
        page = list(connection.execute(query).scalars())
        if not page:
            return
        yield page
        last = page[-1]


def _matching(connection: Connection, words: str, filters: Filters) -> Iterator[list[int]]:
    condition = read_condition(parse_query(words), filters, sqlite=is_sqlite(connection))
    last: int | None = None
    while True:
        beyond = "" if last is None else f" AND {condition.key} > :last"
        values: dict[str, Any] = {**condition.values, "size": PAGE, **({} if last is None else {"last": last})}
        rows = connection.execute(
            text(
                f"SELECT {condition.key}, d.article_id FROM {condition.source} WHERE {condition.where}{beyond}"  # noqa: S608  # values are bound
                f" ORDER BY {condition.key} LIMIT :size"
            ),
            values,
        ).all()
        if not rows:
            return
        yield [row[1] for row in rows]
        last = rows[-1][0]


def _articles(connection: Connection, ids: list[int], *, versions: bool) -> Iterator[Article]:
    query = select(VERSIONS.c.article_id, VERSIONS.c.record, VERSIONS.c.body).where(VERSIONS.c.article_id.in_(ids))
    if versions:
        query = query.order_by(VERSIONS.c.article_id, VERSIONS.c.number)
    else:
        query = query.join(ARTICLES, ARTICLES.c.id == VERSIONS.c.article_id)
        query = query.where(VERSIONS.c.number == ARTICLES.c.version)
    found: dict[int, list[Article]] = {}
    for number, record, body in connection.execute(query):
        found.setdefault(number, []).append(article_from_record(record, body))
    for number in ids:
        yield from found.get(number, ())
