"""Fetches that ended failed or refused."""

from sqlalchemy import Connection, select

from archiver.model.version import Failure
from archiver.model.visit import Outcome
from archiver.store.batch import FRONTIER, VISITS


def errors(
    connection: Connection, *, site: str | None = None, run_id: int | None = None, limit: int | None = None
) -> tuple[Failure, ...]:
    """Fetches that ended failed or refused, newest first."""
    query = (
        select(
            FRONTIER.c.url,
            FRONTIER.c.site,
            VISITS.c.outcome,
            VISITS.c.reason,
            VISITS.c.visited_at.label("at"),
            VISITS.c.run_id,
            FRONTIER.c.tries,
            FRONTIER.c.due_at,
        )
        .join(FRONTIER, FRONTIER.c.id == VISITS.c.url_id)
        .where(VISITS.c.outcome.in_((Outcome.FAILED.value, Outcome.REFUSED.value)))
        .order_by(VISITS.c.visited_at.desc(), VISITS.c.id.desc())
        .limit(limit)
    )
    if site is not None:
        query = query.where(FRONTIER.c.site == site)
    if run_id is not None:
        query = query.where(VISITS.c.run_id == run_id)
    return tuple(Failure(**row) for row in connection.execute(query).mappings())
