"""Sketches of a text by which reprints are found: the same story in another script, with readings put in, or edited."""

import re
import struct
from dataclasses import dataclass
from typing import Any
from zlib import crc32

from rensa import RMinHash

from archiver.text.fold import fold_text

BANDS, ROWS = 32, 3
"""Texts that share 60 of 100 shingles meet in a band 99.9 times in 100, 45 of 100 in 95; strangers of 1 in 100 in
3 of 100,000 (1 - (1 - j³)³²)."""
LEAD_BANDS = 8
"""Bands of the lead alone: a portal that prints only the first paragraphs shares few shingles with the whole."""
LEAD_UNITS = 160
LEAST_UNITS = 24
"""Shorter texts (a headline, "photo by") say too little to be told apart."""
MOST_UNITS = 20_000
"""Only so much is looked at: a page of a megabyte costs no more than a long article."""
SEED = 20_230_727

_ALONE = (  # Chinese characters, kana and syllables: each counts by itself
    "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff㐀-䶿一-鿿豈-\ufa6d\ufa70-\ufad9가-\ud7a3\U00020000-\U0003ffff"
)
_PART = re.compile(rf"[{_ALONE}]+|[^\W_{_ALONE}]+")
_IS_ALONE = re.compile(f"[{_ALONE}]")
_PHASES = range(4)
_BAND = 4 * ROWS
"""Bytes of the rows of one band."""
_MASK, _MOST = 0xFFFFFFFF, 0x7FFFFFFFFFFFFFFF


@dataclass(frozen=True, slots=True)
class Sketch:
    """A text's shingles and the bands in which look-alikes meet."""

    shingles: "memoryview[int]"
    """Every four units in a row as one number; a unit is a Chinese character or a word."""
    bands: tuple[int, ...]
    """Signed 64-bit numbers, different for every band; empty when the text is too short."""


def sketch(text: str) -> Sketch:
    """The sketch of a text. The same for both Chinese scripts, with or without readings, spaces and punctuation.

    >>> a = sketch("河北省第十批援藏工作队克服高寒缺氧，推动项目落地见效，受到当地干部群众好评，记者日前前往采访。")
    >>> b = sketch("河北省第十批援藏工作隊克服高寒缺氧推動項目落地見效 受到當(dāng)地幹部群眾好評，記者前往採訪。")
    >>> likeness(a, b)[0] > 0.8
    True
    """
    return sketch_folded(fold_text(text[:MOST_UNITS]).text)


def sketch_folded(folded: str) -> Sketch:
    """The sketch of a text that is folded already (text/fold.py)."""
    units = _units(folded[:MOST_UNITS])
    if len(units) < 2 * LEAST_UNITS:
        return Sketch(memoryview(b"").cast("Q"), ())
    shingles = _shingles(units)
    lead = _shingles(units[: 2 * LEAD_UNITS])
    return Sketch(shingles, _bands(shingles, BANDS, 0) + _bands(lead, LEAD_BANDS, BANDS))


def likeness(a: Sketch, b: Sketch) -> tuple[float, float]:
    """How many shingles two texts share: of those of both together, and of the shorter one's.

    Exact, not estimated from bands. (0.0, 0.0) when one is too short.
    """
    first, second = set(a.shingles), set(b.shingles)
    if not first or not second:
        return 0.0, 0.0
    both = len(first & second)
    return both / (len(first) + len(second) - both), both / min(len(first), len(second))


def _units(folded: str) -> bytes:
    """The text as units of 16 bits: each Chinese character, kana or syllable is one, and each word of other scripts."""
    parts = _PART.findall(folded)
    plain = "".join([part if "㐀" <= part < "ꀀ" or _IS_ALONE.match(part) else _unit(part) for part in parts])
    return plain.encode("utf-16-le", "replace")


def _unit(word: str) -> str:
    # One character stands for the word: private use and Hangul extensions apart, any of 20,000 ideographs will do,
    # because four in a row make a shingle of 57 bits.
    return chr(0x4E00 + crc32(word.encode("utf-8", "replace")) % 20_000)


def _shingles(units: bytes) -> "memoryview[int]":
    """All runs of four units as numbers of 64 bits: the bytes are read four times, each time one unit later."""
    parts = [units[2 * phase : 2 * phase + (len(units) - 2 * phase) // 8 * 8] for phase in _PHASES]
    return memoryview(b"".join(parts)).cast("Q")


def _bands(shingles: "memoryview[int]", bands: int, first: int) -> tuple[int, ...]:
    """Keys of the MinHash's bands, three rows each, numbered from `first` on."""
    matrix: Any = RMinHash.digest_matrix_from_flat_token_hashes(shingles, [0, len(shingles)], bands * ROWS, SEED)
    packed = struct.pack(f"<{bands * ROWS}I", *matrix.to_rows()[0])
    turned, end = packed[::-1], len(packed)
    return tuple(
        [
            ((crc32(packed[at : at + _BAND], band) << 31) ^ crc32(turned[end - at - _BAND : end - at], ~band & _MASK))
            & _MOST
            for band, at in enumerate(range(0, end, _BAND), first)
        ]
    )
