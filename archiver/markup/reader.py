"""Read a page's markup into a document: the door of this room."""

import re
from collections.abc import Mapping

from archiver.markup.cut import Cut
from archiver.markup.head import HeadReader
from archiver.markup.places import Places, marked, may_be_walked_again, may_hold_faint
from archiver.markup.scripted import add_scripted
from archiver.markup.selected import Watch
from archiver.markup.walk import Walker
from archiver.model.document import Document
from archiver.model.page import Page
from archiver.text.decode import decode

MAX_BYTES = 16_000_000
"""Bytes of a page that are read; the crawl takes 8 MB."""
_ENTITIES = re.compile(
    rb"(?:<title[^>]{0,200}>|content\s{0,3}=\s{0,3}[\"'])\s{0,20}(?:&#\d{2,6};\s?){8}", re.IGNORECASE
)
_LANG = re.compile(r"<html\b[^>]{0,2000}?\blang\s{0,5}=\s{0,5}[\"']?([\w-]{2,20})", re.IGNORECASE)
_HEAD = 50_000
_MANY_ENTITIES = 20
_MANY_STRANGE = 40


def read_document(page: Page, *, selectors: Mapping[str, str] | None = None) -> Document:
    """The page in nodes and blocks of text, with its metadata; never raises for any bytes.

    What could not be read is named in `notes`. `selectors` are CSS selectors by field name; what each matches stands
    in `Document.selected`.
    """
    decoded = decode(page.body[:MAX_BYTES], page.content_type)
    walker, head, watch = _walk(decoded.text, is_watched=bool(selectors))
    cut = walker.cut
    notes = [*decoded.notes, *(["truncated"] if len(page.body) > MAX_BYTES else []), *walker.notes]
    notes += _note_oddities(page.body, cut)
    selected: Mapping[str, tuple[int, ...]] = {}
    if watch is not None:
        selected, problems = watch.select(selectors or {}, cut)
        notes += problems
    if add_scripted(cut, decoded.text, head.json_ld):
        notes.append("text_in_script")
    return Document(
        url=page.url,
        encoding=decoded.encoding,
        encoding_from=decoded.source,
        lang=head.lang or _find_lang(decoded.text),
        head_title=head.title,
        meta=head.meta,
        links=tuple(head.links),
        json_ld=tuple(head.json_ld),
        nodes=tuple(cut.nodes),
        blocks=tuple(cut.blocks),
        images=tuple(cut.images),
        selected=selected,
        feeds=tuple(head.feeds),
        base=head.base,
        notes=tuple(dict.fromkeys(notes + head.notes)),
    )


def _walk(text: str, *, is_watched: bool) -> tuple[Walker, HeadReader, Watch | None]:
    """The walker that has read a page, with what the head says; twice where only a tree tells what is hidden."""
    head, watch = HeadReader(), Watch() if is_watched else None
    walker = Walker(text, head, watch)
    walker.walk()
    numbers = _find_hard(text, walker)
    if numbers:
        head, watch = HeadReader(), Watch() if is_watched else None
        walker = Walker(text, head, watch, lambda tokens: marked(tokens, numbers))
        walker.walk()
    return walker, head, watch


def _find_hard(text: str, walker: Walker) -> frozenset[int]:
    """Which tags open elements that hide by what only a tree can tell; by far the most pages have no such rules."""
    sheet, attributes = walker.sheet, walker.attributes
    alike = attributes.is_painted_alike()
    if not (alike or sheet.hard.rules) or not may_be_walked_again(text, len(walker.cut.nodes)):
        return frozenset()
    alike = alike and may_hold_faint(text, has_sheets=attributes.has_styles)
    selectors = sheet.hard.hiding(attributes.names(), text) if sheet.hard.rules else ()
    if not (alike or selectors):
        return frozenset()
    places = Places()
    Walker(text, HeadReader(), places, places.count).walk()
    return places.find(selectors, colours=alike, has_sheets=attributes.has_styles)


def _find_lang(text: str) -> str | None:
    """The language of an html element that stands in a conditional comment, as templates for old browsers write it."""
    match = _LANG.search(text[:20_000])
    return match[1] if match else None


def _note_oddities(body: bytes, cut: Cut) -> list[str]:
    """What injected pages do and newsrooms do not: elements of invented names, titles spelt out in entities."""
    notes = []
    if len(cut.strange) >= _MANY_STRANGE and len(set(cut.strange)) >= _MANY_STRANGE // 2:
        notes.append(f"invented_elements: {len(cut.strange)}")
    head = body[:_HEAD]
    if head.count(b"&#") >= _MANY_ENTITIES and _ENTITIES.search(head):
        notes.append("written_as_entities")
    return notes
