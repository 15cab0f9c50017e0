"""The moves of the search for slipped text: how one unit may be read, in step and out of step."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from archiver.text.repair.gbk import EURO, LEADS, decode_pair
from archiver.text.repair.language import LanguageModel
from archiver.text.repair.pinyin import is_reading_of
from archiver.text.repair.units import Kind, Unit

LOST = "□"
"""Stands for a character that cannot be known."""
_START = 3.0  # nats for leaving step at all: one slip in some 400 characters, of which marks stand before one in ten
_START_SILENT = 5.0
_LONE_LETTER = 7.0
_LOST_COST = 4.0
_BRACKET_LITERAL = 14.0
_MARKUP_LITERAL = 30.0
_FULL_STOP_LEAD = 0xA1
_GUESSES = 6
_OPENING, _CLOSING = frozenset("“《（‘〈("), frozenset("，。、；：！？”》）’〉,;:!?)")


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of units read as other characters."""

    first: int
    last: int
    words: str


@dataclass(frozen=True, slots=True)
class Path:
    """One way to read the units so far."""

    cost: float
    pending: int | None
    """The byte left over while out of step."""
    before: int
    last: int
    """The two characters of context, as the model numbers them."""
    last_char: str
    tail: int | None
    """The second byte of the last character as served; readings are put behind it."""
    place: int
    """The unit it reads next; further than the search when a move took several units."""
    segments: tuple[Segment, ...] = ()
    open_at: int = -1
    """The unit at which the open run began; -1 while in step."""
    open_words: str = ""
    margin: float = float("inf")
    """By how much the path beats those that differ from it and end alike."""
    quoted: bool = False
    """Whether a quotation is open."""

    @classmethod
    def start(cls, model: LanguageModel, before: str, unit: Unit | None, *, quoted: bool) -> "Path":
        numbers = [model.context(char) for char in before]
        numbers = [model.context("\n")] * (2 - len(numbers)) + numbers
        tail = tail_of(unit) if unit is not None else None
        return cls(0.0, None, numbers[0], numbers[1], before[-1:], tail, 0, quoted=quoted)

    @property
    def is_literal(self) -> bool:
        return not self.segments and self.open_at < 0

    def state(self) -> tuple[object, ...]:
        """What the rest of the search depends on."""
        in_step = self.open_at < 0
        return self.pending, self.before, self.last, self.last_char, self.place, self.is_literal, in_step, self.quoted

    def words(self) -> tuple[str, ...]:
        return (*(segment.words for segment in self.segments), self.open_words)

    def with_margin(self, margin: float) -> "Path":
        return replace(self, margin=min(self.margin, margin))

    def say(
        self,
        model: LanguageModel,
        char: str,
        *,
        tail: int | None = None,
        extra: float = 0.0,
        pending: int | None = None,
        place: int = 0,
    ) -> "Path":
        """The path with one more character read; `pending` is the byte left over."""
        return Path(
            self.cost + extra + self.cost_of(model, char),
            pending,
            self.last,
            model.context(char),
            char,
            tail,
            place or self.place,
            self.segments,
            self.open_at,
            self.open_words + char if self.open_at >= 0 else "",
            self.margin,
            char == "“" or (self.quoted and char != "”"),
        )

    def cost_of(self, model: LanguageModel, char: str) -> float:
        """What one more character would cost."""
        if char == "”":
            return _quote_cost(model, self, char) if self.quoted else 14.0
        cost = model.cost(self.before, self.last, char, self.last_char)
        if char == "“" and self.quoted:
            return cost + 6.0
        if self.last_char in _OPENING and char in _CLOSING:
            return cost + 12.0
        return cost

    def leave(self, unit: int) -> "Path":
        """Out of step from this unit on."""
        return replace(self, open_at=unit, open_words="")

    def lose(self) -> "Path":
        """A character that cannot be known."""
        return replace(self, cost=self.cost + _LOST_COST, open_words=self.open_words + LOST, last_char="", last=-1)

    def back(self, unit: int) -> "Path":
        """In step again after this unit."""
        segment = Segment(self.open_at, unit, self.open_words)
        return replace(self, pending=None, open_at=-1, open_words="", segments=(*self.segments, segment))


def next_paths(model: LanguageModel, units: Sequence[Unit], i: int, path: Path, *, may_start: bool) -> Iterator[Path]:
    """All ways to read unit `i` on a path."""
    path = replace(path, place=i + 1)
    if path.pending is None:
        yield from _read_in_step(model, units, i, path)
        if may_start:
            yield from _leave_step(model, units, i, path)
    else:
        yield from _read_out_of_step(model, units[i], i, path, path.pending)


def _read_in_step(model: LanguageModel, units: Sequence[Unit], i: int, path: Path) -> Iterator[Path]:
    """The unit as it stands."""
    unit = units[i]
    if unit.kind in (Kind.CHAR, Kind.QUESTION):
        odd = len(unit.codes) == 1 and unit.codes[0] >= 0x40 and _is_han(units[i + 1].text) and _is_odd(units, i)
        extra = _LONE_LETTER if odd else 0.0
        yield path.say(model, unit.text, tail=tail_of(unit), extra=extra)
    elif unit.kind is Kind.BRACKET:
        fits = path.last_char != "" and is_reading_of(unit.text, path.last_char)
        if fits and path.segments and path.segments[-1].last == i - 1:
            *earlier, last = path.segments
            path = replace(path, segments=(*earlier, replace(last, last=i)))
        yield replace(path, cost=path.cost + (0.0 if fits else _BRACKET_LITERAL))
    elif unit.kind is not Kind.END:
        yield replace(path, cost=path.cost + _MARKUP_LITERAL, last=-1, last_char="")


