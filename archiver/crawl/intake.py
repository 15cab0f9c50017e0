"""What comes of a response: kept first, then judged, followed, read, and ended with its one outcome."""

import asyncio
from dataclasses import replace
from itertools import islice

from archiver.crawl.desk import Desk, header_of
from archiver.crawl.discover import continuation, discover, goes_on
from archiver.crawl.hop import MAX_TRIES, Hop, redirect_refusal
from archiver.crawl.opt_outs import opt_outs
from archiver.crawl.pace import LEAST_PATIENCE, read_retry_after
from archiver.crawl.parts import PartFetcher, join_parts
from archiver.crawl.reading import ReadResult, ReadTask
from archiver.crawl.reasons import TOO_MANY, is_retried, judge_status
from archiver.crawl.resting import GOOD
from archiver.crawl.second_look import LookFetcher, look_again
from archiver.crawl.twins import Twins
from archiver.crawl.waits import wish
from archiver.model.article import CaptureRef
from archiver.model.errors import ArchiverError, PartMissing
from archiver.model.page import Page
from archiver.model.version import Captured
from archiver.model.visit import FrontierUrl, Kind, Outcome
from archiver.text.url_shapes import looks_like_article
from archiver.text.urls import host_of, learn_variant, normalise_url

_NEED = (PartMissing, MemoryError, OSError)
"""What keeps a page from being kept."""
_REMEMBERED = 100
"""Pages kept beside of which the place is remembered until their article ends."""


def judge_no_article(lease: FrontierUrl, page: Page, result: ReadResult) -> tuple[Outcome, str]:
    """The outcome of an article's address whose page is none: where one stood before it is gone when the site says
    so in words, or sends its readers on to a front page or a list.
    """
    reason = result.refusal or "not_article"
    if lease.is_known and reason == "soft_404":
        return Outcome.GONE, reason
    if lease.is_known and page.url != lease.url and not looks_like_article(page.url):
        return Outcome.GONE, f"redirected: {page.url[:300]}"
    return Outcome.DROPPED, reason


