"""The spiders' base: Scrapy's engine on one side, the run's desk on the other, no opinion in between."""

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, ClassVar

import scrapy
from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from archiver.captures.payload import decode_beginning
from archiver.crawl.beginnings import ENOUGH, beginnings_of_robots
from archiver.crawl.desk import Desk
from archiver.crawl.exchange import page_of, request_for
from archiver.crawl.hop import Hop
from archiver.crawl.intake import Intake
from archiver.crawl.loop import guard
from archiver.crawl.reasons import Denied, is_fault, reason_of
from archiver.crawl.robots_keeper import RobotsKeeper
from archiver.crawl.scope import host_and_port
from archiver.crawl.slots import Slots
from archiver.model.errors import PartMissing
from archiver.model.page import Page
from archiver.model.site import Site
from archiver.model.visit import Outcome
from archiver.text.urls import host_of

logger = logging.getLogger(__name__)


class NewsSpider(scrapy.Spider):
    """One site's spider. A subclass states its name and its `site`, and nothing else."""

    name = "news"
    site: ClassVar[Site]
    desk: Desk
    intake: Intake
    robots: RobotsKeeper
    slots: Slots

    async def start(self) -> AsyncIterator[Any]:
        try:
            async for lease in self.desk.leases():
                yield self._request(Hop.first(lease))
        except Exception as error:  # noqa: BLE001  # Scrapy would take it for the end of the addresses
            self._note_fault(error)
            self.desk.stop("fault")

    async def parse(self, response: Response) -> AsyncIterator[Request]:
        hop: Hop = response.meta["hop"]
        try:
            self.slots.note_latency(host_of(hop.url), response.meta.get("download_latency"))
            page, problem = page_of(response, requested_url=hop.lease.url, limit=self._limit(), now=self._now())
            follow = await self.intake.take(hop, page, problem)
        except Exception as error:  # noqa: BLE001  # whatever it was, the visit ends: the run would wait for it for ever
            follow = None
            self._end_for_fault(hop, error)
        if follow:
            yield self._request(follow)

    async def missed(self, failure: Failure) -> AsyncIterator[Request]:
        hop: Hop = failure.request.meta["hop"]  # type: ignore[attr-defined]  # Scrapy puts it there
        try:
            follow = self._after_failure(hop, failure.value)
        except Exception as error:  # noqa: BLE001  # as above
            follow = None
            self._end_for_fault(hop, error)
        if follow:
            yield self._request(follow)

    async def fetch(self, url: str, *, headers: Mapping[str, str] | None = None, **meta: object) -> Page | None:
        """One page beside the frontier (robots.txt, a part of an article); None when it cannot be had whole."""
        if self.crawler.engine is None or self.desk.wanted.scope.refusal(url):
            return None
        request = Request(
            url,
            headers=dict(headers or {}),
            dont_filter=True,
            meta={**meta, "download_timeout": self.desk.options.timeout},
        )
        try:
            response = await self.crawler.engine.download_async(request)
        except Exception as error:  # noqa: BLE001  # whatever the net did, the page is not there
            logger.debug("no page beside the frontier: %s: %s", error, url)
            return None
        page, problem = page_of(response, requested_url=url, limit=self._limit(), now=self._now())
        if problem and meta.get("is_robots"):
            return replace(page, body=decode_beginning(response.body, page.headers, limit=ENOUGH))
        return None if problem else page

    async def fetch_robots(self, url: str) -> Page | None:
        with beginnings_of_robots(self.crawler):
            page = await self.fetch(url, is_robots=True, download_maxsize=0)
        ref = self.intake.keep_beside(page) if page else None
        if page and ref:
            self.desk.note_beside(page, ref)
        return page

    async def fetch_part(self, url: str) -> Page | None:
        page = await self.fetch(url)
        return page if page and page.status == 200 and self.intake.keep_beside(page) else None

    async def fetch_as(self, url: str, headers: Mapping[str, str]) -> Page | None:
        page = await self.fetch(url, headers=headers)
        return page if page and self.intake.keep_beside(page) else None

    def _request(self, hop: Hop) -> Request:
        request = request_for(hop, timeout=self.desk.options.timeout)
        if self.desk.target.site.needs_browser:
            from archiver.crawl.browser import rendered

            request = rendered(request, hop.lease.kind)
        return request.replace(callback=self.parse, errback=self.missed)

    def _now(self) -> datetime:
        return self.desk.options.clock()

    def _limit(self) -> int:
        return self.settings.getint("DOWNLOAD_MAXSIZE")

    def _after_failure(self, hop: Hop, error: BaseException | None) -> Hop | None:
        if error is None or isinstance(error, asyncio.CancelledError):
            self.desk.end_denied(hop.lease, "stopped")
        elif isinstance(error, Denied):
            self.desk.end_denied(hop.lease, str(error))
        elif host_and_port(hop.url) in guard.refused:
            self.desk.end(hop.lease, Outcome.REFUSED, f"private: {hop.url[:300]}")
        else:
            if is_fault(error):
                self._note_fault(error, hop.url)
            return self.intake.missed(hop, reason_of(error))
        return None

    def _end_for_fault(self, hop: Hop, error: Exception) -> None:
        """End a visit that a fault of ours has broken off."""
        self._note_fault(error, hop.url)
        if hop.lease.url in self.desk.flying and not self.desk.refusal:
            self.desk.end(hop.lease, Outcome.FAILED, f"fault: {type(error).__name__}: {str(error)[:200]}")

    def _note_fault(self, error: BaseException, url: str = "") -> None:
        """Tell of a fault of ours. A machine in need stops the run: no other page would fare better."""
        logger.error("a fault of ours: %s", url, exc_info=error)
        if isinstance(error, MemoryError | OSError):
            self.desk.refuse(PartMissing(f"no room to go on: {type(error).__name__}: {error}"))
        else:
            self.desk.faults.append(f"{type(error).__name__}: {error}")


class GeneralSpider(NewsSpider):
    """Any site, of which nothing is known but where to begin."""

    name = "general"
