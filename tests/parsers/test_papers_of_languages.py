"""How papers of many languages print who wrote, who is credited, who edited and when: rows of our own.

Written from knowledge of such pages, after the parsers, to see what they had not been made for.
"""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from archiver.parsers.article import parse_article
from tests.parsers.pages import page_of

CASES = Path(__file__).parents[1] / "cases"
ROWS = json.loads((CASES / "papers.json").read_text(encoding="utf-8"))
ARTICLES = json.loads((CASES / "articles.json").read_text(encoding="utf-8"))
NOW = datetime(2024, 6, 1, 12, tzinfo=UTC)
TIMES = ("published_at", "modified_at")


def page(row: dict[str, Any]) -> str:
    """A page with the row's words around five paragraphs: of its language where there are some, else English ones."""
    language = row["language"]
    told = ARTICLES.get(language) or ARTICLES["zh-TW" if language == "zh-HK" else "en"]
    paragraphs = "".join(f"<p>{n}. {told['paragraph']} {told['paragraph']}</p>" for n in range(1, 6))
    return (
        f"<html lang='{language}'><head><title>{told['title']}</title>{row.get('head', '')}</head><body>"
        f"<nav><a href='/'>A</a> <a href='/b'>B</a></nav><h1>{told['title']}</h1>{row.get('above', '')}"
        f"<div class='content'>{row.get('text_first', '')}{paragraphs}{row.get('tail', '')}</div>"
        f"{row.get('after', '')}<footer><p>footer</p></footer></body></html>"
    )


@pytest.mark.parametrize("row", ROWS, ids=[row["label"] for row in ROWS])
def test_what_the_paper_prints_is_read(row: dict[str, Any], request: pytest.FixtureRequest) -> None:
    """A time is told as far as the page tells it: ten characters are a day."""
    if row.get("expect") == "fail":
        request.node.add_marker(pytest.mark.xfail(strict=True))
    expected = dict(row["expected"])
    record = parse_article(page_of(page(row), url="https://news.example/a/1.html"), now=NOW).to_dict()
    read = {name: str(record[name])[: len(expected[name])] if name in TIMES else record[name] for name in expected}
    assert read == expected
