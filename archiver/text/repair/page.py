"""Repair of one page: the order of steps."""

import re
from collections import defaultdict
from collections.abc import Sequence

from archiver.model.repair import Edit, Flag, PageHints, PageRepair, RepairedText
from archiver.text.repair.changes import Change, apply_changes, merge_changes
from archiver.text.repair.conversion import convert_text, needs_conversion
from archiver.text.repair.gates import GateReading, read_gates
from archiver.text.repair.readings import Bracket, find_brackets, trailing_noise

_COMMA_NOISE = re.compile(r",+(?=[，。、；：！？”])")
NO_HINTS = PageHints()


def repair_page(texts: Sequence[str], *, hints: PageHints = NO_HINTS) -> PageRepair:
    """The texts of one page with its damage undone; the same string objects and no edits when no gate opens.

    Readings go first, since every later step would stumble over them; slipped bytes are read before anything else
    touches punctuation; the script is turned last, when the characters are the right ones. Never raises.

    >>> repair_page(["新華社(北京)電"]).texts[0].text
    '新華社(北京)電'
    """
    brackets = find_brackets(texts)
    gates = read_gates(texts, brackets, hints)
    if not gates.gates:
        return PageRepair(texts=tuple(RepairedText(text=text) for text in texts))
    by_text: dict[int, list[Bracket]] = defaultdict(list)
    for bracket in brackets:
        by_text[bracket.text].append(bracket)
    flags: list[Flag] = []
    repaired: list[RepairedText] = []
    for index, text in enumerate(texts):
        found, left = _repair_text(text, by_text[index], gates)
        repaired.append(found)
        flags += (Flag(text=index, start=e.start, end=e.end, reason=reason) for e, reason in _left_in(found, left))
    return PageRepair(
        texts=tuple(repaired),
        gates=gates.gates,
        simplified_at_origin=gates.simplified_at_origin,
        flags=tuple(flags),
    )


def _left_in(repaired: RepairedText, reasons: Sequence[str]) -> list[tuple[Edit, str]]:
    """The edits that only mark a place, with why it was left."""
    marks = [edit for edit in repaired.edits if edit.kind == "slip" and not edit.certain and edit.before == edit.after]
    return list(zip(marks, reasons, strict=False))


def _repair_text(text: str, brackets: Sequence[Bracket], gates: GateReading) -> tuple[RepairedText, tuple[str, ...]]:
    changes = _strip_readings(text, brackets, gates)
    if gates.is_open("comma_noise"):
        changes = merge_changes(changes, _strip_commas(text))
    reasons: tuple[str, ...] = ()
    if gates.is_open("slips"):
        changes, reasons = _read_slips(text, changes)
    if gates.simplified_at_origin and needs_conversion(text):
        changes = convert_text(text, changes)
    return apply_changes(text, changes), reasons


def _read_slips(text: str, changes: list[Change]) -> tuple[list[Change], tuple[str, ...]]:
    """The changes with those of slipped runs, which swallow the ones inside them."""
    from archiver.text.repair.slips import read_slips

    places, stripped = _strip(text, changes)
    found = read_slips(stripped)
    # A run ends after the last served character it covers: a reading put behind that one stays a change of its own.
    outer = [Change(places[c.start], places[c.end - 1] + 1, c.after, c.kind, c.certain) for c in found.changes]
    return merge_changes(outer, changes), tuple(reason for _, _, reason in found.flags)


def _strip(text: str, changes: Sequence[Change]) -> tuple[list[int], str]:
    """The text without what the changes take out, and the place of each of its characters in the text as served."""
    places: list[int] = []
    done = 0
    for change in changes:
        places += range(done, change.start)
        done = change.end
    places += range(done, len(text))
    return places, "".join(map(text.__getitem__, places))


def _strip_commas(text: str) -> list[Change]:
    """The commas that were put before sentence marks."""
    return [Change(m.start(), m.end(), "", "comma_noise") for m in _COMMA_NOISE.finditer(text)]


def _strip_readings(text: str, brackets: Sequence[Bracket], gates: GateReading) -> list[Change]:
    toned, toneless = gates.is_open("toned_readings"), gates.is_open("toneless_readings")
    changes: list[Change] = []
    for bracket in brackets:
        if not bracket.verified or not (toned if bracket.toned else toneless or toned):
            continue
        end = trailing_noise(text, bracket.end) if toneless else bracket.end
        if changes and changes[-1].end >= bracket.start:
            changes[-1] = Change(changes[-1].start, end, "", "reading")
        else:
            changes.append(Change(bracket.start, end, "", "reading"))
    return changes
