"""Ranking by fitness: BM25 with the title weighing more, over a bounded number of the newest matches."""

import math
from collections.abc import Iterator

from sqlalchemy import Connection, bindparam, text

from archiver.model.search import Filters
from archiver.store.engine import is_sqlite
from archiver.store.search_fold import Candidate
from archiver.store.search_match import Condition, count_matches, read_condition
from archiver.store.search_words import DEFAULT_COLUMNS
from archiver.text.query import Clause, Query, Term

TITLE_WEIGHT = 8
"""A word in the title counts as much as this many in the body."""
SPAM_DAMPING = 0.9
"""An article that is surely spam keeps a tenth of its score."""
RANKED = 50_000
"""Of the newest matches so many are ranked, and as many with the words in the title, however old: what a word in
half of a large archive fits best is its newest and its headlines."""
RANKED_POSTGRES = 5_000
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
    sqlite = is_sqlite(connection)
    condition = read_condition(query, filters, sqlite=sqlite)
    most = RANKED if sqlite else RANKED_POSTGRES
    rows = (_sqlite if sqlite else _postgres)(connection, condition, query, most)
    if len(rows) >= most:
        titles = read_condition(query, filters, sqlite=sqlite, title_only=True)
        seen = {row.key for row in rows}
        more = (_sqlite if sqlite else _postgres)(connection, titles, query, most)
        rows += [row for row in more if row.key not in seen]
        rows.sort(key=lambda row: (-(row.score or 0.0), -row.key))
    return condition, _with_articles(connection, rows, wanted)


def _with_articles(connection: Connection, rows: list[Candidate], wanted: int) -> Iterator[Candidate]:
    """Look up article and family of the rows, a page at a time: most are never asked for."""
    size = wanted * 2
    for start in range(0, len(rows), size):
        part = {row.key: row for row in rows[start : start + size]}
        found = connection.execute(
            text(
                "SELECT d.key, d.article_id, a.family_id FROM search_docs d JOIN articles a ON a.id = d.article_id"
                " WHERE d.key IN :keys"
            ).bindparams(bindparam("keys", expanding=True)),
            {"keys": list(part)},
        )
        known = {row[0]: (row[1], row[2]) for row in found}
        for key, row in part.items():
            yield Candidate(key, *known[key], row.spam_score, row.score)


def _sqlite(connection: Connection, condition: Condition, _query: Query, most: int) -> list[Candidate]:
    rows = connection.execute(
        text(
            "SELECT key, -fit * (1 - :damping * spam) AS score, spam FROM ("  # noqa: S608  # values are bound
            f"SELECT {condition.key} AS key, bm25(search_words, {_WEIGHTS}) AS fit, d.spam_score AS spam"
            f" FROM {condition.source} WHERE {condition.where} ORDER BY {condition.key} DESC LIMIT :most)"
            " ORDER BY score DESC, key DESC"
        ),
        {**condition.values, "most": most, "damping": SPAM_DAMPING},
    )
    return [Candidate(row[0], 0, None, row[2], row[1]) for row in rows]


def _postgres(connection: Connection, condition: Condition, query: Query, most: int) -> list[Candidate]:
    """BM25 by the same formula, from the spaced texts."""
    documents, average = connection.execute(text("SELECT count(*), coalesce(avg(tokens), 1) FROM search_docs")).one()
    values: dict[str, object] = {**condition.values, "most": most, "damping": SPAM_DAMPING, "average": float(average)}
    parts: list[str] = []
    for at, term in enumerate(query.wanted):
        values |= {f"needle{at}": term.needle, f"idf{at}": _idf(connection, term, documents)}
        count = _count(term, f":needle{at}", len(term.needle))
        parts.append(
            f":idf{at} * ({count}) * {_K1 + 1} / (({count}) + {_K1} * ({1 - _B} + {_B} * d.tokens / :average))"
        )
    rows = connection.execute(
        text(
            f"SELECT d.key, ({' + '.join(parts)}) * (1 - :damping * d.spam_score) AS score, d.spam_score"  # noqa: S608  # values are bound
            f" FROM {condition.source} WHERE d.key IN (SELECT d.key FROM {condition.source}"
            f" WHERE {condition.where} ORDER BY d.key DESC LIMIT :most) ORDER BY 2 DESC, 1 DESC"
        ),
        values,
    )
    return [Candidate(row[0], 0, None, float(row[2]), float(row[1])) for row in rows]


def _count(term: Term, needle: str, length: int) -> str:
    columns = (
        DEFAULT_COLUMNS
        if term.field is None
        else ({"caption": "captions", "author": "authors"}.get(term.field, term.field),)
    )
    one = "{weight} * (length(w.{column}) - length(replace(w.{column}, {needle}, ''))) / {length}.0"
    return " + ".join(
        one.format(weight=TITLE_WEIGHT if column == "title" else 1, column=column, needle=needle, length=length)
        for column in columns
    )


def _idf(connection: Connection, term: Term, documents: int) -> float:
    condition = read_condition(Query((Clause((term,)),)), Filters(), sqlite=False)
    found = count_matches(connection, condition)
    return max(1e-6, math.log((documents - found + 0.5) / (found + 0.5)))
