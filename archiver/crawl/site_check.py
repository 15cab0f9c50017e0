"""Hold a site's facts against its live pages: do its indexes bring articles, does an article give its fields?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from archiver.crawl.discover import Wanted, discover
from archiver.crawl.fetch import fetch_page
from archiver.crawl.reading import ReadTask, read_task
from archiver.crawl.scope import Scope, read_allowed
from archiver.crawl.sites import find_site, site_at
from archiver.model.article import Article
from archiver.model.errors import NotFound, UsageError
from archiver.model.site import Site
from archiver.model.visit import FrontierUrl, Kind

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
    for kind, urls in ((Kind.FEED, site.feeds), (Kind.SITEMAP, site.sitemaps), (Kind.LISTING, site.seeds)):
        for url in urls:
            finding, articles = _check_index(site, kind, url, allow)
            found.update(dict.fromkeys(articles))
            yield finding
    if not found:
        yield Finding(what="articles", ok=False, found="no index names an article; is article_url right?")
    for url in islice(found, ARTICLES):
        yield _check_article(site, url, allow)


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
    return Finding(what=what, ok=bool(articles or others), found=told), articles


def _check_article(site: Site, url: str, allow: Sequence[str]) -> Finding:
    what = f"article {url}"
    try:
        page = fetch_page(url, allow=allow)
    except (NotFound, UsageError) as problem:
        return Finding(what=what, ok=False, found=str(problem))
    result = read_task(ReadTask(page=page, kind=Kind.ARTICLE, site=site))
    if result.article is None:
        return Finding(what=what, ok=False, found=result.refusal or result.problem or "no article")
    missing = [name for name in _FIELDS if getattr(result.article, name) is None]
    return Finding(what=what, ok="body" not in missing and "title" not in missing, found=_told(result.article, missing))


def _told(article: Article, missing: Sequence[str]) -> str:
    when = article.published_at.isoformat() if article.published_at else "no date"
    told = f"{article.title}; {when}; {article.source or 'no source'}; {len(article.body or '')} characters"
    return told + (f"; missing: {', '.join(missing)}" if missing else "")
