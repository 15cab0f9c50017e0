"""Repairs a document: its blocks' texts and its metadata, with spans moved along and every edit kept."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from archiver.model.document import Block, Document, Image, Span
from archiver.model.repair import Edit, Flag, Gate, PageHints, RepairedText
from archiver.text.repair.page import is_damaged, repair_page

_HAN = re.compile("[\u3400-\u9fff]")
"""All damage that we repair is to Chinese text; other pages are done with here."""
_MOST_STRINGS = 3000


@dataclass(frozen=True, slots=True)
class Mended:
    """A document as repaired, and what was changed."""

    document: Document
    edits: Mapping[int, tuple[Edit, ...]]
    """By index of the block."""
    strings: tuple[RepairedText, ...] = ()
    """The metadata that was changed."""
    gates: tuple[Gate, ...] = ()
    flags: tuple[Flag, ...] = ()
    """`Flag.text` is the index of a block; those of metadata are left out."""
    simplified_at_origin: bool = False


def repair_document(served: Document) -> Mended:
    """The document with its words repaired; the very same document when nothing is damaged."""
    blocks = [i for i, b in enumerate(served.blocks) if not b.text.isascii()]
    if not any(_HAN.search(served.blocks[i].text) for i in blocks):
        return Mended(served, {})
    strings = _strings_of(served)
    texts = [served.blocks[i].text for i in blocks] + list(strings)
    hints = _hints(served)
    if not is_damaged(texts, hints=hints):
        return Mended(served, {})
    repair = repair_page(texts, hints=hints)
    by_block = dict(zip(blocks, repair.texts, strict=False))
    by_string = dict(zip(strings, repair.texts[len(blocks) :], strict=True))
    return Mended(
        document=_rebuild(served, by_block, {k: v.text for k, v in by_string.items()}),
        edits={i: r.edits for i, r in by_block.items() if r.edits},
        strings=tuple(r for r in by_string.values() if r.edits),
        gates=repair.gates,
        flags=tuple(replace(f, text=blocks[f.text]) for f in repair.flags if f.text < len(blocks)),
        simplified_at_origin=repair.simplified_at_origin,
    )


def _hints(served: Document) -> PageHints:
    language = served.lang or next(iter(served.meta.get("content-language", ())), None)
    charset = served.encoding if served.encoding_from in {"meta", "header"} else None
    return PageHints(url=served.url, language=language, charset=charset)


def _strings_of(served: Document) -> tuple[str, ...]:
    """The metadata's strings, each once: title element, meta, JSON-LD, words of pictures."""
    found: dict[str, None] = {}
    if served.head_title:
        found[served.head_title] = None
    for values in served.meta.values():
        found.update(dict.fromkeys(values))
    for image in served.images:
        found[image.alt] = found[image.title] = None
    stack: list[object] = list(served.json_ld)
    while stack and len(found) < _MOST_STRINGS:
        thing = stack.pop()
        if isinstance(thing, str):
            found[thing] = None
        elif isinstance(thing, Mapping):
            stack.extend(thing.values())
        elif isinstance(thing, list | tuple):
            stack.extend(thing)
    return tuple(text for text in found if not text.isascii())


def _rebuild(served: Document, blocks: Mapping[int, RepairedText], strings: Mapping[str, str]) -> Document:
    def mend(text: str) -> str:
        return strings.get(text, text)

    return replace(
        served,
        head_title=mend(served.head_title) if served.head_title else served.head_title,
        meta={key: tuple(mend(v) for v in values) for key, values in served.meta.items()},
        json_ld=tuple(_mend_json(thing, strings) for thing in served.json_ld),
        blocks=tuple(_mend_block(b, blocks[i]) if i in blocks else b for i, b in enumerate(served.blocks)),
        images=tuple(_mend_image(i, strings) for i in served.images),
    )


def _mend_image(image: Image, strings: Mapping[str, str]) -> Image:
    return replace(image, alt=strings.get(image.alt, image.alt), title=strings.get(image.title, image.title))


def _mend_json(thing: object, strings: Mapping[str, str]) -> object:
    if isinstance(thing, str):
        return strings.get(thing, thing)
    if isinstance(thing, Mapping):
        return {key: _mend_json(value, strings) for key, value in thing.items()}
    if isinstance(thing, list | tuple):
        return [_mend_json(value, strings) for value in thing]
    return thing


def _mend_block(block: Block, repaired: RepairedText) -> Block:
    if not repaired.edits:
        return block
    size = max(1, len(block.text))
    spans = tuple(_mend_span(span, repaired.edits) for span in block.spans)
    shrunk = len(repaired.text) / size
    return replace(
        block,
        text=repaired.text,
        spans=spans,
        link_chars=min(len(repaired.text), round(block.link_chars * shrunk)),
        strong_chars=min(len(repaired.text), round(block.strong_chars * shrunk)),
    )


def _mend_span(span: Span, edits: tuple[Edit, ...]) -> Span:
    start, end = moved(span.start, edits), moved(span.end, edits)
    return replace(span, start=start, end=max(start, end))


def moved(offset: int, edits: tuple[Edit, ...]) -> int:
    """Where a place in the served text stands in the repaired one; a place inside an edit goes to the edit's start or
    end, whichever is nearer in the text.
    """
    shift = 0
    for edit in edits:
        start = edit.start - shift
        end = start + len(edit.before)
        if offset <= start:
            break
        if offset < end:
            return min(edit.start + (offset - start), edit.end)
        shift += (edit.end - edit.start) - len(edit.before)
    return offset + shift
