"""Which blocks are the words under a picture: by element, by class, or by what they say beside one."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache

from archiver.model.document import Document, Image, Node
from archiver.model.reading import Reading
from archiver.parsers.credits import has_credit

_CAPTION_MARK = re.compile(
    r"caption|cutline|photo-?(?:text|info|desc|legend)|image-?(?:legend|text|desc)|img-?(?:desc|text|info)|bildunterschrift|bildtext|pie-?(?:de-)?foto|"
    r"figure-?legend|\blegende?\b|(?:pic|img|image|photo)[-_]?(?:note|intro|tit)|imgnote|img_descr|imagedescription"
)
_CREDIT_MARK = re.compile(
    r"(?:photo|image|img|picture|media|figure|asset|foto|bild)[-_]{0,2}(?:credits?|source|copyright|author|byline|by)\b|photographer|photograph-by|\bcredits?\b|caption[-_]{0,2}(?:credit|source)|"
    r"\bcopyright\b|__credit|-credit|_credit|fotograf"
)
_NOT_CAPTION_MARK = re.compile(
    r"closed-caption|captions?-settings|vjs|jw-|slide-?caption-?count|video-js|hero-caption-title|text-track"
)
_OPENS = re.compile(
    r"(?:[▲△▼▽◀◁►▶]|(?:[(（]?(?:图|圖)(?:为|為|[一二三四五六七八九十\d①-⑩]{1,2}[:：、]|[:：]|片说明|片說明|说[:：]|注[:：])|资料图|資料圖))"
)
_NAMES_PICTURE = re.compile(r"^(?:图|圖)(?:为|為)")
_NEVER = frozenset({"h1", "h2", "h3", "td", "th", "pre", "code", "blockquote", "dt", "dd"})
_LEVELS = 5


@lru_cache(maxsize=8192)
def says_caption(marks: str) -> bool:
    """True when an element's class or id names it as a caption."""
    return bool(marks) and bool(_CAPTION_MARK.search(marks)) and not _NOT_CAPTION_MARK.search(marks)


@lru_cache(maxsize=8192)
def says_credit(marks: str) -> bool:
    """True when an element's class or id names it as the credit of a picture."""
    return bool(marks) and bool(_CREDIT_MARK.search(marks))


def is_caption(reading: Reading, index: int) -> bool:
    """True for a block that is a caption or a picture's credit; such a block is never part of the body."""
    return caption_rule(reading.document, index) is not None


def caption_rule(document: Document, index: int) -> str | None:
    """The rule by which the block is a caption (or a picture's credit); None when it is none."""
    block = document.blocks[index]
    size = len(block.text)
    if size > 1500 or not size:
        return None
    if size > 40 and block.link_chars > 0.9 * size:
        return None
    rule = _rule_of_elements(document, index)
    if rule is not None or block.tag in _NEVER:
        return rule
    return _rule_of_words(document, index)


def _rule_of_elements(document: Document, index: int) -> str | None:
    block = document.blocks[index]
    nodes, at = document.nodes, block.node
    for level in range(_LEVELS):
        if at < 0:
            return None
        node = nodes[at]
        wide = node.end - node.start
        if node.tag == "figcaption":
            return "figcaption"
        if node.tag == "figure":
            return "text in figure" if _is_loose_text(document, index, node) else None
        if node.marks and wide <= 4:
            if block.tag not in _NEVER and says_caption(node.marks) and has_image_near(document, index):
                return "caption class"
            if (
                level < 2
                and wide <= 2
                and len(block.text) < 200
                and says_credit(node.marks)
                and has_image_near(document, index)
            ):
                return "credit class"
        if wide > 12:
            return None
        at = node.parent
    return None


def _is_loose_text(document: Document, index: int, figure: Node) -> bool:
    """Text of a figure that has a picture and no more than a few blocks; tables and quotations in figures are text."""
    block = document.blocks[index]
    if block.tag in _NEVER or figure.end - figure.start > 4 or len(block.text) > 600:
        return False
    return bool(images_between(document.images, figure.start, figure.end))


def _rule_of_words(document: Document, index: int) -> str | None:
    block = document.blocks[index]
    text = block.text
    if len(text) > 400:
        return None
    opens = bool(_OPENS.match(text))
    if opens and len(text) <= 220 and (has_image_near(document, index) or not _NAMES_PICTURE.match(text)):
        return "line beside picture"
    if not (opens or has_image_near(document, index, reach=0)):
        return None
    return "line beside picture" if has_credit(text) else None


def images_between(images: Sequence[Image], first: int, last: int) -> Sequence[Image]:
    """The pictures that stand before or inside the blocks first to last, both included."""
    return images[bisect_left(images, first, key=_place) : bisect_right(images, last, key=_place)]


def _place(image: Image) -> int:
    return image.block


def has_image_near(document: Document, index: int, reach: int = 2) -> bool:
    """True when a picture stands within `reach` blocks before the block, right before it, or right after it."""
    return bool(images_between(document.images, index - reach, index + 1))
