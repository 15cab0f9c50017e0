"""`archiver crawl`: one run a site, with progress, and an exit status that never hides a loss."""

import json
import sys
import time
from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import date
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import click

from archiver.cli.options import DAY, Call, pass_call
from archiver.cli.output import note
from archiver.model.alert import Target
from archiver.model.errors import UsageError

if TYPE_CHECKING:
    from rich.progress import Progress as Bars
    from rich.progress import TaskID

    from archiver.crawl.options import CrawlOptions, Progress, RunReport
    from archiver.model.stats import Trend

LINE_EVERY = 10.0
"""Seconds between two lines of progress where there is no terminal."""


class WorkersType(click.ParamType[int]):
    """A number, or `auto` for one process a spare core."""

    name = "N|auto"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if value == "auto":
            return -1
        if str(value).isdecimal() and int(str(value)) <= 256:
            return int(str(value))
        return self.fail(f"{value!r} is neither a number nor auto", param, ctx)


@click.command()
@click.argument("targets", nargs=-1, metavar="SITE…|URL…")
@click.option("--starts", type=click.Path(path_type=Path, dir_okay=False), help="A file of addresses, one a line.")
@click.option("--max-pages", type=click.IntRange(1), help="Stop after this many requests.")
@click.option("--max-articles", type=click.IntRange(1), help="Stop after this many articles.")
@click.option("--since", type=DAY, help="Leave out articles of an earlier day.")
@click.option("--allow", multiple=True, metavar="ORIGIN", help="A private address that may be fetched (repeatable).")
@click.option("--at", metavar="ORIGIN", help="Crawl a copy of the named sites that is served here.")
@click.option("--delay", type=click.FloatRange(0), metavar="SECONDS", help="Between requests to a host of yours.")
@click.option("--concurrency", type=click.IntRange(1, 256), metavar="N", help="Requests to a host of yours at a time.")
@click.option("--workers", type=WorkersType(), help="Processes that read pages.")
@click.option(
    "--alert-webhook", metavar="URL", help="Tell this address of runs that went wrong and sites that drifted."
)
@click.option("--alert-command", metavar="COMMAND", help="The same to a command, as JSON on its standard input.")
@click.option("--revisit", is_flag=True, help="Look at all known articles now.")
@click.option("--second-look", is_flag=True, help="Ask again as other visitors would, and record what differs.")
@click.option(
    "--summary", type=click.Choice(["text", "json"]), default="text", help="How to print what each run brought."
)
@pass_call
def crawl(
    call: Call,
    targets: tuple[str, ...],
    starts: Path | None,
    max_pages: int | None,
    max_articles: int | None,
    since: date | None,
    allow: tuple[str, ...],
    at: str | None,
    delay: float | None,
    concurrency: int | None,
    workers: int | None,
    alert_webhook: str | None,
    alert_command: str | None,
    revisit: bool,
    second_look: bool,
    summary: str,
) -> int:
    """Crawl known sites by name, or any site by address (its scheme, host and port are the scope).

    \b
    archiver crawl tibet_cn
    archiver crawl https://news.example/ --max-articles 50
    """
    from archiver.crawl.options import DEFAULT_TIMEOUT, CrawlOptions

    if not targets and not starts:
        raise UsageError("nothing to crawl: name a site (see `archiver sites`) or give an address")
    manners = call.project.manners
    with Watcher(quiet=call.quiet) as watcher:
        options = CrawlOptions(
            db=call.settings.db,
            captures=Path(call.settings.captures),
            max_pages=max_pages,
            max_articles=max_articles,
            since=since,
            allow=(*manners.allow, *allow),
            at=at,
            delay=manners.delay if delay is None else delay,
            concurrency=concurrency or manners.concurrency,
            workers=manners.workers if workers is None else None if workers == -1 else workers,
            revisit=revisit,
            second_look=second_look,
            starts=read_starts(starts) if starts else (),
            user_agent=manners.user_agent or (own_agent(manners.contact) if manners.contact else None),
            timeout=manners.timeout or DEFAULT_TIMEOUT,
            progress=watcher.show,
            alerts=(*call.project.alerts, *alert_targets(alert_webhook, alert_command, allow)),
        )
        reports = run(targets, options)
    for report in reports:
        print_report(report, summary)
    tell_searches(call.settings.db)
    return worst_status([r.exit_status for r in reports])


def tell_searches(db: str) -> None:
    """Have the saved searches look at what the runs brought; what could not be told is tried again at the next run."""
    from archiver.searches import run_searches
    from archiver.store.archive import Archive

    with Archive.open(db) as archive:
        for alert, ended in run_searches(archive):
            if not ended.is_done:
                click.echo(f"archiver: alert of {alert.search.name} not sent: {ended.detail}", err=True)


