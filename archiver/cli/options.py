"""Options that commands share, and the call they amount to."""

import functools
import logging
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import click

from archiver.project.file import Project, read_project
from archiver.settings import Settings, hide_password, read_settings

P = ParamSpec("P")
R = TypeVar("R")

FORMATS = ("table", "jsonl", "csv")


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """What the shared options amount to."""

    settings: Settings
    format: str
    """table, jsonl or csv."""
    quiet: bool
    """True when only results and errors are wanted."""
    project: Project
    """What `archiver.toml` says; empty when there is none."""


class HidingFormatter(logging.Formatter):
    """Log lines without the passwords of URLs."""

    def format(self, record: logging.LogRecord) -> str:
        return hide_password(super().format(record))


def set_up_logging(verbose: int, quiet: bool, log_file: Path | None) -> None:
    """Send logs to standard error (or a file) at the level asked for."""
    level = logging.ERROR if quiet else {0: logging.WARNING, 1: logging.INFO}.get(verbose, logging.DEBUG)
    handler: logging.Handler = logging.FileHandler(log_file, encoding="utf-8") if log_file else logging.StreamHandler()
    handler.setFormatter(HidingFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(min(level, logging.INFO) if log_file else level)
    for noisy in ("scrapy", "twisted", "alembic", "asyncio", "filelock"):
        logging.getLogger(noisy).setLevel(logging.WARNING if verbose < 2 else logging.INFO)


def pass_call(command: Callable[..., R]) -> Callable[..., R]:
    """Give a command the shared options as its first argument, a `Call`."""
    return _sharing(command, SHARED)


def pass_call_but_format(command: Callable[..., R]) -> Callable[..., R]:
    """The same for a command that has a `--format` of its own."""
    return _sharing(command, [option for option in SHARED if option is not FORMAT_OPTION])


def _sharing(
    inner: Callable[..., R], options: Sequence[Callable[[Callable[..., R]], Callable[..., R]]]
) -> Callable[..., R]:

    @functools.wraps(inner)
    def with_call(
        *args: Any,
        db: str | None,
        captures: str | None,
        verbose: int,
        quiet: bool,
        log_file: Path | None,
        format_: str | None = None,
        **kwargs: Any,
    ) -> R:
        set_up_logging(verbose, quiet, log_file)
        chosen = format_ or ("table" if sys.stdout.isatty() else "jsonl")
        project = read_project()
        settings = read_settings(db=db, captures=captures, project=project)
        call = Call(settings=settings, format=chosen, quiet=quiet, project=project)
        return inner(call, *args, **kwargs)

    shared: Callable[..., R] = with_call
    for option in reversed(options):
        shared = option(shared)
    return shared


FORMAT_OPTION = click.option(
    "--format", "format_", type=click.Choice(FORMATS), help="Default: table on a terminal, else jsonl."
)
SHARED = [
    click.option("--db", metavar="URL", help="Database (ARCHIVER_DB; default sqlite:///data/archive.db)."),
    click.option("--captures", metavar="DIR", help="WARC files (ARCHIVER_CAPTURES; default data/captures)."),
    FORMAT_OPTION,
    click.option("-v", "--verbose", count=True, help="More log lines (twice: all)."),
    click.option("-q", "--quiet", is_flag=True, help="Results and errors only."),
    click.option("--log-file", type=click.Path(path_type=Path, dir_okay=False), help="Log to this file."),
]


class DayType(click.ParamType[date]):
    """A day, or a moment, in ISO 8601."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return datetime.fromisoformat(value) if len(value) > 10 else date.fromisoformat(value)
        except ValueError:
            return self.fail(f"{value!r} is no date; write 2023-07-27", param, ctx)


DAY = DayType()


def filter_options(command: Callable[P, R]) -> Callable[P, R]:
    """The filters that search and export share."""
    for option in reversed(
        [
            click.option("--site", help="Only this site."),
            click.option("--source", help="Only this credited outlet (来源)."),
            click.option("--publisher", help="Only this publisher."),
            click.option("--author", help="Only this author."),
            click.option("--section", help="Only this section."),
            click.option("--lang", help="Only this language (zh, zh-Hans, en …)."),
            click.option("--since", type=DAY, help="Published on or after this day."),
            click.option("--until", type=DAY, help="Published before the end of this day."),
        ]
    ):
        command = option(command)
    return command
