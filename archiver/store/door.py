"""What every part of an archive stands on: its engine, its clock, a connection to read and one to write."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine
from sqlalchemy.engine import URL

from archiver.store.engine import refusals


class Door:
    """An opened database."""

    def __init__(self, engine: Engine, url: URL, *, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._url = url
        self.clock = clock

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

    def _moment(self, said: datetime | None) -> datetime:
        """The moment that was said, else the clock's, in UTC."""
        return (said or self.clock()).astimezone(UTC)
