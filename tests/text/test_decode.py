"""Bytes become text by label and by the bytes themselves; a label that lies loses."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.text.charsets import find_codec
from archiver.text.decode import decode, strip_unstorable

CASES = json.loads((Path(__file__).parents[1] / "cases" / "decoding.json").read_text(encoding="utf-8"))


def rows() -> list[Any]:
    return [
        pytest.param(case, id=case["label"], marks=[pytest.mark.xfail] if case["expect"] == "fail" else [])
        for case in CASES
    ]


@pytest.mark.parametrize("case", rows())
def test_page_is_read_in_the_encoding_of_its_bytes(case: dict[str, str]) -> None:
    meta = f'<meta charset="{case["meta"]}">' if case["meta"] else ""
    page = f"<html><head>{meta}<title>x</title></head><body><p>{case['text']}</p></body></html>"
    decoded = decode(page.encode(case["bytes"]), case["header"])
    assert (decoded.text, decoded.encoding, decoded.source) == (page, case["encoding"], case["source"])


def test_mark_wins_over_header() -> None:
    assert decode("\ufeff新闻".encode(), "text/html; charset=gbk").text == "新闻"
    assert decode("\ufeff新闻".encode("utf-16-be"), "text/html; charset=utf-8").encoding == "utf-16-be"


def test_few_broken_characters_leave_utf8_alone() -> None:
    """A template that cuts a text by bytes leaves half a character behind."""
    decoded = decode(
        "新闻报道正文内容第一段".encode() * 9 + b"\xe6\x96" + "第二段".encode(), "text/html; charset=utf-8"
    )
    assert decoded.encoding == "utf-8"
    assert decoded.notes == ("undecodable_bytes: 1",)


def test_private_use_and_replacement_characters_stay() -> None:
    """They are the evidence that repair reads slips from."""
    served = "\ue5e5\ufffd€?"
    assert decode(f"<p>{served}".encode()).text == f"<p>{served}"
    assert decode("<p>新闻\ue5e5新闻".encode("gb18030"), "text/html; charset=gbk").text == "<p>新闻\ue5e5新闻"


def test_nul_is_removed_and_noted() -> None:
    decoded = decode("新\0闻".encode())
    assert (decoded.text, decoded.notes) == ("新闻", ("nul_removed",))


@pytest.mark.parametrize("label", ["zlib_codec", "idna", "hex", "rot13", "undefined", "x" * 40, "punycode", "mbcs"])
def test_names_that_are_no_encodings_are_refused(label: str) -> None:
    assert find_codec(label) is None
    assert decode("新闻".encode(), f"text/html; charset={label}").text == "新闻"


@given(
    st.binary(max_size=400), st.sampled_from([None, "text/html; charset=gbk", "x; charset=euc-jp", "charset=utf-16"])
)
def test_no_bytes_raise(body: bytes, header: str | None) -> None:
    decoded = decode(body, header)
    assert "\0" not in decoded.text
    decoded.text.encode()


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\ufeff\x1b"), min_size=1, max_size=80))
def test_utf8_comes_back_whole(text: str) -> None:
    assert decode(b"<p>" + text.encode()).text == f"<p>{text}"


@given(st.text(st.characters(), max_size=60))
def test_stripping_twice_changes_nothing(text: str) -> None:
    once = strip_unstorable(text)
    assert strip_unstorable(once) == once
    once.encode()