def _is_odd(units: Sequence[Unit], i: int) -> bool:
    """Whether what stands before a letter is no letter or digit either: alone like that it is often a second byte."""
    return i == 0 or not (units[i - 1].text.isascii() and units[i - 1].text.isalnum())


def _is_han(text: str) -> bool:
    return len(text) == 1 and "㐀" <= text <= "鿿"


def _leave_step(model: LanguageModel, units: Sequence[Unit], i: int, path: Path) -> Iterator[Path]:
    """The readings in which a slip begins at this unit."""
    if i + 1 == len(units):
        return
    unit, following = units[i], units[i + 1]
    if unit.kind is Kind.QUESTION and following.mark is not None:
        out = path.leave(i)
        for char in _leads_before(following.mark[0]):
            yield out.say(model, char, extra=_START, pending=following.mark[1], place=i + 2)
    elif unit.kind is Kind.EATEN_READING and path.tail is not None:
        out = path.leave(i)
        for lead in LEADS:
            if is_reading_of(unit.text, decode_pair(path.tail, lead) or " "):
                yield replace(out, cost=out.cost + _START, pending=lead)
    elif unit.kind in (Kind.EATEN_TAG, Kind.EATEN_ENTITY):
        yield path.leave(i).lose().back(i)
    elif unit.kind is Kind.CHAR and unit.mark is not None:
        char = decode_pair(_FULL_STOP_LEAD, unit.mark[0])
        if char == "。":
            yield path.leave(i).say(model, char, extra=_START_SILENT, pending=unit.mark[1])


def _read_out_of_step(model: LanguageModel, unit: Unit, i: int, path: Path, pending: int) -> Iterator[Path]:
    if unit.kind is Kind.CHAR:
        yield from _read_char(model, unit, i, path, pending)
    elif unit.kind is Kind.QUESTION:
        yield from _read_char(model, unit, i, path, pending)
        # A lead and a byte of 0x21 to 0x3F were eaten: the lead ends this character, the other is lost.
        for char in _likeliest(model, path, _chars_after(pending)):
            yield path.say(model, char).lose().back(i)
    elif unit.kind is Kind.EATEN_READING:
        for char in _chars_after(pending):
            if is_reading_of(unit.text, char):
                yield path.say(model, char).back(i)
    elif unit.kind in (Kind.EATEN_TAG, Kind.EATEN_ENTITY):
        for char in _likeliest(model, path, _chars_after(pending)):
            yield path.say(model, char).back(i)
    elif unit.kind is Kind.END:
        # The text ends between two bytes: the lead at its end was dropped.
        for char in _likeliest(model, path, _chars_after(pending)):
            yield path.say(model, char).back(i)
    elif path.last_char and is_reading_of(unit.text, path.last_char):
        yield path


def _read_char(model: LanguageModel, unit: Unit, i: int, path: Path, pending: int) -> Iterator[Path]:
    """A character whose first byte ends the one before; its second waits, or there is none and step is found again."""
    codes = unit.codes
    if len(codes) == 2:
        char = decode_pair(pending, codes[0])
        if char:
            yield path.say(model, char, pending=codes[1])
    elif len(codes) == 1:
        char = decode_pair(pending, codes[0]) if codes[0] >= 0x40 or codes[0] == EURO else ""
        if char:
            yield path.say(model, char, tail=codes[0]).back(i)
        if 0x21 <= codes[0] <= 0x7E:
            # It may stand for its wide form, which the mirror narrowed: A3 and the byte plus 0x80.
            char = decode_pair(pending, 0xA3)
            if char:
                yield path.say(model, char, pending=codes[0] + 0x80)


def tail_of(unit: Unit) -> int | None:
    """The second byte of a character, behind which a reading may have been put; of its wide form when it has one."""
    if len(unit.codes) == 2:
        return unit.codes[1]
    return unit.codes[0] + 0x80 if len(unit.codes) == 1 and 0x21 <= unit.codes[0] <= 0x7E else None


def _quote_cost(model: LanguageModel, path: Path, char: str) -> float:
    """A quotation that is open must end somewhere."""
    return min(model.cost(path.before, path.last, char, path.last_char), 4.0)


def _likeliest(model: LanguageModel, path: Path, chars: Sequence[str]) -> list[str]:
    """The few characters that go best with what stands before; what follows is lost and cannot help."""
    return sorted(chars, key=lambda char: path.cost_of(model, char))[:_GUESSES]


@cache
def _leads_before(tail: int) -> tuple[str, ...]:
    """The characters whose second byte this is; no digits, which are never guessed."""
    found = (decode_pair(lead, tail) for lead in LEADS)
    return tuple(char for char in found if char and not char.isdigit())


@cache
def _chars_after(lead: int) -> tuple[str, ...]:
    """The characters whose first byte this is; no digits, which are never guessed."""
    found = (decode_pair(lead, tail) for tail in range(0x81, 0xFF))
    return tuple(char for char in found if char and not char.isdigit())
