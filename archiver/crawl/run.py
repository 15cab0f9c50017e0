"""Run crawls: one run for each target, in one process, to an honest report."""

import asyncio
import contextlib
import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from scrapy import signals
from scrapy.crawler import AsyncCrawlerRunner, Crawler
from scrapy.settings import Settings
from twisted.python.failure import Failure

from archiver.captures.writer import CaptureWriter
from archiver.crawl.alarms import tell
from archiver.crawl.day_pages import days_to_list, is_open, page_of_day
from archiver.crawl.desk import Desk
from archiver.crawl.discover import Wanted
from archiver.crawl.intake import Intake
from archiver.crawl.ledger import Ledger
from archiver.crawl.loop import ENDINGS, guard, run_in_loop
from archiver.crawl.options import CrawlOptions, RunReport, Target
from archiver.crawl.pace import effective_delay
from archiver.crawl.readers import Readers, worker_count
from archiver.crawl.reports import report_of, report_refused
from archiver.crawl.robots import Robots
from archiver.crawl.robots_keeper import RobotsKeeper
from archiver.crawl.scope import Scope, read_allowed
from archiver.crawl.sites import known_spiders, read_targets
from archiver.crawl.slots import Slots
from archiver.crawl.spider import GeneralSpider, NewsSpider
from archiver.model.errors import ArchiverError
from archiver.model.visit import FoundUrl, Kind
from archiver.text.url_shapes import looks_like_article
from archiver.text.urls import common_scope, host_of, learn_variant, normalise_url

logger = logging.getLogger(__name__)

GRACE = 6.0
"""Seconds that requests on their way may still take after a stop; saving and closing fit in the rest of ten."""

LEAST_DELAY = 0.001
"""Seconds. Without any delay Scrapy 2.19 begins all waiting requests to a host at once, whatever their allowed number:
it counts a request among those on their way only when the loop comes round to it."""


def run_crawl(
    targets: Sequence[str | Target], options: CrawlOptions, *, ledger: Ledger | None = None
) -> list[RunReport]:
    """Crawl sites and addresses, one run each, and report on every run in their order.

    Can be called again and again, from the main thread. Raises `UnknownSite`, `UsageError`, and `PartMissing` when
    database or captures cannot be opened; what happens later is in the reports. `ledger` stands in for the archive.
    """
    named = tuple(target for target in targets if isinstance(target, str))
    chosen = [target for target in targets if isinstance(target, Target)]
    if named or options.starts:
        chosen += read_targets(named, options)
    read_allowed(options.allow)
    with contextlib.ExitStack() as stack:
        if ledger is None:
            from archiver.store.archive import Archive

            ledger = stack.enter_context(Archive.open(options.db, clock=options.clock))
        captures = stack.enter_context(open_captures(options))
        reports = run_in_loop(_run_all(chosen, options, ledger, captures))
    tell(reports, options.alerts)
    return reports


def open_captures(options: CrawlOptions) -> CaptureWriter:
    """The writer of a crawl's captures, in a folder or on remote storage. Raises `PartMissing` when it is not there."""
    about = {"http-header-user-agent": options.user_agent or scrapy_settings(options)["USER_AGENT"]}
    return CaptureWriter(
        options.captures, compression="zstd" if options.zstd else "gzip", about=about, clock=options.clock
    )


def scrapy_settings(options: CrawlOptions, *, needs_browser: bool = False) -> Settings:
    """Scrapy's settings for a crawl. Raises `ExtraMissing` when the browser that is needed is not there."""
    settings = Settings()
    settings.setmodule("archiver.crawl.settings", priority="project")
    changes: dict[str, Any] = {"DOWNLOAD_TIMEOUT": options.timeout}
    if options.delay is not None:
        changes["DOWNLOAD_DELAY"] = max(options.delay, LEAST_DELAY)
    if options.concurrency is not None:
        changes["CONCURRENT_REQUESTS_PER_DOMAIN"] = options.concurrency
        changes["CONCURRENT_REQUESTS"] = max(16, 2 * options.concurrency)
    if needs_browser:
        from archiver.crawl.browser import browser_settings

        changes |= browser_settings(timeout=options.timeout)
    if options.user_agent:
        changes["USER_AGENT"] = options.user_agent
    settings.setdict(changes, priority="cmdline")
    return settings


