"""Builds the two small tables of Chinese characters that ship with the project.

`python -m bench.build_hanzi` writes `archiver/text/hanzi.txt` (which characters are written in one script only, from
OpenCC) and `archiver/text/repair/readings.txt` (the readings of every GBK character, from pypinyin). Both packages are
needed at build time only for these; the licences are in docs/decisions/language-model.md.
"""

from collections import defaultdict
from pathlib import Path

import opencc
from pypinyin.constants import PINYIN_DICT

TEXT = Path(__file__).resolve().parent.parent / "archiver" / "text"
GBK_HAN = tuple(
    chr(code) for code in (*range(0x4E00, 0xA000), *range(0x3400, 0x4DC0)) if len(chr(code).encode("gb18030")) == 2
)


def in_charset(char: str, charset: str) -> bool:
    try:
        char.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def script_table() -> str:
    """Four lines: traditional-only characters and their simplified form, simplified-only and their traditional form."""
    simplify, traditionalise = opencc.OpenCC("t2s"), opencc.OpenCC("s2t")
    traditional = [
        (c, simplify.convert(c)) for c in GBK_HAN if simplify.convert(c) != c and not in_charset(c, "gb2312")
    ]
    simplified = [
        (c, traditionalise.convert(c)) for c in GBK_HAN if traditionalise.convert(c) != c and not in_charset(c, "big5")
    ]
    lines = ["".join(side) for table in (traditional, simplified) for side in zip(*table, strict=True)]
    return "\n".join(lines) + "\n"


def readings_table() -> str:
    """A line a reading: the reading with its tone mark, a space, all characters that may be read so."""
    by_reading: dict[str, list[str]] = defaultdict(list)
    for char in GBK_HAN:
        for reading in PINYIN_DICT.get(ord(char), "").split(","):
            if reading:
                by_reading[reading].append(char)
    return "".join(f"{reading} {''.join(chars)}\n" for reading, chars in sorted(by_reading.items()))


def main() -> None:
    (TEXT / "hanzi.txt").write_text(script_table(), encoding="utf-8")
    (TEXT / "repair" / "readings.txt").write_text(readings_table(), encoding="utf-8")


if __name__ == "__main__":
    main()
