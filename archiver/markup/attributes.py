"""What the attributes of an element say to a reader: its marks, its link, its value, and whether it is hidden."""

from collections.abc import Mapping
from typing import NamedTuple

from archiver.markup.hiding import Sheet, find_means

MAX_ATTRIBUTES = 5000
"""An element with more has its attributes left unread."""
_MAX_MARKS = 400

_MARK, _CLASS, _ID, _HREF, _VALUE, _STYLE, _HIDDEN = range(7)
_PARTS = {
    "class": _CLASS,
    "id": _ID,
    "itemprop": _MARK,
    "rel": _MARK,
    "role": _MARK,
    "data-type": _MARK,
    "data-component": _MARK,
    "data-testid": _MARK,
    "href": _HREF,
    "datetime": _VALUE,
    "content": _VALUE,
    "data-time": _VALUE,
    "data-timestamp": _VALUE,
    "data-date": _VALUE,
    "data-datetime": _VALUE,
    "style": _STYLE,
    "hidden": _HIDDEN,
}


class Attributes(NamedTuple):
    """What was read of an element's attributes."""

    marks: str
    """Class, id, itemprop, rel, role and data-type values, lower case, joined by one space."""
    href: str | None
    value: str | None
    hidden: str | None
    """By which means the element is hidden; None when it is not."""


class AttributeReader:
    """Reads the attributes of a page's elements; most elements repeat those of another, so readings are kept."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet if sheet.keys else None
        self._seen: dict[tuple[str, str], Attributes] = {}

    def read(self, tag: str, attributes: Mapping[str, str]) -> Attributes:
        """The attributes of one element."""
        if len(attributes) == 1 and "class" in attributes:
            key = (tag, attributes["class"])
            found = self._seen.get(key)
            if found is None:
                found = self._seen[key] = self._read(tag, attributes)
            return found
        return self._read(tag, attributes)

    def _read(self, tag: str, attributes: Mapping[str, str]) -> Attributes:
        if not attributes or len(attributes) > MAX_ATTRIBUTES:
            return Attributes("", None, None, None)
        marks: list[str] = []
        classes = identity = ""
        href = value = hidden = None
        for name, text in attributes.items():
            part = _PARTS.get(name)
            if part is None:
                continue
            if part <= _ID:
                marks.append(text)
                if part == _CLASS:
                    classes = text
                elif part == _ID:
                    identity = text
            elif part == _HREF:
                href = text.strip() if tag in {"a", "area"} else None
            elif part == _VALUE:
                value = text.strip() or value
            elif part == _STYLE:
                hidden = find_means(text) or hidden
            elif text.lower() != "until-found":
                hidden = hidden or "hidden_attribute"
        if self._sheet is not None and hidden is None:
            hidden = self._sheet.find(tag, classes, identity)
        return Attributes(_join(marks), href, value, hidden)


def _join(marks: list[str]) -> str:
    if not marks:
        return ""
    text = " ".join(marks) if len(marks) > 1 else marks[0]
    if len(text) > _MAX_MARKS:
        text = text[:_MAX_MARKS]
    text = text.lower()
    return " ".join(text.split()) if " " in text or "\n" in text or "\t" in text else text
