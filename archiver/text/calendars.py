"""Years and days of other calendars, counted in ours."""

import re
from datetime import date, timedelta

# First year of each era minus one: 令和元年 is 2019.
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911, "中華民國": 1911, "R": 2018, "H": 1988}
_HAN = {"〇": 0, "零": 0, "○": 0, "O": 0, "Ｏ": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7,
        "八": 8, "九": 9, "十": 10, "廿": 20, "卅": 30, "元": 1}  # fmt: skip
_BUDDHIST = range(2490, 2600)
_JALALI_YEARS = range(1369, 1430)

ERA_NAMES = "|".join(sorted(_ERAS, key=len, reverse=True))
REPUBLIC = 1911
"""The year before the first of the Republic, by which Taiwan counts: 113 is 2024."""

# Digits of other scripts, one to one.
DIGITS: dict[int, str] = {
    base + value: str(value)
    for base in (0x0660, 0x06F0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0E50, 0x0ED0,
                 0x0F20, 0x1040, 0x17E0, 0x1810, 0xFF10)
    for value in range(10)
} | {ord("：")
: ":", ord("／"): "/", ord("－"): "-", ord("．"): ".", 0xA0: " ", 0x3000: " ", 0x2009: " ", 0x202F: " ",
     0x200E: " ", 0x200F: " ", 0x2011: "-", ord("ㆍ"): "·", ord("٬"): ",", ord("،"): ","}  # fmt: skip


def era_year(era: str, year: str) -> int | None:
    """The year of ours that a year of a Japanese era or of the Republic is; None for an unknown era.

    >>> era_year("令和", "元"), era_year("民國", "112"), era_year("令和", "六")
    (2019, 2023, 2024)
    """
    base = _ERAS.get(era)
    number = int(year) if year.isdecimal() else han_number(year)
    return base + number if base is not None and number is not None else None


def han_number(text: str) -> int | None:
    """The number that Chinese numerals write, either digit by digit or with tens; None for anything else.

    >>> han_number("二〇〇五"), han_number("二十七"), han_number("十"), han_number("十二")
    (2005, 27, 10, 12)
    """
    values = [_HAN.get(character) for character in text]
    if not values or None in values:
        return None
    digits = [v for v in values if v is not None]
    if all(v < 10 for v in digits):
        return int("".join(map(str, digits)))
    total = 0
    for value in digits:
        if value == 10:
            total = max(total, 1) * 10 if total < 10 else total + 10
        else:
            total += value
    return total


def common_year(year: int, language: str | None = None) -> int:
    """A Buddhist year (2566) as ours; other years as they are.

    >>> common_year(2566), common_year(2023)
    (2023, 2023)
    """
    return year - 543 if year in _BUDDHIST else year


def jalali_date(year: int, month: int, day: int) -> date | None:
    """The day of ours that a day of the Iranian solar calendar is; None outside 1369 to 1429 or for no such day.

    Correct for these years by the 33-year rule of leap years.

    >>> jalali_date(1402, 5, 5)
    datetime.date(2023, 7, 27)
    """
    if year not in _JALALI_YEARS or not 1 <= month <= 12:
        return None
    length = 31 if month <= 6 else 30
    if not 1 <= day <= length or (month == 12 and day == 30 and not _is_jalali_leap(year)):
        return None
    days = sum(366 if _is_jalali_leap(y) else 365 for y in range(1369, year))
    days += (month - 1) * 31 - max(0, month - 7) + day - 1
    return date(1990, 3, 21) + timedelta(days=days)


def _is_jalali_leap(year: int) -> bool:
    return year % 33 in {1, 5, 9, 13, 17, 22, 26, 30}


def is_jalali_year(year: int) -> bool:
    """True for a year that is written in the Iranian solar calendar."""
    return year in _JALALI_YEARS


HAN_DIGITS = re.escape("".join(_HAN))
