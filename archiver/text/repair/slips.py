"""Slipped bytes in one text: where to look, and which reading is good enough to take."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from archiver.text.repair.beam import LOST, Node, Page, Step, odd_characters, path_text, read_path
from archiver.text.repair.changes import Change
from archiver.text.repair.moves import looks_slipped
from archiver.text.repair.search import search_window
from archiver.text.repair.units import Kind, Unit, cut_units

_ENOUGH, _ENOUGH_SILENT = 6.0, 4.5
"""Nats by which a reading must beat the text as served; a silent slip has paid 8 more for having no question mark."""
_CERTAIN = 6.0
"""Nats to the second reading above which the first one is certain."""
_ODD_WORDS = 6.5
"""Nats a character above which the words found hardly make sense, whatever the margin; news takes 4.9."""
_THIN = 0.3
"""Below this the second reading is as good: the text is left as served."""
_MAX_WINDOWS = 60
"""Windows searched in one text; a real line has 0 to 4 slips, a hostile one thousands."""
MOST_MOVES = 250_000
"""Moves spent on one page, about a second: the seed takes some thousands, a hostile page any number."""
_MAX_LINE = 20_000


@dataclass(frozen=True, slots=True)
class Slips:
    """What was found in one text."""

    changes: tuple[Change, ...]
    left: tuple[tuple[int, int, str], ...]
    """Places that look slipped and were left as served, with the reason."""
    moves: int = 0
    """How much work the search was."""


NOTHING = Slips((), ())
_SIGN = re.compile(r"\?|[㐀-鿿，。；！？,;!][A-Za-z@\[\]^_`{|}~€]|[\ue000-\uf8ff]|€")


def find_slips(line: str, page: Page, *, allowed: int = MOST_MOVES) -> Slips:
    """The slips of one line (its readings stripped), as changes of it; what is left after `allowed` moves stays."""
    if len(line) > _MAX_LINE or not _may_have(line, page):
        return NOTHING
    units = cut_units(line)
    changes: list[Change] = []
    left: list[tuple[int, int, str]] = []
    at = windows = moves = 0
    while at < len(units) - 1 and windows < _MAX_WINDOWS and moves < allowed:
        if not _is_trigger(units, at, page):
            at += 1
            continue
        windows += 1
        nodes, end, made = search_window(units, at, page)
        moves += made
        found, reason = _choose(nodes, units)
        changes += found
        if reason:
            mark = _mark(units, at, line)
            changes.append(mark)
            left.append((mark.start, mark.end, reason))
        at = max(end if nodes else 0, at + (2 if reason else 1))
    return Slips(tuple(changes), tuple(left), moves)


def _mark(units: Sequence[Unit], at: int, line: str) -> Change:
    """A change that changes nothing: the record shows the place and that it is not certain."""
    start, end = units[at].start, units[min(at + 1, len(units) - 2)].end
    return Change(start, end, line[start:end], "slip", certain=False)


def _may_have(line: str, page: Page) -> bool:
    return _SIGN.search(line) is not None or not odd_characters(page.traditional).isdisjoint(line)


def _is_trigger(units: Sequence[Unit], at: int, page: Page) -> bool:
    unit = units[at]
    if unit.kind is Kind.EATEN_READING:
        return True
    if unit.kind is Kind.QUESTION and units[at + 1].mark:
        return True
    return unit.mark is not None and looks_slipped(units, at + 1, page)


def _choose(nodes: Sequence[Node], units: Sequence[Unit]) -> tuple[list[Change], str]:
    """The changes of the best hypothesis, or none and why the place was left."""
    if not nodes:
        return [], "no_reading"
    best = nodes[0]
    steps = _merge_steps(best)
    if not steps:
        rival = next((node.cost for node in nodes if _merge_steps(node)), best.cost + 99.0)
        suspect = any(_is_damaged(step, units) for step in read_path(best))
        return [], "thin_margin" if suspect and rival - best.cost < _ENOUGH else ""
    literal = next((node.cost for node in nodes if not _merge_steps(node)), nodes[0].cost + 99.0)
    asked = any(units[i].kind is not Kind.CHAR for step in steps for i in range(step.first, step.last))
    if literal - best.cost < (_ENOUGH if asked else _ENOUGH_SILENT):
        return [], "thin_margin"
    text = path_text(best)
    others = (node.cost - best.cost for node in nodes[1:] if path_text(node) != text)
    margin = min(others, default=99.0)
    if margin < _THIN:
        return [], "thin_margin"
    if best.cost > _ODD_WORDS * (len(text) + 2):
        margin = min(margin, 0.0)  # the best of bad readings: something else is missing
    return [_change(step, units, margin) for step in steps], ""


def _is_damaged(step: Step, units: Sequence[Unit]) -> bool:
    return units[step.first].kind not in (Kind.CHAR, Kind.END)


def _change(step: Step, units: Sequence[Unit], margin: float) -> Change:
    certain = margin >= _CERTAIN and LOST not in step.text
    return Change(units[step.first].start, units[step.last - 1].end, step.text, step.kind or "slip", certain)


def _merge_steps(node: Node) -> list[Step]:
    """The changed stretches of a hypothesis, neighbouring ones as one."""
    merged: list[Step] = []
    for step in read_path(node):
        if step.kind is None:
            continue
        if merged and merged[-1].last == step.first:
            kinds = {merged[-1].kind, step.kind}
            kind = next((k for k in ("lost", "markup_text", "slip") if k in kinds), step.kind)
            merged[-1] = replace(merged[-1], last=step.last, text=merged[-1].text + step.text, kind=kind)
        else:
            merged.append(step)
    return merged
