"""What a tag as written is to the walk: its kind, its name and what its attributes say; each spelling is read once."""

from sys import intern
from typing import Any

from archiver.markup.attributes import AttributeReader
from archiver.markup.entities import unescape_value
from archiver.markup.shapes import name_of, read_attributes, seen_shape, shape_of
from archiver.markup.sheets import Sheet
from archiver.markup.tags import (
    BLOCK,
    BREAK,
    BUTTON,
    DIALOG,
    HEAD,
    INLINE,
    INLINES,
    KINDS,
    NOSCRIPT,
    RAW,
    SKIP,
    STRONG,
    UNEASY,
    VOID,
)  # fmt: skip
from archiver.markup.tokens import has_open_quote
from archiver.model.document import Span

START, END, SPAN, END_INLINE, PLAIN, NOTHING, BR, ASIDE, CODE, SKIPPED, OTHER, EMPTY, STRANGE, COMMENT, UNENDED = range(
    15
)
"""Start and end of a block; start of an inline element that says something, end of one, start of one that says nothing;
no event; line break; start of a hidden inline element; element of raw text; element left out; void elements, html, head
and body; block that ends itself; element of an invented name; comment; tag whose quoted value has no end."""

Entry = tuple[int, str, Any]
"""Kind, name of the element, and what the kind needs besides."""
_SINGLES = {"img", "amp-img", "image", "meta", "link", "base", "hr", "html", "body", "head", "button"}
_ALWAYS = STRONG | {"a"}
_MOST_PLAINS = 1000


class ElementReader:
    """Reads tags; many repeat another of the page, so what was read is kept."""

    def __init__(self, sheet: Sheet, *, is_watched: bool = False) -> None:
        self._is_watched = is_watched
        self.kept: dict[str, Entry] = dict(_END_TAGS)
        self.attributes = AttributeReader(sheet)
        self._marks_of = self.attributes.folded.get

    def heed_rules(self) -> None:
        """The page's style sheet hides elements: read each tag anew."""
        self.attributes.heed_rules()
        self.kept.clear()
        self.kept.update(_END_TAGS)

    def read(self, raw: str) -> Entry:
        """What the tag is."""
        if raw[:1] in "!?":  # nothing stands there where words go on after a seam
            is_open = raw.startswith("!--") and len(raw) > 4 and not raw.endswith("--")
            return (COMMENT, "", None) if is_open else (NOTHING, "", None)
        parts = raw.split('"')
        if len(parts) == 3 and parts[0] == "a href=" and not parts[2] and not self.attributes.has_rules:
            href = parts[1]  # the commonest tag of all
            entry: Entry = (SPAN, "a", ("", unescape_value(href) if "&" in href else href, None))
            self.kept[raw] = entry
            return entry
        shape = seen_shape('"'.join(parts[::2]))
        if shape is None or not shape.is_simple:
            return self._read_slowly(raw, parts)
        mark = shape.mark
        text = parts[mark] if mark > 0 else " ".join([parts[at] for at in shape.marks]) if mark else ""
        marks = self._marks_of(text) if text else ""
        if marks is None:
            marks = self.attributes.fold(text)
        hidden = None
        if self.attributes.has_rules:
            classes, identity = shape.classes, shape.identity
            hidden = self.attributes.ask_sheet(
                shape.tag, parts[classes] if classes else "", parts[identity] if identity else ""
            )
        if shape.kind:
            entry = (START, shape.tag, (marks, None, hidden, shape.uneasy))
        elif shape.href and hidden is None:
            href = parts[shape.href]
            entry = (SPAN, "a", (marks, unescape_value(href) if "&" in href else href, None))
        else:
            entry = self._inline(shape.tag, (marks, parts[shape.href] if shape.href else None, None), hidden)
        self.kept[raw] = entry
        return entry

    def _read_slowly(self, raw: str, parts: list[str]) -> Entry:
        if raw[0] == "/":
            entry = _read_end(name_of(raw[1:]))
        else:
            written = '"'.join(parts[::2])
            if (not len(parts) & 1 or "'" in written) and has_open_quote(raw):
                return (UNENDED, "", None)
            shape = shape_of(written, len(parts) >> 1)
            if shape is not None and shape.is_simple:
                return self.read(raw)
            entry = self.read_whole(raw, shape.tag if shape else name_of(raw))
        self.kept[raw] = entry
        return entry

    def read_whole(self, raw: str, tag: str) -> Entry:
        """What a start tag is that is known to have its end."""
        kind = KINDS.get(tag, INLINE)
        if tag in _SINGLES:
            return (OTHER, tag, None)
        if kind == VOID:
            return (NOTHING, tag, None)
        if kind == BREAK:
            return (BR, tag, None)
        is_ended = raw[-1] == "/" and raw[-2:-1] in " \t\n\r\"'"
        if kind in {RAW, SKIP}:
            return (NOTHING, tag, None) if is_ended else (CODE if kind == RAW else SKIPPED, tag, None)
        says = read_attributes(raw)
        marks, href, value, hidden = self.attributes.read(tag, says)
        if kind == NOSCRIPT:
            hidden = hidden or "noscript"
        elif kind == DIALOG and "open" not in says:
            hidden = hidden or "dialog"
        if kind:
            return (EMPTY if is_ended else START, tag, (marks, value, hidden, UNEASY[tag]))
        if is_ended:
            return (NOTHING, tag, None)
        return self._inline(tag, (marks, href, value), hidden)

    def _inline(self, tag: str, says: tuple[str, str | None, str | None], hidden: str | None) -> Entry:
        if tag not in INLINES and "-" not in tag and ":" not in tag:
            return (STRANGE, tag, plain(tag))
        if hidden:
            return (ASIDE, tag, (*says, hidden))
        marks, href, value = says
        # An anchor without anything ends the link that is open, so it is no plain element.
        if marks or href is not None or value is not None or tag in _ALWAYS or "-" in tag or self._is_watched:
            return (SPAN, tag, says)
        return (PLAIN, tag, plain(tag))


_PLAINS: dict[str, Span] = {}


def plain(tag: str) -> Span:
    """What stands for each open inline element of a name that says nothing; one for all, as nobody reads it."""
    found = _PLAINS.get(tag)
    if found is None:
        found = Span(0, -1, tag, "", None, None)
        if len(_PLAINS) < _MOST_PLAINS:
            _PLAINS[tag] = found
    return found


def _read_end(tag: str) -> Entry:
    kind = KINDS.get(tag, 0)
    if kind == HEAD:
        return (OTHER, "/head", None)
    if kind in {BLOCK, DIALOG, NOSCRIPT}:
        return (END, tag, None)
    if not kind or kind == BUTTON:
        return (END_INLINE, tag, None)
    return (BR, tag, None) if kind == BREAK else (NOTHING, tag, None)


_END_TAGS = {"/" + tag: _read_end(intern(tag)) for tag in (*KINDS, *INLINES)}


def _by_name(tag: str, kind: int) -> Entry | None:
    """What a start tag is of which only the name counts; the third part is False when it is so only if not ended."""
    if tag in _SINGLES:
        return (OTHER, tag, None)
    if kind in {RAW, SKIP}:
        return (CODE if kind == RAW else SKIPPED, tag, False)
    return (NOTHING, tag, None) if kind == VOID else (BR, tag, None) if kind == BREAK else None


BY_NAME: dict[str, Entry] = {
    tag: entry for tag, kind in KINDS.items() if (entry := _by_name(intern(tag), kind)) is not None
}
"""For the native walk: elements whose attributes do not change what they are."""
