"""Readings in brackets after characters: found, and verified against the character before them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archiver.text.repair.pinyin import has_tone, is_reading_of, normalise_reading

_EMOJI = r"\u200d\u2190-\u21ff\u2300-\u23ff\u2460-\u27bf\u2900-\u297f\u2b00-\u2bff\ufe0e\ufe0f\U0001f000-\U0001faff"
_LETTERS = r"a-zA-Zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿêɡɑ\u0300-\u030c"
_GROUP = re.compile(
    rf"""\([{_EMOJI}\x20]{{0,6}}
         (?P<reading>[{_LETTERS}][{_LETTERS}{_EMOJI}]{{0,11}})
         [{_EMOJI}\x20]{{0,6}}\)""",
    re.VERBOSE,
)
_FEWEST = 3
"""No gate opens on fewer readings."""
_NOISE = re.compile(f"[{_EMOJI}]+")


@dataclass(frozen=True, slots=True)
class Bracket:
    """A reading in brackets."""

    text: int
    """Index of the text it stands in."""
    start: int
    end: int
    """Its place there, noise before and inside the brackets included."""
    char: str
    """The character it follows."""
    reading: str
    """Normalised."""
    verified: bool
    """Whether the character may be read so."""
    has_noise: bool
    """Whether emoji stand in or beside it."""

    @property
    def toned(self) -> bool:
        return has_tone(self.reading)


def find_brackets(texts: Sequence[str], page: str) -> list[Bracket]:
    """All brackets of the page that hold what may be a reading and follow a Chinese character or such a bracket.

    `page` is the texts joined, on which a glance tells that there are fewer than three: then none is given.
    """
    found: list[Bracket] = []
    if page.isascii() or sum(not page[match.start() - 1].isascii() for match in _GROUP.finditer(page)) < _FEWEST:
        return found
    for index, text in enumerate(texts):
        if "(" in text and not text.isascii():
            found += _find_in(text, index)
    return found


def _find_in(text: str, index: int) -> Iterator[Bracket]:
    char, end = "", -1
    for match in _GROUP.finditer(text):
        start = _before_noise(text, match.start(), max(end, 0))
        if start != end:
            char = text[start - 1] if start else ""
        end = match.end()
        if not "㐀" <= char <= "鿿":
            continue
        raw = match["reading"]
        reading = normalise_reading(_NOISE.sub("", raw))
        if len(reading) > 6:
            continue
        noise = _NOISE.search(text, start, end) is not None
        yield Bracket(index, start, end, char, reading, is_reading_of(reading, char), noise)


def _before_noise(text: str, place: int, lowest: int) -> int:
    """Where emoji that directly precede a bracket begin."""
    while place > lowest and _NOISE.match(text[place - 1]):
        place -= 1
    return place


def trailing_noise(text: str, end: int) -> int:
    """Where emoji that directly follow a reading end; `end` itself when there are none."""
    match = _NOISE.match(text, end)
    return match.end() if match else end
