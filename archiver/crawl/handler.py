"""Scrapy's HTTP handler with a bound on what a server may send before its body begins."""

from typing import Any

from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
)
from scrapy.crawler import Crawler

MAX_HEAD = 256 * 1024
"""Bytes of status line and headers, interim responses included; Twisted itself takes as many headers as are sent."""
_HEAD_STATES = frozenset({"STATUS", "HEADER"})


class BoundedProtocol(_LenientHTTP11ClientProtocol):
    """One connection, which is cut when a head does not end."""

    _head = 0

    def dataReceived(self, data: bytes) -> None:  # noqa: N802  # Twisted's name
        parser: Any = self._parser
        if parser is not None and parser.state in _HEAD_STATES:
            self._head += len(data)
            if self._head > MAX_HEAD:
                transport: Any = self.transport
                transport.abortConnection()
                return
        else:
            self._head = 0
        super().dataReceived(data)  # type: ignore[no-untyped-call]  # Twisted is untyped here


class BoundedFactory(_LenientHTTP11ClientFactory):
    """Builds bounded connections."""

    noisy = False

    def buildProtocol(self, addr: Any) -> BoundedProtocol:  # noqa: N802
        return BoundedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]  # as above


class BoundedHandler(HTTP11DownloadHandler):
    """The download handler of our settings."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = BoundedFactory
