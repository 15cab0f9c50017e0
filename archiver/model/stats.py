"""What an archive says of its sites: how much comes, which fields are found, and what drifted since when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """One measure of a site, today against its own history."""

    name: str
    """A field of the record (its coverage, 0 to 1), or `body_chars`, `date_lag_hours`, `articles_per_day`."""
    now: float
    """Over the last runs, or the last seven days."""
    before: float
    """Over all that lies before."""
    drifted_since: datetime | None = None
    """When it left its habit, in UTC; None while it keeps to it."""
    is_new: bool = False
    """True when the site's last run did not know of the drift yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpamHost:
    """A host whose pages turned to spam."""

    host: str
    articles: int
    """Captured within the last 30 days."""
    spam: int
    """How many of them score as spam."""
    spam_before: float
    """The share of spam before, 0 to 1."""
    since: datetime
    """When the first of the spam was captured, in UTC."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteStats:
    """One site's articles and how they are read."""

    site: str
    articles: int
    gone: int
    """How many of them are no longer at their address."""
    edited: int
    """How many have been changed by their editors."""
    first_captured_at: datetime | None
    last_captured_at: datetime | None
    per_day: Mapping[date, int] = field(default_factory=dict)
    """New articles by day of capture (UTC), the last 30 days that had any."""
    trends: tuple[Trend, ...] = ()
    spam_hosts: tuple[SpamHost, ...] = ()

    @property
    def drifted(self) -> tuple[Trend, ...]:
        """The measures that left their habit."""
        return tuple(trend for trend in self.trends if trend.drifted_since is not None)

    def to_dict(self) -> dict[str, object]:
        """The numbers as one JSON-ready object; `coverage` holds every measure now and before, `drift` those that left
        their habit, by the moment since when.
        """
        return {
            "site": self.site,
            "articles": self.articles,
            "gone": self.gone,
            "edited": self.edited,
            "first_captured_at": self.first_captured_at.isoformat() if self.first_captured_at else None,
            "last_captured_at": self.last_captured_at.isoformat() if self.last_captured_at else None,
            "per_day": {day.isoformat(): count for day, count in self.per_day.items()},
            "coverage": {trend.name: {"now": trend.now, "before": trend.before} for trend in self.trends},
            "drift": {trend.name: trend.drifted_since.isoformat() for trend in self.trends if trend.drifted_since},
            "spam_hosts": [
                {"host": h.host, "articles": h.articles, "spam": h.spam, "since": h.since.isoformat()}
                for h in self.spam_hosts
            ],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteSummary:
    """A site as the archive knows it."""

    name: str
    publisher: str | None
    domains: tuple[str, ...]
    timezone: str | None
    language: str | None
    articles: int
    urls: int
    """Addresses in the frontier."""
    due: int
    """How many of them are due now."""
    last_run: int | None
    last_run_at: datetime | None
    last_status: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """Something a check found wrong."""

    what: str
    """One line that says what is wrong."""
    where: str
    """database, search, versions, articles, addresses, families, runs or captures."""
    mended: bool = False
    """Whether the check mended it."""
