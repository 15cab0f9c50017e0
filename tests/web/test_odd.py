"""What people type and programs send that nobody would think of is answered, or refused in so many words."""

from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

ODD = {
    "nothing": ("", 20),
    "spaces": ("  \u3000 \t ", 20),
    "marks": ("？！，。", 0),
    "emoji": ("😀👩\u200d👩\u200d👧", 0),
    "operators": ('- * OR | "', 0),
    "open quote": ('"援藏', 1),
    "quotes of quotes": ('""""援藏""', 1),
    "chinese quotes": ("“援藏工作”", 1),
    "only exclusion": ("-公路", 4),
    "exclusion of all": ("公路 -公路", 0),
    "wildcard in chinese": ("援*", 1),
    "wildcard in front": ("*lateau", 0),
    "prefix": ("plat*", 1),
    "one character": ("藏", 1),
    "field with phrase": ('title:"河北援藏"', 1),
    "field of another script": ("title:溫室", 1),
    "field without word": ("title:", 1),
    "unknown field": ("colour:red", 0),
    "full width": ("ｐｌａｔｅａｕ", 1),
    "full width colon and minus": ("ｔｉｔｌｅ：温室 －公路", 1),
    "date": ("7月", 1),
    "number": ("4300米", 1),
    "mixed scripts": ("海拔4300米的高原", 1),
    "sql": ("'; DROP TABLE articles; --", 0),
    "fts5": ('body : "援藏" NEAR(a b)', 0),
    "tsquery": ("援藏 & !公路 | 温室:*", 1),
    "chinese field": ("標題：温室", 1),
    "chinese field of other words": ("来源：新华社 公路", 20),
    "controls": ("援\x00藏", 1),
    "lone surrogate": ("援藏 \udcff", 1),
    "direction marks": ("援\u202e藏", 1),
    "long word": ("a" * 1000, 0),
    "many words": ("援藏 " * 30, 1),
}
"""What people type, and how many articles of the first twenty it finds."""


@pytest.mark.parametrize(("words", "count"), ODD.values(), ids=ODD)
def test_odd_words_are_answered(client: TestClient, words: str, count: int) -> None:
    query = quote(words.encode("utf-8", "surrogateescape"))
    answer = client.get(f"/api/articles?q={query}")
    assert answer.status_code == 200, answer.text
    assert len(answer.json()["articles"]) == count
    for path in ("/api/facets", "/api/timeline", "/feed.json", "/feed.atom", "/"):
        assert client.get(f"{path}?q={query}", headers={"Accept": "text/html"}).status_code == 200, path


@pytest.mark.parametrize("cursor", ["n", "n-1", "r99999999", "x1", "n1 OR 1=1", "ｎ1", "n9999999999999999999", "☃"])
def test_tampered_cursors_are_refused(client: TestClient, cursor: str) -> None:
    answer = client.get("/api/articles", params={"cursor": cursor})
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"


def test_head_answers_as_get_without_a_body(client: TestClient) -> None:
    for path in ("/", "/api/articles", "/api/articles/1", "/feed.atom", "/healthz"):
        asked, headed = client.get(path), client.head(path)
        assert (headed.status_code, headed.content) == (asked.status_code, b"")
        assert headed.headers["content-type"] == asked.headers["content-type"]
