"""Pages are read where they can be stopped: a killer page costs itself and nothing else."""

import gzip
import re

import pytest

from archiver.crawl.loop import run_in_loop
from archiver.crawl.readers import Reader, is_plain
from archiver.crawl.reading import ReadResult, ReadTask
from archiver.model.page import Page
from archiver.model.site import Site as Facts
from archiver.model.visit import Kind
from tests.crawl.server import article_page

KILLER = Facts(publisher="x", domains=("a.cn",), timezone="UTC", article_url=r"(a+)+$")
"""Its pattern takes for ever on the address below: a stand-in for whatever hangs a parser in C code."""
FACTS = Facts(publisher="x", domains=("a.cn",), timezone="UTC")
LONG = "http://a.cn/" + "a" * 40 + "!"


def task(body: bytes | str, *, url: str = "http://a.cn/2024/t20240301_1.html", **changes: object) -> ReadTask:
    data = body.encode() if isinstance(body, str) else body
    base: dict[str, object] = {"page": Page(url=url, body=data), "kind": Kind.ARTICLE, "site": FACTS}
    return ReadTask(**{**base, **changes})  # type: ignore[arg-type]


def read_all(*tasks: ReadTask, seconds: float = 1.0, megabytes: int = 512) -> list[ReadResult]:
    async def work() -> list[ReadResult]:
        reader = Reader(seconds=seconds, megabytes=megabytes)
        try:
            return [await reader.read(each) for each in tasks]
        finally:
            await reader.stop()

    return run_in_loop(work())


def test_a_page_that_hangs_the_parser_is_given_up_and_the_next_is_read() -> None:
    good = task(article_page("牧民搬进新居"))
    hung, read = read_all(task(article_page("牧民"), url=LONG, site=KILLER), good)
    assert (hung.problem or "").startswith("parse_timeout: more than")  # on a busy machine the wall comes first
    assert read.article is not None
    assert read.article.title == "牧民搬进新居"


def test_a_page_that_eats_memory_is_given_up_and_the_next_is_read() -> None:
    greedy = task(gzip.compress(b"<urlset>" + b"<url><loc>x</loc></url>" * 2_000_000), kind=Kind.SITEMAP)
    given_up, read = read_all(greedy, task(article_page("牧民搬进新居")), megabytes=120, seconds=20)
    assert re.match("parse_(memory|crash)|bad_sitemap", given_up.problem or "")
    assert read.article is not None


@pytest.mark.parametrize(
    "body", [b"", b"\x00" * 1000, b"<" * 10_000, b"\xff\xfe" + b"a" * 101, "\ud800".encode("utf-8", "surrogatepass")]
)
def test_any_bytes_are_read(body: bytes) -> None:
    (result,) = read_all(task(body))
    assert (result.article, result.problem) == (None, None)


def test_pages_of_uncommon_build_are_not_read_in_the_run_s_own_process() -> None:
    assert is_plain(task(article_page("牧民")))
    assert not is_plain(task("<p " + " ".join(f"a{n}=1" for n in range(3000)) + ">"))
    assert not is_plain(task(b"x" * 500_000))
