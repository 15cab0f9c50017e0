"""Captions, their pictures and credits; and the article's own pictures."""

import json
from pathlib import Path

import pytest

from archiver.parsers.article import parse_article
from archiver.parsers.body import parse_body
from archiver.parsers.caption_blocks import is_caption
from archiver.parsers.captions import parse_captions
from archiver.parsers.images import parse_images
from tests.parsers.pages import URL, page_of, paragraphs, read

ROWS = json.loads((Path(__file__).parents[1] / "cases" / "captions.json").read_text(encoding="utf-8"))


def _article(part: str) -> str:
    """The part in the middle of an article."""
    return f"<title>大桥合龙</title><body><div><h1>大桥合龙</h1><div class=text>{paragraphs(3)}{part}{paragraphs(3)}</div></div>"


@pytest.mark.parametrize("row", ROWS, ids=[row["label"] for row in ROWS])
def test_captions_within_an_article(row: dict[str, object], request: pytest.FixtureRequest) -> None:
    if row["expect"] == "fail":
        request.node.add_marker(pytest.mark.xfail(strict=True))
    article = parse_article(page_of(_article(str(row["html"]))))
    assert [[c.text, c.credit, c.image_url] for c in article.captions] == row["captions"]


@pytest.mark.parametrize("row", [r for r in ROWS if r["captions"]], ids=lambda row: row["label"])
def test_captions_are_not_in_the_body(row: dict[str, list[list[str]]], request: pytest.FixtureRequest) -> None:
    if row["expect"] == "fail":
        request.node.add_marker(pytest.mark.xfail(strict=True))
    body = parse_article(page_of(_article(str(row["html"])))).body or ""
    assert not [caption[0] for caption in row["captions"] if caption[0] in body]


def test_every_caption_is_a_block_that_is_caption_names() -> None:
    reading = read(_article("<figure><img src='/a.jpg'><figcaption>图为大桥。 张三 摄</figcaption></figure>"))
    body = parse_body(reading, title=None)
    found = parse_captions(reading, title=None, body=body)
    assert [is_caption(reading, piece.block) for caption in found for piece in caption.pieces] == [True]


def test_pictures_of_the_article_without_logo_portrait_and_pixel() -> None:
    part = (
        "<p><img src='/a.jpg'><img src='/static/logo.png'><img src='/people/avatar.jpg'>"
        "<img src='/stat.gif' width=1 height=1><img srcset='/b-300.jpg 300w, /b-900.jpg 900w'></p>"
    )
    reading = read(_article(part))
    found = parse_images(reading, body=parse_body(reading, title=None))
    assert found is not None
    assert found.value == ("https://news.example/a.jpg", "https://news.example/b-900.jpg")


def test_og_image_when_the_article_shows_none() -> None:
    reading = read(f"<meta property='og:image' content='/lead.jpg'><h1>大桥</h1><div>{paragraphs()}</div>")
    found = parse_images(reading, body=parse_body(reading, title=None))
    assert found is not None
    assert (found.value, found.source) == (("https://news.example/lead.jpg",), "og:image")


def test_address_of_a_picture_that_is_no_web_address_is_left_out() -> None:
    article = parse_article(
        page_of(_article("<p><img src='file:///etc/passwd'><img src='http://[bad/x.jpg'></p>"), URL)
    )
    assert article.images == ()
