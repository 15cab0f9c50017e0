"""Labelled credits as a page prints them: 来源, 作者, 责编 and their kin, datelines, and outlets beside the date."""

import re
from collections.abc import Iterator

from archiver.model.document import Block, Span
from archiver.model.reading import Piece, Reading
from archiver.parsers.credit import Credit
from archiver.parsers.reporter_lines import read_reporters
from archiver.parsers.surroundings import Surroundings, edge_lines, marks_around
from archiver.text.han_names import is_han_person, is_outlet_word, split_han_names
from archiver.text.labels import may_hold_label, read_labels, says_edited
from archiver.text.outlets import clean_outlet, looks_like_outlet

# （记者 张三 李四）, 【文/观察者网专栏作者 王文】, (文丨王五)
_IN_BRACKETS = re.compile(
    r"[（(【\[]\s?(?P<role>文[/／丨|｜:：]\s?[^\s（）()【】]{0,14}?(?:作者|记者)?|[^()（）【】\s，。]{0,14}?"
    r"(?:记者|記者|通讯员|通訊員|特约撰稿人?|作者|撰稿|评论员|特派员))[\s　:：/／]{0,2}"
    r"(?P<names>[^()（）【】\[\]，。]{2,60})[)）】\]]"
)
# A paragraph that is nothing but a by-line: 新京报记者 陆一夫 编辑 刘晓阳; 采写：南都见习记者 林子沛
_BYLINE = re.compile(
    r"^[\W_]{0,3}(?P<role>[^\s，。：:]{0,12}?(?:记者|記者|作者|通讯员|采写|採寫|撰文|撰稿|编译|执笔人?)|文)"
    r"(?:[\s　:：/／丨|｜]{1,3})(?P<names>\S.{1,60})$"
)
# （常书香 马丹阳） at the very end of a text
_CLOSING_NAMES = re.compile(r"[（(]\s?(?P<names>[一-鿿]{2,4}(?:[\s　、]{1,2}[一-鿿]{2,4}){0,3})\s?[)）]$")
_DATELINE = re.compile(
    r"^[\s　【\[（(]{0,3}(?P<outlet>新华社|新華社|中新社|中新网|中新網|中央社|人民网|央视新闻|澎湃新闻|新京报"
    r"|[一-鿿]{2,8}?(?:日报|晚报|时报|社|网|新闻|网讯))(?:[^\s，。]{0,12}?(?:\d{1,2}月)?\d{1,2}日)?"
    r"[一-鿿A-Za-z]{0,4}?(?:电|電|讯|訊|消息|报道)(?:[\s　】\]）)（(，:：]|$)"
)
_BRACKETS = frozenset("（(【[")
_WIRE_SIGNS = ("电", "電", "讯", "訊", "消息", "报道")
_BYLINE_WORDS = re.compile(r"[者员員文写寫译譯]")
_PHOTO = re.compile(r"摄|攝|图|圖|供图")
# 文/图: the same person wrote and took the pictures.
_TEXT_TOO = re.compile(r"文\s?[/／、并]?\s?[图圖][片]?|[图圖]\s?[/／、]?\s?文|摄影[报報]道|攝影報導")
_BARS = frozenset("|｜·•")
_BAR = re.compile(r"\s?[|｜·•]\s?")
# Agencies, and papers by the last word of their names.
_OUTLET_NAME = re.compile(
    r"(?:Xinhua|Reuters|AP|AFP|UPI|PTI|ANI|IANS|TASS|dpa|DPA|EFE|ANSA|Kyodo|Yonhap|Bernama|Antara|Agencia EFE|CGTN|CNA"
    r"|(?:[A-Z][\w’'.&-]{1,15} ){1,3}(?:Daily|Times|Post|News|Press|Journal|Herald|Tribune|Agency|Gazette"
    r"|Telegraph|Observer"
    r"|Standard|Guardian|Today|Network|Service))$"
)
# Who answers for the whole paper edited no article.
_CHIEF = re.compile(
    r"(?:главн\w+|гл\.|шеф|chief|managing|executive|geschäftsführende\w*)[\s-]{0,2}(?:редактор|editor|redakt)|editor[\s-]in[\s-]chief"
    r"|[总總副主](?:编辑|編輯)",
    re.IGNORECASE,
)
_SOURCE_WORDS = ("source", "laiyuan", "origin", "from", "medianame", "media-name", "mediaid", "copyfrom", "js_name")
_TOKEN = re.compile(r"[一-鿿][一-鿿A-Za-z0-9]{1,15}")
_FURNITURE = re.compile(
    r"打印|本页|字[号號体體]|[阅閱][读讀]|[浏瀏][览覽]|[评評][论論]|[参參][与與]|分享|[发發]表|更新|收藏|[点點][击擊]|原[创創]|[转轉][载載]|首[页頁]|[关關]注"
    r"|[编編][辑輯]|作者|[记記]者|星期|周[一二三四五六日]|[来來]源|[时時][间間]|日期|[发發][布佈]|大中小|[举舉][报報]|推[荐薦]|我要|查看|[页頁]面|功能|正文|[责責]任"
    r"|^.{1,3}(?:報導|报道|報道|專訪|專電)$|[注註]册|登[录錄]|[订訂][阅閱]|建立|出版|年|月|日$"
)
_STOP = re.compile(r"编辑|編輯|责编|校对|摄影|审核|图片|摄|通讯员供图|发自|/|／")
_COMPANION = re.compile(r"[一-鿿]{2,6}$")
_HAN = re.compile(r"[一-鿿]")
_NO_OUTLET = frozenset({"原创", "转载", "来源", "首页", "正文", "字号", "分享", "收藏"})
_MAX_BLOCK = 400
_MAX_LINE = 120
_INFO_LINES = 4
_BEHIND = 3
"""A by-line may stand so many blocks behind what was taken for the end of the text."""


