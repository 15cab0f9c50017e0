"""robots.txt as RFC 9309 reads it: a missing one permits, a host that cannot answer forbids."""

from dataclasses import dataclass

from protego import Protego

MAX_BYTES = 500 * 1024
MAX_REDIRECTS = 5
UNREACHABLE = "robots: cannot be had"
"""The reason for all addresses of a host whose robots.txt could not be fetched: it is in trouble, not against us."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Robots:
    """What a host's robots.txt says to us."""

    rules: Protego | None
    """None when there are no rules to follow."""
    forbids_all: bool = False
    """The host could not be reached or answered with a server error."""
    sitemaps: tuple[str, ...] = ()
    crawl_delay: float | None = None
    """Seconds; None when nothing is asked for."""

    def refusal(self, url: str, agent: str) -> str | None:
        """Why we may not fetch an address of the host; None when we may."""
        if self.forbids_all:
            return UNREACHABLE
        return None if self.rules is None or self.rules.can_fetch(url, agent) else "robots"

    def allows(self, url: str, agent: str) -> bool:
        """Whether we may fetch an address of the host."""
        return self.refusal(url, agent) is None


PERMISSIVE = Robots(rules=None)
FORBIDDING = Robots(rules=None, forbids_all=True)


def read_robots(status: int | None, body: bytes, agent: str) -> Robots:
    """The rules for `agent`. `status` None stands for a host that could not be reached: everything is forbidden.

    >>> read_robots(503, b"", "archiver").allows("http://a.cn/", "archiver")
    False
    >>> read_robots(404, b"", "archiver").allows("http://a.cn/", "archiver")
    True
    """
    if status is None or status >= 500 or status == 429:
        return FORBIDDING
    if status != 200:
        return PERMISSIVE
    text = body[:MAX_BYTES].decode("utf-8-sig", "replace")
    if len(body) > MAX_BYTES:  # what stands in a line that was cut is not known
        text = text.rpartition("\n")[0]
    text = "\n".join(line for line in text.splitlines() if not _is_heavy(line))
    try:
        rules = Protego.parse(text)
        return Robots(rules=rules, sitemaps=tuple(rules.sitemaps)[:100], crawl_delay=_delay(rules, agent))
    except (ValueError, RecursionError, OverflowError):
        return PERMISSIVE


def _is_heavy(line: str) -> bool:
    """Lines no honest file holds: their patterns would be slow to match."""
    return len(line) > 2000 or line.count("*") > 8


def _delay(rules: Protego, agent: str) -> float | None:
    delay = rules.crawl_delay(agent)
    return None if delay is None else float(delay)
