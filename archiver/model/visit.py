"""Outcomes, visits and the frontier: what happened at an address, and when it is due again."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from archiver.model.article import Article, CaptureRef
from archiver.model.version import Captured


class Outcome(StrEnum):
    """How the fetch of one page ended; exactly one a fetch."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    DROPPED = "dropped"
    GONE = "gone"
    REFUSED = "refused"
    FAILED = "failed"


class Kind(StrEnum):
    """What an address is for."""

    ARTICLE = "article"
    LISTING = "listing"
    FEED = "feed"
    SITEMAP = "sitemap"
    ROBOTS = "robots"


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundUrl:
    """An address found in a feed, sitemap, listing or page."""

    url: str
    """Normalised."""
    kind: Kind = Kind.ARTICLE
    found_on: str | None = None
    """The address it was found on; None for a start address."""
    lastmod: datetime | None = None
    """When the index says it changed."""
    title: str | None = None
    """The title that the index gives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontierUrl:
    """A row of the frontier, as leased to a run."""

    url: str
    kind: Kind
    site: str
    found_on: str | None = None
    depth: int = 0
    tries: int = 0
    etag: str | None = None
    last_modified: str | None = None
    last_digest: str | None = None
    """Payload digest at the last visit."""
    last_capture: CaptureRef | None = None
    """Where the last visit's body is kept; lets the same body be kept as a revisit record. None when not known."""
    last_outcome: Outcome | None = None
    last_reason: str | None = None
    last_visit: datetime | None = None
    lastmod: datetime | None = None
    unchanged: int = 0
    """Visits in a row that brought nothing new."""
    is_known: bool = False
    """True when an article was read here before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """All that one fetch brought, saved in one transaction."""

    url: str
    """The frontier's address (as asked for)."""
    kind: Kind
    outcome: Outcome
    """NEW for an article lets the store decide among new, changed and unchanged."""
    reason: str | None = None
    """Needed with dropped, refused and failed: a word from a short list, then details after ": "."""
    visited_at: datetime
    final_url: str | None = None
    """After redirects; None when equal to `url`."""
    status: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    article: Article | None = None
    capture: CaptureRef | None = None
    found: tuple[FoundUrl, ...] = ()
    content_type: str | None = None
    """Of the response, as sent."""
    length: int | None = None
    """Bytes of the response's body."""
    due_at: datetime | None = None
    """When the crawl wants it again; None lets the store's schedule decide."""
    depth: int = 0
    """Steps from a start address, for an address that the frontier does not know yet."""
    opt_outs: tuple[str, ...] = ()
    """What the page says about archiving and machine use: noarchive, noai, tdm-reservation …"""
    rendered_by: str | None = None
    """The browser that made the page out of what was served; None for a page as served."""
    parts: tuple[Captured, ...] = ()
    """The article's further pages, as they were kept: they have no visit of their own."""
    names_parts: int | None = None
    """Of how many further pages the page tells, kept or not; None when nobody counted. An import that was stopped reads
    those again that tell of any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What the store made of a visit."""

    url: str
    outcome: Outcome
    article_id: int | None = None
    version: int | None = None
