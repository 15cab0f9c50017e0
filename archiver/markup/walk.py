"""Cut a page into nodes, blocks, spans and images while the parser reads it; no tree is built.

The parser calls `start`, `data` and `end` for each event. Beside saving the time and memory of a tree this has no limit
on depth: a tree of libxml2 ends at the 256th nested element, and the page with it.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from lxml import etree

from archiver.markup.attributes import NOTHING, AttributeReader, Attributes
from archiver.markup.cut import MAX_DEPTH, Aside, At, Cut
from archiver.markup.head import HeadReader
from archiver.markup.runs import BR
from archiver.markup.sheets import Sheet
from archiver.markup.tags import BLOCK, BREAK, BUTTON, DIALOG, INLINES, KINDS, NOSCRIPT, ROOT, SKIP, STRONG
from archiver.model.document import Node, Span

MAX_SPANS = 2000
"""Inline elements of one run that are kept."""

Start = Callable[[str, Mapping[str, str]], None]
End = Callable[[str], None]


# Some sites (huanqiu) ship the article's markup, escaped, in a textarea that a script unpacks.
_ARTICLE = re.compile(r"\s*<(?:article|section|div|p)\b[^<>]*>(?:\s*<[^<>]+>)*[^<>]{20}", re.IGNORECASE)


class _Inner:
    """The target for markup within the page: the same callbacks, without an end of the page."""

    def __init__(self, start: Start, end: End, data: Callable[[str], None]) -> None:
        self.start, self.end, self.data = start, end, data

    def close(self) -> None:
        """Nothing; the page goes on."""


def _read_inner(markup: str, start: Start, end: End, data: Callable[[str], None]) -> None:
    target: Any = _Inner(start, end, data)
    parser = etree.HTMLParser(target=target, encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True)
    parser.feed(markup.encode("utf-8", "replace"))
    parser.close()


class Cutter:
    """The parser's target."""

    def __init__(self, head: HeadReader) -> None:
        self.cut = Cut()
        self.data: Callable[[str], None] = self.cut.pieces.append
        """Called by the parser for each piece of text; the list's own method, since it is called most."""
        self.start, self.end, self.flush, self.count_open = _build(self.cut, head)

    def close(self) -> Cut:
        """End what the page left open; gives what was read."""
        while self.cut.opened:
            self.end("")
        self.flush()
        self.cut.hide_late()
        return self.cut


