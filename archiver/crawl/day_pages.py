"""Archives by date: listing pages whose addresses name a day, worked out from a site's pattern."""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from archiver.model.site import Site

MOST_DAYS = 3_660
"""How far back at most a run goes, whatever day is asked for: ten years."""
OPEN = 2
"""Days that may still get articles: today, and yesterday for what came in after the last visit."""
_PARTS = {
    "{yyyy}": r"(?P<year>\d{4})",
    "{yy}": r"(?P<short>\d{2})",
    "{mm}": r"(?P<month>\d{2})",
    "{m}": r"(?P<month>\d{1,2})",
    "{dd}": r"(?P<day>\d{2})",
    "{d}": r"(?P<day>\d{1,2})",
}


def page_of_day(pattern: str, day: date) -> str:
    """The address of a day's list.

    >>> page_of_day("https://a.cn/{yyyy}/{mm}{dd}/list.html", date(2024, 3, 1))
    'https://a.cn/2024/0301/list.html'
    """
    words = {
        "{yyyy}": f"{day:%Y}",
        "{yy}": f"{day:%y}",
        "{mm}": f"{day:%m}",
        "{m}": str(day.month),
        "{dd}": f"{day:%d}",
        "{d}": str(day.day),
    }
    for name, text in words.items():
        pattern = pattern.replace(name, text)
    return pattern


def day_of_page(patterns: Sequence[str], url: str) -> date | None:
    """The day whose list an address is; None when it is no day's list.

    >>> day_of_page(["https://a.cn/{yyyy}/{mm}{dd}/list.html"], "https://a.cn/2024/0301/list.html")
    datetime.date(2024, 3, 1)
    """
    for pattern in patterns:
        found = re.fullmatch(_expression(pattern), url)
        if found is None:
            continue
        parts = found.groupdict()
        year = int(parts["year"]) if parts.get("year") else 2000 + int(parts.get("short") or 0)
        try:
            return date(year, int(parts.get("month") or 1), int(parts.get("day") or 1))
        except ValueError:
            return None
    return None


def days_to_list(site: Site, now: datetime, since: date | None) -> tuple[date, ...]:
    """The days whose lists a run may look at, newest first: back to `since`, or as far as the site says."""
    today = now.astimezone(ZoneInfo(site.timezone)).date()
    back = site.archive_days if since is None else (today - since).days + 1
    return tuple(today - timedelta(days=n) for n in range(max(OPEN, min(back, MOST_DAYS))))


def is_open(day: date, site: Site, now: datetime) -> bool:
    """Whether a day's list may still get articles, so that it is looked at in every run."""
    return (now.astimezone(ZoneInfo(site.timezone)).date() - day).days < OPEN


def _expression(pattern: str) -> str:
    parts = re.split(r"(\{(?:yyyy|yy|mm|m|dd|d)\})", pattern)
    seen: set[str] = set()
    made = []
    for part in parts:
        group = _PARTS.get(part)
        if group is None:
            made.append(re.escape(part))
        elif group[3:8] in seen:  # a part of the day named twice: /2024/2024-03-01/
            made.append(re.sub(r"\?P<\w+>", "?:", group))
        else:
            seen.add(group[3:8])
            made.append(group)
    return "".join(made)
