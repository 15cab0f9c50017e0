"""A consistent copy of the archive, made while runs go on."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, func, insert, select
from sqlalchemy.engine import URL

from archiver.model.errors import UsageError
from archiver.store import ledger, schedules, schema, search_schema  # noqa: F401  # their tables belong to the copy
from archiver.store.columns import Base
from archiver.store.engine import make_engine, parse_url, refusals, sqlite_file
from archiver.store.migrate import prepare
from archiver.store.search_index import rebuild_index

PAGE = 500
"""Rows copied by one statement."""
_REBUILT = frozenset({"search_docs", "search_state"})


def backup(engine: Engine, url: URL, file: Path) -> int:
    """Copy the archive into a SQLite file; how many articles it holds.

    What is written meanwhile is not in it, and never half. The file appears whole or not at all; one that is there is
    replaced. From PostgreSQL all tables are copied from one snapshot, and the search index is made anew, so that the
    copy can be opened, searched and read in Datasette at once.
    """
    source = sqlite_file(url)
    if source is not None and source.absolute() == file.absolute():
        raise UsageError(f"a backup cannot take the place of the archive itself: {file}")
    part = file.with_name(file.name + ".part")
    with refusals(url, "being copied"):
        file.absolute().parent.mkdir(parents=True, exist_ok=True)
        _remove(part)
        try:
            count = _copy_sqlite(engine, part) if url.drivername.startswith("sqlite") else _copy_tables(engine, part)
            _sync(part)
            part.replace(file)
        finally:
            _remove(part)
    return count


def _copy_sqlite(engine: Engine, part: Path) -> int:
    """SQLite's own backup: all pages in one step, so that a writer between two steps cannot send it back to start."""
    import sqlite3

    with engine.connect() as connection:
        source: Any = connection.connection.dbapi_connection
        target = sqlite3.connect(part)
        try:
            source.backup(target, pages=-1)
            target.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            count: int = target.execute("SELECT count(*) FROM articles").fetchone()[0]
        finally:
            target.close()
    return count


def _copy_tables(engine: Engine, part: Path) -> int:
    url = parse_url(f"sqlite:///{part}")
    target = make_engine(url, read_only=False)
    try:
        prepare(target, url)
        with (
            engine.connect().execution_options(isolation_level="REPEATABLE READ") as source,
            source.begin(),
            target.connect().execution_options(writes=True) as copy,
        ):
            for table in _tables():
                for rows in _pages(source, table):
                    with copy.begin():
                        copy.execute(insert(table), rows)
            with copy.begin():
                rebuild_index(copy)
                articles = Base.metadata.tables["articles"]
                count: int = copy.execute(select(func.count()).select_from(articles)).scalar_one()
    finally:
        target.dispose()
    return count


def _tables() -> list[Table]:
    """Ours, those that others refer to first."""
    return [table for table in Base.metadata.sorted_tables if table.name not in _REBUILT]


def _pages(source: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    query = select(table).execution_options(yield_per=PAGE)
    for rows in source.execute(query).mappings().partitions(PAGE):
        yield [dict(row) for row in rows]


def _sync(part: Path) -> None:
    descriptor = os.open(part, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove(part: Path) -> None:
    for each in (part, *(part.with_name(part.name + tail) for tail in ("-wal", "-shm", "-journal"))):
        each.unlink(missing_ok=True)
