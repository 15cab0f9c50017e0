"""One page for a command, through the same guard."""

import pytest

from archiver.crawl.fetch import fetch_page
from archiver.model.errors import NotFound, UsageError
from tests.crawl.server import Reply, Site, moved, page


def test_a_page_comes_with_its_redirects_followed(site: Site) -> None:
    site.routes["/a"] = moved("/b")
    site.routes["/b"] = page("<p>字</p>")
    fetched = fetch_page(site.url("/a"), allow=(site.origin,))
    assert (fetched.url, fetched.requested_url, fetched.body.decode()) == (site.url("/b"), site.url("/a"), "<p>字</p>")


def test_a_private_address_must_be_allowed_by_name(site: Site) -> None:
    with pytest.raises(UsageError, match="--allow"):
        fetch_page(site.url("/a"))
    with pytest.raises(UsageError, match="no web address"):
        fetch_page("file:///etc/passwd")
    assert site.asked == []


def test_a_redirect_to_a_private_address_is_not_followed(site: Site, other: Site) -> None:
    site.routes["/a"] = moved(other.url("/secret"))
    with pytest.raises(NotFound, match="private"):
        fetch_page(site.url("/a"), allow=(site.origin,))
    assert other.asked == []


def test_what_is_no_page_says_why(site: Site) -> None:
    site.routes["/a"] = Reply(status=404)
    with pytest.raises(NotFound, match="status 404"):
        fetch_page(site.url("/a"), allow=(site.origin,))
