"""What a page is being cut into: the run of text at hand, and the blocks, nodes and images made so far."""

from dataclasses import dataclass, field

from archiver.markup.attributes import Attributes
from archiver.markup.runs import BR, cut_run, fold, fold_text, part_lines
from archiver.markup.sheets import Sheet
from archiver.markup.tags import STRONG
from archiver.model.document import Block, Image, Node, Span

MAX_DEPTH = 1000
"""Block elements nested deeper than this make no nodes of their own."""
_MAX_OPEN = 64  # inline elements open at once that can become nodes

At = tuple[int, int, str | None, str]
"""Where the parser stands: node, depth of the next node, means of hiding, tag of the nearest block element."""


@dataclass(slots=True)
class Aside:
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
    opened: list[At | Span | Aside | None] = field(default_factory=list)
    """The open elements, each with what is needed at its end."""
    late: Sheet = field(default_factory=Sheet)
    """Style sheets met after the first text, which may hide what was read already."""
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

    def hide_late(self) -> None:
        """Mark what style sheets hide that came after it."""
        late = self.late
        if not late.classes and not late.ids:
            return
        for node in self.nodes:
            names = node.marks.split()
            if late.classes.keys().isdisjoint(names) and late.ids.keys().isdisjoint(names):
                continue
            identity = next((name for name in names if name in late.ids), "")
            means = late.find(node.tag, node.marks, identity)
            if means:
                for block in self.blocks[node.start : node.end]:
                    block.hidden = block.hidden or means

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
        self.opened.append(Aside(self.pieces[:], self.spans[:], at))
        self.pieces.clear()
        node, depth, _, block_tag = self.add_node(tag, marks, value, at)
        links = [span.href for span in self.spans if span.end < 0 and span.href is not None]
        self.spans[:] = [Span(0, -1, "a", "", link, None) for link in ([href] if href is not None else links)]
        self.made.update((id(span), at) for span in self.spans)
        return node, depth, hidden, block_tag

    def take_back(self, aside: Aside, at: At) -> At:
        """The hidden element ends: go on with the visible run."""
        self.flush(at)
        for span in self.spans:
            self.made.pop(id(span), None)
        self.nodes[at[0]].end = len(self.blocks)
        self.pieces[:] = aside.pieces
        self.spans[:] = aside.spans
        return aside.at
