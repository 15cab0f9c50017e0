"""Which language a text is in."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.text.language import chinese_script, detect_language

ROWS = json.loads((Path(__file__).parents[1] / "cases" / "languages.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", ROWS, ids=[row["label"] for row in ROWS])
def test_language_of_a_text(row: dict[str, str | None]) -> None:
    found = detect_language(row["in"] or "", row["declared"])
    assert (found[0] if found else None) == row["out"]


def test_script_of_text_that_both_scripts_share_is_left_open() -> None:
    assert (chinese_script("中文大字"), chinese_script("学习"), chinese_script("學習")) == (None, "Hans", "Hant")


@given(st.text(max_size=300), st.sampled_from([None, "en", "zh-TW", "xx", "deutsch", "-"]))
def test_any_text_has_a_language_or_none(text: str, declared: str | None) -> None:
    found = detect_language(text, declared)
    assert found is None or (2 <= len(found[0]) <= 10 and 0 <= found[1] <= 1)
