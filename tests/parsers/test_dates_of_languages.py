"""Dates of publication and of change as papers of many languages print them: rows of our own."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from archiver.parsers.article import parse_article
from tests.parsers.pages import page_of
from tests.parsers.test_bylines_of_languages import page

CASES = Path(__file__).parents[1] / "cases"
ROWS = json.loads((CASES / "page_dates.json").read_text(encoding="utf-8"))
NOW = datetime(2024, 6, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize("row", ROWS, ids=[row["label"] for row in ROWS])
def test_publication_is_told_from_change(row: dict[str, Any]) -> None:
    """An expected value of ten characters is a day alone."""
    html = page(row).replace("</head>", f"{row.get('head', '')}</head>")
    record = parse_article(page_of(html, url="https://news.example/a/1.html"), now=NOW).to_dict()
    assert str(record["published_at"]).startswith(row["published"])
    assert (record["published_precision"] == "day") == (len(row["published"]) == 10)
    assert str(record["modified_at"]).startswith(str(row["modified"]))
