"""Which blocks are the words under a picture: by element, by class, or by what they say beside one."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache

from archiver.model.document import Block, Document, Image, Node
from archiver.model.reading import Reading
from archiver.parsers.credits import has_credit, may_have_credit
from archiver.parsers.pictures import images_between, is_picture

_CAPTION_MARK = re.compile(
    r"caption|cutline|\blegende?\b|bildunterschrift|bildtext|bildinfo|imgnote|imagedescription|pie-?(?:de-)?foto|figure-?legend|"
    r"(?:photo|pic|pict?ure|image|img|media|slide|lightbox|foto|bild|gallery)[-_]{0,2}(?:sub-?titles?|text|info(?!rmation)|desc|legend|note|intro|lead)|"
    r"\bmedia--lead|info-?description"
)
_CREDIT_MARK = re.compile(
    r"(?:photo|image|img|picture|media|figure|asset|foto|bild)[-_]{0,2}(?:credits?|source|copyright|author|byline|rights|by)\b|"
    r"photographer|photograph-by|\bcredits?\b|caption[-_]{0,2}(?:credit|source)|[-_]{1,2}(?:credit|copyright)|\bcopyright\b|fotograf|credit$"
)
_NOT_CAPTION_MARK = re.compile(
    r"closed-caption|captions?-settings|vjs|jw-|slide-?caption-?count|video-js|hero-caption-title|text-track"
)
_OPENS = re.compile(
    r"(?:[▲△▼▽◀◁►▶]|(?:[(（]?(?:图|圖)(?:为|為|[一二三四五六七八九十\d①-⑩]{1,2}[:：、]|[:：]|片说明|片說明|说[:：]|注[:：])|资料图|資料圖))"
)
_OPENERS = frozenset("▲△▼▽◀◁►▶(（图圖资資")
_NAMES_PICTURE = re.compile(r"^(?:图|圖)(?:为|為)")
_NEVER = frozenset({"h1", "h2", "h3", "h4", "td", "th", "pre", "code", "blockquote", "dt", "dd", "button", "label"})
_PERSON_MARK = re.compile(
    r"author|byline|profile|\bbio\b|card|teaser|related|promo|product|autor|date|time|meta\b|share|social"
)
_BUTTON_WORDS = re.compile(
    r"(?i)^\W*(?:view|see|open|show|bild|image|photo|foto|picture|close|enlarge|expand|zoom|slide)s?\W*(?:all\W*)?"
    r"(?:\d+|image|images|photos?|gallery|in full\s?screen|vergrößern|schließen|the picture)?"
    r"\W*(?:(?:of|/|von|de|sur)\W*\d+|images?|photos?|pictures?)?\W*$"
    r"|^\W*(?:video|audio|player|bild)?\W*(?:wird geladen|is loading|loading|chargement|play(?: video)?)\W*$"
    r"|^\W*\d+\W*(?:of|/|von)\W*\d+\W*$|画像を(?:見る|拡大)|^点击(?:查看|图片)|^查看大图|^全屏|^加载中|^사진\s?(?:확대|크게)"
)
_BYLINE = re.compile(r"(?:[Vv]on|[Bb]y|BY|VON|[Pp]ar|[Pp]or|[Dd]oor|Di|Af|Av)\s(?:[A-ZÀ-Þ][\w'’.-]+\s?,?\s?){2,4}")
_WIDGET = re.compile(
    r"扫码|扫一扫|二维码|分享[至到]|朋友圈|客户端|点击关注|加载更多|all rights reserved|版权所有|©\s?(?:19|20)\d\d|"
    r"^\W*\d{1,2}[./-]\d{1,2}[./-](?:20)?\d\d\b.{0,20}$|^\W*20\d\d[./年-]\d{1,2}[./月-]\d{1,2}.{0,20}$|"
    r"subscribe|newsletter|cookie|log\s?in|sign\s?up|^(?:opinion\s)?columnist$|"
    r"^(?:caption|lihat foto|advertisement|werbung|anzeige|publicité|publicidad|广告)$"
)
_NO_CREDIT_LINE = re.compile(r"^(?:发布|發布|时间|来源|來源|声明|聲明|责任?编辑|责编|编辑|作者|原标题|20\d\d[-年/])")
_TO_PICTURE = re.compile(
    r"(?i)^(?:#|javascript:)|\.(?:jpe?g|png|webp|gif|avif)(?:$|\?)|photo|image|foto|bild|gallery|galerie|zoom|slide"
)
_WIDE = frozenset(
    {"li", "td", "a", "button", "section", "article", "header", "footer", "aside", "main", "body", "html"}
)
"""An element of these is never there for one picture."""
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


def caption_rules(document: Document, first: int, last: int) -> Iterator[tuple[int, str]]:
    """The captions among the blocks from first to last, each with its rule, in order.

    Only those near a picture, within a figure, or that open as captions do are looked at.
    """
    near = {i for image in images_between(document.images, first - 1, last + 2) for i in _around(image.block)}
    places = set(near)
    for node in document.nodes[bisect_left(document.nodes, first - 12, key=_start) :]:
        if node.tag == "figcaption" and node.end - node.start <= 12:
            places.update(range(node.start, node.end))
        elif node.start > last:
            break
    blocks = document.blocks
    places.update(i for i, block in enumerate(blocks[first : last + 1], first) if block.text[:1] in _OPENERS)
    for index in sorted(places):
        if first <= index <= last:
            rule = _rule(document, index, is_near=index in near)
            if rule is not None:
                yield index, rule


def _around(block: int) -> range:
    """The blocks that a picture before this block is near to, as `has_image_near` sees it."""
    return range(block - 1, block + 3)


def caption_rule(document: Document, index: int) -> str | None:
    """The rule by which the block is a caption (or a picture's credit); None when it is none."""
    block = document.blocks[index]
    is_near = has_image_near(document, index)
    if not is_near and block.text[:1] not in _OPENERS and not _stands_in_figure(document, block):
        return None
    return _rule(document, index, is_near=is_near)


def _rule(document: Document, index: int, *, is_near: bool) -> str | None:
    block = document.blocks[index]
    size = len(block.text)
    if not size or size > 1500:
        return None
    rule = _rule_of_elements(document, index, is_near=is_near)
    if rule is None and block.tag not in _NEVER:
        rule = _rule_of_words(document, index, is_near=is_near)
        if rule is None and is_near:
            rule = (_rule_of_spans(block) if block.spans else None) or _rule_of_wrapper(document, index)
    if rule and size > 20 and block.link_chars > 0.9 * size and not _links_to_picture(document, block):
        return None
    return None if rule is None or (size < 120 and _is_furniture(block.text)) else rule


def _is_furniture(text: str) -> bool:
    """True for a gallery's button, a by-line, or the words of a share, consent or subscription box."""
    if _BYLINE.match(text) or _WIDGET.search(text.lower()):
        return True
    return len(text) < 60 and bool(_BUTTON_WORDS.search(text))


def _stands_in_figure(document: Document, block: Block) -> bool:
    at = block.node
    for _ in range(_LEVELS):
        if at < 0:
            return False
        node = document.nodes[at]
        if node.tag in {"figcaption", "figure"}:
            return True
        at = node.parent
    return False


def _links_to_picture(document: Document, block: Block) -> bool:
    """True when the block's one link opens the picture, or this very page: no teaser of another article."""
    link = next((span.href for span in block.spans if span.href), "")
    return bool(_TO_PICTURE.search(link)) or (bool(document.url) and link.startswith(document.url.partition("?")[0]))


def _rule_of_elements(document: Document, index: int, *, is_near: bool) -> str | None:
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
        if node.marks and wide <= 4 and is_near:
            if block.tag not in _NEVER and says_caption(node.marks):
                return "caption class"
            if level < 2 and wide <= 2 and len(block.text) < 200 and says_credit(node.marks):
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
    if _PERSON_MARK.search(document.nodes[block.node].marks) or any(_PERSON_MARK.search(s.marks) for s in block.spans):
        return False
    return bool(images_between(document.images, figure.start, figure.end))


def _rule_of_spans(block: Block) -> str | None:
    """A caption that an inline element names, such as a span of class "caption", and that fills most of the block."""
    said = sum(s.end - s.start for s in block.spans if s.marks and (says_caption(s.marks) or says_credit(s.marks)))
    if said < 0.6 * len(block.text) or not any(says_caption(s.marks) for s in block.spans):
        return None
    return "caption class"


def _rule_of_wrapper(document: Document, index: int) -> str | None:
    """A short text in an element that holds it and one picture, and nothing else."""
    block = document.blocks[index]
    at = document.nodes[block.node].parent
    if at < 0 or document.nodes[at].end - document.nodes[at].start > 2:
        return None
    if not 8 <= len(block.text) <= 200 or block.link_chars > 0.3 * len(block.text) or "@" in block.text:
        return None
    for _ in range(3):
        node = document.nodes[at]
        if at < 0 or node.end - node.start > 2 or node.tag in _WIDE or _PERSON_MARK.search(node.marks):
            return None
        if any(_is_inside(document, image, at) for image in images_between(document.images, node.start, index)):
            return "alone with picture"
        at = node.parent
    return None


def _is_inside(document: Document, image: Image, wrapper: int) -> bool:
    """True for a picture of some size below the wrapper; 100 pixels is the portrait of an author or an icon."""
    if 0 < image.width < 200 or image.hidden or _PERSON_MARK.search(image.marks) or not is_picture(image):
        return False
    at = image.node
    for _ in range(6):
        if at == wrapper:
            return True
        if at < wrapper:
            return False
        at = document.nodes[at].parent
    return False


def _rule_of_words(document: Document, index: int, *, is_near: bool) -> str | None:
    """A line that opens as captions do, or that stands right beside a picture and ends in a credit."""
    text = document.blocks[index].text
    if len(text) > 400:
        return None
    opens = text[0] in _OPENERS and bool(_OPENS.match(text))
    if opens and len(text) <= 220 and (is_near or not _NAMES_PICTURE.match(text)):
        return "line beside picture"
    if not opens and not (is_near and has_image_near(document, index, reach=0) and may_have_credit(text[-160:])):
        return None
    return "line beside picture" if has_credit(text) and not _NO_CREDIT_LINE.match(text) else None


def has_image_near(document: Document, index: int, reach: int = 2) -> bool:
    """True when a picture stands within `reach` blocks before the block, right before it, or right after it."""
    images = document.images
    at = bisect_left(images, index - reach, key=_place)
    return at < len(images) and images[at].block <= index + 1


def _place(image: Image) -> int:
    return image.block


def _start(node: Node) -> int:
    return node.start
