"""Cut a page into nodes, blocks, spans and images while the parser reads it; no tree is built.

The parser calls `start`, `data` and `end` for each event. Beside saving the time and memory of a tree this has no limit
on depth: a tree of libxml2 ends at the 256th nested element, and the page with it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from archiver.markup.attributes import NOTHING, AttributeReader, Attributes
from archiver.markup.head import HeadReader
from archiver.markup.runs import BR, cut_run, fold_text
from archiver.markup.sheets import Sheet
from archiver.markup.tags import BLOCK, BREAK, BUTTON, KINDS, NOSCRIPT, ROOT, SKIP, STRONG, VOID
from archiver.model.document import Block, Image, Node, Span

MAX_DEPTH = 1000
"""Block elements nested deeper than this make no nodes of their own."""

_At = tuple[int, int, str | None, str]
"""Where the parser stands: node, depth of the next node, means of hiding, tag of the nearest block element."""


@dataclass(slots=True)
class _Aside:
    """The run that was at hand when a hidden inline element opened."""

    pieces: list[str]
    spans: list[Span]
    has_break: bool
    at: _At


class Cutter:
    """The parser's target: collects what a document is made of."""

    def __init__(self, head: HeadReader) -> None:
        self.pieces: list[str] = []
        self.data: Callable[[str], None] = self.pieces.append
        """Called by the parser for each piece of text; the list's own method, since it is called most."""
        self.blocks: list[Block] = []
        self.nodes: list[Node] = []
        self.images: list[Image] = []
        self.ends = 0
        self._sheet = Sheet()
        self._attributes = AttributeReader(self._sheet)
        self._read = self._attributes.read
        self._head = head
        self._at: _At = (-1, 0, None, "body")
        self._open: list[_At | Span | _Aside | None] = []
        self._spans: list[Span] = []
        """Inline elements of the run at hand; `start` and `end` are indexes of pieces, an end of -1 is open."""
        self._made: dict[int, _At] = {}
        """Where the parser stood before a node was made of an open inline element, by the identity of its span."""
        self._has_break = False
        self._skip = 0
        self._skip_from = 0
        self._skipped: tuple[str, Mapping[str, str]] = ("", {})

    @property
    def depth(self) -> int:
        """How many elements are open."""
        return len(self._open) + self._skip

    # -- the parser's calls ------------------------------------------------------------------------------------------

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if self._skip:
            self._skip += 1
            return
        kind = KINDS.get(tag)
        if kind == BLOCK:
            if attributes:
                marks, _, value, hidden = self._read(tag, attributes)
                self._start_block(tag, marks, value, hidden)
            else:
                self._start_block(tag, "", None, None)
        elif kind is not None:
            self._start_other(kind, tag, attributes)
        elif attributes or tag in STRONG or "-" in tag:
            self._start_inline(tag, self._read(tag, attributes) if attributes else NOTHING)
        else:
            self._open.append(None)

    def end(self, tag: str) -> None:
        self.ends += 1
        if self._skip:
            self._skip -= 1
            if not self._skip:
                self._end_skipped()
            return
        entry = self._open.pop() if self._open else None
        if entry is None:
            return
        if type(entry) is tuple:
            pieces = self.pieces
            if pieces:
                if len(pieces) == 1 and pieces[0].isspace() and not self._spans:
                    pieces.clear()
                else:
                    self.flush()
            self.nodes[self._at[0]].end = len(self.blocks)
            self._at = entry
        elif isinstance(entry, Span):
            self._end_inline(entry)
        elif isinstance(entry, _Aside):
            self._end_hidden(entry)

    def close(self) -> "Cutter":
        while self._open:
            self.end("")
        self.flush()
        return self

    # -- blocks ------------------------------------------------------------------------------------------------------

    def _start_block(self, tag: str, marks: str, value: str | None, hidden: str | None) -> None:
        pieces = self.pieces
        if pieces:
            if len(pieces) == 1 and pieces[0].isspace() and not self._spans:
                pieces.clear()
            else:
                self.flush()
        if self._spans:
            self._make_nodes()
        at = self._at
        self._open.append(at)
        node, depth, means, _ = at
        if depth < MAX_DEPTH:
            first = len(self.blocks)
            nodes = self.nodes
            nodes.append(Node(tag, marks, node, first, first, depth, value))
            node = len(nodes) - 1
        self._at = (node, depth + 1, means or hidden, tag)

    # -- inline elements ---------------------------------------------------------------------------------------------

    def _start_inline(self, tag: str, found: Attributes) -> None:
        marks, href, value, hidden = found
        if hidden and not self._at[2]:
            self._start_hidden(tag, found)
        elif marks or href is not None or value is not None or tag in STRONG or "-" in tag:
            span = Span(len(self.pieces), -1, tag, marks, href, value)
            self._spans.append(span)
            self._open.append(span)
        else:
            self._open.append(None)

    def _end_inline(self, span: Span) -> None:
        if self._made and id(span) in self._made:
            if self.pieces:
                self.flush()
            self.nodes[self._at[0]].end = len(self.blocks)
            self._at = self._made.pop(id(span))
        span.end = len(self.pieces)
        if span.end == span.start:
            self._spans.remove(span)
            if span.value is not None:
                self._head.add_value(span.tag, span.marks, span.value)

    def _make_nodes(self) -> None:
        """A block opens inside inline elements: they are containers, and become nodes."""
        for span in self._spans:
            if id(span) in self._made or span.end >= 0:
                continue
            self._made[id(span)] = self._at
            self._add_node(span.tag, span.marks, span.value)
            if span.href is None:
                span.marks, span.value = "", None

    def _add_node(self, tag: str, marks: str, value: str | None) -> None:
        """A node that is no block element; the tag of blocks stays that of the nearest one."""
        node, depth, means, block_tag = self._at
        if depth < MAX_DEPTH:
            first = len(self.blocks)
            self.nodes.append(Node(tag, marks, node, first, first, depth, value))
            node = len(self.nodes) - 1
        self._at = (node, depth + 1, means, block_tag)

    # -- hidden words within a visible run ---------------------------------------------------------------------------

    def _start_hidden(self, tag: str, found: Attributes) -> None:
        """Set the run aside, so that words hidden in the middle of a paragraph do not part it."""
        marks, href, value, hidden = found
        aside = _Aside(self.pieces[:], self._spans, self._has_break, self._at)
        self._open.append(aside)
        self.pieces.clear()
        self._has_break = False
        self._add_node(tag, marks, value)
        node, depth, _, block_tag = self._at
        self._at = (node, depth, hidden, block_tag)
        links = [span.href for span in aside.spans if span.end < 0 and span.href is not None]
        self._spans = [Span(0, -1, "a", "", link, None) for link in ([href] if href is not None else links)]
        self._made.update((id(span), self._at) for span in self._spans)

    def _end_hidden(self, aside: _Aside) -> None:
        self.flush()
        for span in self._spans:
            self._made.pop(id(span), None)
        self.nodes[self._at[0]].end = len(self.blocks)
        self._at = aside.at
        self.pieces[:] = aside.pieces
        self._spans = aside.spans
        self._has_break = aside.has_break

    # -- the rest ----------------------------------------------------------------------------------------------------

    def _start_other(self, kind: int, tag: str, attributes: Mapping[str, str]) -> None:
        if kind == BREAK:
            self.pieces.append(BR)
            self._has_break = True
            self._open.append(None)
        elif kind == SKIP:
            self._skip = 1
            self._skip_from = len(self.pieces)
            self._skipped = (tag, attributes)
            if tag == "video" and "poster" in attributes:
                self._add_image({"src": attributes["poster"]})
        elif kind == VOID:
            self._start_void(tag, attributes)
            self._open.append(None)
        elif kind == BUTTON and any(not piece.isspace() for piece in self.pieces):
            self._start_inline(tag, self._read(tag, attributes))
        else:
            if kind == ROOT:
                self._head.read_root(attributes)
            marks, _, value, hidden = self._read(tag, attributes)
            if kind == NOSCRIPT:
                hidden = hidden or "noscript"
            self._start_block(tag, marks, value, hidden)

    def _start_void(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag in {"img", "amp-img", "image"}:
            self._add_image(attributes)
        elif tag == "hr":
            self.flush()
        elif attributes and tag in {"meta", "link", "base"}:
            self._head.read(tag, attributes)

    def _add_image(self, attributes: Mapping[str, str]) -> None:
        image = self._head.read_image(attributes)
        if image is None:
            return
        image.block = len(self.blocks)
        image.node = max(self._at[0], 0)
        image.hidden = self._at[2]
        self.images.append(image)

    def _end_skipped(self) -> None:
        tag, attributes = self._skipped
        content = self.pieces[self._skip_from :]
        del self.pieces[self._skip_from :]
        if not content:
            return
        if tag == "style":
            if self._sheet.add("".join(content)):
                self._attributes.heed_rules()
        elif tag in {"script", "title"}:
            self._head.read_skipped(tag, attributes, content)

    def flush(self) -> None:
        """Make blocks of the run at hand."""
        pieces = self.pieces
        if len(pieces) == 1 and pieces[0].isspace():
            pass
        elif self._spans or self._has_break:
            node, _, hidden, tag = self._at
            for text, spans, link_chars, strong_chars in cut_run(pieces, self._spans, self._has_break):
                self.blocks.append(Block(text, tag, max(node, 0), spans, link_chars, strong_chars, hidden))
            self._has_break = False
        else:
            text = fold_text(pieces)
            if text:
                node, _, hidden, tag = self._at
                self.blocks.append(Block(text, tag, max(node, 0), (), 0, 0, hidden))
        pieces.clear()
        if self._spans:
            self._reopen()

    def _reopen(self) -> None:
        """Carry the inline elements that are still open into the next run."""
        self._spans = [span for span in self._spans if span.end < 0]
        for span in self._spans:
            span.start = 0
