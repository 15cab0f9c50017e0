"""What keeps an archive well: schema steps, checks, copies."""

from contextlib import AbstractContextManager

from sqlalchemy import Connection, Engine
from sqlalchemy.engine import URL

from archiver.store import migrate


class Keeping:
    """The part of an archive that looks after it."""

    _engine: Engine
    _url: URL

    def _reading(self) -> AbstractContextManager[Connection]:
        raise NotImplementedError

    def _writing(self) -> AbstractContextManager[Connection]:
        raise NotImplementedError

    def schema(self) -> str:
        """The schema's step."""
        return migrate.current_of(self._engine, self._url)
