"""Reading stored captures again with today's parsers: what would change, and then writing it.

A re-reading goes through the articles in order of their number, so it can be stopped anywhere and resumed; what was
written stays written, and reading the same capture again with the same parsers changes nothing.
"""

import json
import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from archiver.captures.reader import read_capture
from archiver.crawl.limits import OutOfTime, page_limits
from archiver.crawl.reader_process import MEGABYTES, SECONDS
from archiver.lessons import HostLessons
from archiver.model.article import Article, CaptureRef
from archiver.model.errors import ArchiverError
from archiver.model.site import Site
from archiver.model.spam import HostBlocks
from archiver.parsers.article import read_article
from archiver.parsers.multipage import join_pages, next_page_links
from archiver.store.archive import Archive
from archiver.store.reread import fields_changed
from archiver.text.urls import normalise_url

logger = logging.getLogger(__name__)

BATCH = 100
MOST_PAGES = 40
"""Pages of one article, as many as a crawl fetches."""
SAMPLES = 3
"""Samples shown for each field that changes."""


@dataclass(frozen=True, slots=True)
class Sample:
    """How one field of one article would change."""

    article_id: int
    before: object
    after: object


@dataclass(slots=True)
class ReparseReport:
    """What a re-reading found."""

    articles: int = 0
    """Articles read again."""
    changed: int = 0
    """Those of which any field differs."""
    fields: Counter[str] = field(default_factory=Counter)
    """For each field, in how many articles it differs."""
    samples: dict[str, list[Sample]] = field(default_factory=dict)
    versions: int = 0
    """New versions written, one for each article that changed; 0 in a dry run."""
    problems: list[str] = field(default_factory=list)
    """Captures that could not be read."""
    last: int = 0
    """The number of the last article read."""
    skipped: int = 0
    """Articles of several pages of which one is not among the captures: left as they are."""
    hosts: int = 0
    """Hosts of which many pages together told what recurs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReparseOptions:
    """Which articles are read again, and how."""

    captures: Path
    dry_run: bool = False
    site: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    workers: int = 1
    after: int = 0
    """Begin after the article of this number."""
    upto: int | None = None
    """End with the article of this number; None for the last one."""
    sites: Mapping[str, Site] = field(default_factory=dict)
    """The known sites, whose dated rules are used."""
    checkpoint: Path | None = None
    """A file that remembers how far a re-reading came, for `--resume`."""


def reparse(
    archive: Archive, options: ReparseOptions, *, progress: Callable[[ReparseReport], None] | None = None
) -> ReparseReport:
    """Read the current captures of articles again, and write what differs unless it is a dry run."""
    report = ReparseReport(last=options.after)
    lessons = HostLessons(archive, options.captures)
    with ExitStack() as stack:
        pool = stack.enter_context(ProcessPoolExecutor(options.workers)) if options.workers > 1 else None
        mapper: Callable[..., Iterable[Article | str | None]] = pool.map if pool else map
        for batch in _batches(archive, options):
            tasks = [
                _Task(article, ref, options.captures, _site_of(article, options), lessons.of(article.url))
                for article, ref in batch
            ]
            readings: dict[int, Article] = {}
            for task, reading in zip(tasks, mapper(_read_again, tasks), strict=True):
                whole = reading if reading is not None else _read_all_pages(archive, task)
                _compare(report, task.article, whole, readings)
            if not options.dry_run:
                report.versions += len(archive.save_readings(readings))
            _remember(options, report)
            report.hosts = len(lessons.hosts)
            if progress:
                progress(report)
    if options.checkpoint and not options.dry_run:
        with suppress(FileNotFoundError):
            options.checkpoint.unlink()
    return report


def resume_point(checkpoint: Path) -> int:
    """The number of the last article a stopped re-reading wrote; 0 when none was stopped."""
    try:
        return int(json.loads(checkpoint.read_text(encoding="utf-8"))["last"])
    except (OSError, ValueError, KeyError, TypeError):
        return 0


def _batches(archive: Archive, options: ReparseOptions) -> Iterator[tuple[tuple[Article, CaptureRef], ...]]:
    after = options.after
    while batch := archive.current_readings(
        after=after, site=options.site, since=options.since, until=options.until, limit=BATCH
    ):
        if options.upto is not None:
            batch = tuple(each for each in batch if (each[0].id or 0) <= options.upto)  # cut short
        if not batch:
            return
        yield batch
        after = batch[-1][0].id or after


def _remember(options: ReparseOptions, report: ReparseReport) -> None:
    if options.checkpoint and not options.dry_run:
        half = options.checkpoint.with_name(options.checkpoint.name + ".part")
        half.write_text(json.dumps({"last": report.last}), encoding="utf-8")
        half.replace(options.checkpoint)


def _site_of(article: Article, options: ReparseOptions) -> Site | None:
    return options.sites.get(article.site or "")


@dataclass(frozen=True, slots=True)
class _Task:
    article: Article
    ref: CaptureRef
    folder: Path
    site: Site | None
    learnt: HostBlocks | None


def _read_again(task: _Task) -> Article | str | None:
    """Today's reading of a stored capture; why there is none, when its bytes cannot be read.

    None for the first page of an article of several: its capture alone would give half of it.
    """
    try:
        page = read_capture(task.ref, task.folder)
    except ArchiverError as error:
        return str(error)
    page = replace(page, fetched_at=task.article.captured_at or page.fetched_at)
    try:
        with page_limits():
            trace = read_article(page, site=task.site, learnt=task.learnt)
    except OutOfTime:
        return f"parse_timeout: more than {SECONDS:g} s: {page.url}"
    except MemoryError:
        return f"parse_memory: more than {MEGABYTES} MB: {page.url}"
    if next_page_links(trace.reading.document):
        return None
    return _as_kept(trace.article, task)


def _read_all_pages(archive: Archive, task: _Task) -> Article | str | None:
    """Today's reading of an article on several pages; None when a further page is not among the captures.

    Of each page the capture nearest in time to the first one's is read.
    """
    articles: list[Article] = []
    waiting, seen = [task.article.url], set[str]()
    while waiting and len(articles) < MOST_PAGES:
        url = normalise_url(waiting.pop(0))
        if url is None or url in seen:
            continue
        seen.add(url)
        ref = task.ref if not articles else _nearest(archive, url, task.article.captured_at)
        if ref is None:
            return None
        try:
            page = read_capture(ref, task.folder)
        except ArchiverError as error:
            return str(error)
        if not articles:
            page = replace(page, fetched_at=task.article.captured_at or page.fetched_at)
        trace = read_article(page, site=task.site, learnt=task.learnt)
        articles.append(trace.article)
        waiting += [link for link in next_page_links(trace.reading.document) if link not in seen]
    return _as_kept(join_pages(articles), task)


def _nearest(archive: Archive, url: str, moment: datetime | None) -> CaptureRef | None:
    """The capture of exactly this address that is nearest in time; None when there is none."""
    found = [each for each in archive.captures_of(url) if each.url == url and each.damage is None]
    if not found:
        return None
    if moment is None:
        return found[-1].ref
    return min(found, key=lambda each: abs(each.captured_at - moment)).ref


def _as_kept(article: Article, task: _Task) -> Article:
    """A reading with what the archive says of the article."""
    return replace(
        article,
        id=task.article.id,
        site=task.article.site,
        url=task.article.url,
        capture=task.ref,
        captured_at=task.article.captured_at,
    )


def _compare(report: ReparseReport, old: Article, new: Article | str | None, readings: dict[int, Article]) -> None:
    number = old.id or 0
    report.articles += 1
    report.last = number
    if new is None:
        report.skipped += 1
        return
    if isinstance(new, str):
        report.problems.append(f"article {number}: {new}")
        return
    before, after = old.to_dict(), new.to_dict()
    differing = fields_changed(old, new)
    report.fields.update(differing)
    for name in differing:
        samples = report.samples.setdefault(name, [])
        if len(samples) < SAMPLES:
            samples.append(Sample(number, before[name], after[name]))
    if differing:
        report.changed += 1
        readings[number] = new
