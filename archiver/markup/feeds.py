"""Read RSS, RDF, Atom and JSON feeds: which articles a site says are new."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin

from lxml import etree

from archiver.markup.moments import read_moment
from archiver.markup.xml import BadXml, child, local_name, read_xml, text_of

MAX_ENTRIES = 5_000
"""No feed of a news site is longer; one that is, is a bomb."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One article as a feed names it."""

    url: str
    """Absolute, as written otherwise."""
    title: str | None
    changed: datetime | None
    """When it was published or last changed, whichever is later; UTC."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What a feed says."""

    entries: tuple[Entry, ...]
    next_page: str | None
    """The older part of a paged feed (RFC 5005); None when there is none."""


def read_feed(body: bytes, url: str) -> Feed:
    """The entries of a feed in order. Raises `BadXml` when the bytes are no feed.

    An entry without an address is left out; nothing outside of the bytes is read.
    """
    if body.lstrip()[:1] == b"{":
        return _json_feed(body, url)
    root = read_xml(body)
    if local_name(root) not in ("rss", "rdf", "feed", "channel"):
        raise BadXml(f"no feed: the root element is {local_name(root)[:40]!r}")
    entries = []
    for item in root.iter():
        if local_name(item) in ("item", "entry"):
            entry = _entry(item, url)
            if entry:
                entries.append(entry)
            if len(entries) >= MAX_ENTRIES:
                break
    return Feed(entries=tuple(entries), next_page=_next_page(root, url))


def _entry(item: etree._Element, base: str) -> Entry | None:
    link = _link(item)
    if not link:
        return None
    moments = [
        read_moment(text_of(child(item, name))) for name in ("pubdate", "published", "updated", "date", "modified")
    ]
    known = [moment for moment in moments if moment]
    try:
        address = urljoin(base, link)
    except ValueError:
        return None
    return Entry(url=address, title=text_of(child(item, "title")), changed=max(known) if known else None)


def _link(item: etree._Element) -> str | None:
    """The article's address: Atom's alternate link, else RSS's, else a guid that is a permanent link."""
    for link in item:
        if local_name(link) != "link":
            continue
        href = link.get("href")
        if href and link.get("rel", "alternate") == "alternate":
            return str(href).strip()
        if not href and (written := text_of(link)):
            return written
    guid = child(item, "guid")
    written = text_of(guid)
    if guid is not None and written and guid.get("isPermaLink", "true") != "false" and written.startswith("http"):
        return written
    return str(item.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about") or "").strip() or None


def _next_page(root: etree._Element, base: str) -> str | None:
    tops = [root, *(item for item in root if local_name(item) == "channel")]
    for top in tops:
        for link in top:
            if local_name(link) == "link" and link.get("rel") == "next" and link.get("href"):
                return urljoin(base, str(link.get("href")))
    return None


def _json_feed(body: bytes, url: str) -> Feed:
    try:
        data = json.loads(body)
    except (ValueError, RecursionError) as problem:
        raise BadXml(f"no JSON: {problem}") from problem
    items = data.get("items") if isinstance(data, dict) else None
    if not isinstance(items, list):
        raise BadXml("no feed: no list of items")
    after = data.get("next_url")
    return Feed(
        entries=tuple(_json_entries(items[:MAX_ENTRIES], url)), next_page=after if isinstance(after, str) else None
    )


def _json_entries(items: list[object], base: str) -> Iterator[Entry]:
    for item in items:
        if not isinstance(item, dict) or not isinstance(link := item.get("url"), str):
            continue
        dates = [
            read_moment(item[name]) for name in ("date_published", "date_modified") if isinstance(item.get(name), str)
        ]
        known = [moment for moment in dates if moment]
        title = item.get("title")
        yield Entry(
            url=urljoin(base, link), title=title if isinstance(title, str) else None, changed=max(known, default=None)
        )
