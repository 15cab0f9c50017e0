"""By-lines, sources and editors as papers of many languages print them: rows of our own in tests/cases/bylines.json."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from archiver.parsers.article import parse_article
from tests.parsers.pages import page_of

CASES = Path(__file__).parents[1] / "cases"
ROWS = json.loads((CASES / "bylines.json").read_text(encoding="utf-8"))
ARTICLES = json.loads((CASES / "articles.json").read_text(encoding="utf-8"))
NOW = datetime(2024, 6, 1, tzinfo=UTC)


def page(row: dict[str, Any]) -> str:
    """A page with the row's words above, within and behind five paragraphs of its language."""
    told = ARTICLES[row["language"]]
    paragraphs = "".join(f"<p>{n}. {told['paragraph']} {told['paragraph']}</p>" for n in range(1, 6))
    return (
        f"<html lang='{row['language']}'><head><title>{told['title']}</title></head><body>"
        f"<nav><a href='/'>A</a> <a href='/b'>B</a></nav><h1>{told['title']}</h1>{row.get('above', '')}"
        f"<div class='content'>{row.get('text_first', '')}{paragraphs}{row.get('tail', '')}</div>"
        f"{row.get('after', '')}<footer><p>footer</p></footer></body></html>"
    )


@pytest.mark.parametrize("row", ROWS, ids=[row["label"] for row in ROWS])
def test_the_by_line_is_read(row: dict[str, Any]) -> None:
    """Every row was published on 1 May 2024, and says so in its own way."""
    expected = dict(row["expected"])
    record = parse_article(page_of(page(row), url="https://news.example/2024/a1.html"), now=NOW).to_dict()
    assert {name: record[name] for name in expected} == expected
    assert str(record["published_at"]).startswith("2024-05-01")
