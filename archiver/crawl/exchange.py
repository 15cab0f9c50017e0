"""Scrapy's requests and responses on one side, our nouns on the other."""

from datetime import datetime

from scrapy import Request
from scrapy.http import Response

from archiver.captures.payload import BodyBroken, BodyTooLarge, decode_body
from archiver.crawl.hop import Hop
from archiver.model.page import Page


def request_for(hop: Hop, *, timeout: float) -> Request:
    """The request that a hop asks for."""
    headers = {}
    if hop.is_conditional:
        if hop.lease.etag:
            headers["If-None-Match"] = hop.lease.etag
        if hop.lease.last_modified:
            headers["If-Modified-Since"] = hop.lease.last_modified
    return Request(
        hop.url,
        headers=headers,
        dont_filter=True,
        meta={"hop": hop, "download_timeout": timeout},
    )


def page_of(response: Response, *, requested_url: str | None, limit: int, now: datetime) -> tuple[Page, str | None]:
    """A response as a page, and what is wrong with its body: too_large, truncated, or None.

    `now` is when it came.

    With a broken body the page holds the bytes as they came. The address is the one we asked for, letter by letter.
    """
    headers = tuple(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in response.headers.items()
        for value in values
    )
    problem, body = None, response.body
    try:
        body = decode_body(response.body, headers, limit=limit)
    except BodyTooLarge as error:
        problem, body = f"too_large: {error}", b""
    except BodyBroken as error:
        problem = f"truncated: {error}"
    rendered_by = None
    if "playwright" in response.flags:  # what the browser shows: text, whatever charset was served
        rendered_by, body = "Chromium", str(response.text).encode("utf-8", "replace")
    request = response.request
    sent = request.headers.items() if request else ()
    page = Page(
        url=response.url,
        requested_url=None if requested_url == response.url else requested_url,
        body=body,
        status=response.status,
        content_type="text/html; charset=utf-8" if rendered_by else header(response, "Content-Type"),
        headers=headers,
        request_headers=tuple((n.decode("latin-1"), v.decode("latin-1")) for n, vs in sent for v in vs),
        fetched_at=now,
        rendered_by=rendered_by,
        ip_address=str(response.ip_address) if response.ip_address else None,
    )
    return page, problem


def header(response: Response, name: str) -> str | None:
    """A response's header as text; None when there is none."""
    value = response.headers.get(name)
    return value.decode("latin-1").strip() or None if value else None
