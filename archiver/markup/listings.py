"""Read listing pages: their links, the way to their next page, and the feeds they name."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urljoin

from lxml import etree, html

MAX_LINKS = 5_000
"""Links of one page that are looked at; a page with more is a trap or a dump."""
MAX_ELEMENTS = 20_000
"""Elements of one page that may be such links."""
_STEPS, _SEVERAL = 8, 5

# What the link to the next page says, in the languages of the sites we know.
_NEXT_WORDS = re.compile(
    r"""(?xi) ^[\s»›>→]* (?:
        下一?[页頁] | 后一?[页頁] | 後一頁 | 次のページ | 次へ | 다음 | next(?:\ page)?
      | older(?:\ (?: posts | entries ))?
      | suivante? | siguiente | nächste | weiter | próxima | следующая | вперед | sau | berikutnya | التالي
    ) [\s»›>→]*$"""
)
# TRS WCM, the system of most Chinese government and news sites, writes its page links by script:
# createPageHTML(how many pages, which one this is from 0, "index", "html") stands for index_1.html after index.html.
_TRS_PAGES = re.compile(
    r"createPageHTML\(\s*(\d{1,5})\s*,\s*(\d{1,5})\s*,\s*[\"']([\w./-]{1,60})[\"']\s*,\s*[\"'](\w{1,8})[\"']"
)
# libxml2 2.14 throws away what stands behind these; browsers show it.
_ENDS = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One link of a page."""

    url: str
    """Absolute, as written otherwise."""
    text: str
    """What it says, white space folded; the title attribute when it says nothing; may be ""."""
    place: int = 0
    """The list it stands in: links with the same number share the nearest element that holds several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The links of a page."""

    links: tuple[Link, ...]
    """In page order, each address once."""
    next_page: str | None
    """The address of the next page; None when no link says so."""
    feeds: tuple[str, ...]
    """Feeds that the head names."""
    noindex: bool = False
    """True when the page asks (robots meta) that its links are not followed."""


def read_listing(text: str, url: str, *, next_page: str | None = None) -> Listing:
    """The links of a page. `next_page` is a site's CSS selector for the link to the next page. Never raises."""
    tree = _tree(text)
    if tree is None:
        return Listing(links=(), next_page=None, feeds=())
    base = _base(tree, url)
    links = _links(tree, base)
    return Listing(
        links=tuple(links.values()),
        next_page=_chosen(tree, base, next_page) if next_page else _next_page(tree, base, text),
        feeds=_feeds(tree, base),
        noindex="nofollow" in _robots_meta(tree),
    )


def _tree(text: str) -> etree._Element | None:
    if not text.strip():
        return None
    text = _ENDS.sub("", text)
    parser = html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, encoding="utf-8")
    try:
        return html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def _base(tree: etree._Element, url: str) -> str:
    for element in tree.iter("base"):
        if element.get("href"):
            return _absolute(url, str(element.get("href"))) or url
    return url


def _links(tree: etree._Element, base: str) -> dict[str, Link]:
    links: dict[str, Link] = {}
    elements = list(islice(tree.iter("a", "area"), MAX_ELEMENTS))
    places = _places(elements)
    for element in elements:
        href = element.get("href")
        address = _absolute(base, str(href)) if href else None
        if address and (address not in links or not links[address].text):
            links[address] = Link(url=address, text=_words(element), place=places[element])
            if len(links) >= MAX_LINKS:
                break
    return links


def _places(elements: Sequence[etree._Element]) -> dict[etree._Element, int]:
    """For each link the number of its list: of the nearest element around it, few steps up, that holds several links.

    A teaser links to its article from picture, headline and "more": several are more than these.
    """
    above = {element: list(islice(element.iterancestors(), _STEPS)) for element in elements}
    held = Counter(ancestor for ancestors in above.values() for ancestor in ancestors)
    numbers: dict[etree._Element, int] = {}
    places = {}
    for element, ancestors in above.items():
        around = next((ancestor for ancestor in ancestors if held[ancestor] >= _SEVERAL), None)
        places[element] = 0 if around is None else numbers.setdefault(around, len(numbers) + 1)
    return places


def _words(element: etree._Element) -> str:
    text = re.sub(r"\s+", " ", "".join(str(part) for part in element.itertext())).strip()
    return (text or str(element.get("title") or "").strip())[:300]


def _chosen(tree: etree._Element, base: str, selector: str) -> str | None:
    chosen = [element for element in tree.cssselect(selector) if element.get("href")]
    return _absolute(base, str(chosen[-1].get("href"))) if chosen else None


def _next_page(tree: etree._Element, base: str, text: str) -> str | None:
    for element in tree.iter("link", "a"):
        href = element.get("href")
        rel = str(element.get("rel") or "").lower().split()
        if href and ("next" in rel or (element.tag == "a" and _NEXT_WORDS.match(_words(element)))):
            address = _absolute(base, str(href))
            if address and address != base:
                return address
    return _trs_page(text, base) or _numbered_page(tree, base) or _refresh(tree, base)


def _trs_page(text: str, base: str) -> str | None:
    found = _TRS_PAGES.search(text)
    if not found or int(found[2]) + 1 >= int(found[1]):
        return None
    return _absolute(base, f"{found[3]}_{int(found[2]) + 1}.{found[4]}")


def _numbered_page(tree: etree._Element, base: str) -> str | None:
    """The page after the one whose number is no link (or leads to itself), among links that are bare numbers."""
    numbered: dict[int, str] = {}
    for element in tree.iter("a"):
        words = (element.text or "").strip()
        if words.isascii() and words.isdigit() and len(words) <= 4 and element.get("href"):
            address = _absolute(base, str(element.get("href")))
            if address and address != base:
                numbered.setdefault(int(words), address)
    for number in sorted(numbered):
        if number > 1 and number - 1 not in numbered:
            return numbered[number]
    return None


def _refresh(tree: etree._Element, base: str) -> str | None:
    """Where a page sends its reader on by a meta element, as old front pages do."""
    for element in tree.iter("meta"):
        if str(element.get("http-equiv") or "").lower() == "refresh":
            found = re.match(
                r"""\s*\d{0,3}\s*[;,]\s*url\s*=\s*["']?([^"']+)""", str(element.get("content") or ""), re.IGNORECASE
            )
            address = _absolute(base, found[1]) if found else None
            if address != base:
                return address
    return None


def _feeds(tree: etree._Element, base: str) -> tuple[str, ...]:
    found = []
    for element in tree.iter("link"):
        kind = str(element.get("type") or "").lower().split(";")[0].strip()
        if kind in _FEED_TYPES and element.get("href") and "alternate" in str(element.get("rel") or "").lower():
            found.append(_absolute(base, str(element.get("href"))))
    return tuple(dict.fromkeys(address for address in found if address))


def _robots_meta(tree: etree._Element) -> str:
    for element in tree.iter("meta"):
        if str(element.get("name") or "").lower() == "robots":
            return str(element.get("content") or "").lower()
    return ""


def _absolute(base: str, href: str) -> str | None:
    href = href.strip()
    if not href or href[0] == "#" or href.lower().startswith(("javascript:", "mailto:", "tel:", "data:")):
        return None
    try:
        return urljoin(base, href)
    except ValueError:
        return None
