"""The time of day that stands beside a date."""

import re
from dataclasses import dataclass

from archiver.model.article import Precision
from archiver.text.calendars import HAN_DIGITS, han_number

# What may stand between a date and its time: spaces, marks, a weekday, "at", "um", "a las"; no digit, no line break.
_GAP = r"(?P<gap>[^\d\n]{0,16}?)"
_CLOCK = (
    r"(?P<pre>上午|下午|中午|晚上|晚间|晚間|凌晨|清晨|早上|傍晚|夜间|夜間|晚|早|오전|오후|午前|午後|(?<![A-Za-z])[AP]M(?=\s\d))?\s?"
    r"(?<!\d)(?P<h>2[0-4]|[01]?\d)(?!\d)"
    r"(?:\s?(?P<sep>[:：.]|[hH](?![a-zA-Z])|[時时点點시])\s?(?:(?P<mi>[0-5]\d(?!\d)|\d(?=\s?[分분]))\s?[分분m]?"
    r"(?:[:：.\s]?(?P<s>[0-5]\d)(?!\d)[秒초]?(?:[.,]\d{1,9})?)?|(?P<half>半))?)?"
    r"(?:\s?(?P<ap>[aApP]\.?\s?[mM](?![a-z])\.?|(?:مساءً?|صباح[اً]{1,2}|[صم])(?!\w)|[πμ]\.?\s?μ\.?(?!\w)|পিএম|এএম|अपराह्न"
    r"|पूर्वाह्न|SA(?!\w)|CH(?!\w)))?"
)
_ZONE = (
    r"(?:\s?(?:Uhr|hrs?|uur|Hrs|IST:)?\s?\(?(?P<zone>Z(?![a-zA-Z])|(?:UTC|GMT)(?:\s?[+\-−]\s?\d{1,2}(?::?\d{2})?)?"
    r"|[+\-−]\d{2}:?\d{2}(?!\d)|[A-Z]{2,4}(?![A-Za-z])|МСК|北京[时時][间間])\)?)?"
)
_AFTER = re.compile(_GAP + _CLOCK + _ZONE)
_BEFORE = re.compile(_CLOCK + _ZONE + r"(?P<gap>[^\d\n]{0,16})$")
_SIGNS = frozenset("分분秒초")
"""What stands behind minutes and seconds and belongs to them."""
_BEIJING = re.compile(r"北京[时時][间間]")
# Words in the gap that say the time belongs to something else.
_OTHER = re.compile(
    r"upd|modif|mod\.|aktual|更新|修改|edit|last|来源|來源|read|published|обновл|измен|оновл|güncel|aggiorn|actuali|atuali"
    r"|mis à|päivit|frissít|cập nhật|수정|تحديث|به.?روز|ปรับปรุง|อัปเดต|আপডেট|अपडेट|עודכן|ενημ|zaktual|ažur|diperbarui",
    re.IGNORECASE,
)
_WHITE = re.compile(
    r"[\s,T(|]*(?:at|um|à|às|a las|alle(?: ore)?|ore|kl\.?|klo|o|u|om|в|во|о|pukul|jam|saat|ob|godz\.?|kello|klokken"
    r"|เวลา|الساعة|ساعت|ώρα|час|v|ve|o godzinie)?[\s,)]*$",
    re.I,
)
_AFTERNOON = frozenset({"下午", "晚上", "晚间", "晚間", "傍晚", "夜间", "夜間", "晚", "오후", "午後", "PM"})
_MORNING = frozenset({"上午", "凌晨", "清晨", "早上", "早", "오전", "午前", "AM"})
_HALVES_AFTER_NOON = ("p", "م", "μ", "পি", "अप", "ch")
# 上午九时三十分: the digits of a clock in Chinese numerals.
_HAN_CLOCK = re.compile(
    rf"[^\d\n]{{0,12}}?(?P<h>[{HAN_DIGITS}]{{1,3}})[时時点點](?:(?P<mi>[{HAN_DIGITS}]{{1,3}})分|(?P<half>半))?"
)


