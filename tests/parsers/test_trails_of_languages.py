"""Trails and copyright notices as papers of many languages print them: rows of our own."""

import json
from pathlib import Path
from typing import Any

import pytest

from archiver.parsers.article import parse_article
from tests.parsers.pages import page_of
from tests.parsers.test_bylines_of_languages import page

ROWS = json.loads((Path(__file__).parents[1] / "cases" / "trails.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", ROWS, ids=[row["label"] for row in ROWS])
def test_section_and_notice_are_read(row: dict[str, Any]) -> None:
    html = page({"language": row["language"], "above": "<p>2024-05-01 09:34</p>"})
    html = html.replace("<h1>", f"{row['trail']}<h1>").replace("<p>footer</p>", row["foot"])
    record = parse_article(page_of(html, url="https://news.example/a/1.html")).to_dict()
    assert (record["section"], record["copyright"]) == (row["section"], row["copyright"])
