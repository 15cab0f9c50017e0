"""Folding: the one form in which texts are compared, whatever script, width, case or accents they were printed in."""

import re
import unicodedata
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from archiver.text.quick import native

TABLE_VERSION = 2
"""Goes up whenever any character folds differently; a search index made under another version must be rebuilt."""

_HANZI = Path(__file__).with_name("fold_hanzi.txt")
_LETTERS = ((0x80, 0x2500), (0x2C00, 0x2E00), (0xA640, 0xAB70), (0xFB00, 0xFB50), (0xFF00, 0xFFF0), (0x10400, 0x10430))
_BARE = str.maketrans("øđłħŧıςё’‘ʼ", "odlhtisе'''")
# Forms that Arabic and Persian writers use for one another: alefs, final ya, ta marbuta, Persian kaf.
_ARABIC = dict(zip(map(ord, "أإآٱىیةک"), "ااااييهك", strict=True))
# One printed character that is two letters: what is typed is the letters.
_LIGATURES = {
    "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "ß": "ss", "ẞ": "ss",
    "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ĳ": "ij", "Ĳ": "ij",
}  # fmt: skip
# Several characters that are one: syllables of single Korean letters, kana with a voicing mark of their own.
_JOINED = "[\u1100-\u115f][\u1160-\u11a7][\u11a8-\u11ff]?|[\u304b-\u30fd\uff66-\uff9d][\u3099\u309a\uff9e\uff9f]"
_TONES = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
_HAN = "々〇㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff"
# What a hijacked mirror puts after a character: one syllable with a tone mark in brackets, `學(xué)`, `會(huì )`.
# The lengths are bounded, so no text makes the pattern slow.
_READING = re.compile(rf"(?<=[{_HAN}])[ ]?[(（][ ]?[a-zü]{{0,4}}[{_TONES}][a-zü]{{0,4}}[ ]?[)）]", re.IGNORECASE)
# Marks that stand alone (decomposed accents, Hebrew and Arabic points) and characters nobody sees.
_POINTS = "\u0300-\u036f\u0591-\u05bd\u0610-\u061a\u0640\u064b-\u065f\u0670"
_UNSEEN = _POINTS + "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
_OMITTED = re.compile(f"[{_UNSEEN}]+")
_RESPELT = re.compile(f"{_JOINED}|[{''.join(_LIGATURES)}]")
_MAY_OMIT = re.compile(f"[{_UNSEEN}{_TONES}{_TONES.upper()}{''.join(_LIGATURES)}\u1100-\u115f\u3099\u309a\uff9e\uff9f]")
_END = 0x32000
"""The first code after the ideographs; none beyond changes."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and the way back to the text it came from."""

    text: str
    """The folded text."""
    offsets: Sequence[int] | None
    """For each character of `text` the offset of its original; None when every offset is its own."""
    length: int
    """Length of the original."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]` stands in the original: start and end offset, readings after it not included."""
        if self.offsets is None or start >= end:
            return (start, end) if self.offsets is None else (self._at(start), self._at(start))
        return self.offsets[start], self.offsets[end - 1] + 1

    def _at(self, position: int) -> int:
        return self.offsets[position] if self.offsets is not None and position < len(self.offsets) else self.length


def fold(text: str) -> str:
    """Fold each character of a text to one character; the result is exactly as long as the text.

    Traditional characters become simplified ones, full width half width, letters lose case and (Latin and Greek)
    accents, digits of any script become 0 to 9, controls and lone surrogates a space. Kana stay. Folding twice changes
    nothing.

    >>> fold("發佈於Ｃａｆé，２０２３年")
    '发布于cafe,2023年'
    >>> fold("著名的臺灣")
    '着名的台湾'
    """
    return text.translate(_table()) if native is None else native.fold(text, _codes())


def fold_text(text: str) -> Folded:
    """Fold a text for search: as `fold`, and leave out inserted readings, lone accents and characters nobody sees.

    Ligatures become their letters, Korean letters and kana written in parts become whole. Runs in linear time.
    Brackets that hold anything but one syllable with a tone mark stay.

    >>> fold_text("擔(dān)當(dāng)(北京)").text
    '担当(北京)'
    >>> fold_text("擔(dān)當(dāng)").span(1, 2)
    (6, 7)
    """
    if _MAY_OMIT.search(text) is None:
        return Folded(fold(text), None, len(text))
    gaps = _gaps(text)
    if not gaps:
        return Folded(fold(text), None, len(text))
    kept: list[str] = []
    offsets: list[int] = []
    at = 0
    for start, end, instead in [*gaps, (len(text), len(text), "")]:
        kept += (text[at:start], instead)
        offsets.extend(range(at, start))
        offsets.extend([start] * len(instead))
        at = end
    return Folded(fold("".join(kept)), offsets, len(text))


def _gaps(text: str) -> list[tuple[int, int, str]]:
    """What is left out, and what is put in its place; in order, none within another."""
    spans = [(*m.span(), "") for m in _READING.finditer(text)]
    spans += [(*m.span(), "") for m in _OMITTED.finditer(text)]
    spans += [(*m.span(), _respell(m.group())) for m in _RESPELT.finditer(text)]
    gaps: list[tuple[int, int, str]] = []
    for start, end, instead in sorted(spans):
        if gaps and start < gaps[-1][1]:
            gaps[-1] = (gaps[-1][0], max(end, gaps[-1][1]), gaps[-1][2])
        else:
            gaps.append((start, end, instead))
    return gaps


def _respell(seen: str) -> str:
    return _LIGATURES.get(seen) or unicodedata.normalize("NFKC", seen)


@cache
def _table() -> list[int]:
    """The code to which each code folds. A list, since `translate` costs twice as much with gaps in a mapping."""
    table = list(range(_END))
    for code, char in _changed().items():
        table[code] = ord(char)
    return table


@cache
def _codes() -> "array[int]":
    """The same as numbers of 32 bits."""
    return array("I", _table())


def _changed() -> dict[int, str]:
    table: dict[int, str] = {}
    for line in _HANZI.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            table.update((ord(char), line[0]) for char in line[1:])
    for start, end in _LETTERS:
        table.update(_folded_letters(start, end))
    table.update(_ARABIC)
    table.update((code, chr(code).lower()) for code in range(ord("A"), ord("Z") + 1))
    table.update((code, " ") for code in (*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA1), 0x3000))
    table.update((code, " ") for code in (0x2028, 0x2029, *range(0xD800, 0xE000), 0xFFFE, 0xFFFF))
    return table


def _folded_letters(start: int, end: int) -> dict[int, str]:
    return {code: new for code in range(start, end) if (new := _letter(chr(code))) != chr(code)}


def _letter(char: str) -> str:
    """One letter without width, accent and case; the character itself when that takes more than one."""
    wide = unicodedata.normalize("NFKC", char)
    if len(wide) == 1 and ord(char) > 0x200 and char not in "゛゜":
        char = wide
    digit = unicodedata.decimal(char, None)
    if digit is not None:
        return str(digit)
    base = unicodedata.normalize("NFD", char)
    if len(base) > 1 and unicodedata.name(base[0], "").startswith(("LATIN", "GREEK")) and _marks(base[1:]):
        char = base[0]
    lower = char.lower()
    return (lower if len(lower) == 1 else char).translate(_BARE)


def _marks(text: str) -> bool:
    return all(unicodedata.combining(char) for char in text)
