"""How fast a host may be asked: its delay, its pauses when it is in trouble, and what it asks for itself."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

MAX_CRAWL_DELAY = 30.0
MAX_PAUSE = 120.0
"""Seconds for which the Retry-After wishes of one host may hold up a run, all together."""
LEAST_PATIENCE = 10.0
"""Seconds: a host that lets requests hang is given half as long each time, down to this."""
FIRST_PAUSE = 1.0
LEAST_PAUSE = 0.05
"""For hosts that are the caller's own, asked without a delay."""


@dataclass(slots=True)
class HostPace:
    """What is known of one host in this run."""

    not_before: float = 0.0
    """On the clock of the event loop."""
    strikes: int = 0
    """Troubles in a row."""
    granted: float = 0.0
    """Seconds of Retry-After that this run has already waited for."""
    timeouts: int = 0
    """Requests that were let hang in this run."""


class Pace:
    """The pauses of a run's hosts."""

    def __init__(self, first_pause: float = FIRST_PAUSE) -> None:
        self._first = max(first_pause, LEAST_PAUSE)
        self._hosts: dict[str, HostPace] = {}

    def wait(self, host: str, now: float) -> float:
        """Seconds until the host may be asked again."""
        known = self._hosts.get(host)
        return max(0.0, known.not_before - now) if known else 0.0

    def note_well(self, host: str) -> None:
        """The host has answered."""
        if host in self._hosts:
            self._hosts[host].strikes = 0

    def note_trouble(self, host: str, now: float) -> None:
        """The host has not answered, or asks for a pause without saying how long: 1, 2, 4 … 32 of the first pause."""
        known = self._hosts.setdefault(host, HostPace())
        known.strikes += 1
        known.not_before = max(known.not_before, now + self._first * 2 ** min(known.strikes - 1, 5))

    def grant(self, host: str, now: float, asked: float) -> bool:
        """Pause a host as long as it asks; False when the run has no time left for its wishes."""
        known = self._hosts.setdefault(host, HostPace())
        more = now + asked - max(now, known.not_before)
        if known.granted + more > MAX_PAUSE:
            return False
        known.strikes += 1
        known.granted += max(0.0, more)
        known.not_before = max(known.not_before, now + asked)
        return True

    def note_timeout(self, host: str) -> None:
        """The host let a request hang."""
        self._hosts.setdefault(host, HostPace()).timeouts += 1

    def patience(self, host: str, wanted: float) -> float:
        """Seconds that the next request to a host may take."""
        known = self._hosts.get(host)
        return max(wanted / 2**known.timeouts, min(wanted, LEAST_PATIENCE)) if known else wanted

    def strikes(self, host: str) -> int:
        """Troubles in a row."""
        return self._hosts[host].strikes if host in self._hosts else 0


def read_retry_after(value: str | None, *, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks for; None when it asks for nothing that can be read.

    >>> read_retry_after("120", now=datetime(2024, 1, 1, tzinfo=UTC))
    120.0
    >>> read_retry_after("Mon, 01 Jan 2024 00:01:00 GMT", now=datetime(2024, 1, 1, tzinfo=UTC))
    60.0
    """
    value = (value or "").strip()[:64]
    if value.isascii() and value.isdigit():
        return float(value)
    try:
        moment = parsedate_to_datetime(value) if value else None
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    if moment is None:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())


def effective_delay(wanted: float, crawl_delay: float | None) -> float:
    """The delay to keep: the slower of ours and the one robots.txt asks for, which is capped at 30 seconds."""
    if crawl_delay is None or not 0 <= crawl_delay < float("inf"):
        return wanted
    return max(wanted, min(crawl_delay, MAX_CRAWL_DELAY))
