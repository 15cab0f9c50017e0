"""A page: one response as served, in bytes."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One response as served, with its transfer and content encodings undone."""

    url: str
    """Where it was fetched, after redirects."""

    body: bytes
    """The bytes of the entity, decompressed."""

    requested_url: str | None = None
    """The address first asked for; None when it equals `url`."""

    status: int = 200
    """The HTTP status code."""

    content_type: str | None = None
    """The Content-Type header as sent; None when there was none."""

    headers: tuple[tuple[str, str], ...] = ()
    """The response headers in order, as received."""

    request_headers: tuple[tuple[str, str], ...] = ()
    """The request headers as sent."""

    fetched_at: datetime | None = None
    """When the response arrived, with zone; None for a file. Relative times on the page are read against it."""

    rendered_by: str | None = None
    """The browser that made these bytes out of what was served; None for bytes as served."""

    ip_address: str | None = None
    """The address of the machine that answered; None when it is not known."""