def alert_targets(webhook: str | None, command: str | None, allow: Sequence[str]) -> tuple[Target, ...]:
    """Where alerts go that a call asks for. A webhook at a private address needs `--allow`."""
    targets = []
    if webhook:
        targets.append(Target(kind="webhook", address=webhook, allow=tuple(allow)))
    if command:
        targets.append(Target(kind="command", address=command))
    return tuple(targets)


def own_agent(contact: str) -> str:
    """A user agent that names us and where a site's owner reaches who runs this archive.

    >>> own_agent("me@news.example").endswith(" (news archive; +me@news.example)")
    True
    """
    return f"archiver/{version('archiver')} (news archive; +{contact})"


def run(targets: Sequence[str], options: "CrawlOptions") -> "list[RunReport]":
    """Crawl; Scrapy is imported here and not before."""
    from archiver.crawl.run import run_crawl

    return run_crawl(targets, options)


def worst_status(statuses: Sequence[int]) -> int:
    """The exit status of several runs: an interruption first, then what was missing, then what went wrong.

    >>> worst_status([0, 1, 3])
    3
    """
    order = [130, 3, 4, 2, 1, 0]
    return min(statuses, key=lambda s: order.index(s) if s in order else 4, default=0)


def read_starts(file: Path) -> tuple[str, ...]:
    """The addresses in a file, one a line; blank lines and lines that begin with # are left out."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"cannot read {file}: {error}") from error
    return tuple(line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#"))


def print_report(report: "RunReport", summary: str) -> None:
    """What a run brought, on standard output; what is wrong, on standard error."""
    if summary == "json":
        click.echo(json.dumps(_as_dict(report), ensure_ascii=False))
    else:
        counts = ", ".join(f"{n} {outcome}" for outcome, n in report.counts.items()) or "nothing fetched"
        click.echo(f"{report.site}: {report.status} in {report.seconds:.1f} s, {report.requests} requests; {counts}")
    for problem in report.problems:
        click.echo(f"archiver: {report.site}: {problem}", err=True)
    for trend in report.drift:
        click.echo(f"archiver: {report.site}: {drift_text(trend)}", err=True)


def drift_text(trend: "Trend") -> str:
    """A drift in words."""
    from archiver.crawl.alarms import drift_line

    return drift_line(trend)


def _as_dict(report: "RunReport") -> dict[str, object]:
    return {
        "site": report.site,
        "run": report.run_id,
        "status": report.status,
        "counts": dict(report.counts),
        "reasons": dict(report.reasons),
        "requests": report.requests,
        "articles": report.articles,
        "minimum": report.minimum,
        "seconds": round(report.seconds, 3),
        "problems": list(report.problems),
        "drift": {trend.name: str(trend.drifted_since) for trend in report.drift},
        "exit_status": report.exit_status,
    }


class Watcher(AbstractContextManager["Watcher"]):
    """Shows how far runs have come: a bar a site on a terminal, a line now and then elsewhere."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet
        self._bars: Bars | None = None
        self._tasks: dict[str, TaskID] = {}
        self._told: dict[str, float] = {}

    def __enter__(self) -> Self:
        if not self._quiet and sys.stderr.isatty():
            self._bars = make_bars()
            self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Take the bars off the terminal; harmless twice."""
        if self._bars:
            self._bars.stop()

    def show(self, progress: "Progress") -> None:
        """Take in a step of a run."""
        if self._quiet:
            return
        if self._bars is None:
            self._tell(progress)
            return
        if progress.site not in self._tasks:
            self._tasks[progress.site] = self._bars.add_task(progress.site, total=None, words="")
        total = progress.requests if progress.done else progress.requests + progress.waiting
        words = f"{progress.articles} articles"
        self._bars.update(self._tasks[progress.site], completed=progress.requests, total=total or 1, words=words)

    def _tell(self, progress: "Progress") -> None:
        now = time.monotonic()
        if not progress.done and now - self._told.setdefault(progress.site, now) < LINE_EVERY:
            return
        self._told[progress.site] = now
        state = "done" if progress.done else f"{progress.waiting} waiting"
        note(f"{progress.site}: {progress.requests} requests, {progress.articles} articles, {state}")


def make_bars() -> "Bars":
    """Progress bars on standard error."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[words]}"),
        TimeElapsedColumn(),
    )
    return Progress(*columns, console=Console(stderr=True))
