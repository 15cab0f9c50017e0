"""Attributes of a tag, read by its shape: what is left of it without its quoted values; pages repeat a few shapes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from sys import intern

from archiver.markup.entities import unescape_value
from archiver.markup.tags import BLOCK, INLINE, INLINES, KINDS, STRONG, UNEASY

MAX_ATTRIBUTES = 5000
"""An element with more has its attributes left unread."""
MARKS = frozenset({"class", "id", "itemprop", "rel", "role", "data-type", "data-component", "data-testid"})
VALUES = frozenset({"datetime", "content", "data-time", "data-timestamp", "data-date", "data-datetime"})
_RARE = VALUES | {"style", "hidden", "popover", "color", "bgcolor"}

_MAX_SHAPES = 20_000
_MAX_SHAPE = 300
_NAME = re.compile(r"[^\s/>]+")
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=][^\s/=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'][^\s]*)))?""")
_SEEN: dict[str, "Shape"] = {}
Facts = tuple[bool, str, int, tuple[int, ...], int, int, int, frozenset[str], bool]
FACTS: dict[str, Facts] = {}
"""Of each simple shape what the native walk asks: is it a block, tag, mark, marks, href, classes, identity, uneasy, is
it kept although it says nothing."""
NAMES: dict[str, tuple[tuple[str, int], ...]] = {}
"""Of each shape its attributes, as in `Shape.names`."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A start tag whose values all stand in double quotation marks, without them."""

    tag: str
    kind: int
    is_ended: bool
    """True when it ends itself, as `<div/>`."""
    is_simple: bool
    """True for a block or an inline element that says no more than marks and an address."""
    is_said: bool
    """True for an inline element that is kept although it says nothing."""
    names: tuple[tuple[str, int], ...]
    """Attributes by lower-case name, with the place of their value between quotation marks; -1 without a value."""
    marks: tuple[int, ...]
    """The places of the values that are marks."""
    mark: int
    """The place of the only one; 0 when there is none, -1 when there are more."""
    href: int
    """The place of a link's address; 0 when there is none."""
    classes: int
    identity: int
    """The places of class and id; 0 when there is none."""
    uneasy: frozenset[str]

    def facts(self) -> Facts:
        """What the native walk asks."""
        return (
            self.kind == BLOCK,
            self.tag,
            self.mark,
            self.marks,
            self.href,
            self.classes,
            self.identity,
            self.uneasy,
            self.is_said,
        )


def shape_of(written: str, count: int) -> Shape | None:
    """The shape of a tag with `count` quoted values, each written as one quotation mark; None when other values stand
    in it, which differ from tag to tag.
    """
    found = _SEEN.get(written)
    if found is None:
        found = _find_shape(written, count)
        if found is not None:
            if len(_SEEN) >= _MAX_SHAPES:
                _SEEN.clear()
                FACTS.clear()
                NAMES.clear()
            _SEEN[written] = found
            NAMES[written] = found.names
            if found.is_simple:
                FACTS[written] = found.facts()
    return found


seen_shape = _SEEN.get
"""The shape of a tag of which one was met before; None otherwise."""


def _find_shape(written: str, count: int) -> Shape | None:
    if "'" in written or len(written) > _MAX_SHAPE or written.count('"') != count:
        return None
    tag = name_of(written)
    names = _find_names(written[len(tag) :].split('"'))
    if names is None:
        return None
    kind = KINDS.get(tag, INLINE)
    is_ended = written.endswith("/")
    is_known = kind == BLOCK or tag in INLINES or "-" in tag or ":" in tag
    marks = tuple(place for name, place in names.items() if name in MARKS and place > 0)
    return Shape(
        tag=tag,
        kind=kind,
        is_ended=is_ended,
        is_simple=kind in {BLOCK, INLINE} and is_known and not is_ended and _RARE.isdisjoint(names),
        is_said=tag in STRONG or "-" in tag,
        names=tuple(names.items()),
        marks=marks,
        mark=marks[0] if len(marks) == 1 else -min(1, len(marks)),
        href=max(0, names.get("href", 0)) if tag == "a" else 0,
        classes=max(0, names.get("class", 0)),
        identity=max(0, names.get("id", 0)),
        uneasy=UNEASY.get(tag, frozenset()),
    )


def _find_names(parts: list[str]) -> dict[str, int] | None:
    """The attributes named in what stands between quoted values."""
    names: dict[str, int] = {}
    last = len(parts) - 1
    for number, part in enumerate(parts):
        words = part.replace("/", " ").rstrip()
        if number < last:
            if words[-1:] != "=":
                return None
            words = words[:-1]
        if "=" in words:
            return None
        for word in words.lower().split():
            names.setdefault(word, -1)
        if number < last:
            name = words.lower().split()[-1:]
            if not name:
                return None
            if names.get(name[0], -1) < 0:
                names[name[0]] = 2 * number + 1
    return names


def name_of(raw: str) -> str:
    """The name of a tag, lower case; "" for what has none.

    >>> name_of("DIV class=x"), name_of("/p "), name_of("!doctype")
    ('div', 'p', '!doctype')
    """
    match = _NAME.search(raw)
    return intern(match[0].lower()) if match else ""


def read_attributes(raw: str) -> Mapping[str, str]:
    """The attributes of a start tag by lower-case name, the first of each name; {} when there are thousands.

    >>> read_attributes('''a HREF="/x?a=1&amp;b=2" title='it is "so"' data-n=5 hidden''')
    {'href': '/x?a=1&b=2', 'title': 'it is "so"', 'data-n': '5', 'hidden': ''}
    """
    parts = raw.split('"')
    shape = shape_of('"'.join(parts[::2]), len(parts) >> 1)
    if shape is None:
        return _read_slowly(raw)
    if "&" in raw:
        return {name: unescape_value(parts[at]) if at > 0 else "" for name, at in shape.names}
    return {name: parts[at] if at > 0 else "" for name, at in shape.names}


def _read_slowly(raw: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    match = _NAME.match(raw)
    pairs = _ATTRIBUTE.findall(raw, match.end() if match else 0)
    if len(pairs) > MAX_ATTRIBUTES:
        return found
    for name, double, single, bare in pairs:
        value = double or single or bare
        found.setdefault(name.lower(), unescape_value(value) if "&" in value else value)
    return found


shape_of('a href="', 1)  # the native walk has no way of its own for the commonest tag of all
