"""Walking along the keys: newest or oldest matches first, a window of documents at a time where that pays."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sqlalchemy import Connection, text

from archiver.store.search_fold import Candidate
from archiver.store.search_match import Condition

WINDOWS = (1_000, 16_000, 128_000)
"""Documents in one window after another, then all that are left. PostgreSQL's index gives matches in no order: a common
word is found among the newest documents, a rare one has few matches anyway."""
TEXT_COST = 10
"""Looking for a word in a text costs as much as the index's part in so many matches (5 and 0.5 microseconds)."""
MOST_ROWS = 2_000
_TUNE = text("SELECT set_config('work_mem', '64MB', true), set_config('plan_cache_mode', 'force_custom_plan', true)")
"""Until the transaction ends: room for the bitmap of a common word's matches, else PostgreSQL reads whole blocks again;
and a plan for the very window and words asked, since a plan for any would walk the keys and read every text."""


_DOCUMENTS = text("SELECT reltuples FROM pg_class WHERE oid = 'search_docs'::regclass")


def walk(
    connection: Connection, condition: Condition, start: int | None, *, down: bool, size: int
) -> Iterator[Candidate]:
    """Matches in order of date from after `start`, newest first when `down`; read `size` at a time, ever more."""
    last, wanted, seen, looked_at = start, size, 0, 0
    how = _How(by_text=condition.by_text is not None)
    for bound, documents in _bounds(connection, condition, start, down=down):
        end = None if how.at_once else bound
        here = replace(condition, where=condition.by_text or "") if how.by_text else condition
        while True:
            rows = _read(connection, here, last, end, down=down, size=size)
            for row in rows:
                yield Candidate(row[0], row[1], row[2], row[3])
            seen += len(rows)
            if len(rows) < size:
                break
            last = rows[-1][0]
            size = min(size * 2, MOST_ROWS)
        if end is None:
            return
        last = bound
        looked_at += documents
        how = _how_on(connection, condition, share=seen / looked_at, wanted=wanted)


@dataclass(frozen=True, slots=True)
class _How:
    """How the next window is read."""

    by_text: bool
    """Through the texts, which stops at the last match asked for; else by the index, which looks at all of them."""
    at_once: bool = False
    """All that is left, since there are few matches in it."""


def _how_on(connection: Connection, condition: Condition, *, share: float, wanted: int) -> _How:
    """What costs less from here on, by the share of documents that matched until now.

    With an exclusion the index may look at anything up to all documents: then it has to be much the better one.
    """
    documents = max(1.0, float(connection.execute(_DOCUMENTS).scalar() or 0))
    candidates = documents if condition.excludes else share * documents
    by_text = share * candidates > TEXT_COST * wanted
    return _How(by_text=by_text, at_once=not by_text and share * documents <= wanted)


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


def _bounds(
    connection: Connection, condition: Condition, start: int | None, *, down: bool
) -> Iterator[tuple[int | None, int]]:
    """The last key of each window and its documents, then None for no bound."""
    if condition.by_text is None:
        yield None, 0
        return
    connection.execute(_TUNE)
    given = condition.values.get("until" if down else "since")
    here = start if start is not None else int(str(given)) if given is not None else None
    for size in WINDOWS:
        here = _key_after(connection, here, size, down=down)
        if here is None:
            break
        yield here, size
    yield None, 0


def _key_after(connection: Connection, start: int | None, size: int, *, down: bool) -> int | None:
    """The key so many documents on; None when there are fewer."""
    beyond = "" if start is None else f" WHERE key {'<' if down else '>'} :start"
    found = connection.execute(
        text(f"SELECT key FROM search_docs{beyond} ORDER BY key {'DESC' if down else 'ASC'} LIMIT 1 OFFSET :size"),  # noqa: S608  # values are bound
        {"size": size, **({} if start is None else {"start": start})},
    ).scalar()
    return None if found is None else int(found)
