"""`archiver` with a fault built in, for the fault rig: `python -m tests.hostile.faulty FAULT WORDS…`.

every=K     each K-th statement that writes is refused by the database
clock=SEED  the clock jumps by minutes, days and years, forwards and backwards, all the time
"""

import random
import sqlite3
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import Engine, event


def refuse_every(number: int) -> None:
    """Have the database refuse each so-many-th statement that writes, after the schema is there."""
    counter = count(1)

    def refuse(connection: Any, cursor: Any, statement: str, *rest: object) -> None:
        word = statement.lstrip()[:6].upper()
        if word in ("INSERT", "UPDATE", "DELETE") and "alembic" not in statement and next(counter) % number == 0:
            raise sqlite3.OperationalError("disk I/O error")

    event.listen(Engine, "before_cursor_execute", refuse)


def jumping_clock(seed: int) -> Callable[[], datetime]:
    """A clock that jumps."""
    dice = random.Random(seed)
    jumps = (timedelta(hours=1), timedelta(days=1), timedelta(days=400), timedelta(days=4000), timedelta(seconds=30))
    ahead = timedelta(0)

    def now() -> datetime:
        nonlocal ahead
        if dice.random() < 0.1:
            ahead = dice.choice(jumps) * dice.choice((-1, 1))
        return datetime.now(UTC) + ahead

    return now


def jump(seed: int) -> None:
    """Give the crawl and the archive a clock that jumps: their own doors for a clock, with it for the machine's."""
    from archiver.crawl.options import CrawlOptions
    from archiver.store.archive import Archive

    clock = jumping_clock(seed)
    CrawlOptions.__init__.__kwdefaults__["clock"] = clock
    Archive.open.__func__.__kwdefaults__["clock"] = clock  # type: ignore[attr-defined]  # a class method's own function


def main() -> None:
    kind, _, value = sys.argv[1].partition("=")
    {"every": refuse_every, "clock": jump}[kind](int(value))
    from archiver.cli.main import main as archiver

    sys.argv = ["archiver", *sys.argv[2:]]
    archiver()


if __name__ == "__main__":
    main()
