"""When an address is due again: pure rules, no clock and no database."""

from dataclasses import dataclass
from datetime import datetime, timedelta

SOONEST = timedelta(minutes=30)
"""Never more often, however young: a page read twice within half an hour has cost its host enough."""
LATEST = timedelta(days=180)
"""Never more rarely while it lives, so that a deletion is seen within half a year."""
INDEX_SOONEST = timedelta(minutes=5)
INDEX_LATEST = timedelta(days=1)
SLOWED = 1.25
"""By how much a visit in vain lengthens the wait, for at most three in a row: a page that never changes is looked at
when it is about 1, 2, 3, 7 and 13 hours old, then 1, 3, 10, 29 and 85 days."""
GONE_AGAIN = (timedelta(days=1), timedelta(days=7), timedelta(days=30), timedelta(days=180))
"""Pages come back: a missing one is asked four times more, then let go."""
SERVER_REASONS = frozenset(
    {"timeout", "connection", "dns", "http_5xx", "too_many_requests", "reset", "tls", "network", "too_slow"}
)
"""The host is at fault, not the page: worth more patience."""
OUR_REASONS = ("store_error", "no_reader", "parse_memory", "parse_crash", "fault")
"""The machine may be at fault: the next run tries again, however soon it comes."""
PAGE_TRIES = 3
SERVER_TRIES = 8
FIRST_RETRY = timedelta(minutes=10)
LONGEST_RETRY = timedelta(days=2)
REFUSED_AGAIN = {
    "robots": timedelta(days=1),
    "budget": timedelta(days=1),
    "private": None,
    "scope": None,
    "scheme": None,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What earlier visits to an address brought."""

    visits: int = 0
    """Visits that went well."""
    changes: int = 0
    """How many of them found a change."""
    unchanged: int = 0
    """Visits in a row that found none."""


def next_visit(age: timedelta, past: Past) -> timedelta:
    """How long to wait before an article of this age is looked at again, at least 30 minutes and at most 180 days.

    As long as it is old, so often while young and rarely when old. One that has been edited is looked at sooner, in
    step with how often it was; from its second day on every visit in vain lengthens the wait by a quarter.

    >>> next_visit(timedelta(hours=2), Past(visits=1))
    datetime.timedelta(seconds=7200)
    >>> next_visit(timedelta(hours=2), Past(visits=4, changes=2)) < timedelta(hours=2)
    True
    >>> next_visit(timedelta(days=16), Past(visits=9, unchanged=8)) > timedelta(days=16)
    True
    """
    wait = max(age, timedelta(0))
    if past.visits and past.changes:
        wait *= 1 - 0.7 * min(1.0, past.changes / past.visits)
    if age > timedelta(days=1):
        wait *= SLOWED ** min(past.unchanged, 3)
    return min(max(wait, SOONEST), LATEST)


def next_index_visit(past: Past) -> timedelta:
    """How long a feed, sitemap or listing may rest: five minutes after news, doubling up to a day without any."""
    return min(INDEX_SOONEST * float(2 ** min(past.unchanged, 10)), INDEX_LATEST)


def next_gone_visit(times_gone: int) -> timedelta | None:
    """How long until a page that was gone `times_gone` times in a row is asked again; None to let it go."""
    return GONE_AGAIN[times_gone - 1] if 1 <= times_gone <= len(GONE_AGAIN) else None


def next_try(tries: int, reason: str | None) -> timedelta | None:
    """How long until an address is tried again that failed `tries` times in a row; None to set it aside.

    >>> next_try(1, "timeout: 60 s"), next_try(3, "parse_timeout")
    (datetime.timedelta(seconds=600), None)
    """
    word = first_word(reason)
    patient = word in SERVER_REASONS or word in OUR_REASONS
    bound = SERVER_TRIES if patient else PAGE_TRIES
    if tries >= bound:
        return None
    return min(FIRST_RETRY * float(4 ** (tries - 1)), LONGEST_RETRY)


def next_after_refusal(reason: str | None) -> timedelta | None:
    """How long until a refused address is looked at again; None for never."""
    return REFUSED_AGAIN.get(first_word(reason), timedelta(days=7))


def first_word(reason: str | None) -> str:
    """The reason without its details.

    >>> first_word("timeout: 60 s")
    'timeout'
    """
    return (reason or "").partition(":")[0].strip()


def due_after(moment: datetime, wait: timedelta | None) -> datetime | None:
    """The moment when the wait is over; None when there is none."""
    return None if wait is None else moment + wait