class Intake:
    """Takes in the responses of one run."""

    def __init__(self, desk: Desk, fetch_part: PartFetcher, fetch_as: LookFetcher) -> None:
        self._desk, self._fetch_part, self._fetch_as = desk, fetch_part, fetch_as
        self._twins = Twins()
        self._beside: dict[str, CaptureRef] = {}
        """Where the last pages are kept that have no visit of their own."""

    async def take(self, hop: Hop, page: Page, problem: str | None) -> Hop | None:
        """Take in a response: keep it, and end the address's visit or give the next request for it."""
        self._desk.last_url = page.url
        host = host_of(hop.url)
        ref = self._keep(hop, page)
        if ref is None:
            return None
        judged = judge_status(page.status)
        if page.status in TOO_MANY:
            return await self._after_trouble(hop, page, ref, judged[1] if judged else None)
        if judged and judged[0] is Outcome.FAILED and is_retried(judged[1]):
            return self.missed(hop, judged[1] or "network", page=page, ref=ref)
        self._desk.pace.note_well(host)
        self._desk.waits.note_good(hop.url)
        if problem:
            return self.missed(hop, problem, page=page, ref=ref)
        if judged:
            self._desk.end(hop.lease, judged[0], judged[1], page=page, ref=ref)
            return None
        if page.status in (301, 302, 303, 307, 308):
            return self._redirect(hop, page, ref)
        await self._read(hop, page, ref)
        return None

    def missed(self, hop: Hop, reason: str, *, page: Page | None = None, ref: CaptureRef | None = None) -> Hop | None:
        """A request brought no whole page: give it another try, or end the visit as failed."""
        pace, host = self._desk.pace, host_of(hop.url)
        hangs = reason.startswith("timeout")
        if hangs:
            pace.note_timeout(host)
        patient = not hangs or pace.patience(host, self._desk.options.timeout) > LEAST_PATIENCE
        if is_retried(reason) and patient and hop.tries + 1 < MAX_TRIES and not self._desk.stopped:
            if not reason.startswith("truncated"):
                pace.note_trouble(host, asyncio.get_running_loop().time())
            return hop.again()
        self._desk.end(hop.lease, Outcome.FAILED, reason, page=page, ref=ref)
        return None

    def _keep(self, hop: Hop, page: Page) -> CaptureRef | None:
        try:
            return self._desk.captures.write(page, previous=None if hop.path else hop.lease.last_capture)
        except _NEED as problem:
            self._refuse(problem)
            self._desk.flying.pop(hop.lease.url, None)
            return None

    async def _after_trouble(self, hop: Hop, page: Page, ref: CaptureRef, reason: str | None) -> Hop | None:
        asked = read_retry_after(header_of(page, "retry-after"), now=self._desk.options.clock())
        host, now = host_of(hop.url), asyncio.get_running_loop().time()
        if asked is not None and not self._desk.pace.grant(host, now, asked):
            said = wish(asked, self._desk.options.clock())
            self._desk.end(hop.lease, Outcome.FAILED, f"{reason}, {said}", page=page, ref=ref)
            if self._desk.waits.note_wish(hop.url) and await self._is_closed(hop.url):
                self._desk.set_aside(hop.url, said)
            return None
        if asked is None:
            self._desk.pace.note_trouble(host, now)
        if hop.tries + 1 < MAX_TRIES and not self._desk.stopped:
            return hop.again()
        self._desk.end(hop.lease, Outcome.FAILED, reason, page=page, ref=ref)
        return None

    async def _is_closed(self, url: str) -> bool:
        """Whether a host that keeps asking for a pause means all of its pages: one that came well tells."""
        good = self._desk.waits.good_page(url)
        return good is None or await self._fetch_part(good) is None

    def _redirect(self, hop: Hop, page: Page, ref: CaptureRef) -> Hop | None:
        target = normalise_url(header_of(page, "location") or "", page.url)
        if target is None:
            self._desk.end(hop.lease, Outcome.FAILED, "redirect_nowhere", page=page, ref=ref)
            return None
        refusal = self._desk.wanted.scope.refusal(target)
        if refusal:
            self._desk.end(hop.lease, Outcome.REFUSED, f"{refusal}: redirect to {target[:300]}", page=page, ref=ref)
            return None
        stuck = redirect_refusal(hop, target)
        if stuck:
            self._desk.end(hop.lease, Outcome.FAILED, stuck, page=page, ref=ref)
            return None
        learned = learn_variant(hop.url, target)
        if learned:
            self._desk.variants[learned[0]] = learned[1]
        return hop.redirected(target)

    async def _read(self, hop: Hop, page: Page, ref: CaptureRef) -> None:
        lease = hop.lease
        same = lease.last_digest is not None and ref.digest == lease.last_digest and lease.last_outcome in GOOD
        if lease.kind is Kind.ARTICLE and hop.path:  # the same article at another address: the archive must hear of it
            same = False
        if page.status == 304 or same:
            self._desk.end(lease, Outcome.UNCHANGED, page=page, ref=ref)
            return
        task = ReadTask(
            page=page, kind=lease.kind, site=self._desk.target.site, is_general=self._desk.target.is_general
        )
        result = await self._desk.readers.read(task)
        if result.problem:
            self._desk.end(lease, Outcome.FAILED, result.problem, page=page, ref=ref)
        elif result.article is not None:
            await self._end_article(lease, page, ref, result, task)
        else:
            self._read_index(lease, page, ref, result)

    async def _end_article(
        self, lease: FrontierUrl, page: Page, ref: CaptureRef, result: ReadResult, task: ReadTask
    ) -> None:
        if result.parts:
            result = await self._join(result, task)
        if result.problem:
            self._desk.end(lease, Outcome.FAILED, result.problem, page=page, ref=ref)
            return
        first = self._twins.first(result.article, lease.url) if result.article else lease.url
        if first != lease.url and lease.last_outcome is None:
            self._desk.end(lease, Outcome.DROPPED, f"duplicate: {first}", page=page, ref=ref)
            return
        if self._desk.options.second_look and result.article:
            article = await look_again(result.article, task, fetch=self._fetch_as, read=self._desk.readers.read)
            result = replace(result, article=article)
        self._keep_record(ref, page, result)
        self._desk.end(lease, Outcome.NEW, page=page, ref=ref, result=result)

    async def _join(self, result: ReadResult, task: ReadTask) -> ReadResult:
        """One article of all its pages, with where the further ones are kept."""
        kept: list[Captured] = []

        async def fetch(url: str) -> Page | None:
            page = await self._fetch_part(url)
            ref = self._beside.pop(page.url, None) if page else None
            if page and ref:
                moment = page.fetched_at or self._desk.options.clock()
                kept.append(
                    Captured(
                        url=page.url,
                        captured_at=moment,
                        ref=ref,
                        status=page.status,
                        content_type=page.content_type,
                        length=len(page.body),
                    )
                )
            return page

        joined = await join_parts(result, task, fetch=fetch, read=self._desk.readers.read)
        return replace(joined, kept=tuple(kept))

    def _read_index(self, lease: FrontierUrl, page: Page, ref: CaptureRef, result: ReadResult) -> None:
        finds = discover(result, page.url, lease, self._desk.wanted)
        fresh = [each for each in finds.found if not self._desk.budget.is_spent(each.url)]
        news = self._unknown([each.url for each in fresh if each.kind is Kind.ARTICLE])
        after = (
            continuation(finds, page.fetched_at or self._desk.options.clock(), lease)
            if goes_on(finds, lease, news)
            else None
        )
        found = (*fresh, after) if after else tuple(fresh)
        outcome, reason = (
            (Outcome.NEW, None) if lease.kind is not Kind.ARTICLE else judge_no_article(lease, page, result)
        )
        self._desk.end(lease, outcome, reason, page=page, ref=ref, found=found, brought_news=bool(news))

    def _unknown(self, urls: list[str]) -> set[str]:
        """Those of the addresses that the frontier does not know yet."""
        try:
            return set(urls) - set(self._desk.ledger.known_urls(urls)) if urls else set()
        except ArchiverError as problem:
            self._desk.refuse(problem)
            return set()

    def keep_beside(self, page: Page) -> CaptureRef | None:
        """Keep a page that has no visit of its own: a further page of an article, a robots.txt."""
        try:
            ref = self._desk.captures.write(page)
        except _NEED as problem:
            self._refuse(problem)
            return None
        self._beside = {page.url: ref, **dict(islice(self._beside.items(), _REMEMBERED))}
        return ref

    def _refuse(self, problem: Exception) -> None:
        """Stop the run: what cannot be kept is not read."""
        if not isinstance(problem, ArchiverError):
            problem = PartMissing(f"no room for a capture: {type(problem).__name__}: {problem}")
        self._desk.refuse(problem)

    def _keep_record(self, ref: CaptureRef, page: Page, result: ReadResult) -> None:
        if result.article is None:
            return
        try:
            record = {**result.article.to_dict(), "opt_outs": list(opt_outs(page))}
            self._desk.captures.write_metadata(ref, page.url, record)
        except _NEED as problem:
            self._refuse(problem)
