"""Where a run may go: scheme, host and port of the site, no private machine unless it is allowed by name."""

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from archiver.model.errors import UsageError
from archiver.text.addresses import is_public_address
from archiver.text.url_shapes import find_trap
from archiver.text.urls import MAX_LENGTH, is_on_site, normalise_url

_PORTS = {"http": 80, "https": 443}


def read_allowed(origins: Iterable[str]) -> frozenset[tuple[str, int]]:
    """The hosts and ports that are allowed by name. Raises `UsageError` for what is no origin.

    >>> sorted(read_allowed(["http://127.0.0.1:8000", "localhost:81", "http://intra"]))
    [('127.0.0.1', 8000), ('intra', 80), ('localhost', 81)]
    """
    allowed = set()
    for origin in origins:
        url = normalise_url(origin if "://" in origin else f"http://{origin}/")
        if url is None:
            raise UsageError(f"--allow wants an origin such as http://127.0.0.1:8000, not {origin!r}")
        allowed.add(host_and_port(url))
    return frozenset(allowed)


def host_and_port(url: str) -> tuple[str, int]:
    """The host and port that a normalised address leads to."""
    parts = urlsplit(url)
    return parts.hostname or "", parts.port or _PORTS.get(parts.scheme, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a run may fetch."""

    domains: tuple[str, ...]
    """Hosts of the site with their sub-domains, or "host:port"."""
    origins: frozenset[str] = frozenset()
    """Whole origins (scheme, host, port) instead, for the general spider."""
    allowed: frozenset[tuple[str, int]] = frozenset()
    """Private hosts and ports that may be fetched."""

    def refusal(self, url: str) -> str | None:
        """Why an address may not be fetched: scheme, too_long, scope, private or a trap's name; None when it may."""
        scheme = url.partition(":")[0].lower()
        if scheme not in _PORTS:
            return f"scheme: {scheme[:20]}"
        if len(url) > MAX_LENGTH:
            return "too_long"
        if not self.covers(url):
            return "scope"
        place = host_and_port(url)
        if place not in self.allowed and is_literal(place[0]) and not is_public_address(place[0]):
            return f"private: {place[0]}"
        trap = find_trap(url)
        return f"trap: {trap}" if trap else None

    def covers(self, url: str) -> bool:
        """Whether an address belongs to the site."""
        if self.origins:
            parts = urlsplit(url)
            return f"{parts.scheme}://{parts.netloc}" in self.origins
        return is_on_site(url, self.domains)


def is_literal(host: str) -> bool:
    """Whether a host is an IP address (and not a name)."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
