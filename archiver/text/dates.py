"""Dates in any language, found in a line of a page with the time of day beside them."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

from archiver.model.moment import Moment
from archiver.text import date_forms as forms
from archiver.text.calendars import (
    DIGITS,
    REPUBLIC,
    common_year,
    era_year,
    han_number,
    is_jalali_year,
    jalali_date,
)
from archiver.text.clock import Clock, read_clock
from archiver.text.months import jalali_month, month_number
from archiver.text.relative import read_ago, read_day_word
from archiver.text.zones import puts_month_first, read_zone

MAX_LINE = 400
"""So much of a line of the page is looked at."""

_SHORT_LINE = 24
"""A line that is nothing but a date, its time and brackets around them."""
_WORDS = re.compile(r"\w")
_HAS_DIGIT = re.compile(r"\d")
_FIRST = "یکم"
"""Urdu and Persian write the first of a month as a word."""

Parts = tuple[date, str | None]
"""A day, and what was doubtful about it."""


def find_dates(
    text: str, *, language: str | None = None, url: str = "", now: datetime | None = None
) -> tuple[Moment, ...]:
    """The dates that a line prints, in order, each with the time of day and zone beside it.

    `language` and `url` decide the order of day and month in 7/5/2023; `now` (the capture, in the page's zone) makes
    relative times and days without a year readable. Only the first 400 characters are looked at; never raises.

    >>> find_dates("发布时间:2023-07-27 09:34:00来源: 西藏日报")[0].local
    datetime.datetime(2023, 7, 27, 9, 34)
    >>> find_dates("Veröffentlicht am 5. März 2021 um 7.05 Uhr", language="de")[0].local
    datetime.datetime(2021, 3, 5, 7, 5)
    """
    line = text[:MAX_LINE]
    if not forms.GATE.search(line) and _FIRST not in line and not (len(line) <= 12 and forms.COMPACT.match(line)):
        return tuple(_told_from(line, now, language)) if now is not None else ()
    if not line.isascii():
        line = line.translate(DIGITS)
        if _FIRST in line:
            line = line.replace(_FIRST, "  1")
    taken: list[tuple[int, int, Parts]] = []
    for start, end, parts in _days(line, language, url):
        if all(end <= other[0] or start >= other[1] for other in taken):
            taken.append((start, end, parts))
    if _FIRST in text:  # the word is longer than the digit that stood in for it
        taken = [
            (start - 2 if text.startswith(_FIRST, max(0, start - 2)) else start, end, parts)
            for start, end, parts in taken
        ]
    taken.sort(key=lambda item: item[0])
    moments = [_with_clock(line, start, end, parts) for start, end, parts in taken]
    if not moments and now is not None:
        moments = list(_told_from(line, now, language))
    elif now is not None and _HAS_DIGIT.search(line, moments[-1].end):
        moments += _without_year(line, now.replace(tzinfo=None), language, after=moments[-1].end)
    return tuple(moments)


def _days(line: str, language: str | None, url: str) -> Iterator[tuple[int, int, Parts]]:
    """Candidates of all forms, the surest form first."""
    has_year = forms.HAS_YEAR.search(line) is not None
    readers: list[tuple[re.Pattern[str], Callable[[re.Match[str]], Parts | None]]] = []
    if has_year:
        readers.append((forms.YMD, _from_numbers))
        if len(line) <= _SHORT_LINE or "/" in line:
            readers += [(forms.SPLIT, _from_numbers), (forms.COMPACT, _from_numbers)]
    if not line.isascii():
        readers += _of_scripts(line)
    if language is not None and language[:2] == "zh":
        readers.append((forms.SHORT_YMD, _from_short))
    if language in forms.COUNTS_ERAS:
        readers.append((forms.ERA_LETTER, _from_cjk))
    elif language is not None and (language.lower() in forms.COUNTS_REPUBLIC or ".tw/" in url):
        readers += [(forms.REPUBLIC, _from_republic), (forms.REPUBLIC_CJK, _from_republic)]
    if forms.MONTH_NAME.search(line):
        readers.append((forms.DAY_WORD_YEAR, lambda m: _from_words(m, language)))
        if has_year:
            readers += [
                (pattern, lambda m: _from_words(m, language))
                for pattern in (forms.WORD_DAY_YEAR, forms.YEAR_WORD_DAY, forms.LATVIAN)
            ]
    if forms.NUMBERS.search(line):
        readers.append((forms.NUMERIC, lambda m: _from_either(m, puts_month_first(language, url))))
    for pattern, reader in readers:
        for match in pattern.finditer(line):
            if parts := reader(match):
                yield match.start(), match.end(), parts


def _of_scripts(line: str) -> list[tuple[re.Pattern[str], Callable[[re.Match[str]], Parts | None]]]:
    """The forms that need letters of one script, where the line has them."""
    readers: list[tuple[re.Pattern[str], Callable[[re.Match[str]], Parts | None]]] = []
    if "月" in line or "월" in line:
        readers += [(forms.CJK, _from_cjk), (forms.HAN, _from_han)]
    if forms.THAI_LETTER.search(line):
        readers.append((forms.THAI, lambda m: _from_words(m, "th")))
    if "ទី" in line:
        readers.append((forms.KHMER, lambda m: _from_words(m, "km")))
    if "ရက်" in line:
        readers.append((forms.BURMESE, lambda m: _from_words(m, "my")))
    for sign, pattern in (
        ("tháng", forms.VIETNAMESE),
        ("ཟླ", forms.TIBETAN),
        ("ئاينىڭ", forms.UYGHUR),
        ("сарын", forms.MONGOLIAN),
    ):
        if sign in line:
            readers.append((pattern, _from_numbers))
    return readers


def _day(year: int, month: int, day: int) -> date | None:
    if is_jalali_year(year):
        return jalali_date(year, month, day)
    try:
        return date(common_year(year), month, day)
    except ValueError:
        return None


def _from_numbers(match: re.Match[str]) -> Parts | None:
    day = _day(int(match["y"]), int(match["m"]), int(match["d"]))
    return (day, None) if day else None


def _from_short(match: re.Match[str]) -> Parts | None:
    day = _day(_century(int(match["y"])), int(match["m"]), int(match["d"]))
    return (day, "short_year") if day else None


def _from_republic(match: re.Match[str]) -> Parts | None:
    day = _day(int(match["y"]) + REPUBLIC, int(match["m"]), int(match["d"]))
    return (day, None) if day else None


def _from_cjk(match: re.Match[str]) -> Parts | None:
    year = era_year(match["era"], match["ey"]) if match["era"] else int(match["y"])
    if year is None:
        return None
    short = year < 100
    day = _day(_century(year) if short else year, int(match["m"]), int(match["d"]))
    return (day, "short_year" if short else None) if day else None


def _from_han(match: re.Match[str]) -> Parts | None:
    written = era_year(match["era"], match["ey"]) if match["era"] else han_number(match["y"])
    numbers = [written, han_number(match["m"]), han_number(match["d"])]
    if None in numbers:
        return None
    year, month, number = (n or 0 for n in numbers)
    day = _day(year, month, number)
    return (day, None) if day else None


def _from_words(match: re.Match[str], language: str | None) -> Parts | None:
    groups = match.groupdict()
    word = match["w"]
    month = (month_number(word + groups["w3"], language) if groups.get("w3") else None) or month_number(word, language)
    year_text = match["y"].lstrip("'’")
    year = int(year_text)
    if month is None and is_jalali_year(year) and (solar := jalali_month(word)):
        month = solar
    if month is None:
        return None
    short = len(year_text) == 2
    if short and language == "th":
        year += 2500
        short = False
    day = _day(_century(year) if short else year, month, int(match["d"]))
    return (day, "short_year" if short else None) if day else None


def _from_either(match: re.Match[str], month_first: bool) -> Parts | None:
    first, second, year = int(match["a"]), int(match["b"]), int(match["y"])
    short = year < 100
    if short and match["sep"] == "-" and first > 12:  # 23-07-27
        day = _day(_century(first), second, year)
        return (day, "order") if day else None
    year = _century(year) if short else year
    if match["sep"] == ".":
        month_first = False
    month, number = (first, second) if month_first else (second, first)
    if month > 12:
        month, number = number, month
        doubt = None
    else:
        doubt = None if number > 12 or number == month else "order"
    day = _day(year, month, number)
    if day is None:
        return None
    return day, doubt or ("short_year" if short else None)


def _century(year: int) -> int:
    return year + (2000 if year < 70 else 1900)


def _with_clock(line: str, start: int, end: int, parts: Parts) -> Moment:
    day, doubt = parts
    clock = read_clock(line, start, end)
    midnight = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - the zone is decided by the field parser
    if clock is None:
        return Moment(local=midnight, precision="day", start=start, end=end, doubt=doubt)
    return _moment(midnight, clock, start=min(start, clock.start), end=max(end, clock.end), doubt=doubt)


def _moment(midnight: datetime, clock: Clock, *, start: int, end: int, doubt: str | None) -> Moment:
    local = midnight.replace(hour=clock.hour, minute=clock.minute, second=clock.second)
    if clock.next_day:
        local += timedelta(days=1)
    offset = read_zone(clock.zone, local) if clock.zone else None
    return Moment(local=local, precision=clock.precision, offset=offset, start=start, end=end, doubt=doubt)


def _told_from(line: str, now: datetime, language: str | None) -> Iterator[Moment]:
    """Relative times, and days without a year beside a time of day."""
    line = line if line.isascii() else line.translate(DIGITS)
    here = now.replace(tzinfo=None)
    if ago := read_ago(line, here):
        yield Moment(local=ago[0], precision=ago[1], start=ago[2], end=ago[3], doubt="relative")
        return
    if word := read_day_word(line, here):
        if clock := read_clock(line, word[1], word[2]):
            yield _moment(
                word[0], clock, start=min(word[1], clock.start), end=max(word[2], clock.end), doubt="relative"
            )
        elif len(line) <= 40:
            yield Moment(local=word[0], precision="day", start=word[1], end=word[2], doubt="relative")
        return
    yield from _without_year(line, here, language)


def _without_year(line: str, here: datetime, language: str | None, *, after: int = 0) -> Iterator[Moment]:
    """The first day that stands beside a time of day and has no year."""
    patterns = (forms.MONTH_DAY, forms.MONTH_DAY_NUMERIC, forms.DAY_WORD_ALONE, forms.WORD_DAY_ALONE)
    for pattern in (forms.MONTH_DAY_SLASH, *patterns) if (language or "")[:2] in {"zh", "ja", "ko"} else patterns:
        for match in pattern.finditer(line, after):
            if moment := _yearless(line, match, here, language):
                yield moment
                return


def _yearless(line: str, match: re.Match[str], here: datetime, language: str | None) -> Moment | None:
    """A month and a day take the year that puts them last before the capture.

    They stand beside a time of day, or are all that the line says.
    """
    groups = match.groupdict()
    month = int(groups["m"]) if groups.get("m") else month_number(groups["w"], language)
    clock = read_clock(line, match.start(), match.end())
    if month is None or (clock is None and _WORDS.search(line[: match.start()] + line[match.end() :])):
        return None
    day = _day(here.year, month, int(groups["d"]))
    if day and day > here.date() + timedelta(days=1):
        day = _day(here.year - 1, month, int(groups["d"]))
    if day is None:
        return None
    midnight = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - as above
    if clock is None:
        return Moment(local=midnight, precision="day", start=match.start(), end=match.end(), doubt="year")
    return _moment(
        midnight, clock, start=min(match.start(), clock.start), end=max(match.end(), clock.end), doubt="year"
    )
