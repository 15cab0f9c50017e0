"""Time zones: what their printed names mean, and which zone a page most likely keeps when it prints none."""

import re
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

# Abbreviations with one common meaning in news; hours east of Greenwich. Left out where papers disagree (AST, ECT).
_FIXED: dict[str, float] = {
    "Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "WEST": 1, "BST": 1, "CET": 1, "CEST": 2, "MEZ": 1, "MESZ": 2, "HEC": 2,
    "EET": 2, "EEST": 3, "MSK": 3, "МСК": 3, "TRT": 3, "IRST": 3.5, "GST": 4, "PKT": 5, "IST": 5.5, "NPT": 5.75,
    "ICT": 7, "WIB": 7, "WITA": 8, "WIT": 9, "HKT": 8, "SGT": 8, "PHT": 8, "MYT": 8, "AWST": 8, "JST": 9, "KST": 9,
    "ACST": 9.5, "ACDT": 10.5, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13, "EAT": 3, "CAT": 2, "WAT": 1, "SAST": 2,
    "BRT": -3, "ART": -3, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
    "AKST": -9, "AKDT": -8, "HST": -10, "NST": -3.5, "ADT": -3, "北京时间": 8, "北京時間": 8, "日本時間": 9,
}  # fmt: skip
# Names that leave the season to the reader.
_SEASONAL = {
    "ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles",
    "AT": "America/Halifax", "UK": "Europe/London", "AET": "Australia/Sydney",
}  # fmt: skip
_OFFSET = re.compile(r"(?:(?:UTC|GMT)\s?)?([+\-−–])\s?(\d{1,2})(?::?([0-5]\d))?$", re.IGNORECASE)

# The zone of a language's papers when nothing else tells: its most populous country with one zone.
_LANGUAGE_ZONE = {
    "zh": "Asia/Shanghai", "bo": "Asia/Shanghai", "ug": "Asia/Shanghai", "ja": "Asia/Tokyo", "ko": "Asia/Seoul",
    "de": "Europe/Berlin", "fr": "Europe/Paris", "it": "Europe/Rome", "es": "Europe/Madrid", "ca": "Europe/Madrid",
    "gl": "Europe/Madrid", "eu": "Europe/Madrid", "nl": "Europe/Amsterdam", "sv": "Europe/Stockholm",
    "da": "Europe/Copenhagen", "no": "Europe/Oslo", "nb": "Europe/Oslo", "nn": "Europe/Oslo", "fi": "Europe/Helsinki",
    "is": "Atlantic/Reykjavik", "et": "Europe/Tallinn", "lv": "Europe/Riga", "lt": "Europe/Vilnius",
    "pl": "Europe/Warsaw", "cs": "Europe/Prague", "sk": "Europe/Bratislava", "sl": "Europe/Ljubljana",
    "hr": "Europe/Zagreb", "bs": "Europe/Sarajevo", "sr": "Europe/Belgrade", "mk": "Europe/Skopje",
    "bg": "Europe/Sofia", "ro": "Europe/Bucharest", "hu": "Europe/Budapest", "el": "Europe/Athens",
    "ru": "Europe/Moscow", "uk": "Europe/Kyiv", "be": "Europe/Minsk", "tr": "Europe/Istanbul", "he": "Asia/Jerusalem",
    "fa": "Asia/Tehran", "hi": "Asia/Kolkata", "bn": "Asia/Dhaka", "ta": "Asia/Kolkata", "te": "Asia/Kolkata",
    "mr": "Asia/Kolkata", "ur": "Asia/Karachi", "ne": "Asia/Kathmandu", "th": "Asia/Bangkok", "vi": "Asia/Ho_Chi_Minh",
    "id": "Asia/Jakarta", "ms": "Asia/Kuala_Lumpur", "km": "Asia/Phnom_Penh", "my": "Asia/Yangon",
    "ka": "Asia/Tbilisi", "hy": "Asia/Yerevan", "az": "Asia/Baku", "sq": "Europe/Tirane", "af": "Africa/Johannesburg",
    "zu": "Africa/Johannesburg", "sw": "Africa/Nairobi", "am": "Africa/Addis_Ababa",
}  # fmt: skip
# Countries with one zone (or one that nearly all their papers keep), by top-level domain.
_COUNTRY_ZONE = {
    "cn": "Asia/Shanghai", "tw": "Asia/Taipei", "hk": "Asia/Hong_Kong", "mo": "Asia/Macau", "sg": "Asia/Singapore",
    "jp": "Asia/Tokyo", "kr": "Asia/Seoul", "uk": "Europe/London", "ie": "Europe/Dublin", "in": "Asia/Kolkata",
    "at": "Europe/Vienna", "ch": "Europe/Zurich", "be": "Europe/Brussels", "lu": "Europe/Luxembourg",
    "de": "Europe/Berlin", "fr": "Europe/Paris", "it": "Europe/Rome", "es": "Europe/Madrid", "pt": "Europe/Lisbon",
    "nl": "Europe/Amsterdam", "se": "Europe/Stockholm", "dk": "Europe/Copenhagen", "no": "Europe/Oslo",
    "fi": "Europe/Helsinki", "pl": "Europe/Warsaw", "cz": "Europe/Prague", "gr": "Europe/Athens",
    "tr": "Europe/Istanbul", "ru": "Europe/Moscow", "ua": "Europe/Kyiv", "il": "Asia/Jerusalem", "ir": "Asia/Tehran",
    "eg": "Africa/Cairo", "sa": "Asia/Riyadh", "qa": "Asia/Qatar", "ae": "Asia/Dubai", "ma": "Africa/Casablanca",
    "pk": "Asia/Karachi", "bd": "Asia/Dhaka", "lk": "Asia/Colombo", "np": "Asia/Kathmandu", "th": "Asia/Bangkok",
    "vn": "Asia/Ho_Chi_Minh", "my": "Asia/Kuala_Lumpur", "ph": "Asia/Manila", "id": "Asia/Jakarta",
    "za": "Africa/Johannesburg", "ke": "Africa/Nairobi", "ng": "Africa/Lagos", "gh": "Africa/Accra",
    "na": "Africa/Windhoek", "zw": "Africa/Harare", "nz": "Pacific/Auckland", "ar": "America/Argentina/Buenos_Aires",
    "br": "America/Sao_Paulo", "cl": "America/Santiago", "co": "America/Bogota", "pe": "America/Lima",
    "ve": "America/Caracas", "mx": "America/Mexico_City", "hu": "Europe/Budapest", "ro": "Europe/Bucharest",
    "bg": "Europe/Sofia", "hr": "Europe/Zagreb", "rs": "Europe/Belgrade", "si": "Europe/Ljubljana",
    "sk": "Europe/Bratislava", "lt": "Europe/Vilnius", "lv": "Europe/Riga", "ee": "Europe/Tallinn",
    "by": "Europe/Minsk", "is": "Atlantic/Reykjavik",
}  # fmt: skip
# English-writing countries that put the day before the month.
_DAY_FIRST_COUNTRIES = frozenset(
    {"uk", "ie", "in", "au", "nz", "za", "ng", "ke", "gh", "pk", "bd", "lk", "sg", "my", "hk", "mt", "zw", "na", "ug",
     "tz", "jm", "tt"}
)  # fmt: skip
_MONTH_FIRST_LANGUAGES = frozenset({"en", "fil", "tl"})


