"""A time limit on statements, so that no question keeps a server busy for long."""

import time
from typing import Any

from sqlalchemy import Engine, event

_STEPS = 20_000
"""SQLite's virtual machine looks at the clock once in so many instructions: about a millisecond."""


def limit_statements(engine: Engine, seconds: float) -> None:
    """Have the database give up a statement after some seconds; it then fails as one that the database refused.

    Applies to connections opened from now on.
    """
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _watch_sqlite)
        event.listen(engine, "before_cursor_execute", _start_clock(seconds))
    else:
        event.listen(engine, "connect", _limit_postgresql(seconds))
    engine.dispose()


class _Clock:
    """When the statement under way must end."""

    deadline = float("inf")


def _watch_sqlite(connection: Any, record: Any) -> None:
    clock = _Clock()
    record.info["clock"] = clock
    connection.set_progress_handler(lambda: time.monotonic() > clock.deadline, _STEPS)


def _start_clock(seconds: float) -> Any:
    def start(connection: Any, *_: object) -> None:
        clock = connection.connection.info.get("clock")
        if clock is not None:
            clock.deadline = time.monotonic() + seconds

    return start


def _limit_postgresql(seconds: float) -> Any:
    def limit(connection: Any, _record: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"SET statement_timeout = {int(seconds * 1000)}")
        connection.commit()

    return limit
