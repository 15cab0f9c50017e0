"""Tags that no page has many of: those of the head, pictures, code, hidden elements, buttons, what is left out."""

import re
from collections.abc import Iterator, Mapping
from itertools import chain

from archiver.markup.cut import MAX_SPANS, Cut
from archiver.markup.elements import ASIDE, CODE, COMMENT, EMPTY, OTHER, SKIPPED, ElementReader, Entry
from archiver.markup.ends import Ender
from archiver.markup.entities import unescape
from archiver.markup.head import HeadReader
from archiver.markup.left_out import read_code, skip_code, skip_comment, skip_element
from archiver.markup.quick import native
from archiver.markup.selected import Watch
from archiver.markup.shapes import read_attributes as read_attributes_here
from archiver.markup.sheets import Sheet
from archiver.markup.tags import BEFORE_BODY
from archiver.markup.tokens import Token, read_tokens
from archiver.model.document import Span

read_attributes = native.read_attributes if native else read_attributes_here
_HEAD_CODE = frozenset({"title", "style"})
_MAX_CODE = 2_000_000  # characters of a title or textarea

# Some sites (huanqiu) ship the article's markup, escaped, in a textarea that a script unpacks.
_ARTICLE = re.compile(r"\s*<(?:article|section|div|p)\b[^<>]*>(?:\s*<[^<>]+>)*[^<>]{20}", re.IGNORECASE)


