"""Walk over a page's tags and words, and cut it into nodes, blocks, spans and images; no tree is built."""

from collections.abc import Callable, Iterator

from archiver.markup.cut import MAX_DEPTH, MAX_SPANS, Cut
from archiver.markup.elements import BR, END, END_INLINE, NOTHING, PLAIN, SPAN, START, UNENDED, Entry
from archiver.markup.entities import unescape
from archiver.markup.head import HeadReader
from archiver.markup.quick import native
from archiver.markup.rare import RareReader
from archiver.markup.runs import BR as LINE_BREAK
from archiver.markup.selected import Watch
from archiver.markup.shapes import name_of
from archiver.markup.tokens import Token, mend_tag, read_tokens
from archiver.model.document import Node, Span

MAX_ELEMENTS = 500_000
"""Elements of a page that are read."""
MAX_BLOCKS = 100_000
"""Blocks of text of a page that are read, to within one slice: each costs every later step time and room."""
_MAX_PIECES = 200_000
_MAX_WORDS = 2_000_000  # characters of one text that holds character references


class Walker:
    """Cuts one page."""

    def __init__(
        self,
        text: str,
        head: HeadReader,
        watch: Watch | None = None,
        change: Callable[[Iterator[Token]], Iterator[Token]] | None = None,
    ) -> None:
        """`change` stands between the tokens and the walk."""
        self.cut = Cut()
        self.notes: list[str] = []
        self._watch = watch
        self._rare = RareReader(text, self.cut, head, watch)
        self._native = native if watch is None else None
        self.sheet, self.attributes = self._rare.sheet, self._rare.elements.attributes
        self.attributes.has_styles = "<style" in text or "stylesheet" in text
        tokens: Iterator[Token]
        if self._native and not change:
            tokens = self._native.Tokens(text, self._is_enough)
        else:
            tokens = (change or iter)(read_tokens(text, self._is_enough))
        self._rare.sources.append(tokens)

    def walk(self) -> Cut:
        """Read the page to its end; gives what was read."""
        cut, sources = self.cut, self._rare.sources
        while sources:
            if self._read(sources[-1]):
                sources.pop()
        cut.end_to(0)
        cut.hide_late()
        self._rare.sheet.chains.hide(cut.nodes, cut.blocks)
        if self._rare.ender.patience < 0:
            self.notes.append("too_deep")
        return cut

    def _read(self, tokens: Iterator[Token]) -> bool:
        """Read the tokens, by the loop in C where it was built; it does not follow selectors."""
        return self._native.walk(self, self.cut, self._rare, tokens, UNENDED) if self._native else self._walk(tokens)

    def _walk(self, tokens: Iterator[Token]) -> bool:  # noqa: PLR0912, PLR0915 (the docstring says why)
        """Read the tokens; False when another source of them is to be read first.

        One long loop, gone through some 2,000 times a page: a call for each tag would cost a tenth of a parse more.
        """
        cut, rare, watch = self.cut, self._rare, self._watch
        ender, elements = rare.ender, rare.elements
        blocks, nodes, pieces, spans = cut.blocks, cut.nodes, cut.pieces, cut.spans
        stack, inlines, flush, get = cut.stack, cut.inlines, cut.flush, elements.kept.get
        for raw, words in tokens:
            entry = get(raw)
            if entry is None:
                entry = elements.read(raw)
                if entry[0] == UNENDED:
                    raw, words, entry = self._mend(raw, words, tokens)  # noqa: PLW2901
                    if entry is None:
                        return False
            kind, tag, says = entry
            if kind == END:
                top = stack[-1]
                if top.tag == tag:
                    if inlines:
                        cut.end_inlines()
                    if pieces:
                        flush()
                    del stack[-1]
                    top.end = len(blocks)
                else:
                    ender.end_block(tag)
            elif kind == START:
                marks, value, hidden, uneasy = says
                if pieces:
                    flush()
                top = stack[-1]
                if top.tag in uneasy:
                    ender.make_way(tag)
                    top = stack[-1]
                if inlines:
                    rare.make_nodes()
                    top = stack[-1]
                first, depth = len(blocks), top.depth + 1
                if depth <= MAX_DEPTH:
                    node = Node(tag, marks, top.index, first, first, depth, value, top.hidden or hidden, len(nodes))
                    nodes.append(node)
                    stack.append(node)
                else:
                    node = cut.add_node(tag, marks, value, hidden)
                if watch is not None:
                    watch.open_block(raw, cut)
            elif kind == END_INLINE:
                if inlines and inlines[-1].tag == tag:
                    span = inlines.pop()
                    if span.start < len(pieces):
                        span.end = len(pieces)
                    else:
                        rare.end_empty(span)
                else:
                    ender.end_inline(tag)
            elif kind == SPAN:
                if tag == "a" and (inlines or cut.held):
                    ender.end_link()
                marks, href, value = says
                span = Span(len(pieces), -1, tag, marks, href, value)
                if len(spans) < MAX_SPANS:
                    spans.append(span)
                inlines.append(span)
                if watch is not None:
                    watch.open_inline(raw, cut)
            elif kind == PLAIN:
                inlines.append(says)
            elif kind == BR:
                if pieces:
                    pieces.append(LINE_BREAK)
            elif kind != NOTHING:
                found = rare.read(entry, raw, words, tokens)
                if found is None:
                    return False
                words = found  # noqa: PLW2901
            if words:
                if "&" in words:
                    words = self._unescape(words)  # noqa: PLW2901
                if pieces or not words.isspace():
                    pieces.append(words)
        return True

    def _unescape(self, words: str) -> str:
        if len(words) > _MAX_WORDS:
            words = words[:_MAX_WORDS]
            self.notes.append("long_text")
        return unescape(words)

    def _mend(self, raw: str, words: str, tokens: Iterator[Token]) -> tuple[str, str, Entry | None]:
        """A tag whose quoted value seems to have no end; the entry is None when its tokens are to be read again."""
        mended, after, seen = mend_tag(raw, words, tokens)
        if not seen:
            return mended, after, self._rare.elements.read_whole(mended, name_of(mended))
        self._rare.elements.kept[raw] = self._rare.elements.read_whole(raw, name_of(raw))
        self._rare.sources.append(iter([(raw, words), *seen]))
        return raw, words, None

    def _is_enough(self, tags: int) -> bool:
        cut = self.cut
        if len(cut.pieces) > _MAX_PIECES:
            cut.flush()
            self.notes.append("long_text")
        if tags > 2 * MAX_ELEMENTS or len(cut.blocks) > MAX_BLOCKS:
            self.notes.append("too_many_nodes")
            return True
        return False
