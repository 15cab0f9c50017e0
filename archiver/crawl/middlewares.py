"""What stands between Scrapy's engine and the net: robots.txt and the pace of each host."""

import asyncio
from typing import TYPE_CHECKING, Any, Self, cast

from scrapy import Request
from scrapy.crawler import Crawler

from archiver.crawl.reasons import Denied
from archiver.text.urls import host_of

if TYPE_CHECKING:
    from archiver.crawl.spider import NewsSpider


def spider_of(crawler: Crawler) -> "NewsSpider":
    """The crawler's spider, which is one of ours."""
    return cast("Any", crawler.spider)  # type: ignore[no-any-return]  # only NewsSpiders run with our settings


class RobotsMiddleware:
    """Asks the keeper of robots.txt before anything is fetched from a host."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        keeper = spider_of(self._crawler).robots
        refusal = None if request.meta.get("is_robots") else await keeper.refusal(request.url)
        if refusal:
            raise Denied(refusal)


class PaceMiddleware:
    """Lets a request wait while its host has asked for a pause."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        spider = spider_of(self._crawler)
        while (pause := spider.desk.pace.wait(host_of(request.url), asyncio.get_running_loop().time())) > 0:
            if spider.desk.stopped:
                raise Denied("stopped")
            await asyncio.sleep(min(pause, 0.5))
        wish = spider.desk.waits.refusal(request.url)
        if wish:
            raise Denied(wish)
        request.meta["download_timeout"] = spider.desk.pace.patience(host_of(request.url), spider.desk.options.timeout)
        spider.desk.budget.requests += 1
