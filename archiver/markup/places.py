"""What only a tree tells: elements of hard selectors, and words of their ground's colour.

Few pages hide so. They are walked again with a tree of names and attributes, in which those elements are looked up; the
tags of these are then read as if they said `hidden`.
"""

import re
from collections.abc import Iterator
from typing import Protocol, Self

from lxml import etree

from archiver.markup.hiding import COLOUR, GROUND, find_means, is_alike
from archiver.markup.selected import Watch, compile_selector
from archiver.markup.shapes import read_attributes
from archiver.markup.tags import BREAK, KINDS, VOID
from archiver.markup.tokens import Token, read_tokens

_MOST_CHARACTERS = 1_000_000
_MOST_NODES = 5_000
_BROTHER = re.compile(r"[+~](?!=)")
_NUMBER = re.compile(r":(?:nth|first|last|only)-")
_MOST_STEPS = 2_000_000
"""Brothers are counted and looked up anew for each element: what a selector asks of them multiplies its work by the
number of elements, and beyond this it is left out.
"""
_NAME = re.compile(r"[a-zA-Z][^\s/>]*")
_PAINT = re.compile(r"colou?r|background", re.IGNORECASE)
_NAMED = re.compile(r"\s(?:class|id)\s*=", re.IGNORECASE)
_MOST_OPEN = 60
"""An end of an element further out than this is not looked for."""
_ENDED_BY_NEXT = frozenset({"p", "li", "td", "th", "tr", "dd", "dt", "option"})
_HOLDS_THEM = frozenset({"table", "ul", "ol", "dl", "select"})


def may_be_walked_again(text: str, nodes: int) -> bool:
    """Whether a page is small enough for it."""
    return len(text) <= _MOST_CHARACTERS and nodes <= _MOST_NODES


class Counted:
    """Tokens, and the number of the one that was given last."""

    def __init__(self, tokens: Iterator[Token]) -> None:
        self._tokens = tokens
        self.number = -1

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> Token:
        token = next(self._tokens)
        self.number += 1
        return token


class Places(Watch):
    """Keeps which token opened which element."""

    def __init__(self) -> None:
        super().__init__()
        self.counted: Counted | None = None
        self._tokens: list[int] = []

    def count(self, tokens: Iterator[Token]) -> Iterator[Token]:
        """The tokens that the walk is to read."""
        self.counted = Counted(tokens)
        return self.counted

    def note(self, element: etree._Element) -> None:
        self._tokens.append(self.counted.number if self.counted else -1)

    def find(self, selectors: tuple[str, ...], *, colours: bool, has_sheets: bool) -> frozenset[int]:
        """The numbers of the tokens whose elements the selectors match, or whose words have their ground's colour."""
        found: set[etree._Element] = set()
        left = _MOST_STEPS
        for text in selectors:
            count = len(self.elements)
            steps = count ** (1 + len(_BROTHER.findall(text))) * (1 + len(_NUMBER.findall(text)) * count // 20)
            if steps > left:
                continue
            left -= steps
            selector = compile_selector(text)
            if selector is not None and self.elements:
                found.update(selector(self.elements[0]))  # type: ignore[arg-type]  # elements, as the selector asks
        if colours:
            found.update(find_faint(self.elements, has_sheets=has_sheets))
        return frozenset(
            self._tokens[at]
            for at, each in enumerate(self.elements)
            if each in found and each.tag not in {"html", "body"}
        )


def marked(tokens: Iterator[Token], numbers: frozenset[int]) -> Iterator[Token]:
    """The tokens, those of the numbers as if their tags said `hidden`."""
    for number, (raw, words) in enumerate(tokens):
        name = _NAME.match(raw) if number in numbers else None
        yield (f'{name[0]} hidden=""{raw[name.end() :]}' if name else raw), words


def find_faint(elements: list[etree._Element], *, has_sheets: bool) -> Iterator[etree._Element]:
    """Elements that say a colour which is that of the ground behind them, as an element above says it.

    Where a style sheet may paint an element of a class or an id, or a picture stands behind, its ground is unknown.
    """
    grounds: dict[etree._Element, str | None] = {}
    for element in elements:
        above = element.getparent()
        ground = grounds.get(above) if above is not None else None
        ground, is_faint = _look_at(element, ground, has_sheets=has_sheets)
        grounds[element] = ground
        if is_faint:
            yield element


def may_hold_faint(text: str, *, has_sheets: bool) -> bool:
    """Whether a page may hold such elements, by its tags alone: a tenth of what the tree costs that then tells.

    It follows ends more roughly than the tree, so what it finds is looked up there.
    """
    opened: list[tuple[str, str | None]] = [("", None)]
    for raw, _ in read_tokens(text):
        found = _NAME.match(raw)
        if found is None:  # an end, or no tag at all
            _end(opened, raw[1:].strip().lower())
            continue
        tag = found[0].lower()
        if tag in _ENDED_BY_NEXT:
            _end(opened, tag)
        ground = opened[-1][1]
        if _PAINT.search(raw):
            ground, is_faint = _look_at(read_attributes(raw), ground, has_sheets=has_sheets)
            if is_faint:
                return True
        elif has_sheets and ground is not None and _NAMED.search(raw):
            ground = None
        if KINDS.get(tag) not in {VOID, BREAK}:
            opened.append((tag, ground))
    return False


def _end(opened: list[tuple[str, str | None]], tag: str) -> None:
    """Close the innermost open element of a name, unless a list or a table stands between."""
    for at in range(len(opened) - 1, max(0, len(opened) - _MOST_OPEN), -1):
        if opened[at][0] == tag:
            del opened[at:]
            return
        if opened[at][0] in _HOLDS_THEM and tag in _ENDED_BY_NEXT:
            return


class _Says(Protocol):
    """An element, or its attributes."""

    def get(self, name: str, /) -> str | None: ...


def _look_at(says: _Says, ground: str | None, *, has_sheets: bool) -> tuple[str | None, bool]:
    """The ground behind an element's words, and whether it says that colour for its words."""
    style = (says.get("style") or "").lower()
    own = _ground_of(says, style)
    if own is None or (has_sheets and (says.get("class") or says.get("id"))):
        ground = None
    elif own:
        ground = own
    said = COLOUR.search(style)
    colour = "".join((said[1] if said else says.get("color") or "").lower().split())
    return ground, bool(ground and colour and is_alike(colour, ground) and not find_means(style))


def _ground_of(says: _Says, style: str) -> str | None:
    """The colour behind an element as it says it itself; "" when it says nothing, None when it is no plain colour."""
    said = GROUND.search(style)
    if "url(" in style or "gradient" in style or says.get("background"):
        return None
    return "".join((said[1] if said else says.get("bgcolor") or "").lower().split())
