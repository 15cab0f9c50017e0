"""Readings in brackets after characters: found, and verified against the character before them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archiver.text.repair.pinyin import has_tone, is_reading_of, normalise_reading

_EMOJI = r"\u200d\u2190-\u21ff\u2300-\u23ff\u2460-\u27bf\u2900-\u297f\u2b00-\u2bff\ufe0e\ufe0f\U0001f000-\U0001faff"
_LETTERS = r"a-zA-Zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿêɡɑ\u0300-\u030c"
_GROUP = re.compile(
    rf"""[{_EMOJI}]*                       # noise between the character and its reading
         \([{_EMOJI}\x20]{{0,6}}
         (?P<reading>[{_LETTERS}][{_LETTERS}{_EMOJI}]{{0,11}})
         [{_EMOJI}\x20]{{0,6}}\)""",
    re.VERBOSE,
)
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


def find_brackets(texts: Sequence[str]) -> list[Bracket]:
    """All brackets of the page that hold what may be a reading and follow a Chinese character or such a bracket."""
    return [bracket for index, text in enumerate(texts) if "(" in text for bracket in _find_in(text, index)]


def _find_in(text: str, index: int) -> Iterator[Bracket]:
    char, end = "", -1
    for match in _GROUP.finditer(text):
        start = match.start()
        if start != end:
            char = text[start - 1] if start else ""
        end = match.end()
        if not "㐀" <= char <= "鿿":
            continue
        raw = match["reading"]
        reading = normalise_reading(_NOISE.sub("", raw))
        if len(reading) > 6:
            continue
        noise = _NOISE.search(match[0]) is not None
        yield Bracket(index, start, end, char, reading, is_reading_of(reading, char), noise)


def trailing_noise(text: str, end: int) -> int:
    """Where emoji that directly follow a reading end; `end` itself when there are none."""
    match = _NOISE.match(text, end)
    return match.end() if match else end
