"""A site: the facts that a spider states about one publisher's pages."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """CSS selectors that held on a site's pages for a time; one left out leaves its field to the general parser."""

    until: date | None = None
    """The last day (of capture) this layout holds; None for the layout of today."""
    body: str | None = None
    title: str | None = None
    published: str | None = None
    source: str | None = None
    authors: str | None = None
    editor: str | None = None
    caption: str | None = None
    section: str | None = None
    copyright: str | None = None
    drop: str | None = None
    """Elements that are never part of the article on this site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What is known of one publisher's site."""

    publisher: str
    """Who runs it, as printed."""
    domains: tuple[str, ...]
    """Hosts (and their sub-domains) that belong to it; "host:port" ties to one port."""
    timezone: str
    """IANA zone of times printed without one."""
    seeds: tuple[str, ...] = ()
    """Listing pages to start from."""
    feeds: tuple[str, ...] = ()
    """RSS or Atom addresses."""
    sitemaps: tuple[str, ...] = ()
    """Sitemap or sitemap-index addresses."""
    archives: tuple[str, ...] = ()
    """Addresses of the lists of one day, with {yyyy}, {mm}, {dd} (or {yy}, {m}, {d}) where the day stands."""
    archive_days: int = 30
    """How many days back the lists of days are looked at, when no run asks for more."""
    article_url: str | None = None
    """Pattern that an article's address matches (re.search); None lets the general rules decide."""
    next_page: str | None = None
    """CSS selector of a listing's link to its next page."""
    layouts: tuple[Layout, ...] = ()
    """Dated selectors, oldest first."""
    language: str | None = None
    """BCP 47 default when the page does not say."""
    home_names: tuple[str, ...] = ()
    """Words of the home link in the trail, beside the publisher's name."""
    at_least: int = 1
    """How many articles a run should see (new or known) at least; a run below that has failed."""
    needs_browser: bool = False
    """True when its pages hold no text without JavaScript."""
