"""What the attributes of an element say to a reader: its marks, its link, its value, and whether it is hidden."""

from collections.abc import Mapping

from archiver.markup.hiding import find_means
from archiver.markup.sheets import Sheet

MAX_ATTRIBUTES = 5000
"""An element with more has its attributes left unread."""
_MAX_MARKS = 400

_MARKS = frozenset({"class", "id", "itemprop", "rel", "role", "data-type", "data-component", "data-testid"})
_VALUES = frozenset({"datetime", "content", "data-time", "data-timestamp", "data-date", "data-datetime"})
_RARE = (_MARKS | _VALUES | {"style", "hidden"}) - {"class"}

Attributes = tuple[str, str | None, str | None, str | None]
"""Marks, link, value for machines, means of hiding; a plain tuple because one is made for every element."""
NOTHING: Attributes = ("", None, None, None)


class AttributeReader:
    """Reads the attributes of a page's elements; many repeat those of another, so readings are kept."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._has_rules = False
        self._has_tag_rules = False
        self.kept: dict[str, Attributes] = {}
        """What was read of elements with a class and nothing else, by the class attribute."""
        self._folded: dict[str, str] = {}
        self._means: dict[str, str | None] = {}
        """By which means the sheet hides elements of a class attribute, whatever their tag and id."""
        self._styles: dict[str, str | None] = {}

    def read(self, tag: str, attributes: Mapping[str, str]) -> Attributes:
        """The attributes of one element."""
        if self._has_tag_rules or not _RARE.isdisjoint(attributes):
            return self._read(tag, attributes)
        if "class" in attributes:
            classes = attributes["class"]
            found = self.kept.get(classes) or self._keep(tag, classes)
        else:
            found = NOTHING
        if tag == "a" and "href" in attributes:
            return (found[0], attributes["href"], None, found[3])
        return found

    def heed_rules(self) -> None:
        """Ask the page's style sheet about each element from now on."""
        self._has_rules = True
        self._has_tag_rules = bool(self._sheet.tags)
        self.kept.clear()
        self._means.clear()

    def _keep(self, tag: str, classes: str) -> Attributes:
        marks = " ".join(classes[:_MAX_MARKS].lower().split())
        hidden = self._ask_sheet(tag, classes, "") if self._has_rules else None
        found = (marks, None, None, hidden)
        if not self._has_rules or classes in self._means:
            self.kept[classes] = found
        return found

    def _read(self, tag: str, attributes: Mapping[str, str]) -> Attributes:
        if len(attributes) > MAX_ATTRIBUTES:
            return NOTHING
        value = None
        if not _VALUES.isdisjoint(attributes):
            value = next(attributes[name].strip() for name in attributes if name in _VALUES) or None
        marks = self._fold([attributes[name] for name in attributes if name in _MARKS])
        href = attributes["href"] if tag == "a" and "href" in attributes else None
        return marks, href, value, self._find_means(tag, attributes)

    def _find_means(self, tag: str, attributes: Mapping[str, str]) -> str | None:
        if "hidden" in attributes and attributes["hidden"].lower() != "until-found":
            return "hidden_attribute"
        if "style" in attributes:
            style = attributes["style"]
            if style not in self._styles:
                self._styles[style] = find_means(style)
            if self._styles[style]:
                return self._styles[style]
        if self._has_rules:
            return self._ask_sheet(tag, attributes.get("class", ""), attributes.get("id", ""))
        return None

    def _ask_sheet(self, tag: str, classes: str, identity: str) -> str | None:
        if tag in self._sheet.tags or identity in self._sheet.ids:
            return self._sheet.find(tag, classes, identity)
        if classes not in self._means:
            if self._sheet.asks_for_more(classes):
                return self._sheet.find(tag, classes, identity)
            self._means[classes] = self._sheet.find(tag, classes, "")
        return self._means[classes]

    def _fold(self, parts: list[str]) -> str:
        if not parts:
            return ""
        text = parts[0] if len(parts) == 1 else " ".join(parts)
        folded = self._folded.get(text)
        if folded is None:
            folded = self._folded[text] = " ".join(text[:_MAX_MARKS].lower().split())
        return folded
