"""Reading WARC files of any origin into the archive, through the same parsers as a crawl."""

import logging
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from itertools import islice
from pathlib import Path
from urllib.parse import urlsplit

from archiver.captures.place import place_of
from archiver.captures.reader import iter_captures, read_capture
from archiver.crawl.limits import OutOfTime, page_limits
from archiver.crawl.parts_met import Met, PartsMet
from archiver.crawl.reader_process import MEGABYTES, SECONDS
from archiver.crawl.reading import ReadResult, ReadTask, read_task
from archiver.crawl.reasons import judge_status
from archiver.crawl.sites import site_of_url
from archiver.model.article import CaptureRef
from archiver.model.capture import Capture
from archiver.model.errors import ArchiverError, UsageError
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
REMEMBERED = 50_000
"""Captures of which an import remembers where they stand: about 20 MB."""
HTML = ("text/html", "application/xhtml+xml")


@dataclass(slots=True)
class ImportReport:
    """What an import brought."""

    captures: int = 0
    """Captures looked at."""
    counts: dict[str, int] = field(default_factory=dict)
    """Pages by outcome."""
    skipped: int = 0
    """Captures that are no pages of their own: pictures, feeds, records without an HTTP response, the further pages of
    an article that is printed on several.
    """
    held: int = 0
    """Captures that the archive held already from the same place of the same file: they are counted, not read again."""
    problems: list[str] = field(default_factory=list)
    """Damaged stretches of the files, with what was done about each."""


def import_warcs(
    archive: Archive,
    files: Iterable[Path],
    captures: Path,
    *,
    sites: Mapping[str, Site],
    workers: int = 1,
    progress: Callable[[int], None] | None = None,
) -> ImportReport:
    """Read WARC files (plain, gzip, zstd) into the archive. Reading them again changes nothing and costs little: what
    is held already is not read, so that an import that was stopped goes on by the same call.

    A file from elsewhere is linked or copied into the captures folder under `imported/`, so that each article's capture
    is kept as it came. `sites` are the known sites by name. An article on several pages is one article, wherever in the
    files its pages stand. Raises CapturesRefused when a file cannot be read or kept.
    """
    report = ImportReport()
    kept = [keep_file(file, captures) for file in files]
    run_id = archive.start_run(RUN_NAME, minimum=0)
    status = "failed"
    try:
        with ExitStack() as stack:
            pool = stack.enter_context(ProcessPoolExecutor(workers)) if workers > 1 else None
            mapper: Callable[..., Iterable[Met | None]] = pool.map if pool else map
            bodies, joining = Bodies(captures), PartsMet(_read_within_limits)
            for file, name in kept:
                for batch in _batches(_captures_of(file, name, bodies=bodies, tell=report.problems.append)):
                    tasks = [_Task(each, *_site_of(each.page.url, sites)) for each in _new(archive, batch, report)]
                    visits = list(joining.take([met for met in mapper(_read, tasks) if met is not None]))
                    _count(report, archive.save_visits(visits, run_id), looked_at=len(tasks))
                    if progress:
                        progress(report.captures)
            _count(report, archive.save_visits(list(joining.rest()), run_id), looked_at=0)
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


class Bodies:
    """Where the bodies stand that revisit records leave out, as far as this import has met them."""

    def __init__(self, captures: Path) -> None:
        self._captures = captures
        self._met: OrderedDict[str, tuple[Path, CaptureRef]] = OrderedDict()

    def note(self, file: Path, capture: Capture) -> None:
        """Remember where a capture stands."""
        self._met[capture.ref.digest] = (file, capture.ref)
        if len(self._met) > REMEMBERED:
            self._met.popitem(last=False)

    def filled(self, file: Path, capture: Capture, kept: CaptureRef) -> Capture:
        """A revisit with the body that it refers to: by its digest, or by the place that our own records name."""
        try:
            if capture.ref.digest in self._met:
                where, ref = self._met[capture.ref.digest]
                first = read_capture(replace(ref, file=where.name), where.parent)
            else:
                first = read_capture(kept, self._captures)
        except ArchiverError as error:
            return replace(capture, damage=f"revisit of a capture that is not here: {error}")
        page, unchanged = capture.page, capture.page.status == HTTPStatus.NOT_MODIFIED
        status = first.status if unchanged else page.status
        content_type = page.content_type or first.content_type
        return replace(capture, page=replace(page, body=first.body, status=status, content_type=content_type))