def read_credits(reading: Reading, around: Surroundings) -> Iterator[Credit]:
    """The credits around the title, in the first paragraphs and behind the text, in page order."""
    blocks = reading.document.blocks
    for place, indexes in (("head", around.head), ("tail", around.tail)):
        for index in indexes:
            if place == "tail" and index in around.head:
                continue
            block = blocks[index]
            if not reading.kept[index] or block.hidden:
                continue
            if not block.text.isascii() and not around.body_first + 1 < index < around.body_last - 1:
                yield from read_reporters(
                    index,
                    block.text,
                    place="lead" if index >= around.body_first and place == "head" else place,
                    language=reading.document.lang,
                    is_end=index >= around.body_last,
                )
            if block.text.isascii() and ":" not in block.text[:200] and not says_edited(block.text):
                continue
            inside = around.body_first <= index <= around.body_last
            # The region of the text often begins with the lines of date and source, and ends with the editor's.
            is_lead = inside and place == "head" and index < around.body_last
            where = "lead" if is_lead and not 0 < around.distance(index) <= _INFO_LINES else place
            limit = _MAX_LINE if "\n" in block.text else _MAX_BLOCK
            for offset, whole in edge_lines(block.text, limit=limit):
                is_line = not inside or len(whole) < 90
                # A paragraph of the article may only open with a label.
                line = whole if is_line else whole[:40]
                if may_hold_label(line):
                    yield from _labelled(reading, index, (offset, line), place=where, is_line=is_line)
            if around.body_first <= index <= around.body_last + _BEHIND:
                yield from _in_prose(
                    index,
                    block.text,
                    place="lead" if index <= around.body_first + 2 else "tail",
                    is_end=index >= around.body_last,
                )


def read_far_bylines(reading: Reading, around: Surroundings) -> Iterator[Credit]:
    """By-line paragraphs anywhere behind the title, for Chinese pages that name nobody elsewhere."""
    blocks = reading.document.blocks
    for index in range(max(0, around.title + 1), len(blocks)):
        text = blocks[index].text
        if 6 <= len(text) <= 40 and "者" in text and reading.kept[index] and not blocks[index].hidden:
            match = _BYLINE.match(text)
            if match and not _PHOTO.search(match["names"][-3:]):
                yield from _names(match, index, 0, place="tail", rule="by-line paragraph")