class RareReader:
    """Reads such tags of one page into its cut."""

    def __init__(self, text: str, cut: Cut, head: HeadReader, watch: Watch | None) -> None:
        self.sheet = Sheet()
        self.ender = Ender(cut)
        self.elements = ElementReader(self.sheet, is_watched=watch is not None)
        self.sources: list[Iterator[Token]] = []
        """What is read, the last one first."""
        self.cut = cut
        self._text = text
        self._head = head
        self._watch = watch
        self._ended: dict[str, bool] = {}

    def read(self, entry: Entry, raw: str, words: str, tokens: Iterator[Token]) -> str | None:
        """Read such a tag; gives the words after it, None when another source of tokens is to be read first."""
        kind, tag, says = entry
        cut, watch = self.cut, self._watch
        if kind == OTHER:
            self._read_other(tag, raw)
        elif kind == COMMENT:
            return skip_comment(words, tokens) if "-->" in self._text else words
        elif kind == CODE:
            return self._read_code(tag, raw, words, tokens)
        elif kind == SKIPPED:
            return self._skip(tag, raw, words, tokens)
        elif kind == EMPTY:
            cut.flush_any()
            self._open_block(tag, says, raw)
            cut.end_to(len(cut.stack) - 1)
        elif kind == ASIDE:
            self._open_aside(tag, says, raw)
        else:
            cut.strange.append(tag)
            cut.inlines.append(Span(len(cut.pieces), -1, tag, "", None, None) if watch else says)
            if watch:
                watch.open_inline(raw, cut)
        return words

    def _open_block(self, tag: str, says: tuple[str, str | None, str | None, frozenset[str]], raw: str) -> None:
        """Open a block element, the run at hand being cut."""
        marks, value, hidden, uneasy = says
        cut = self.cut
        if cut.stack[-1].tag in uneasy:
            self.ender.make_way(tag)
        self.make_nodes()
        cut.add_node(tag, marks, value, hidden)
        if self._watch:
            self._watch.open_block(raw, cut)

    def make_nodes(self) -> None:
        """A block opens inside inline elements, which become nodes."""
        made = self.cut.make_nodes()
        if self._watch:
            self._watch.follow(made)

    def _open_aside(self, tag: str, says: tuple[str, str | None, str | None, str], raw: str) -> None:
        cut = self.cut
        if cut.stack[-1].tag in BEFORE_BODY:
            cut.enter_body()
        if cut.stack[-1].hidden:
            span = Span(len(cut.pieces), -1, tag, *says[:3])
            cut.inlines.append(span)
            if len(cut.spans) < MAX_SPANS:
                cut.spans.append(span)
            if self._watch:
                self._watch.open_inline(raw, cut)
            return
        cut.set_aside(tag, says[:3], says[3])
        if self._watch:
            self._watch.open_block(raw, cut)

    def end_empty(self, span: Span) -> None:
        """An inline element without words ends; it may hold a value for machines."""
        span.end = span.start
        if span.value is not None:
            self._head.add_value(span.tag, span.marks, span.value)
        spans = self.cut.spans
        if spans and spans[-1] is span:
            del spans[-1]

    def _read_other(self, tag: str, raw: str) -> None:
        """A void element, a tag of html, head or body, or a button."""
        cut = self.cut
        if tag in {"img", "amp-img", "image"}:
            self._add_image(read_attributes(raw))
        elif tag in {"meta", "link", "base"}:
            self._head.read(tag, read_attributes(raw))
        elif tag == "hr":
            cut.flush_any()
        elif tag == "button":
            self._open_button(raw)
        elif tag == "head":
            if cut.body is None and cut.stack[-1].tag == "html":
                cut.add_node("head", "", None, None)
        elif tag == "/head":
            cut.flush_any()  # words in the head open the body, which ends the head
            if cut.stack[-1].tag == "head":
                cut.end_to(len(cut.stack) - 1)
        elif tag in {"html", "body"}:
            self._read_root(tag, raw)

    def _read_root(self, tag: str, raw: str) -> None:
        cut = self.cut
        says = read_attributes(raw)
        self._head.read_root(says)
        if tag == "body" and cut.body is None:
            cut.enter_body()
        node = cut.nodes[0] if tag == "html" else cut.body
        if node is not None and not node.marks:
            node.marks = self.elements.attributes.read(tag, says)[0]
            if self._watch:
                self._watch.open_root(tag, raw, cut)

    def _open_button(self, raw: str) -> None:
        """A button is a block of its own, or a word of the run that it stands in."""
        cut = self.cut
        says = self.elements.attributes.read("button", read_attributes(raw))
        if not cut.pieces:
            self._open_block("button", (says[0], says[2], says[3], BEFORE_BODY), raw)
        else:
            cut.inlines.append(Span(len(cut.pieces), -1, "button", "", None, None))
            if self._watch:
                self._watch.open_inline(raw, cut)

    def _add_image(self, says: Mapping[str, str]) -> None:
        image = self._head.read_image(says)
        if image is not None:
            cut = self.cut
            top = cut.stack[-1]
            image.block, image.node, image.hidden = len(cut.blocks), top.index, top.hidden
            cut.images.append(image)

    def _has_end(self, tag: str) -> bool:
        """Whether an end tag of the element stands anywhere on the page."""
        found = self._ended.get(tag)
        if found is None:
            text, end = self._text, "</" + tag
            # From the side where the nearest stands: titles and styles in the head, others in the footer too.
            find = text.find if tag in _HEAD_CODE else text.rfind
            found = find(end) >= 0 or end.upper() in text or re.search(end, text, re.IGNORECASE) is not None
            self._ended[tag] = found
        return found

    def _skip(self, tag: str, raw: str, words: str, tokens: Iterator[Token]) -> str:
        cut = self.cut
        if tag == "video" and "poster" in raw:
            says = read_attributes(raw)
            if "poster" in says:
                self._add_image({"src": says["poster"]})
        if not self._has_end(tag):
            return words
        parent = cut.inlines[-1].tag if cut.inlines else cut.stack[-1].tag
        words, ended = skip_element(tag, parent, tokens)
        if ended:
            (self.ender.end_inline if cut.inlines else self.ender.end_block)(ended)
        return words

    def _read_code(self, tag: str, raw: str, words: str, tokens: Iterator[Token]) -> str | None:
        if not self._has_end(tag):
            return words
        if tag == "script" and "json" not in raw:
            return skip_code(tag, tokens)
        content, words = read_code(tag, words, tokens)
        if tag == "style":
            if self.sheet.add(content):
                self.elements.heed_rules()
                if self.cut.blocks or self.cut.pieces:
                    self.cut.late.add(content)
        elif tag == "textarea":
            content = unescape(content[:_MAX_CODE])
            if len(self.sources) == 1 and _ARTICLE.match(content):
                self.sources.append(chain(read_tokens(content), [("", words)]))
                return None
        elif tag == "title":
            self._head.read_title(unescape(content[:_MAX_CODE]))
        elif content and not content.isspace():
            self._head.read_script(read_attributes(raw), content)
        return words
