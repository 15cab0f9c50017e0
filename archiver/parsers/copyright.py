"""The copyright notice of a page."""

import re

from archiver.model.reading import Body, Found, Piece, Reading

_NOTICE = re.compile(
    r"版权(?:所有|归|作品)|版權(?:所有|歸|屬|作品)|未经(?:书面)?(?:授权|许可|同意)|未經(?:書面)?(?:授權|許可|同意)|著作权归|著作權|©|&copy;|\(c\)\s?(?:19|20)\d\d|copyright|copyleft"
    r"|all rights? reserved|alle rechte|tous droits|derechos reservados|todos os direitos|tutti i diritti"
    r"|diritti riservati|無断転載|禁无断转载|무단\s?전재|저작권|все права|всі права|prawa zastrzeżone"
    r"|všechna práva|minden jog|tüm hakları|حقوق|hak cipta|bản quyền|ลิขสิทธิ์",
    re.IGNORECASE,
)
# Parts of the words above: a block without any is no notice, and that costs little to see.
_HINTS = re.compile("|".join(map(re.escape, (
    "©", "&copy", "(c)", "(C)", "opyr", "OPYR", "opyl", "版权", "版權", "著作", "未经", "未經",
    "ights", "IGHTS", "echte", "ECHTE",
    "roits", "erechos", "ireitos", "iritti", "転載", "转载", "전재", "저작", "рава", "prawa", "práva", "jog",
    "hakları", "حقوق", "cipta", "quyền", "ลิขสิทธิ์",
))))  # fmt: skip
_STATEMENT = re.compile(r"^[\W_]{0,3}(?:版权声明|版權聲明|著作權聲明|copyright notice)\s?[:：]", re.IGNORECASE)
_PHOTO = re.compile(r"photo|foto|bild\b|image|getty|图片|图：", re.IGNORECASE)
_HAN = re.compile(r"[一-鿿]{4}")
_SHORTEST = 6
MAX_CHARS = 1500
_NEAR = 20
_FOOTER = 60


def parse_copyright(reading: Reading, *, body: Body | None = None) -> Found[str] | None:
    """The notice as printed: the statement behind the article, else the line in the page's foot; else the metadata's.

    None when the page has none. A link to a page about copyright is no notice.
    """
    blocks = reading.document.blocks
    if reading.layout is not None and reading.layout.copyright is not None:
        for index in reading.document.selected.get("copyright", ()):
            if reading.kept[index]:
                text = blocks[index].text
                return Found(text, "site rule copyright", 0.99, (Piece(index, 0, len(text)),))
    start = body.last if body else 0
    for index in range(start, min(len(blocks), start + _NEAR)):
        if "声明" not in (head := blocks[index].text[:40]) and "聲明" not in head and "opyright" not in head:
            continue
        if _is_shown(reading, index) and _STATEMENT.match(head) and len(blocks[index].text) >= 12:
            return Found(blocks[index].text, "statement", 0.97, (Piece(index, 0, len(blocks[index].text)),))
    for index in range(len(blocks) - 1, max(start, len(blocks) - _FOOTER) - 1, -1):
        if _is_shown(reading, index) and (found := _in_block(reading, index)):
            return found
    for value in reading.document.meta.get("copyright", ()) + reading.document.meta.get("dc.rights", ()):
        if 3 < len(value.strip()) <= MAX_CHARS:
            return Found(" ".join(value.split()), "meta copyright", 0.8)
    return None


def _is_shown(reading: Reading, index: int) -> bool:
    block = reading.document.blocks[index]
    return reading.kept[index] and block.hidden is None and len(block.text) <= MAX_CHARS


def _in_block(reading: Reading, index: int) -> Found[str] | None:
    """The line of a block that holds a notice."""
    block = reading.document.blocks[index]
    if len(block.text) < _SHORTEST or block.link_chars * 2 > len(block.text) + 20:
        return None
    match = _NOTICE.search(block.text) if _HINTS.search(block.text) else None
    if match is None:
        return None
    start = block.text.rfind("\n", 0, match.start()) + 1
    end = block.text.find("\n", match.end())
    end = len(block.text) if end < 0 else end
    line = block.text[start:end].strip()
    shortest = 8 if line.isascii() or not _HAN.search(line) else _SHORTEST  # 某某网版权所有
    if len(line) < shortest or (_PHOTO.search(line) and len(line) < 60):
        return None
    return Found(line, "foot line", 0.9, (Piece(index, start, end),))
