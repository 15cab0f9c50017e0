"""Times as feeds and sitemaps write them: RFC 822 and W3C dates."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_W3C = re.compile(
    r"^(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?:[T ]+(\d{1,2}:\d{2}(?::\d{2})?)(?:\.\d+)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?$",
    re.IGNORECASE,
)


def read_moment(text: str | None) -> datetime | None:
    """A time with zone, in UTC; None when the text is none or lies outside of 1990 to 2100.

    A time without zone is taken as UTC: it decides what to fetch again, and is never kept as an article's date.

    >>> read_moment("Tue, 09 Apr 2024 11:05:00 +0800")
    datetime.datetime(2024, 4, 9, 3, 5, tzinfo=datetime.timezone.utc)
    >>> read_moment("2024-04"), read_moment("yesterday")
    (datetime.datetime(2024, 4, 1, 0, 0, tzinfo=datetime.timezone.utc), None)
    """
    text = (text or "").strip()[:64]
    try:
        moment = _w3c(text) or (parsedate_to_datetime(text) if text else None)
        if moment is None:
            return None
        moment = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return moment if 1990 <= moment.year <= 2100 else None


def _w3c(text: str) -> datetime | None:
    found = _W3C.match(text)
    if not found:
        return None
    year, month, day, clock, zone = found.groups()
    zone = "+00:00" if not zone or zone.isalpha() else zone
    clock = (clock or "00:00").zfill(5)
    return datetime.fromisoformat(f"{year}-{month:0>2}-{day or 1:0>2}T{clock}{zone}")
