"""Hold a site's facts against its live pages: do its indexes bring articles, does an article give its fields?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from archiver.crawl.day_pages import page_of_day
from archiver.crawl.discover import Wanted, discover
from archiver.crawl.fetch import fetch_page
from archiver.crawl.reading import ReadResult, ReadTask, read_task
from archiver.crawl.scope import Scope, read_allowed
from archiver.crawl.site_shapes import article_pattern
from archiver.crawl.sites import find_site, site_at
from archiver.markup.reader import read_document
from archiver.model.article import Article
from archiver.model.errors import NotFound, UsageError
from archiver.model.page import Page
from archiver.model.site import Site
from archiver.model.visit import FrontierUrl, Kind
from archiver.parsers.layouts import layout_of, selectors_of
from archiver.text.urls import normalise_url

ARTICLES = 3
"""Live articles that are looked at."""
_FIELDS = ("title", "published_at", "source", "body")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One fact held against the live site."""

    what: str
    ok: bool
    found: str


def check_site(name: str, *, at: str | None = None, allow: Sequence[str] = ()) -> tuple[Finding, ...]:
    """Fetch a site's indexes and its newest articles, and say of each fact whether it holds. Raises `UnknownSite`."""
    site = find_site(name)
    return tuple(_check(site_at(site, at) if at else site, allow))


def _check(site: Site, allow: Sequence[str]) -> Iterator[Finding]:
    found: dict[str, None] = {}
    yesterday = datetime.now(UTC).astimezone(ZoneInfo(site.timezone)).date() - timedelta(days=1)
    days = tuple(page_of_day(pattern, yesterday) for pattern in site.archives)
    listings = (*site.seeds, *days)
    for kind, urls in ((Kind.FEED, site.feeds), (Kind.SITEMAP, site.sitemaps), (Kind.LISTING, listings)):
        for url in urls:
            finding, articles = _check_index(site, kind, url, allow)
            found.update(dict.fromkeys(articles))
            yield finding
    if not found:
        yield Finding(what="articles", ok=False, found="no index names an article")
    for url in islice(found, ARTICLES):
        yield from _check_article(site, url, allow)


def _check_index(site: Site, kind: Kind, url: str, allow: Sequence[str]) -> tuple[Finding, tuple[str, ...]]:
    what = f"{kind.value} {url}"
    try:
        page = fetch_page(url, allow=allow)
    except (NotFound, UsageError) as problem:
        return Finding(what=what, ok=False, found=str(problem)), ()
    result = read_task(ReadTask(page=page, kind=kind, site=site))
    if result.problem:
        return Finding(what=what, ok=False, found=result.problem), ()
    wanted = Wanted(site=site, scope=Scope(domains=site.domains, allowed=read_allowed(allow)))
    lease = FrontierUrl(url=url, kind=kind, site="check")
    finds = discover(result, page.url, lease, wanted)
    articles = tuple(each.url for each in finds.found if each.kind is Kind.ARTICLE)
    others = len(finds.found) - len(articles)
    told = f"{len(articles)} articles" + (f", {others} further indexes" if others else "")
    if page.url != url:
        told += f"; it has moved to {page.url}"
    told += "" if articles else _why_none(site, result, wanted)
    return Finding(what=what, ok=bool(articles or others), found=told), articles


def _why_none(site: Site, result: ReadResult, wanted: Wanted) -> str:
    """What the addresses of an index without articles look like: outside of the site, or of another pattern."""
    urls = [each.url for each in result.feed.entries] if result.feed else []
    urls += [each.url for each in result.sitemap.pages] if result.sitemap else []
    urls += [each.url for each in result.listing.links] if result.listing else []
    spelled = list(dict.fromkeys(url for each in urls if (url := normalise_url(each))))
    if not spelled:
        return "; it names no address at all (is it made by script? then needs_browser)"
    inside = [url for url in spelled if wanted.scope.refusal(url) is None]
    if not inside:
        return f"; none of its {len(spelled)} addresses is within domains, the first is {spelled[0]}"
    likely = article_pattern(inside)
    hint = f"; its addresses follow {likely}" if likely else f"; they look like {inside[len(inside) // 2]}"
    return f"; none of its {len(inside)} addresses matches article_url {site.article_url}{hint}"


def _check_article(site: Site, url: str, allow: Sequence[str]) -> Iterator[Finding]:
    what = f"article {url}"
    try:
        page = fetch_page(url, allow=allow)
    except (NotFound, UsageError) as problem:
        yield Finding(what=what, ok=False, found=str(problem))
        return
    yield from _check_selectors(site, page)
    result = read_task(ReadTask(page=page, kind=Kind.ARTICLE, site=site))
    if result.article is None:
        yield Finding(what=what, ok=False, found=result.refusal or result.problem or "no article")
        return
    missing = [name for name in _FIELDS if getattr(result.article, name) is None]
    ok = "body" not in missing and "title" not in missing
    yield Finding(what=what, ok=ok, found=_told(result.article, missing))


def _check_selectors(site: Site, page: Page) -> Iterator[Finding]:
    """The selectors of today's layout that match nothing on an article."""
    selectors = selectors_of(layout_of(site, page.fetched_at))
    if not selectors:
        return
    document = read_document(page, selectors=selectors)
    for name, selector in selectors.items():
        if not document.selected.get(name) and name != "drop":
            yield Finding(what=f"layout {name}", ok=False, found=f"{selector} matches nothing on {page.url}")


def _told(article: Article, missing: Sequence[str]) -> str:
    when = article.published_at.isoformat() if article.published_at else "no date"
    told = f"{article.title}; {when}; {article.source or 'no source'}; {len(article.body or '')} characters"
    return told + (f"; missing: {', '.join(missing)}" if missing else "")
