"""What each setting of the project file may hold: a check gives the value the program wants, or raises `Wrong`."""

import re
from collections.abc import Callable
from datetime import date
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

Check = Callable[[object], object]


class Wrong(ValueError):
    """A value that the setting does not take; its text says what the setting takes."""


def text(value: object) -> str:
    """Text that is not empty."""
    if isinstance(value, str) and value.strip():
        return value.strip()
    raise Wrong("takes a text")


def texts(value: object) -> tuple[str, ...]:
    """A list of texts; one text stands for a list of one."""
    if isinstance(value, str):
        return (text(value),)
    if isinstance(value, list) and all(isinstance(each, str) and each.strip() for each in value):
        return tuple(each.strip() for each in value)
    raise Wrong("takes a list of texts")


def flag(value: object) -> bool:
    """Yes or no, written true or false."""
    if isinstance(value, bool):
        return value
    raise Wrong("takes true or false")


def seconds(value: object) -> float:
    """A number of seconds that is not negative."""
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 86_400:
        return float(value)
    raise Wrong("takes a number of seconds between 0 and 86400")


def count(least: int, most: int) -> Check:
    """A whole number within bounds."""

    def check(value: object) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        raise Wrong(f"takes a whole number between {least} and {most}")

    return check


def workers(value: object) -> int | None:
    """A number of processes, or "auto" (then None)."""
    if value == "auto":
        return None
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 256:
        return value
    raise Wrong('takes a whole number between 0 and 256, or "auto"')


def address(value: object) -> str:
    """A web address."""
    found = text(value)
    if re.match(r"https?://[^\s/]+", found):
        return found
    raise Wrong("takes an address that begins with http:// or https://")


def addresses(value: object) -> tuple[str, ...]:
    """A list of web addresses."""
    return tuple(address(each) for each in texts(value))


def contact(value: object) -> str:
    """Where a site's owner reaches us: a web address or a mail address."""
    found = text(value).removeprefix("mailto:")
    if re.fullmatch(r"https?://\S+|[^\s@]+@[^\s@]+\.[^\s@]+", found):
        return found
    raise Wrong("takes a web address or a mail address")


def zone(value: object) -> str:
    """An IANA time zone."""
    found = text(value)
    try:
        ZoneInfo(found)
    except (ZoneInfoNotFoundError, ValueError, OSError) as problem:
        raise Wrong("takes an IANA time zone such as Asia/Shanghai") from problem
    return found


def pattern(value: object) -> str:
    """A regular expression."""
    found = text(value)
    try:
        re.compile(found)
    except re.error as problem:
        raise Wrong(f"takes a regular expression ({problem})") from problem
    return found


def day(value: object) -> date:
    """A day, as TOML writes it: 2024-01-31."""
    if type(value) is date:
        return value
    raise Wrong("takes a day such as 2024-01-31, without quotes")
