"""The worker: takes work from the queue until it is told to stop, many polite runs at the same time."""

import asyncio
import contextlib
import logging
import signal
from collections.abc import Iterator
from dataclasses import dataclass

from procrastinate import App

from archiver.crawl.loop import run_in_loop
from archiver.crawl.options import CrawlOptions
from archiver.crawl.run import Runs, open_captures
from archiver.crawl.scope import read_allowed
from archiver.store.archive import Archive
from archiver.worker.queue import UPKEEP, WORK, make_app, prepare, refusals
from archiver.worker.tasks import Bench, add_tasks

logger = logging.getLogger(__name__)

SILENCE = 30.0
"""Seconds without a sign of life after which a worker is taken for dead and its work is taken over."""
LOOK_AGAIN = 2.0
"""Seconds between two looks at the queue, beside being told by PostgreSQL: retries come due without a word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerOptions:
    """How a worker works."""

    crawl: CrawlOptions
    """Its runs' settings; `db` is the PostgreSQL that holds the queue too."""
    parallel: int = 8
    """Jobs at the same time: a polite run mostly waits."""
    silence: float = SILENCE
    wait: bool = True
    """False: end when nothing is to be done."""
    name: str = "worker"


def run_worker(options: WorkerOptions) -> None:
    """Take work from the queue until SIGTERM or SIGINT; runs then end cleanly and their work goes back.

    Must be called from the main thread. Raises `UsageError` for a database that is no PostgreSQL, `PartMissing` when
    database or captures cannot be opened or are lost.
    """
    read_allowed(options.crawl.allow)
    with Archive.open(options.crawl.db) as archive, open_captures(options.crawl) as captures:
        prepare(options.crawl.db)
        run_in_loop(_work(options, Bench(options=options.crawl, archive=archive, captures=captures)))


async def _work(options: WorkerOptions, bench: Bench) -> None:
    app = make_app(options.crawl.db)
    add_tasks(app, bench, silence=options.silence)
    bench.runs = Runs(options.crawl, bench.archive, bench.captures)
    try:
        with refusals(options.crawl.db):
            async with app.open_async():
                working = asyncio.gather(*(_take(app, options, name) for name in (WORK, UPKEEP)))
                with _ended_by_signals(bench, working):
                    await working
    except asyncio.CancelledError:
        if not bench.is_stopped:
            raise
    finally:
        await bench.runs.close()


async def _take(app: App, options: WorkerOptions, queue: str) -> None:
    """Take jobs of one of the two queues."""
    await app.run_worker_async(
        queues=[queue],
        name=f"{options.name} {queue}",
        concurrency=options.parallel if queue == WORK else 2,
        wait=options.wait,
        install_signal_handlers=False,
        fetch_job_polling_interval=LOOK_AGAIN,
        delete_jobs="successful",
        update_heartbeat_interval=options.silence / 3,
        stalled_worker_timeout=options.silence,
    )


@contextlib.contextmanager
def _ended_by_signals(bench: Bench, working: "asyncio.Future[list[None]]") -> Iterator[None]:
    """The first signal ends the work: runs are stopped, which sends their jobs back, and no further one is taken."""
    loop = asyncio.get_running_loop()

    def stop() -> None:
        bench.stop()
        working.cancel()

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop)
    try:
        yield
    finally:
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)
