"""The search index's writing side: an article's words go in and out in the transaction that saves it."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, text
from sqlalchemy.exc import DatabaseError

from archiver.model.article import Article
from archiver.store.batch import take_writer
from archiver.store.codec import article_from_record
from archiver.store.columns import Base
from archiver.store.engine import is_sqlite
from archiver.store.schema import ArticleRow, VersionRow
from archiver.store.search_grams import value_gram
from archiver.store.search_schema import COLUMNS, SearchDocRow, SearchStateRow, drop_words, make_words
from archiver.store.search_words import Words, day_of, key_of, words_of
from archiver.store.statements import insert_into, rows_by
from archiver.text.fold import TABLE_VERSION
from archiver.text.words import TOKENS_VERSION

logger = logging.getLogger(__name__)

DOCS = Base.metadata.tables[SearchDocRow.__tablename__]
INDEX_VERSION = f"2.{TABLE_VERSION}.{TOKENS_VERSION}"
"""What the index is made with; another one means that it must be rebuilt."""

_BATCH = 200
_CHECKS = {
    "are not in the search index": "SELECT count(*) FROM articles a"
    " WHERE NOT EXISTS (SELECT 1 FROM search_docs d WHERE d.article_id = a.id)",
    "are indexed in an older version": "SELECT count(*) FROM articles a"
    " JOIN search_docs d ON d.article_id = a.id WHERE d.version <> a.version",
    "are in the search index and not in the archive": "SELECT count(*) FROM search_docs d"
    " WHERE NOT EXISTS (SELECT 1 FROM articles a WHERE a.id = d.article_id)",
    "have no words in the search index": "SELECT count(*) FROM search_docs d"
    " WHERE NOT EXISTS (SELECT 1 FROM ENTRIES w WHERE w.key = d.key)",
    "have words in the search index but no document": "SELECT count(*) FROM ENTRIES w"
    " WHERE NOT EXISTS (SELECT 1 FROM search_docs d WHERE d.key = w.key)",
}
_NAMES = ", ".join((*COLUMNS, "heads", "meta"))
_MARKS = ", ".join("?" * (len(COLUMNS) + 3))
_NEXT_FREE = text(
    "SELECT d.key + 1 FROM search_docs d WHERE d.key >= :key"
    " AND NOT EXISTS (SELECT 1 FROM search_docs e WHERE e.key = d.key + 1) ORDER BY d.key LIMIT 1"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An article to be indexed, in its current version."""

    article: Article
    """With `id` and `version`."""
    sorted_at: datetime
    """`articles.sorted_at`."""
    folded_body: str | None = None
    """`fold_text` of the body, when that is at hand."""


def index_articles(connection: Connection, entries: Sequence[Entry]) -> None:
    """Index articles in their current versions, each at most once, in the caller's transaction; older entries go.

    Each article has its `id` and `version`, and that version is saved (in `versions`) already. Indexing what is indexed
    changes nothing.
    """
    take_writer(connection)
    _meet_version(connection)
    known = _known(connection, [_id(entry.article) for entry in entries])
    fresh: list[Entry] = []
    stale: list[Any] = []
    for entry in entries:
        row = known.get(_id(entry.article))
        if row is not None and row.version == entry.article.version and _in_place(row, entry):
            continue
        fresh.append(entry)
        if row is not None:
            stale.append(row)
    if stale:
        _take_out(connection, stale)
    if fresh:
        _put_in(connection, fresh)


def rebuild_index(connection: Connection) -> int:
    """Make the index anew from the articles, in the caller's transaction; gives back how many are indexed."""
    connection.execute(delete(SearchDocRow))
    drop_words(connection)
    make_words(connection)
    _write_version(connection)
    done, last = 0, -1
    while batch := _batch_after(connection, last):
        _put_in(connection, batch)
        done += len(batch)
        last = _id(batch[-1].article)
    return done


def index_version(connection: Connection) -> str | None:
    """What the index was made with; None for one that was never written."""
    found: str | None = connection.execute(
        select(SearchStateRow.value).where(SearchStateRow.name == "index")
    ).scalar_one_or_none()
    return found


def _meet_version(connection: Connection) -> None:
    """Make an index of another version anew: its old words could not be told, and so not taken out."""
    found = index_version(connection)
    if found is None:
        _write_version(connection)
    elif found != INDEX_VERSION:
        logger.info("search index of version %s is made anew as %s", found, INDEX_VERSION)
        rebuild_index(connection)


def _write_version(connection: Connection) -> None:
    connection.execute(delete(SearchStateRow).where(SearchStateRow.name == "index"))
    connection.execute(insert(SearchStateRow).values(name="index", value=INDEX_VERSION))


def _batch_after(connection: Connection, last: int) -> list[Entry]:
    rows = connection.execute(
        select(ArticleRow.id, ArticleRow.sorted_at, VersionRow.number, VersionRow.record, VersionRow.body)
        .join(VersionRow, (VersionRow.article_id == ArticleRow.id) & (VersionRow.number == ArticleRow.version))
        .where(ArticleRow.id > last)
        .order_by(ArticleRow.id)
        .limit(_BATCH)
    )
    return [Entry(article=_article(row), sorted_at=row.sorted_at) for row in rows]


def _article(row: Any) -> Article:
    return article_from_record(row.record, row.body, id=row.id, version=row.number)


def _id(article: Article) -> int:
    if article.id is None or article.version is None:
        raise ValueError(f"an article without id and version cannot be indexed: {article.url}")
    return article.id


