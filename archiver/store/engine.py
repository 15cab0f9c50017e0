"""Opening the database by its URL, and telling its failures in our words."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, StaticPool, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from archiver.model.errors import DatabaseRefused, UsageError

BUSY_MS = 30_000
"""How long SQLite waits for another writer: longer than a batch, shorter than people's patience."""


def parse_url(text: str) -> URL:
    """The database's URL; raises UsageError for anything but SQLite and PostgreSQL."""
    try:
        url = make_url(text)
    except ArgumentError:
        raise UsageError("not a database URL; expected sqlite:///FILE or postgresql+psycopg://…") from None
    if url.drivername in ("postgresql", "postgres"):
        url = url.set(drivername="postgresql+psycopg")
    if url.drivername not in ("sqlite", "sqlite+pysqlite", "postgresql+psycopg"):
        raise UsageError(f"{url.drivername} is not a database we know; expected sqlite:///… or postgresql+psycopg://…")
    return url


def shown(url: URL) -> str:
    """The URL without its password, and without a query that may hold one."""
    return url.set(query={}).render_as_string(hide_password=True)


def libpq_url(url: URL) -> str:
    """The URL of a PostgreSQL as libpq takes it, with the password: for connections, never for people."""
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


def sqlite_file(url: URL) -> Path | None:
    """The file of a SQLite URL; None for PostgreSQL and for a database in memory."""
    if not url.drivername.startswith("sqlite") or url.database in (None, "", ":memory:"):
        return None
    name = str(url.database)
    return Path(name.removeprefix("file:").partition("?")[0])


def make_engine(url: URL, *, read_only: bool) -> Engine:
    """An engine that is not yet connected."""
    if url.drivername.startswith("sqlite"):
        return _sqlite_engine(url, read_only=read_only)
    return _postgresql_engine(url, read_only=read_only)


def is_sqlite(connection: Connection) -> bool:
    """Whether the connection leads to SQLite."""
    return connection.dialect.name == "sqlite"


@contextmanager
def refusals(url: URL, doing: str) -> Iterator[None]:
    """Turn the database's errors into DatabaseRefused, with the URL but never its password.

    The error of SQLAlchemy is not chained: its text repeats the statement's values, which are page text.
    """
    try:
        yield
    except SQLAlchemyError as error:
        cause = getattr(error, "orig", None) or error
        said = str(cause).strip().splitlines() or [type(cause).__name__]
        words = said[0]
        if url.password:
            words = words.replace(str(url.password), "***")
        raise DatabaseRefused(f"the database refused while {doing}: {words}: {shown(url)}") from None
    except OSError as error:
        raise DatabaseRefused(f"the database refused while {doing}: {error.strerror}: {shown(url)}") from None


def _sqlite_engine(url: URL, *, read_only: bool) -> Engine:
    file = sqlite_file(url)
    arguments: dict[str, Any] = {"check_same_thread": False, "timeout": BUSY_MS / 1000}
    if file is None:
        engine = create_engine(url, poolclass=StaticPool, connect_args=arguments)
    else:
        mode = "ro" if read_only else "rwc"
        quoted = str(file.absolute()).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
        opened = URL.create("sqlite", database=f"file:{quoted}", query={"mode": mode, "uri": "true"})
        engine = create_engine(opened, connect_args=arguments)
    event.listen(engine, "connect", _set_pragmas_read_only if read_only else _set_pragmas)
    event.listen(engine, "begin", _begin)
    if file is not None and not read_only:
        _watch_file(engine, file)
    return engine


def _watch_file(engine: Engine, file: Path) -> None:
    """Refuse to write into a file that was deleted or replaced: SQLite would go on, and all of it would be lost."""

    def note(_connection: object, record: Any) -> None:
        record.info["file"] = file.stat()

    def check(connection: Connection) -> None:
        if not connection.get_execution_options().get("writes", False):
            return
        try:
            is_same = os.path.samestat(connection.info["file"], file.stat())
        except FileNotFoundError:
            is_same = False
        if not is_same:
            raise FileNotFoundError(errno.ENOENT, "its file was deleted or replaced", str(file))

    event.listen(engine, "connect", note)
    event.listen(engine, "begin", check)


def _set_pragmas(connection: Any, _record: object) -> None:
    # The driver's own habit of opening transactions late lets two writers deadlock: _begin opens them instead.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={BUSY_MS}")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA cache_size=-20480")  # kB: a crawl of 20,000 pages fills it, and is to stay under 200 MB
    cursor.execute("PRAGMA temp_store=MEMORY")
    cursor.close()


def _set_pragmas_read_only(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={BUSY_MS}")
    cursor.execute("PRAGMA query_only=ON")
    cursor.execute("PRAGMA cache_size=-32768")
    cursor.close()


def _begin(connection: Connection) -> None:
    """One writer at a time takes its lock at once; readers take none."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _postgresql_engine(url: URL, *, read_only: bool) -> Engine:
    options = "-c timezone=UTC" + (" -c default_transaction_read_only=on" if read_only else "")
    try:
        return create_engine(url, pool_pre_ping=True, connect_args={"options": options, "connect_timeout": 10})
    except ModuleNotFoundError:
        from archiver.model.errors import ExtraMissing

        raise ExtraMissing("PostgreSQL needs the extra: pip install 'archiver[postgres]'") from None
