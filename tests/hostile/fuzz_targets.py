"""What the fuzzer feeds, and what must hold whatever it feeds: one function a door that hostile bytes come through."""

import contextlib
import tempfile
from collections.abc import Callable
from pathlib import Path

from archiver.captures.payload import BodyBroken, BodyTooLarge, decode_body
from archiver.captures.reader import iter_captures
from archiver.crawl.pace import read_retry_after
from archiver.crawl.robots import read_robots
from archiver.crawl.scope import Scope
from archiver.markup.feeds import read_feed
from archiver.markup.reader import read_document
from archiver.markup.sitemaps import read_sitemap
from archiver.markup.xml import BadXml
from archiver.model.errors import BadQuery
from archiver.model.moment import Moment
from archiver.model.page import Page
from archiver.parsers.extract import extract
from archiver.spam.drop import drop_spam
from archiver.text.dates import find_dates
from archiver.text.decode import decode
from archiver.text.fold import fold, fold_text
from archiver.text.labels import read_labels
from archiver.text.names import split_names
from archiver.text.query import parse_query
from archiver.text.repair.page import repair_page
from archiver.text.stamps import parse_stamp
from archiver.text.urls import normalise_url
from tests.hostile.articles import good_articles
from tests.hostile.markup import indexes, odd

_FILE = Path(tempfile.gettempdir()) / f"fuzzed-{id(object())}.warc"
ADDRESS = "https://news.example/2024/05/01/a.html"


def fuzz_decode(data: bytes) -> None:
    """The first bytes are the label, the others the page."""
    label, _, body = data.partition(b"\n")
    read = decode(body, "text/html; charset=" + label.decode("latin-1"))
    assert read.text.encode("utf-8") is not None  # no lone surrogate comes through
    assert "\0" not in read.text


def fuzz_body(data: bytes) -> None:
    """Content encodings, named by the first byte."""
    coding = ("gzip", "deflate", "br", "zstd", "gzip, br", "chunked")[data[0] % 6] if data else "gzip"
    name = "transfer-encoding" if coding == "chunked" else "content-encoding"
    with contextlib.suppress(BodyBroken, BodyTooLarge):
        assert len(decode_body(data[1:], [(name, coding)], limit=100_000)) <= 100_000


def fuzz_tree(data: bytes) -> None:
    document = read_document(Page(url=ADDRESS, body=data))
    assert all(block.text for block in document.blocks)


def fuzz_spam(data: bytes) -> None:
    document = read_document(Page(url=ADDRESS, body=data))
    verdict = drop_spam(document, served=document)
    assert 0 <= verdict.score <= 1


def fuzz_extract(data: bytes) -> None:
    record = extract(data, url=ADDRESS).to_dict()
    assert all(value != "" for value in record.values())


def fuzz_dates(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    for found in (*find_dates(text), parse_stamp(text)):
        assert found is None or isinstance(found, Moment)


def fuzz_names(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    assert all(name.strip() for name in split_names(text))
    read_labels(text)


def fuzz_repair(data: bytes) -> None:
    texts = data.decode("utf-8", "replace").split("\n")
    done = repair_page(texts)
    assert len(done.texts) == len(texts)


def fuzz_fold(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    once = fold(text)
    assert fold(once) == once
    fold_text(text)


def fuzz_urls(data: bytes) -> None:
    text = data.decode("utf-8", "surrogateescape")
    spelled = normalise_url(text, ADDRESS)
    if spelled is not None:
        assert normalise_url(spelled) == spelled
        assert spelled.isascii()
        Scope(domains=("news.example",)).refusal(spelled)


def fuzz_warc(data: bytes) -> None:
    _FILE.write_bytes(data)
    for capture in iter_captures(_FILE, revisits=True):
        assert capture.page.url


def fuzz_query(data: bytes) -> None:
    try:
        query = parse_query(data.decode("utf-8", "replace"))
    except BadQuery:
        return
    assert all(term.tokens for term in query.wanted)


def fuzz_indexes(data: bytes) -> None:
    for read in (read_feed, read_sitemap):
        try:
            read(data, ADDRESS)
        except BadXml:
            continue


def fuzz_manners(data: bytes) -> None:
    from datetime import UTC, datetime

    read_robots(200, data, "archiver").allows(ADDRESS, "archiver")
    asked = read_retry_after(data.decode("latin-1"), now=datetime(2024, 5, 1, tzinfo=UTC))
    assert asked is None or asked >= 0


TARGETS: dict[str, Callable[[bytes], None]] = {
    name.removeprefix("fuzz_"): value for name, value in list(globals().items()) if name.startswith("fuzz_")
}


def seeds(name: str) -> list[bytes]:
    """Inputs to begin with."""
    pages = [a.html().encode() for a in good_articles(1, 4)]
    bodies = [reply.body for reply in odd().values() if hasattr(reply, "body")]
    if name in ("tree", "spam", "extract", "decode"):
        return pages + [b for b in bodies if len(b) < 20_000]
    if name == "indexes":
        made = indexes("http://a.example", "http://b.example").values()
        return [r.body for r in made if hasattr(r, "body") and len(r.body) < 5_000]
    if name == "warc":
        return [_warc()]
    return [text.encode() for text in _TEXTS[name if name in _TEXTS else "dates"]]


_TEXTS = {
    "dates": ("2024年3月1日 08:30 来源：新华网", "March 1, 2024 8:30 p.m. EST", "3 hours ago", "民國113年3月1日", "２０２４／３／１"),
    "names": ("记者 张三 李四 责任编辑：王五", "By Jane Doe and John Q. Public", "Von Hans Müller, dpa"),
    "repair": ("發(fā)布時間：中國西藏網(wǎng)", "擔(dān)當(dāng)\n西藏自治區(qū)", "汉：字，错"),
    "urls": ("HTTP://News.Example:80/%7ea/../b?utm_source=x&b=1#c", "//x/y", "http://[::1]:80/", "中文/路径?q=词"),
    "query": ('"西藏 网" -car title:abc (a OR b)', "援藏 河北", '-"a', "a*"),
    "body": ("\0\x1f\x8b\x08", "\5" + "5\r\nhello\r\n0\r\n\r\n"),
    "manners": ("User-agent: *\nDisallow: /a*b$\nCrawl-delay: 3\nSitemap: http://a/b", "120", "Mon, 01 Jan 2024 00:01:00 GMT"),
}  # fmt: skip


def _warc() -> bytes:
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>hello"
    head = (
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/\r\nWARC-Date: 2024-05-01T00:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"
