"""`archiver worker`: work from the queue of a shared PostgreSQL, on as many machines as it is started on."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archiver.cli.crawl import WorkersType
from archiver.cli.options import Call, pass_call
from archiver.cli.output import note, print_rows
from archiver.model.errors import ExtraMissing

if TYPE_CHECKING:
    from archiver.worker.queue import Queue

COLUMNS = ("id", "work", "about", "status", "attempts", "due_at")


@contextmanager
def needing_extra() -> Iterator[None]:
    """Say which extra is missing, instead of which module."""
    try:
        yield
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] not in ("procrastinate", "psycopg", "psycopg_pool"):
            raise
        raise ExtraMissing("workers need the extra: pip install 'archiver[worker]'") from None


@contextmanager
def opened(call: Call) -> Iterator["Queue"]:
    """The queue of the call's database, made when it is not there."""
    with needing_extra():
        from archiver.store.archive import Archive
        from archiver.worker.queue import conninfo, open_queue, prepare

        conninfo(call.settings.db)
        Archive.open(call.settings.db).close()
        prepare(call.settings.db)
        with open_queue(call.settings.db) as queue:
            yield queue


@click.group(invoke_without_command=True)
@click.option("--parallel", type=click.IntRange(1, 256), default=8, show_default=True, help="Jobs at the same time.")
@click.option("--workers", type=WorkersType(), help="Processes that read pages; 0 reads in this one. Default: auto.")
@click.option("--allow", multiple=True, metavar="ORIGIN", help="A private address that may be fetched (repeatable).")
@click.option("--delay", type=click.FloatRange(0), metavar="SECONDS", help="Between requests to hosts of yours.")
@click.option("--once", is_flag=True, help="End when nothing is to be done.")
@click.pass_context
@pass_call
def worker(
    call: Call,
    ctx: click.Context,
    parallel: int,
    workers: int | None,
    allow: tuple[str, ...],
    delay: float | None,
    once: bool,
) -> None:
    """Take scheduled runs, revisits and re-readings from a shared PostgreSQL, on as many machines as are started.

    A site is never worked on by two; what a worker that died had in hand is taken over after half a minute. Captures
    must be on storage that all workers share, or each machine keeps those of its own runs.

    \b
    archiver worker --db postgresql+psycopg://…
    archiver worker put crawl tibet_cn --revisit
    archiver worker jobs --status failed
    """
    if ctx.invoked_subcommand is not None:
        return
    with needing_extra():
        from archiver.cli.schedule import take_over
        from archiver.crawl.options import CrawlOptions
        from archiver.store.archive import Archive
        from archiver.worker.queue import conninfo
        from archiver.worker.serve import WorkerOptions, run_worker

        conninfo(call.settings.db)
        with Archive.open(call.settings.db) as archive:
            take_over(call.project, archive)
        crawl = CrawlOptions(
            db=call.settings.db,
            captures=Path(call.settings.captures),
            allow=allow,
            delay=delay,
            workers=None if workers == -1 else workers,
        )
        note("waiting for work; Ctrl-C ends", quiet=call.quiet)
        run_worker(WorkerOptions(crawl=crawl, parallel=parallel, wait=not once))


@worker.group()
def put() -> None:
    """Put work into the queue."""


@put.command("crawl")
@click.argument("sites", nargs=-1, required=True, metavar="SITE…|URL…")
@click.option("--revisit", is_flag=True, help="Look at all known articles.")
@pass_call
def put_crawl(call: Call, sites: tuple[str, ...], revisit: bool) -> None:
    """Have sites crawled by the next free worker."""
    from archiver.crawl.options import CrawlOptions
    from archiver.crawl.sites import read_targets

    read_targets(sites, CrawlOptions(db=call.settings.db, captures=Path(call.settings.captures)))
    with opened(call) as queue:
        for site in sites:
            if not queue.put_crawl(site, revisit=revisit):
                note(f"waits already: {site}", quiet=call.quiet)


@put.command("reparse")
@click.option("--site", help="Only this site.")
@pass_call
def put_reparse(call: Call, site: str | None) -> None:
    """Have all articles read again, in pieces of 2,000."""
    from archiver.store.archive import Archive

    with Archive.open(call.settings.db) as archive:
        last = archive.last_article()
    with opened(call) as queue:
        pieces = queue.put_reparse(last, site=site)
    note(f"{pieces} pieces put in", quiet=call.quiet)


@worker.command()
@click.option("--status", type=click.Choice(["todo", "doing", "failed"]), help="Only these; failed: given up.")
@pass_call
def jobs(call: Call, status: str | None) -> None:
    """List what waits, what is worked on, and what was given up."""
    with opened(call) as queue:
        found = queue.jobs(status=status)
    rows = [{name: _plain(getattr(job, name)) for name in COLUMNS} for job in found]
    print_rows(rows, columns=COLUMNS, format_=call.format)


def _plain(value: object) -> object:
    return value.isoformat(timespec="seconds") if hasattr(value, "isoformat") else value


@worker.command()
@click.argument("job", type=int)
@pass_call
def retry(call: Call, job: int) -> None:
    """Put a job that was given up back into the queue."""
    with opened(call) as queue:
        queue.retry(job)
