"""The words under a picture, parted from who took it."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.parsers.credits import bare_credit, split_credit

ROWS = json.loads((Path(__file__).parents[1] / "cases" / "credits.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", ROWS, ids=[row["label"] for row in ROWS])
def test_credit_of_a_caption(row: dict[str, str], request: pytest.FixtureRequest) -> None:
    if row["expect"] == "fail":
        request.node.add_marker(pytest.mark.xfail(strict=True))
    assert split_credit(row["in"]) == (row["text"], row["credit"])


@pytest.mark.parametrize(
    ("seen", "credit"),
    [
        ("Foto: Jane Doe", "Jane Doe"),
        ("(© AFP)", "AFP"),
        ("张三 摄", "张三"),
        ("图片来源：中新网", "中新网"),
        ("Reuters", "Reuters"),
    ],
)
def test_element_that_holds_a_credit_alone(seen: str, credit: str) -> None:
    assert bare_credit(seen) == credit


@given(st.text(max_size=300))
def test_words_and_credit_are_parts_of_the_text(text: str) -> None:
    words, credit = split_credit(text)
    assert words in text
    assert credit is None or credit in text
