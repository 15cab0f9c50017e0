"""Every way in which one unit of a damaged line can have come about (the damage model: ../shared/spam.md §2)."""

from collections.abc import Callable, Iterator, Sequence

from archiver.model.repair import EditKind
from archiver.text.repair.beam import LOST, Node, Page, Step, last_byte, leads_of, tails_of
from archiver.text.repair.gbk import decode_pair
from archiver.text.repair.pinyin import is_reading_of
from archiver.text.repair.units import Kind, Unit

Move = tuple[Node, int]
"""A node, and the index of the unit it goes on with."""

_LITERAL = {Kind.BRACKET: 10.0, Kind.EATEN_READING: 22.0, Kind.EATEN_TAG: 15.0, Kind.EATEN_ENTITY: 12.0}
"""What it costs to take a damaged-looking unit as the writer's own."""
_START, _SILENT_START, _READING_START = 1.0, 8.0, 0.5
_CLOSE, _CLOSE_CONTENT, _CLOSE_SPACE = 0.2, 4.0, 1.5
_NOT_GLOSSED = 2.5
_LONE_LETTER = 7.0
_NARROWED, _MARKER, _DROPPED = 0.3, 2.0, 8.0
_GOOD = 8.0
"""Nats below which a character needs no missing pair to explain it."""
_ENTITY_CHARS = {"ldquo": "“", "rdquo": "”", "lsquo": "‘", "rsquo": "’", "mdash": "—", "hellip": "…", "middot": "·"}
_DIGIT_CONTEXT = "0123456789.年月日%％个個名万萬亿億元时時号號岁歲"


def moves_from(node: Node, units: Sequence[Unit], at: int, page: Page, *, leading: bool) -> Iterator[Move]:
    """All moves of a hypothesis over the unit at an index (and sometimes the one after it).

    Missing pairs and new slips are thought of for the `leading` hypotheses alone: they cost a hundred moves each.
    """
    if node.pending < 0:
        yield _take_literal(node, units, at, page)
        if leading:
            yield from _leave_step(node, units, at, page)
        return
    if leading and not page.keeps_private and len(units[at].codes) == 2:
        yield from _take_missing_pair(node, at, units[at].codes, page)
    for move in _SLIPPED[units[at].kind]:
        yield from move(node, units, at, page)


def _leave_step(node: Node, units: Sequence[Unit], at: int, page: Page) -> Iterator[Move]:
    unit = units[at]
    if unit.kind is Kind.QUESTION and units[at + 1].mark:
        yield from _start_run(node, units, at, page)
    elif unit.kind is Kind.EATEN_READING:
        yield from _start_at_reading(node, units, at, page)
    if unit.mark and looks_slipped(units, at + 1, page):
        yield from _start_silently(node, units, at, page)


def _take_literal(node: Node, units: Sequence[Unit], at: int, page: Page) -> Move:
    unit = units[at]
    step = Step(node.path, at, at + 1, unit.text, None)
    if unit.kind is Kind.END:
        return Node(node.cost, -1, node.before, node.last, node.char, step), at + 1
    if unit.kind in _LITERAL:
        return Node(node.cost + _LITERAL[unit.kind], -1, node.before, node.last, node.char, step), at + 1
    extra = 0.0
    if unit.kind is Kind.QUESTION:
        extra = 6.5 if units[at + 1].mark else 2.0
    elif unit.text == "€" or (unit.text.isascii() and unit.text.isalpha() and _stands_alone(units, at)):
        extra = _LONE_LETTER
    # The readings were stripped from what stands as served, so a glossed character has had its own.
    return page.extend(node, unit.text, pending=-1, path=step, extra=extra, glossed=True), at + 1


def _stands_alone(units: Sequence[Unit], at: int) -> bool:
    before = units[at - 1].text if at else ""
    after = units[at + 1].text
    follows = "㐀" <= before <= "鿿" or (at > 0 and units[at - 1].mark is not None)
    return follows and ("㐀" <= after <= "鿿" or units[at + 1].kind is Kind.BRACKET)


def _start_run(node: Node, units: Sequence[Unit], at: int, page: Page) -> Iterator[Move]:
    """Type A: `?` is a first byte with the marker it ate; the mark's bytes are a second byte and a first one."""
    tail, pending = units[at + 1].mark or (0, 0)
    step = (node.path, at, at + 2)
    for char in leads_of(tail):
        yield page.extend(node, char, pending=pending, path=Step(*step, char, "slip"), extra=_START), at + 2


