"""Ranking by fitness: BM25 with the title weighing more, over a bounded number of the newest matches."""

import math
from collections.abc import Iterator

from sqlalchemy import Connection, text

from archiver.model.search import Filters
from archiver.store.engine import is_sqlite
from archiver.store.search_fold import Candidate
from archiver.store.search_match import Condition, column_of, count_matches, is_char, read_condition
from archiver.store.search_words import DEFAULT_COLUMNS
from archiver.text.query import Clause, Query, Term

TITLE_WEIGHT = 8
"""A word in the title counts as much as this many in the body."""
SPAM_DAMPING = 0.9
"""An article that is surely spam keeps a tenth of its score."""
RANKED = 20_000
"""Of the newest matches so many are ranked, and as many with the words in the title, however old: what a word in
half of a large archive fits best is its newest and its headlines."""
RANKED_POSTGRES = 2_000
"""The same where each text has to be read for it."""

_K1, _B = 1.2, 0.75  # Robertson's usual values, those of FTS5's own bm25()
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
    sqlite = is_sqlite(connection)
    rank, most = (_sqlite, RANKED) if sqlite else (_postgres, RANKED_POSTGRES)
    many = len(connection.execute(text(_over(condition)), {**condition.values, "most": most}).all()) > 0
    seen: set[int] = set()
    size = wanted * 2 + 20
    while True:
        rows = rank(connection, condition, query, most, size)
        if many:
            titles = read_condition(query, filters, sqlite=sqlite, title_only=True)
            rows = list({row.key: row for row in (*rank(connection, titles, query, most, size), *rows)}.values())
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


def _sqlite(connection: Connection, condition: Condition, _query: Query, most: int, size: int) -> list[Candidate]:
    rows = connection.execute(
        text(
            "SELECT best.key, best.article_id, a.family_id, best.spam, best.score FROM ("  # noqa: S608  # values are bound
            " SELECT key, article_id, spam, -fit * (1 - :damping * spam) AS score FROM ("
            f" SELECT {condition.key} AS key, bm25(search_words, {_WEIGHTS}) AS fit, d.spam_score AS spam, d.article_id"
            f" FROM {condition.source} WHERE {condition.where} ORDER BY {condition.key} DESC LIMIT :most)"
            " ORDER BY score DESC, key DESC LIMIT :size) AS best JOIN articles a ON a.id = best.article_id"
            " ORDER BY best.score DESC, best.key DESC"
        ),
        {**condition.values, "most": most, "size": size, "damping": SPAM_DAMPING},
    )
    return [Candidate(*row) for row in rows]


def _postgres(connection: Connection, condition: Condition, query: Query, most: int, size: int) -> list[Candidate]:
    """BM25 by the same formula, from the spaced texts."""
    documents, average = connection.execute(text("SELECT count(*), coalesce(avg(tokens), 1) FROM search_docs")).one()
    values: dict[str, object] = {
        **condition.values,
        "most": most,
        "size": size,
        "damping": SPAM_DAMPING,
        "average": float(average),
    }
    parts: list[str] = []
    for at, term in enumerate(query.wanted):
        values |= {f"needle{at}": term.needle, f"idf{at}": _idf(connection, term, documents)}
        count = _count(term, f":needle{at}", len(term.needle))
        parts.append(
            f":idf{at} * ({count}) * {_K1 + 1} / (({count}) + {_K1} * ({1 - _B} + {_B} * d.tokens / :average))"
        )
    rows = connection.execute(
        text(
            "SELECT d.key, d.article_id, a.family_id, d.spam_score,"  # noqa: S608  # values are bound
            f" ({' + '.join(parts)}) * (1 - :damping * d.spam_score)"
            f" FROM {condition.source} JOIN articles a ON a.id = d.article_id"
            f" WHERE d.key IN (SELECT d.key FROM {condition.source}"
            f" WHERE {condition.where} ORDER BY d.key DESC LIMIT :most) ORDER BY 5 DESC, 1 DESC LIMIT :size"
        ),
        values,
    )
    return [Candidate(row[0], row[1], row[2], float(row[3]), float(row[4])) for row in rows]


def _count(term: Term, needle: str, length: int) -> str:
    """How often a term stands in the texts, the title's weight counted; once at most for a single character, as
    SQLite's index has it.
    """
    columns = DEFAULT_COLUMNS if term.field is None else (column_of(term.field),)
    if is_char(term):
        found = " OR ".join(f"strpos(w.{column}, {needle}) > 0" for column in columns)
        return f"CASE WHEN {found} THEN 1 ELSE 0 END"
    return " + ".join(
        f"{TITLE_WEIGHT if column == 'title' else 1}"
        f" * (length(w.{column}) - length(replace(w.{column}, {needle}, ''))) / {length}.0"
        for column in columns
    )


def _idf(connection: Connection, term: Term, documents: int) -> float:
    condition = read_condition(Query((Clause((term,)),)), Filters(), sqlite=False)
    found = count_matches(connection, condition)
    return max(1e-6, math.log((documents - found + 0.5) / (found + 0.5)))
