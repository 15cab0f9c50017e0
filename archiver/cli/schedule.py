"""`archiver schedule`: runs that start themselves."""

import os
import signal
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archiver.cli.options import Call, pass_call
from archiver.cli.output import note, print_rows
from archiver.model.errors import UsageError
from archiver.model.schedule import Schedule
from archiver.project.file import Project

if TYPE_CHECKING:
    from archiver.store.archive import Archive

COLUMNS = ("site", "rule", "timezone", "next_due", "last_started", "last_status")


@click.group()
def schedule() -> None:
    """Scheduled runs.

    \b
    archiver schedule add tibet_cn --every 30m
    archiver schedule add bbc_chinese --cron '*/20 6-23 * * *' --tz Asia/Shanghai
    archiver schedule run
    """


@schedule.command()
@click.argument("site")
@click.option("--every", metavar="TIME", help="30m, 6h, 1d: the time from one start to the next.")
@click.option("--cron", metavar="RULE", help="Five fields, as in crontab(5).")
@click.option("--tz", "timezone", default="UTC", show_default=True, help="The zone --cron is read in.")
@pass_call
def add(call: Call, site: str, every: str | None, cron: str | None, timezone: str) -> None:
    """Add a site's schedule, or change the one it has."""
    from archiver.schedule import new_schedule
    from archiver.store.archive import Archive

    if not site.startswith(("http://", "https://")):
        from archiver.crawl.sites import find_site

        find_site(site)
    made = new_schedule(site, every=every, cron=cron, timezone=timezone, now=datetime.now(UTC))
    with Archive.open(call.settings.db) as archive:
        archive.save_schedule(made)
    note(f"{site} is next due at {made.next_due:%Y-%m-%d %H:%M} UTC", quiet=call.quiet)


def take_over(project: Project, archive: "Archive") -> None:
    """Bring the schedules that the project file states into the database; one that is there already stays as it is.

    Raises `UsageError`, naming the site, for one that cannot be read.
    """
    from archiver.schedule import new_schedule

    there = {each.site: each for each in archive.schedules()}
    for site, said in project.schedules.items():
        try:
            made = new_schedule(site, every=said.every, cron=said.cron, timezone=said.timezone, now=datetime.now(UTC))
        except UsageError as problem:
            raise UsageError(f"{project.path}, site {site}: {problem}") from problem
        known = there.get(site)
        if known is None or (known.every, known.cron, known.timezone) != (made.every, made.cron, made.timezone):
            archive.save_schedule(made)


@schedule.command("list")
@pass_call
def list_(call: Call) -> None:
    """List the schedules, the one due first in front."""
    from archiver.store.archive import Archive

    with Archive.open(call.settings.db) as archive:
        take_over(call.project, archive)
        rows = [_row(s) for s in archive.schedules()]
    print_rows(rows, columns=COLUMNS, format_=call.format)


def _row(s: Schedule) -> dict[str, object]:
    return {
        "site": s.site,
        "rule": s.cron or f"every {s.every}",
        "timezone": s.timezone,
        "next_due": s.next_due.isoformat(timespec="seconds"),
        "last_started": s.last_started.isoformat(timespec="seconds") if s.last_started else None,
        "last_status": s.last_status,
    }


@schedule.command()
@click.argument("site")
@pass_call
def remove(call: Call, site: str) -> None:
    """Forget a site's schedule."""
    from archiver.store.archive import Archive

    with Archive.open(call.settings.db) as archive:
        archive.remove_schedule(site)


@schedule.command()
@click.option("--parallel", type=click.IntRange(1, 64), default=4, show_default=True, help="Runs at the same time.")
@pass_call
def run(call: Call, parallel: int) -> None:
    """Start runs as they come due, until SIGTERM or Ctrl-C; a run missed meanwhile is caught up once."""
    run_daemon(call, parallel)


def run_daemon(call: Call, parallel: int) -> None:
    """Start runs as they come due, until a signal says stop."""
    from archiver.schedule import run_due
    from archiver.store.archive import Archive

    with Archive.open(call.settings.db) as archive:
        take_over(call.project, archive)
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    note("waiting for runs to come due; Ctrl-C ends", quiet=call.quiet)
    run_due(lambda: Archive.open(call.settings.db), lambda site: _start(call, site), stop, parallel=parallel)


def _start(call: Call, site: str) -> "subprocess.Popen[bytes]":
    """A crawl of its own process: Scrapy's reactor runs once a process, and a crash stays its own."""
    # By environment, not by argument: a URL may hold a password, and arguments are seen by everyone on the machine.
    places = {"ARCHIVER_DB": call.settings.db, "ARCHIVER_CAPTURES": call.settings.captures}
    command = [sys.executable, "-m", "archiver", "crawl", site]
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, env={**os.environ, **places})  # noqa: S603 - our own words


@schedule.command()
@click.argument("kind", type=click.Choice(["systemd", "cron"]))
@pass_call
def export(call: Call, kind: str) -> None:
    """Print the schedules as systemd units or crontab lines."""
    from archiver.schedule import export_cron, export_systemd
    from archiver.store.archive import Archive

    with Archive.open(call.settings.db) as archive:
        found = archive.schedules()
    program = str(Path(sys.argv[0]).resolve()) if Path(sys.argv[0]).name == "archiver" else "archiver"
    text = export_cron(found, [program]) if kind == "cron" else export_systemd(found, [program], folder=str(Path.cwd()))
    click.echo(text, nl=False)
