"""What only a tree tells: elements of hard selectors, and words of their ground's colour.

Few pages hide so. They are walked again with a tree of names and attributes, in which those elements are looked up; the
tags of these are then read as if they said `hidden`.
"""

import re
from collections.abc import Iterator
from typing import Self

from lxml import etree

from archiver.markup.hiding import COLOUR, GROUND, find_means, is_alike
from archiver.markup.selected import Watch, compile_selector
from archiver.markup.tokens import Token

_MOST_CHARACTERS = 1_000_000
_MOST_NODES = 5_000
_BROTHER = re.compile(r"[+~](?!=)")
_NUMBER = re.compile(r":(?:nth|first|last|only)-")
_MOST_STEPS = 2_000_000
"""Brothers are counted and looked up anew for each element: what a selector asks of them multiplies its work by the
number of elements, and beyond this it is left out.
"""
_NAME = re.compile(r"[^\s/>]+")


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
        style = (element.get("style") or "").lower()
        own = _ground_of(element, style)
        ground = grounds.get(above) if above is not None else None
        if own is None or (has_sheets and (element.get("class") or element.get("id"))):
            ground = None
        elif own:
            ground = own
        grounds[element] = ground
        said = COLOUR.search(style)
        colour = "".join((said[1] if said else element.get("color") or "").lower().split())
        if ground and colour and is_alike(colour, ground) and not find_means(style):
            yield element


def _ground_of(element: etree._Element, style: str) -> str | None:
    """The colour behind an element as it says it itself; "" when it says nothing, None when it is no plain colour."""
    said = GROUND.search(style)
    if "url(" in style or "gradient" in style or element.get("background"):
        return None
    return "".join((said[1] if said else element.get("bgcolor") or "").lower().split())
