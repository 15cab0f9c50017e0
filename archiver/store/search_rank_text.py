"""Ranking where the index knows no frequencies (PostgreSQL): the same formula, counted in the texts themselves."""

import math
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Connection, text

from archiver.model.search import Filters
from archiver.store.search_fold import Candidate
from archiver.store.search_match import Condition, read_condition
from archiver.store.search_terms import column_of, is_char
from archiver.store.search_window import walk
from archiver.store.search_words import DEFAULT_COLUMNS
from archiver.text.query import Clause, Query, Term

TITLE_WEIGHT = 8
"""A word in the title counts as much as this many in the body."""
SPAM_DAMPING = 0.9
"""An article that is surely spam keeps a tenth of its score."""
RANKED_TEXTS = 1_000
"""Of the newest matches so many are ranked, and as many with the words in the title: each text has to be read."""
SAMPLED = 4_000
"""Documents, the newest, in which terms are counted to weigh them, and whose length is the usual one."""
SAMPLED_FIRST, ENOUGH = 400, 20
"""A term that so many of so many documents hold is not counted in more: the index would look at all its matches. Nor is
the only term of a query: its weight changes no order."""
K1, B = 1.2, 0.75
"""Robertson's usual values, those of FTS5's own bm25()."""
_SAMPLE = text(
    "SELECT min(key) AS bound, count(*) AS documents, coalesce(avg(tokens), 1) AS tokens"
    " FROM (SELECT key, tokens FROM search_docs ORDER BY key DESC LIMIT :size) AS newest"
)


def rank_by_text(connection: Connection, query: Query, filters: Filters, condition: Condition) -> Iterator[Candidate]:
    """The newest matches, and those with the words in the title, best first."""
    keys = _newest(connection, condition)
    if len(keys) == RANKED_TEXTS:
        keys |= _newest(connection, read_condition(query, filters, sqlite=False, title_only=True))
    if keys:
        yield from _score(connection, sorted(keys), query.wanted)


def _newest(connection: Connection, condition: Condition) -> set[int]:
    found = walk(connection, condition, None, down=True, size=RANKED_TEXTS)
    return {each.key for each in islice(found, RANKED_TEXTS)}


def _score(connection: Connection, keys: Sequence[int], terms: Sequence[Term]) -> Iterator[Candidate]:
    sample = connection.execute(_SAMPLE, {"size": SAMPLED}).one()
    values: dict[str, object] = {"keys": list(keys), "damping": SPAM_DAMPING, "average": max(1.0, float(sample.tokens))}
    near = connection.execute(_SAMPLE, {"size": SAMPLED_FIRST}).one()
    weights = [_weight(connection, term, near, near if len(terms) == 1 else sample) for term in terms]
    parts: list[str] = []
    for at, (term, weight) in enumerate(zip(terms, weights, strict=True)):
        values |= {f"needle{at}": term.needle, f"idf{at}": weight}
        count = _count(term, f":needle{at}", len(term.needle.encode()))
        long = f"{K1} * ({1 - B} + {B} * d.tokens / :average)"
        parts.append(f":idf{at} * ({count}) * {K1 + 1} / (({count}) + {long})")
    rows = connection.execute(
        text(
            "SELECT d.key, d.article_id, a.family_id, d.spam_score,"  # noqa: S608  # values are bound
            f" ({' + '.join(parts)}) * (1 - :damping * d.spam_score)"
            " FROM search_words w JOIN search_docs d ON d.key = w.key JOIN articles a ON a.id = d.article_id"
            " WHERE w.key = ANY(:keys) ORDER BY 5 DESC, 1 DESC"
        ),
        values,
    )
    for row in rows:
        yield Candidate(row[0], row[1], row[2], float(row[3]), float(row[4]))


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
        f" * (octet_length(w.{column}) - octet_length(replace(w.{column}, {needle}, ''))) / {length}.0"
        for column in columns
    )


def _weight(connection: Connection, term: Term, near: Any, sample: Any) -> float:
    """How telling a term is, from how many of the newest documents hold it."""
    condition = read_condition(Query((Clause((term,)),)), Filters(), sqlite=False)
    documents, found = near.documents, _held(connection, condition, condition.by_text, near.bound)
    if found < ENOUGH and sample is not near:
        documents, found = sample.documents, _held(connection, condition, condition.by_index, sample.bound)
    return max(1e-6, math.log((documents - found + 0.5) / (found + 0.5)))


def _held(connection: Connection, condition: Condition, where: str | None, bound: int) -> int:
    """How many documents from a key on match."""
    asked = text(f"SELECT count(*) FROM {condition.source} WHERE {where} AND w.key >= :bound")  # noqa: S608  # values are bound
    return int(connection.execute(asked, {**condition.values, "bound": bound}).scalar_one())
