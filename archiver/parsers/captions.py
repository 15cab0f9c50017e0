"""Captions of the article's pictures, each bound to its picture, with the credit told apart."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from archiver.model.article import Caption
from archiver.model.document import Block, Document, Image
from archiver.model.reading import Body, Found, Piece, Reading
from archiver.parsers.caption_blocks import caption_rules, says_caption, says_credit
from archiver.parsers.credits import bare_credit, split_credit
from archiver.parsers.headings import one_line
from archiver.parsers.images import absolute
from archiver.parsers.pictures import images_between
from archiver.parsers.region import article_element, article_region, is_elsewhere

_MOST = 200
_SCORES = {"figcaption": 0.8, "caption class": 0.8, "site rule caption": 0.99}
_SURE = 0.93
"""Of a figcaption's sentence beside the picture of its figure within the text: all of the even pages are right. Outside
of the text, or of a word or two, one in four is a teaser's or a label (docs/benchmarks.md).
"""
_SENTENCE = 25
"""Characters of a caption that is a sentence; half of them in Chinese."""
_LOOSE = frozenset({"line beside picture", "alone with picture"})
_SPOKEN_LABEL = re.compile(r"^(?:image |photo )?caption[:,]?\s+(?=\S)", re.IGNORECASE)
"""For screen readers, before the words."""
_HALF_BRACKET = re.compile(r"\s*[(（\[][^()（）\[\]]{0,30}$")
"""What is left of "(Photo: Name)" when the credit was an element within the brackets."""
_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_NAMED = frozenset({"figcaption", "caption class"})


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
    seen: set[str] = set()
    for unit in _units(reading, title, body):
        caption = _read_unit(reading, unit, body)
        if caption and caption.value.text not in seen:
            seen.add(caption.value.text)
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
        caption = _read_unit(reading, unit, None) if reading.kept[index] else None
        if caption:
            found.append(caption)
    return tuple(found)


def _units(reading: Reading, title: Found[str] | None, body: Body | None) -> Iterator[_Unit]:
    document = reading.document
    unit: _Unit | None = None
    for index, rule in _ruled_blocks(reading, title, body):
        home = _home(document, index) if rule not in _LOOSE else -1
        if unit is None or home < 0 or home != unit.home:
            if unit is not None:
                yield unit
            unit = _Unit(rule, home)
        texts, credits_ = _parts(document, index, rule)
        unit.texts += texts
        unit.credits += credits_
    if unit is not None:
        yield unit


def _ruled_blocks(reading: Reading, title: Found[str] | None, body: Body | None) -> Iterator[tuple[int, str]]:
    """The caption blocks of the article, with their rule; around its region only those that elements name.

    A caption that the page hides stands under a picture of a gallery that is paged through: it counts within the text.
    """
    document = reading.document
    first, last = article_region(reading, body, title) if body else (0, len(document.blocks) - 1)
    outer_first, outer_last = article_element(reading, body, (first, last)) if body else (first, last)
    headline = {piece.block for piece in title.pieces} if title else set()
    for index, rule in caption_rules(document, outer_first, outer_last):
        kept = reading.kept[index]
        if index in headline:
            continue
        if not kept and (document.blocks[index].hidden is None or not first <= index <= last):
            continue
        if rule not in _NAMED and not (kept and first <= index <= last):
            continue
        if not is_elsewhere(document, document.blocks[index].node, body):
            yield index, rule


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
    if not any(char.isalpha() for char in block.text):
        return [], []
    if rule == "credit class" or _stands_in_credit(document, index):
        return [], [whole]
    spans = [s for s in block.spans if s.marks and says_credit(s.marks) and s.end > s.start]
    if not spans:
        return [whole], []
    start, end = spans[0].start, max(s.end for s in spans)
    if start == 0 and end == len(block.text) and len(spans) > 1:
        spans = [s for s in spans if s.end - s.start < len(block.text)]
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


def _read_unit(reading: Reading, unit: _Unit, body: Body | None) -> Found[Caption] | None:
    blocks = reading.document.blocks
    text = _SPOKEN_LABEL.sub("", one_line(_joined(blocks, unit.texts)).strip(" |–—"))
    text, credit = split_credit(text)
    if unit.credits:
        credit = bare_credit(one_line(_joined(blocks, unit.credits))) or credit
    text = _HALF_BRACKET.sub("", text).removesuffix(" -")
    if credit and credit.endswith((":", "：")):  # a label whose name stands elsewhere
        credit = None
    if not any(char.isalpha() for char in text):
        return None
    image = _image_of(reading, unit)
    caption = Caption(text=text, credit=credit or None, image_url=absolute(reading, image.src) if image else None)
    return Found(caption, unit.rule, _score(reading, unit, caption, body), tuple(unit.texts + unit.credits))


def _score(reading: Reading, unit: _Unit, caption: Caption, body: Body | None) -> float:
    """How surely these words are a caption of the article's: by the element, the picture, the place and the length."""
    score = _SCORES.get(unit.rule, 0.65)
    if unit.rule not in _NAMED or body is None:
        return score - (0 if caption.image_url else 0.15)
    at = (unit.texts or unit.credits)[0].block
    size = len(caption.text) * (1 if caption.text.isascii() or not _HAN.search(caption.text) else 2)
    if at > body.last or caption.image_url is None:
        return score - 0.15
    if size < _SENTENCE and caption.credit is None:
        return score - 0.1
    in_figure = unit.home >= 0 and reading.document.nodes[unit.home].tag == "figure"
    return _SURE if at >= body.first and in_figure and unit.rule == "figcaption" else min(0.88, score + 0.08)


def _joined(blocks: Sequence[Block], pieces: Sequence[Piece]) -> str:
    return "\n".join(blocks[p.block].text[p.start : p.end] for p in pieces)


def _image_of(reading: Reading, unit: _Unit) -> Image | None:
    """The picture of the same figure, else the nearest before the words, else the one right behind them."""
    document = reading.document
    pieces = unit.texts or unit.credits
    first, last = pieces[0].block, pieces[-1].block
    if unit.home >= 0:
        node = document.nodes[unit.home]
        inside = [i for i in _with_source(document, node.start, node.end) if i.node >= unit.home]
        if inside and document.nodes[unit.home].tag == "figure":
            return inside[0]
    before = _with_source(document, first - 2, first)
    if before:
        return before[-1]
    after = _with_source(document, last + 1, last + 1)
    return after[0] if after else None


def _with_source(document: Document, first: int, last: int) -> list[Image]:
    return [i for i in images_between(document.images, first, last) if i.src and not i.src.startswith("data:")]
