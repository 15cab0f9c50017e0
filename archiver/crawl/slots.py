"""The delay of each host in Scrapy's downloader: what is asked for, and more for a host that answers slowly."""

from typing import Any

from scrapy.crawler import Crawler

MOST = 15.0
"""Seconds: a host that needs longer to answer is left alone by its time limit, not by its delay."""


class Slots:
    """The delays of a run's hosts."""

    def __init__(self, crawler: Crawler, *, adapts: bool) -> None:
        """`adapts`: slow down for hosts that answer slowly; not for hosts whose delay the caller has set."""
        self._crawler, self._adapts = crawler, adapts
        self._least: dict[str, float] = {}
        self._latency: dict[str, float] = {}

    def set_least(self, host: str, delay: float) -> None:
        """The delay that a host is never asked faster than, in seconds."""
        self._least[host] = delay
        self._set(host, delay)

    def note_latency(self, host: str, seconds: float | None) -> None:
        """A host has answered after so many seconds: it is given as long to rest as it takes to answer, on the average.

        Scrapy counts a delay from one request's beginning to the next one's: hence twice the mean.
        """
        if not self._adapts or seconds is None:
            return
        mean = (self._latency.get(host, seconds) + seconds) / 2
        self._latency[host] = mean
        self._set(host, max(self._least.get(host, self._default()), min(2 * mean, MOST)))

    def delay(self, host: str) -> float:
        """The delay of a host as it stands."""
        slot = self._downloader().slots.get(host)
        return float(slot.delay) if slot else self._default()

    def _default(self) -> float:
        return float(self._downloader().settings.getfloat("DOWNLOAD_DELAY"))

    def _set(self, host: str, delay: float) -> None:
        downloader = self._downloader()
        downloader.per_slot_settings[host] = {"delay": delay}
        if host in downloader.slots:
            downloader.slots[host].delay = delay

    def _downloader(self) -> Any:
        if self._crawler.engine is None:
            raise RuntimeError("the crawl has not begun")
        return self._crawler.engine.downloader
