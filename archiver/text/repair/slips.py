"""Text read from the wrong pair of bytes, read again: a bounded search for the characters that the bytes once were.

The damage (docs/repair.md): one byte was put into GBK text before the code of a sentence mark, or a reading after a
character, also where that code lies astride two characters. From there on every pair is read one byte late, until a
byte below 0x80, or a pair that cannot be read, brings the reader back in step. The search follows both readings, the
literal one and the slipped one, and the language model says which was written.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archiver.text.repair.changes import Change
from archiver.text.repair.language import language_model
from archiver.text.repair.slip_moves import LOST, Path, Segment, next_paths
from archiver.text.repair.units import Kind, Unit, cut_units

BEAM = 40
LONGEST = 90
"""Units that one slip may run over; the longest seen has 31."""
SETTLE = 4
"""Units read after the reader is back in step, so that what follows judges what came before."""
MOST_TRIGGERS = 60
"""Places looked at in one text: real pages have up to 4, a hostile one could have a million."""
GAIN, GAIN_SILENT = 6.0, 8.0
"""Nats by which the slipped reading must beat the literal one; more where no `?` marks the place. From the prototype
on 82,056 characters of honest text (../shared/spam.md §3)."""
CERTAIN = 7.0
"""Nats between the best and the second reading, below which the reading is marked as a guess."""
TOO_THIN = 0.25
"""Below this the text is left as served: the two readings are as likely as one another."""

_TRIGGER = re.compile(
    r"\?(?=[,，。;；!！?？])"  # a lead lost before a mark
    r"|\?(?=[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹê]{1,7}\x20?\))"  # a reading whose bracket was eaten
    r"|\?(?=/?[a-z#][a-z0-9]{0,9}(?:\x20[^<>?]{0,200})?/?[>;])"  # markup whose first character was eaten
    r"|[,，;；!！](?=[㐀-鿿]{0,6}[@-Z\[\]^_`a-z{|}~€][㐀-鿿])"  # a lead lost without a trace
)


@dataclass(frozen=True, slots=True)
class SlipReading:
    """What was read again in one text, and what looks damaged and was left."""

    changes: tuple[Change, ...]
    """In order; one that changes nothing and is not certain marks a place that looks damaged and was left."""
    flags: tuple[tuple[int, int, str], ...]
    """Start, end and reason of the places that were left, in the text as given."""


def read_slips(text: str) -> SlipReading:
    """The slipped runs of a text, read again. Never raises; linear in the text's length.

    >>> [change.after for change in read_slips("提升當?刂v解員團隊").changes]
    []
    """
    changes: list[Change] = []
    flags: list[tuple[int, int, str]] = []
    units: list[Unit] = []
    done = 0
    for place in _triggers(text):
        if place < done:
            continue
        if not units:
            units = cut_units(text)
        at = _unit_at(units, place)
        silent = text[place] != "?"
        found = _read_at(units, at, silent=silent)
        if isinstance(found, str):
            if found:
                end = min(len(text), place + 2)
                flags.append((place, end, found))
                changes.append(Change(place, end, text[place:end], "slip", certain=False))
                done = end
            continue
        changes += found
        done = found[-1].end
    return SlipReading(tuple(changes), tuple(flags))


def _triggers(text: str) -> Iterator[int]:
    for count, match in enumerate(_TRIGGER.finditer(text)):
        if count == MOST_TRIGGERS:
            return
        yield match.start()


def _unit_at(units: Sequence[Unit], place: int) -> int:
    """The index of the unit that holds a place of the text."""
    low, high = 0, len(units) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if units[middle].start <= place:
            low = middle
        else:
            high = middle - 1
    return low


def _read_at(units: Sequence[Unit], at: int, *, silent: bool) -> list[Change] | str:
    """The changes that the likeliest reading makes; a reason when the text is left as it is ("" when it is sound)."""
    paths = _follow(units, at, silent=silent)
    literal = min((p.cost for p in paths if p.is_literal), default=float("inf"))
    slipped = sorted((p for p in paths if not p.is_literal and p.pending is None and p.segments), key=_cost)
    if not slipped:
        return "" if silent else "no_reading"
    best = slipped[0]
    if literal - best.cost < (GAIN_SILENT if silent else GAIN):
        return "" if silent or units[at].kind is not Kind.QUESTION else "thin_margin"
    margin = min([best.margin] + [p.cost - best.cost for p in slipped[1:] if p.words() != best.words()])
    if margin < TOO_THIN or (silent and margin < CERTAIN):
        return "thin_margin"
    return [_change(units, segment, certain=margin >= CERTAIN) for segment in best.segments]


def _cost(path: Path) -> float:
    return path.cost


def _follow(units: Sequence[Unit], at: int, *, silent: bool) -> list[Path]:
    """All readings worth keeping, from the unit at hand to where they are in step again."""
    model = language_model()
    before = "".join(u.text for u in units[max(0, at - 12) : at] if u.kind is Kind.CHAR)[-2:]
    paths = [Path.start(model, before, units[at - 1] if at else None)]
    stop = min(len(units) - 1, at + LONGEST)
    settled, i = 0, at
    while i < stop and settled < SETTLE:
        kept: dict[tuple[object, ...], Path] = {}
        for path in paths:
            if path.place > i:
                _keep(kept, path)
                continue
            for following in next_paths(model, units, i, path, may_start=not silent or i == at):
                _keep(kept, following)
        paths = _prune(list(kept.values()))
        i += 1
        in_step = all(p.pending is None and p.place <= i for p in paths)
        settled = settled + 1 if in_step and i > at + 1 else 0
    return [path for path in paths if path.pending is None]


def _keep(kept: dict[tuple[object, ...], Path], path: Path) -> None:
    """Keep the cheaper of two paths that nothing further can tell apart, and how much cheaper it is."""
    key = path.state()
    other = kept.get(key)
    if other is None:
        kept[key] = path
        return
    better, worse = (path, other) if path.cost < other.cost else (other, path)
    if better.words() != worse.words():
        better = better.with_margin(worse.cost - better.cost)
    kept[key] = better


def _prune(paths: list[Path]) -> list[Path]:
    paths.sort(key=_cost)
    return paths[:BEAM] + [path for path in paths[BEAM:] if path.is_literal]


def _change(units: Sequence[Unit], segment: Segment, *, certain: bool) -> Change:
    start, end = units[segment.first].start, units[segment.last].end
    if LOST in segment.words:
        return Change(start, end, segment.words, "lost", certain=False)
    marked = units[segment.last].kind in (Kind.EATEN_TAG, Kind.EATEN_ENTITY)
    return Change(start, end, segment.words, "markup_text" if marked else "slip", certain)
