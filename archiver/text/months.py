"""Month names in some seventy languages, as a table from word to number."""

import unicodedata
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).with_name("months.txt")
# The solar months of Iran and Afghanistan; their numbers count in that calendar.
_JALALI = (
    "فروردین حمل,اردیبهشت ثور,خرداد جوزا,تیر سرطان,مرداد امرداد اسد,شهریور سنبله,مهر میزان,آبان عقرب,آذر قوس,دی جدی,"
    "بهمن دلو,اسفند حوت"
)
_NEIGHBOURS = {"nb": "no", "nn": "no", "bs": "sr", "sh": "hr", "fil": "tl", "in": "id", "iw": "he", "gsw": "de"}


def month_number(word: str, language: str | None = None) -> int | None:
    """The month that a word names, 1 to 12; the page's own language first, then English, then full names of any.

    None when the word is no month's name, or when languages disagree and the page's is not known.

    >>> month_number("Juli"), month_number("листопада", "uk"), month_number("out", "pt"), month_number("out")
    (7, 11, 10, None)
    """
    key = fold_month(word)
    primary = (language or "").partition("-")[0].lower()
    primary = _NEIGHBOURS.get(primary, primary)
    if primary in _names() and (number := _language_table(primary).get(key)):
        return number
    return _language_table("en").get(key) or _full_names().get(key)


def jalali_month(word: str) -> int | None:
    """The number of a month of the Iranian solar calendar, None when the word is none."""
    return _jalali_table().get(fold_month(word))


def fold_month(word: str) -> str:
    """A month's name in one case, without the full stop of an abbreviation."""
    return unicodedata.normalize("NFC", word).strip(". ").replace(" ", "_").replace("İ", "i").casefold()


@cache
def _jalali_table() -> dict[str, int]:
    return _table(_JALALI)


@cache
def _names() -> dict[str, str]:
    """The lines of months.txt by language."""
    lines = _TABLE.read_text(encoding="utf-8").splitlines()
    pairs = (line.partition(": ") for line in lines if not line.startswith("#"))
    return {language: names for language, _, names in pairs}


def _table(names: str) -> dict[str, int]:
    """Words to numbers; in Vietnamese the number follows the word for month, so the space is part of the name."""
    table: dict[str, int] = {}
    for number, spaced in enumerate(names.split(","), start=1):
        group = spaced.strip()
        forms = [group] if group.startswith(("tháng ", "meán ", "deireadh ")) else group.split()
        for form in forms:
            table.setdefault(fold_month(form), number)
    return table


@cache
def _language_table(language: str) -> dict[str, int]:
    return _table(_names()[language])


@cache
def _full_names() -> dict[str, int]:
    """Words of four letters or more (three outside Latin) on which all languages agree."""
    seen: dict[str, set[int]] = {}
    for language in _names():
        for word, number in _language_table(language).items():
            if len(word) > (3 if word.isascii() else 2):
                seen.setdefault(word, set()).add(number)
    return {word: numbers.pop() for word, numbers in seen.items() if len(numbers) == 1}
