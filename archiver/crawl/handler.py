"""Scrapy's HTTP handler with bounds on how much a server may send before its body begins, and on how slowly."""

import asyncio
from collections.abc import Callable
from time import monotonic
from typing import Any

from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
)
from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from scrapy.utils.defer import maybe_deferred_to_future
from twisted.internet.protocol import connectionDone
from twisted.python.failure import Failure

from archiver.crawl.desk import Desk
from archiver.crawl.reasons import Cut, Denied

MAX_HEAD = 256 * 1024
"""Bytes of status line and headers, interim responses included; Twisted itself takes as many headers as are sent."""
LEAST_RATE = 256
"""Bytes a second of an answer that has begun; the slowest honest line brings ten times as many."""
WINDOW = 10.0
"""Seconds over which the rate is taken: a server that thinks in the middle of a page is given that long."""
_HEAD_STATES = frozenset({"STATUS", "HEADER"})


class Rate:
    """Watches how fast an answer comes."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._since: float | None = None
        self._bytes = 0

    def is_too_slow(self, received: int) -> bool:
        """Whether the answer has dripped for a whole window; to be told of every piece that comes."""
        now = self._clock()
        self._since = now if self._since is None else self._since
        self._bytes += received
        if now - self._since < WINDOW:
            return False
        slow = self._bytes < LEAST_RATE * (now - self._since)
        self._since, self._bytes = now, 0
        return slow

    def end(self) -> None:
        """The answer is there: the next one is watched from its own beginning."""
        self._since, self._bytes = None, 0


class BoundedProtocol(_LenientHTTP11ClientProtocol):
    """One connection, which is cut when a head does not end."""

    _head = 0
    _cut: Cut | None = None

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)  # type: ignore[no-untyped-call]  # Twisted is untyped here
        self._rate = Rate()

    def dataReceived(self, data: bytes) -> None:  # noqa: N802  # Twisted's name
        parser: Any = self._parser
        if parser is not None and parser.state in _HEAD_STATES:
            self._head += len(data)
            if self._head > MAX_HEAD:
                self._cut_off(f"head_too_large: more than {MAX_HEAD} bytes")
                return
        else:
            self._head = 0
        super().dataReceived(data)  # type: ignore[no-untyped-call]  # as above
        if self._parser is None:
            self._rate.end()
        elif self._rate.is_too_slow(len(data)):
            self._cut_off(f"too_slow: fewer than {LEAST_RATE} bytes a second")

    def connectionLost(self, reason: Failure = connectionDone) -> None:  # noqa: N802
        super().connectionLost(Failure(self._cut) if self._cut else reason)  # type: ignore[no-untyped-call]

    def _cut_off(self, why: str) -> None:
        self._cut = self._cut or Cut(why)
        transport: Any = self.transport
        transport.abortConnection()


class BoundedFactory(_LenientHTTP11ClientFactory):
    """Builds bounded connections."""

    noisy = False

    def buildProtocol(self, addr: Any) -> BoundedProtocol:  # noqa: N802
        return BoundedProtocol(self._quiescentCallback)


class BoundedHandler(HTTP11DownloadHandler):
    """The download handler of our settings."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = BoundedFactory

    async def download_request(self, request: Request) -> Response:
        """Ask, unless the run is told to end: what waited for its turn stays unasked then, for the next run.

        Where nothing can be stored any more nothing is asked at all. This is the last door before the wire; raises
        `Denied`.
        """
        desk: Desk | None = getattr(self._crawler.spider, "desk", None)  # the spider of one page has none
        if desk and (desk.refusal or (desk.stopped == "interrupted" and "hop" in request.meta)):
            raise Denied("stopped")
        return await super().download_request(request)

    async def close(self) -> None:
        """Close the idle connections, and leave those behind that take longer than a moment.

        Scrapy 2.19 rings a bell at the end of that moment which, where a busy process comes late to it, rings again
        what the connections have rung, and a traceback stands on the user's screen.
        """
        pool: Any = self._pool
        closed = asyncio.ensure_future(maybe_deferred_to_future(pool.closeCachedConnections()))
        await asyncio.wait({closed}, timeout=self._disconnect_timeout)
