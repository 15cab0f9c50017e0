"""What one saving transaction has read beforehand and is going to write: a few statements for many pages."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, func, select, text, update

from archiver.store.columns import Base
from archiver.store.engine import is_sqlite
from archiver.store.ledger import CaptureRow, FrontierRow, VisitRow
from archiver.store.schema import AddressRow, ArticleRow, EventRow, VersionRow
from archiver.store.statements import insert_into, rows_by, update_by_id

Row = dict[str, Any]

WRITER_LOCK = 7_215_362
"""PostgreSQL's advisory lock of the one writer; SQLite has one by nature."""
CHUNK = 500
"""Values in one IN list: SQLite allows 32,766, but each new length is a statement to compile."""

CAPTURES = Base.metadata.tables[CaptureRow.__tablename__]
FRONTIER = Base.metadata.tables[FrontierRow.__tablename__]
VISITS = Base.metadata.tables[VisitRow.__tablename__]
ADDRESSES = Base.metadata.tables[AddressRow.__tablename__]
ARTICLES = Base.metadata.tables[ArticleRow.__tablename__]
EVENTS = Base.metadata.tables[EventRow.__tablename__]
VERSIONS = Base.metadata.tables[VersionRow.__tablename__]

_INSERTED = (ARTICLES, CAPTURES, VERSIONS, ADDRESSES, FRONTIER, VISITS, EVENTS)
"""In the order that foreign keys ask for."""
_NUMBERED = (ARTICLES, CAPTURES, VERSIONS, FRONTIER, VISITS, EVENTS)
_LAST_NUMBERS = select(*(select(func.max(table.c.id)).scalar_subquery() for table in _NUMBERED))
_FIXED = {
    ARTICLES: frozenset({"id"}),
    FRONTIER: frozenset({"id", "url", "url_hash", "found_on", "found_at", "depth"}),
}
"""What never changes in a row that is written anew."""


def take_writer(connection: Connection) -> None:
    """Wait to be the one writer until the transaction ends; ids can then be counted on."""
    if not is_sqlite(connection):
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": WRITER_LOCK})


def chunks(values: Iterable[Any]) -> Iterable[Sequence[Any]]:
    """The values in lists of at most 500."""
    held = list(values)
    for start in range(0, len(held), CHUNK):
        yield held[start : start + CHUNK]


class Batch:
    """Rows read and rows to be written by one transaction; the only writer while it lives."""

    def __init__(self, connection: Connection, *, run: Mapping[str, Any], now: datetime) -> None:
        self.connection = connection
        self.run = run
        self.now = now
        self.frontier: dict[str, Row] = {}
        self.addresses: dict[str, int] = {}
        self.articles: dict[int, Row] = {}
        self.captured: dict[tuple[str, int], int] = {}
        self.bands: dict[int, tuple[int, ...]] = {}
        """Bands of sketches, by article."""
        self._repointed: dict[str, int] = {}
        self._inserted: dict[str, list[Row]] = {table.name: [] for table in _INSERTED}
        self._changed: dict[str, dict[int, Row]] = {"articles": {}, "frontier": {}}
        self._fresh: dict[str, set[int]] = {"articles": set(), "frontier": set()}
        take_writer(connection)
        last = connection.execute(_LAST_NUMBERS).one()
        self._numbers = {table.name: number or 0 for table, number in zip(_NUMBERED, last, strict=True)}

    def number(self, table: str) -> int:
        """The next id of a table."""
        self._numbers[table] += 1
        return self._numbers[table]

    def add(self, table: Table, row: Row) -> Row:
        """Have a row inserted; it may still be changed before the flush."""
        self._inserted[table.name].append(row)
        if table.name in self._fresh:
            self._fresh[table.name].add(row["id"])
        return row

    def touch(self, table: Table, row: Row) -> None:
        """Have a row that was read, or is new, written as it stands at the flush."""
        if row["id"] not in self._fresh[table.name]:
            self._changed[table.name][row["id"]] = row

    def load_frontier(self, hashes: Iterable[str]) -> None:
        """Read the frontier's rows of these addresses."""
        wanted = set(hashes) - self.frontier.keys()
        for row in self._rows(FRONTIER, "url_hash", wanted):
            self.frontier[row["url_hash"]] = row

    def load_articles(self, hashes: Iterable[str]) -> None:
        """Read which articles these addresses lead to, and those of the frontier's rows at hand."""
        wanted = set(hashes) - self.addresses.keys()
        for row in self._rows(ADDRESSES, "url_hash", wanted, names=("url_hash", "article_id")):
            self.addresses[row["url_hash"]] = row["article_id"]
        self.load_articles_by_id({*self.addresses.values(), *(row["article_id"] for row in self.frontier.values())})

    def load_articles_by_id(self, ids: Iterable[int | None]) -> None:
        """Read these articles."""
        for row in self._rows(ARTICLES, "id", set(ids) - {None} - self.articles.keys()):
            self.articles[row["id"]] = row

    def load_captures(self, places: Iterable[tuple[str, int]]) -> None:
        """Read which of these captures the index already holds."""
        offsets: dict[str, list[int]] = {}
        for file, offset in places:
            offsets.setdefault(file, []).append(offset)
        for file, wanted in offsets.items():
            for part in chunks(wanted):
                found = self.connection.execute(
                    select(CAPTURES.c.id, CAPTURES.c.file_offset).where(
                        CAPTURES.c.file == file, CAPTURES.c.file_offset.in_(part)
                    )
                )
                self.captured.update(((file, row[1]), row[0]) for row in found)

    def pending(self, table: Table, **wanted: Any) -> Row | None:
        """The newest row waiting to be inserted that has these values; None when there is none."""
        for row in reversed(self._inserted[table.name]):
            if all(row[key] == value for key, value in wanted.items()):
                return row
        return None

    def repoint(self, url_key: str, article_id: int) -> None:
        """Have an address lead to another article from now on."""
        waiting = self.pending(ADDRESSES, url_hash=url_key)
        if waiting is not None:
            waiting["article_id"] = article_id
            return
        self._repointed[url_key] = article_id

    def flush(self) -> None:
        """Write everything."""
        dialect = self.connection.dialect
        for table in _INSERTED:
            rows = self._inserted[table.name]
            if rows:
                insert_into(table, dialect).execute(self.connection, rows)
                rows.clear()
        for table, fixed in _FIXED.items():
            changed = self._changed[table.name]
            if changed:
                update_by_id(table, dialect, fixed=fixed).execute(self.connection, changed.values())
                changed.clear()
        for key, number in self._repointed.items():
            query = update(ADDRESSES).where(ADDRESSES.c.url_hash == key).values(article_id=number)
            self.connection.execute(query)
        self._repointed.clear()

    def _rows(self, table: Table, column: str, values: Iterable[Any], *, names: tuple[str, ...] = ()) -> Iterable[Row]:
        return rows_by(table, column, self.connection.dialect, names=names).rows(self.connection, values)
