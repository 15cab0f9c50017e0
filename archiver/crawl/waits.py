"""Hosts that ask to be left alone for longer than a run can wait, and addresses that ask so for themselves.

A wish is kept as the reason of a visit, so that the next runs know of it.
"""

import re
from datetime import UTC, datetime, timedelta

from archiver.model.visit import FrontierUrl
from archiver.text.urls import host_of

LONGEST = timedelta(days=30)
"""No wish holds longer: a hijacked host must not bury itself for ever."""
IN_A_ROW = 5
"""Wishes without a good answer between them after which the host itself is asked whether it means all of its pages."""
_WISH = re.compile(r"asks_to_wait: until (\S{1,40})")


def wish(seconds: float, now: datetime) -> str:
    """A wish as a reason.

    >>> wish(3600, datetime(2024, 1, 1, tzinfo=UTC))
    'asks_to_wait: until 2024-01-01T01:00:00+00:00'
    """
    until = now + min(timedelta(seconds=min(seconds, 1e9)), LONGEST)
    return f"asks_to_wait: until {until.isoformat(timespec='seconds')}"


def wished(reason: str | None) -> datetime | None:
    """Until when a visit's reason asks us to wait; None when it does not.

    >>> wished("too_many_requests: 429, asks_to_wait: until 2024-01-01T01:00:00+00:00")
    datetime.datetime(2024, 1, 1, 1, 0, tzinfo=datetime.timezone.utc)
    """
    found = _WISH.search(reason or "")
    return datetime.fromisoformat(found[1]).astimezone(UTC) if found else None


class Waits:
    """What the hosts of a run have wished for."""

    def __init__(self) -> None:
        self._hosts: dict[str, str] = {}
        self._in_a_row: dict[str, int] = {}
        self._good: dict[str, str] = {}

    def refusal(self, url: str) -> str | None:
        """The wish that keeps us from asking an address's host; None when there is none."""
        return self._hosts.get(host_of(url))

    def recall(self, lease: FrontierUrl, now: datetime) -> str | None:
        """The wish, of this run or an earlier one, that keeps us from asking for a leased address."""
        until = wished(lease.last_reason)
        if until is not None and now < until <= now + LONGEST:
            if (lease.last_reason or "").startswith("asks_to_wait"):
                self._hosts.setdefault(host_of(lease.url), lease.last_reason or "")
            return lease.last_reason
        return self.refusal(lease.url)

    def note_good(self, url: str) -> None:
        """A page has come as it should."""
        self._in_a_row[host_of(url)] = 0
        self._good[host_of(url)] = url

    def note_wish(self, url: str) -> bool:
        """Count a wish; True when it is time to ask the host whether it means all of its pages."""
        count = self._in_a_row.get(host_of(url), 0) + 1
        self._in_a_row[host_of(url)] = count % IN_A_ROW
        return count >= IN_A_ROW

    def good_page(self, url: str) -> str | None:
        """A page of the same host that came well in this run."""
        return self._good.get(host_of(url))

    def set_aside(self, url: str, why: str) -> None:
        """Ask the host of an address no more in this run."""
        self._hosts[host_of(url)] = why

    def hosts(self) -> tuple[str, ...]:
        """The hosts that are set aside, each with its wish."""
        return tuple(f"{host} {why}" for host, why in self._hosts.items())
