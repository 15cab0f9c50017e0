"""Whether one article matches, told without any index: the definition that every index has to agree with."""

from datetime import date, datetime

from archiver.model.article import Article
from archiver.model.search import Filters
from archiver.store.search_schema import COLUMNS
from archiver.store.search_terms import column_of
from archiver.store.search_words import DEFAULT_COLUMNS, Words, date_day, day_of, value_token
from archiver.text.query import VALUE_FIELDS, Query, Term

_KINDS = ("site", "source", "publisher", "author", "section", "lang")


def holds(query: Query, filters: Filters, words: Words, article: Article, sorted_at: datetime) -> bool:
    """Whether an article with these words matches a query and filters; docs/search.md says when."""
    for clause in query.clauses:
        if any(_is_in(term, words) for term in clause.terms) == clause.excluded:
            return False
    return _passes(filters, words, article, sorted_at)


def _is_in(term: Term, words: Words) -> bool:
    if term.field in VALUE_FIELDS:
        return value_token(str(term.field), term.runs[0]) in words.meta
    columns = DEFAULT_COLUMNS if term.field is None else (column_of(term.field),)
    return any(term.needle in words.spaced[COLUMNS.index(column)] for column in columns)


def _passes(filters: Filters, words: Words, article: Article, sorted_at: datetime) -> bool:
    for kind in _KINDS:
        asked = getattr(filters, kind)
        if asked and not any(value_token(kind, value) in words.meta for value in asked):
            return False
    if filters.spam_below is not None and not article.spam_score < filters.spam_below:
        return False
    day = day_of(article, sorted_at)
    return _is_after(filters.since, day, sorted_at) and _is_before(filters.until, day, sorted_at)


def _is_after(since: date | datetime | None, day: int, moment: datetime) -> bool:
    if isinstance(since, datetime):
        return moment >= since
    return since is None or day >= date_day(since)


def _is_before(until: date | datetime | None, day: int, moment: datetime) -> bool:
    if isinstance(until, datetime):
        return moment <= until
    return until is None or day <= date_day(until)
