"""Cut a page into nodes, blocks, spans and images while the parser reads it; no tree is built.

The parser calls `start`, `data` and `end` for each event. Beside saving the time and memory of a tree this has no limit
on depth: a tree of libxml2 ends at the 256th nested element, and the page with it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from archiver.markup.attributes import NOTHING, AttributeReader, Attributes
from archiver.markup.head import HeadReader
from archiver.markup.runs import BR, cut_run, fold, fold_text, part_lines
from archiver.markup.sheets import Sheet
from archiver.markup.tags import BLOCK, BREAK, BUTTON, INLINES, KINDS, NOSCRIPT, ROOT, SKIP, STRONG
from archiver.model.document import Block, Image, Node, Span

MAX_DEPTH = 1000
"""Block elements nested deeper than this make no nodes of their own."""
MAX_SPANS = 2000
"""Inline elements of one run that are kept."""
_MAX_OPEN = 64  # inline elements open at once that can become nodes

At = tuple[int, int, str | None, str]
"""Where the parser stands: node, depth of the next node, means of hiding, tag of the nearest block element."""
Start = Callable[[str, Mapping[str, str]], None]
End = Callable[[str], None]


@dataclass(slots=True)
class _Aside:
    """The run that was at hand when a hidden inline element opened."""

    pieces: list[str]
    spans: list[Span]
    at: At


@dataclass(slots=True)
class Cut:
    """What the page was cut into so far; the lists are never replaced, only changed."""

    blocks: list[Block] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    """The run of text at hand, as it came."""
    spans: list[Span] = field(default_factory=list)
    """Inline elements of the run; `start` and `end` are indexes of pieces, an end of -1 is open."""
    opened: list[At | Span | _Aside | None] = field(default_factory=list)
    """The open elements, each with what is needed at its end."""
    strange: list[str] = field(default_factory=list)
    """Names of elements that no standard knows, one for each of them."""
    made: dict[int, At] = field(default_factory=dict)
    """Where the parser stood before a node was made of an open inline element, by the identity of its span."""

    def flush(self, at: At) -> None:
        """Make blocks of the run at hand."""
        pieces, spans = self.pieces, self.spans
        first, last = 0, len(pieces)
        while first < last and pieces[first].isspace():
            first += 1
        if first < last:
            while pieces[last - 1].isspace():
                last -= 1
            self._make_blocks(first, last, at)
        pieces.clear()
        if spans:
            spans[:] = [span for span in spans if span.end < 0][:_MAX_OPEN]
            for span in spans:
                span.start = 0

    def _make_blocks(self, first: int, last: int, at: At) -> None:
        pieces, spans = self.pieces, self.spans
        node, _, hidden, tag = at
        if tag == "pre":
            part_lines(pieces, spans)
        elif last - first == 1 and len(spans) == 1 and self._add_whole(spans[0], first, at):
            return
        elif not spans and (last - first == 1 or BR not in pieces):
            text = fold_text(pieces[first:last] if last - first > 1 else [pieces[first]])
            if text and text != BR:
                self.blocks.append(Block(text, tag, node, (), 0, 0, hidden))
            return
        for text, kept, link_chars, strong_chars in cut_run(pieces, spans):
            self.blocks.append(Block(text, tag, node, kept, link_chars, strong_chars, hidden))

    def _add_whole(self, span: Span, first: int, at: At) -> bool:
        """The commonest run with an inline element, cut without looking further: one element is all of its words."""
        if span.start > first or -1 < span.end <= first:
            return False
        text = fold(self.pieces[first])
        if not text or text == BR:
            return True
        node, _, hidden, tag = at
        size = len(text)
        spans: tuple[Span, ...] = ()
        if span.href is not None or span.marks or span.value is not None:
            spans = (Span(0, size, span.tag, span.marks, span.href, span.value),)
        link, strong = (size, 0) if span.href is not None else (0, size if span.tag in STRONG else 0)
        self.blocks.append(Block(text, tag, node, spans, link, strong, hidden))
        return True

    def add_node(self, tag: str, marks: str, value: str | None, at: At) -> At:
        """A node of an inline element; the tag of blocks inside stays that of the nearest block element."""
        node, depth, means, block_tag = at
        if depth < MAX_DEPTH:
            first = len(self.blocks)
            self.nodes.append(Node(tag, marks, node if depth else -1, first, first, depth, value))
            node = len(self.nodes) - 1
        return node, depth + 1, means, block_tag

    def make_nodes(self, at: At) -> At:
        """A block opens inside inline elements: they are containers, and become nodes."""
        for span in self.spans[:_MAX_OPEN]:
            if span.end < 0 and id(span) not in self.made:
                self.made[id(span)] = at
                at = self.add_node(span.tag, span.marks, span.value, at)
                if span.href is None:
                    span.marks, span.value = "", None
        return at

    def leave_inline(self, span: Span, at: At) -> At:
        """An inline element that became a node ends."""
        if self.pieces:
            self.flush(at)
        self.nodes[at[0]].end = len(self.blocks)
        return self.made.pop(id(span))

    def set_aside(self, tag: str, found: Attributes, at: At) -> At:
        """A hidden inline element opens: its words must not part the visible run that they stand in."""
        marks, href, value, hidden = found
        self.opened.append(_Aside(self.pieces[:], self.spans[:], at))
        self.pieces.clear()
        node, depth, _, block_tag = self.add_node(tag, marks, value, at)
        links = [span.href for span in self.spans if span.end < 0 and span.href is not None]
        self.spans[:] = [Span(0, -1, "a", "", link, None) for link in ([href] if href is not None else links)]
        self.made.update((id(span), at) for span in self.spans)
        return node, depth, hidden, block_tag

    def take_back(self, aside: _Aside, at: At) -> At:
        """The hidden element ends: go on with the visible run."""
        self.flush(at)
        for span in self.spans:
            self.made.pop(id(span), None)
        self.nodes[at[0]].end = len(self.blocks)
        self.pieces[:] = aside.pieces
        self.spans[:] = aside.spans
        return aside.at


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
        return self.cut


def _build(  # noqa: PLR0915 (the docstring says why it is one function)
    cut: Cut, head: HeadReader
) -> tuple[Start, End, Callable[[], None], Callable[[], tuple[int, int]]]:
    """The parser's callbacks, called some 2,000 times a page; then a flush, and counts of elements open and ended.

    They are closures in one long function because local variables are what Python reaches fastest: written as methods
    they cost a page's bare parse once more (bench/markup.py).
    """
    blocks, nodes, pieces, spans, opened, made = cut.blocks, cut.nodes, cut.pieces, cut.spans, cut.opened, cut.made
    sheet = Sheet()
    attribute_reader = AttributeReader(sheet)
    read, kept_of = attribute_reader.read, attribute_reader.kept.get
    push, pop, kind_of = opened.append, opened.pop, KINDS.get
    at: At = (0, 0, None, "body")
    skip = skip_from = ends = 0
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
        elif type(entry) is _Aside:
            at = cut.take_back(entry, at)

    def end_skipped() -> None:
        content = "".join(pieces[skip_from:])
        del pieces[skip_from:]
        tag, attributes = skipped
        if tag == "style":
            if sheet.add(content):
                attribute_reader.heed_rules()
        elif content:
            head.read_skipped(tag, attributes, content)

    def flush() -> None:
        cut.flush(at)

    def count_open() -> tuple[int, int]:
        return len(opened) + skip, ends

    return start, end, flush, count_open
