"""A site's numbers against its own history."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, func, select, text

from archiver.model.stats import SiteStats, SpamHost, Trend
from archiver.store.batch import ARTICLES
from archiver.store.codec import names
from archiver.store.coverage import FIELDS, RUN_FIELDS
from archiver.store.drift import Sample, find_drift
from archiver.store.engine import is_sqlite
from archiver.store.runs import RUNS

DAYS = 30
SPAM = 0.5

_DAY = "substr(first_captured_at, 1, 10)"
_LAG = "(julianday(first_captured_at) - julianday(published_at)) * 24"
_DAILY = """
SELECT {day} AS day, count(*) AS articles, avg(body_chars) AS body_chars, avg({lag}) AS lag
FROM articles WHERE site = :site AND first_captured_at >= :since GROUP BY {day} ORDER BY 1
"""


def stats(connection: Connection, *, site: str | None, now: datetime) -> tuple[SiteStats, ...]:
    """Each site's numbers, by name."""
    query = select(
        ARTICLES.c.site,
        func.count(),
        func.sum(_one_if(ARTICLES.c.state == "gone")),
        func.sum(_one_if(ARTICLES.c.versions > 1)),
        func.min(ARTICLES.c.first_captured_at, type_=ARTICLES.c.first_captured_at.type),
        func.max(ARTICLES.c.last_captured_at, type_=ARTICLES.c.last_captured_at.type),
    )
    query = query.where(ARTICLES.c.site.is_not(None)).group_by(ARTICLES.c.site).order_by(ARTICLES.c.site)
    if site is not None:
        query = query.where(ARTICLES.c.site == site)
    return tuple(_site(connection, row, now) for row in connection.execute(query).all())


def drifts(connection: Connection, site: str, *, now: datetime) -> tuple[Trend, ...]:
    """The measures of a site that left their habit; new are those that its last ended run did not name."""
    days = _days(connection, site, now - timedelta(days=2 * DAYS))
    trends = (*_coverage(connection, site), *_daily(days, now.astimezone(UTC).date()))
    query = select(RUNS.c.warnings).where(RUNS.c.site == site, RUNS.c.ended_at.is_not(None))
    last = connection.execute(query.order_by(RUNS.c.id.desc()).limit(1)).scalar() or "[]"
    known = {words[1] for warning in names(last) if (words := warning.split(" ", 2))[0] == "drift:"}
    return tuple(replace(trend, is_new=trend.name not in known) for trend in trends if trend.drifted_since)


def _one_if(condition: Any) -> Any:
    from sqlalchemy import case

    return case((condition, 1), else_=0)


def _site(connection: Connection, row: Any, now: datetime) -> SiteStats:
    name, articles, gone, edited, first, last = row
    days = _days(connection, name, now - timedelta(days=365))
    return SiteStats(
        site=name,
        articles=articles,
        gone=int(gone or 0),
        edited=int(edited or 0),
        first_captured_at=first,
        last_captured_at=last,
        per_day={day["day"]: day["articles"] for day in days[-DAYS:]},
        trends=(*_coverage(connection, name), *_daily(days, now.astimezone(UTC).date())),
        spam_hosts=_spam_hosts(connection, name, now),
    )


def _days(connection: Connection, site: str, since: datetime) -> list[dict[str, Any]]:
    day, lag = _DAY, _LAG
    if not is_sqlite(connection):
        day = "to_char(first_captured_at AT TIME ZONE 'UTC', 'YYYY-MM-DD')"
        lag = "extract(epoch FROM first_captured_at - published_at) / 3600"
    bound = since.astimezone(UTC).replace(tzinfo=None).isoformat(" ") if is_sqlite(connection) else since
    rows = connection.execute(text(_DAILY.format(day=day, lag=lag)), {"site": site, "since": bound}).mappings()
    return [{**row, "day": date.fromisoformat(row["day"])} for row in rows]


def _coverage(connection: Connection, site: str) -> list[Trend]:
    """The coverage of each field, run by run."""
    query = (
        select(RUN_FIELDS.c.field, RUNS.c.started_at, RUN_FIELDS.c.present, RUN_FIELDS.c.articles)
        .join(RUNS, RUNS.c.id == RUN_FIELDS.c.run_id)
        .where(RUNS.c.site == site)
        .order_by(RUNS.c.id.desc())
        .limit(len(FIELDS) * 200)
    )
    series: dict[str, list[Sample]] = {}
    for name, started, present, articles in connection.execute(query):
        series.setdefault(name, []).append(Sample(started, float(present), articles))
    trends = (find_drift(name, tuple(reversed(series[name])), is_share=True) for name in FIELDS if name in series)
    return [trend for trend in trends if trend is not None]


def _daily(days: Sequence[Mapping[str, Any]], today: date) -> list[Trend]:
    """Length, lag and volume, day by day; a day without articles counts for volume. Today is not over and left out."""
    held = {day["day"]: day for day in days if day["day"] < today}
    if not held:
        return []
    every = [min(held) + timedelta(days=n) for n in range((today - min(held)).days)]
    trends = [
        find_drift("body_chars", _samples(held, "body_chars"), is_share=False),
        find_drift("date_lag_hours", _samples(held, "lag"), is_share=False),
        find_drift(
            "articles_per_day",
            tuple(Sample(_noon(day), float(held[day]["articles"]) if day in held else 0.0, 1) for day in every),
            is_share=False,
        ),
    ]
    return [trend for trend in trends if trend is not None]


def _samples(held: Mapping[date, Mapping[str, Any]], name: str) -> tuple[Sample, ...]:
    return tuple(
        Sample(_noon(day), float(row[name]) * row["articles"], row["articles"])
        for day, row in held.items()
        if row[name] is not None
    )


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _spam_hosts(connection: Connection, site: str, now: datetime) -> tuple[SpamHost, ...]:
    """Hosts whose pages of the last 30 days are spam more often than before: a domain that was sold, or hijacked."""
    edge = now - timedelta(days=DAYS)
    recent = _by_host(connection, site, ARTICLES.c.first_captured_at >= edge)
    before = _by_host(connection, site, ARTICLES.c.first_captured_at < edge)
    found = []
    for host, (articles, spam, since) in recent.items():
        old_articles, old_spam, _ = before.get(host, (0, 0, None))
        share = old_spam / old_articles if old_articles else 0.0
        if spam >= 3 and spam / articles > max(0.3, 2 * share):
            found.append(SpamHost(host=host, articles=articles, spam=spam, spam_before=round(share, 4), since=since))
    return tuple(sorted(found, key=lambda each: (-each.spam, each.host)))


def _by_host(connection: Connection, site: str, when: Any) -> dict[str, tuple[int, int, Any]]:
    from sqlalchemy import case

    spammy = ARTICLES.c.spam_score >= SPAM
    kind = ARTICLES.c.first_captured_at.type
    first = func.min(case((spammy, ARTICLES.c.first_captured_at), else_=None), type_=kind)
    query: Select[Any] = select(ARTICLES.c.host, func.count(), func.sum(_one_if(spammy)), first)
    query = query.where(ARTICLES.c.site == site, when).group_by(ARTICLES.c.host)
    return {row[0]: (row[1], int(row[2] or 0), row[3]) for row in connection.execute(query)}
