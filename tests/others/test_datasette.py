"""Datasette opens the archive's file, with tables, views and labels that a person understands."""

import json
import urllib.parse
import urllib.request
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.others.conftest import URL, program

METADATA = Path(__file__).parents[2] / "docs" / "datasette.yaml"


@pytest.fixture
def root(archive: list[str], tmp_path: Path, serve: Callable[[Sequence[str], str], str]) -> str:
    command = [program("datasette", "datasette"), "serve", str(tmp_path / "archive.db")]
    options = ["-h", "127.0.0.1", "-p", "{port}", "--metadata", str(METADATA), "--setting", "num_sql_threads", "1"]
    return serve([*command, *options], "/archive.json")


def get(root: str, path: str) -> str:
    with urllib.request.urlopen(root + path, timeout=60) as answer:
        text: str = answer.read().decode()
        return text


def test_every_described_table_is_there_with_its_columns(root: str) -> None:
    import yaml

    tables = yaml.safe_load(METADATA.read_text("utf-8"))["databases"]["archive"]["tables"]
    for name, told in tables.items():
        columns = json.loads(get(root, f"/archive/{name}.json?_shape=objects&_size=1"))["columns"]
        assert set(told.get("columns", {})) <= set(columns), name


def test_a_person_reads_the_articles_page(root: str) -> None:
    html = get(root, "/archive/articles")
    assert "One article a row, in its current reading" in html
    assert "青林县第1次发布高温预警" in html
    assert "青林日报" in html
    version = get(root, "/archive/versions")
    assert "青林县第1次发布高温预警" in version  # the label of the article that a version belongs to


def test_the_view_of_texts_can_be_asked_in_sql(root: str) -> None:
    asked = urllib.parse.urlencode({"sql": "select url, body from article_texts order by url", "_shape": "array"})
    rows = json.loads(get(root, f"/archive.json?{asked}"))
    assert [row["url"] for row in rows] == [URL.format(n) for n in (1, 2, 3)]
    assert rows[0]["body"].startswith("第1号水库的管理员说")
