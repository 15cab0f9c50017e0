"""Whole pages in the manner of real newsrooms of some fifty languages: title, moment, source, authors, editor, captions.

Written from knowledge of such pages, after the parsers; the template's noise (menus, counts, other dates) is part of
them. `{p LANGUAGE}` stands for five paragraphs, `{p1 LANGUAGE}` for one, `{s LANGUAGE}` for its words alone.
"""

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from archiver.parsers.article import parse_article
from tests.parsers.pages import page_of

CASES = Path(__file__).parents[1] / "cases"
NEWSROOMS = json.loads((CASES / "newsrooms.json").read_text(encoding="utf-8"))
ROWS: list[dict[str, Any]] = NEWSROOMS["rows"]
ARTICLES = json.loads((CASES / "articles.json").read_text(encoding="utf-8"))
WORDS: dict[str, str] = NEWSROOMS["paragraphs"] | {
    language: article["paragraph"] for language, article in ARTICLES.items()
}
SAME_WORDS = {"zh-HK": "zh-TW", "zh-MO": "zh-TW", "zh-SG": "zh"}
NOW = datetime(2024, 6, 1, 12, tzinfo=UTC)
TIMES = ("published_at", "modified_at")


def filled(match: re.Match[str]) -> str:
    """The words that a placeholder stands for."""
    words = WORDS[SAME_WORDS.get(match[2], match[2])]
    if match[1] == "s":
        return words
    return "".join(f"<p>{n}. {words} {words}</p>" for n in range(1, {"p1": 2, "p": 6}[match[1]]))


@pytest.mark.parametrize("row", ROWS, ids=[row["label"] for row in ROWS])
def test_a_page_of_a_newsroom_is_read(row: dict[str, Any], request: pytest.FixtureRequest) -> None:
    """A time is told as far as the page tells it: ten characters are a day."""
    if row.get("expect") == "fail":
        request.node.add_marker(pytest.mark.xfail(strict=True))
    html = re.sub(r"\{(p1|p|s) ([\w-]+)\}", filled, row["html"])
    record: dict[str, Any] = dict(parse_article(page_of(html, url=row["url"]), now=NOW).to_dict())
    record["captions"] = [[caption["text"], caption["credit"]] for caption in record["captions"]]
    expected = row["expected"]
    read = {name: record[name] for name in expected}
    read |= {name: str(record[name])[: len(expected[name])] for name in TIMES if expected.get(name) is not None}
    assert read == expected
