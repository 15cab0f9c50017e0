"""The queue of work, in the archive's own PostgreSQL: what waits, what is done, what was given up.

Procrastinate keeps the jobs; its tables stand in a schema of their own, so that the archive's steps and checks do not
meet them. A lock a site keeps two workers from one site; what a worker that died had in hand is taken over.
"""

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

from procrastinate import App, PsycopgConnector, SyncPsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from procrastinate.jobs import Job, Status

from archiver.model.errors import DatabaseRefused, LockHeld, NotFound, UsageError
from archiver.store.engine import libpq_url, parse_url, shown

logger = logging.getLogger(__name__)

SCHEMA = "archiver_queue"
CRAWL, REPARSE, HAND_OUT, RESCUE = "crawl", "reparse", "hand_out", "rescue"
WORK, UPKEEP = "work", "upkeep"
"""Two queues: a worker whose hands are full of long runs still looks after the queue."""
BATCH = 2_000
"""Articles of one re-reading: half a minute's work, which is what a kill costs."""
_DEAD = (Status.FAILED.value, Status.ABORTED.value, Status.CANCELLED.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuedJob:
    """A piece of work in the queue."""

    id: int
    work: str
    """crawl or reparse."""
    about: str
    """The site, or the range of articles."""
    status: str
    """todo, doing, succeeded, failed (given up), cancelled or aborted."""
    attempts: int
    due_at: datetime | None
    """Not begun before; None when it may be begun at once."""


def conninfo(db: str) -> str:
    """The database of a URL as libpq takes it, looking at the queue's schema first. Raises `UsageError` for SQLite."""
    url = parse_url(db)
    if not url.drivername.startswith("postgresql"):
        raise UsageError("workers share a PostgreSQL: --db postgresql+psycopg://…; with SQLite: archiver schedule run")
    return libpq_url(url)


def connector_options(db: str) -> dict[str, Any]:
    """What both of Procrastinate's connectors are opened with."""
    return {"conninfo": conninfo(db), "kwargs": {"options": f"-c search_path={SCHEMA},public -c timezone=UTC"}}


def prepare(db: str) -> None:
    """Make the queue's tables where there are none. Several workers may begin at once."""
    import psycopg

    with refusals(db), psycopg.connect(conninfo(db), autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(hashtext(%s))", (SCHEMA,))
        there = connection.execute("SELECT to_regclass(%s)", (f"{SCHEMA}.procrastinate_jobs",)).fetchone()
        if there and there[0]:
            return
        connection.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
        with open_queue(db) as queue:
            queue.app.schema_manager.apply_schema()


@contextmanager
def refusals(db: str) -> Iterator[None]:
    """Tell the database's failures in our words, without a password."""
    import psycopg

    try:
        yield
    except (ConnectorException, psycopg.Error) as error:
        cause = error.__cause__ or error
        said = (str(cause).strip().splitlines() or [type(cause).__name__])[0]
        raise DatabaseRefused(f"the queue refused: {said}: {shown(parse_url(db))}") from None


@contextmanager
def open_queue(db: str) -> Iterator["Queue"]:
    """The queue of a database, for those who put work in and look at it."""
    app = App(connector=SyncPsycopgConnector(**connector_options(db)))
    with refusals(db), app.open():
        yield Queue(app)


class Queue:
    """What can be asked of the queue, and put into it."""

    def __init__(self, app: App) -> None:
        self.app = app

    def put_crawl(self, site: str, *, revisit: bool = False) -> bool:
        """Have a site crawled; False when a run of it waits already."""
        job = self.app.configure_task(
            CRAWL, queue=WORK, lock=site_lock(site), queueing_lock=f"{CRAWL} {site} {revisit}"
        )
        return put(partial(job.defer, site=site, revisit=revisit))

    def put_reparse(self, last: int, *, site: str | None = None, size: int = BATCH) -> int:
        """Have all articles up to this number read again, in pieces; how many were not waiting already."""
        put_in = 0
        for after in range(0, last, size):
            upto = min(last, after + size)
            job = self.app.configure_task(REPARSE, queue=WORK, queueing_lock=f"{REPARSE} {site or ''} {after} {upto}")
            put_in += put(partial(job.defer, after=after, upto=upto, site=site))
        return put_in

    def jobs(self, *, status: str | None = None) -> tuple[QueuedJob, ...]:
        """What is in the queue, oldest first; `status` failed gives what was given up."""
        return tuple(as_queued(job) for job in self.app.job_manager.list_jobs(status=status) if is_work(job))

    def retry(self, number: int) -> None:
        """Put a job that was given up back into the queue. Raises `NotFound`, or `LockHeld` when it is not at rest."""
        found = [job for job in self.app.job_manager.list_jobs(id=number) if is_work(job)]
        if not found:
            raise NotFound(f"no job {number}")
        if found[0].status not in _DEAD:
            raise LockHeld(f"job {number} is {found[0].status}, not given up")
        self.app.job_manager.retry_job_by_id(number, retry_at=datetime.now(UTC))

    def counts(self) -> dict[str, int]:
        """How many jobs stand where."""
        told: dict[str, int] = {}
        for job in self.jobs():
            told[job.status] = told.get(job.status, 0) + 1
        return told


def put(defer: Callable[[], object]) -> bool:
    """Put a job in; False when the same one waits already."""
    try:
        defer()
    except AlreadyEnqueued:
        return False
    return True


def site_lock(site: str) -> str:
    """The lock that keeps two jobs from one site."""
    return f"site {site}"


def is_work(job: Job) -> bool:
    """Whether a job is work, and not the queue's own upkeep."""
    return job.task_name in (CRAWL, REPARSE)


def as_queued(job: Job) -> QueuedJob:
    """A job as a noun of ours."""
    said: Mapping[str, Any] = job.task_kwargs
    site = said.get("site")
    about = f"{site} (revisit)" if said.get("revisit") else str(site)
    if job.task_name == REPARSE:
        about = f"articles {said['after'] + 1} to {said['upto']}" + (f" of {site}" if site else "")
    return QueuedJob(
        id=job.id or 0,
        work=job.task_name,
        about=about,
        status=str(job.status),
        attempts=job.attempts,
        due_at=job.scheduled_at,
    )


def make_app(db: str) -> App:
    """The queue for a worker, which is asynchronous."""
    return App(connector=PsycopgConnector(**connector_options(db), min_size=1, max_size=4))
