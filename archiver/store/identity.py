"""Which article a page is: by its addresses, and by its words where addresses could lie."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from archiver.store.codec import url_hash
from archiver.text.fold import fold
from archiver.text.url_shapes import looks_like_article
from archiver.text.urls import host_of


class Sameness(Enum):
    """What a fetched page is to an article of the archive."""

    NEW = auto()
    """An article not seen before."""
    SAME = auto()
    """The article, at its own address."""
    COPY = auto()
    """The article at another address of the same site: nothing to read twice."""
    MOVED = auto()
    """The article, which now lives at another address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """The addresses of one fetched article page, with their keys."""

    asked: str
    fetched: str
    canonical: str
    bare: str | None
    """The fetched address without its query, where that alone names an article."""
    asked_hash: str
    fetched_hash: str
    canonical_hash: str
    bare_hash: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An article of the archive, as far as needed to tell whether a page is it."""

    id: int
    url_hash: str
    canonical_hash: str
    canonical_url: str


def known_of(row: Mapping[str, Any]) -> Known:
    """What a row of `articles` says of the article's addresses."""
    return Known(
        id=row["id"],
        url_hash=url_hash(row["url"]),
        canonical_hash=url_hash(row["canonical_url"]),
        canonical_url=row["canonical_url"],
    )


def addresses_of(asked: str, fetched: str, canonical: str | None) -> Addresses:
    """The addresses of a page; without a canonical one, the fetched one stands for it."""
    canonical = canonical or fetched
    fetched_hash = url_hash(fetched)
    bare = bare_address(fetched)
    return Addresses(
        asked=asked,
        fetched=fetched,
        canonical=canonical,
        bare=bare,
        asked_hash=fetched_hash if asked == fetched else url_hash(asked),
        fetched_hash=fetched_hash,
        canonical_hash=fetched_hash if canonical == fetched else url_hash(canonical),
        bare_hash=url_hash(bare) if bare else None,
    )


def bare_address(url: str) -> str | None:
    """An address without its query, when it has one and the rest has the shape of an article's address.

    >>> bare_address("https://a.cn/2023-07/27/c_1129770000.htm?from=list"), bare_address("https://a.cn/show.php?id=12345")
    ('https://a.cn/2023-07/27/c_1129770000.htm', None)
    """
    bare, mark, _ = url.partition("?")
    return bare if mark and looks_like_article(bare) else None


def sameness(page: Addresses, known: Known, *, alike: float, same_title: bool = True) -> Sameness:
    """What the page is to an article that shares an address with it; `alike` is how much of the words they share.

    A canonical address is a claim, and so is a shared address without its query: believed only under the same title
    (a hijacked site names one page as the canonical address of all, and pages of one template share most words).
    Across hosts the words must be equal too (a hijacked mirror names the original as its canonical address), within a
    host half alike (a print view lacks pictures and boxes).
    """
    if page.fetched_hash == known.url_hash:
        return Sameness.SAME
    if page.fetched_hash == known.canonical_hash:  # what the article claims of this page, before the page was seen
        return Sameness.SAME if same_title and alike >= 0.5 else Sameness.NEW
    if page.canonical_hash in (known.canonical_hash, known.url_hash):
        same_host = bare_host(page.fetched) == bare_host(known.canonical_url)
        return Sameness.COPY if same_title and alike >= (0.5 if same_host else 0.95) else Sameness.NEW
    if page.asked_hash in (known.url_hash, known.canonical_hash):
        return Sameness.MOVED if alike >= (0.5 if same_title else 0.95) else Sameness.NEW
    return Sameness.COPY if same_title and alike >= 0.5 else Sameness.NEW


def titles_agree(one: str | None, other: str | None) -> bool:
    """Whether two titles are the same but for white space, case, width and script.

    >>> titles_agree("中國西藏網 News", "中国西藏网news"), titles_agree("a", None)
    (True, False)
    """
    return "".join(fold(one or "").split()) == "".join(fold(other or "").split())


def bare_host(url: str) -> str:
    """The host without www. or m., which are the same site.

    >>> bare_host("https://m.example.cn/a")
    'example.cn'
    """
    host = host_of(url)
    for prefix in ("www.", "m.", "wap.", "mobile."):
        host = host.removeprefix(prefix)
    return host
