"""Captions and credits as papers of many languages print them: rows of our own."""

import json
from pathlib import Path
from typing import Any

import pytest

from archiver.parsers.article import parse_article
from tests.parsers.pages import page_of
from tests.parsers.test_bylines_of_languages import page

CASES = Path(__file__).parents[1] / "cases"
ROWS = json.loads((CASES / "captions_of_languages.json").read_text(encoding="utf-8"))
ARTICLES = json.loads((CASES / "articles.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", ROWS, ids=[row["label"] for row in ROWS])
def test_the_caption_is_read_and_bound_to_its_picture(row: dict[str, Any], request: pytest.FixtureRequest) -> None:
    if row["expect"] == "fail":
        request.node.add_marker(pytest.mark.xfail(strict=True))
    words = ARTICLES[row["language"]]["paragraph"]
    html = page({"language": row["language"], "text_first": f"<p>{words}</p>{row['html']}<p>{words} {words}</p>"})
    found = parse_article(page_of(html, url="https://news.example/2024/a1.html"))
    assert [[caption.text, caption.credit] for caption in found.captions] == row["captions"]
    assert {caption.image_url for caption in found.captions} <= {"https://news.example/pic/a.jpg"}
    assert all(caption.text not in (found.body or "").split("\n\n") for caption in found.captions)
