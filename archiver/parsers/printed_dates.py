"""Dates that a page prints around its title, each with what its surroundings say of it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from archiver.model.document import Block, Span
from archiver.model.moment import Moment
from archiver.model.reading import Reading
from archiver.parsers.date_labels import CHANGED_BEHIND, kind_of_label, kind_of_marks
from archiver.parsers.surroundings import Surroundings, edge_lines, marks_around
from archiver.text.dates import find_dates
from archiver.text.stamps import parse_stamp

# A date needs a digit, or Chinese numerals for a year.
_GATE = re.compile(r"[\d一二刚剛]")
_STOP = re.compile(r"[。！？]|(?<!\d [Mm])[a-zà-ÿ]{2}\.\s*$|[a-zà-ÿ]{3}\. [A-Z]")
_MAX_SPANS = 20
_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
"""Their words are no label: "Rain ends the drought" says of the date below it neither one thing nor another."""
_LONG, _SHORT_SENTENCE = 60, 3
_BEHIND_TEXT = 1.0
"""A date below a short text is a reader's or another article's more often than its own."""
_PROSE = 200
"""A longer block is prose: only what opens it may be the article's date."""
_DATE_MARKS = re.compile(
    r"date|time|publi|posted|stamp|datum|fecha|heure|jour|pub_|shijian|sj\b|info|meta|byline|source|laiyuan"
)
_FOREIGN_MARKS = re.compile(
    r"relat|recommend|sidebar|widget|comment|popular|trending|latest|most|teaser|footer|nav\b|menu|ticker|weather"
    r"|carousel|promo|more-|list-item|card"
)


@dataclass(frozen=True, slots=True)
class Print:
    """One date as the page prints it."""

    kind: str
    """ "published", "modified" or "unlabelled"."""
    moment: Moment
    block: int
    start: int
    end: int
    """Where it stands in the block's text."""
    weight: float
    """How much its place and surroundings speak for it."""
    text: str
    source: str
    machine: Moment | None = None
    """What the element says for machines (`<time datetime>`)."""


def read_prints(
    reading: Reading,
    around: Surroundings,
    *,
    language: str | None,
    now: datetime | None,
    indexes: Iterable[int],
) -> Iterator[Print]:
    """The dates printed in the blocks of these indexes, in their order; spam and hidden blocks are skipped."""
    blocks = reading.document.blocks
    for index in indexes:
        if index >= len(blocks) or not is_shown(reading, index):
            continue
        block = blocks[index]
        text = block.text
        if around.body_first < index <= around.body_last and len(text) > _LONG and _is_prose(text):
            continue  # a paragraph of the article
        found: list[Print] = []
        if len(text) > _PROSE or _GATE.search(text):
            for offset, line in edge_lines(text, limit=_PROSE, opening=90):
                if _GATE.search(line):
                    found += _in_line(reading, around, index, (offset, line), language=language, now=now)
        yield from found
        if len(text) <= _PROSE:
            if block.spans:
                yield from _in_values(reading, around, index, found)
            if not found:
                yield from _in_element(reading, around, index)


def _is_prose(text: str) -> bool:
    """True where `_STOP` finds the end of a sentence; most paragraphs show it, or lack it, at a glance."""
    if text[-1] in "。！？" or "。" in text or (text[-1] == "." and text[-3:-1].islower() and text[-3:-1].isalpha()):
        return True
    return (". " in text or "！" in text or "？" in text) and bool(_STOP.search(text))


def is_shown(reading: Reading, index: int) -> bool:
    """True for what readers see; text that only fades in (opacity) is seen."""
    return reading.kept[index] or reading.document.blocks[index].hidden == "opacity"


def _in_line(
    reading: Reading,
    around: Surroundings,
    index: int,
    place: tuple[int, str],
    *,
    language: str | None,
    now: datetime | None,
) -> Iterator[Print]:
    """The dates of one line of a block."""
    text = reading.document.blocks[index].text
    offset, line = place
    previous_end = offset
    dates = find_dates(line, language=language, url=reading.url, now=now)
    for found in dates:
        moment = replace(found, start=found.start + offset, end=found.end + offset) if offset else found
        before = text[max(previous_end, moment.start - 45) : moment.start].rstrip("\n").rpartition("\n")[2]
        previous_end = moment.end
        if printed := _print(reading, around, index, moment, before=before, is_pair=found is not dates[-1]):
            yield printed


def _in_values(reading: Reading, around: Surroundings, index: int, found: Sequence[Print]) -> Iterator[Print]:
    """Moments that a block's elements give to machines alone: `<time datetime="2024-05-01T09:34">yesterday</time>`."""
    block = reading.document.blocks[index]
    for span in block.spans[:_MAX_SPANS]:
        if span.value is None or span.tag != "time" or any(p.start < span.end and span.start < p.end for p in found):
            continue
        moment = parse_stamp(span.value)
        if moment is not None:
            placed = replace(moment, start=span.start, end=span.end)
            before = block.text[max(0, span.start - 45) : span.start]
            if printed := _print(reading, around, index, placed, before=before):
                yield printed
                return


def _in_element(reading: Reading, around: Surroundings, index: int) -> Iterator[Print]:
    """The moment that the block's own element gives to machines where its words hold no whole date:
    `<div itemprop="datePublished" content="2024-05-01T09:34">1 May</div>`.
    """
    block = reading.document.blocks[index]
    node = reading.document.nodes[block.node]
    if node.value and _says_date(node.marks) and (moment := _node_stamp(reading, block)):
        placed = replace(moment, start=0, end=len(block.text))
        if printed := _print(reading, around, index, placed, before=""):
            yield printed