def _known(connection: Connection, ids: list[int]) -> dict[int, Any]:
    rows = rows_by(DOCS, "article_id", connection.dialect).rows(connection, ids)
    return {row["article_id"]: SimpleNamespace(**row) for row in rows}


def _in_place(row: Any, entry: Entry) -> bool:
    return bool(row.day == day_of(entry.article, entry.sorted_at) and row.key >= key_of(entry.sorted_at))


def _take_out(connection: Connection, rows: Sequence[Any]) -> None:
    if is_sqlite(connection):
        old = [(row.key, _old_words(connection, row)) for row in rows]
        connection.exec_driver_sql(
            f"INSERT INTO search_words (search_words, rowid, {_NAMES}) VALUES ('delete', {_MARKS})",  # noqa: S608  # our own names
            [(key, *words.token_rows) for key, words in old],
        )
    else:
        connection.execute(text("DELETE FROM search_words WHERE key = ANY(:keys)"), {"keys": [row.key for row in rows]})
    connection.execute(
        delete(SearchDocRow).where(SearchDocRow.key == bindparam("old_key")), [{"old_key": row.key} for row in rows]
    )


def _old_words(connection: Connection, row: Any) -> Words:
    """The words under which an entry was indexed: a version never changes, so they can be read again."""
    version = connection.execute(
        select(VersionRow.article_id.label("id"), VersionRow.number, VersionRow.record, VersionRow.body).where(
            VersionRow.article_id == row.article_id, VersionRow.number == row.version
        )
    ).one()
    return words_of(_article(version))


def _put_in(connection: Connection, entries: Sequence[Entry]) -> None:
    keys = _free_keys(connection, [key_of(entry.sorted_at) for entry in entries])
    words = [words_of(entry.article, folded_body=entry.folded_body) for entry in entries]
    docs = [_doc(entry, key, word) for entry, key, word in zip(entries, keys, words, strict=True)]
    insert_into(DOCS, connection.dialect).execute(connection, docs)
    if is_sqlite(connection):
        connection.exec_driver_sql(
            f"INSERT INTO search_words (rowid, {_NAMES}) VALUES ({_MARKS})",  # noqa: S608  # our own names
            [(key, *word.token_rows) for key, word in zip(keys, words, strict=True)],
        )
        return
    names = ", ".join(COLUMNS)
    marks = ", ".join(f":{name}" for name in COLUMNS)
    connection.execute(
        text(
            f"INSERT INTO search_words (key, {names}, meta) VALUES (:key, {marks}, CAST(:meta AS bigint[]))"  # noqa: S608  # our own names
        ),
        [_texts(key, word) for key, word in zip(keys, words, strict=True)],
    )


def _texts(key: int, words: Words) -> dict[str, object]:
    values = [value_gram(token) for token in words.meta]
    return {**dict(zip(COLUMNS, words.spaced, strict=True)), "key": key, "meta": values}


def _doc(entry: Entry, key: int, words: Words) -> dict[str, object]:
    article = entry.article
    return {
        "key": key,
        "article_id": article.id,
        "version": article.version,
        "day": day_of(article, entry.sorted_at),
        "site": article.site,
        "source": article.source,
        "publisher": article.publisher,
        "language": article.language,
        "spam_score": article.spam_score,
        "tokens": words.size,
    }


def _free_keys(connection: Connection, wanted: Sequence[int]) -> list[int]:
    """For each place wanted the first free one at or after it; none is given twice."""
    there = rows_by(DOCS, "key", connection.dialect, names=("key",)).rows(connection, set(wanted))
    taken = {row["key"] for row in there}
    after: dict[int, int] = {}
    given: set[int] = set()
    keys: list[int] = []
    for key in wanted:
        place = after.get(key, key)
        while place in given or place in taken or (place != key and _is_taken(connection, place)):
            place = _next_free(connection, place) if place not in given else place + 1
        after[key] = place + 1
        given.add(place)
        keys.append(place)
    return keys


def _is_taken(connection: Connection, key: int) -> bool:
    return connection.execute(select(SearchDocRow.key).where(SearchDocRow.key == key)).first() is not None


def _next_free(connection: Connection, key: int) -> int:
    """The first number after `key` that the table does not hold. Many pages name a day only: runs are common."""
    found = connection.execute(_NEXT_FREE, {"key": key}).scalar()
    return int(found) if found is not None else key + 1


def check_index(connection: Connection) -> tuple[str, ...]:
    """What is wrong with the index, one line a finding; empty when all is well. `rebuild_index` mends."""
    found: list[str] = []
    version = index_version(connection)
    if version not in (None, INDEX_VERSION):
        found.append(f"the search index was made as version {version}, this program wants {INDEX_VERSION}")
    found += [f"{count} articles {what}" for what, count in _counts(connection) if count]
    if not found and is_sqlite(connection):
        found += _damage(connection)
    return tuple(found)


def _counts(connection: Connection) -> list[tuple[str, int]]:
    # A contentless index lists its entries in its own table of sizes only.
    entries = "(SELECT id AS key FROM search_words_docsize)" if is_sqlite(connection) else "search_words"
    asked = [statement.replace("ENTRIES", entries) for statement in _CHECKS.values()]
    counts = [int(connection.exec_driver_sql(statement).scalar_one()) for statement in asked]
    return list(zip(_CHECKS, counts, strict=True))


def _damage(connection: Connection) -> list[str]:
    try:
        connection.exec_driver_sql("INSERT INTO search_words (search_words) VALUES ('integrity-check')")
    except DatabaseError as error:
        if "readonly" in str(error.orig):
            return []  # SQLite checks by writing: left to a connection that may
        return [f"the search index is damaged: {error.orig}"]
    return []
