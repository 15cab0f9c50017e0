"""Captions of the article's pictures, each bound to its picture, with the credit told apart."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from archiver.model.article import Caption
from archiver.model.document import Block, Document, Image
from archiver.model.reading import Body, Found, Piece, Reading
from archiver.parsers.caption_blocks import caption_rule, images_between, says_caption, says_credit
from archiver.parsers.credits import bare_credit, split_credit
from archiver.parsers.headings import one_line, stands_aside
from archiver.parsers.images import absolute
from archiver.parsers.region import article_region

_MOST = 200


@dataclass(slots=True)
class _Unit:
    """The blocks that belong to one picture."""

    rule: str
    home: int
    """The node of the figure, figcaption or caption element; -1 for a line beside a picture."""
    texts: list[Piece] = field(default_factory=list)
    credits: list[Piece] = field(default_factory=list)


def parse_captions(reading: Reading, *, title: Found[str] | None, body: Body | None) -> tuple[Found[Caption], ...]:
    """The captions of the article's pictures in page order; () when there are none.

    A credit that stands alone under a picture is no caption: it goes to the caption of the same picture or is left.
    """
    ruled = _by_site_rule(reading)
    if ruled:
        return ruled
    found: list[Found[Caption]] = []
    seen: set[tuple[str, str | None]] = set()
    for unit in _units(reading, title, body):
        caption = _read_unit(reading, unit)
        key = (caption.value.text, caption.value.image_url) if caption else ("", None)
        if caption and key not in seen:
            seen.add(key)
            found.append(caption)
        if len(found) >= _MOST:
            break
    return tuple(found)


def _by_site_rule(reading: Reading) -> tuple[Found[Caption], ...]:
    if reading.layout is None or reading.layout.caption is None:
        return ()
    found = []
    for index in reading.document.selected.get("caption", ()):
        unit = _Unit("site rule caption", -1)
        unit.texts.append(Piece(index, 0, len(reading.document.blocks[index].text)))
        caption = _read_unit(reading, unit) if reading.kept[index] else None
        if caption:
            found.append(caption)
    return tuple(found)


def _units(reading: Reading, title: Found[str] | None, body: Body | None) -> Iterator[_Unit]:
    document = reading.document
    first, last = article_region(reading, body, title) if body else (0, len(document.blocks) - 1)
    unit: _Unit | None = None
    for index in range(first, last + 1):
        rule = caption_rule(document, index) if reading.kept[index] else None
        if rule is None or stands_aside(document, document.blocks[index].node):
            continue
        home = _home(document, index) if rule != "line beside picture" else -1
        if unit is None or home < 0 or home != unit.home:
            if unit is not None:
                yield unit
            unit = _Unit(rule, home)
        texts, credits_ = _parts(document, index, rule)
        unit.texts += texts
        unit.credits += credits_
    if unit is not None:
        yield unit


def _home(document: Document, index: int) -> int:
    """The outermost element that is this picture's alone: its figure, else its figcaption or caption element."""
    at, home = document.blocks[index].node, -1
    for _ in range(6):
        if at < 0:
            break
        node = document.nodes[at]
        if node.tag == "figure":
            return at
        if node.tag == "figcaption" or says_caption(node.marks):
            home = at
        at = node.parent
    return home if home >= 0 else document.blocks[index].node


def _parts(document: Document, index: int, rule: str) -> tuple[list[Piece], list[Piece]]:
    """The block's text and its credit, told apart by elements alone."""
    block = document.blocks[index]
    whole = Piece(index, 0, len(block.text))
    if rule == "credit class" or _stands_in_credit(document, index):
        return [], [whole]
    spans = [s for s in block.spans if s.marks and says_credit(s.marks) and s.end > s.start]
    if not spans:
        return [whole], []
    start, end = spans[0].start, max(s.end for s in spans)
    outside = [p for p in (Piece(index, 0, start), Piece(index, end, len(block.text))) if _shown(block, p)]
    return outside, [Piece(index, start, end)]


def _shown(block: Block, piece: Piece) -> bool:
    return bool(block.text[piece.start : piece.end].strip(" |()/–—-·\n"))


def _stands_in_credit(document: Document, index: int) -> bool:
    at = document.blocks[index].node
    for _ in range(3):
        node = document.nodes[at]
        if node.tag in {"figure", "figcaption"} or at < 0:
            return False
        if says_credit(node.marks):
            return not says_caption(node.marks)
        at = node.parent
    return False


def _read_unit(reading: Reading, unit: _Unit) -> Found[Caption] | None:
    blocks = reading.document.blocks
    text = one_line(_joined(blocks, unit.texts)).strip(" |–—")
    text, credit = split_credit(text)
    if unit.credits:
        credit = bare_credit(one_line(_joined(blocks, unit.credits))) or credit
    if not text:
        return None
    image = _image_of(reading, unit)
    caption = Caption(text=text, credit=credit or None, image_url=absolute(reading, image.src) if image else None)
    return Found(caption, unit.rule, 0.9 if image else 0.75, tuple(unit.texts + unit.credits))


def _joined(blocks: Sequence[Block], pieces: Sequence[Piece]) -> str:
    return "\n".join(blocks[p.block].text[p.start : p.end] for p in pieces)


def _image_of(reading: Reading, unit: _Unit) -> Image | None:
    """The picture of the same figure, else the nearest before the words, else the one right behind them."""
    document = reading.document
    pieces = unit.texts or unit.credits
    first, last = pieces[0].block, pieces[-1].block
    if unit.home >= 0:
        node = document.nodes[unit.home]
        inside = [i for i in images_between(document.images, node.start, node.end) if i.node >= unit.home]
        if inside and document.nodes[unit.home].tag == "figure":
            return inside[0]
    before = images_between(document.images, first - 2, first)
    if before:
        return before[-1]
    after = images_between(document.images, last + 1, last + 1)
    return after[0] if after else None
