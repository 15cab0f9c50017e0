"""Which article a page is: by its addresses, and by its words where addresses could lie."""

from dataclasses import dataclass
from enum import Enum, auto

from archiver.store.codec import url_hash
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
    asked_hash: str
    fetched_hash: str
    canonical_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An article of the archive, as far as needed to tell whether a page is it."""

    id: int
    url_hash: str
    canonical_hash: str
    canonical_url: str


def addresses_of(asked: str, fetched: str, canonical: str | None) -> Addresses:
    """The addresses of a page; without a canonical one, the fetched one stands for it."""
    canonical = canonical or fetched
    fetched_hash = url_hash(fetched)
    return Addresses(
        asked=asked,
        fetched=fetched,
        canonical=canonical,
        asked_hash=fetched_hash if asked == fetched else url_hash(asked),
        fetched_hash=fetched_hash,
        canonical_hash=fetched_hash if canonical == fetched else url_hash(canonical),
    )


def sameness(page: Addresses, known: Known, *, alike: float) -> Sameness:
    """What the page is to an article that shares an address with it; `alike` is how much of the words they share.

    A canonical address is a claim. Across hosts it is believed only of equal words (a hijacked mirror names the
    original as its canonical address), within a host of words half alike (some sites name their home page on all).
    """
    if page.fetched_hash in (known.url_hash, known.canonical_hash):
        return Sameness.SAME
    if page.canonical_hash in (known.canonical_hash, known.url_hash):
        same_host = bare_host(page.fetched) == bare_host(known.canonical_url)
        return Sameness.COPY if alike >= (0.5 if same_host else 0.95) else Sameness.NEW
    if page.asked_hash in (known.url_hash, known.canonical_hash):
        return Sameness.MOVED if alike >= 0.5 else Sameness.NEW
    return Sameness.COPY if alike >= 0.5 else Sameness.NEW


def bare_host(url: str) -> str:
    """The host without www. or m., which are the same site.

    >>> bare_host("https://m.example.cn/a")
    'example.cn'
    """
    host = host_of(url)
    for prefix in ("www.", "m.", "wap.", "mobile."):
        host = host.removeprefix(prefix)
    return host