def _start_silently(node: Node, units: Sequence[Unit], at: int, page: Page) -> Iterator[Move]:
    """The same with a marker that vanished and took the first byte with it."""
    tail, pending = units[at].mark or (0, 0)
    step = (node.path, at, at + 1)
    for char in leads_of(tail):
        yield page.extend(node, char, pending=pending, path=Step(*step, char, "slip"), extra=_SILENT_START), at + 1


def _start_at_reading(node: Node, units: Sequence[Unit], at: int, page: Page) -> Iterator[Move]:
    """Type B: a reading put between two characters whose neighbouring bytes spell a glossed one."""
    tail = last_byte(node.char)
    if tail < 0 and node.char.isascii() and node.char:
        tail = ord(node.char) + 0x80  # a narrowed mark
    if tail < 0x81:
        return
    step = Step(node.path, at, at + 1, "", "slip")
    for char in tails_of(tail):
        if is_reading_of(units[at].text, char):
            cost = node.cost + _READING_START + (0.0 if char in page.glossed else _NOT_GLOSSED)
            yield Node(cost, last_byte(char), node.before, node.last, node.char, step), at + 1


def looks_slipped(units: Sequence[Unit], at: int, page: Page) -> bool:
    """Whether garbage follows within a few units, so that a silent slip is worth thinking of."""
    for index in range(at, min(at + 8, len(units))):
        unit = units[index]
        if unit.kind is not Kind.CHAR:
            return unit.kind is not Kind.END
        if unit.text == "€" or (
            unit.text.isascii() and unit.text.isalpha() and (index == at or _stands_alone(units, index))
        ):
            return True
        if page.is_odd(unit.text):
            return True
    return False


def _continue_run(node: Node, units: Sequence[Unit], at: int, page: Page) -> Iterator[Move]:
    """A character of the served text is a second byte and the next first one."""
    unit = units[at]
    codes = unit.codes
    if len(codes) == 1:
        yield from _close_with_tail(node, units, at, page)
        if unit.text.isascii() and 0x21 <= codes[0] <= 0x7E:
            codes = (0xA3, codes[0] + 0x80)
            yield from _take_pair(node, at, codes, page, extra=_NARROWED)
        if unit.text == "," and units[at + 1].mark:
            yield Node(node.cost + _MARKER, node.pending, node.before, node.last, node.char,
                       Step(node.path, at, at + 1, "", "slip")), at + 1  # fmt: skip
        if unit.text in " \n\u3000":
            yield from _close_before_space(node, units, at, page)
    elif len(codes) == 2:
        yield from _take_pair(node, at, codes, page)


def _take_pair(node: Node, at: int, codes: Sequence[int], page: Page, *, extra: float = 0.0) -> Iterator[Move]:
    char = decode_pair(node.pending, codes[0])
    if not char:
        return
    if codes[1] > 0x80:
        step = Step(node.path, at, at + 1, char, "slip")
        yield page.extend(node, char, pending=codes[1], path=step, extra=extra), at + 1
    elif codes[1] < 0x7F:  # a letter of the text stood after the character and was taken for a second byte
        letter = chr(codes[1])
        step = Step(node.path, at, at + 1, char + letter, "slip")
        closed = page.extend(node, char, pending=-1, path=step, extra=_CLOSE + 1.0)
        yield page.extend(closed, letter, pending=-1, path=step), at + 1


def _take_missing_pair(node: Node, at: int, codes: Sequence[int], page: Page) -> Iterator[Move]:
    """A pair that GBK leaves unassigned was dropped between two served characters."""
    plain = decode_pair(node.pending, codes[0])
    if plain and page.char_cost(node, plain) < _GOOD:
        return
    best: list[tuple[float, Node]] = []
    for tail in (*range(0xAA, 0xB0), *range(0xF8, 0xFF)):
        char = decode_pair(node.pending, tail)
        if not char:
            continue
        step = Step(node.path, at, at, char, "slip")
        first = page.extend(node, char, pending=-1, path=step, extra=_DROPPED)
        best.append((first.cost, first))
    best.sort(key=lambda row: row[0])
    for _, first in best[:2]:
        for lead in range(0xA1, 0xFF):
            char = decode_pair(lead, codes[0])
            if char and codes[1] > 0x80:
                step = Step(first.path, at, at + 1, char, "slip")
                yield page.extend(first, char, pending=codes[1], path=step), at + 1


