"""Headlines that stand on the page: the h1 elements and what else looks like one, each in its possible readings."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from archiver.model.document import Block, Document
from archiver.model.reading import Piece, Reading
from archiver.parsers.site_names import fold

_KICKER = re.compile(
    r"kicker|super-?title|over-?line|top-?line|eyebrow|\blabels?\b|categor|(?:^|[\s_-])tag(?:$|[\s_-])|rubri|dachzeile|spitzmarke|pre-?title|antetitulo|"
    r"catenaccio|\bbadge|sr-only|visually-?hidden|screen-?reader|premium|paywall|paid|flag|intro|\bmark\b|section|comments?|count|votes?|source|domain|\bdate\b|\btime\b|pub-?(?:date|time)"
)
_HEADLINE = re.compile(
    r"headline|(?:^|[\s_-])(?:h?title|tit|biaoti|bt)(?:$|[\s_-])|(?:^|\s)heading(?:$|\s)|article-?title|entry-?title|post-?title|news-?title|title-?(?:box|text)|arttit"
)
_NOT_MAIN = re.compile(
    r"related|recommend|sidebar|widget|teaser|promo|trending|popular|most-?read|newsletter|modal|popup|cookie|consent|comment|logo|brand|masthead|site-?(?:title|name|header)|menu|nav|search|login|banner"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Heading:
    """One reading of a heading on the page."""

    text: str
    """In one line."""
    pieces: tuple[Piece, ...]
    node: int
    tag: str
    is_whole: bool
    """False when a kicker or label was taken off."""
    is_hidden: bool


@lru_cache(maxsize=8192)
def _says_kicker(marks: str) -> bool:
    return bool(_KICKER.search(marks))


@lru_cache(maxsize=8192)
def says_headline(marks: str) -> bool:
    """True when an element's class or id names it as the headline."""
    return bool(marks) and bool(_HEADLINE.search(marks)) and not _NOT_MAIN.search(marks)


@lru_cache(maxsize=8192)
def _says_aside(marks: str) -> bool:
    return bool(_NOT_MAIN.search(marks))


def one_line(text: str) -> str:
    r"""The text in one line; between two Chinese characters a line break leaves nothing.

    >>> one_line("援藏\n工作")
    '援藏工作'
    >>> one_line("Rain ends\n the drought")
    'Rain ends the drought'
    """
    return " ".join((_BREAK_IN_HAN.sub("", text) if "\n" in text else text).split())


_BREAK_IN_HAN = re.compile(
    r"(?<=[\u3040-\u30ff\u4e00-\u9fff，。：；！？、“”《》])\s*\n\s*(?=[\u3040-\u30ff\u4e00-\u9fff，。：；！？、“”《》])"
)


def read_headings(reading: Reading, tags: Sequence[str] = ("h1",)) -> tuple[Heading, ...]:
    """The readings of each heading element of these tags, in page order: whole first, then without its kicker."""
    document = reading.document
    found: list[Heading] = []
    for at in [at for at, node in enumerate(document.nodes) if node.tag in tags]:
        if document.nodes[at].end > document.nodes[at].start:
            found.extend(_readings_of(reading, at))
        if len(found) > 60:
            break
    return tuple(found)


def _readings_of(reading: Reading, at: int) -> Iterator[Heading]:
    document, node = reading.document, reading.document.nodes[at]
    if node.end - node.start > 8:
        return
    inside = [i for i in range(node.start, node.end) if reading.kept[i] or document.blocks[i].hidden]
    shown = [i for i in inside if document.blocks[i].hidden is None]
    chosen = shown or inside
    if not chosen:
        return
    whole = [Piece(i, 0, len(document.blocks[i].text)) for i in chosen]
    bare = [p for i in chosen for p in _without_kickers(document, i, at)]
    for pieces in (whole, bare):
        if pieces and (pieces is whole or pieces != whole):
            yield make_heading(document, pieces, node=at, is_whole=pieces is whole, is_hidden=not shown)


