"""What a crawl writes: runs, the frontier, visits."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from archiver.model.article import CaptureRef
from archiver.model.run import Run
from archiver.model.site import Site
from archiver.model.visit import FoundUrl, FrontierUrl, Kind, Outcome, Saved, Visit
from archiver.store import frontier, redirects, runs, save
from archiver.store.door import Door
from archiver.store.held import held_captures


@contextmanager
def _without_collecting() -> Iterator[None]:
    """No search for cycles meanwhile: a batch makes thousands of rows, none of them cyclic, and looking through them
    again and again costs a twentieth of a save (bench/store.py).
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class Writing(Door):
    """The part of an archive that a crawl writes to."""

    def save_site(self, name: str, site: Site, *, now: datetime | None = None) -> None:
        """Write a site's facts beside its name."""
        with self._writing() as connection:
            runs.save_site(connection, name, site, now=self._moment(now))

    def start_run(
        self, name: str, site: Site | None = None, *, minimum: int | None = None, now: datetime | None = None
    ) -> int:
        """Take the site's lock and begin a run; its number. The minimum is the site's `at_least` unless said.

        Leases of a killed run end, and that run is marked abandoned. Raises LockHeld when another living run works on
        the site.
        """
        moment = self._moment(now)
        least = minimum if minimum is not None else site.at_least if site is not None else 0
        with self._writing() as connection:
            if site is not None:
                runs.save_site(connection, name, site, now=moment)
            return runs.start_run(connection, name, least, now=moment).id

    def end_run(
        self,
        run_id: int,
        *,
        status: str = "done",
        requests: int = 0,
        articles_seen: int | None = None,
        warnings: Sequence[str] = (),
        pages_per_second: float | None = None,
        now: datetime | None = None,
    ) -> Run:
        """End a run: sum up its outcomes and its coverage, give back its leases and its lock. Twice changes nothing.

        `articles_seen` is counted from the run's visits when it is not said.
        """
        with self._writing() as connection:
            return runs.end_run(
                connection,
                run_id,
                status=status,
                now=self._moment(now),
                summary=runs.Summary(
                    requests=requests,
                    articles_seen=articles_seen,
                    warnings=tuple(warnings),
                    pages_per_second=pages_per_second,
                ),
            )

    def save_visits(self, visits: Sequence[Visit], run_id: int, *, now: datetime | None = None) -> tuple[Saved, ...]:
        """Save what fetches brought, all of it or nothing, in one transaction; what each became, in their order.

        Article, version, captures' index, outcome and found addresses go together. A visit that is already there (same
        address, same moment) changes nothing. Raises ValueError for a visit that contradicts itself, NotFound for an
        unknown run, LockHeld when the run was ended by another, DatabaseRefused when nothing could be written.
        """
        if not visits:
            return ()
        with self._writing() as connection, _without_collecting():
            return save.save_visits(connection, visits, run_id, now=self._moment(now))

    def held_captures(self, refs: Sequence[CaptureRef]) -> dict[CaptureRef, Outcome]:
        """Of these captures (equal in file, offset and digest) those that an import saved, with what they became.

        Those that tell of further pages are left out: what they become is told by reading them together.
        """
        with self._reading() as connection:
            return held_captures(connection, refs)

    def add_urls(self, site: str, found: Sequence[FoundUrl], *, now: datetime | None = None) -> tuple[str, ...]:
        """Add addresses to a site's frontier; those that were new.

        A start address (found on nothing) is due at once, known or not; a known one is when its index gives it a later
        `lastmod`.
        """
        with self._writing() as connection:
            moment = self._moment(now)
            runs.save_site(connection, site, None, now=moment)
            return frontier.add_urls(connection, site, found, now=moment)

    def moved_origins(self, site: str) -> tuple[tuple[str, str], ...]:
        """Of a site's newest addresses, those that were served elsewhere, with the address that served."""
        with self._reading() as connection:
            return redirects.moved_origins(connection, site)

    def lease_urls(
        self,
        site: str,
        limit: int,
        *,
        run_id: int | None = None,
        kinds: Sequence[Kind] = (),
        now: datetime | None = None,
    ) -> tuple[FrontierUrl, ...]:
        """Lease what is due: indexes first, new articles by freshness, then revisits, the most overdue first.

        Nobody else is given these until they are saved, the run ends, or 15 minutes are over.
        """
        with self._writing() as connection:
            owner = f"run {run_id}" if run_id is not None else "nobody"
            return frontier.lease_urls(connection, site, limit, now=self._moment(now), owner=owner, kinds=kinds)

    def release_leases(self, site: str, *, run_id: int | None = None) -> int:
        """End the leases of a site, or of one run on it; how many there were."""
        with self._writing() as connection:
            owner = f"run {run_id}" if run_id is not None else None
            return frontier.release_leases(connection, site, owner=owner)

    def known_urls(self, urls: Sequence[str]) -> frozenset[str]:
        """Those of the addresses that the frontier has."""
        with self._reading() as connection:
            return frontier.known_urls(connection, urls)

    def count_due(self, site: str, *, now: datetime | None = None) -> int:
        """How many addresses of a site are due and not leased."""
        with self._reading() as connection:
            return frontier.count_due(connection, site, now=self._moment(now))

    def make_due(self, site: str, *, now: datetime | None = None) -> int:
        """Make all known articles of a site due now; how many there are."""
        with self._writing() as connection:
            return frontier.make_due(connection, site, now=self._moment(now))
