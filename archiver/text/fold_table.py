"""Builds the table of Chinese characters that fold to one another: `python -m archiver.text.fold_table`.

The table is kept beside this file, not built at import: a search index is only as good as its table is constant, so a
new release of OpenCC must not change it unseen. `fold.TABLE_VERSION` goes up when the table changes.
"""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

TABLE = Path(__file__).with_name("fold_hanzi.txt")
_RANGES = ((0x3400, 0xA000), (0xF900, 0xFB00), (0x20000, 0x323B0))
_BASIC = range(0x4E00, 0xA000)


def build_pairs() -> dict[str, str]:
    """Each Chinese character that folds to another one, from OpenCC's dictionaries.

    Characters that OpenCC ties in either direction, or as Taiwan or Hong Kong variants, make a class; its simplified
    member stands for all. 餘, 馀 and 余 are one class, so a page turned by either kind of table is found.
    """
    chars = [chr(code) for start, end in _RANGES for code in range(start, end)]
    to_simple, taiwan, hongkong, to_traditional = (_convert(chars, name) for name in ("t2s", "tw2s", "hk2s", "s2t"))
    # Compatibility ideographs are one character twice, not a simplification: 著 itself still folds to 着.
    simple = {b for a, b in to_simple.items() if a != b and unicodedata.normalize("NFC", a) == a}

    def step(char: str) -> str:
        if char in simple or to_simple[char] != char:
            return to_simple[char]
        return taiwan[char] if taiwan[char] != char else hongkong[char]

    first = {char: step(step(char)) for char in chars}
    pairs: dict[str, str] = {}
    for members in _classes(chars, first, to_traditional):
        votes = Counter(first[char] for char in members)
        best = max(votes, key=lambda char: (ord(char) in _BASIC, char in simple, votes[char], -ord(char)))
        pairs |= {char: best for char in members if char != best}
    return pairs


def _convert(chars: list[str], name: str) -> dict[str, str]:
    import opencc

    return dict(zip(chars, opencc.OpenCC(name).convert("\n".join(chars)).split("\n"), strict=True))


def _classes(chars: list[str], first: dict[str, str], second: dict[str, str]) -> Iterator[list[str]]:
    parent: dict[str, str] = {}

    def root(char: str) -> str:
        while parent.get(char, char) != char:
            char = parent[char]
        return char

    for char in chars:
        for other in (first[char], second[char]):
            if root(char) != root(other):
                parent[root(char)] = root(other)
    groups: dict[str, list[str]] = defaultdict(list)
    for char in chars:
        groups[root(char)].append(char)
    yield from (group for group in groups.values() if len(group) > 1)


def write_table() -> None:
    """Write the table anew: one class a line, the character that stands for the others first."""
    lines: dict[str, list[str]] = defaultdict(list)
    for char, best in sorted(build_pairs().items()):
        lines[best].append(char)
    text = "".join(best + "".join(others) + "\n" for best, others in sorted(lines.items()))
    TABLE.write_text("# Built from OpenCC's dictionaries (Apache-2.0); see fold_table.py\n" + text, encoding="utf-8")


if __name__ == "__main__":
    write_table()
