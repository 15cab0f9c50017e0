"""What servers do to a fetch: nothing broken is taken for a whole page, nothing runs away, every end has its reason."""

import gzip
import zlib
from collections.abc import Callable

import brotli
import pytest
import zstandard

from tests.crawl.conftest import Crawl
from tests.crawl.memory import MemoryLedger
from tests.crawl.server import Asked, Reply, Site, article_page, moved, page, zipped

TITLE = "牧民搬进新居之后的第一个冬天"
GOOD = article_page(TITLE)
PATH = "/2024/03/t20240301_1.html"
HTML = {"Content-Type": "text/html; charset=utf-8"}
WHOLE = GOOD.encode()


def broken_gzip() -> Reply:
    data = gzip.compress(WHOLE)
    return Reply(body=data[: len(data) // 2], headers={**HTML, "Content-Encoding": "gzip"})


def bomb(encode: Callable[[bytes], bytes], name: str) -> Reply:
    return Reply(body=encode(b"<p>" + b"a" * 60_000_000), headers={**HTML, "Content-Encoding": name})


def chunked(body: bytes, *, end: bytes = b"0\r\n\r\n") -> Reply:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n"
    return Reply(raw=head + b"%x\r\n%s\r\n" % (len(body), body) + end)


STORED = {
    "gzip": zipped(page(GOOD)),
    "deflate": Reply(body=zlib.compress(WHOLE), headers={**HTML, "Content-Encoding": "deflate"}),
    "raw deflate": Reply(body=zlib.compress(WHOLE)[2:-4], headers={**HTML, "Content-Encoding": "deflate"}),
    "brotli": Reply(body=brotli.compress(WHOLE), headers={**HTML, "Content-Encoding": "br"}),
    "zstd": Reply(body=zstandard.compress(WHOLE), headers={**HTML, "Content-Encoding": "zstd"}),
    "gzip twice": Reply(body=gzip.compress(gzip.compress(WHOLE)), headers={**HTML, "Content-Encoding": "gzip, gzip"}),
    "says gzip, is plain": Reply(body=WHOLE, headers={**HTML, "Content-Encoding": "gzip"}),
    "chunked": chunked(WHOLE),
    "until the connection closes": Reply(body=WHOLE, headers={**HTML, "Content-Length": ""}),
    "a charset that is a codec of bytes": Reply(body=WHOLE, headers={"Content-Type": "text/html; charset=zlib_codec"}),
    "a charset that is none": Reply(body=WHOLE, headers={"Content-Type": "text/html; charset=idna"}),
    "no content type": Reply(body=WHOLE),
    "a header without a colon": Reply(
        raw=b"HTTP/1.1 200 OK\r\nnonsense\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n%s"
        % (len(WHOLE), WHOLE)
    ),
}

LOST = {
    "truncated gzip": (broken_gzip(), "failed: truncated"),
    "gzip that is none after its start": (
        Reply(body=b"\x1f\x8b\x08" + b"z" * 500, headers={**HTML, "Content-Encoding": "gzip"}),
        "failed: truncated",
    ),
    "shorter than its length": (Reply(body=WHOLE, cut=700, headers=HTML), "failed: truncated"),
    "chunked without its end": (chunked(WHOLE, end=b""), "failed: truncated"),
    "reset in the middle": (Reply(body=WHOLE, cut=700, headers=HTML, reset=True), "failed: truncated"),
    "partial that nobody asked for": (
        Reply(body=WHOLE[:900], status=206, headers={**HTML, "Content-Range": "bytes 0-899/5000"}),
        "failed: partial",
    ),
    "gzip bomb": (bomb(gzip.compress, "gzip"), "failed: too_large"),
    "brotli bomb": (bomb(lambda data: brotli.compress(data, quality=1), "br"), "failed: too_large"),
    "zstd bomb": (bomb(zstandard.compress, "zstd"), "failed: too_large"),
    "larger than a page may be": (Reply(body=b"<p>" + b"b" * 9_000_000, headers=HTML), "failed: too_large"),
    "no HTTP at all": (Reply(raw=b"SSH-2.0-OpenSSH_9.6\r\n"), "failed: network"),
    "a head without end": (
        Reply(raw=b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: y\r\n" % n for n in range(60_000)) + b"\r\n"),
        "failed: head_too_large",
    ),
    "interim answers without end": (Reply(raw=b"HTTP/1.1 100 Continue\r\n\r\n" * 20_000), "failed: head_too_large"),
    "one header of a megabyte": (
        Reply(raw=b"HTTP/1.1 200 OK\r\nX: " + b"y" * 1_000_000 + b"\r\n\r\n"),
        "failed: network",
    ),
    "forbidden": (Reply(status=403), "refused: http_4xx"),
    "gone": (Reply(status=410), "gone"),
    "never a page": (Reply(status=500), "failed: http_5xx"),
    "a status nobody knows": (Reply(status=299, body=WHOLE, headers=HTML), "failed: http_status"),
}


@pytest.fixture(scope="module")
def lost_outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """All broken answers in one crawl, so that it is also seen that none of them ends the run."""
    return crawl_all({name: reply for name, (reply, _) in LOST.items()}, tmp_path_factory)[0]


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], dict[str, str | None]]:
    return crawl_all(STORED, tmp_path_factory)


def crawl_all(
    replies: dict[str, Reply], tmp_path_factory: pytest.TempPathFactory
) -> tuple[dict[str, str], dict[str, str | None]]:
    from archiver.crawl.options import CrawlOptions
    from archiver.crawl.run import run_crawl
    from tests.crawl.server import serve

    ledger = MemoryLedger()
    with serve() as site:
        paths = {name: f"/2024/03/t20240301_{number}.html" for number, name in enumerate(replies, 1)}
        site.routes.update({paths[name]: reply for name, reply in replies.items()})
        site.routes["/"] = "".join(f'<a href="{path}">{path}</a>' for path in paths.values())
        options = CrawlOptions(
            db="",
            captures=tmp_path_factory.mktemp("captures"),
            allow=(site.origin,),
            delay=0.0,
            concurrency=8,
            workers=0,
            timeout=5.0,
            starts=(site.url("/"),),
            install_signals=False,
        )
        run_crawl([], options, ledger=ledger)
        outcomes = ledger.outcomes()
        titles = {name: (ledger.articles.get(site.url(path)) or [None])[-1] for name, path in paths.items()}
    return (
        {name: outcomes.get(path, "never asked") for name, path in paths.items()},
        {name: article.title if article else None for name, article in titles.items()},
    )


@pytest.mark.parametrize("name", STORED)
def test_a_whole_page_is_read_however_it_was_sent(
    name: str, stored: tuple[dict[str, str], dict[str, str | None]]
) -> None:
    assert (stored[0][name], stored[1][name]) == ("new", TITLE)


@pytest.mark.parametrize("name", LOST)
def test_a_broken_answer_ends_with_its_reason(name: str, lost_outcomes: dict[str, str]) -> None:
    assert lost_outcomes[name] == LOST[name][1]


def test_a_dripping_body_is_given_up_after_the_time_limit(site: Site, crawl: Crawl, ledger: MemoryLedger) -> None:
    site.routes[PATH] = Reply(body=WHOLE, headers=HTML, drip=0.2)
    report = crawl(PATH, timeout=0.5)
    assert ledger.outcomes()[PATH] == "failed: timeout"
    assert report.exit_status == 1


def test_a_page_that_fails_once_is_asked_again(site: Site, crawl: Crawl, ledger: MemoryLedger) -> None:
    def flaky(asked: Asked) -> Reply:
        return Reply(status=503, headers={"Retry-After": "0"}) if asked.count == 1 else page(GOOD)

    site.routes[PATH] = flaky
    assert crawl(PATH).exit_status == 0
    assert ledger.outcomes()[PATH] == "new"
    assert site.counts[PATH] == 2


def test_redirects_are_followed_kept_and_end_at_the_article(site: Site, crawl: Crawl, ledger: MemoryLedger) -> None:
    site.routes["/old"] = moved("/older")
    site.routes["/older"] = moved(PATH, 301)
    site.routes[PATH] = page(GOOD)
    crawl("/old")
    assert ledger.outcomes()["/old"] == "new"
    visit = ledger.rows[site.url("/old")].visits[-1]
    assert visit.final_url == site.url(PATH)


def test_a_redirect_loop_ends(site: Site, crawl: Crawl, ledger: MemoryLedger) -> None:
    site.routes["/a"] = moved("/b")
    site.routes["/b"] = moved("/a")
    crawl("/a")
    assert ledger.outcomes()["/a"] == "failed: redirect_loop"
    assert len(site.paths()) == 2


def test_an_endless_chain_of_redirects_ends_after_five(site: Site, crawl: Crawl, ledger: MemoryLedger) -> None:
    site.fallback = lambda asked: moved(asked.path + "x") if asked.path.startswith("/a") else None
    crawl("/a")
    assert ledger.outcomes()["/a"] == "failed: redirect_limit"
    assert len(site.paths()) == 6


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("http://169.254.169.254/latest/meta-data/", "refused: scope"),
        ("ftp://127.0.0.1/x", "failed: redirect_nowhere"),
        ("file:///etc/passwd", "failed: redirect_nowhere"),
        ("http://[::1]:80/", "refused: scope"),
        ("http://2130706433/", "refused: scope"),
        ("https://127.0.0.1/", "refused: scope"),
    ],
)
def test_a_redirect_out_of_scope_is_refused(
    target: str, reason: str, site: Site, crawl: Crawl, ledger: MemoryLedger
) -> None:
    site.routes["/a"] = moved(target)
    crawl("/a")
    assert ledger.outcomes()["/a"] == reason


def test_another_port_of_the_same_host_is_never_asked(
    site: Site, other: Site, crawl: Crawl, ledger: MemoryLedger
) -> None:
    other.fallback = lambda asked: page(GOOD)
    site.routes["/"] = f'<a href="{other.url(PATH)}">x</a><a href="/go.html">{TITLE}</a>'
    site.routes["/go.html"] = moved(other.url(PATH))
    crawl("/")
    assert other.asked == []


def test_a_private_address_is_not_asked_unless_it_is_allowed(site: Site, crawl: Crawl, ledger: MemoryLedger) -> None:
    crawl("/", allow=())
    assert site.asked == []
    assert ledger.outcomes()["/"] == "refused: private"


def test_a_name_that_leads_to_a_private_address_is_not_asked(site: Site, crawl: Crawl, ledger: MemoryLedger) -> None:
    crawl(allow=(), starts=(f"http://localhost:{site.port}/",))
    assert site.asked == []
    assert ledger.outcomes()["/"].startswith("refused: ")
