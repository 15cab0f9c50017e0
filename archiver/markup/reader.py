"""Read a page's markup into a document: the door of this room."""

import re
from collections.abc import Mapping
from typing import Any

from lxml import etree

from archiver.markup.cut import Cut
from archiver.markup.head import HeadReader
from archiver.markup.selected import SelectingCutter
from archiver.markup.walk import Cutter
from archiver.model.document import Document, Node
from archiver.model.page import Page
from archiver.text.decode import Decoded, decode

MAX_BYTES = 16_000_000
"""Bytes of a page that are read; the crawl takes 8 MB."""
MAX_ELEMENTS = 500_000
"""Elements of a page that are read."""
MAX_BLOCKS = 100_000
"""Blocks of text of a page that are read, to within one chunk: each costs every later step time and room."""
_CHUNK = 262_144
_MAX_WASTE = 400_000_000  # comparisons of an end tag with open elements: about one second
_MAX_PIECES = 200_000

_ENTITIES = re.compile(
    rb"(?:<title[^>]{0,200}>|content\s{0,3}=\s{0,3}[\"'])\s{0,20}(?:&#\d{2,6};\s?){8}", re.IGNORECASE
)
_HEAD = 50_000
_MANY_ENTITIES = 20
_MANY_STRANGE = 40

_LANG = re.compile(r"<html\b[^>]{0,2000}?\blang\s{0,5}=\s{0,5}[\"']?([\w-]{2,20})", re.IGNORECASE)


def read_document(page: Page, *, selectors: Mapping[str, str] | None = None) -> Document:
    """The page in nodes and blocks of text, with its metadata; never raises for any bytes.

    What could not be read is named in `notes`. `selectors` are CSS selectors by field name; what each matches stands
    in `Document.selected`.
    """
    decoded = decode(page.body[:MAX_BYTES], page.content_type)
    head = HeadReader()
    cutter = SelectingCutter(Cutter(head)) if selectors else Cutter(head)
    notes = list(decoded.notes)
    if len(page.body) > MAX_BYTES:
        notes.append("truncated")
    notes += _feed(_utf8(page.body, decoded), cutter)
    cut = cutter.close()
    notes += _note_oddities(page.body, cut)
    selected: Mapping[str, tuple[int, ...]] = {}
    if isinstance(cutter, SelectingCutter):
        selected, problems = cutter.select(selectors or {})
        notes += problems
    if not cut.nodes:
        cut.nodes.append(Node("html", "", -1, 0, len(cut.blocks), 0))
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


def _note_oddities(body: bytes, cut: Cut) -> list[str]:
    """What injected pages do and newsrooms do not: elements of invented names, titles spelt out in entities."""
    notes = []
    if len(cut.strange) >= _MANY_STRANGE and len(set(cut.strange)) >= _MANY_STRANGE // 2:
        notes.append(f"invented_elements: {len(cut.strange)}")
    head = body[:_HEAD]
    if head.count(b"&#") >= _MANY_ENTITIES and _ENTITIES.search(head):
        notes.append("written_as_entities")
    return notes


def _utf8(body: bytes, decoded: Decoded) -> bytes:
    """The page as UTF-8, without encoding it again when it came so."""
    if decoded.encoding == "utf-8" and decoded.source != "bom" and not decoded.notes and len(body) <= MAX_BYTES:
        return body
    return decoded.text.encode("utf-8", "replace")


def _find_lang(text: str) -> str | None:
    """The html element's language where the parser met the element too late to report it."""
    match = _LANG.search(text[:20_000])
    return match[1] if match else None


def _feed(body: bytes, cutter: Cutter | SelectingCutter) -> list[str]:
    """Parse the bytes into the cutter; gives notes on what stopped it."""
    target: Any = cutter  # the stubs ask for more methods than lxml does
    parser = etree.HTMLParser(
        target=target, encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    notes: list[str] = []
    try:
        at = waste = tags = 0
        while at < len(body):
            depth, ends = cutter.count_open()
            size = _CHUNK if depth < 2000 else max(1024, 65_536 * 2000 // depth)
            chunk = body[at : at + size]
            parser.feed(chunk)
            at += size
            waste += depth * max(0, chunk.count(b"</") - (cutter.count_open()[1] - ends)) if depth > 500 else 0
            tags += chunk.count(b"<") if len(body) > 2 * MAX_ELEMENTS else 0
            if tags > 2 * MAX_ELEMENTS or len(cutter.cut.blocks) > MAX_BLOCKS:
                notes.append("too_many_nodes")
                break
            if waste > _MAX_WASTE:
                notes.append("too_deep")
                break
            if len(cutter.cut.pieces) > _MAX_PIECES:
                cutter.flush()
                notes.append("long_text")
        parser.close()
    except etree.LxmlError as error:
        notes.append(f"parser_stopped: {type(error).__name__}")
    return notes
