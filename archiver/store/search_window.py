"""Walking along the keys: newest or oldest matches first, a window of documents at a time where that pays."""

from collections.abc import Iterator

from sqlalchemy import Connection, text

from archiver.store.engine import is_sqlite
from archiver.store.search_fold import Candidate
from archiver.store.search_match import Condition

WINDOWS = (1_000, 16_000, 128_000)
"""Documents in one window after another, then all that are left. PostgreSQL's index gives matches in no order: a common
word is found among the newest documents, a rare one has few matches anyway."""
MOST_ROWS = 2_000
_TUNE = text("SELECT set_config('work_mem', '64MB', true), set_config('plan_cache_mode', 'force_custom_plan', true)")
"""Until the transaction ends: room for the bitmap of a common word's matches, else PostgreSQL reads whole blocks again;
and a plan for the very window and words asked, since a plan for any would walk the keys and read every text."""


def walk(
    connection: Connection, condition: Condition, start: int | None, *, down: bool, size: int
) -> Iterator[Candidate]:
    """Matches in order of date from after `start`, newest first when `down`; read `size` at a time, ever more."""
    last = start
    for bound in _bounds(connection, condition, start, down=down):
        while True:
            rows = _read(connection, condition, last, bound, down=down, size=size)
            for row in rows:
                yield Candidate(row[0], row[1], row[2], row[3])
            if len(rows) < size:
                break
            last = rows[-1][0]
            size = min(size * 2, MOST_ROWS)
        last = bound


def _read(
    connection: Connection, condition: Condition, last: int | None, bound: int | None, *, down: bool, size: int
) -> list[tuple[int, int, int | None, float]]:
    beyond = "" if last is None else f" AND {condition.key} {'<' if down else '>'} :last"
    within = "" if bound is None else f" AND {condition.key} {'>=' if down else '<='} :bound"
    rows = connection.execute(
        text(
            f"SELECT d.key, d.article_id, a.family_id, d.spam_score FROM {condition.source}"  # noqa: S608  # values are bound
            f" JOIN articles a ON a.id = d.article_id WHERE {condition.where}{beyond}{within}"
            f" ORDER BY {condition.key} {'DESC' if down else 'ASC'} LIMIT :size"
        ),
        {
            **condition.values,
            "size": size,
            **({} if last is None else {"last": last}),
            **({} if bound is None else {"bound": bound}),
        },
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def _bounds(connection: Connection, condition: Condition, start: int | None, *, down: bool) -> Iterator[int | None]:
    """The last key of each window, then None for no bound."""
    if is_sqlite(connection) or not condition.has_words:
        yield None
        return
    connection.execute(_TUNE)
    given = condition.values.get("until" if down else "since")
    here = start if start is not None else int(str(given)) if given is not None else None
    for size in WINDOWS:
        here = _key_after(connection, here, size, down=down)
        if here is None:
            break
        yield here
    yield None


def _key_after(connection: Connection, start: int | None, size: int, *, down: bool) -> int | None:
    """The key so many documents on; None when there are fewer."""
    beyond = "" if start is None else f" WHERE key {'<' if down else '>'} :start"
    found = connection.execute(
        text(f"SELECT key FROM search_docs{beyond} ORDER BY key {'DESC' if down else 'ASC'} LIMIT 1 OFFSET :size"),  # noqa: S608  # values are bound
        {"size": size, **({} if start is None else {"start": start})},
    ).scalar()
    return None if found is None else int(found)
