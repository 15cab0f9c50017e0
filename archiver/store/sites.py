"""The sites that an archive knows."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, or_, select

from archiver.model.stats import SiteSummary
from archiver.store.batch import ARTICLES, FRONTIER
from archiver.store.codec import names
from archiver.store.runs import RUNS, SITES


def sites(connection: Connection, *, now: datetime) -> tuple[SiteSummary, ...]:
    """All sites by name, with what is stored of each."""
    articles = _counted(connection, select(ARTICLES.c.site, func.count()).group_by(ARTICLES.c.site))
    urls = _counted(connection, select(FRONTIER.c.site, func.count()).group_by(FRONTIER.c.site))
    free = or_(FRONTIER.c.lease_until.is_(None), FRONTIER.c.lease_until <= now)
    waiting = select(FRONTIER.c.site, func.count()).where(FRONTIER.c.due_at <= now, free).group_by(FRONTIER.c.site)
    due = _counted(connection, waiting)
    newest = select(func.max(RUNS.c.id)).group_by(RUNS.c.site)
    runs = {row.site: row for row in connection.execute(select(RUNS).where(RUNS.c.id.in_(newest)))}
    found = []
    for row in connection.execute(select(SITES).order_by(SITES.c.name)):
        run = runs.get(row.name)
        found.append(
            SiteSummary(
                name=row.name,
                publisher=row.publisher,
                domains=names(row.domains),
                timezone=row.timezone,
                language=row.language,
                articles=articles.get(row.name, 0),
                urls=urls.get(row.name, 0),
                due=due.get(row.name, 0),
                last_run=run.id if run else None,
                last_run_at=run.started_at if run else None,
                last_status=run.status if run else None,
            )
        )
    return tuple(found)


def _counted(connection: Connection, query: Select[Any]) -> dict[str, int]:
    return {row[0]: row[1] for row in connection.execute(query)}
