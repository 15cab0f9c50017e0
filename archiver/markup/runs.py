"""Cut a run of text, as the parser delivers it in pieces, into blocks with offsets for its inline elements."""

import re
from dataclasses import dataclass

from archiver.markup.tags import STRONG
from archiver.model.document import Span

BR = "\0"
"""A piece that stands for a line break; no text of a page can hold it."""
MAX_RUN = 1_000_000
"""Characters of one run that are read; no paragraph is longer."""

# Soft hyphens, zero-width spaces and marks of direction change how text looks, not what it says. Zero-width joiners
# stay: Persian, Indic scripts and emoji need them.
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+")
_INDENTED = re.compile("[ \t\r\n]*[\u3000\u00a0]{2}")


@dataclass(slots=True)
class Inline:
    """An inline element that is open, or closed, within a run."""

    start: int
    """Index of its first piece."""
    end: int
    """Index after its last piece; -1 while it is open."""
    tag: str
    marks: str
    href: str | None
    value: str | None
    node: int = -1
    """Index of the node made of it when a block opened inside; -1 before."""


@dataclass(slots=True)
class Cut:
    """One block's worth of a run."""

    text: str
    spans: tuple[Span, ...]
    link_chars: int
    strong_chars: int


def fold_text(pieces: list[str]) -> str:
    """The pieces as one text without inline elements: white space folded, ends stripped."""
    text = "".join(pieces)
    if len(text) > MAX_RUN:
        text = text[:MAX_RUN]
    if not text.isascii():
        text = _INVISIBLE.sub("", text)
    return " ".join(text.split())


def cut_run(pieces: list[str], inlines: list[Inline]) -> list[Cut]:
    """The blocks of a run.

    A single line break is kept as a line feed. Two in a row, or one before an indented line, begin a new block: pages
    that write no paragraph elements part their paragraphs so.
    """
    text, starts, ends = _fold_pieces(pieces)
    if not text:
        return []
    found = []
    for inline in inlines:
        last = inline.end if inline.end >= 0 else len(pieces)
        if last <= inline.start:
            continue
        start, end = starts[inline.start], ends[last - 1]
        while text[start : start + 1] in (" ", "\n") and start < end:
            start += 1
        if end > start:
            found.append((start, end, inline))
    if "\n\n" not in text:
        return [_cut(text, 0, found)]
    cuts = []
    start = 0
    for part in text.split("\n\n"):
        cuts.append(_cut(part, start, found))
        start += len(part) + 2
    return cuts


def _cut(text: str, offset: int, found: list[tuple[int, int, Inline]]) -> Cut:
    spans = []
    link_chars = strong_chars = 0
    size = len(text)
    for first, last, inline in found:
        start, end = max(0, first - offset), min(size, last - offset)
        if end <= start:
            continue
        if inline.href is not None:
            link_chars += end - start
        elif inline.tag in STRONG:
            strong_chars += end - start
        if inline.href is not None or inline.marks or inline.value is not None:
            spans.append(Span(start, end, inline.tag, inline.marks, inline.href, inline.value))
    return Cut(text, tuple(spans), min(link_chars, size), min(strong_chars, size))


def _fold_pieces(pieces: list[str]) -> tuple[str, list[int], list[int]]:
    """The folded text, with the offsets where each piece begins and ends in it."""
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = breaks = 0
    gap = False
    for piece in pieces:
        if piece == BR:
            breaks += 1
        words = "" if piece == BR else _fold(piece)
        if not words:
            gap = gap or piece != BR
            starts.append(at)
            ends.append(at)
            continue
        if at:
            joint = _joint(piece, breaks, gap)
            out.append(joint)
            at += len(joint)
        starts.append(at)
        out.append(words)
        at += len(words)
        ends.append(at)
        breaks = 0
        gap = piece[-1].isspace()
        if at > MAX_RUN:
            starts += [at] * (len(pieces) - len(starts))
            ends += [at] * (len(pieces) - len(ends))
            break
    return "".join(out), starts, ends


def _fold(piece: str) -> str:
    if len(piece) > MAX_RUN:
        piece = piece[:MAX_RUN]
    if not piece.isascii():
        piece = _INVISIBLE.sub("", piece)
    return " ".join(piece.split())


def _joint(piece: str, breaks: int, gap: bool) -> str:
    """What stands between two pieces of words."""
    if breaks > 1 or (breaks and _INDENTED.match(piece)):
        return "\n\n"
    if breaks:
        return "\n"
    return " " if gap or piece[0].isspace() else ""
