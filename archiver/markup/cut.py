"""What a page is being cut into: the run of text at hand, the open elements, and the blocks, nodes and images made."""

from dataclasses import dataclass, field

from archiver.markup.runs import BR, cut_run, fold
from archiver.markup.sheets import Sheet
from archiver.markup.tags import BEFORE_BODY, FORMATTING, NAMES_OF_BLOCKS, STRONG
from archiver.model.document import Block, Image, Node, Span

MAX_DEPTH = 1000
"""Block elements nested deeper than this make no nodes of their own."""
MAX_SPANS = 2000
"""Inline elements of one run that are kept."""
MAX_OPEN = 64
"""Inline elements open at once that can become nodes."""
_MAX_ASIDE = 500  # pieces of a run that wait while a hidden element in it is read


@dataclass(slots=True)
class Aside:
    """The run that was at hand when a hidden inline element opened."""

    pieces: list[str]
    spans: list[Span]
    inlines: list[Span]


def _html() -> list[Node]:
    return [Node("html", "", -1, 0, 0, 0, None, None, 0)]


@dataclass(slots=True)
class Cut:
    """What the page was cut into so far; the lists are never replaced, only changed."""

    blocks: list[Block] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=_html)
    images: list[Image] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    """The run of text at hand, as it came; the first piece is never white space."""
    spans: list[Span] = field(default_factory=list)
    """Inline elements of the run; `start` and `end` are indexes of pieces, an end of -1 is open."""
    stack: list[Node] = field(default_factory=list)
    """The open block elements, and the inline elements that blocks opened in."""
    inlines: list[Span] = field(default_factory=list)
    """The inline elements open in the nearest block."""
    held: dict[int, Span | Aside | None] = field(default_factory=dict)
    """What belongs to an inline element in the stack, by its place there."""
    late: Sheet = field(default_factory=Sheet)
    """Style sheets met after the first text, which may hide what was read already."""
    strange: list[str] = field(default_factory=list)
    """Names of elements that no standard knows, one for each of them."""
    body: Node | None = None

    def __post_init__(self) -> None:
        self.stack += self.nodes

    def flush(self) -> None:
        """Make blocks of the run at hand, of which there is at least one piece."""
        pieces, spans = self.pieces, self.spans
        while pieces[-1] == BR or pieces[-1].isspace():
            pieces.pop()
        top = self.stack[-1]
        tag = top.tag
        if tag not in NAMES_OF_BLOCKS or tag in BEFORE_BODY:
            top, tag = self._find_place()
        if len(pieces) == 1 and tag != "pre" and (not spans or (len(spans) == 1 and self._add_whole(top, tag))):
            if not spans:
                text = fold(pieces[0])
                if text:
                    self.blocks.append(Block(text, tag, top.index, (), 0, 0, top.hidden))
        else:
            for text, kept, link_chars, strong_chars in cut_run(pieces, spans, is_lines=tag == "pre"):
                self.blocks.append(Block(text, tag, top.index, kept, link_chars, strong_chars, top.hidden))
        pieces.clear()
        if spans:
            if self.inlines or self.held:
                spans[:] = [span for span in spans if span.end < 0][:MAX_OPEN]
                for span in spans:
                    span.start = 0
            else:
                spans.clear()

    def _find_place(self) -> tuple[Node, str]:
        """The node that holds the run, and the name of the nearest block element."""
        if self.stack[-1].tag in BEFORE_BODY:
            self.enter_body()
        at = len(self.stack) - 1
        while self.stack[at].tag not in NAMES_OF_BLOCKS:
            at -= 1
        return self.stack[-1], self.stack[at].tag

    def _add_whole(self, top: Node, tag: str) -> bool:
        """The commonest run with an inline element, cut without looking further: one element is all of its words."""
        span = self.spans[0]
        if span.start or not span.end:
            return False
        text = fold(self.pieces[0])
        if not text:
            return True
        size = len(text)
        href = span.href
        kept: tuple[Span, ...] = ()
        if href is not None or span.marks or span.value is not None:
            if span.end < 0:
                kept = (Span(0, size, span.tag, span.marks, href, span.value),)
            else:
                span.end = size
                kept = (span,)
        link, strong = (0, size if span.tag in STRONG else 0) if href is None else (size, 0)
        self.blocks.append(Block(text, tag, top.index, kept, link, strong, top.hidden))
        return True

    def add_node(self, tag: str, marks: str, value: str | None, hidden: str | None) -> Node:
        """Open a node within the nearest open one."""
        top, first = self.stack[-1], len(self.blocks)
        if top.depth >= MAX_DEPTH:
            node = Node(tag, marks, top.parent, first, first, top.depth, value, top.hidden or hidden, top.index)
        else:
            number = len(self.nodes)
            node = Node(tag, marks, top.index, first, first, top.depth + 1, value, top.hidden or hidden, number)
            self.nodes.append(node)
        self.stack.append(node)
        return node

    def enter_body(self) -> None:
        """The body opens, by its tag or by the first thing that belongs in one."""
        if self.stack[-1].tag == "head":
            self.stack.pop().end = len(self.blocks)
        self.body = self.add_node("body", "", None, None)

    def make_nodes(self) -> list[tuple[Span, Node]]:
        """A block opens inside inline elements: they are containers, and become nodes; gives which became which."""
        made = []
        for span in self.inlines[:MAX_OPEN]:
            place = len(self.stack)
            is_kept = any(span is other for other in reversed(self.spans))
            if is_kept and (
                span.marks or span.href is not None or span.value is not None or span.tag in STRONG or "-" in span.tag
            ):
                self.held[place] = span
                self.add_node(span.tag, span.marks, span.value, None)
                if span.href is None:
                    span.marks, span.value = "", None
            else:
                self.held[place] = None
                self._add_plain(span.tag)
                if is_kept:
                    self.spans[:] = [other for other in self.spans if other is not span]
            made.append((span, self.stack[-1]))
        self.inlines.clear()
        return made

    def _add_plain(self, tag: str) -> None:
        """Open an inline element that says nothing: it stands in the stack, and is no node."""
        top, first = self.stack[-1], len(self.blocks)
        self.stack.append(Node(tag, "", top.parent, first, first, top.depth, None, top.hidden, top.index))

    def set_aside(self, tag: str, says: tuple[str, str | None, str | None], hidden: str) -> None:
        """A hidden inline element opens: its words must not part the visible run that they stand in."""
        if len(self.pieces) > _MAX_ASIDE or len(self.spans) > _MAX_ASIDE:
            self.flush_any()
        marks, href, value = says
        links = [span.href for span in self.spans if span.end < 0 and span.href is not None]
        self.held[len(self.stack)] = Aside(self.pieces[:], self.spans[:], self.inlines[:])
        self.pieces.clear()
        self.inlines.clear()
        self.spans[:] = [Span(0, -1, "a", "", link, None) for link in ([href] if href is not None else links)]
        self.add_node(tag, marks, value, hidden)

    def flush_any(self) -> None:
        """Make blocks of the run at hand when there is one."""
        if self.pieces:
            self.flush()

    def end_inlines(self) -> None:
        """A block ends, and with it the inline elements open in it."""
        count = len(self.pieces)
        for span in self.inlines:
            span.end = count
        self.inlines.clear()
        if not count:
            self.spans[:] = [span for span in self.spans if span.end < 0]

    def end_unformatting(self) -> None:
        """A paragraph ends for lack of an end tag: bold and links go on in what follows, other inline elements end."""
        # At the most three of a kind go on by the standard; one is enough here, as bold in bold says no more.
        names = {self.stack[place].tag for place in self.held} if len(self.held) < MAX_OPEN else FORMATTING
        going = [span for span in self.inlines if span.tag in FORMATTING and span.tag not in names]
        if len(going) < len(self.inlines):
            self.inlines[:] = [span for span in self.inlines if all(span is not other for other in going)]
            self.end_inlines()
        self.inlines[:] = going

    def end_to(self, place: int) -> None:
        """End the open elements from the nearest up to the one at a place of the stack, that one too."""
        while len(self.stack) > place:
            if self.inlines:
                self.end_inlines()
            if self.pieces:
                self.flush()
            self.stack.pop().end = len(self.blocks)
            if self.held:
                self.let_go(len(self.stack))

    def let_go(self, place: int) -> None:
        """An inline element of the stack ends: end its span, or go on with the run that it was hidden in."""
        held = self.held.pop(place, None)
        if isinstance(held, Aside):
            self.pieces[:] = held.pieces
            self.spans[:] = held.spans
            self.inlines[:] = held.inlines
        elif held is not None:
            self.spans[:] = [span for span in self.spans if span is not held]

    def hide_late(self) -> None:
        """Mark what style sheets hide that came after it."""
        late = self.late
        if not late.classes and not late.ids:
            return
        hiding = late.classes.keys() | late.ids.keys()
        near = {marks for marks in {node.marks for node in self.nodes} if not hiding.isdisjoint(marks.split())}
        for node in self.nodes:
            if node.marks not in near:
                continue
            names = node.marks.split()
            identity = next((name for name in names if name in late.ids), "")
            means = late.find(node.tag, node.marks, identity)
            if means:
                for block in self.blocks[node.start : node.end]:
                    block.hidden = block.hidden or means
