"""A robots.txt that has no end, grows, loops or breaks: what its beginning forbids is kept to, and the site is not lost."""

import gzip

import brotli
import pytest
import zstandard

from archiver.captures.payload import decode_beginning
from tests.crawl.conftest import Crawl
from tests.crawl.memory import MemoryLedger
from tests.crawl.server import Reply, Site, article_page, moved, page

RULES = b"User-agent: *\nDisallow: /closed/\n"
FILL = b"# " + b"words " * 200 + b"\n"
LONG = RULES + FILL * 20_000
_PLAIN = {"Content-Type": "text/plain"}
_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"

FORBIDDING = {
    "endless": Reply(raw=_HEAD + b"\r\n" + RULES, body=FILL, endless=True),
    "endless-chunks": Reply(
        raw=_HEAD + b"Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n" % (len(RULES), RULES),
        body=b"%x\r\n%s\r\n" % (len(FILL), FILL),
        endless=True,
    ),
    "huge": Reply(body=LONG, headers=_PLAIN),
    "gzip-bomb": Reply(body=gzip.compress(LONG), headers={**_PLAIN, "Content-Encoding": "gzip"}),
    "br-bomb": Reply(body=brotli.compress(LONG, quality=1), headers={**_PLAIN, "Content-Encoding": "br"}),
    "zstd-bomb": Reply(body=zstandard.compress(LONG), headers={**_PLAIN, "Content-Encoding": "zstd"}),
    "gzip-cut": Reply(body=gzip.compress(RULES * 9)[:-8], headers={**_PLAIN, "Content-Encoding": "gzip"}),
    "html-around": Reply(body=b"<html><body>\n" + RULES + b"</body></html>", headers={"Content-Type": "text/html"}),
    "mark": Reply(body=b"\xef\xbb\xbf" + RULES, headers=_PLAIN),
    "bytes": Reply(body=b"\xff\xfe\0junk\n" + RULES + b"\0\xff" * 99, headers=_PLAIN),
    "line-of-megabytes": Reply(body=RULES + b"Allow: /" + b"a" * 3_000_000, headers=_PLAIN),
    "no-line-feeds": Reply(body=RULES.replace(b"\n", b"\r"), headers=_PLAIN),
}
FREE = {
    "redirect-loop": moved("/robots.txt"),
    "redirect-to-file": moved("file:///etc/passwd"),
    "not-there": Reply(status=404),
    "denied": Reply(status=403),
    "empty": Reply(),
    "picture": Reply(body=b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 99, headers={"Content-Type": "image/png"}),
}


@pytest.fixture
def news(site: Site) -> Site:
    links = (
        '<a href="/2024/03/01/open1.html">Words of an open page</a><a href="/closed/2024/03/01/1.html">Closed page</a>'
    )
    site.routes["/"] = page(links)
    for path in ("/2024/03/01/open1.html", "/closed/2024/03/01/1.html"):
        site.routes[path] = page(article_page(f"牧民搬进新居的第{len(path)}个冬天"))
    return site


@pytest.mark.parametrize("name", FORBIDDING)
def test_what_its_beginning_forbids_is_kept_to(news: Site, crawl: Crawl, ledger: MemoryLedger, name: str) -> None:
    news.routes["/robots.txt"] = FORBIDDING[name]
    crawl("/")
    assert ledger.outcomes()["/2024/03/01/open1.html"] == "new"
    assert ledger.outcomes()["/closed/2024/03/01/1.html"] == "refused: robots"
    assert news.counts["/robots.txt"] == 1


@pytest.mark.parametrize("name", FREE)
def test_one_that_says_nothing_forbids_nothing(news: Site, crawl: Crawl, ledger: MemoryLedger, name: str) -> None:
    news.routes["/robots.txt"] = FREE[name]
    crawl("/")
    assert ledger.outcomes()["/2024/03/01/open1.html"] == "new"
    assert ledger.outcomes()["/closed/2024/03/01/1.html"] == "new"


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd", "deflate", "gzip, br", "nonsense", ", ".join(["gzip"] * 99)])
def test_the_beginning_of_a_body_is_had_whatever_its_end(coding: str) -> None:
    for body in (
        b"",
        b"plain",
        gzip.compress(LONG[:200_000])[:2000],
        brotli.compress(gzip.compress(LONG[:200_000]))[:900],
        b"\x28\xb5\x2f\xfd",
    ):
        assert len(decode_beginning(body, [("Content-Encoding", coding)], limit=5000)) <= 5000
