"""Learn from many pages of a host which blocks recur: its chrome, or what was injected into all of it."""

from collections import Counter
from collections.abc import Iterable
from zlib import crc32

from archiver.model.document import Document
from archiver.model.spam import HostBlocks

LEAST_PAGES = 5
"""Fewer pages of a host teach nothing."""
_SHARE = 0.6
_LEAST_CHARS = 6


def fingerprint(text: str) -> int:
    """A number for a block's words, white space and digits aside; equal words give equal numbers.

    >>> fingerprint("Page 1 of 9") == fingerprint("Page 2 of  9")
    True
    """
    return crc32("".join(c for c in text if not c.isspace() and not c.isdigit()).encode("utf-8", "replace"))


def fingerprint_blocks(document: Document) -> tuple[int, ...]:
    """The fingerprints of a page's blocks, each once, in page order; short blocks are left out."""
    return tuple(dict.fromkeys(fingerprint(b.text) for b in document.blocks if len(b.text) >= _LEAST_CHARS))


def learn_host_blocks(pages: Iterable[Iterable[int]]) -> HostBlocks:
    """Which blocks stand on most of a host's pages, from the fingerprints of each page; none from under 5 pages."""
    counts: Counter[int] = Counter()
    total = 0
    for page in pages:
        total += 1
        counts.update(set(page))
    if total < LEAST_PAGES:
        return HostBlocks(pages=total)
    return HostBlocks(pages=total, recurring=frozenset(key for key, count in counts.items() if count >= _SHARE * total))
