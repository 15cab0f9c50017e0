"""How likely a character is after two others: a back-off model of Chinese characters, loaded when first asked."""

import sys
from array import array
from bisect import bisect_left
from functools import cache
from pathlib import Path

from archiver.text.hanzi import simplified_forms

_FILE = Path(__file__).with_name("language.bin")
_TYPES = "IIHHHBBBBB"
_STEP = 1 / 12
"""Nats in one step of the stored bytes (bench/language_tables.py writes the file)."""
UNKNOWN = -1
_UNKNOWN_COST = 17.0
"""A character that 460 million words of open-gram's text do not hold."""
_MARK_COSTS = {"—": 6.0, "《": 5.2, "》": 5.0, "（": 5.5, "）": 5.5, "·": 8.0, "‘": 7.5, "’": 7.5, "【": 8.5, "】": 8.5}
_MARK_COSTS |= {"〈": 8.5, "〉": 8.5, "％": 6.0, "－": 8.0, "～": 8.5, "／": 8.5, "□": 6.0}
"""Marks that the model does not know: nats in running news, guessed from how often they stand there."""
_LIKE = {"《": "“", "〈": "“", "（": "“", "(": "“", "‘": "“", "》": "”", "〉": "”", "）": "”", ")": "”", "’": "”"}
_LIKE |= {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", "□": "0"}
_AFTER_SENTENCE = {"”": 2.1, "“": 3.2, "—": 4.5, "》": 6.5, "《": 5.0, "（": 4.5, "）": 4.0, "’": 5.0, "…": 5.5}
_OPENING, _CLOSING = "“《（‘〈(【", "，。、；：！？”》）’〉,;:!?)】"
_SENTENCE_MARKS = "。！？；"


class LanguageModel:
    """Costs, in nats, of characters in context. Traditional characters count as their simplified forms."""

    def __init__(self, data: bytes) -> None:
        header = array("I", data[:44])
        text_end = 44 + header[0]
        alphabet = data[44:text_end].decode()
        at = text_end + -header[0] % 4
        tables = []
        for kind, size in zip(_TYPES, header[1:], strict=True):
            width = array(kind).itemsize
            tables.append(memoryview(data)[at : at + size * width].cast(kind))  # type: ignore[call-overload]  # kind is one of _TYPES
            at += size * width
        (self._first, self._base, self._second, self._start, self._third) = tables[:5]
        (self._pair_cost, self._pair_back, self._triple_cost, self._cost, self._back) = tables[5:]
        self._numbers = {char: number for number, char in enumerate(alphabet)}
        self._alphabet = alphabet
        self._comma = self._numbers["，"]
        self._digit = self._numbers["0"]
        self._add_spellings(len(alphabet))
        self._memo: dict[int, float] = {}

    def _add_spellings(self, size: int) -> None:
        numbers = self._numbers
        for traditional, simplified in simplified_forms().items():
            if simplified in numbers:
                numbers[traditional] = numbers[simplified]
        for char, like in _LIKE.items():
            numbers.setdefault(char, numbers[like])
        for code in (*range(0x30, 0x3A), *range(0x41, 0x5B), *range(0x61, 0x7B)):
            numbers[chr(code)] = numbers[chr(code + 0xFEE0)] = self._digit
        self._size = size

    def number(self, char: str) -> int:
        """The character's number in contexts; UNKNOWN when the model does not know it."""
        return self._numbers.get(char, UNKNOWN)

    def context(self, char: str) -> int:
        """Its number as the context of the next one: what follows a full stop begins like what follows a comma."""
        if char in _SENTENCE_MARKS or char in "—·\n ":
            return self._comma
        return self._numbers.get(char, UNKNOWN)

    def cost(self, before: int, last: int, char: str, last_char: str) -> float:
        """Nats of `char` after the contexts `before` and `last`; `last_char` is the character of the latter."""
        if last_char in _SENTENCE_MARKS and last_char:
            special = _AFTER_SENTENCE.get(char)
            if special is not None:
                return special
            if char in "。，、；：！？,;!?":
                return 9.0
        if last_char in _OPENING and last_char and char in _CLOSING:
            return 13.0
        fixed = _MARK_COSTS.get(char)
        if fixed is not None:
            return 0.1 if char == last_char == "—" else fixed
        number = self._numbers.get(char, UNKNOWN)
        if number < 0:
            return _UNKNOWN_COST
        if number == self._digit and last == self._digit:
            return 0.7
        return self._lookup(before, last, number)

    def _lookup(self, before: int, last: int, number: int) -> float:
        key = ((before + 1) << 30) | ((last + 1) << 15) | number
        known = self._memo.get(key)
        if known is None:
            known = self._memo[key] = self._back_off(before, last, number)
        return known

    def _back_off(self, before: int, last: int, number: int) -> float:
        cost: float = 0.0
        pair = self._find_pair(before, last)
        if pair >= 0:
            base, end = self._base[before], self._triples_end(before, pair)
            place = bisect_left(self._third, number, base + self._start[pair], end)
            if place < end and self._third[place] == number:
                return float(self._triple_cost[place] * _STEP)
            cost = self._pair_back[pair] * _STEP - 4.0
        pair = self._find_pair(last, number)
        if pair >= 0:
            return float(cost + self._pair_cost[pair] * _STEP)
        if last >= 0:
            cost += self._back[last] * _STEP - 4.0
        return float(cost + self._cost[number] * _STEP)

    def _find_pair(self, first: int, second: int) -> int:
        if first < 0 or second < 0:
            return -1
        end = self._first[first + 1]
        place = bisect_left(self._second, second, self._first[first], end)
        return place if place < end and self._second[place] == second else -1

    def _triples_end(self, first: int, pair: int) -> int:
        if pair + 1 < self._first[first + 1]:
            return int(self._base[first] + self._start[pair + 1])
        return int(self._base[first + 1])

    def rare(self, nats: float) -> tuple[str, ...]:
        """The known characters that cost at least so much without context."""
        steps = nats / _STEP
        start = next((n for n, cost in enumerate(self._cost) if cost >= steps), len(self._cost))
        rest = enumerate(self._alphabet[start:], start)
        return tuple(char for number, char in rest if self._numbers[char] == number)


@cache
def language_model() -> LanguageModel:
    """The model that ships with the project, read once."""
    data = _FILE.read_bytes()
    return LanguageModel(data if sys.byteorder == "little" else _swap(data))


def _swap(data: bytes) -> bytes:
    header = array("I", data[:44])
    header.byteswap()
    text_end = 44 + header[0] + -header[0] % 4
    parts, at = [header.tobytes(), data[44:text_end]], text_end
    for kind, size in zip(_TYPES, header[1:], strict=True):
        table = array(kind, data[at : at + size * array(kind).itemsize])
        at += size * table.itemsize
        table.byteswap()
        parts.append(table.tobytes())
    return b"".join(parts)
