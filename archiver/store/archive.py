"""The archive: one door to the database for everything that reads or writes it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine
from sqlalchemy.engine import URL

from archiver.store import migrate
from archiver.store.asking import Asking
from archiver.store.engine import make_engine, parse_url, refusals, shown
from archiver.store.keeping import Keeping
from archiver.store.saved_door import Watching
from archiver.store.scheduling import Scheduling
from archiver.store.search_door import Searching
from archiver.store.writing import Writing


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Archive(Searching, Watching, Asking, Writing, Keeping, Scheduling):
    """An open archive. It may be used by several threads; close it, or use it in a `with` statement."""

    def __init__(self, engine: Engine, url: URL, *, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._url = url
        self.clock = clock

    @classmethod
    def open(cls, url: str, read_only: bool = False, *, clock: Callable[[], datetime] = _utc_now) -> Self:
        """Open the database of a URL (`sqlite:///FILE` or `postgresql+psycopg://…`), which is made when missing.

        Raises SchemaOutdated for an older schema that holds data, DatabaseRefused when the database cannot be reached
        or made, UsageError for a URL that is none. Read-only, nothing can be written by mistake. `clock` gives the
        time where a call does not say it.
        """
        parsed = parse_url(url)
        engine = make_engine(parsed, read_only=read_only)
        try:
            migrate.prepare(engine, parsed, read_only=read_only)
        except BaseException:
            engine.dispose()
            raise
        return cls(engine, parsed, clock=clock)

    @property
    def url(self) -> str:
        """The database's URL without its password."""
        return shown(self._url)

    def close(self) -> None:
        """Give back the connections."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """A connection that sees one moment of the archive."""
        with refusals(self._url, "being read"), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """A connection in a transaction: all of it is written, or nothing."""
        with (
            refusals(self._url, "being written"),
            self._engine.connect().execution_options(writes=True) as connection,
            connection.begin(),
        ):
            yield connection