def _captures_of(file: Path, name: str, *, bodies: Bodies, tell: Callable[[str], None]) -> Iterator[Capture]:
    """The captures of a file under the name it is kept by, revisits with the bodies they refer to."""
    for capture in iter_captures(file, revisits=True, tell=tell):
        kept = replace(capture.ref, file=name)
        if capture.is_revisit:
            yield replace(bodies.filled(file, capture, kept), ref=kept)
        else:
            bodies.note(file, capture)
            yield replace(capture, ref=kept)


def _batches(captures: Iterator[Capture]) -> Iterator[list[Capture]]:
    """So many at a time, held or not: which pages are met together must not depend on where an import was stopped."""
    while batch := list(islice(captures, BATCH)):
        yield batch


def _new(archive: Archive, captures: Sequence[Capture], report: ImportReport) -> list[Capture]:
    """The captures that have to be read; the others are counted as what they became."""
    held = archive.held_captures([each.ref for each in captures])
    for outcome in held.values():
        report.counts[outcome.value] = report.counts.get(outcome.value, 0) + 1
    report.captures += len(held)
    report.held += len(held)
    return [each for each in captures if each.ref not in held]


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


def _site_of(url: str, sites: Mapping[str, Site]) -> tuple[str, Site | None]:
    """The known site that an address belongs to; else its host's name and None."""
    return site_of_url(url, sites) or (urlsplit(url).netloc.lower() or "unknown", None)


def _read(task: _Task) -> Met | None:
    """What one capture is; None for what is no page."""
    capture, page = task.capture, task.capture.page
    url = normalise_url(page.url)
    if url is None or page.fetched_at is None or not (capture.damage or _is_html(page)):
        return None
    reading = _reading_of(task)
    outcome, reason, result = _judge(task, reading)
    article = result.article if result else None
    if article is not None:
        article = replace(article, site=task.site_name, capture=capture.ref, captured_at=page.fetched_at)
    visit = Visit(
        url=url,
        kind=Kind.ARTICLE,
        outcome=outcome,
        reason=reason,
        visited_at=page.fetched_at,
        status=page.status,
        article=article,
        capture=capture.ref,
        names_parts=len(result.parts) if result else 0,
    )
    return Met(visit=visit, parts=result.parts if result else (), task=reading)


def _judge(task: _Task, reading: ReadTask) -> tuple[Outcome, str | None, ReadResult | None]:
    """How a capture ends: outcome, reason, and what was read when it holds an article."""
    capture, page = task.capture, task.capture.page
    if capture.damage:
        return Outcome.FAILED, f"broken_capture: {capture.damage}", None
    if capture.truncated:
        return Outcome.FAILED, f"truncated: {capture.truncated}", None
    judged = judge_status(page.status)
    if judged:
        return *judged, None
    if page.status != HTTPStatus.OK:
        return Outcome.DROPPED, f"redirect: {page.status}", None
    result = _read_within_limits(reading)
    if result.problem:
        return Outcome.FAILED, result.problem, None
    if result.article is None:
        return Outcome.DROPPED, result.refusal or "not_article", None
    return Outcome.NEW, None, result


def _reading_of(task: _Task) -> ReadTask:
    page = task.capture.page
    host = urlsplit(page.url).netloc
    site = task.site or Site(publisher=host, domains=(host,), timezone="UTC", at_least=0)
    return ReadTask(page=page, kind=Kind.ARTICLE, site=site, is_general=task.site is None)


def _read_within_limits(reading: ReadTask) -> ReadResult:
    try:
        with page_limits():
            return read_task(reading)
    except OutOfTime:
        return ReadResult(problem=f"parse_timeout: more than {SECONDS:g} s")
    except MemoryError:
        return ReadResult(problem=f"parse_memory: more than {MEGABYTES} MB")


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
