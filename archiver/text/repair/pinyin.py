"""Which readings a Chinese character may have."""

import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).with_name("readings.txt")
_MARKS = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿếềê", "aaaaeeeeiiiioooouuuuvvvvvnnnmeee")
_SPELLINGS = str.maketrans({"ɡ": "g", "ɑ": "a"})
"""GBK has single-storey letters of its own for pinyin (A8BB, A8C0), and tools write either."""


def normalise_reading(text: str) -> str:
    """A reading in the table's spelling: composed, lower case, no spaces.

    >>> normalise_reading("Huì ")
    'huì'
    """
    if text.isascii() and text.isalpha() and text.islower():
        return text
    return unicodedata.normalize("NFC", text).lower().translate(_SPELLINGS).strip()


def has_tone(reading: str) -> bool:
    """True when a vowel carries a tone mark (a neutral tone has none)."""
    return not reading.isascii() and reading != "ü" and reading.translate(_MARKS) != reading.replace("ü", "v")


def is_reading_of(reading: str, char: str) -> bool:
    """Whether the character may be read so: with its tone when the reading carries one, else in any tone.

    >>> is_reading_of("huì", "會"), is_reading_of("hui", "會"), is_reading_of("huí", "會")
    (True, True, False)
    """
    if char in _toned().get(reading, ""):
        return True
    return char in _plain().get(reading.translate(_MARKS), "") if not has_tone(reading) else False


def is_reading(reading: str) -> bool:
    """Whether the letters are a syllable of Chinese at all."""
    return reading in _toned() or reading.translate(_MARKS) in _plain()


@cache
def _toned() -> Mapping[str, str]:
    rows = (line.partition(" ") for line in _TABLE.read_text(encoding="utf-8").splitlines())
    return {reading: chars for reading, _, chars in rows}


@cache
def _plain() -> Mapping[str, str]:
    merged: dict[str, str] = defaultdict(str)
    for reading, chars in _toned().items():
        merged[reading.translate(_MARKS)] += chars
    return dict(merged)