def _build(  # noqa: PLR0915 (the docstring says why it is one function)
    cut: Cut, head: HeadReader
) -> tuple[Start, End, Callable[[], None], Callable[[], tuple[int, int]]]:
    """The parser's callbacks, called some 2,000 times a page; then a flush, and counts of elements open and ended.

    They are closures in one long function because local variables are what Python reaches fastest: written as methods
    the reading costs about a tenth more (docs/decisions/reading-without-a-tree.md).
    """
    blocks, nodes, pieces, spans, opened, made = cut.blocks, cut.nodes, cut.pieces, cut.spans, cut.opened, cut.made
    sheet = Sheet()
    attribute_reader = AttributeReader(sheet)
    read, kept_of = attribute_reader.read, attribute_reader.kept.get
    push, pop, kind_of = opened.append, opened.pop, KINDS.get
    at: At = (0, 0, None, "body")
    skip = skip_from = ends = inner = 0
    skipped: tuple[str, Mapping[str, str]] = ("", {})

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        nonlocal at, skip
        if skip:
            skip += 1
            return
        kind = kind_of(tag)
        if kind == BLOCK:
            if not attributes:
                start_block(tag, NOTHING)
            elif len(attributes) == 1 and "class" in attributes:
                start_block(tag, kept_of(attributes["class"]) or read(tag, attributes))
            else:
                start_block(tag, read(tag, attributes))
        elif kind is not None:
            start_other(kind, tag, attributes)
        elif tag not in INLINES and "-" not in tag and ":" not in tag:
            cut.strange.append(tag)
            push(None)
        elif attributes or tag in STRONG or "-" in tag:
            found = read(tag, attributes) if attributes else NOTHING
            marks, href, value, hidden = found
            if hidden and not at[2]:
                at = cut.set_aside(tag, found, at)
            elif len(spans) < MAX_SPANS and (
                marks or href is not None or value is not None or tag in STRONG or "-" in tag
            ):
                span = Span(len(pieces), -1, tag, marks, href, value)
                spans.append(span)
                push(span)
            else:
                push(None)
        else:
            push(None)

    def start_block(tag: str, found: Attributes) -> None:
        nonlocal at
        if pieces:
            if len(pieces) == 1 and not spans and pieces[0].isspace():
                pieces.clear()
            else:
                cut.flush(at)
        if spans:
            at = cut.make_nodes(at)
        push(at)
        marks, _, value, hidden = found
        node, depth, means, _ = at
        if depth < MAX_DEPTH:
            first = len(blocks)
            parent = node if depth else -1
            node = len(nodes)
            nodes.append(Node(tag, marks, parent, first, first, depth, value))
        at = (node, depth + 1, means or hidden, tag)

    def start_other(kind: int, tag: str, attributes: Mapping[str, str]) -> None:
        nonlocal at, skip, skip_from, skipped
        if kind == BREAK:
            pieces.append(BR)
            push(None)
        elif kind == SKIP:
            skip, skip_from, skipped = 1, len(pieces), (tag, attributes)
            if tag == "video" and "poster" in attributes:
                add_image({"src": attributes["poster"]})
        elif kind == ROOT:
            head.read_root(attributes)
            start_block(tag, read(tag, attributes))
        elif kind == NOSCRIPT:
            marks, href, value, hidden = read(tag, attributes)
            start_block(tag, (marks, href, value, hidden or "noscript"))
        elif kind == DIALOG:
            marks, href, value, hidden = read(tag, attributes)
            start_block(tag, (marks, href, value, hidden or (None if "open" in attributes else "dialog")))
        elif kind == BUTTON and all(piece.isspace() for piece in pieces):
            start_block(tag, read(tag, attributes))
        else:
            push(None)
            start_void(tag, attributes)

    def start_void(tag: str, attributes: Mapping[str, str]) -> None:
        if tag in {"img", "amp-img", "image"}:
            add_image(attributes)
        elif tag == "hr":
            cut.flush(at)
        elif tag in {"meta", "link", "base"}:
            head.read(tag, attributes)

    def add_image(attributes: Mapping[str, str]) -> None:
        image = head.read_image(attributes)
        if image is not None:
            image.block, image.node, image.hidden = len(blocks), at[0], at[2]
            cut.images.append(image)

    def end(tag: str) -> None:
        nonlocal at, skip, ends
        ends += 1
        if skip:
            skip -= 1
            if not skip:
                end_skipped()
            return
        entry = pop() if opened else None
        if entry is None:
            return
        if type(entry) is tuple:
            if pieces:
                if len(pieces) == 1 and not spans and pieces[0].isspace():
                    pieces.clear()
                else:
                    cut.flush(at)
            if nodes:
                nodes[at[0]].end = len(blocks)
            at = entry
        elif type(entry) is Span:
            if made and id(entry) in made:
                at = cut.leave_inline(entry, at)
            entry.end = len(pieces)
            if entry.end == entry.start and entry.value is not None:
                head.add_value(entry.tag, entry.marks, entry.value)
        elif type(entry) is Aside:
            at = cut.take_back(entry, at)

    def end_skipped() -> None:
        nonlocal inner
        content = "".join(pieces[skip_from:])
        del pieces[skip_from:]
        tag, attributes = skipped
        if tag == "style":
            if sheet.add(content):
                attribute_reader.heed_rules()
                if blocks:
                    cut.late.add(content)
        elif tag == "textarea":
            if not inner and _ARTICLE.match(content):
                inner = 1
                _read_inner(content, start, end, pieces.append)
                inner = 0
        elif content:
            head.read_skipped(tag, attributes, content)

    def flush() -> None:
        if skip:
            pieces[skip_from:] = ["".join(pieces[skip_from:])]
        else:
            cut.flush(at)

    def count_open() -> tuple[int, int]:
        return len(opened) + skip, ends

    return start, end, flush, count_open
