"""Read sitemaps and sitemap indexes, with the titles and dates of their news tags."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin

from lxml import etree

from archiver.markup.moments import read_moment
from archiver.markup.xml import BadXml, child, inflate, local_name, read_xml, text_of

MAX_URLS = 50_000
"""Addresses in one file: the bound of the sitemaps protocol."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapEntry:
    """One address as a sitemap names it."""

    url: str
    changed: datetime | None
    """lastmod or the news tag's date, whichever is later; UTC."""
    title: str | None
    """The news tag's title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap:
    """What a sitemap says."""

    pages: tuple[MapEntry, ...]
    maps: tuple[MapEntry, ...]
    """Further sitemaps that an index names."""
    cut: bool = False
    """True when there were more addresses than a sitemap may hold."""


def read_sitemap(body: bytes, url: str) -> Sitemap:
    """The addresses of a sitemap in order. Raises `BadXml` when the bytes are no sitemap.

    Plain lists of addresses are read too. Entities are never resolved, nothing outside of the bytes is read.
    """
    body = inflate(body)
    if body.lstrip(b"\xef\xbb\xbf \t\r\n")[:4].lower() == b"http":
        return _text_sitemap(body)
    root = read_xml(body)
    kind = local_name(root)
    if kind not in ("urlset", "sitemapindex"):
        raise BadXml(f"no sitemap: the root element is {kind[:40]!r}")
    pages: list[MapEntry] = []
    maps: list[MapEntry] = []
    for item in root:
        if len(pages) + len(maps) >= MAX_URLS:
            return Sitemap(pages=tuple(pages), maps=tuple(maps), cut=True)
        entry = _entry(item, url)
        if entry:
            (maps if local_name(item) == "sitemap" else pages).append(entry)
    return Sitemap(pages=tuple(pages), maps=tuple(maps))


def _entry(item: etree._Element, base: str) -> MapEntry | None:
    written = text_of(child(item, "loc"))
    if not written:
        return None
    news = child(item, "news")
    dates = [read_moment(text_of(child(item, "lastmod")))]
    title = None
    if news is not None:
        dates.append(read_moment(text_of(child(news, "publication_date"))))
        title = text_of(child(news, "title"))
    known = [moment for moment in dates if moment]
    try:
        return MapEntry(url=urljoin(base, written), changed=max(known, default=None), title=title)
    except ValueError:
        return None


def _text_sitemap(body: bytes) -> Sitemap:
    lines = list(_lines(body.decode("utf-8-sig", "replace")))
    return Sitemap(
        pages=tuple(MapEntry(url=line, changed=None, title=None) for line in lines[:MAX_URLS]),
        maps=(),
        cut=len(lines) > MAX_URLS,
    )


def _lines(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if line.strip().lower().startswith(("http://", "https://")):
            yield line.strip()