def _print(
    reading: Reading, around: Surroundings, index: int, moment: Moment, *, before: str, is_pair: bool = False
) -> Print | None:
    """`is_pair` says that another date follows in the line: an element named for the change holds the publication
    first then.
    """
    kind = _kind(reading, index, moment, before, is_below_title=index - 1 == around.title)
    if is_pair and kind == "modified" and not before.strip():
        kind = "unlabelled"
    if kind is None:
        return None
    block = reading.document.blocks[index]
    span = _span_of(block, moment)
    machine = parse_stamp(span.value) if span and span.value else _node_stamp(reading, block)
    if moment.doubt == "relative" and machine is not None:
        # "2 hours ago" is what a clock made of the value in the element.
        moment = replace(machine, start=moment.start, end=moment.end)
    elif moment.doubt == "order" and machine is not None:
        moment = _in_order_of(machine, moment)
    return Print(
        kind=kind,
        moment=moment,
        block=index,
        start=moment.start,
        end=moment.end,
        weight=_weight(reading, around, index, moment, span=span, kind=kind),
        text=block.text[moment.start : moment.end],
        source="printed" if kind == "unlabelled" else f"printed, labelled {kind}",
        machine=machine,
    )


def _in_order_of(machine: Moment, moment: Moment) -> Moment:
    """7/5/2023 read in the order that makes it the day which its element gives to machines."""
    local, day = moment.local, machine.local.date()
    if local.date() == day:
        return replace(moment, doubt=None)
    if local.day <= 12 and local.replace(month=local.day, day=local.month).date() == day:
        return replace(moment, local=local.replace(month=local.day, day=local.month), doubt=None)
    return moment


def _kind(reading: Reading, index: int, moment: Moment, before: str, *, is_below_title: bool) -> str | None:
    """What the words and marks before a date say of it; None when it belongs to something else."""
    text = reading.document.blocks[index].text
    after = text[moment.end : moment.end + 8]
    label = before
    if len(before.strip(" :：|·-")) < 2 and moment.start < 12 and index > 0 and not is_below_title:
        earlier = reading.document.blocks[index - 1]
        label = earlier.text if len(earlier.text) <= 30 and earlier.tag not in _HEADINGS else before
    told, kind = kind_of_label(label)
    if told:
        return kind
    if CHANGED_BEHIND.match(after):
        return "modified"
    return kind_of_marks(_own_marks(reading, index, moment))


@lru_cache(maxsize=4096)
def _says_date(marks: str) -> bool:
    return bool(_DATE_MARKS.search(marks))


@lru_cache(maxsize=4096)
def _says_foreign(marks: str) -> bool:
    return bool(_FOREIGN_MARKS.search(marks))


def _own_marks(reading: Reading, index: int, moment: Moment) -> str:
    span = _span_of(reading.document.blocks[index], moment)
    node = reading.document.nodes[reading.document.blocks[index].node]
    return f"{span.marks if span else ''} {node.marks}"


def _span_of(block: Block, moment: Moment) -> Span | None:
    """The innermost element around a date; one with a value first."""
    around = [s for s in block.spans if s.start <= moment.start + 1 and s.end >= moment.end - 1 and s.end > s.start]
    if not around:
        return None
    return min(around, key=lambda s: (s.value is None, s.end - s.start))


def _node_stamp(reading: Reading, block: Block) -> Moment | None:
    node = reading.document.nodes[block.node]
    return parse_stamp(node.value) if node.value and node.end - node.start <= 2 else None


def _weight(
    reading: Reading, around: Surroundings, index: int, moment: Moment, *, span: Span | None, kind: str
) -> float:
    block = reading.document.blocks[index]
    marks = marks_around(reading.document, index)
    weight = _place(around, index)
    weight += 1.5 if kind == "published" else 0
    weight += 1.0 if span and span.tag == "time" else 0
    weight += 0.7 if _says_date(marks) or (span and _says_date(span.marks)) else 0
    weight += 0.8 if moment.precision != "day" else 0
    share = (moment.end - moment.start) / max(1, _line_length(block.text, moment))
    weight += 0.7 if share > 0.4 else -0.7 if share < 0.12 else 0
    weight -= 3.5 if _is_sentence(block.text, moment) else 0
    weight -= 1.0 if block.link_chars * 2 > len(block.text) else 0
    weight -= 1.5 if _says_foreign(marks) else 0
    weight -= 0.5 if moment.doubt in {"order", "short_year", "year"} else 0
    weight -= 0.5 if block.hidden else 0
    return weight


def _is_sentence(text: str, moment: Moment) -> bool:
    """True when the date stands in prose: it is told of an event then."""
    start = text.rfind("\n", 0, moment.start) + 1
    end = text.find("\n", moment.end)
    line = text[start : end if end >= 0 else len(text)]
    if text.find("。", moment.end, start + len(line)) > moment.end + _SHORT_SENTENCE:
        return True
    return len(line) > _PROSE or (len(line) > 30 and bool(_STOP.search(line)))


def _line_length(text: str, moment: Moment) -> int:
    start = text.rfind("\n", 0, moment.start) + 1
    end = text.find("\n", moment.end)
    return (end if end >= 0 else len(text)) - start


def _place(around: Surroundings, index: int) -> float:
    """Just behind the title is the best place, just before it the next best; within the text dates are of events."""
    distance = around.distance(index)
    if 0 <= distance <= 8:
        return 2.5 - 0.1 * distance - (_BEHIND_TEXT if 0 <= around.body_first <= around.body_last < index else 0)
    if around.body_last >= 0 and (index > around.body_first + 1 or index not in around.head):
        return -0.3 if index > around.body_last else -1.0
    if distance > 8:
        return 1.5 if distance <= 15 else 0.8
    return 1.2 if distance >= -3 else 0.3
