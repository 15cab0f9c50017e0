"""Find which blocks a site's CSS selectors match; a tree is kept for this alone, and only when selectors are given."""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import cast

from lxml import etree
from lxml.cssselect import CSSSelector

from archiver.markup.cut import Cut
from archiver.markup.walk import Cutter

_NAME = re.compile(r"[a-z_][a-z0-9_-]{0,60}")
_BAD_VALUE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MAX_DEPTH = 400  # deeper elements are matched as if they stood at this depth
_MAX_ELEMENTS = 100_000
_MAX_ATTRIBUTES = 100


class SelectingCutter:
    """The parser's target for a page with selectors: a Cutter that keeps which element gave which blocks."""

    def __init__(self, cutter: Cutter) -> None:
        self._cutter = cutter
        self.data: Callable[[str], None] = cutter.data
        self.flush = cutter.flush
        self.count_open = cutter.count_open
        self.cut = cutter.cut
        self._root: etree._Element | None = None
        self._elements: list[etree._Element] = []
        self._ranges: list[list[int]] = []
        self._open: list[int] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._cutter.start(tag, attributes)
        if len(self._open) >= _MAX_DEPTH or len(self._elements) >= _MAX_ELEMENTS:
            self._open.append(-1)
            return
        name = tag if _NAME.fullmatch(tag) else "x"
        if self._root is None:
            element = self._root = etree.Element(name, _clean(attributes))
        else:
            parent = next((at for at in reversed(self._open) if at >= 0), 0)
            element = etree.SubElement(self._elements[parent], name, _clean(attributes))
        self._open.append(len(self._elements))
        self._elements.append(element)
        self._ranges.append([len(self.cut.blocks), -1])

    def end(self, tag: str) -> None:
        self._cutter.end(tag)
        at = self._open.pop() if self._open else -1
        if at >= 0:
            waiting = any(not piece.isspace() for piece in self.cut.pieces)
            self._ranges[at][1] = len(self.cut.blocks) + waiting

    def close(self) -> Cut:
        """End what the page left open; gives what was read."""
        cut = self._cutter.close()
        for at in self._open:
            if at >= 0:
                self._ranges[at][1] = len(cut.blocks)
        self._open.clear()
        return cut

    def select(self, selectors: Mapping[str, str]) -> tuple[dict[str, tuple[int, ...]], list[str]]:
        """For each selector the indexes of the blocks it matches; and notes on selectors that cannot be read."""
        found: dict[str, tuple[int, ...]] = {}
        notes = []
        numbers = {element: at for at, element in enumerate(self._elements)}
        for name, text in selectors.items():
            selector = compile_selector(text)
            if selector is None:
                notes.append(f"bad_selector: {name}")
                continue
            matched = selector(self._root) if self._root is not None else []
            indexes: set[int] = set()
            for element in cast(list[etree._Element], matched):
                first, end = self._ranges[numbers[element]]
                indexes.update(range(first, min(end, len(self.cut.blocks))))
            found[name] = tuple(sorted(indexes))
        return found, notes


@lru_cache(maxsize=256)
def compile_selector(text: str) -> CSSSelector | None:
    """A CSS selector ready for use; None when it cannot be read."""
    try:
        return CSSSelector(text, translator="html")
    except (etree.XPathSyntaxError, SyntaxError, ValueError):  # cssselect's own errors are syntax errors
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
