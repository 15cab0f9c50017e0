"""Fetches and keeps the robots.txt of every host that a run asks, once each."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from archiver.crawl.robots import FORBIDDING, MAX_REDIRECTS, Robots, read_robots
from archiver.model.page import Page
from archiver.text.urls import normalise_url, origin_of

logger = logging.getLogger(__name__)

TRIES = 3
FIRST_WAIT = 0.5
"""Seconds before the second try; the next ones wait twice as long each."""
_REDIRECTS = (301, 302, 303, 307, 308)

FetchRobots = Callable[[str], Awaitable[Page | None]]
"""Fetches one address and keeps what comes as a capture; None when nothing comes."""


class RobotsKeeper:
    """What the hosts of a run permit."""

    def __init__(
        self,
        fetch: FetchRobots,
        *,
        agent: str,
        may_follow: Callable[[str], bool],
        learned: Callable[[str, Robots], None],
    ) -> None:
        """`learned` is told the origin and what its robots.txt says, once."""
        self._fetch, self._agent, self._may_follow, self._learned = fetch, agent, may_follow, learned
        self._known: dict[str, asyncio.Future[Robots]] = {}

    async def refusal(self, url: str) -> str | None:
        """Why an address may not be fetched; None when it may."""
        origin = origin_of(url)
        known = self._known.get(origin)
        if known is None:
            known = self._known[origin] = asyncio.get_running_loop().create_future()
            robots = FORBIDDING
            try:
                robots = await self._ask(origin)
                self._learned(origin, robots)
            finally:
                known.set_result(robots)
        return (await known).refusal(url, self._agent)

    async def _ask(self, origin: str) -> Robots:
        for attempt in range(TRIES):
            page = await self._follow(f"{origin}/robots.txt")
            if page is not None and page.status < 500 and page.status != 429:
                break
            if attempt + 1 < TRIES:
                await asyncio.sleep(FIRST_WAIT * 2**attempt)
        else:
            logger.warning("robots.txt cannot be had, so nothing may be fetched: %s", origin)
            return FORBIDDING
        return read_robots(page.status, page.body, self._agent)

    async def _follow(self, url: str) -> Page | None:
        """The page at the end of at most five redirects; one beyond them, or out of scope, is as good as missing."""
        for _ in range(MAX_REDIRECTS + 1):
            page = await self._fetch(url)
            if page is None or page.status not in _REDIRECTS:
                return page
            location = next((value for name, value in page.headers if name.lower() == "location"), "")
            target = normalise_url(location, page.url)
            if target is None or not self._may_follow(target):
                break
            url = target
        return Page(url=url, body=b"", status=404)
