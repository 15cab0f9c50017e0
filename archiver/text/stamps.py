"""Dates as machines write them in metadata: ISO 8601, RFC 2822, epoch seconds, and whatever a CMS prints instead."""

import re
from datetime import UTC, datetime, timedelta

from archiver.model.moment import Moment
from archiver.text.calendars import DIGITS
from archiver.text.dates import find_dates
from archiver.text.zones import read_zone

MAX_CHARS = 100
"""A date string of metadata is cut here: longer ones are attacks or prose."""

_DAY = r"(?P<y>(?:19|20)\d\d)(?P<sep>[-/.])(?P<m>0?[1-9]|1[0-2])(?P=sep)(?P<d>[12]\d|3[01]|0?[1-9])"
_CLOCK = (
    r"(?P<h>\d\d?):?(?P<mi>\d\d)(?::?(?P<s>\d\d?)(?:[.,:]\d{1,9})?)? ?"
    r"(?P<zone>Z|UTC|GMT|[+\-−–]\d\d:?\d\d|[+-]\d\d)?(?!\d|\s?[ap]\.?m)"
)
_ISO = re.compile(rf"{_DAY}(?:[T_ ]{{1,2}}{_CLOCK})?", re.IGNORECASE)
_COMPACT = re.compile(
    r"(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])"
    r"(?:[T ]?(?P<h>[01]\d|2[0-4])(?P<mi>[0-5]\d)(?P<s>[0-5]\d)?)?(?P<zone>Z|[+-]\d\d:?\d\d)?$"
)
_EPOCH = re.compile(r"(\d{10}|\d{13})(?:\.\d{1,9})?$")
# Date.toString() of Java and JavaScript: Thu Jul 27 09:34:00 CST 2023.
_DATE_TO_STRING = re.compile(
    r"[A-Za-z]{3} (?P<w>[A-Za-z]{3}) (?P<d>\d{1,2}) (?:(?P<y1>\d{4}) )?(?P<clock>\d\d:\d\d:\d\d)"
    r"(?: (?P<zone>GMT[+-]\d{4}|[A-Z]{3,4}))?(?: (?P<y2>\d{4}))?"
)


def parse_stamp(text: str, *, language: str | None = None, url: str = "", now: datetime | None = None) -> Moment | None:
    """The date that a value of metadata holds, in a machine's form or as printed.

    `language`, `url` and `now` are as in `find_dates`. None when it holds no date, or one that does not exist.
    Only the first 100 characters are read; never raises.

    >>> parse_stamp("2023-07-27T01:34:00Z").local == parse_stamp("1690421640").local
    True
    >>> parse_stamp("Thu, 27 Jul 2023 09:34:00 +0800").offset
    datetime.timezone(datetime.timedelta(seconds=28800))
    """
    value = text[:MAX_CHARS].translate(DIGITS).strip()
    if match := _EPOCH.match(value):
        return _from_epoch(match)
    match = _COMPACT.match(value) or _ISO.match(value)
    if match and (match["h"] or ":" not in value[match.end() :]):
        return _from_parts(match)
    if match := _DATE_TO_STRING.match(value):
        year = match["y1"] or match["y2"]
        # CST is China's as often as Chicago's in the dates that Java prints: no zone then.
        zone = "" if match["zone"] == "CST" else match["zone"] or ""
        value, language = f"{match['d']} {match['w']} {year} {match['clock']} {zone}", "en"
    return next(iter(find_dates(value, language=language, url=url, now=now)), None)


def _from_epoch(match: re.Match[str]) -> Moment:
    seconds = int(match[1]) // (1000 if len(match[1]) == 13 else 1)
    local = datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None)
    return Moment(local=local, precision="second", offset=UTC, end=match.end())


def _from_parts(match: re.Match[str]) -> Moment | None:
    try:
        midnight = datetime(int(match["y"]), int(match["m"]), int(match["d"]))  # noqa: DTZ001 - the parser decides
    except ValueError:
        return None
    if match["h"] is None:
        return Moment(local=midnight, precision="day", end=match.end())
    hour, minute, second = int(match["h"]), int(match["mi"]), int(match["s"] or 0)
    if hour > 24 or minute > 59 or second > 60 or (hour == 24 and minute):
        return Moment(local=midnight, precision="day", end=match.end())
    local = midnight + timedelta(hours=hour, minutes=minute, seconds=min(second, 59))
    return Moment(
        local=local,
        precision="second" if match["s"] else "minute",
        offset=read_zone(match["zone"].upper(), local) if match["zone"] else None,
        end=match.end(),
    )
