"""Pages that hold no text without JavaScript: fetched by Chromium (the extra `browser`), for sites that say so.

Only articles and listings of a site with `needs_browser` go this way. What the browser asks for on its own is bounded:
within the site and what robots.txt permits, no pictures, films, fonts or sockets, at most `MOST` requests a page, and
every connection through our own proxy, which refuses private addresses whatever a name or a redirect leads to.
"""

import asyncio
import os
import shutil
from contextlib import suppress
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from scrapy.exceptions import DownloadCancelledError
from scrapy.http import Request, Response

from archiver.crawl.browser_proxy import GuardedProxy
from archiver.crawl.handler import BoundedFactory
from archiver.crawl.loop import guard
from archiver.crawl.middlewares import spider_of
from archiver.model.errors import ExtraMissing
from archiver.model.visit import Kind

if TYPE_CHECKING:
    from playwright.async_api import Page
    from playwright.async_api import Request as Asked

if find_spec("scrapy_playwright"):
    from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler as _Handler
    from scrapy_playwright.page import PageMethod
else:  # the file is imported only where a site needs it, and says then what is missing
    _Handler = PageMethod = object

MOST = 100
"""Requests of one page."""
QUIET = 5.0
"""Seconds at most that a loaded page is given until its own requests have come to rest."""
_LEFT_OUT = frozenset({"image", "media", "font", "texttrack", "manifest", "ping", "prefetch", "other"})
_PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_COUNT = "_archiver_requests"


def find_chromium() -> str:
    """The program: what CHROMIUM names, else the system's. Raises `ExtraMissing` when it or the extra is not there."""
    if not find_spec("scrapy_playwright"):
        raise ExtraMissing("this site's pages need a browser, which is an extra: pip install 'archiver[browser]'")
    found = os.environ.get("CHROMIUM") or next((path for name in _PROGRAMS if (path := shutil.which(name))), None)
    if not found:
        raise ExtraMissing("this site's pages need Chromium: install it (apt install chromium) or name it in CHROMIUM")
    return found


def browser_settings(*, timeout: float) -> dict[str, Any]:
    """Scrapy's settings for a crawl with the browser. Raises `ExtraMissing`."""
    handler = "archiver.crawl.browser.BrowserHandler"
    options = {"executable_path": find_chromium(), "chromium_sandbox": os.geteuid() != 0}
    return {
        "DOWNLOAD_HANDLERS": {"http": handler, "https": handler, "data": None, "file": None, "ftp": None, "s3": None},
        "PLAYWRIGHT_LAUNCH_OPTIONS": options,
        "PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT": timeout * 1000,
        "PLAYWRIGHT_MAX_PAGES_PER_CONTEXT": 4,
    }


def rendered(request: Request, kind: Kind) -> Request:
    """The request as one for the browser, when its kind holds pages for people."""
    if kind not in (Kind.ARTICLE, Kind.LISTING):
        return request
    meta = {
        "playwright": True,
        "playwright_page_init_callback": _close_sockets,
        "playwright_page_methods": [PageMethod(_settle)],
        "playwright_context_kwargs": {"service_workers": "block", "accept_downloads": False},
    }
    plain = {name: value for name, value in request.headers.items() if not name.lower().startswith(b"if-")}
    return request.replace(meta={**request.meta, **meta}, headers=plain)


class BrowserHandler(_Handler):  # type: ignore[misc]  # the library is untyped, and may be missing
    """The download handler of crawls with a browser: what does not need it goes the common way."""

    def __init__(self, crawler: Any) -> None:
        super().__init__(crawler)
        self._pool._factory = BoundedFactory
        self._guarded = GuardedProxy(guard, self._covers)
        self._crawler_of_ours = crawler
        self.abort_request = self._is_refused

    async def download_request(self, request: Request) -> Response:
        if not request.meta.get("playwright"):
            return await super().download_request(request)  # type: ignore[no-any-return]  # the library is untyped
        limit = self._crawler_of_ours.settings.getint("DOWNLOAD_MAXSIZE")
        try:
            response: Response = await asyncio.wait_for(
                super().download_request(request), request.meta.get("download_timeout") or 60.0
            )
        except Exception as problem:
            if type(problem).__name__ == "TimeoutError":
                raise TimeoutError(str(problem)) from problem
            raise
        if len(response.body) > limit:
            raise DownloadCancelledError(f"the page as shown has more than {limit} bytes")
        return response

    def _covers(self, url: str) -> bool:
        covers: bool = spider_of(self._crawler_of_ours).desk.wanted.scope.covers(url)
        return covers

    async def _launch(self) -> None:
        port = await self._guarded.start()
        # "<-loopback>": without it Chromium goes to loopback addresses past the proxy
        proxy = {"server": f"http://127.0.0.1:{port}", "bypass": "<-loopback>"}
        self.config.launch_options = {
            **self.config.launch_options,
            "proxy": proxy,
            "args": ["--force-webrtc-ip-handling-policy=disable_non_proxied_udp", "--disable-quic"],
        }
        await super()._launch()

    async def _close(self) -> None:
        with suppress(Exception):  # a browser that died is closed
            await super()._close()
        await self._guarded.close()

    async def _is_refused(self, asked: "Asked") -> bool:
        """Whether a request of the page is not made."""
        spider, url = spider_of(self._crawler_of_ours), asked.url
        if asked.resource_type in _LEFT_OUT or not spider.desk.wanted.scope.covers(url):
            return True
        frame = asked.frame
        count = getattr(frame.page, _COUNT, 0) + 1
        setattr(frame.page, _COUNT, count)
        return count > MOST or (count > 1 and await spider.robots.refusal(url) is not None)


async def _close_sockets(page: "Page", request: Request) -> None:
    """Before a page is opened: its web sockets lead nowhere."""
    del request
    await page.route_web_socket("**", lambda socket: socket.close())


async def _settle(page: "Page") -> None:
    """Wait until the page asks for nothing more, for some seconds."""
    with suppress(Exception):  # a page that never rests is taken as it stands
        await page.wait_for_load_state("networkidle", timeout=QUIET * 1000)
