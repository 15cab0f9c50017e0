"""A run: one scheduled crawl of one site."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One crawl of one site, as it is kept in the archive."""

    id: int
    site: str
    started_at: datetime
    ended_at: datetime | None = None
    """None while it goes on, or when it was killed."""
    status: str = "running"
    """running, done, failed (below its minimum, or lost a page), interrupted, abandoned (killed)."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """Pages by outcome."""
    reasons: Mapping[str, int] = field(default_factory=dict)
    """Pages by outcome and reason, keyed "failed: timeout"."""
    requests: int = 0
    articles_seen: int = 0
    minimum: int = 0
    coverage: Mapping[str, float] = field(default_factory=dict)
    """For each field: the share of this run's articles that have it."""
    warnings: tuple[str, ...] = ()
    pages_per_second: float | None = None
