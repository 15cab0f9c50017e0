"""Ranking by fitness: BM25 with the title weighing more, over a bounded number of the newest matches."""

from collections.abc import Iterator

from sqlalchemy import Connection, text

from archiver.model.search import Filters
from archiver.store.engine import is_sqlite
from archiver.store.search_fold import Candidate
from archiver.store.search_match import Condition, read_condition
from archiver.store.search_rank_text import SPAM_DAMPING, TITLE_WEIGHT, rank_by_text
from archiver.text.query import Query

RANKED = 20_000
"""Of the newest matches so many are ranked, and as many with the words in the title, however old: what a word in
half of a large archive fits best is its newest and its headlines."""
ENOUGH_HEADLINES = 200
"""With so many headlines among the matches that are ranked, older ones are not looked for."""
_WEIGHTS = f"1, {TITLE_WEIGHT}, 1, 1, 1, 1, 1, {TITLE_WEIGHT}, 0"
"""By column of the index: the seven texts, `heads`, `meta`."""


def ranked(
    connection: Connection, query: Query, filters: Filters, *, wanted: int
) -> tuple[Condition, Iterator[Candidate]]:
    """The condition, and matches in order of fitness, best first, newest first among equals; at least `wanted` when
    there are, families not folded yet.
    """
    condition = read_condition(query, filters, sqlite=is_sqlite(connection))
    return condition, _in_order(connection, query, filters, condition, wanted)


def _in_order(
    connection: Connection, query: Query, filters: Filters, condition: Condition, wanted: int
) -> Iterator[Candidate]:
    """Ever more of the best; mostly the first lot is enough."""
    if not is_sqlite(connection):
        yield from rank_by_text(connection, query, filters, condition)
        return
    titles = read_condition(query, filters, sqlite=True, title_only=True)
    older = _asks_older_headlines(connection, condition, titles)
    seen: set[int] = set()
    size = wanted * 2 + 20
    while True:
        rows = _rank(connection, condition, size)
        if older:
            rows = list({row.key: row for row in (*_rank(connection, titles, size), *rows)}.values())
            rows.sort(key=lambda row: (-(row.score or 0.0), -row.key))
        for row in rows:
            if row.key not in seen:
                seen.add(row.key)
                yield row
        if len(rows) < size:
            return
        size *= 4


def _asks_older_headlines(connection: Connection, condition: Condition, titles: Condition) -> bool:
    """Whether more match than are ranked, and few of the ranked have the words in the title.

    Asking for headlines doubles the price of a very common word, all of whose documents FTS5 counts for each question.
    """
    floor = connection.execute(text(_key_at(condition)), {**condition.values, "at": RANKED}).scalar()
    if floor is None:
        return False
    last = connection.execute(text(_key_at(titles)), {**titles.values, "at": ENOUGH_HEADLINES}).scalar()
    return last is None or last <= floor


def _key_at(condition: Condition) -> str:
    """The key of one match further down the newest ones."""
    return (
        f"SELECT {condition.key} FROM {condition.narrow_source} WHERE {condition.where}"  # noqa: S608  # values are bound
        f" ORDER BY {condition.key} DESC LIMIT 1 OFFSET :at"
    )


def _rank(connection: Connection, condition: Condition, size: int) -> list[Candidate]:
    """The best `size` with spam damped. What is damped only falls: once so many stand above the last one looked at, no
    other can.
    """
    looked_at = 2 * size
    while True:
        rows = connection.execute(text(_best(condition)), {**condition.values, "most": RANKED, "size": looked_at}).all()
        found = [Candidate(row[0], row[1], row[2], row[3], row[4] * (1 - SPAM_DAMPING * row[3])) for row in rows]
        found.sort(key=lambda each: (-(each.score or 0.0), -each.key))
        if len(rows) < looked_at or (found[size - 1].score or 0.0) >= min(row[4] for row in rows):
            return found[:size]
        looked_at *= 4


def _best(condition: Condition) -> str:
    """The newest matches by how well they fit, before damping."""
    return (
        "SELECT best.key, d.article_id, a.family_id, d.spam_score, best.fit FROM ("  # noqa: S608  # values are bound
        " SELECT key, fit FROM ("
        f" SELECT {condition.key} AS key, -bm25(search_words, {_WEIGHTS}) AS fit"
        f" FROM {condition.narrow_source} WHERE {condition.where} ORDER BY {condition.key} DESC LIMIT :most)"
        " ORDER BY fit DESC, key DESC LIMIT :size) AS best"
        " JOIN search_docs d ON d.key = best.key JOIN articles a ON a.id = d.article_id"
    )
