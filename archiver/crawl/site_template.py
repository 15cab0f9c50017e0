"""A new site's spider from a look at its front page: the facts that can be seen, written for a person to correct."""

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from archiver.crawl.fetch import fetch_page
from archiver.markup.listings import Listing, read_listing
from archiver.markup.reader import read_document
from archiver.model.errors import NotFound, UsageError
from archiver.model.page import Page
from archiver.text.decode import decode
from archiver.text.url_shapes import looks_like_article
from archiver.text.urls import host_of, normalise_url, origin_of

_NAME = re.compile(r"^[a-z][a-z0-9_]{0,39}$")
_ZONES = {"zh": "Asia/Shanghai", "ja": "Asia/Tokyo", "ko": "Asia/Seoul", "de": "Europe/Berlin", "fr": "Europe/Paris"}

_TEMPLATE = '''"""{publisher}, {host}: proposed from its front page on {day}.

Awaits a person's correction and `archiver site check {bare}`.
"""

from archiver.crawl.spider import NewsSpider
from archiver.model.site import Site


class {class_name}(NewsSpider):
    name = {name}
    site = Site(
        publisher={publisher_text},
        domains=({domain},),
        timezone={timezone},
        seeds=({seed},),
        feeds={feeds},
        sitemaps={sitemaps},
        article_url={pattern},
        at_least=1,
    )
'''


def propose_site(name: str, url: str, *, folder: Path, allow: Sequence[str] = ()) -> Path:
    """Look at a front page and write the site's spider into `folder`; where it was written.

    Raises `UsageError` for a name that cannot be one or is taken, and for a bad address; `NotFound` when no page comes.
    """
    path = folder / f"{name}.py"
    if not _NAME.match(name):
        raise UsageError(f"a site's name is made of a-z, 0-9 and _, and begins with a letter: {name!r}")
    if path.exists():
        raise UsageError(f"there is a site of that name already: {path}")
    page = fetch_page(url, allow=allow)
    text = spider_text(name, page, sitemaps=_robots_sitemaps(page.url, allow))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as problem:
        raise UsageError(f"cannot write {path}: {problem.strerror}") from problem
    return path


def spider_text(name: str, page: Page, *, sitemaps: Sequence[str] = ()) -> str:
    """The spider's source: publisher, host, feeds and the pattern of article addresses as the page shows them."""
    document = read_document(page)
    listing = read_listing(decode(page.body, page.content_type).text, page.url)
    host = host_of(page.url)
    publisher = _publisher(document.head_title, document.meta.get("og:site_name", ())) or host
    language = (document.lang or "").lower().partition("-")[0]
    netloc = origin_of(page.url).partition("://")[2]
    return _TEMPLATE.format(
        publisher=publisher.replace('"', "'").replace("\\", ""),
        host=host,
        day=page.fetched_at.date() if page.fetched_at else "an unknown day",
        bare=name,
        class_name="".join(part.capitalize() for part in name.split("_")),
        name=_quoted(name),
        publisher_text=_quoted(publisher),
        domain=_quoted(netloc.removeprefix("www.") if ":" not in netloc else netloc),
        timezone=_quoted(_ZONES.get(language, "UTC")),
        seed=_quoted(page.url),
        feeds=_tuple(listing.feeds),
        sitemaps=_tuple(sitemaps),
        pattern=_pattern_text(article_pattern(listing)),
    )


def article_pattern(listing: Listing) -> str | None:
    """A pattern for the commonest shape among the links that look like articles; None when fewer than five share one.

    >>> from archiver.markup.listings import Link
    >>> links = tuple(Link(url=f"https://a.cn/news/202403/t202403{n}_{n}99.html", text="") for n in range(10, 20))
    >>> article_pattern(Listing(links=links, next_page=None, feeds=()))
    '/t\\\\d+_\\\\d+\\\\.html$'
    """
    shapes: Counter[str] = Counter()
    for link in listing.links:
        url = normalise_url(link.url)
        if url and looks_like_article(url) and "?" not in url:
            shapes[_shape(url)] += 1
    if not shapes:
        return None
    shape, count = shapes.most_common(1)[0]
    return shape if count >= 5 and r"\d+" in shape else None


def _shape(url: str) -> str:
    name = url.rstrip("/").rpartition("/")[2]
    parts = re.split(r"(\d+)", name)
    return "/" + "".join(r"\d+" if part.isdigit() else re.escape(part).replace(r"\-", "-") for part in parts) + "$"


def _publisher(title: str | None, site_names: Sequence[str]) -> str | None:
    if site_names:
        return site_names[0].strip() or None
    return re.split(r"\s*[-_|–—·:：]\s*", title.strip(), maxsplit=1)[0] or None if title else None


def _robots_sitemaps(url: str, allow: Sequence[str]) -> tuple[str, ...]:
    from archiver.crawl.robots import read_robots

    try:
        page = fetch_page(origin_of(url) + "/robots.txt", allow=allow)
    except (NotFound, UsageError):
        return ()
    return read_robots(page.status, page.body, "archiver").sitemaps


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'


def _tuple(texts: Sequence[str]) -> str:
    return "(" + "".join(f"{_quoted(text)}, " for text in texts).rstrip() + ")"


def _pattern_text(pattern: str | None) -> str:
    return "None" if pattern is None else "r" + '"' + pattern.replace('"', "") + '"'
