"""A run's side of the archive: what is to be fetched, and what came of it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from archiver.model.site import Site
from archiver.model.stats import Trend
from archiver.model.visit import FoundUrl, FrontierUrl, Kind, Outcome, Saved, Visit


class Ledger(Protocol):
    """What a run needs of the archive (`archiver.store.archive.Archive` is one; tests bring a small one)."""

    def start_run(self, name: str, site: Site, *, now: datetime) -> int:
        """Take the site's lock and begin a run. Raises `LockHeld`."""

    def add_urls(self, site: str, found: Sequence[FoundUrl]) -> object:
        """Add addresses to the site's frontier."""

    def lease_urls(self, site: str, limit: int, *, run_id: int) -> tuple[FrontierUrl, ...]:
        """Take addresses that are due."""

    def moved_origins(self, site: str) -> Sequence[tuple[str, str]]:
        """Addresses that were served elsewhere, with the address that served."""

    def known_urls(self, urls: Sequence[str]) -> Collection[str]:
        """Those of the addresses that the frontier knows."""

    def make_due(self, site: str) -> object:
        """Make all known articles due."""

    def count_due(self, site: str) -> int:
        """How many addresses are due."""

    def save_visits(self, visits: Sequence[Visit], run_id: int) -> tuple[Saved, ...]:
        """Save visits in one transaction."""

    def drifts(self, site: str) -> Sequence[Trend]:
        """The measures of the site that left their habit, this run's articles included."""

    def end_run(
        self,
        run_id: int,
        *,
        status: str,
        requests: int,
        articles_seen: int,
        warnings: Sequence[str],
        pages_per_second: float | None = None,
    ) -> object:
        """End the run, give up its leases and its lock."""


class Tally:
    """Counts of a run, by outcome and by outcome with reason."""

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}
        self.reasons: dict[str, int] = {}
        self.articles = 0
        self.named = 0
        """Articles that feeds, sitemaps and listings named, known ones too; one that two name counts twice."""
        self.quiet = 0
        """Feeds, sitemaps and listings that were as before: what they name was seen already."""

    def add(self, visit: Visit, saved: Saved) -> None:
        """Count one saved visit."""
        outcome = saved.outcome.value
        self.counts[outcome] = self.counts.get(outcome, 0) + 1
        if visit.reason:
            key = f"{outcome}: {visit.reason.partition(':')[0]}"
            self.reasons[key] = self.reasons.get(key, 0) + 1
        if visit.kind is not Kind.ARTICLE:
            self.named += sum(found.kind is Kind.ARTICLE for found in visit.found)
            self.quiet += saved.outcome is Outcome.UNCHANGED
        if visit.article is not None or (saved.article_id is not None and outcome == "unchanged"):
            self.articles += 1

    def lost(self) -> int:
        """Pages that ended `failed`."""
        return self.counts.get("failed", 0)

    def snapshot(self) -> Mapping[str, int]:
        """The counts as they stand."""
        return dict(self.counts)
