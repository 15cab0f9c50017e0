"""The public door: any bytes in, an article out."""

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import archiver
from archiver.model.article import Article
from archiver.model.page import Page
from archiver.parsers.explain import explain_page
from tests.parsers.pages import URL, paragraphs

TAGS = ("<p>", "</p>", "<div>", "<h1>", "<figure>", "<img src=x>", "<script>", "</script>", "<!--", "-->", "<table><td>",
        "<a href='", "'>", "<meta property='og:title' content='", "\x00", "国(guó)家", "来源：", "2024-05-01", "\ud800", "&#", ";",
        "<figcaption>", "摄", "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":", "[", "}")  # fmt: skip


@pytest.mark.parametrize(
    "html",
    [
        b"",
        b" \n\t ",
        b"\x00" * 5000,
        bytes(range(256)) * 40,
        b"%PDF-1.4 \xff\xfe",
        b"<html></html>",
        b"<" * 9999,
        b"{}",
        b"\xef\xbb\xbf",
    ],
    ids=["empty", "space", "nul", "binary", "pdf", "bare", "brackets", "json", "bom"],
)
def test_no_article_is_an_article_without_body(html: bytes) -> None:
    article = archiver.extract(html, url=URL)
    assert (article.body, article.url) == (None, URL)


def test_five_megabytes_of_nothing_take_little_time() -> None:
    start = time.process_time()
    assert archiver.extract(b" " * 5_000_000, url=URL).body is None
    assert time.process_time() - start < 2


@pytest.mark.parametrize("html", [None, 3, ["<p>"], {"html": "<p>"}])
def test_what_is_not_bytes_or_text_is_refused(html: object) -> None:
    with pytest.raises(TypeError, match="expected bytes or str"):
        archiver.extract(html, url=URL)  # type: ignore[arg-type]  # the call under test is wrong


def test_capture_time_without_zone_is_refused() -> None:
    with pytest.raises(TypeError, match="zone"):
        archiver.extract(b"<p>", captured_at=datetime(2024, 5, 1))


@given(st.binary(max_size=400))
@settings(max_examples=60, deadline=None)
def test_any_bytes_give_an_article(html: bytes) -> None:
    assert isinstance(archiver.extract(html, url=URL), Article)


@given(st.lists(st.sampled_from(TAGS) | st.text(max_size=12), max_size=40), st.text(max_size=30))
@settings(max_examples=120, deadline=None)
def test_any_soup_gives_an_article_and_an_explanation(parts: list[str], url: str) -> None:
    html = "".join(parts)
    article = archiver.extract(html, url=url)
    assert isinstance(article, Article)
    assert "<script" not in explain_page(Page(url=url, body=html.encode("utf-8", "replace")))


def test_text_and_its_bytes_give_the_same() -> None:
    html = f"<title>大桥合龙</title><h1>大桥合龙</h1><div>{paragraphs()}</div>"
    assert archiver.extract(html, url=URL) == archiver.extract(
        html.encode(), url=URL, content_type="text/html; charset=utf-8"
    )


def test_reading_is_pure() -> None:
    html = f"<h1>大桥合龙</h1><p>3小时前</p><div>{paragraphs()}</div>".encode()
    moment = datetime(2024, 5, 1, 12, tzinfo=UTC)
    assert archiver.extract(html, url=URL, captured_at=moment) == archiver.extract(html, url=URL, captured_at=moment)


def test_every_value_has_evidence() -> None:
    html = (
        "<html lang=zh><title>大桥合龙_某某网</title><meta property='og:site_name' content='某某网'><h1>大桥合龙</h1>"
        f"<p>2024-05-01 09:30 来源：某某日报</p><div>{paragraphs()}<figure><img src='/a.jpg'><figcaption>图为大桥。 张三 摄"
        "</figcaption></figure></div><p>（责任编辑：李四）</p>"
    )
    article = archiver.extract(html, url=URL)
    valued = {
        name
        for name in ("title", "body", "published_at", "source", "editor", "captions", "images", "publisher", "language")
        if getattr(article, name)
    }
    assert valued == {
        "title",
        "body",
        "published_at",
        "source",
        "editor",
        "captions",
        "images",
        "publisher",
        "language",
    }
    assert valued <= set(article.evidence)
    assert all(0 <= evidence.score <= 1 for evidence in article.evidence.values())


def test_explanation_escapes_the_page() -> None:
    html = f"<h1>&lt;script&gt;alert(1)&lt;/script&gt; & Co</h1><div>{paragraphs()}</div>"
    explained = explain_page(Page(url="https://news.example/?a=<script>", body=html.encode()))
    assert "<script" not in explained
    assert "&lt;script&gt;alert(1)" in explained