def make_heading(
    document: Document, pieces: Sequence[Piece], *, node: int, is_whole: bool = True, is_hidden: bool = False
) -> Heading:
    """A heading of these slices of blocks, in one line."""
    text = one_line("\n".join(document.blocks[p.block].text[p.start : p.end] for p in pieces))
    return Heading(
        text=text,
        pieces=tuple(pieces),
        node=node,
        tag=document.nodes[node].tag if node >= 0 else "",
        is_whole=is_whole,
        is_hidden=is_hidden,
    )


def _without_kickers(document: Document, index: int, heading: int) -> Iterator[Piece]:
    """What is left of a heading's block without the elements that are named as kickers, labels or badges."""
    block = document.blocks[index]
    at = block.node
    while at != heading and at >= 0:
        if _says_kicker(document.nodes[at].marks):
            return
        at = document.nodes[at].parent
    start = 0
    for left, right in _kicker_spans(block):
        if left > start and block.text[start:left].strip():
            yield Piece(index, *_trimmed(block.text, start, left))
        start = max(start, right)
    if block.text[start:].strip(" :|–—-·/"):
        yield Piece(index, *_trimmed(block.text, start, len(block.text)))


def _kicker_spans(block: Block) -> list[tuple[int, int]]:
    size = len(block.text)
    return sorted(
        (s.start, s.end)
        for s in block.spans
        if s.marks and s.end - s.start < 0.6 * size and _says_kicker(s.marks) and fold(block.text[s.start : s.end])
    )


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " :|–—·/\n":
        start += 1
    while end > start and text[end - 1] in " |\n":
        end -= 1
    return start, end


def find_printed(reading: Reading, texts: Sequence[str]) -> tuple[int, Heading] | None:
    """The first of these texts that a kept block, or a line of one, prints, with its index; headings before other
    elements. Links to other articles print headlines too, and do not count.
    """
    wanted = {fold(text): order for order, text in reversed(list(enumerate(texts)))}
    wanted = {folded: order for folded, order in wanted.items() if len(folded) > 3}
    if not wanted:
        return None
    first = frozenset(folded[0] for folded in wanted)
    longest = 2.5 * max(map(len, texts)) + 60
    found: dict[int, Heading] = {}
    for index, block in enumerate(reading.document.blocks):
        text = block.text
        if not len(text) >= 4 or not reading.kept[index] or block.link_chars >= 0.9 * len(text):
            continue
        if len(text) > longest and "\n" not in text[:200]:
            continue
        if "\n" not in text and not _may_open(text, 0, first):
            continue
        for start, end in _lines(text) if len(text) <= longest else _opening_lines(text):
            order = wanted.get(fold(text[start:end])) if _may_open(text, start, first) else None
            if order is None or (order in found and not _is_better(reading.document, block, found[order])):
                continue
            heading = make_heading(reading.document, [Piece(index, start, end)], node=block.node)
            if order == 0 and _is_headline(reading.document, block):
                return order, heading
            found[order] = heading
    return min(found.items(), default=None, key=lambda item: item[0])


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """The whole text, then its lines when it has several."""
    yield 0, len(text)
    if "\n" in text:
        start = 0
        for line in text.split("\n"):
            yield start, start + len(line)
            start += len(line) + 1


def _opening_lines(text: str) -> Iterator[tuple[int, int]]:
    """The first lines of a whole article that stands in one block, as old pages have it."""
    start = 0
    for line in text[:400].split("\n")[:3]:
        yield start, start + len(line)
        start += len(line) + 1


def _may_open(text: str, start: int, first: frozenset[str]) -> bool:
    """A quick look at the first character, which spares folding nearly every block of the page."""
    char = text[start : start + 1]
    return not char.isalnum() or char.casefold()[:1] in first


def _is_better(document: Document, block: Block, than: Heading) -> bool:
    return _is_headline(document, block) and not _is_headline(document, document.blocks[than.pieces[0].block])


def _is_headline(document: Document, block: Block) -> bool:
    return block.tag in {"h1", "h2", "h3", "h4"} or says_headline(document.nodes[block.node].marks)


def stands_aside(document: Document, node: int) -> bool:
    """True when the element stands in the page's header, navigation, sidebar or footer, by name or tag."""
    while node >= 0:
        this = document.nodes[node]
        if this.tag in {"nav", "aside", "footer", "dialog"} or (
            this.marks and this.tag != "body" and _says_aside(this.marks)
        ):
            return True
        node = this.parent
    return False
