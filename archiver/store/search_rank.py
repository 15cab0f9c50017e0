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
_WEIGHTS = f"1, {TITLE_WEIGHT}, 1, 1, 1, 1, 1, 0"
"""By column of the index: the seven texts, `meta`."""


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
    many = len(connection.execute(text(_over(condition)), {**condition.values, "most": RANKED}).all()) > 0
    seen: set[int] = set()
    size = wanted * 2 + 20
    while True:
        rows = _rank(connection, condition, size)
        if many:
            titles = read_condition(query, filters, sqlite=True, title_only=True)
            rows = list({row.key: row for row in (*_rank(connection, titles, size), *rows)}.values())
            rows.sort(key=lambda row: (-(row.score or 0.0), -row.key))
        for row in rows:
            if row.key not in seen:
                seen.add(row.key)
                yield row
        if len(rows) < size:
            return
        size *= 4


def _over(condition: Condition) -> str:
    """One row when more match than are ranked."""
    return (
        f"SELECT 1 FROM {condition.source} WHERE {condition.where}"  # noqa: S608  # values are bound
        f" ORDER BY {condition.key} DESC LIMIT 1 OFFSET :most"
    )


def _rank(connection: Connection, condition: Condition, size: int) -> list[Candidate]:
    rows = connection.execute(
        text(
            "SELECT best.key, best.article_id, a.family_id, best.spam, best.score FROM ("  # noqa: S608  # values are bound
            " SELECT key, article_id, spam, -fit * (1 - :damping * spam) AS score FROM ("
            f" SELECT {condition.key} AS key, bm25(search_words, {_WEIGHTS}) AS fit, d.spam_score AS spam, d.article_id"
            f" FROM {condition.source} WHERE {condition.where} ORDER BY {condition.key} DESC LIMIT :most)"
            " ORDER BY score DESC, key DESC LIMIT :size) AS best JOIN articles a ON a.id = best.article_id"
            " ORDER BY best.score DESC, best.key DESC"
        ),
        {**condition.values, "most": RANKED, "size": size, "damping": SPAM_DAMPING},
    )
    return [Candidate(*row) for row in rows]