def read_marked_sources(reading: Reading, around: Surroundings) -> Iterator[Credit]:
    """Outlets without a label: elements marked as source, and short names beside the date of a Chinese page."""
    blocks = reading.document.blocks
    for index in around.head:
        if index <= around.title - 4 or index > around.body_first or not reading.kept[index] or blocks[index].hidden:
            continue
        block = blocks[index]
        if len(block.text) > 160 or block.text.isascii():
            continue
        for span in block.spans:
            text = block.text[span.start : span.end]
            if _says_source(span.marks) and (name := _unlabelled(text)):
                piece = Piece(index, span.start, span.end)
                link = span if span.href is not None else _span_at(block, span.start)
                yield Credit("source", name, "head", "element marked source", piece, link.href if link else None)
        if _says_source(marks_around(reading.document, index, levels=1)) and (name := _unlabelled(block.text)):
            yield Credit("source", name, "head", "element marked source", Piece(index, 0, len(block.text)))


def _says_source(marks: str) -> bool:
    return bool(marks) and (any(word in marks for word in _SOURCE_WORDS) or " ly " in f" {marks} ")


def read_neighbours(reading: Reading, date_piece: Piece) -> Iterator[Credit]:
    """Outlets that stand bare beside the date: 2019-09-26 10:56:28 证券时报网."""
    blocks = reading.document.blocks
    index = date_piece.block
    text = blocks[index].text
    # Beside the date of a Japanese page stands its writer, as a rule.
    is_japanese = (reading.document.lang or "").startswith("ja")
    behind = _TOKEN.search(text, date_piece.end)
    before = list(_TOKEN.finditer(text[: date_piece.start]))[-1:]
    for match in ([behind] if behind else []) + before:
        if _is_bare_outlet(match[0], is_beside=len(text) <= 45 and not is_japanese):
            yield Credit("source", match[0], "head", "beside the date", Piece(index, match.start(), match.end()))
    for other in (index + 1, index - 1):
        if 0 <= other < len(blocks) and reading.kept[other] and not blocks[other].hidden:
            text = blocks[other].text.strip()
            if _is_bare_outlet(text, is_beside=False):
                yield Credit("source", text, "head", "beside the date", Piece(other, 0, len(blocks[other].text)))


def read_between_bars(reading: Reading, date_piece: Piece) -> Iterator[Credit]:
    """Outlets of other languages between the bars of the date's line: Xinhua | 2024-05-01 | Editor: …"""
    block = reading.document.blocks[date_piece.block]
    if len(block.text) > 160 or _BARS.isdisjoint(block.text):
        return
    start = 0
    for part in _BAR.split(block.text):
        at = block.text.index(part, start)
        start = at + len(part)
        if name := _OUTLET_NAME.match(part.strip()):
            yield Credit("source", name[0], "head", "beside the date", Piece(date_piece.block, at, at + len(part)))


def _is_bare_outlet(text: str, *, is_beside: bool) -> bool:
    """An outlet's name by its ending; on the date's own short line also an account's name."""
    if not 2 <= len(text) <= 12 or not _HAN.match(text) or _FURNITURE.search(text):
        return False
    return looks_like_outlet(text) or (is_beside and len(text) >= 4 and not is_han_person(text))


def _unlabelled(text: str) -> str | None:
    labels = read_labels(text)
    if labels:
        return None
    name = clean_outlet(text.strip().removeprefix("来自").removeprefix("來自"))
    if name is None or not _HAN.search(name) or name in _NO_OUTLET:
        return None
    return name if len(name) <= 20 and not re.search(r"\d{4}", name) else None


