"""What a worker does with each piece of work, and when it is tried again."""

import asyncio
import logging
import os
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime

from procrastinate import App, BaseRetryStrategy, RetryDecision
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from procrastinate.jobs import Job, Status

from archiver.captures.writer import CaptureWriter
from archiver.crawl.options import CrawlOptions
from archiver.crawl.run import Runs
from archiver.crawl.sites import read_targets
from archiver.model.errors import LockHeld, PartMissing
from archiver.schedule import next_due
from archiver.store.archive import Archive
from archiver.worker.queue import CRAWL, HAND_OUT, REPARSE, RESCUE, UPKEEP, WORK, site_lock

logger = logging.getLogger(__name__)

MOST_TRIES = 5
"""After so many a job is given up: `archiver worker jobs --status failed` shows it."""
BUSY_WAIT = 30
"""Seconds until a site is tried again that another run works on."""
BREATH = 1.0
"""Seconds before the first request of a run: the run before it may have asked the site a moment ago."""
INTERRUPTED = 130


class Interrupted(Exception):
    """The worker was told to stop; the job goes back as it was."""


@dataclass(eq=False)
class Bench:
    """What the tasks of one worker share."""

    options: CrawlOptions
    archive: Archive
    captures: CaptureWriter
    runs: Runs | None = None
    is_stopped: bool = False
    readers: "set[asyncio.subprocess.Process]" = field(default_factory=set)
    """Processes that read again."""

    def stop(self) -> None:
        """End what goes on, cleanly."""
        self.is_stopped = True
        if self.runs:
            self.runs.stop()
        for process in self.readers:
            process.terminate()


class Patience(BaseRetryStrategy):
    """When a job that did not succeed is tried again."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """At once when interrupted, soon when the site was busy, ever later when a part was missing; else never."""
        if isinstance(exception, Interrupted):
            return RetryDecision(retry_in={"seconds": 0})
        if isinstance(exception, LockHeld):
            return RetryDecision(retry_in={"seconds": BUSY_WAIT})
        if isinstance(exception, PartMissing | OSError) and job.attempts + 1 < MOST_TRIES:
            return RetryDecision(retry_in={"seconds": 30 * 2**job.attempts})
        return None


def add_tasks(app: App, bench: Bench, *, silence: float) -> None:
    """Tell the queue what is to be done for each kind of work."""

    @app.task(name=CRAWL, queue=WORK, retry=Patience())
    async def crawl(site: str, *, revisit: bool = False) -> None:
        await crawl_site(bench, site, revisit=revisit)

    @app.task(name=REPARSE, queue=WORK, retry=Patience())
    async def reparse(after: int, upto: int, *, site: str | None = None) -> None:
        await read_again(bench, after, upto, site)

    @app.periodic(cron="* * * * * */5")
    @app.task(name=HAND_OUT, queue=UPKEEP, queueing_lock=HAND_OUT, lock=HAND_OUT)
    async def hand_out(timestamp: int) -> None:
        await hand_out_due(app, bench.archive, now=datetime.now(UTC))

    @app.periodic(cron="* * * * * */5")
    @app.task(
        name=RESCUE, queue=UPKEEP, queueing_lock=RESCUE
    )  # no lock: one held by a worker that died would never be freed
    async def rescue(timestamp: int) -> None:
        await rescue_stalled(app, silence)


async def crawl_site(bench: Bench, site: str, *, revisit: bool) -> None:
    """One run of one site. What the pages did is in the run's report; only what kept it from running is raised."""
    (target,) = read_targets((site,), bench.options)
    if bench.runs is None or bench.is_stopped:
        raise Interrupted
    await asyncio.sleep(BREATH if bench.options.delay is None else bench.options.delay)
    report = await bench.runs.crawl(target, revisit=revisit)
    if report.exit_status == LockHeld.exit_status:
        raise LockHeld("; ".join(report.problems))
    if report.exit_status == INTERRUPTED:
        raise Interrupted
    bench.archive.end_scheduled(site, report.exit_status)
    if report.exit_status == PartMissing.exit_status:
        raise PartMissing("; ".join(report.problems))
    level = logging.INFO if report.exit_status == 0 else logging.WARNING
    logger.log(level, "run %s of %s: %s", report.run_id, site, "; ".join(report.problems) or report.status)


async def read_again(bench: Bench, after: int, upto: int, site: str | None) -> None:
    """Read a range of articles again, in a process of its own: it takes long, and must not keep runs waiting."""
    # By environment, not by argument: a URL may hold a password, and arguments are seen by everyone on the machine.
    places = {"ARCHIVER_DB": bench.options.db, "ARCHIVER_CAPTURES": str(bench.options.captures)}
    words = [sys.executable, "-m", "archiver.worker.batch", str(after), str(upto), *([site] if site else [])]
    process = await asyncio.create_subprocess_exec(*words, env={**os.environ, **places}, start_new_session=True)
    bench.readers.add(process)
    try:
        status = await process.wait()
    finally:
        bench.readers.discard(process)
        if process.returncode is None:
            process.kill()
    if bench.is_stopped:
        raise Interrupted
    if status == PartMissing.exit_status:
        raise PartMissing(f"articles {after + 1} to {upto} could not be read again")
    if status < 0:
        raise OSError(f"reading articles {after + 1} to {upto} again ended by signal {-status}")
    if status:
        logger.warning("captures of articles %d to %d could not all be read again", after + 1, upto)


async def hand_out_due(app: App, archive: Archive, *, now: datetime) -> None:
    """Put the runs that are due into the queue. Put first, moved on then: a crash between puts in nothing twice that
    waits, and loses nothing.
    """
    for schedule in archive.schedules():
        if schedule.next_due > now:
            return
        following = next_due(schedule, after=now)
        if following is None:
            continue
        waits = f"{CRAWL} {schedule.site} False"
        job = app.configure_task(CRAWL, queue=WORK, lock=site_lock(schedule.site), queueing_lock=waits)
        try:
            await job.defer_async(site=schedule.site, revisit=False)
        except AlreadyEnqueued:
            logger.warning("its last run still waits, its turn passes: %s", schedule.site)
        archive.start_scheduled(schedule.site, due=schedule.next_due, now=now, next_due=following)


async def rescue_stalled(app: App, silence: float) -> None:
    """Give the work of workers that have died to others; what has killed several is given up."""
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=silence):
        try:
            if job.attempts + 1 >= MOST_TRIES:
                logger.error("given up after %d tries, each of which lost its worker: job %s", job.attempts + 1, job.id)
                await app.job_manager.finish_job(job, Status.FAILED, delete_job=False)
            else:
                logger.warning("its worker is silent, the work is taken over: job %s", job.id)
                await app.job_manager.retry_job(job)
        except ConnectorException:
            logger.debug("another worker has taken it over already: job %s", job.id)
