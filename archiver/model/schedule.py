"""A schedule: when a site is to be crawled again."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """When one site is crawled. Either `every` or `cron` is set."""

    site: str
    """The site's name, or the address a general crawl starts from."""
    every: timedelta | None = None
    """Time from one start to the next."""
    cron: str | None = None
    """Five fields: minute hour day month weekday (crontab(5))."""
    timezone: str = "UTC"
    """IANA zone in which `cron` is read."""
    next_due: datetime
    """When it runs next; in the past when a run was missed."""
    last_started: datetime | None = None
    """None before the first run."""
    last_status: int | None = None
    """Exit status of the last run that ended."""
