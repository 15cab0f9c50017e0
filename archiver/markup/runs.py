"""Cut a run of text, as the parser delivers it in pieces, into blocks with offsets for its inline elements."""

import re

from archiver.markup.tags import STRONG
from archiver.model.document import Span

BR = "\0"
"""A piece that stands for a line break; no text of a page can hold it."""
MAX_RUN = 1_000_000
"""Characters of one run that are read; no paragraph is longer."""

Cut = tuple[str, tuple[Span, ...], int, int]
"""One block's worth of a run: text, spans, characters in links, characters in bold."""

# Control characters, soft hyphens, zero-width spaces and marks of direction change how text looks, not what it says.
# Zero-width joiners stay: Persian, Indic scripts and emoji need them.
_INVISIBLE = re.compile("[\x01-\x08\x0e-\x1f\x7f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+")
_INDENTED = re.compile("[ \t\r\n]*[\u3000\u00a0]{2}")


def fold(text: str) -> str:
    """Text with white space folded to single spaces, ends stripped, and without characters that do not show."""
    text = text[:MAX_RUN].strip() if len(text) > MAX_RUN else text.strip()
    # A printable text holds no white space but the plain space, and nothing that does not show.
    if text.isprintable() and "  " not in text:
        return text
    text = " ".join(text.split())
    if text.isprintable():
        return text
    return " ".join(_INVISIBLE.sub("", text).split())


def cut_run(pieces: list[str], spans: list[Span], *, is_lines: bool = False) -> list[Cut]:
    """The blocks of a run. The spans come with indexes of pieces; an end of -1 marks one that is still open.

    A single line break is kept as a line feed. Two in a row, or one before an indented line, begin a new block: pages
    that write no paragraph elements part their paragraphs so. `is_lines` says that line feeds are breaks too.
    """
    if is_lines:
        _part_lines(pieces, spans)
    count = len(pieces)
    whole = None if BR in pieces else _find_whole(spans, 0, count)
    if whole is None:
        return _cut_parted(pieces, spans)
    text = fold("".join(pieces))
    return [_cut_whole(text, whole)] if text else []


def _part_lines(pieces: list[str], spans: list[Span]) -> None:
    """Turn the line feeds of preformatted text into breaks, in place."""
    parted: list[str] = []
    places = [0]
    for piece in pieces:
        for number, line in enumerate(piece.split("\n")):
            if number:
                parted.append(BR)
            parted.append(line)
        places.append(len(parted))
    for span in spans:
        span.start = places[min(span.start, len(pieces))]
        span.end = places[min(span.end, len(pieces))] if span.end >= 0 else -1
    pieces[:] = parted


def _find_whole(spans: list[Span], first: int, last: int) -> list[Span] | None:
    """The spans when each holds all the words of the run or none; None when one holds a part."""
    whole = []
    for span in spans:
        if span.start >= last or -1 < span.end <= first:
            continue
        if span.start > first or -1 < span.end < last:
            return None
        whole.append(span)
    return whole


def _cut_parted(pieces: list[str], spans: list[Span]) -> list[Cut]:
    """The blocks of a run whose inline elements hold parts of it, or that holds line breaks."""
    text, starts, ends = _fold_pieces(pieces)
    if not text:
        return []
    found = []
    for span in spans:
        stop = min(span.end, len(pieces)) if span.end >= 0 else len(pieces)
        if stop > span.start:
            start, end = starts[span.start], ends[stop - 1]
            while start < end and text[start] in " \n":
                start += 1
            if end > start:
                found.append((start, end, span))
    if "\n\n" not in text:
        return [_cut(text, 0, found)]
    cuts = []
    start = 0
    for part in text.split("\n\n"):
        cuts.append(_cut(part, start, found))
        start += len(part) + 2
    return cuts


def _cut_whole(text: str, spans: list[Span]) -> Cut:
    """The commonest run: every inline element holds all of it."""
    size = len(text)
    link_chars = strong_chars = 0
    kept = []
    for span in spans:
        if span.href is not None:
            link_chars = size
        elif span.tag in STRONG:
            strong_chars = size
        if span.href is not None or span.marks or span.value is not None:
            if span.end < 0:
                kept.append(Span(0, size, span.tag, span.marks, span.href, span.value))
            else:
                span.start, span.end = 0, size
                kept.append(span)
    return text, tuple(kept), link_chars, strong_chars


def _cut(text: str, offset: int, found: list[tuple[int, int, Span]]) -> Cut:
    kept = []
    link_chars = strong_chars = 0
    size = len(text)
    for first, last, span in found:
        start, end = max(0, first - offset), min(size, last - offset)
        if end <= start:
            continue
        if span.href is not None:
            link_chars += end - start
        elif span.tag in STRONG:
            strong_chars += end - start
        if span.href is not None or span.marks or span.value is not None:
            kept.append(Span(start, end, span.tag, span.marks, span.href, span.value))
    return text, tuple(kept), min(link_chars, size), min(strong_chars, size)


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
            words = ""
        else:
            words = fold(piece)
        if not words:
            gap = gap or (piece != BR and (piece[:1].isspace() or piece[-1:].isspace()))
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
            missing = len(pieces) - len(starts)
            return "".join(out), starts + [at] * missing, ends + [at] * missing
    return "".join(out), starts, ends


def _joint(piece: str, breaks: int, gap: bool) -> str:
    """What stands between two pieces of words."""
    if breaks > 1 or (breaks and _INDENTED.match(piece)):
        return "\n\n"
    if breaks:
        return "\n"
    return " " if gap or piece[0].isspace() else ""
