"""Changes found on a text as served, and the text with reversible edits that they make."""

from collections.abc import Sequence
from dataclasses import dataclass

from archiver.model.repair import Edit, EditKind, RepairedText


@dataclass(frozen=True, slots=True)
class Change:
    """`text[start:end]` as served becomes `after`."""

    start: int
    end: int
    after: str
    kind: EditKind
    certain: bool = True


def apply_changes(text: str, changes: Sequence[Change]) -> RepairedText:
    """The text with all changes made; changes are in order and do not overlap."""
    if not changes:
        return RepairedText(text=text)
    parts: list[str] = []
    edits: list[Edit] = []
    done = length = 0
    for change in changes:
        kept = text[done : change.start]
        start = length + len(kept)
        length = start + len(change.after)
        parts += (kept, change.after)
        done = change.end
        before = text[change.start : change.end]
        edits.append(
            Edit(kind=change.kind, start=start, end=length, before=before, after=change.after, certain=change.certain)
        )
    parts.append(text[done:])
    return RepairedText(text="".join(parts), edits=tuple(edits))


def merge_changes(outer: Sequence[Change], inner: Sequence[Change]) -> list[Change]:
    """Both in one order; an inner change that an outer one covers is swallowed by it."""
    merged: list[Change] = []
    rest = list(reversed(inner))
    for change in sorted(outer, key=lambda c: c.start):
        while rest and rest[-1].start < change.start:
            merged.append(rest.pop())
        while rest and rest[-1].start < change.end:
            rest.pop()
        merged.append(change)
    merged.extend(reversed(rest))
    return merged
