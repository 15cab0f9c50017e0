"""What people and programs ask of an archive, words apart."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Unpack

from archiver.model.article import Article
from archiver.model.run import Run
from archiver.model.stats import SiteStats, SiteSummary, Trend
from archiver.model.version import Captured, Event, Failure, Happening, Reprint, Version
from archiver.store import export, failures, read, reprint, runs, sites, stats
from archiver.store.door import Door
from archiver.store.search_door import FilterValues, read_filters
from archiver.text.diff import Change


class Asking(Door):
    """The part of an archive that answers about articles, addresses and runs."""

    def article(self, article_id: int, version: int | None = None) -> Article:
        """An article in its current version, or in another. Raises NotFound."""
        with self._reading() as connection:
            return read.article(connection, article_id, version)

    def article_by_url(self, url: str) -> Article:
        """The article that lives, or once lived, at an address. Raises NotFound."""
        with self._reading() as connection:
            return read.article_by_url(connection, url)

    def versions(self, article_id: int) -> tuple[Version, ...]:
        """The versions of an article, oldest first. Raises NotFound."""
        with self._reading() as connection:
            return read.versions(connection, article_id)

    def diff(self, article_id: int, a: int, b: int) -> Mapping[str, tuple[Change, ...]]:
        """What differs between two versions, field by field: by character in Chinese, else by word. Raises NotFound."""
        with self._reading() as connection:
            return read.compare(connection, article_id, a, b)

    def events(self, article_id: int) -> tuple[Event, ...]:
        """What happened to an article: gone, back, moved, edited; oldest first."""
        with self._reading() as connection:
            return read.events(connection, article_id)

    def history(self, url: str) -> tuple[Happening, ...]:
        """Visits, captures, versions and events of an address in order of time. Raises NotFound for one never seen."""
        with self._reading() as connection:
            return read.history(connection, url)

    def reprints(self, article_id: int) -> tuple[Reprint, ...]:
        """The family of the same story, the original first, then by time; the article alone when it has none.

        Raises NotFound.
        """
        with self._reading() as connection:
            return reprint.family(connection, article_id)

    def captures_of(self, url: str) -> tuple[Captured, ...]:
        """The captures of an address, or of the article there, oldest first."""
        with self._reading() as connection:
            return read.captures_of(connection, url)

    def iter_captures(self) -> Iterator[Captured]:
        """All captures in order of saving, in constant memory."""
        with self._reading() as connection:
            yield from read.iter_captures(connection)

    def runs(self, site: str | None = None, *, limit: int | None = None) -> tuple[Run, ...]:
        """Runs, newest first."""
        with self._reading() as connection:
            return runs.runs(connection, site=site, limit=limit)

    def run(self, run_id: int) -> Run:
        """One run; of one that goes on, what it has saved by now. Raises NotFound."""
        with self._reading() as connection:
            return runs.run(connection, run_id)

    def errors(
        self, *, site: str | None = None, run_id: int | None = None, limit: int | None = None
    ) -> tuple[Failure, ...]:
        """Fetches that ended failed or refused, newest first."""
        with self._reading() as connection:
            return failures.errors(connection, site=site, run_id=run_id, limit=limit)

    def drifts(self, site: str, *, now: datetime | None = None) -> tuple[Trend, ...]:
        """The measures of a site that left their habit, of its last 60 days and 200 runs; empty when none did."""
        with self._reading() as connection:
            return stats.drifts(connection, site, now=self._moment(now))

    def stats(self, site: str | None = None, *, now: datetime | None = None) -> tuple[SiteStats, ...]:
        """Each site's articles per day, coverage of each field against its own history, and what drifted since when."""
        with self._reading() as connection:
            return stats.stats(connection, site=site, now=self._moment(now))

    def sites(self, *, now: datetime | None = None) -> tuple[SiteSummary, ...]:
        """The sites that were ever crawled, by name, with what is stored of each."""
        with self._reading() as connection:
            return sites.sites(connection, now=self._moment(now))

    def iter_articles(
        self, words: str = "", *, versions: bool = False, **values: Unpack[FilterValues]
    ) -> Iterator[Article]:
        """Articles that match, with search's words and filters, in constant memory: all by number, chosen ones by date.

        With `versions` the older readings of each come before the current one. Reprints are not folded.
        """
        filters = read_filters(**values)
        with self._reading() as connection:
            yield from export.iter_articles(connection, words, filters=filters, versions=versions)
