"""Traces the repairs of a page's texts into the fields of the record, so that each can be undone there."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from archiver.model.article import Repair
from archiver.model.reading import Piece
from archiver.model.repair import Edit, RepairedText
from archiver.parsers.mending import Mended

_Place = tuple[int, int] | None
"""Block and offset that a character of a value came from; None for one that was put between."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldText:
    """A field of the record, and where its text is printed."""

    name: str
    """As `Repair.field` has it: body, captions[0].text …"""
    value: str
    pieces: tuple[Piece, ...] = ()
    """Empty for a value that came from metadata."""


def trace_repairs(mended: Mended, fields: Sequence[FieldText]) -> tuple[tuple[Repair, ...], dict[str, str]]:
    """The repairs of these fields, and for each field that has some its text as served."""
    repairs: list[Repair] = []
    served: dict[str, str] = {}
    if not mended.edits and not mended.strings:
        return (), {}
    for field in fields:
        traced = _of_blocks(mended, field) if field.pieces else _of_strings(mended, field)
        if traced:
            repairs.extend(traced)
            served[field.name] = undo(field.value, traced)
    return tuple(repairs), served


def undo(text: str, repairs: Sequence[Repair]) -> str:
    """The text before these repairs: each undone, the last first."""
    for repair in reversed(repairs):
        text = text[: repair.offset] + repair.before + text[repair.offset + len(repair.after) :]
    return text


def _of_blocks(mended: Mended, field: FieldText) -> list[Repair]:
    if not any(piece.block in mended.edits for piece in field.pieces):
        return []
    blocks = mended.document.blocks
    source: list[tuple[str, _Place]] = []
    for piece in field.pieces:
        text = blocks[piece.block].text
        source.extend((text[at], (piece.block, at)) for at in range(piece.start, piece.end))
    return _traced(field, source, mended.edits)


def _of_strings(mended: Mended, field: FieldText) -> list[Repair]:
    """Metadata has no place on the page: the repaired string that holds the value is taken, the shortest first."""
    wanted = "".join(field.value.split())
    holding = [s for s in mended.strings if wanted and wanted in "".join(s.text.split())]
    if not holding:
        return []
    text: RepairedText = min(holding, key=lambda s: len(s.text))
    return _traced(field, [(char, (0, at)) for at, char in enumerate(text.text)], {0: text.edits})


def _traced(
    field: FieldText, source: Sequence[tuple[str, _Place]], edits: Mapping[int, tuple[Edit, ...]]
) -> list[Repair]:
    places = align(field.value, source)
    at: dict[tuple[int, int], int] = {}
    for offset, place in enumerate(places):
        if place is not None:
            at.setdefault(place, offset)
    found: list[Repair] = []
    for block in dict.fromkeys(place[0] for place in places if place is not None):
        for edit in edits.get(block, ()):
            span = _span_in_field(edit, block, at)
            if span is not None:
                found.append(_repair(field, edit, span))
    found.sort(key=lambda r: (r.offset, len(r.after)))
    return _without_overlaps(found)


def _span_in_field(edit: Edit, block: int, at: Mapping[tuple[int, int], int]) -> tuple[int, int] | None:
    """The slice of the field that holds the edit's text; for a mere removal the place behind the one before."""
    if edit.start == edit.end:
        before, behind = at.get((block, edit.start - 1)), at.get((block, edit.start))
        if before is not None:
            return before + 1, before + 1
        taken_in = behind is not None and (edit.start == 0 or (block, edit.start - 2) in at)
        return (behind, behind) if behind is not None and taken_in else None
    inside = [at[block, k] for k in range(edit.start, edit.end) if (block, k) in at]
    return (inside[0], inside[-1] + 1) if inside else None


def _repair(field: FieldText, edit: Edit, span: tuple[int, int]) -> Repair:
    return Repair(
        kind=edit.kind,
        field=field.name,
        offset=span[0],
        before=edit.before,
        after=field.value[span[0] : span[1]],
        certain=edit.certain,
    )


def _without_overlaps(repairs: Sequence[Repair]) -> list[Repair]:
    kept: list[Repair] = []
    for repair in repairs:
        if not kept or repair.offset >= kept[-1].offset + len(kept[-1].after):
            kept.append(repair)
    return kept


def align(value: str, source: Sequence[tuple[str, _Place]]) -> list[_Place]:
    """For each character of a value the place it came from; white space may differ, and the source may hold more.

    >>> align("a b", [("x", None), ("a", (0, 1)), ("b", (1, 0))])
    [(0, 1), None, (1, 0)]
    """
    shown = [(char, place) for char, place in source if not char.isspace()]
    wanted = "".join(value.split())
    start = "".join(char for char, _ in shown).find(wanted)
    if not wanted or start < 0:
        return _align_loosely(value, shown)
    spaces = [number for number, (char, _) in enumerate(source) if char.isspace()]
    return _align_closely(value, source, start + bisect_left(_shown_before(spaces), start + 1))


def _shown_before(spaces: Sequence[int]) -> list[int]:
    """For each white space of the source how many shown characters stand before it, plus one: sorted."""
    return [place - number + 1 for number, place in enumerate(spaces)]


def _align_closely(value: str, source: Sequence[tuple[str, _Place]], at: int) -> list[_Place]:
    """The value's characters as they follow one another in the source from this place on."""
    places: list[_Place] = []
    for char in value:
        if char.isspace():
            is_there = at < len(source) and source[at][0].isspace()
            places.append(source[at][1] if is_there else None)
            at += is_there
            continue
        while source[at][0].isspace():
            at += 1
        places.append(source[at][1])
        at += 1
    return places


def _align_loosely(value: str, shown: Sequence[tuple[str, _Place]]) -> list[_Place]:
    """The value's characters in order within the source; a character that is not found there has no place."""
    places: list[_Place] = []
    at = 0
    for char in value:
        ahead = at
        while ahead < len(shown) and ahead - at < 200 and shown[ahead][0] != char:
            ahead += 1
        hit = not char.isspace() and ahead < len(shown) and shown[ahead][0] == char
        places.append(shown[ahead][1] if hit else None)
        at = ahead + 1 if hit else at
    return places
