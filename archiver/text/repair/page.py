"""Repair of one page: the order of steps."""

from collections import defaultdict
from collections.abc import Sequence

from archiver.model.repair import Flag, PageHints, PageRepair, RepairedText
from archiver.text.repair.changes import Change, apply_changes
from archiver.text.repair.conversion import convert_text, needs_conversion
from archiver.text.repair.gates import GateReading, read_gates
from archiver.text.repair.readings import Bracket, find_brackets, trailing_noise

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
    repaired = tuple(_repair_text(text, by_text[index], gates) for index, text in enumerate(texts))
    return PageRepair(
        texts=repaired,
        gates=gates.gates,
        simplified_at_origin=gates.simplified_at_origin,
        flags=tuple(flags),
    )


def _repair_text(text: str, brackets: Sequence[Bracket], gates: GateReading) -> RepairedText:
    changes = _strip_readings(text, brackets, gates)
    if gates.simplified_at_origin and needs_conversion(text):
        changes = convert_text(text, changes)
    return apply_changes(text, changes)


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
