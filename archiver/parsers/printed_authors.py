"""Authors as a page prints them: links and elements marked as by-lines, lines that begin with "By"."""

import re
from collections.abc import Iterator, Sequence

from archiver.model.document import Block, Document, Span
from archiver.model.reading import Piece, Reading
from archiver.parsers.author_claims import SITE_WEIGHT, AuthorClaim
from archiver.parsers.author_marks import author_spans, is_surely_author, leads_to_account, mark_kinds
from archiver.parsers.bare_names import LONGEST_NAMES, NO_BYLINES, bare_name
from archiver.parsers.printed_dates import is_shown
from archiver.parsers.surroundings import Surroundings
from archiver.text.labels import may_hold_label, read_labels
from archiver.text.names import (
    count_small,
    has_capitals,
    is_person_like,
    is_plausible_name,
    is_prose,
    split_names,
)
from archiver.text.openings import cut_byline, find_opening, is_lone_opening, match_written_by, names_other_role

_PHOTO = re.compile(r"©|photo|foto|credit|image|getty|bild:|摄|图", re.IGNORECASE)
_KANA = "\u3040"
_MAX_BLOCK = 300
_SENTENCE_WORDS = 2
_BEFORE = -6
"""By-lines do not stand further before the title."""


def read_printed_authors(reading: Reading, around: Surroundings) -> Iterator[AuthorClaim]:
    """By-lines around the title (family "printed"), surest first."""
    start, body = around.distance(0), range(around.body_first + 2, around.body_last + 1)
    head = [i for i in around.head if i + start >= _BEFORE and (0 < i + start <= 10 or i not in body)]
    if around.title in head and "\n" not in reading.document.blocks[around.title].text:
        head.remove(around.title)  # old pages put title, by-line and date in one cell
    yield from _in_blocks(reading, around, head, family="printed")


def read_closing_authors(reading: Reading, around: Surroundings) -> Iterator[AuthorClaim]:
    """By-lines behind the body (family "tail")."""
    tail = [i for i in around.tail if i >= around.body_last - 5 and i not in around.head]
    yield from _in_blocks(reading, around, tail, family="tail")


def _in_blocks(reading: Reading, around: Surroundings, indexes: list[int], *, family: str) -> Iterator[AuthorClaim]:
    """The claim of each block, and those of neighbours together: names of one by-line often stand in own blocks."""
    claims: list[tuple[int, AuthorClaim]] = []
    opener = -1
    for index in indexes:
        block = reading.document.blocks[index]
        if len(block.text) > _MAX_BLOCK or not is_shown(reading, index):
            continue
        is_opened = opener >= 0 and index - opener <= 1
        claim = _in_block(reading, around, index, opened=is_opened, family=family)
        if claim is not None:
            claims.append((index, claim))
        if is_lone_opening(block.text):
            opener = index
        elif is_opened and claim is not None and block.tag == "li":
            opener = index  # a list of authors under one label
    yield from (claim for _, claim in claims)
    yield from _joined(reading, claims)


def find_written_by(reading: Reading, around: Surroundings) -> Iterator[AuthorClaim]:
    """For pages that name nobody where by-lines stand: "Written by" or "Author:" anywhere behind the title."""
    blocks = reading.document.blocks
    is_label = False
    for index in range(max(0, around.title), len(blocks)):
        text = blocks[index].text
        if len(text) > 120 or not is_shown(reading, index):
            is_label = False
            continue
        behind = match_written_by(text)
        if behind == len(text):
            is_label = True
            continue
        if behind is not None or is_label:
            start = behind or 0
            names, pieces = _read(text, index, [cut_byline(text, start, None)], reading.document.lang, opened=True)
            if names and text[start : start + 1].isupper():
                yield AuthorClaim(tuple(names), "tail", 1.2, "written by", tuple(pieces))
                return
        is_label = False


def find_closing_name(reading: Reading, around: Surroundings) -> Iterator[AuthorClaim]:
    """A person's name in bold that is all of the text's last paragraph, as Vietnam's papers sign."""
    blocks = reading.document.blocks
    is_vietnamese = (reading.document.lang or "").startswith("vi")
    for index in range(max(0, around.body_last - 1), min(len(blocks), around.body_last + 2)):
        block = blocks[index]
        if len(block.text) > 40 or block.tag in NO_BYLINES or block.link_chars or not is_shown(reading, index):
            continue
        name = block.text.partition(" (")[0] if is_vietnamese else block.text
        if (is_vietnamese or block.strong_chars == len(block.text)) and is_person_like(name):
            yield AuthorClaim((name,), "tail", 1.0, "closing name", (Piece(index, 0, len(name)),))
            return


def _joined(reading: Reading, claims: list[tuple[int, AuthorClaim]]) -> Iterator[AuthorClaim]:
    blocks, nodes = reading.document.blocks, reading.document.nodes
    run: list[tuple[int, AuthorClaim]] = []
    for index, claim in [*claims, (-1, None)]:
        follows = (
            bool(run)
            and claim is not None
            and claim.source == run[-1][1].source
            and index - run[-1][0] <= 2
            and nodes[blocks[index].node].marks == nodes[blocks[run[-1][0]].node].marks
        )
        if follows and claim is not None:
            run.append((index, claim))
            continue
        if len(run) > 1:
            names = tuple(dict.fromkeys(name for _, c in run for name in c.names))
            pieces = tuple(p for _, c in run for p in c.pieces)
            first = run[0][1]
            weight = max(c.weight for _, c in run) + 0.2
            yield AuthorClaim(names, first.family, weight, first.source, pieces)
        run = [(index, claim)] if claim is not None else []


