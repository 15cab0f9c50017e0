"""Find which blocks a site's CSS selectors match; a tree is kept for this alone, and only when selectors are given."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import cast

from lxml import etree
from lxml.cssselect import CSSSelector

from archiver.markup.cut import Cut
from archiver.markup.shapes import read_attributes
from archiver.model.document import Node, Span

_NAME = re.compile(r"[a-z_][a-z0-9_-]{0,60}")
_BAD_VALUE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MAX_DEPTH = 400  # deeper elements are matched as if they stood at this depth
_MAX_ELEMENTS = 100_000
_MAX_ATTRIBUTES = 100


class Watch:
    """Keeps which element gave which blocks, for a page with selectors."""

    def __init__(self) -> None:
        self.elements: list[etree._Element] = []
        self._depths: list[int] = []
        self._items: list[tuple[Node | Span, int]] = []
        """Each element as the walk knows it, and the number of blocks before it."""
        self._numbers: dict[int, int] = {}
        """The number of an element by the identity of its node or span."""

    def open_root(self, tag: str, raw: str, cut: Cut) -> None:
        """The html or body element, which may be open already."""
        node = cut.nodes[0] if tag == "html" else cut.body or cut.nodes[0]
        element = self.elements[self._number_of(node, cut)]
        for name, value in _clean(read_attributes(raw)).items():
            element.set(name, value)

    def open_block(self, raw: str, cut: Cut) -> None:
        """The nearest open node of the cut has just opened."""
        self._open(cut.stack[-1], self._number_of(cut.stack[-2], cut), raw, cut)

    def open_inline(self, raw: str, cut: Cut) -> None:
        """The nearest open inline element of the cut has just opened."""
        parent = cut.inlines[-2] if len(cut.inlines) > 1 else cut.stack[-1]
        self._open(cut.inlines[-1], self._number_of(parent, cut), raw, cut)

    def follow(self, made: Iterable[tuple[Span, Node]]) -> None:
        """Inline elements became nodes."""
        for span, node in made:
            number = self._numbers.get(id(span))
            if number is not None:
                self._numbers[id(node)] = number
                self._items[number] = (node, node.start)

    def _number_of(self, item: Node | Span, cut: Cut) -> int:
        if not self.elements:
            self._add(etree.Element("html"), cut.nodes[0], 0, 0)
        if cut.body is not None and id(cut.body) not in self._numbers:
            self._add(etree.SubElement(self.elements[0], "body"), cut.body, 0, 1)
        return self._numbers.get(id(item), 0)

    def _open(self, item: Node | Span, parent: int, raw: str, cut: Cut) -> None:
        if len(self.elements) >= _MAX_ELEMENTS:
            return
        depth = self._depths[parent] + 1
        above = self.elements[parent]
        if depth > _MAX_DEPTH:
            above, depth = cast(etree._Element, above.getparent()), _MAX_DEPTH
        tag = item.tag if _NAME.fullmatch(item.tag) else "x"
        self._add(etree.SubElement(above, tag, _clean(read_attributes(raw))), item, len(cut.blocks), depth)

    def _add(self, element: etree._Element, item: Node | Span, blocks: int, depth: int) -> None:
        self._numbers[id(item)] = len(self.elements)
        self.elements.append(element)
        self.note(element)
        self._items.append((item, blocks))
        self._depths.append(depth)

    def note(self, element: etree._Element) -> None:
        """An element was opened; nothing more to do here."""

    def select(self, selectors: Mapping[str, str], cut: Cut) -> tuple[dict[str, tuple[int, ...]], list[str]]:
        """For each selector the indexes of the blocks it matches; and notes on selectors that cannot be read."""
        found: dict[str, tuple[int, ...]] = {}
        notes = []
        numbers = {element: at for at, element in enumerate(self.elements)}
        for name, text in selectors.items():
            selector = compile_selector(text)
            if selector is None:
                notes.append(f"bad_selector: {name}")
                continue
            matched = selector(self.elements[0]) if self.elements else []
            indexes: set[int] = set()
            for element in cast(list[etree._Element], matched):
                indexes.update(self._blocks_of(numbers[element]))
            found[name] = tuple(sorted(at for at in indexes if at < len(cut.blocks)))
        return found, notes

    def _blocks_of(self, number: int) -> range:
        item, blocks = self._items[number]
        if isinstance(item, Node):
            return range(item.start, item.end)
        return range(blocks, blocks + (item.end > item.start))


@lru_cache(maxsize=256)
def compile_selector(text: str) -> CSSSelector | None:
    """A CSS selector ready for use; None when it cannot be read."""
    try:
        return CSSSelector(text, translator="html")
    except (
        etree.XPathSyntaxError,
        SyntaxError,
        ValueError,
        RuntimeError,
    ):  # cssselect's own are of the second and last
        return None


def _clean(attributes: Mapping[str, str]) -> dict[str, str]:
    """The attributes that a tree can hold."""
    clean: dict[str, str] = {}
    for name, value in attributes.items():
        if _NAME.fullmatch(name):
            clean[name] = _BAD_VALUE.sub("", value)
        if len(clean) >= _MAX_ATTRIBUTES:
            break
    return clean
