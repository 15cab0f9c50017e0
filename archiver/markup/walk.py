"""Cut a page into nodes, blocks, spans and images while the parser reads it; no tree is built.

The parser calls `start`, `data` and `end` for each event. Beside saving the time and memory of a tree this has no limit
on depth: a tree of libxml2 ends at the 256th nested element, and the page with it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from archiver.markup.attributes import AttributeReader, Attributes
from archiver.markup.head import HeadReader
from archiver.markup.hiding import Sheet
from archiver.markup.runs import BR, Cut, Inline, cut_run, fold_text
from archiver.markup.tags import BLOCK, BREAK, BUTTON, INLINE, KINDS, NOSCRIPT, ROOT, SKIP, STRONG, VOID
from archiver.model.document import Block, Image, Node

MAX_DEPTH = 1000
"""Block elements nested deeper than this make no nodes of their own."""
_NOTHING = Attributes("", None, None, None)

_Outer = tuple[int, str | None, str]
"""What held before a block element opened: node, means of hiding, tag."""


@dataclass(slots=True)
class _Aside:
    """The run that was at hand when a hidden inline element opened."""

    pieces: list[str]
    inlines: list[Inline]
    unmade: list[Inline]
    has_break: bool
    node: int


class Cutter:
    """The parser's target: collects what a document is made of."""

    def __init__(self, sheet: Sheet, head: HeadReader) -> None:
        self.pieces: list[str] = []
        self.data: Callable[[str], None] = self.pieces.append
        """Called by the parser for each piece of text; the list's own method, since it is called most."""
        self.blocks: list[Block] = []
        self.nodes: list[Node] = []
        self.images: list[Image] = []
        self.elements = 0
        self.ends = 0
        self.notes: list[str] = []
        self._read = AttributeReader(sheet).read
        self._head = head
        self._open: list[_Outer | Inline | _Aside | None] = []
        self._inlines: list[Inline] = []
        self._unmade: list[Inline] = []
        self._node = -1
        self._tag = "body"
        self._depth = 0
        self._hidden: str | None = None
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
        self.elements += 1
        if self._skip:
            self._skip += 1
            return
        kind = KINDS.get(tag, INLINE)
        if kind == BLOCK:
            self._start_block(tag, self._read(tag, attributes) if attributes else _NOTHING)
        elif kind == INLINE:
            if attributes or tag in STRONG or "-" in tag:
                self._start_inline(tag, self._read(tag, attributes) if attributes else _NOTHING)
            else:
                self._open.append(None)
        else:
            self._start_other(kind, tag, attributes)

    def end(self, tag: str) -> None:
        self.ends += 1
        if self._skip:
            self._skip -= 1
            if not self._skip:
                self._end_skipped()
            return
        if not self._open:
            return
        entry = self._open.pop()
        if entry is None:
            return
        if isinstance(entry, tuple):
            self._end_block(entry)
        elif isinstance(entry, Inline):
            self._end_inline(entry)
        else:
            self._end_hidden(entry)

    def close(self) -> "Cutter":
        while self._open:
            self.end("")
        self.flush()
        return self

    # -- blocks ------------------------------------------------------------------------------------------------------

    def _start_block(self, tag: str, found: Attributes) -> None:
        if self.pieces:
            self.flush()
        if self._unmade:
            self._make_nodes()
        self._open.append((self._node, self._hidden, self._tag))
        self._tag = tag
        if found.hidden and not self._hidden:
            self._hidden = found.hidden
        if self._depth < MAX_DEPTH:
            self._add_node(tag, found.marks, found.value)

    def _end_block(self, outer: _Outer) -> None:
        if self.pieces:
            self.flush()
        node, self._hidden, self._tag = outer
        if self._node != node:
            self.nodes[self._node].end = len(self.blocks)
            self._node = node
            self._depth -= 1

    def _add_node(self, tag: str, marks: str, value: str | None) -> int:
        at = len(self.blocks)
        self.nodes.append(Node(tag, marks, self._node, at, at, self._depth, value))
        self._node = len(self.nodes) - 1
        self._depth += 1
        return self._node

    # -- inline elements ---------------------------------------------------------------------------------------------

    def _start_inline(self, tag: str, found: Attributes) -> None:
        if found.hidden and not self._hidden:
            self._start_hidden(tag, found)
            return
        inline = Inline(len(self.pieces), -1, tag, found.marks, found.href, found.value)
        self._inlines.append(inline)
        self._unmade.append(inline)
        self._open.append(inline)

    def _end_inline(self, inline: Inline) -> None:
        if inline.node >= 0:
            if self.pieces:
                self.flush()
            self._leave(inline.node)
        elif self._unmade and self._unmade[-1] is inline:
            self._unmade.pop()
        inline.end = len(self.pieces)
        if inline.end == inline.start and inline.value is not None and inline.node < 0:
            self._head.add_value(inline.tag, inline.marks, inline.value)

    def _leave(self, node: int) -> None:
        self.nodes[node].end = len(self.blocks)
        self._node = self.nodes[node].parent
        self._depth -= 1

    def _make_nodes(self) -> None:
        """A block opens inside inline elements: they are containers, and become nodes."""
        for inline in self._unmade:
            if self._depth < MAX_DEPTH:
                inline.node = self._add_node(inline.tag, inline.marks, inline.value)
                if inline.href is None:
                    inline.marks, inline.value = "", None
        self._unmade.clear()

    # -- hidden words within a visible run ---------------------------------------------------------------------------

    def _start_hidden(self, tag: str, found: Attributes) -> None:
        """Set the run aside, so that words hidden in the middle of a paragraph do not part it."""
        entry = _Aside(self.pieces[:], self._inlines, self._unmade, self._has_break, self._node)
        self.pieces.clear()
        self._inlines = [Inline(0, -1, i.tag, i.marks, i.href, i.value) for i in entry.inlines if i.end < 0]
        self._unmade = []
        self._has_break = False
        self._hidden = found.hidden
        self._open.append(entry)
        self._add_node(tag, found.marks, found.value)
        if found.href is not None:
            self._inlines.append(Inline(0, -1, tag, "", found.href, None))

    def _end_hidden(self, entry: _Aside) -> None:
        self.flush()
        self.nodes[self._node].end = len(self.blocks)
        self._node = entry.node
        self._depth -= 1
        self._hidden = None
        self.pieces[:] = entry.pieces
        self._inlines = entry.inlines
        self._unmade = entry.unmade
        self._has_break = entry.has_break

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
            found = self._read(tag, attributes)
            if kind == NOSCRIPT:
                found = Attributes(found.marks, None, None, found.hidden or "noscript")
            self._start_block(tag, found)

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
        image.node = self._node
        image.hidden = self._hidden
        self.images.append(image)

    def _end_skipped(self) -> None:
        tag, attributes = self._skipped
        content = self.pieces[self._skip_from :]
        del self.pieces[self._skip_from :]
        if content and tag in {"script", "title"}:
            self._head.read_skipped(tag, attributes, content)

    def flush(self) -> None:
        """Make blocks of the run at hand."""
        pieces = self.pieces
        if self._inlines or self._has_break:
            for cut in cut_run(pieces, self._inlines):
                self._add_block(cut)
            if self._inlines:
                self._inlines = [inline for inline in self._inlines if inline.end < 0]
                for inline in self._inlines:
                    inline.start = 0
            self._has_break = False
        else:
            text = fold_text(pieces)
            if text:
                self._add_block(Cut(text, (), 0, 0))
        pieces.clear()

    def _add_block(self, cut: Cut) -> None:
        node = max(self._node, 0)
        self.blocks.append(Block(cut.text, self._tag, node, cut.spans, cut.link_chars, cut.strong_chars, self._hidden))
