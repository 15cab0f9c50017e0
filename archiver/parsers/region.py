"""Where on the page the article stands: from its headline to what follows its last paragraph."""

import re
from functools import lru_cache

from archiver.model.document import Document
from archiver.model.reading import Body, Found, Reading

_BEFORE = 8
_AFTER = 4
_FAR = 60
_ELSEWHERE = re.compile(
    r"related|recommend|teaser(?!-?(?:image|img|bild))|promo(?!ted-image)|newsletter|most-?read|popular|trending|sidebar|side-?bar|comments?\b|"
    r"author-?(?:box|bio|card)|\bads?\b|advert|outbrain|taboola|read-?(?:next|also)|more-(?:news|stories)|footer|\bnav|recirc|product-?card"
)


def article_region(reading: Reading, body: Body, title: Found[str] | None = None) -> tuple[int, int]:
    """First and last block of the article with its headline, pictures and captions, both included.

    A lead picture may stand above the headline and a last one below the text, so the region reaches a few blocks
    beyond both.
    """
    first, last = body.first, body.last
    if title is not None and title.pieces:
        heading = title.pieces[0].block
        if first - 80 < heading < first:
            first = heading
    return max(0, first - _BEFORE), min(len(reading.document.blocks) - 1, last + _AFTER)


def article_element(reading: Reading, body: Body, region: tuple[int, int]) -> tuple[int, int]:
    """First and last block of the article element around the body, else of the body's own container; never less than
    the region.
    """
    nodes, at = reading.document.nodes, body.node
    while at >= 0 and nodes[at].tag not in {"article", "main"}:
        at = nodes[at].parent
    at = body.node if at < 0 else at
    if at < 0:
        return region
    first, last = max(nodes[at].start, region[0] - _FAR), min(nodes[at].end - 1, region[1] + _FAR)
    return min(first, region[0]), max(last, region[1])


@lru_cache(maxsize=8192)
def _says_elsewhere(marks: str) -> bool:
    return bool(_ELSEWHERE.search(marks))


def is_elsewhere(document: Document, node: int, body: Body | None) -> bool:
    """True within a teaser, a box or a sidebar: one of the elements between this one and the article says so."""
    at = node
    while at >= 0:
        this = document.nodes[at]
        if this.tag in {"article", "main", "body"} or (body and this.start <= body.first and this.end > body.last):
            return False
        if this.tag in {"nav", "footer", "aside"} or (this.marks and _says_elsewhere(this.marks)):
            return True
        at = this.parent
    return False