_HOURS = re.compile(r"\s?h(?:rs|oras|ores)?(?![^\W_])")
"""Catalan and Spanish papers print 9.34 h."""
# Slovenian, Slovak and Czech papers print "1. maj 2024, 9.34" and nothing behind it.
_CLOSED = re.compile(r"\s?(?:h(?:rs|oras|ores)?(?![^\W_])|Uhr|(?=[|·•()–—/,]|$|\n))")


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day."""

    hour: int
    minute: int
    second: int
    precision: Precision
    zone: str | None
    """As printed."""
    start: int
    end: int
    next_day: bool = False
    """True for 24:00."""


def read_clock(text: str, start: int, stop: int, *, also_before: bool = True) -> Clock | None:
    """The time of day that follows a date ending at `stop`, or stands just before one starting at `start`.

    None when neither does. Never looks further than 40 characters.
    """
    # A bounded slice keeps the lazy gap cheap on any input.
    match = _AFTER.match(text[stop : stop + 60])
    if match and (clock := _clock(match, stop)):
        return clock
    if text.find("时", stop, stop + 24) >= 0 or text.find("點", stop, stop + 24) >= 0:
        return _han_clock(text, stop)
    if not also_before:
        return None
    base = max(0, start - 40)
    before = _BEFORE.search(text[base:start])
    return _clock(before, base, before=True) if before else None


def _han_clock(text: str, stop: int) -> Clock | None:
    match = _HAN_CLOCK.match(text[stop : stop + 40])
    hour = han_number(match["h"]) if match else None
    minute = 30 if match and match["half"] else han_number(match["mi"]) if match and match["mi"] else 0
    if match is None or hour is None or minute is None or hour > 23 or minute > 59:
        return None
    pre = next((word for word in (*_AFTERNOON, *_MORNING) if word in match[0]), None)
    return Clock(
        hour=_hour(hour, "", pre) or 0,
        minute=minute,
        second=0,
        precision="minute" if match["mi"] or match["half"] else "hour",
        zone=None,
        start=stop + match.start("h"),
        end=stop + match.end(),
    )


def _clock(match: re.Match[str], base: int, *, before: bool = False) -> Clock | None:
    sep, half, pre = match["sep"], match["ap"], match["pre"]
    if sep is None and half is None:
        return None
    if match["mi"] is None and sep is not None and (sep in ":：." or before):
        return None
    gap = match["gap"]
    if _OTHER.search(gap) and not before:
        return None
    is_named = (_CLOSED if "," in gap else _HOURS).match(match.string, match.end("mi")) is not None
    if sep == "." and half is None and not (is_named or _is_dotted_clock(gap, match["h"])):
        return None
    if half is not None and sep is None and not half[:1].isascii():
        return None
    hour = _hour(int(match["h"]), (half or "").lower(), pre)
    minute = 30 if match["half"] else int(match["mi"] or 0)
    if hour is None or (hour == 24 and minute):
        return None
    zone = match["zone"] or ("北京时间" if _BEIJING.search(gap) else None)
    precision: Precision = "second" if match["s"] else "minute" if match["mi"] or match["half"] else "hour"
    return Clock(
        hour=hour % 24,
        minute=minute,
        second=int(match["s"] or 0),
        precision=precision,
        zone=zone,
        start=base + match.start("h") if pre is None else base + match.start("pre"),
        end=base + _end(match),
        next_day=hour == 24,
    )


def _is_dotted_clock(gap: str, hour: str) -> bool:
    """10.34 is a time where nothing but "kl." or spaces parts it from the date, 7.05 only after such a word."""
    return bool(_WHITE.match(gap)) and (len(hour) == 2 or any(c.isalpha() for c in gap))


def _end(match: re.Match[str]) -> int:
    """After the zone when there is one, else after the last part of the time and its sign (分, 秒)."""
    if match["zone"]:
        return match.end("zone")
    end = max(match.end(name) for name in ("h", "sep", "mi", "half", "s", "ap"))
    return end + (match.string[end : end + 1] in _SIGNS and end < match.end())


def _hour(hour: int, half: str, pre: str | None) -> int | None:
    if half:
        if hour > 12:  # "17:03PM" is printed by some systems: the 24-hour part is right
            return hour
        return hour % 12 + (12 if half.startswith(_HALVES_AFTER_NOON) else 0)
    if pre in _AFTERNOON and hour < 12:
        return hour + 12
    if pre == "中午" and hour < 3:
        return hour + 12
    if pre in _MORNING and hour == 12:
        return 0
    return hour