async def _run_all(
    targets: Sequence[Target], options: CrawlOptions, ledger: Ledger, captures: CaptureWriter
) -> list[RunReport]:
    runs = Runs(options, ledger, captures)
    loop = asyncio.get_running_loop()
    if options.install_signals:
        for number in ENDINGS:
            loop.add_signal_handler(number, runs.stop)
    try:
        return list(await asyncio.gather(*(runs.crawl(target) for target in targets)))
    finally:
        if options.install_signals:
            for number in ENDINGS:
                loop.remove_signal_handler(number)
        await runs.close()


class Runs:
    """The runs of one process, at the same time or one after the other: they share archive, captures and readers."""

    def __init__(self, options: CrawlOptions, ledger: Ledger, captures: CaptureWriter) -> None:
        self._options, self._ledger, self._captures = options, ledger, captures
        self._readers = Readers(worker_count(options.workers))
        self._going: set[_Run] = set()
        self._is_stopped = False

    async def crawl(self, target: Target, *, revisit: bool = False) -> RunReport:
        """Crawl one site to its report. Never raises for what the archive or a disk refuses."""
        options = replace(self._options, revisit=True) if revisit else self._options
        run = _Run(target, options, self._ledger, self._captures, self._readers)
        if self._is_stopped:
            run.stop("interrupted")
        self._going.add(run)
        try:
            return await run.work()
        finally:
            self._going.discard(run)

    def stop(self) -> None:
        """End all runs cleanly, and those that are still to begin."""
        self._is_stopped = True
        for run in self._going:
            run.stop("interrupted")

    async def close(self) -> None:
        """End the readers' processes."""
        await self._readers.close()