def _labelled(reading: Reading, index: int, part: tuple[int, str], *, place: str, is_line: bool) -> Iterator[Credit]:
    """The credits of one line of a block; a label that ends its block takes the next block for its value."""
    block = reading.document.blocks[index]
    offset, line = part
    for label in read_labels(line):
        if label.kind not in {"source", "author", "editor"}:
            continue
        if not is_line and not (label.kind == "source" and label.start < 12):
            continue
        if label.kind == "author" and _PHOTO.search(label.value[-2:]):
            continue
        if label.kind == "editor" and _CHIEF.search(line[max(0, label.start - 40) : label.start]):
            continue
        if label.label.isascii() and (place == "lead" or block.tag == "figcaption"):
            continue  # "Source: …" within the text stands under a picture or a table
        start, end = label.start + offset, label.end + offset
        span = _span_at(block, start)
        value = label.value
        if span is not None and label.kind == "source" and span.end - span.start <= 30:
            start, end = span.start, span.end
            value = block.text[start:end]
        if not value and index + 1 < len(reading.document.blocks):
            following = reading.document.blocks[index + 1]
            if end >= len(block.text) - 1 and len(following.text) <= 30 and not may_hold_label(following.text):
                yield Credit(
                    label.kind, following.text, place, f"label {label.label}", Piece(index + 1, 0, len(following.text))
                )
            continue
        if value:
            yield Credit(
                label.kind, value, place, f"label {label.label}", Piece(index, start, end), span.href if span else None
            )


def _span_at(block: Block, start: int) -> Span | None:
    """The smallest link (else marked element) that begins where a value begins."""
    here = [s for s in block.spans if start - 2 <= s.start <= start + 1 and s.end > start]
    return min(here, key=lambda s: (s.href is None, s.end - s.start), default=None)


def _in_prose(index: int, text: str, *, place: str, is_end: bool) -> Iterator[Credit]:
    """Datelines and by-lines in brackets, at either end of a paragraph."""
    opening = text[:60]
    if opening.isascii() or not _HAN.search(opening):
        return
    if (is_end or place == "tail") and text[-1] in ")）" and (match := _CLOSING_NAMES.search(text[-40:])):
        yield from _names(match, index, max(0, len(text) - 40), place="tail", rule="by-line in brackets")
    is_wired = any(sign in opening for sign in _WIRE_SIGNS)
    if not is_wired and not _BYLINE_WORDS.search(text[:130] + text[-90:]):
        return
    for base in dict.fromkeys((0, max(0, len(text) - 90))):
        part = text[base : base + 120]
        match = None if _BRACKETS.isdisjoint(part) else _IN_BRACKETS.search(part)
        if match and not _PHOTO.search(_TEXT_TOO.sub("", match["names"])):
            yield from _names(match, index, base, place=place, rule="by-line in brackets")
    if len(text) <= 70 and (match := _BYLINE.match(text)) and not _PHOTO.search(match["names"][-3:]):
        yield from _names(match, index, 0, place=place, rule="by-line paragraph")
    if place == "lead" and is_wired and (match := _DATELINE.match(opening)):
        yield Credit(
            "source", match["outlet"], place, "dateline", Piece(index, match.start("outlet"), match.end("outlet"))
        )


def _names(match: re.Match[str], index: int, base: int, *, place: str, rule: str) -> Iterator[Credit]:
    text = match["names"]
    stop = _TEXT_TOO.search(text) or _STOP.search(text)
    text = text[: stop.start()] if stop else text
    names = [n for n in split_han_names(text, strict=True) if is_han_person(n)]
    if names and "、" in text:
        names = _companions(text, names)
    if names:
        start = base + match.start("names")
        piece = Piece(index, start, start + len(text.rstrip()))
        yield Credit("author", "、".join(names), place, rule, piece, names=tuple(names))


def _companions(text: str, names: list[str]) -> list[str]:
    """The people of a by-line with those that a 、 joins to one of them: 边巴次仁、春拉 are two people."""
    found: list[str] = []
    for part in re.split(r"[\s　，,;；]+", text):
        joined = [name for name in split_han_names(part) if _COMPANION.match(name) and not is_outlet_word(name)]
        people = [name for name in joined if name in names]
        found += joined if people and "、" in part else people
    return list(dict.fromkeys(found)) or names
