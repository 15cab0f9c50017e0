"""A robots.txt that has no end, or that blows up, is read from its beginning: the others are whole or nothing."""

from collections.abc import Iterator
from contextlib import contextmanager

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import StopDownload

ENOUGH = 1024 * 1024
"""Bytes; RFC 9309 §2.5 wants 500 KiB read."""


@contextmanager
def beginnings_of_robots(crawler: Crawler) -> Iterator[None]:
    """While this holds, a robots.txt that is longer than enough is cut there and taken for what it is."""
    received: dict[Request, int] = {}

    def stop(data: bytes, request: Request) -> None:
        if request.meta.get("is_robots"):
            received[request] = received.get(request, 0) + len(data)
            if received[request] > ENOUGH:
                raise StopDownload(fail=False)

    crawler.signals.connect(stop, signals.bytes_received)
    try:
        yield
    finally:
        crawler.signals.disconnect(stop, signals.bytes_received)
