"""The trail (breadcrumb) of an article: the sections it stands in, outermost first."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urljoin, urlsplit

from archiver.model.document import Block
from archiver.model.reading import Found, Piece, Reading
from archiver.parsers.json_ld import articles_of, objects, strings, types_of
from archiver.parsers.site_names import fold, is_site_name, site_names
from archiver.parsers.surroundings import marks_around
from archiver.text.han_names import is_outlet_word

_TRAIL_WORDS = ("bread", "crumb", "weizhi", "daohang", "rootline", "pathway", "sitepath",
                "ariane", "migas", "kruimel", "brotkr", "okruszk", "drobeck", "crumb-")  # fmt: skip
_TRAIL_MARKS = re.compile(r"\b(?:trail|position|location)\b")
_ARROWS = re.compile(r"\s?(?:>{1,2}|＞{1,2}|›|»|→|->|⟩|▸|▶|/(?=\s)|(?<=\s)/|\||｜|·|::|(?<=\s)[-–—](?=\s))\s?")
_ARROW_SIGNS = frozenset(">＞›»→⟩▸▶")
_STRONG = re.compile(r"\s?(?:[>＞›»→⟩▸▶]{1,2}|->)\s?")
_LABEL = re.compile(
    r"^[\W_]{0,3}(?:您?(?:现在|現在|当前|當前|目前|本页|本頁)?(?:所在)?的?位置|当前栏目|現在地"
    r"|you are here|sie sind hier|estás en|vous êtes ici)(?:\s?是)?\s?[:：]?\s?",
    re.IGNORECASE,
)
_HOME = re.compile(
    r"^(?:.{0,10}(?:首页|首頁|主页|主頁)|home(?:\s?page)?|startseite|start|accueil|inicio|portada|início|página inicial"
    r"|hjem|hem|etusivu|главная|головна|ana\s?sayfa|strona główna|domů|domov|főoldal|acasă|ホーム"
    r"|トップ(?:ページ)?|top|홈|الرئيسية|beranda|trang chủ|forside|forsíða|voorpagina|naslovnica|početna|αρχική)$",
    re.IGNORECASE,
)
_LEAF = re.compile(
    r"^(?:正文|内容|內容|详情|详细内容|文章|新闻详情|阅读|浏览文章|本文|article|artikel|detail|details|content"
    r"|記事|詳細|기사|본문|статья|haber detay[ıi]?|artículo)$",
    re.IGNORECASE,
)
_TIME = re.compile(r"\bago\b|\d{1,2}[:.]\d\d|\b(?:19|20)\d\d\b|\d前")
MAX_PARTS = 6
_LIST_BEFORE = 4
_BEFORE = 16


@dataclass(frozen=True, slots=True)
class Part:
    """One step of a trail."""

    text: str
    piece: Piece
    href: str | None


@dataclass(frozen=True, slots=True)
class Trail:
    """The steps that a page prints, home link included."""

    parts: tuple[Part, ...]
    rule: str


NO_TRAIL = Trail((), "trail")


def parse_section(
    reading: Reading, *, title: Found[str] | None = None, trail: Trail | None = None
) -> Found[tuple[str, ...]] | None:
    """The sections, without the site's home link, the article's own title and words such as 正文.

    The printed trail goes first, then JSON-LD's, then `article:section`. None when the page names none. `trail` is the
    printed one where it has been read already.
    """
    names = site_names(reading)
    heading = fold(title.value) if title else ""
    trail = trail or read_trail(reading, title)
    if trail is not None:
        parts = [p for i, p in enumerate(trail.parts) if not _is_home(reading, p.text, p.href, names, is_first=i == 0)]
        parts = [p for p in parts if not _is_leaf(p.text, heading)]
        if parts:
            return Found(tuple(p.text for p in parts), trail.rule, 0.9, tuple(p.piece for p in parts))
    return _from_metadata(reading, names, heading)


def read_trail(reading: Reading, title: Found[str] | None) -> Trail | None:
    """The trail as printed before (or just behind) the title; None when there is none."""
    blocks = reading.document.blocks
    if reading.layout is not None and reading.layout.section is not None:
        ruled = [i for i in reading.document.selected.get("section", ()) if reading.kept[i]]
        parts = tuple(part for i in ruled for part in _cut(blocks[i], i))
        return Trail(parts, "site rule section") if parts else None
    at = max((p.block for p in title.pieces), default=-1) if title else -1
    start = max(0, at - _BEFORE) if at >= 0 else 0
    stop = min(len(blocks), at + 3 if at >= 0 else 40)
    run: list[int] = []
    for index in range(stop - 1, start - 1, -1):
        block = blocks[index]
        if index == at or not reading.kept[index] or block.hidden or len(block.text) > 160:
            continue
        marks = marks_around(reading.document, index, levels=3)
        if _is_line(block, marks):
            parts = tuple(_cut(block, index))
            if len(parts) > 1:
                return Trail(parts, "trail")
        if index < at and len(block.text) <= 40 and _names_trail(marks):
            run.append(index)
        elif run:
            break
    run = run[::-1] or _list_from_home(reading, start, at)
    parts = tuple(part for index in run for part in _cut(blocks[index], index))
    return Trail(parts, "trail elements") if parts else None


def _list_from_home(reading: Reading, start: int, title: int) -> list[int]:
    """The blocks of a short ordered list just before the title whose first link says "Home".

    That is how the ARIA practices write a breadcrumb; menus are lists without order.
    """
    blocks, nodes = reading.document.blocks, reading.document.nodes
    for index in range(start, title):
        if not _HOME.match(blocks[index].text) or not blocks[index].link_chars:
            continue
        parent = nodes[nodes[blocks[index].node].parent]
        items = range(parent.start, parent.end)
        if (
            parent.tag == "ol"
            and items.start == index
            and 2 <= len(items) <= MAX_PARTS
            and title - _LIST_BEFORE <= items.stop <= title
        ):
            return [i for i in items if reading.kept[i] and len(blocks[i].text) <= 40]
    return []


@lru_cache(maxsize=4096)
def _is_marked(marks: str) -> bool:
    return _names_trail(marks) or bool(_TRAIL_MARKS.search(marks))


@lru_cache(maxsize=4096)
def _names_trail(marks: str) -> bool:
    return any(word in marks for word in _TRAIL_WORDS)


def _is_line(block: Block, marks: str) -> bool:
    """One block with the whole trail: marked so, or opened by a label, or links parted by arrows."""
    arrows = not _ARROW_SIGNS.isdisjoint(block.text)
    links = sum(s.href is not None for s in block.spans) if block.spans else 0
    if arrows and links:
        return True
    return ((arrows or links > 1) and _is_marked(marks)) or bool(_LABEL.match(block.text))


def _cut(block: Block, index: int) -> Iterator[Part]:
    """The steps of a block: its text between arrows, or its links when nothing parts them."""
    label = _LABEL.match(block.text)
    start = label.end() if label else 0
    links = [s for s in block.spans if s.href is not None and s.end > s.start]
    if len(links) > 1 and not _ARROWS.search(block.text[start:]):
        for link in links:
            yield Part(block.text[link.start : link.end].strip(), Piece(index, link.start, link.end), link.href)
        return
    # Between arrows a middle dot, a slash or a bar belongs to a section's name: 社会·法治.
    parting = _ARROWS if _ARROW_SIGNS.isdisjoint(block.text[start:]) else _STRONG
    bounds = [(m.start(), m.end()) for m in parting.finditer(block.text, start)]
    ends = [*bounds, (len(block.text), len(block.text))]
    for left, right in ends:
        text = block.text[start:left].strip(" 　")
        if text:
            offset = block.text.index(text, start)
            href = next((s.href for s in links if s.start <= offset < s.end), None)
            yield Part(text, Piece(index, offset, offset + len(text)), href)
        start = right
        if start >= len(block.text):
            return


def _is_home(reading: Reading, text: str, href: str | None, names: frozenset[str], *, is_first: bool) -> bool:
    if _HOME.match(text.strip()):
        return True
    if not is_first:
        return False
    if href is not None:
        try:
            parts = urlsplit(urljoin(reading.url, href.strip()))
        except ValueError:
            return False
        if (
            parts.path.rstrip("/").lower() in {"", "/index.html", "/index.htm", "/index.shtml", "/default.html"}
            and not parts.query
        ):
            return is_outlet_word(text) or is_site_name(text, names) or parts.hostname == urlsplit(reading.url).hostname
    return is_site_name(text, names) or (is_outlet_word(text) and len(text) <= 10)


def _is_leaf(text: str, heading: str) -> bool:
    """True for what is no section: 正文, the title itself, a date."""
    folded = fold(text)
    if not folded or len(text) > 40 or _LEAF.match(text) or _TIME.search(text):
        return True
    return bool(heading) and (folded == heading or (folded in heading and len(folded) > 12))


def _from_metadata(reading: Reading, names: frozenset[str], heading: str) -> Found[tuple[str, ...]] | None:
    for source, words, score in _metadata(reading):
        parts = [
            word
            for i, word in enumerate(words)
            if not (_HOME.match(word) or (i == 0 and is_site_name(word, names))) and not _is_leaf(word, heading)
        ]
        if parts:
            return Found(tuple(dict.fromkeys(parts))[:MAX_PARTS], source, score)
    return None


def _metadata(reading: Reading) -> Iterator[tuple[str, Sequence[str], float]]:
    for thing in objects(reading.document):
        if "breadcrumblist" in types_of(thing):
            yield "json-ld breadcrumb", _breadcrumb(thing.get("itemListElement")), 0.9
    for name in (
        "article:section",
        "parsely-section",
        "section",
        "og:article:section",
        "cxenseparse:recs:category",
        "columnname",
    ):
        values = reading.document.meta.get(name, ())
        words = [" ".join(v.split()) for v in values[:1] if 0 < len(v.strip()) <= 40 and "://" not in v]
        if words and words[0].casefold() not in {"tags", "none", "null", "uncategorized"}:
            yield f"meta {name}", words, 0.85
    for thing in articles_of(reading)[:1]:
        section = thing.get("articleSection")
        words = list(strings(section))[:1] if isinstance(section, list) else list(strings(section))
        if words:
            yield "json-ld articleSection", words, 0.8


def _breadcrumb(value: object) -> list[str]:
    """Names of a BreadcrumbList in the order of their positions."""
    steps: list[tuple[float, str]] = []
    for place, item in enumerate(value if isinstance(value, list) else []):
        if not isinstance(item, dict):
            continue
        inner = item.get("item")
        name = next(
            iter(strings(item.get("name")) or strings(inner.get("name") if isinstance(inner, dict) else None)), ""
        )
        position = item.get("position")
        order = (
            float(position)
            if isinstance(position, int) or (isinstance(position, str) and position.isdigit())
            else place
        )
        if name:
            steps.append((order, name))
    return [name for _, name in sorted(steps, key=lambda step: step[0])][: MAX_PARTS + 1]
