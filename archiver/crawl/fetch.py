"""Fetch one page for a command that stores nothing: the same limits and the same guard as a crawl's."""

from collections.abc import AsyncIterator, Sequence
from typing import Any

import scrapy
from scrapy import Request
from scrapy.crawler import AsyncCrawlerRunner
from scrapy.http import Response
from twisted.python.failure import Failure

from archiver.crawl.exchange import header, page_of
from archiver.crawl.hop import MAX_REDIRECTS
from archiver.crawl.loop import guard, run_in_loop
from archiver.crawl.options import CrawlOptions, utc_now
from archiver.crawl.reasons import judge_status, reason_of
from archiver.crawl.run import scrapy_settings
from archiver.crawl.scope import host_and_port, is_literal, read_allowed
from archiver.model.errors import NotFound, UsageError
from archiver.model.page import Page
from archiver.text.addresses import is_public_address
from archiver.text.urls import normalise_url


def fetch_page(url: str, *, allow: Sequence[str] = (), timeout: float = 60.0) -> Page:
    """The page at an address, redirects followed. Keeps nothing.

    A private address must be allowed by name. Raises `UsageError` for what is no web address or may not be fetched,
    `NotFound` when no page comes.
    """
    spelled = normalise_url(url)
    if spelled is None:
        raise UsageError(f"no web address: {url!r}")
    allowed = read_allowed(allow)
    guard.allowed.update(allowed)
    _check_private(spelled, allowed)
    answer: dict[str, Any] = {"url": spelled, "allowed": allowed}
    run_in_loop(_crawl(answer, timeout))
    if isinstance(page := answer.get("page"), Page):
        return page
    if host_and_port(spelled) in guard.refused:
        raise UsageError(f"a private address, which --allow must name: {spelled}")
    raise NotFound(f"no page came: {answer.get('reason', 'no answer')}: {spelled}")


def _check_private(url: str, allowed: frozenset[tuple[str, int]]) -> None:
    place = host_and_port(url)
    if place not in allowed and is_literal(place[0]) and not is_public_address(place[0]):
        raise UsageError(f"a private address, which --allow must name: {url}")


async def _crawl(answer: dict[str, Any], timeout: float) -> None:
    from pathlib import Path

    options = CrawlOptions(db="", captures=Path(), delay=0.0, timeout=timeout)
    settings = scrapy_settings(options)
    settings.set("DOWNLOADER_MIDDLEWARES", {}, priority="cmdline")
    await AsyncCrawlerRunner(settings).crawl(_OnePage, answer=answer)


class _OnePage(scrapy.Spider):
    """Asks for one address and puts the page into `answer`."""

    name = "one_page"

    def __init__(self, answer: dict[str, Any]) -> None:
        super().__init__()
        self._answer = answer
        self._left = MAX_REDIRECTS

    async def start(self) -> AsyncIterator[Any]:
        yield self._ask(self._answer["url"])

    async def parse(self, response: Response) -> AsyncIterator[Request]:
        page, problem = page_of(response, requested_url=self._answer["url"], limit=8 * 1024 * 1024, now=utc_now())
        target = normalise_url(header(response, "Location") or "", response.url) if 300 <= page.status < 400 else None
        if target and self._left:
            self._left -= 1
            try:
                _check_private(target, self._answer["allowed"])
            except UsageError as refusal:
                self._answer["reason"] = str(refusal)
                return
            yield self._ask(target)
            return
        judged = judge_status(page.status)
        if problem or judged or target:
            self._answer["reason"] = problem or (judged[1] if judged and judged[1] else f"status {page.status}")
        else:
            self._answer["page"] = page

    def missed(self, failure: Failure) -> None:
        self._answer["reason"] = reason_of(failure.value) if failure.value else "no answer"

    def _ask(self, url: str) -> Request:
        return Request(url, callback=self.parse, errback=self.missed, dont_filter=True)
