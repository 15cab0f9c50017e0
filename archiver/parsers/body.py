"""The article's text: choose the element that holds it, then take blocks out."""

import re

from archiver.model.document import Block, Document
from archiver.model.reading import Body, Found, Piece, Reading

_NOT_ARTICLE = re.compile(
    r"relat|recommend|share|social|newsletter|subscri|comment|promo|cookie|consent|footer|sidebar|breadcrumb|\bnav\b"
    r"|menu|caption|byline|author|widget|taboola|outbrain|popular|trending|copyright|tags?\b"
)
_STOPS = re.compile(r"[.!?…。！？；،۔।]|[,，、]")


def parse_body(reading: Reading, *, title: Found[str] | None) -> Body | None:
    """The article's paragraphs; None when the page holds none. Never raises."""
    document = reading.document
    values = [_value(b, document, kept) for b, kept in zip(document.blocks, reading.kept, strict=True)]
    node = _best_node(document, values)
    if node < 0:
        return None
    first, last = document.nodes[node].start, document.nodes[node].end
    heading = _squash(title.value) if title else ""
    pieces: list[Piece] = []
    left_out: list[tuple[int, str]] = []
    for i in range(first, last):
        block = document.blocks[i]
        if values[i] <= -5 or not reading.kept[i]:
            left_out.append((i, "boilerplate"))
        elif heading and _squash(block.text) == heading:
            left_out.append((i, "title"))
        else:
            pieces.append(Piece(i, 0, len(block.text)))
    if not pieces:
        return None
    return Body(tuple(pieces), node, pieces[0].block, pieces[-1].block, tuple(left_out), "blocks", 0.5)


def _value(block: Block, document: Document, kept: bool) -> float:
    if not kept:
        return 0.0
    size = len(block.text)
    value = -10.0 if size < 40 and block.link_chars * 2 > size else 0.0
    if block.link_chars * 2 > size:
        value -= size
    elif size > 20 and _STOPS.search(block.text):
        value += min(size, 600)
    node = block.node
    for _ in range(5):
        if node < 0:
            break
        if _NOT_ARTICLE.search(document.nodes[node].marks):
            return -abs(value) - 5
        node = document.nodes[node].parent
    return value


def _best_node(document: Document, values: list[float]) -> int:
    sums = [0.0]
    for value in values:
        sums.append(sums[-1] + value)
    best, found = 0.0, -1
    for i, node in enumerate(document.nodes):
        value = sums[node.end] - sums[node.start]
        if value >= best and value > 0:
            best, found = value, i
    return found


def _squash(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()
