"""The desk of a run: hands out what is to be fetched, takes in what was, and decides what comes of it."""

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

from archiver.captures.writer import CaptureWriter
from archiver.crawl.budget import Budget
from archiver.crawl.discover import Wanted
from archiver.crawl.ledger import Ledger, Tally
from archiver.crawl.opt_outs import opt_outs
from archiver.crawl.options import CrawlOptions, Progress, Target
from archiver.crawl.pace import Pace
from archiver.crawl.readers import Readers
from archiver.crawl.reading import ReadResult
from archiver.crawl.resting import NEVER, due_at
from archiver.crawl.robots import UNREACHABLE
from archiver.crawl.saving import VisitBatch
from archiver.crawl.waits import Waits, wished
from archiver.model.article import CaptureRef
from archiver.model.errors import ArchiverError
from archiver.model.page import Page
from archiver.model.visit import FoundUrl, FrontierUrl, Kind, Outcome, Saved, Visit
from archiver.text.urls import host_of, origin_of

logger = logging.getLogger(__name__)

_LEAST_REST = timedelta(minutes=1)
_MOST_GIVEN_BACK = 100


class Desk:
    """One run's work. Knows nothing of Scrapy."""

    def __init__(
        self,
        *,
        target: Target,
        options: CrawlOptions,
        wanted: Wanted,
        ledger: Ledger,
        captures: CaptureWriter,
        readers: Readers,
        run_id: int,
    ) -> None:
        self.target, self.options, self.wanted = target, options, wanted
        self.run_id = run_id
        self.pace = Pace() if options.delay is None else Pace(options.delay)
        self.budget, self.tally, self.waits = Budget(), Tally(), Waits()
        self.variants: dict[str, str] = {}
        self.wanted = replace(wanted, variants=self.variants)
        self.stopped: str | None = None
        """Why no more is handed out; None while the run goes on."""
        self.refusal: ArchiverError | None = None
        self.faults: list[str] = []
        """Faults of ours while a page was taken in."""
        self.ledger, self.captures, self.readers = ledger, captures, readers
        self._batch = VisitBatch(ledger, captures, run_id, self.tally)
        self.flying: dict[str, FrontierUrl] = {}
        self._fresh: set[str] = set()
        self._landed = asyncio.Event()
        self._told = 0.0
        self._began = options.clock()
        self.closed: set[str] = set()
        """Origins whose robots.txt cannot be had: nothing more is asked of them in this run."""
        self._given_back = 0
        self.last_url: str | None = None
        self._taken = 0

    # -- handing out

    async def leases(self) -> AsyncIterator[FrontierUrl]:
        """The addresses to fetch, as long as there are any and the run may go on."""
        room = 4 * (self.options.concurrency or 1)
        while not self.stopped:
            # Leased by the half room: a transaction for each address costs as much as reading a page's markup.
            free = min(room - len(self.flying), self._left()) if len(self.flying) <= room // 2 else 0
            leased = self._lease(free) if free > 0 else ()
            for lease in leased:
                if origin_of(lease.url) in self.closed:
                    self._give_back()
                    continue
                self.flying[lease.url] = lease
                self._taken += 1
                refusal = self._refusal(lease)
                if refusal:
                    self.end(lease, Outcome.REFUSED, refusal)
                else:
                    yield lease
            if leased:
                await asyncio.sleep(0)
                continue
            if not self.flying:
                if self._left() <= 0:
                    self.stop("enough")
                if not self.save():
                    return
                continue
            self._landed.clear()
            await self._wait_for_landing()

    async def _wait_for_landing(self) -> None:
        try:
            await asyncio.wait_for(self._landed.wait(), 0.25)
        except TimeoutError:
            self.tick()

    def _lease(self, free: int) -> tuple[FrontierUrl, ...]:
        try:
            leased = self.ledger.lease_urls(self.target.name, free, run_id=self.run_id)
            if not leased and self.save():
                leased = self.ledger.lease_urls(self.target.name, free, run_id=self.run_id)
        except ArchiverError as problem:
            self.refuse(problem)
            return ()
        return tuple(lease for lease in leased if lease.url not in self.flying and not self._is_fresh(lease))

    def _is_fresh(self, lease: FrontierUrl) -> bool:
        """Whether this run was there a moment ago: with a clock that jumps, everything would be due again at once."""
        last = lease.last_visit
        return last is not None and last >= self._began and self.options.clock() - last < _LEAST_REST

    def _left(self) -> int:
        """How many more addresses the caller's limits allow."""
        pages, articles = self.options.max_pages, self.options.max_articles
        left = 1_000_000 if pages is None else pages - self._taken
        if articles is None:
            return left
        return min(left, articles - self.tally.articles - self._batch.articles() - len(self.flying))

    def _refusal(self, lease: FrontierUrl) -> str | None:
        refusal = (
            self.wanted.scope.refusal(lease.url)
            or self.waits.recall(lease, self.options.clock())
            or self.budget.refusal(lease)
        )
        fresh = lease.kind is Kind.ARTICLE and lease.last_visit is None
        if refusal is None and fresh and self.wanted.is_too_old(lease.url, lease.lastmod):
            return "too_old: before the day asked for"
        return refusal

    # -- taking in

    def end(  # noqa: PLR0913  # a visit has these parts
        self,
        lease: FrontierUrl,
        outcome: Outcome,
        reason: str | None = None,
        *,
        page: Page | None = None,
        ref: CaptureRef | None = None,
        result: ReadResult | None = None,
        found: tuple[FoundUrl, ...] = (),
        brought_news: bool = False,
    ) -> None:
        """End an address's visit with its one outcome. `brought_news`: an index named an article not known before."""
        article = result.article if result else None
        visit = Visit(
            url=lease.url,
            kind=Kind.ARTICLE if article else lease.kind,
            outcome=outcome,
            reason=reason,
            visited_at=(page.fetched_at if page else None) or self.options.clock(),
            final_url=page.url if page and page.url != lease.url else None,
            status=page.status if page else None,
            etag=header_of(page, "etag"),
            last_modified=header_of(page, "last-modified"),
            article=replace(article, capture=ref, site=self.target.name) if article else None,
            capture=ref,
            found=found,
            content_type=page.content_type if page else None,
            length=len(page.body) if page else None,
            opt_outs=opt_outs(page) if page and lease.kind is not Kind.SITEMAP else (),
            rendered_by=page.rendered_by if page else None,
            parts=result.kept if result else (),
            due_at=wished(reason) or due_at(lease, outcome, reason, site=self.target.site, now=self.options.clock()),
        )
        self._note_first(lease, is_article=article is not None, brought_news=brought_news)
        self.flying.pop(lease.url, None)
        self._batch.add(visit, asyncio.get_running_loop().time())
        self._landed.set()
        self.tick()

    def _note_first(self, lease: FrontierUrl, *, is_article: bool, brought_news: bool) -> None:
        """Count an address that was looked at for the first time; whether an article is news the store will tell."""
        if lease.last_outcome is None and is_article:
            self._fresh.add(lease.url)
        elif lease.last_outcome is None:
            self.budget.note(lease.url, brought_news=brought_news)

    def end_denied(self, lease: FrontierUrl, reason: str) -> None:
        """End an address that was not asked for: refused with its reason, or given back when the run stops."""
        origin = origin_of(lease.url)
        if reason == UNREACHABLE and origin not in self.closed:
            self.closed.add(origin)
        elif reason in ("stopped", UNREACHABLE):
            self.flying.pop(lease.url, None)
            self._landed.set()
            return
        self.end(lease, Outcome.REFUSED, reason)

    def _give_back(self) -> None:
        """Leave an address of a host in trouble for the next run: its lease ends with this one."""
        self._given_back += 1
        if self._given_back >= _MOST_GIVEN_BACK:
            self.stop("closed")

    def note_beside(self, page: Page, ref: CaptureRef) -> None:
        """Enter a robots.txt: it has a row like every address, and is never due by itself."""
        now = self.options.clock()
        is_trouble = page.status >= 500 or page.status == 429
        visit = Visit(
            url=page.url,
            kind=Kind.ROBOTS,
            outcome=Outcome.REFUSED if is_trouble else Outcome.NEW if page.status < 400 else Outcome.GONE,
            reason=f"http_5xx: {page.status}" if is_trouble else None,
            visited_at=page.fetched_at or now,
            status=page.status,
            capture=ref,
            content_type=page.content_type,
            length=len(page.body),
            due_at=now + NEVER,
        )
        self._batch.add(visit, asyncio.get_running_loop().time())

    def set_aside(self, url: str, wish: str) -> None:
        """Leave a host alone that asks for it, in this run and until then: its start addresses carry the wish on."""
        self.waits.set_aside(url, wish)
        starts = (*self.target.starts, *self.target.site.seeds, *self.target.site.feeds, *self.target.site.sitemaps)
        for start in dict.fromkeys(starts):
            if host_of(start) == host_of(url) and start not in self.flying:
                self.end(FrontierUrl(url=start, kind=Kind.LISTING, site=self.target.name), Outcome.REFUSED, wish)

    # -- keeping

    def tick(self) -> None:
        """Save what has waited long enough, and tell how far the run is."""
        now = asyncio.get_running_loop().time()
        if self._batch.is_due(now):
            self.save()
        if self.options.progress and now - self._told >= 0.25:
            self._told = now
            self.options.progress(self.progress())

    def save(self) -> tuple[Saved, ...]:
        """Save all visits that wait; when nothing can be stored the run stops."""
        if self.refusal:
            return ()
        try:
            saved = self._batch.save()
        except ArchiverError as problem:
            self.refuse(problem)
            return ()
        for each in saved:
            if each.url in self._fresh:  # the same article under one more address is no news
                self._fresh.discard(each.url)
                self.budget.note(each.url, brought_news=each.outcome is not Outcome.UNCHANGED)
        return saved

    def stop(self, why: str) -> None:
        """Hand out nothing more."""
        self.stopped = self.stopped or why
        self._landed.set()

    def refuse(self, problem: ArchiverError) -> None:
        """Stop because nothing can be stored any more."""
        if self.refusal is None:
            logger.error("nothing can be stored, the run stops: %s", problem)
        self.refusal = self.refusal or problem
        self.stop("refused")

    def progress(self, *, done: bool = False) -> Progress:
        """How far the run is."""
        return Progress(
            site=self.target.name,
            requests=self.budget.requests,
            articles=self.tally.articles,
            counts=self.tally.snapshot(),
            waiting=len(self.flying) + len(self._batch),
            url=self.last_url,
            done=done,
        )


def header_of(page: Page | None, name: str) -> str | None:
    """A header of a page (name in lower case); None when there is none."""
    for key, value in page.headers if page else ():
        if key.lower() == name:
            return value.strip() or None
    return None
