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
COUNTED = 200_000
"""Of more matches than this only the newest are counted."""
_KINDS = ("site", "source", "publisher", "language")


def overview(
    connection: Connection, words: str = "", filters: Filters | None = None, *, by: Step = "month"
) -> tuple[Facets, Timeline]:
    """The commonest values and the course of time of the articles that match, reprints counted, in one look.

    Raises BadQuery for words that cannot be read and for another step.
    """
    if by not in ("day", "week", "month"):
        raise BadQuery(f"a timeline goes by day, week or month, not {by[:40]!r}")
    condition = read_condition(parse_query(words), filters or Filters(), sqlite=is_sqlite(connection))
    counts = _counts(connection, condition, (*_KINDS, "day"))
    return _facets(counts), _timeline(counts, by)


def facets(connection: Connection, words: str = "", filters: Filters | None = None) -> Facets:
    """For each kind of value the commonest ones among the articles that match, commonest first; reprints counted."""
    return overview(connection, words, filters)[0]


def timeline(connection: Connection, words: str = "", filters: Filters | None = None, *, by: Step = "day") -> Timeline:
    """How many of the articles that match fall into each day, week or month of the pages' own calendars."""
    if by not in ("day", "week", "month"):
        raise BadQuery(f"a timeline goes by day, week or month, not {by[:40]!r}")
    condition = read_condition(parse_query(words), filters or Filters(), sqlite=is_sqlite(connection))
    return _timeline(_counts(connection, condition, ("day",)), by)


def _facets(counts: dict[str, dict[str, int]]) -> Facets:
    def commonest(kind: str) -> tuple[Count, ...]:
        ordered = sorted(counts[kind].items(), key=lambda pair: (-pair[1], pair[0]))
        return tuple(Count(value=value, articles=articles) for value, articles in ordered[:MOST_VALUES])

    years: dict[str, int] = {}
    for day, articles in counts["day"].items():
        year = str(day_date(int(day)).year)
        years[year] = years.get(year, 0) + articles
    return Facets(
        site=commonest("site"),
        source=commonest("source"),
        publisher=commonest("publisher"),
        language=commonest("language"),
        year=tuple(Count(value=year, articles=years[year]) for year in sorted(years, reverse=True)),
    )


def _timeline(counts: dict[str, dict[str, int]], by: Step) -> Timeline:
    held: dict[date, int] = {}
    for day, articles in counts["day"].items():
        start = _start(day_date(int(day)), by)
        held[start] = held.get(start, 0) + articles
    buckets = tuple(Bucket(start=start, articles=held[start]) for start in sorted(held))
    return Timeline(by=by, buckets=buckets, total=sum(held.values()))


def _counts(connection: Connection, condition: Condition, kinds: tuple[str, ...]) -> dict[str, dict[str, int]]:
    """Articles by value, for each column; the index of words is walked once."""
    if condition.source == "search_docs d" and condition.where == "1=1":
        source, opening = "search_docs", ""  # each column has an index that holds all that is asked
    else:
        columns = ", ".join(f"d.{kind}" for kind in kinds)
        source = "found"
        opening = (
            f"WITH found AS MATERIALIZED (SELECT {columns} FROM {condition.source} WHERE {condition.where}"  # noqa: S608  # values are bound
            f" ORDER BY {condition.key} DESC LIMIT {COUNTED}) "
        )
    each = (
        f"SELECT '{kind}', CAST({kind} AS TEXT), count(*) FROM {source} WHERE {kind} IS NOT NULL GROUP BY {kind}"  # noqa: S608  # our own names
        for kind in kinds
    )
    counts: dict[str, dict[str, int]] = {kind: {} for kind in kinds}
    for kind, value, articles in connection.execute(text(opening + " UNION ALL ".join(each)), condition.values):
        counts[kind][value] = int(articles)
    return counts


def _start(day: date, by: Step) -> date:
    if by == "month":
        return day.replace(day=1)
    return day - timedelta(days=day.weekday()) if by == "week" else day
