"""Snippets: the part of a text where the words of a search stand, with exact offsets in the text as published."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from archiver.text.query import Term
from archiver.text.words import Spaced, count_unspaced, is_unspaced, space_with_origins

SHORT = 90
"""Characters of a snippet in a script of wide characters: two lines on a terminal."""
LONG = 180
"""The same in other scripts."""
_MOST = 50
"""Hits marked in one text."""
_PARTS = frozenset(map(chr, (*range(0x300, 0x370), *range(0x1160, 0x1200), 0x3099, 0x309A, 0xFF9E, 0xFF9F)))
"""Characters that are a part of the one before."""
_SENTENCE_ENDS = "。！？；\n"


@dataclass(frozen=True, slots=True)
class Extract:
    """A slice of a text and the hits in it."""

    text: str
    offset: int
    """Where the slice begins in the text."""
    marks: tuple[tuple[int, int], ...]
    """Where hits begin and end within the slice."""


def find_marks(text: str, terms: Iterable[Term]) -> tuple[tuple[int, int], ...]:
    """Where the terms stand in a text: start and end offsets in order; overlapping ones are joined, 50 at most a term.

    >>> from archiver.text.query import parse_query
    >>> find_marks("中國西藏網(wǎng)", parse_query("西藏网").wanted)
    ((2, 5),)
    """
    spaced = space_with_origins(text)
    spans = sorted(span for term in terms for span in _spans(text, spaced, term))
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def _spans(text: str, spaced: Spaced, term: Term) -> Iterator[tuple[int, int]]:
    needle = term.needle
    before, after = len(needle) - len(needle.lstrip(" ")), len(needle) - len(needle.rstrip(" "))
    at = spaced.text.find(needle)
    for _ in range(_MOST):
        if at < 0:
            return
        start, end = spaced.origin(at + before, at + len(needle) - after)
        yield start, _whole(text, end)
        # A word's own space is also the space before the next word.
        at = spaced.text.find(needle, at + len(needle) - after)


def _whole(text: str, end: int) -> int:
    """The end of the character that ends there with the parts it is written in: accents, Korean letters, kana marks."""
    while end < len(text) and text[end] in _PARTS:
        end += 1
    return end


def cut_extract(text: str, marks: Sequence[tuple[int, int]], size: int | None = None) -> Extract:
    """The part of about `size` characters with the most hits, begun at a sentence where one begins nearby.

    Without hits it is the text's beginning. Never longer than `size` and the longest hit; no hit and no word is cut.
    `size` is SHORT or LONG by the text's script unless said.
    """
    size = size or (SHORT if count_unspaced(text[:200]) > 60 else LONG)
    if not marks:
        return Extract(text[: _end(text, 0, min(len(text), size))].rstrip(), 0, ())
    first, count = _densest(marks, size)
    inside = marks[first : first + count]
    start = _begin(text, inside[0][0], inside[-1][1], size)
    end = max(inside[-1][1], _end(text, inside[-1][1], min(len(text), start + size)))
    piece = text[start:end]
    lead = len(piece) - len(piece.lstrip())
    start, piece = start + lead, piece.strip()
    end = start + len(piece)
    held = tuple((a - start, b - start) for a, b in marks if a >= start and b <= end)
    return Extract(piece, start, held)


def _end(text: str, least: int, end: int) -> int:
    """An end that cuts no word of a spaced script, when one is near."""
    if end >= len(text) or not (text[end].isalnum() and text[end - 1].isalnum()) or is_unspaced(text[end - 1]):
        return end
    space = text.rfind(" ", max(least, end - 24), end)
    return space if space > 0 else end


def _densest(marks: Sequence[tuple[int, int]], size: int) -> tuple[int, int]:
    """Which run of marks fits into `size` characters and has the most of them: its first index and its length."""
    best, first = (0, 1), 0
    for last in range(len(marks)):
        while first < last and marks[last][1] - marks[first][0] > size:
            first += 1
        if last - first + 1 > best[1]:
            best = (first, last - first + 1)
    return best


def _begin(text: str, start: int, end: int, size: int) -> int:
    """Where to begin so that hits from `start` to `end` have something before them: a sentence's beginning, if near."""
    spare = max(0, size - (end - start))
    earliest = max(0, start - spare // 2)
    at = max(text.rfind(mark, earliest, start) for mark in _SENTENCE_ENDS)
    if at >= 0:
        return at + 1
    dot = text.rfind(". ", earliest, start)
    if dot >= 0:
        return dot + 2
    space = text.find(" ", earliest, min(earliest + 12, start)) if earliest else -1
    return space + 1 if space >= 0 else earliest
