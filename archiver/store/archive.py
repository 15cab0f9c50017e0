"""The archive: one door to the database for everything that reads or writes it."""

from collections.abc import Callable
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from archiver.store import migrate
from archiver.store.asking import Asking
from archiver.store.engine import make_engine, parse_url, shown
from archiver.store.keeping import Keeping
from archiver.store.saved_door import Watching
from archiver.store.scheduling import Scheduling
from archiver.store.search_door import Searching
from archiver.store.writing import Writing


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Archive(Searching, Watching, Asking, Writing, Keeping, Scheduling):
    """An open archive. It may be used by several threads; close it, or use it in a `with` statement."""

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