def read_zone(text: str, when: datetime) -> timezone | None:
    """The offset that a printed zone (+08:00, Z, EDT, GMT+8, ET) means on a day; None for what is no zone.

    `when` is the local time: the seasonal names (ET, PT) need it.

    >>> read_zone("+0800", datetime(2023, 7, 27)) == read_zone("GMT+8", datetime(2023, 7, 27))
    True
    """
    name = text.strip(" ()")
    if match := _OFFSET.match(name):
        sign = 1 if match[1] == "+" else -1
        minutes = int(match[2]) * 60 + int(match[3] or 0)
        return timezone(timedelta(minutes=sign * minutes)) if minutes <= 14 * 60 else None
    if (hours := _FIXED.get(name.upper())) is not None:
        return timezone(timedelta(hours=hours)) if hours else UTC
    if place := _SEASONAL.get(name.upper()):
        return offset_at(place, when)
    return None


def offset_at(place: str, when: datetime) -> timezone | None:
    """The offset an IANA zone keeps at a local time; None for an unknown name."""
    zone = _zone(place)
    delta = when.replace(tzinfo=zone).utcoffset() if zone else None
    return timezone(delta) if delta is not None else None


def likely_place(language: str | None, url: str) -> str | None:
    """The IANA zone that a page most likely keeps, by its host's country, then by its language; None when open."""
    if place := _COUNTRY_ZONE.get(_country(url)):
        return place
    tag = (language or "").lower()
    if tag.startswith("zh") and tag.endswith(("tw", "hk", "mo", "sg")):
        return _COUNTRY_ZONE[tag[-2:]]
    region = tag.rpartition("-")[2]
    if region != tag and (place := _COUNTRY_ZONE.get("uk" if region == "gb" else region)):
        return place
    return _LANGUAGE_ZONE.get(tag.partition("-")[0])


def puts_month_first(language: str | None, url: str = "") -> bool:
    """True where 7/5/2023 is the fifth of July: English outside the countries that put the day first."""
    tag = (language or "").lower()
    primary, _, rest = tag.partition("-")
    if primary not in _MONTH_FIRST_LANGUAGES:
        return False
    region = rest.rpartition("-")[2]
    if region in {"us", "ph"}:
        return True
    return _country(url) not in _DAY_FIRST_COUNTRIES and region not in _DAY_FIRST_COUNTRIES | {"gb"}


@cache
def _zone(place: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(place)
    except (ValueError, OSError):  # ZoneInfoNotFoundError is a KeyError with a ValueError's causes on some systems
        return None
    except KeyError:
        return None


def _country(url: str) -> str:
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host.rpartition(".")[2]