def _close_with_tail(node: Node, units: Sequence[Unit], at: int, page: Page) -> Iterator[Move]:
    """A second byte below 0x81 came through as a letter, or 0x80 as €: bytes and characters agree again."""
    char = decode_pair(node.pending, units[at].codes[0])
    if not char:
        return
    follower = units[at + 1]
    if follower.kind is Kind.BRACKET and is_reading_of(follower.text, char):
        step = Step(node.path, at, at + 2, char, "slip")
        yield page.extend(node, char, pending=-1, path=step, extra=_CLOSE - 1.0, glossed=True), at + 2
        return
    step = Step(node.path, at, at + 1, char, "slip")
    yield page.extend(node, char, pending=-1, path=step, extra=_CLOSE), at + 1


def _close_before_space(node: Node, units: Sequence[Unit], at: int, page: Page) -> Iterator[Move]:
    """A control or a space came through and took the second byte before it along."""
    unit = units[at]
    for char in tails_of(node.pending):
        step = Step(Step(node.path, at, at, char, "slip"), at, at + 1, unit.text, None)
        yield page.extend(node, char, pending=-1, path=step, extra=_CLOSE_SPACE), at + 1


def _close_with_question(node: Node, units: Sequence[Unit], at: int, page: Page) -> Iterator[Move]:
    """`?` is a second byte with what it ate: a marker before a mark, or a character of the text that is lost."""
    follower = units[at + 1]
    yield from _take_pair(node, at, (0xA3, 0xBF), page, extra=_NARROWED)
    for char in tails_of(node.pending):
        if follower.mark:
            step = Step(node.path, at, at + 1, char, "slip")
            yield page.extend(node, char, pending=-1, path=step, extra=_CLOSE + 0.5), at + 1
        extra = _CLOSE_CONTENT - (2.0 if follower.text and follower.text in _DIGIT_CONTEXT else 0.0)
        step = Step(node.path, at, at + 1, char + LOST, "lost")
        closed = page.extend(node, char, pending=-1, path=step, extra=extra)
        digit = page.model.context("0")
        yield Node(closed.cost, -1, closed.last, digit, LOST, step), at + 1


def _close_with_reading(node: Node, units: Sequence[Unit], at: int, page: Page) -> Iterator[Move]:
    """The opening bracket of the character's own reading was eaten with its second byte."""
    for char in tails_of(node.pending):
        if is_reading_of(units[at].text, char):
            extra = _CLOSE + (0.0 if char in page.glossed else _NOT_GLOSSED)
            step = Step(node.path, at, at + 1, char, "slip")
            yield page.extend(node, char, pending=-1, path=step, extra=extra, glossed=True), at + 1


def _close_with_markup(node: Node, units: Sequence[Unit], at: int, page: Page) -> Iterator[Move]:
    """The < of a tag or the & of an entity was eaten, so markup arrived as words."""
    unit = units[at]
    entity = _ENTITY_CHARS.get(unit.text, " " if unit.text in {"nbsp", "ensp", "emsp"} else "")
    is_tag = unit.kind is Kind.EATEN_TAG
    kind: EditKind = "markup_text" if is_tag or entity else "lost"
    rest = "" if is_tag else entity or LOST
    for char in tails_of(node.pending):
        step = Step(node.path, at, at + 1, char + rest, kind)
        yield page.extend(node, char, pending=-1, path=step, extra=_CLOSE), at + 1


def _close_at_end(node: Node, units: Sequence[Unit], at: int, page: Page) -> Iterator[Move]:
    for char in tails_of(node.pending):
        step = Step(node.path, at, at + 1, char, "slip")
        yield page.extend(node, char, pending=-1, path=step, extra=_CLOSE_SPACE), at + 1


def _skip_bracket(node: Node, units: Sequence[Unit], at: int, page: Page) -> Iterator[Move]:
    """A reading inside a run that belongs to a character of the misread text."""
    step = Step(node.path, at, at + 1, "", "slip")
    yield Node(node.cost + 6.0, node.pending, node.before, node.last, node.char, step), at + 1


_SLIPPED: dict[Kind, tuple[Callable[[Node, Sequence[Unit], int, Page], Iterator[Move]], ...]] = {
    Kind.CHAR: (_continue_run,),
    Kind.QUESTION: (_close_with_question,),
    Kind.BRACKET: (_skip_bracket,),
    Kind.EATEN_READING: (_close_with_reading,),
    Kind.EATEN_TAG: (_close_with_markup,),
    Kind.EATEN_ENTITY: (_close_with_markup,),
    Kind.END: (_close_at_end,),
}
