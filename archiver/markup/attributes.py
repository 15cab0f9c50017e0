"""What the attributes of an element say to a reader: its marks, its link, its value, and whether it is hidden."""

from collections.abc import Mapping

from archiver.markup.entities import unescape_value
from archiver.markup.hiding import find_means, is_alike, paints
from archiver.markup.shapes import MARKS, VALUES
from archiver.markup.sheets import Sheet

_MAX_MARKS = 400
_MOST_PAINTS = 60

Attributes = tuple[str, str | None, str | None, str | None]
"""Marks, link, value for machines, means of hiding; a plain tuple because one is made for every element."""


class AttributeReader:
    """Reads the attributes of a page's elements; many repeat those of another, so readings are kept."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self.has_rules = False
        """True when the page's style sheet has rules that hide."""
        self.folded: dict[str, str] = {}
        """Marks by how they are written."""
        self._means: dict[str, str | None] = {}
        """By which means the sheet hides elements of a class attribute, whatever their tag and id."""
        self._styles: dict[str, str | None] = {}
        self.colours: set[str] = set()
        self.grounds: set[str] = set()
        """The colours of words, and those behind words, that elements say of themselves where no style sheet may paint
        over them."""
        self.has_styles = False
        """True when the page has style sheets, which may paint what has a class or an id."""

    def read(self, tag: str, attributes: Mapping[str, str]) -> Attributes:
        """The attributes of one element."""
        value = None
        if not VALUES.isdisjoint(attributes):
            value = next(attributes[name].strip() for name in attributes if name in VALUES) or None
        marks = " ".join([attributes[name] for name in attributes if name in MARKS and attributes[name]])
        href = attributes["href"] if tag == "a" and "href" in attributes else None
        return self.fold(marks) if marks else "", href, value, self._find_means(tag, attributes)

    def heed_rules(self) -> None:
        """Ask the page's style sheet about each element from now on."""
        self.has_rules = True
        self._means.clear()

    def ask_sheet(self, tag: str, classes: str, identity: str) -> str | None:
        """By which means the page's style sheet hides an element; None when it does not."""
        if tag in self._sheet.tags or identity in self._sheet.ids:
            return self._sheet.find(tag, classes, identity)
        if classes not in self._means:
            if self._sheet.classes.keys().isdisjoint(classes.split()):
                self._means[classes] = None
                return None
            if self._sheet.asks_for_more(classes):
                return self._sheet.find(tag, classes, identity)
            self._means[classes] = self._sheet.find(tag, classes, "")
        return self._means[classes]

    def fold(self, text: str) -> str:
        """Marks in lower case, parted by one space."""
        folded = self.folded.get(text)
        if folded is None:
            folded = self.folded[text] = " ".join(unescape_value(text[:_MAX_MARKS]).lower().split())
        return folded

    def _note_paint(self, attributes: Mapping[str, str]) -> None:
        """As `places.find_faint` judges: an element's own ground is behind its words, a sheet's is unknown."""
        if len(self.colours) + len(self.grounds) >= _MOST_PAINTS:
            return
        if self.has_styles and ("class" in attributes or "id" in attributes):
            return
        colours, grounds = paints(attributes)
        self.grounds |= grounds
        if not grounds or any(is_alike(colour, ground) for colour in colours for ground in grounds):
            self.colours |= colours

    def names(self) -> frozenset[str]:
        """All classes, ids and other marks of the page."""
        return frozenset(" ".join(self.folded.values()).split())

    def is_painted_alike(self) -> bool:
        """Whether an element says a colour that is the ground of some other."""
        return any(is_alike(colour, ground) for colour in self.colours for ground in self.grounds)

    def _find_means(self, tag: str, attributes: Mapping[str, str]) -> str | None:
        if "hidden" in attributes and attributes["hidden"].lower() != "until-found":
            return "hidden_attribute"
        if "popover" in attributes:
            return "popover"
        if "bgcolor" in attributes or "color" in attributes:
            self._note_paint(attributes)
        if "style" in attributes:
            style = attributes["style"]
            if style not in self._styles:
                self._styles[style] = find_means(style)
            if "color" in style or "background" in style:
                self._note_paint(attributes)
            if self._styles[style]:
                return self._styles[style]
        if self.has_rules:
            return self.ask_sheet(tag, attributes.get("class", ""), attributes.get("id", ""))
        return None
