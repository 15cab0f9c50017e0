"""Walking along the keys: newest or oldest matches first, a window of documents at a time where that pays."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sqlalchemy import Connection, text

from archiver.store.search_fold import Candidate
from archiver.store.search_match import Condition
from archiver.store.search_without import arranged

WINDOWS = (400, 3_200, 25_600, 204_800)
"""Documents looked through in one window after another. PostgreSQL's index gives matches in no order: a common word is
found among the newest documents, a rare one has few matches anyway."""
TEXT_COST, INDEX_COST = 2.0, 1.0
"""Microseconds to look for words in a text, and to take one match out of the index and put it in its order."""
MOST_ROWS = 2_000
_TUNE = text(
    "SELECT set_config('work_mem', '64MB', true), set_config('plan_cache_mode', 'force_custom_plan', true),"
    " set_config('jit', 'off', true)"
)
"""Until the transaction ends: room for the bitmap of a common word's matches, else PostgreSQL reads whole blocks again;
and a plan for the very window and words asked, since a plan for any would walk the keys and read every text."""
_DOCUMENTS = text("SELECT reltuples FROM pg_class WHERE oid = 'search_docs'::regclass")


def walk(
    connection: Connection, condition: Condition, start: int | None, *, down: bool, size: int
) -> Iterator[Candidate]:
    """Matches in order of date from after `start`, newest first when `down`; read `size` at a time, ever more."""
    if condition.by_text is None:
        yield from _read(connection, arranged(connection, condition), _Window(start, None, down), size=size)
        return
    last, seen, looked_at, loosely = start, 0, 0, 0.0
    by_text = replace(condition, where=condition.by_text)
    for bound, documents in _bounds(connection, condition, start, down=down):
        within = _Window(last, bound, down)
        for each in _read(connection, by_text, within, size=size):
            seen += 1
            yield each
        last = bound
        looked_at += documents
        if bound is None:
            break
        if looked_at == documents and condition.by_index_text is not None:
            loosely = _share(connection, condition, within)
        share = max(seen, 0.5) / looked_at
        if not _is_text_quicker(connection, share=share, found=max(share, loosely), wanted=size):
            break
    if last is not None:
        yield from _read(connection, condition, _Window(last, None, down), size=size)


def _is_text_quicker(connection: Connection, *, share: float, found: float, wanted: int) -> bool:
    """Whether to go on through the texts, by the share of documents that matched in those until now, and of those that
    the index would find: all matches, wherever they stand, and what is excluded too.
    """
    documents = max(1.0, float(connection.execute(_DOCUMENTS).scalar() or 0))
    by_text = wanted / share * TEXT_COST
    by_index = found * documents * INDEX_COST + wanted * found / share * TEXT_COST
    return by_text < by_index


def _share(connection: Connection, condition: Condition, within: "_Window") -> float:
    """Of the documents in a window the share that the index would find."""
    found = connection.execute(
        text(
            f"SELECT avg(CASE WHEN {condition.by_index_text} THEN 1.0 ELSE 0.0 END)"  # noqa: S608  # values are bound
            f" FROM {condition.source} WHERE {within.condition('w.key')}"
        ),
        {**condition.values, **within.values},
    ).scalar()
    return float(found or 0)


@dataclass(frozen=True, slots=True)
class _Window:
    """Keys after one and up to another, in the order of the walk."""

    last: int | None
    bound: int | None
    down: bool

    @property
    def order(self) -> str:
        """The order of the walk in SQL."""
        return "DESC" if self.down else "ASC"

    @property
    def values(self) -> dict[str, object]:
        """The values bound in `condition`."""
        return {name: value for name, value in (("last", self.last), ("bound", self.bound)) if value is not None}

    def condition(self, key: str) -> str:
        """Whether a key lies in it."""
        after = "" if self.last is None else f" AND {key} {'<' if self.down else '>'} :last"
        return f"1=1{after}" + ("" if self.bound is None else f" AND {key} {'>=' if self.down else '<='} :bound")


def _read(connection: Connection, condition: Condition, within: _Window, *, size: int) -> Iterator[Candidate]:
    """The matches of a window, `size` at first and then ever more at a time."""
    while True:
        rows = connection.execute(
            text(_statement(condition, within)), {**condition.values, **within.values, "size": size}
        )
        found = [Candidate(row[0], row[1], row[2], row[3]) for row in rows]
        yield from found
        if len(found) < size:
            return
        within = replace(within, last=found[-1].key)
        size = min(size * 2, MOST_ROWS)


def _statement(condition: Condition, within: _Window) -> str:
    """Matches in their order. What the texts have to tell about the index's matches is asked one by one, until there
    are enough: PostgreSQL would else ask it of all before they are put in order.
    """
    if condition.by_text is not None and condition.where == condition.by_text:
        # Cut before it is joined: the planner takes far more to match than do, and would join whole tables.
        source = condition.source if "d." in condition.where else condition.source.partition(" JOIN ")[0]
        return (
            "SELECT found.key, d.article_id, a.family_id, d.spam_score FROM"  # noqa: S608  # values are bound
            f" (SELECT w.key FROM {source} WHERE {condition.where} AND {within.condition('w.key')}"
            f" ORDER BY w.key {within.order} LIMIT :size) AS found"
            " JOIN search_docs d ON d.key = found.key JOIN articles a ON a.id = d.article_id"
            f" ORDER BY found.key {within.order}"
        )
    if condition.by_index is None:
        return (
            f"SELECT d.key, d.article_id, a.family_id, d.spam_score FROM {condition.source}"  # noqa: S608  # values are bound
            f" JOIN articles a ON a.id = d.article_id WHERE {condition.where} AND {within.condition(condition.key)}"
            f" ORDER BY {condition.key} {within.order} LIMIT :size"
        )
    source = condition.source if "d." in condition.by_index else condition.source.partition(" JOIN ")[0]
    return (
        "SELECT found.key, one.article_id, one.family_id, one.spam_score FROM"  # noqa: S608  # values are bound
        f" (SELECT w.key FROM {source} WHERE {condition.by_index} AND {within.condition('w.key')}"
        f" ORDER BY w.key {within.order} OFFSET 0) AS found"
        " CROSS JOIN LATERAL (SELECT d.article_id, a.family_id, d.spam_score FROM search_words w"
        " JOIN search_docs d ON d.key = w.key JOIN articles a ON a.id = d.article_id"
        f" WHERE w.key = found.key AND {condition.exact} OFFSET 0) AS one"
        f" ORDER BY found.key {within.order} LIMIT :size"
    )


def _bounds(
    connection: Connection, condition: Condition, start: int | None, *, down: bool
) -> Iterator[tuple[int | None, int]]:
    """The last key of each window and its documents, then None for no bound."""
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
