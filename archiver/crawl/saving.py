"""Visits wait here for a moment and are saved together: many rows, one transaction, one sync of the captures."""

import logging
import time
from collections.abc import Callable

from archiver.captures.writer import CaptureWriter
from archiver.crawl.ledger import Ledger, Tally
from archiver.model.errors import ArchiverError, PartMissing
from archiver.model.visit import Outcome, Saved, Visit

logger = logging.getLogger(__name__)

MOST = 100
"""Visits in one transaction (facts: batches of 100 cost 0.03 ms a row)."""
LONGEST = 0.5
"""Seconds that a visit may wait: what a kill costs is refetched, so it is kept small."""
LONGEST_OF_ALL = 2.0
SHARE = 0.1
"""Of a run's time that saving may take by being done often: where it is slow, visits wait longer, up to the above."""
PATIENCE = (0.5, 1.0, 2.0)
"""Seconds between tries when the database refuses: together less than the five within which fetching must stop."""


class VisitBatch:
    """The visits that are not saved yet."""

    def __init__(self, ledger: Ledger, captures: CaptureWriter, run_id: int, tally: Tally) -> None:
        self._ledger, self._captures, self._run_id, self._tally = ledger, captures, run_id, tally
        self._waiting: list[Visit] = []
        self._since = 0.0
        self._longest = LONGEST

    def __len__(self) -> int:
        return len(self._waiting)

    def articles(self) -> int:
        """How many of the waiting visits brought an article."""
        return sum(1 for visit in self._waiting if visit.article is not None)

    def add(self, visit: Visit, now: float) -> None:
        """Let a visit wait."""
        if not self._waiting:
            self._since = now
        self._waiting.append(visit)

    def is_due(self, now: float) -> bool:
        """Whether it is time to save."""
        return len(self._waiting) >= MOST or (bool(self._waiting) and now - self._since >= self._longest)

    def save(self) -> tuple[Saved, ...]:
        """Save all that waits. Raises `PartMissing` when database or disk keep refusing, `LockHeld` when the site
        was taken by another run; what waits goes on waiting.
        """
        if not self._waiting:
            return ()
        began = time.monotonic()
        self._captures.flush()
        visits, saved = tuple(self._waiting), self._patiently()
        self._waiting.clear()
        self._longest = min(LONGEST_OF_ALL, max(LONGEST, (time.monotonic() - began) / SHARE))
        for visit, each in zip(visits, saved, strict=True):
            self._tally.add(visit, each)
        return saved

    def _patiently(self, sleep: Callable[[float], None] = time.sleep) -> tuple[Saved, ...]:
        for pause in PATIENCE:
            try:
                return self._save_all()
            except PartMissing as problem:
                logger.warning("saving is refused, next try in %.1f s: %s", pause, problem)
                sleep(pause)
        return self._save_all()

    def _save_all(self) -> tuple[Saved, ...]:
        try:
            return self._save_these(tuple(self._waiting))
        except ArchiverError:
            raise
        except Exception:
            if len(self._waiting) == 1:
                raise
            logger.exception("a batch could not be saved whole; each visit is tried alone")
        return tuple(self._save_one(visit) for visit in self._waiting)

    def _save_these(self, visits: tuple[Visit, ...]) -> tuple[Saved, ...]:
        """Save some visits. What the machine has no room for is no fault of a visit: the next run asks again."""
        try:
            return self._ledger.save_visits(visits, self._run_id)
        except (MemoryError, OSError) as problem:
            raise PartMissing(f"no room to save: {type(problem).__name__}: {problem}") from problem

    def _save_one(self, visit: Visit) -> Saved:
        """Save one visit; one that the store cannot take is kept as a failure with its reason."""
        try:
            return self._save_these((visit,))[0]
        except ArchiverError:
            raise
        except Exception as problem:
            logger.exception("a visit cannot be saved: %s", visit.url)
            reason = f"store_error: {type(problem).__name__}: {str(problem)[:200]}"
        plain = Visit(
            url=visit.url,
            kind=visit.kind,
            outcome=Outcome.FAILED,
            reason=reason,
            visited_at=visit.visited_at,
            capture=visit.capture,
            status=visit.status,
        )
        return self._save_these((plain,))[0]
