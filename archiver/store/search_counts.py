"""Counting what was found: by value (facets) and over time (timeline)."""

from datetime import date, timedelta

from sqlalchemy import Connection, text

from archiver.model.errors import BadQuery
from archiver.model.search import Bucket, Count, Facets, Filters, Step, Timeline
from archiver.store.engine import is_sqlite
from archiver.store.search_match import Condition, read_condition
from archiver.store.search_words import day_date
from archiver.text.query import parse_query

MOST_VALUES = 30
"""Values shown of one kind."""
_KINDS = ("site", "source", "publisher", "language")


def facets(connection: Connection, words: str = "", filters: Filters | None = None) -> Facets:
    """For each kind of value the commonest ones among the articles that match, commonest first; reprints counted.

    Raises BadQuery for words that cannot be read.
    """
    condition = _condition(connection, words, filters)
    by_kind = {kind: _count_values(connection, condition, kind) for kind in _KINDS}
    years: dict[int, int] = {}
    for day, articles in _days(connection, condition):
        year = day_date(day).year
        years[year] = years.get(year, 0) + articles
    year_counts = tuple(Count(value=str(year), articles=years[year]) for year in sorted(years, reverse=True))
    return Facets(**by_kind, year=year_counts)


def timeline(connection: Connection, words: str = "", filters: Filters | None = None, *, by: Step = "day") -> Timeline:
    """How many of the articles that match fall into each day, week or month of the pages' own calendars.

    Raises BadQuery for words that cannot be read and for another step.
    """
    if by not in ("day", "week", "month"):
        raise BadQuery(f"a timeline goes by day, week or month, not {by[:40]!r}")
    counts: dict[date, int] = {}
    for day, articles in _days(connection, _condition(connection, words, filters)):
        start = _start(day_date(day), by)
        counts[start] = counts.get(start, 0) + articles
    buckets = tuple(Bucket(start=start, articles=counts[start]) for start in sorted(counts))
    return Timeline(by=by, buckets=buckets, total=sum(counts.values()))


def _condition(connection: Connection, words: str, filters: Filters | None) -> Condition:
    return read_condition(parse_query(words), filters or Filters(), sqlite=is_sqlite(connection), may_use_chars=True)


def _count_values(connection: Connection, condition: Condition, kind: str) -> tuple[Count, ...]:
    rows = connection.execute(
        text(
            f"SELECT d.{kind}, count(*) FROM {condition.source} WHERE {condition.where} AND d.{kind} IS NOT NULL"  # noqa: S608  # values are bound
            f" GROUP BY d.{kind} ORDER BY 2 DESC, 1 LIMIT {MOST_VALUES}"
        ),
        condition.values,
    )
    return tuple(Count(value=value, articles=articles) for value, articles in rows)


def _days(connection: Connection, condition: Condition) -> list[tuple[int, int]]:
    rows = connection.execute(
        text(f"SELECT d.day, count(*) FROM {condition.source} WHERE {condition.where} GROUP BY d.day"),  # noqa: S608  # values are bound
        condition.values,
    )
    return [(int(day), int(articles)) for day, articles in rows]


def _start(day: date, by: Step) -> date:
    if by == "month":
        return day.replace(day=1)
    return day - timedelta(days=day.weekday()) if by == "week" else day
