"""Pages of unlike kinds, written by hand: old tables, digital papers, government offices, blogs, portals, agencies.

Those labelled "no: …" print something that looks like a by-line, a source or a date and is none.
"""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from archiver.parsers.article import parse_article
from tests.parsers.pages import page_of

ROWS = json.loads((Path(__file__).parents[1] / "cases" / "whole_pages.json").read_text(encoding="utf-8"))
NOW = datetime(2024, 6, 1, 12, tzinfo=UTC)
CHINESE = "工作队走进牧区为群众看病送药，帮助当地学校改善条件，大家对今年的收成充满信心。"
ENGLISH = "The bridge was joined today, twenty days early, and people along the river came to watch the work. "
FILLED = {
    "{paragraphs zh}": "".join(f"<p>　　第{n}段。{CHINESE * 2}</p>" for n in range(5)),
    "{lines zh}": "<br><br>".join(f"　　第{n}段。{CHINESE * 2}" for n in range(5)),
    "{paragraphs en}": "".join(f"<p>{n}. {ENGLISH * 2}</p>" for n in range(5)),
    "{sentence en}": ENGLISH,
    "{menu zh}": "<ul class=nav><li><a href=/>首页</a><li><a href=/a>新闻</a><li><a href=/b>国内</a></ul>",
}


@pytest.mark.parametrize("row", ROWS, ids=[row["label"] for row in ROWS])
def test_the_fields_of_a_page(row: dict[str, Any]) -> None:
    """A time is told as far as the page tells it: ten characters are a day."""
    html = row["html"]
    for name, text in FILLED.items():
        html = html.replace(name, text)
    expected = row["expected"]
    record = parse_article(page_of(html, url=row["url"]), now=NOW).to_dict()
    read = {name: record[name] for name in expected}
    if expected.get("published_at") is not None:
        read["published_at"] = str(record["published_at"])[: len(expected["published_at"])]
    assert read == expected
