"""Which addresses a feed, a sitemap or a listing brings, and which of them are wanted."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from archiver.crawl.reading import ReadResult
from archiver.crawl.scope import Scope
from archiver.model.site import Site
from archiver.model.visit import FoundUrl, FrontierUrl, Kind
from archiver.text.url_shapes import day_in_url, is_page_address, looks_like_article
from archiver.text.urls import apply_variant, normalise_url

MAX_DEPTH = 3
"""Steps from a start address at which sections and further sitemaps are still looked at."""
MAX_FOUND = 50_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a run looks for."""

    site: Site
    scope: Scope
    is_general: bool = False
    since: date | None = None
    variants: Mapping[str, str] = field(default_factory=dict)
    """Origins that redirects have shown to be spelled otherwise."""

    def clean(self, url: str, base: str | None = None) -> str | None:
        """The spelling under which an address is known; None when it may not be fetched."""
        spelled = normalise_url(url, base)
        if spelled is None:
            return None
        spelled = apply_variant(spelled, self.variants)
        return None if self.scope.refusal(spelled) else spelled

    def is_article(self, url: str) -> bool:
        """Whether an address is an article's, as far as addresses tell."""
        if self.site.article_url:
            return bool(re.search(self.site.article_url, url))
        return looks_like_article(url)

    def is_too_old(self, url: str, changed: datetime | None) -> bool:
        """Whether an article is from before the day from which on articles are wanted."""
        if self.since is None:
            return False
        day = changed.astimezone(UTC).date() if changed else day_in_url(url)
        return day is not None and day < self.since


@dataclass(frozen=True, slots=True, kw_only=True)
class Finds:
    """What an index page brings."""

    found: tuple[FoundUrl, ...] = ()
    next_page: str | None = None
    """The index's own next page, cleaned; the run decides whether to go there."""
    all_old: bool = False
    """True when every article on it is older than wanted."""
    lists: tuple[tuple[str, ...], ...] = ()
    """The articles by the list of the page that they stand in, in page order."""


def discover(result: ReadResult, page_url: str, lease: FrontierUrl, wanted: Wanted) -> Finds:
    """The wanted addresses of a page, each once, in its order."""
    if result.feed is not None:
        entries = [(entry.url, entry.changed, entry.title) for entry in result.feed.entries]
        return _finds(entries, wanted, next_page=result.feed.next_page, trusted=True)
    if result.sitemap is not None:
        entries = [(entry.url, entry.changed, entry.title) for entry in result.sitemap.pages]
        finds = _finds(entries, wanted, next_page=None, trusted=False)
        return Finds(found=(*_maps(result, lease, wanted), *finds.found)[:MAX_FOUND], all_old=finds.all_old)
    if result.listing is not None:
        return _of_listing(result, page_url, lease, wanted)
    return Finds()


def _finds(
    entries: list[tuple[str, datetime | None, str | None]], wanted: Wanted, *, next_page: str | None, trusted: bool
) -> Finds:
    """Articles of a feed (whose every entry is one) or of a sitemap (whose addresses must look like one)."""
    found: dict[str, FoundUrl] = {}
    old = 0
    for written, changed, title in entries:
        url = wanted.clean(written)
        if url is None or url in found or not (wanted.is_article(url) if not trusted else is_page_address(url)):
            continue
        if wanted.is_too_old(url, changed):
            old += 1
            continue
        found[url] = FoundUrl(url=url, kind=Kind.ARTICLE, lastmod=changed, title=title)
    after = wanted.clean(next_page) if next_page else None
    return Finds(found=tuple(found.values()), next_page=after, all_old=bool(old) and not found, lists=(tuple(found),))


def _maps(result: ReadResult, lease: FrontierUrl, wanted: Wanted) -> list[FoundUrl]:
    if result.sitemap is None or lease.depth >= MAX_DEPTH:
        return []
    found: dict[str, FoundUrl] = {}
    for entry in result.sitemap.maps:
        url = wanted.clean(entry.url)
        too_old = wanted.since and entry.changed and entry.changed.date() < wanted.since
        if url and url not in found and not too_old:
            found[url] = FoundUrl(url=url, kind=Kind.SITEMAP, lastmod=entry.changed)
    return list(found.values())


def _of_listing(result: ReadResult, page_url: str, lease: FrontierUrl, wanted: Wanted) -> Finds:
    listing = result.listing
    if listing is None:
        return Finds()
    found: dict[str, FoundUrl] = {}
    lists: dict[int, list[str]] = {}
    old = articles = 0
    after = wanted.clean(listing.next_page) if listing.next_page else None
    for feed in listing.feeds:
        url = wanted.clean(feed)
        if url:
            found[url] = FoundUrl(url=url, kind=Kind.FEED)
    for link in listing.links if not listing.noindex else ():
        url = wanted.clean(link.url)
        if url is None or url in found or url in (after, page_url, lease.url):
            continue
        if wanted.is_article(url):
            articles += 1
            if wanted.is_too_old(url, None):
                old += 1
            else:
                found[url] = FoundUrl(url=url, kind=Kind.ARTICLE, title=link.text or None)
                lists.setdefault(link.place, []).append(url)
        elif wanted.is_general and lease.depth < MAX_DEPTH and is_page_address(url):
            found[url] = FoundUrl(url=url, kind=Kind.LISTING)
    all_old = bool(old) and old == articles
    return Finds(found=tuple(found.values()), next_page=after, all_old=all_old, lists=tuple(map(tuple, lists.values())))


def goes_on(finds: Finds, lease: FrontierUrl, news: Collection[str]) -> bool:
    """Whether to look at the next page of an index: on the very first visit, or when this one ends with news.

    A known article below the last new one of its list ends the walk: what is older was found when it was new. Known
    ones above (pinned there) and in other lists (the most read, at the side) tell nothing.
    """
    if finds.next_page is None or finds.all_old:
        return False
    if lease.last_visit is None:
        return True
    main = max(finds.lists, key=lambda urls: sum(url in news for url in urls), default=())
    return bool(main) and main[-1] in news


def continuation(finds: Finds, now: datetime, lease: FrontierUrl) -> FoundUrl | None:
    """The next page as a find that is due now; its `lastmod` marks it as one that is never due by itself."""
    if finds.next_page is None:
        return None
    return FoundUrl(url=finds.next_page, kind=lease.kind, lastmod=now)


def is_continuation(lease: FrontierUrl) -> bool:
    """Whether an address is a further page of an index, looked at only when the page before it brings news."""
    return lease.kind in (Kind.LISTING, Kind.FEED) and lease.lastmod is not None