def _in_block(reading: Reading, around: Surroundings, index: int, *, opened: bool, family: str) -> AuthorClaim | None:
    block = reading.document.blocks[index]
    language = reading.document.lang
    own = reading.document.nodes[block.node].marks
    kinds = mark_kinds(own)
    spans = author_spans(block) if block.spans else []
    is_marked = kinds.author or _is_within_author(reading.document, block.node)
    if block.text[:1] > _KANA and not (spans or is_marked or opened):
        return None  # Chinese, Japanese and Korean by-lines carry labels or roles: printed_credits.py reads them
    opening = find_opening(block.text, language)
    if not (opening or spans or is_marked or opened):
        return bare_name(reading, around, index, family) if len(block.text) <= LONGEST_NAMES else None
    if opening and not (spans or is_marked) and _is_sentence(block.text, opening):
        return None
    if kinds.foreign or _is_photo(block.text, opening) or (not opening and _is_of_others(block, spans, is_marked)):
        return None
    if kinds.aside and not (opening or spans):
        return bare_name(reading, around, index, family)
    source, ranges = _ranges(block, opening, spans, opened=opened, language=language)
    if source == "marked block" and len(block.text) > 60:
        return None
    if source == "person link" and not 0 < around.distance(index) <= 8:
        return None
    is_opened = bool(opening or opened)
    is_sure = bool(spans) and is_surely_author(spans[0]) and is_lone_opening(block.text[: spans[0].start])
    names, pieces = _read(block.text, index, ranges, language, opened=is_opened, sure=is_sure)
    if source != "marked block" and (is_opened or is_marked) and len(block.text) <= 160:
        # Of several authors only some may be linked: then the whole line names more.
        line = [cut_byline(block.text, opening, language)]
        others, whole = _read(block.text, index, line, language, opened=is_opened)
        is_list = is_marked and all(map(is_person_like, others))
        if set(names) < set(others) and (opening or not names or is_list):
            names, pieces = others, whole
    if not names or (source == "marked block" and not all(has_capitals(name) for name in names)):
        return None
    weight = 2.0 + 1.0 * is_opened + 0.7 * is_marked + 0.6 * bool(spans) + _nearness(around, index, family)
    if source == "person link" or (not is_opened and all(" " not in n and n.isascii() for n in names)):
        weight -= 1.2
    weight = min(weight, SITE_WEIGHT) if leads_to_account(block, spans) else weight
    return AuthorClaim(tuple(names), family, weight, source, tuple(pieces))


def _is_photo(text: str, opening: int) -> bool:
    """True for a picture's credit; "Text: A / Foto: B" names an author before it."""
    photo = _PHOTO.search(text[:80])
    return photo is not None and not (0 < opening < photo.start() and text[: photo.start()].rstrip()[-1] in "/|,·•;")


def _is_of_others(block: Block, spans: Sequence[Span], is_marked: bool) -> bool:
    """True when the block, or the elements marked as authors' in one that is not, labels only other things."""
    if spans and not is_marked:
        return _names_others(" ".join(block.text[s.start : s.end] for s in spans))
    return _names_others(block.text)


def _names_others(text: str) -> bool:
    """True for a line that labels only other things: 责任编辑：… in an element marked as the author's."""
    if text.isascii() or len(text) > LONGEST_NAMES or not may_hold_label(text):
        return False
    kinds = {label.kind for label in read_labels(text)}
    return bool(kinds) and "author" not in kinds


def _is_sentence(text: str, opening: int) -> bool:
    """True for prose that opens like a by-line by chance (Por San Juan, el puente reabre)."""
    start, end = cut_byline(text, opening)
    return text[-1] in ".!?" and count_small(text[start:end]) >= _SENTENCE_WORDS


def _is_within_author(document: Document, node: int) -> bool:
    parent = document.nodes[node].parent
    return parent >= 0 and mark_kinds(document.nodes[parent].marks).author


def _read(
    text: str,
    index: int,
    ranges: list[tuple[int, int]],
    language: str | None,
    *,
    opened: bool = False,
    sure: bool = False,
) -> tuple[list[str], list[Piece]]:
    """Plausible names in parts of a block, leaving out those whose role is another.

    `sure`: "by" and an author's element both vouch for it, so that a pen name may begin small (by jsmith).
    """
    names: list[str] = []
    pieces: list[Piece] = []
    for start, end in ranges:
        if names_other_role(text[max(0, start - 30) : start]):
            continue
        found = [
            n
            for n in split_names(text[start:end], language=language)
            if (is_plausible_name(n, opened=opened) and not (opened and is_prose(n)))
            or (sure and n.isalnum() and n.islower())
        ]
        names += [n for n in found if n not in names]
        if found:
            pieces.append(Piece(index, start, end))
    return names, pieces


def _ranges(
    block: Block, opening: int, spans: list[Span], *, opened: bool, language: str | None
) -> tuple[str, list[tuple[int, int]]]:
    """Which parts of a block name authors, and how that is known."""
    if spans:
        is_link = all(s.href is not None and not is_surely_author(s) for s in spans)
        source = "person link" if is_link and not opening and not opened else "marked by-line"
        return source, [(s.start, s.end) for s in spans]
    if opening or opened:
        return "opening", [cut_byline(block.text, opening, language)]
    return "marked block", [cut_byline(block.text, 0, language)]


def _nearness(around: Surroundings, index: int, family: str) -> float:
    if family == "tail":
        return -1.5
    distance = around.distance(index)
    if 0 <= distance <= 8:
        return 1.0 - 0.05 * distance
    return 0.2 if distance > 8 else 0.5 if distance >= -4 else -0.8
