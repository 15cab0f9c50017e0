"""When the crawl itself, and not the store's schedule, says how long an address rests."""

from datetime import datetime, timedelta

from archiver.crawl.day_pages import day_of_page, is_open
from archiver.crawl.discover import is_continuation
from archiver.crawl.robots import UNREACHABLE
from archiver.model.site import Site
from archiver.model.visit import FrontierUrl, Kind, Outcome

GOOD = (Outcome.NEW, Outcome.CHANGED, Outcome.UNCHANGED)
NEVER = timedelta(days=3650)
_TROUBLE_REST = timedelta(minutes=10)
_MAP_REST = timedelta(days=7)
"""A sitemap whose index tells when it changes is looked at once a week all the same."""


def due_at(lease: FrontierUrl, outcome: Outcome, reason: str | None, *, site: Site, now: datetime) -> datetime | None:
    """When an address is due again after a visit that ended so; None lets the store's schedule decide."""
    if reason == UNREACHABLE:
        return now + _TROUBLE_REST
    day = day_of_page(site.archives, lease.url) if site.archives and lease.kind is Kind.LISTING else None
    if day is not None and not is_open(day, site, now) and (outcome in GOOD or outcome is Outcome.GONE):
        return now + NEVER
    if outcome not in GOOD:
        return None
    if is_continuation(lease):
        return now + NEVER
    return now + _MAP_REST if lease.kind is Kind.SITEMAP and lease.lastmod is not None else None
