"""Runs: one row each, with what came of it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from archiver.model.errors import LockHeld, NotFound
from archiver.model.run import Run
from archiver.model.site import Site
from archiver.model.visit import Kind, Outcome
from archiver.store.batch import FRONTIER, VISITS, Row, take_writer
from archiver.store.codec import dumps, names
from archiver.store.columns import Base
from archiver.store.coverage import coverage_of
from archiver.store.frontier import forget_faults, release_leases
from archiver.store.ledger import RunRow
from archiver.store.locks import free_lock, take_lock
from archiver.store.schema import SiteRow

RUNS = Base.metadata.tables[RunRow.__tablename__]
SITES = Base.metadata.tables[SiteRow.__tablename__]

_READ = (Outcome.NEW.value, Outcome.CHANGED.value, Outcome.UNCHANGED.value)


def save_site(connection: Connection, name: str, site: Site | None, *, now: datetime) -> None:
    """Write a site's facts; without facts only its name, when it is not there yet."""
    there = connection.execute(select(SITES.c.name).where(SITES.c.name == name)).first()
    facts: Row = {}
    if site is not None:
        facts = {
            "publisher": site.publisher,
            "domains": dumps(list(site.domains)),
            "timezone": site.timezone,
            "language": site.language,
            "at_least": site.at_least,
        }
    if there is None:
        defaults: Row = {"domains": "[]", "at_least": 0}
        connection.execute(insert(SITES).values(**{**defaults, **facts, "name": name, "added_at": now}))
    elif facts:
        connection.execute(update(SITES).where(SITES.c.name == name).values(**facts))


def start_run(connection: Connection, site: str, minimum: int, *, now: datetime) -> Run:
    """Take the site's lock and begin a run. Leases of a killed run end, and it is marked abandoned.

    Raises LockHeld when another living run works on the site.
    """
    take_writer(connection)
    number = (connection.execute(select(func.max(RUNS.c.id))).scalar() or 0) + 1
    take_lock(connection, site, run_id=number, now=now)
    save_site(connection, site, None, now=now)
    for row in connection.execute(select(RUNS.c.id).where(RUNS.c.site == site, RUNS.c.status == "running")).all():
        close(connection, row[0], "abandoned", ended_at=None)
    release_leases(connection, site)
    forget_faults(connection, site, now=now)
    values = {"id": number, "site": site, "status": "running", "started_at": now, "minimum": minimum}
    empty = {"counts": "{}", "reasons": "{}", "coverage": "{}", "warnings": "[]", "requests": 0, "articles_seen": 0}
    connection.execute(insert(RUNS).values(**values, **empty))
    return run(connection, number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a run says of itself at its end."""

    requests: int = 0
    articles_seen: int | None = None
    """None: counted from its visits."""
    warnings: tuple[str, ...] = ()
    pages_per_second: float | None = None


def end_run(connection: Connection, run_id: int, *, status: str, now: datetime, summary: Summary) -> Run:
    """End a run: sum up what it saved, give back its leases and its lock. One that has ended stays as it is."""
    row = _row(connection, run_id)
    if row["status"] != "running":
        return run(connection, run_id)
    close(connection, run_id, status, ended_at=now)
    values: Row = {
        "requests": summary.requests,
        "warnings": dumps(list(summary.warnings)),
        "pages_per_second": summary.pages_per_second,
    }
    if summary.articles_seen is not None:
        values["articles_seen"] = summary.articles_seen
    connection.execute(update(RUNS).where(RUNS.c.id == run_id).values(**values))
    release_leases(connection, row["site"])
    free_lock(connection, row["site"], run_id=run_id)
    return run(connection, run_id)


def running(connection: Connection, run_id: int) -> Mapping[str, Any]:
    """The row of a run that goes on; raises NotFound, or LockHeld when it was ended by another."""
    row = _row(connection, run_id)
    if row["status"] != "running":
        raise LockHeld(f"run {run_id} of {row['site']} is {row['status']}; nothing was saved")
    return row


def run(connection: Connection, run_id: int) -> Run:
    """A run; raises NotFound. Of one that goes on, what it has saved by now."""
    return _noun(connection, _row(connection, run_id))


def runs(connection: Connection, *, site: str | None = None, limit: int | None = None) -> tuple[Run, ...]:
    """Runs, newest first."""
    query = select(RUNS).order_by(RUNS.c.id.desc()).limit(limit)
    if site is not None:
        query = query.where(RUNS.c.site == site)
    return tuple(_noun(connection, row) for row in connection.execute(query).mappings().all())


def _row(connection: Connection, run_id: int) -> Mapping[str, Any]:
    row = connection.execute(select(RUNS).where(RUNS.c.id == run_id)).mappings().first()
    if row is None:
        raise NotFound(f"no run {run_id}")
    return dict(row)


def close(connection: Connection, run_id: int, status: str, *, ended_at: datetime | None) -> None:
    """Write a run's end and the sums of what it saved."""
    counts, reasons, seen = _sums(connection, run_id)
    connection.execute(
        update(RUNS)
        .where(RUNS.c.id == run_id)
        .values(
            status=status,
            ended_at=ended_at,
            counts=dumps(counts),
            reasons=dumps(reasons),
            articles_seen=seen,
            coverage=dumps(coverage_of(connection, run_id)),
        )
    )


def _sums(connection: Connection, run_id: int) -> tuple[dict[str, int], dict[str, int], int]:
    """Pages by outcome, by outcome and reason, and how many articles were seen, from the run's visits."""
    counts: dict[str, int] = {}
    reasons: dict[str, int] = {}
    word = func.substr(VISITS.c.reason, 1, 60)
    query = select(VISITS.c.outcome, word, func.count()).where(VISITS.c.run_id == run_id)
    for outcome, reason, number in connection.execute(query.group_by(VISITS.c.outcome, word)):
        counts[outcome] = counts.get(outcome, 0) + number
        if reason:
            key = f"{outcome}: {reason.partition(':')[0].strip()}"
            reasons[key] = reasons.get(key, 0) + number
    seen = (
        select(func.count(func.distinct(VISITS.c.url_id)))
        .join(FRONTIER, FRONTIER.c.id == VISITS.c.url_id)
        .where(VISITS.c.run_id == run_id, VISITS.c.outcome.in_(_READ), FRONTIER.c.kind == Kind.ARTICLE.value)
    )
    return counts, reasons, int(connection.execute(seen).scalar_one())


def _noun(connection: Connection, row: Mapping[Any, Any]) -> Run:
    counts, reasons, coverage = (json.loads(row[name]) for name in ("counts", "reasons", "coverage"))
    seen = row["articles_seen"]
    if row["status"] == "running":
        counts, reasons, seen = _sums(connection, row["id"])
        coverage = coverage_of(connection, row["id"])
    return Run(
        id=row["id"],
        site=row["site"],
        started_at=row["started_at"],
        ended_at=row["ended_at"],
        status=row["status"],
        counts=counts,
        reasons=reasons,
        requests=row["requests"],
        articles_seen=seen,
        minimum=row["minimum"],
        coverage=coverage,
        warnings=names(row["warnings"]),
        pages_per_second=row["pages_per_second"],
    )