@dataclass(eq=False)
class _Run:
    """One run from its lock to its report."""

    target: Target
    options: CrawlOptions
    ledger: Ledger
    captures: CaptureWriter
    readers: Readers
    desk: Desk | None = None
    crawler: Crawler | None = None
    slots: Slots | None = None
    stopped: str | None = None

    async def work(self) -> RunReport:
        began = time.monotonic()
        try:
            run_id = self.ledger.start_run(self.target.name, self.target.site, now=self.options.clock())
        except ArchiverError as problem:
            return report_refused(self.target, problem)
        desk = self.desk = self._make_desk(run_id)
        try:
            desk.variants.update(self._known_variants())
            self._sow()
            await self._crawl(desk)
        except ArchiverError as problem:
            logger.error("the run ends: %s", problem)  # noqa: TRY400  # the message says all
            desk.refusal = desk.refusal or problem
        desk.save()
        return report_of(desk, self.ledger, seconds=time.monotonic() - began)

    def stop(self, why: str) -> None:
        """End the run cleanly."""
        self.stopped = why
        if self.desk:
            self.desk.stop(why)

    def _make_desk(self, run_id: int) -> Desk:
        allowed = read_allowed(self.options.allow)
        guard.allowed.update(allowed)
        general = self.target.is_general
        origins = frozenset(common_scope(self.target.starts)) if general else frozenset()
        scope = Scope(domains=self.target.site.domains, origins=origins, allowed=allowed)
        wanted = Wanted(site=self.target.site, scope=scope, is_general=general, since=self.options.since)
        return Desk(
            target=self.target,
            options=self.options,
            wanted=wanted,
            ledger=self.ledger,
            captures=self.captures,
            readers=self.readers,
            run_id=run_id,
        )

    def _known_variants(self) -> dict[str, str]:
        """What earlier runs' redirects have shown of the site's origins."""
        moved = self.ledger.moved_origins(self.target.name)
        return dict(filter(None, (learn_variant(asked, served) for asked, served in moved)))

    def _sow(self) -> None:
        """Put the start addresses into the frontier."""
        site = self.target.site
        starts = [(url, Kind.LISTING) for url in site.seeds]
        starts += [(url, Kind.ARTICLE if looks_like_article(url) else Kind.LISTING) for url in self.target.starts]
        starts += [(url, Kind.FEED) for url in site.feeds]
        starts += [(url, Kind.SITEMAP) for url in site.sitemaps]
        self.ledger.add_urls(self.target.name, [FoundUrl(url=url, kind=kind) for url, kind in starts])
        self._sow_days()
        if self.options.revisit:
            self.ledger.make_due(self.target.name)

    def _sow_days(self) -> None:
        """Put the lists of days into the frontier: open days are due in every run, others until they are known."""
        site, now = self.target.site, self.options.clock()
        days = days_to_list(site, now, self.options.since) if site.archives else ()
        found = []
        for pattern in site.archives:
            for day in days:
                url = normalise_url(page_of_day(pattern, day))
                origin = None if is_open(day, site, now) else pattern
                found += [FoundUrl(url=url, kind=Kind.LISTING, found_on=origin)] if url else []
        self.ledger.add_urls(self.target.name, found)

    async def _crawl(self, desk: Desk) -> None:
        spider = known_spiders().get(self.target.name, GeneralSpider) if not self.target.is_general else GeneralSpider
        runner = AsyncCrawlerRunner(scrapy_settings(self.options, needs_browser=self.target.site.needs_browser))
        crawler = self.crawler = runner.create_crawler(spider)
        crawler.signals.connect(self._equip, signal=signals.spider_opened)
        crawler.signals.connect(self._note_fault, signal=signals.spider_error)
        if self.stopped:
            desk.stop(self.stopped)
        task = runner.crawl(crawler)
        watch = asyncio.ensure_future(self._watch(desk, task))
        try:
            await asyncio.wait({task, watch}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            watch.cancel()
        if task.done() and (error := task.exception()):
            raise error

    async def _watch(self, desk: Desk, task: asyncio.Task[None]) -> None:
        """Keep saving and telling; after a stop, give what is on its way some seconds and then go."""
        while not desk.stopped:
            desk.tick()
            await asyncio.sleep(0.25)
        until = time.monotonic() + (1.0 if desk.refusal else GRACE)
        quiet = 0
        while not task.done() and time.monotonic() < until and quiet < 10:
            desk.tick()
            await asyncio.sleep(0.05)
            quiet = 0 if self._is_busy() else quiet + 1

    def _is_busy(self) -> bool:
        """Whether an answer is on its way or being read; requests that wait for their turn go back to the frontier."""
        engine = self.crawler.engine if self.crawler else None
        if engine is None or engine.scraper.slot is None:
            return False
        return not engine.scraper.slot.is_idle() or any(s.transferring for s in engine.downloader.slots.values())

    def _equip(self, spider: NewsSpider) -> None:
        """Give a spider what it needs, when Scrapy has made it."""
        if self.desk is None:
            return
        spider.desk = self.desk
        if self.crawler:
            spider.slots = self.slots = Slots(self.crawler, adapts=self.options.delay is None)
        spider.intake = Intake(self.desk, spider.fetch_part, spider.fetch_as)
        spider.robots = RobotsKeeper(
            spider.fetch_robots,
            agent=str(spider.settings["USER_AGENT"]),
            may_follow=lambda url: self.desk is not None and self.desk.wanted.scope.refusal(url) is None,
            learned=self._apply_robots,
        )

    def _note_fault(self, failure: Failure) -> None:
        """A fault of ours in the shell: the run goes on, and its report says so."""
        if self.desk:
            self.desk.faults.append(f"{type(failure.value).__name__}: {failure.value}")

    def _apply_robots(self, origin: str, robots: Robots) -> None:
        """Slow down as robots.txt asks, and add the sitemaps that it names."""
        if self.crawler is None or self.crawler.engine is None or self.desk is None:
            return
        delay = effective_delay(self.crawler.settings.getfloat("DOWNLOAD_DELAY"), robots.crawl_delay)
        if self.slots:
            self.slots.set_least(host_of(origin), delay)
        maps = [self.desk.wanted.clean(url) for url in robots.sitemaps]
        found = [FoundUrl(url=url, kind=Kind.SITEMAP, found_on=f"{origin}/robots.txt") for url in maps if url]
        self.ledger.add_urls(self.target.name, found)
