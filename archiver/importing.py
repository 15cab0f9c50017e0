"""Reading WARC files of any origin into the archive, through the same parsers as a crawl."""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from itertools import islice
from pathlib import Path
from urllib.parse import urlsplit

from archiver.captures.place import place_of
from archiver.captures.reader import iter_captures
from archiver.crawl.reading import ReadTask, read_task
from archiver.crawl.reasons import judge_status
from archiver.crawl.sites import site_of_url
from archiver.model.article import Article, CaptureRef
from archiver.model.capture import Capture
from archiver.model.errors import UsageError
from archiver.model.page import Page
from archiver.model.site import Site
from archiver.model.visit import Kind, Outcome, Saved, Visit
from archiver.store.archive import Archive
from archiver.text.urls import normalise_url

logger = logging.getLogger(__name__)

RUN_NAME = "import"
"""The site under whose name imports run: its frontier is never due."""
FOLDER = "imported"
BATCH = 100
HTML = ("text/html", "application/xhtml+xml")


@dataclass(slots=True)
class ImportReport:
    """What an import brought."""

    captures: int = 0
    """Captures looked at."""
    counts: dict[str, int] = field(default_factory=dict)
    """Pages by outcome."""
    skipped: int = 0
    """Captures that are no pages: pictures, feeds, records without an HTTP response."""
    problems: list[str] = field(default_factory=list)


def import_warcs(
    archive: Archive,
    files: Iterable[Path],
    captures: Path,
    *,
    sites: Mapping[str, Site],
    workers: int = 1,
    progress: Callable[[int], None] | None = None,
) -> ImportReport:
    """Read WARC files (plain, gzip, zstd) into the archive. Reading the same file again changes nothing.

    A file from elsewhere is linked or copied into the captures folder under `imported/`, so that each article's capture
    is kept as it came. `sites` are the known sites by name. Raises CapturesRefused when a file cannot be read or kept.
    """
    report = ImportReport()
    kept = [keep_file(file, captures) for file in files]
    run_id = archive.start_run(RUN_NAME, minimum=0)
    status = "failed"
    try:
        with ExitStack() as stack:
            pool = stack.enter_context(ProcessPoolExecutor(workers)) if workers > 1 else None
            for file, name in kept:
                mapper = pool.map if pool else map
                _import_file(archive, run_id, file, name, sites=sites, mapper=mapper, report=report, progress=progress)
        status = "done"
    except KeyboardInterrupt:
        status = "interrupted"
        raise
    finally:
        archive.end_run(run_id, status=status, requests=0, warnings=report.problems)
    return report


def keep_file(file: Path, captures: Path) -> tuple[Path, str]:
    """Where a WARC file is kept, and its name relative to the captures folder."""
    if not file.is_file():
        raise UsageError(f"no such file: {file}")
    place, found = place_of(captures), file.resolve()
    root = place.folder.resolve()
    if not place.is_remote and found.is_relative_to(root):
        return found, found.relative_to(root).as_posix()
    name = f"{FOLDER}/{found.name}"
    place.keep(found, name)
    return found, name


def _import_file(  # noqa: PLR0913 - the state of one import, passed on whole
    archive: Archive,
    run_id: int,
    file: Path,
    name: str,
    *,
    sites: Mapping[str, Site],
    mapper: Callable[..., Iterable[Visit | None]],
    report: ImportReport,
    progress: Callable[[int], None] | None,
) -> None:
    tasks = (_Task(_named(capture, name), *_site_of(capture.page.url, sites)) for capture in iter_captures(file))
    while batch := list(islice(tasks, BATCH)):
        visits = [visit for visit in mapper(_visit_of, batch) if visit is not None]
        _count(report, archive.save_visits(visits, run_id), looked_at=len(batch))
        if progress:
            progress(report.captures)


def _count(report: ImportReport, saved: Iterable[Saved], *, looked_at: int) -> None:
    found = [each.outcome.value for each in saved]
    for outcome in found:
        report.counts[outcome] = report.counts.get(outcome, 0) + 1
    report.captures += looked_at
    report.skipped += looked_at - len(found)


@dataclass(frozen=True, slots=True)
class _Task:
    capture: Capture
    site_name: str
    site: Site | None


def _named(capture: Capture, name: str) -> Capture:
    ref = CaptureRef(file=name, offset=capture.ref.offset, digest=capture.ref.digest)
    return replace(capture, ref=ref)


def _site_of(url: str, sites: Mapping[str, Site]) -> tuple[str, Site | None]:
    """The known site that an address belongs to; else its host's name and None."""
    return site_of_url(url, sites) or (urlsplit(url).netloc.lower() or "unknown", None)


def _visit_of(task: _Task) -> Visit | None:
    """What one capture is; None for what is no page."""
    capture, page = task.capture, task.capture.page
    url = normalise_url(page.url)
    if url is None or page.fetched_at is None or not _is_html(page):
        return None
    outcome, reason, article = _judge(task)
    return Visit(
        url=url,
        kind=Kind.ARTICLE,
        outcome=outcome,
        reason=reason,
        visited_at=page.fetched_at,
        status=page.status,
        article=article,
        capture=capture.ref,
    )


def _judge(task: _Task) -> tuple[Outcome, str | None, Article | None]:
    """How a capture ends: outcome, reason, and the article when it holds one."""
    capture, page = task.capture, task.capture.page
    if capture.truncated:
        return Outcome.FAILED, f"truncated: {capture.truncated}", None
    judged = judge_status(page.status)
    if judged:
        return *judged, None
    if page.status != HTTPStatus.OK:
        return Outcome.DROPPED, f"redirect: {page.status}", None
    host = urlsplit(page.url).netloc
    site = task.site or Site(publisher=host, domains=(host,), timezone="UTC", at_least=0)
    result = read_task(ReadTask(page=page, kind=Kind.ARTICLE, site=site, is_general=task.site is None))
    if result.article is None:
        return Outcome.DROPPED, result.refusal or result.problem or "not_article", None
    article = replace(result.article, site=task.site_name, capture=capture.ref, captured_at=page.fetched_at)
    return Outcome.NEW, None, article


def _is_html(page: Page) -> bool:
    kind = (page.content_type or "text/html").partition(";")[0].strip().lower()
    return kind in HTML or not kind


def iter_files(names: Iterable[Path]) -> Iterator[Path]:
    """The WARC files that the names mean: a folder stands for all in it, in order of name."""
    for name in names:
        if name.is_dir():
            yield from sorted(p for p in name.rglob("*.warc*") if p.is_file())
        else:
            yield name
