"""Repair of one page: the order of steps."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from archiver.model.repair import Flag, PageHints, PageRepair, RepairedText
from archiver.text.repair.beam import Page
from archiver.text.repair.changes import Change, apply_changes, merge_changes
from archiver.text.repair.commas import find_comma_noise
from archiver.text.repair.conversion import convert_text, is_simplified, needs_conversion
from archiver.text.repair.gates import GateReading, read_gates
from archiver.text.repair.language import language_model
from archiver.text.repair.readings import Bracket, find_brackets, trailing_noise
from archiver.text.repair.slips import MOST_MOVES, NOTHING, Slips, find_slips

NO_HINTS = PageHints()
_ENOUGH_GLOSSED = 40
"""Readings on a page from which on its characters are known to be glossed everywhere or nowhere."""


@dataclass(frozen=True, slots=True)
class _Draft:
    """What is left of a text after its deletions, with the places it came from."""

    line: str
    places: tuple[int, ...]


def repair_page(texts: Sequence[str], *, hints: PageHints = NO_HINTS) -> PageRepair:
    """The texts of one page with its damage undone; the same string objects and no edits when no gate opens.

    Readings go first, since every later step would stumble over them; slipped bytes are read before anything else
    touches punctuation; the script is turned last, when the characters are the right ones. Never raises.

    >>> repair_page(["新華社(北京)電"]).texts[0].text
    '新華社(北京)電'
    """
    joined = "\n".join(texts)
    brackets = find_brackets(texts, joined)
    gates = read_gates(joined, brackets, hints)
    if not gates.gates:
        return PageRepair(texts=tuple(map(RepairedText, texts)))
    by_text: dict[int, list[Bracket]] = defaultdict(list)
    for bracket in brackets:
        by_text[bracket.text].append(bracket)
    page = _read_page(texts, brackets, gates) if gates.is_open("slips") else None
    repaired: list[RepairedText] = []
    flags: list[Flag] = []
    allowed = MOST_MOVES
    for index, text in enumerate(texts):
        deletions = _find_deletions(text, by_text[index], gates)
        slips = _find_slips(text, deletions, page, allowed)
        allowed -= slips.moves
        changes, left = merge_changes(slips.changes, deletions), slips.left
        if gates.simplified_at_origin and needs_conversion(apply_changes(text, slips.changes).text):
            changes = convert_text(text, changes)
        repaired.append(apply_changes(text, changes))
        flags += [Flag(text=index, start=_shift(a, changes), end=_shift(b, changes), reason=why) for a, b, why in left]
    return PageRepair(
        texts=tuple(repaired),
        gates=gates.gates,
        simplified_at_origin=gates.simplified_at_origin,
        flags=tuple(flags),
    )


def is_damaged(texts: Sequence[str], *, hints: PageHints = NO_HINTS) -> bool:
    """Whether any gate opens for the texts of one page: `repair_page` would leave all others as they are.

    >>> is_damaged(["新華社(北京)電"])
    False
    """
    joined = "\n".join(texts)
    return bool(read_gates(joined, find_brackets(texts, joined), hints).gates)


def _read_page(texts: Sequence[str], brackets: Sequence[Bracket], gates: GateReading) -> Page:
    verified = [bracket.char for bracket in brackets if bracket.verified]
    glossed = frozenset(verified) if len(verified) >= _ENOUGH_GLOSSED else frozenset[str]()
    private = any("\ue000" <= char <= "\uf8ff" for char in chain.from_iterable(texts))
    return Page(language_model(), gates.traditional, glossed, private)


def _find_deletions(text: str, brackets: Sequence[Bracket], gates: GateReading) -> list[Change]:
    deletions = _strip_readings(text, brackets, gates)
    return merge_changes(deletions, find_comma_noise(text)) if gates.is_open("comma_noise") else deletions


def _find_slips(text: str, deletions: Sequence[Change], page: Page | None, allowed: int) -> Slips:
    """The slips of one text, in places of the text as served."""
    if page is None or allowed <= 0 or (page.traditional and is_simplified(text)):
        return NOTHING
    draft = _strip(text, deletions)
    slips = find_slips(draft.line, page, allowed=allowed)
    ends = (*draft.places, len(text))
    # A reading behind the last character of a run stays a change of its own.
    changes = (Change(ends[c.start], ends[c.end - 1] + 1, c.after, c.kind, c.certain) for c in slips.changes)
    left = ((ends[start], ends[end], why) for start, end, why in slips.left)
    return Slips(tuple(changes), tuple(left), slips.moves)


def _strip(text: str, deletions: Sequence[Change]) -> _Draft:
    places: list[int] = []
    done = 0
    for change in deletions:
        places += range(done, change.start)
        done = change.end
    places += range(done, len(text))
    line = text if not deletions else "".join(map(text.__getitem__, places))
    return _Draft(line, tuple(places))


def _shift(place: int, changes: Sequence[Change]) -> int:
    """A place of the text as served in the repaired text."""
    moved = place
    for change in changes:
        if change.start < place:
            moved += len(change.after) - (min(change.end, place) - change.start)
    return max(moved, 0)


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
