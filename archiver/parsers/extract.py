"""The public door: a page's bytes or text in, its article out."""

from datetime import datetime

from archiver.model.article import Article
from archiver.model.page import Page
from archiver.model.site import Site
from archiver.parsers.article import parse_article


def extract(
    html: bytes | bytearray | memoryview | str,
    *,
    url: str = "",
    content_type: str | None = None,
    captured_at: datetime | None = None,
    site: Site | None = None,
) -> Article:
    """The article that a page holds. Pure: no network, no disk, no clock.

    Never raises for anything a page can contain: where there is no article, `body` is None. `captured_at` (with zone)
    is what relative times on the page are read against; without it they are left unread. `site` brings a site's own
    rules. Raises TypeError when `html` is neither bytes nor text, or `captured_at` has no zone.

    >>> extract("<title>Rain</title><p>", url="https://news.example/1").body is None
    True
    """
    if isinstance(html, str):
        body = html.encode("utf-8", "replace")
        content_type = "text/html; charset=utf-8"
    elif isinstance(html, bytes | bytearray | memoryview):
        body = bytes(html)
    else:
        raise TypeError(f"html: expected bytes or str, found {type(html).__name__}")
    if captured_at is not None and captured_at.tzinfo is None:
        raise TypeError("captured_at: expected a time with zone, found one without")
    return parse_article(Page(url=url, body=body, content_type=content_type, fetched_at=captured_at), site=site)
