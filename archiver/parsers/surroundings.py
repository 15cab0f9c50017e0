"""Where on a page the facts about an article are printed: around its title, at the edges of its body."""

from dataclasses import dataclass

from archiver.model.document import Document
from archiver.model.reading import Body, Found, Reading

BEFORE_TITLE = 8
AFTER_TITLE = 20
AFTER_BODY = 10
_TAIL_PARAGRAPHS = 8
_EDGE_LINES = 4


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Block indexes around an article, in page order."""

    title: int
    """The title's (last) block; -1 when the page prints none."""
    head: range
    """Blocks where date, source and by-line stand: some before the title, and those behind it."""
    body_first: int
    """First block of the body; the number of blocks when there is no body."""
    body_last: int
    """Last block of the body; -1 without one."""
    tail: range
    """The body's last paragraphs and what stands behind them."""

    def distance(self, block: int) -> int:
        """Blocks between the title and a block; negative before it."""
        return block - self.title if self.title >= 0 else block - max(0, self.body_first - 4)


def find_surroundings(reading: Reading, title: Found[str] | None, body: Body | None) -> Surroundings:
    """The blocks that may print facts about the article; all near the top when neither title nor body is known."""
    count = len(reading.document.blocks)
    at = max((piece.block for piece in title.pieces), default=-1) if title else -1
    first, last = (body.first, body.last) if body else (count, -1)
    if body and at > last:  # a "title" behind the text is a teaser's
        at = -1
    start = at if at >= 0 else max(0, first - 8) if body else 0
    stop = start + AFTER_TITLE if at >= 0 or body else start + 120
    if body and start < first < start + 60:
        stop = max(stop, first + 3)
    if body and last > start:  # what follows a short text belongs to other articles
        stop = min(stop, max(last + 1, start + 6))
    head = range(max(0, start - BEFORE_TITLE), min(count, stop + 1))
    if body is None:
        return Surroundings(at, head, first, last, range(head.stop, head.stop))
    tail = range(max(head.start, last - _TAIL_PARAGRAPHS), min(count, last + 1 + AFTER_BODY))
    return Surroundings(at, head, first, last, tail)


def edge_lines(text: str, *, limit: int, opening: int = 0) -> list[tuple[int, str]]:
    """The lines of a block that may print facts, each with its offset: the whole when it is short.

    Of a long block with line breaks (old pages put a whole article in one) the first and last four lines that are no
    longer than `limit`; of one without, its first `opening` characters.

    >>> edge_lines("short", limit=80), edge_lines("x" * 100, limit=80, opening=3)
    ([(0, 'short')], [(0, 'xxx')])
    """
    if len(text) <= limit:
        return [(0, text)]
    if "\n" not in text:
        return [(0, text[:opening])] if opening else []
    starts = [0]
    while len(starts) < _EDGE_LINES and (at := text.find("\n", starts[-1])) >= 0:
        starts.append(at + 1)
    end = len(text)
    for _ in range(_EDGE_LINES):
        end = text.rfind("\n", 0, end)
        if end < 0 or end + 1 in starts:
            break
        starts.append(end + 1)
    lines = []
    for start in sorted(starts):
        stop = text.find("\n", start)
        line = text[start : stop if stop >= 0 else len(text)]
        if 0 < len(line) <= limit:
            lines.append((start, line))
    return lines


def marks_around(document: Document, block: int, *, levels: int = 3) -> str:
    """The marks of the elements that enclose a block, the nearest first, joined by spaces."""
    node = document.blocks[block].node
    marks = []
    for _ in range(levels):
        if node < 0:
            break
        marks.append(document.nodes[node].marks)
        node = document.nodes[node].parent
    return " ".join(marks)
