"""Snippets are slices of the text as published; no hit and no word is cut."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from archiver.text.query import parse_query
from archiver.text.snippet import LONG, SHORT, cut_extract, find_marks

LETTERS = st.sampled_from("援藏國(guó)，。 ab\n\u200bＡ")


@given(
    text=st.text(LETTERS, max_size=400),
    words=st.sampled_from(["援藏", "国", "ab", "藏国", '"a b"', "a*"]),
    size=st.integers(5, 60),
)
def test_extract_is_a_slice_with_whole_hits(text: str, words: str, size: int) -> None:
    marks = find_marks(text, parse_query(words).wanted)
    found = cut_extract(text, marks, size)
    assert text[found.offset : found.offset + len(found.text)] == found.text
    for start, end in found.marks:
        assert 0 <= start < end <= len(found.text)
        assert (start + found.offset, end + found.offset) in marks
    if marks:
        assert found.marks
    longest = max((end - start for start, end in marks), default=0)
    assert len(found.text) <= size + longest


@given(text=st.text(LETTERS, max_size=200))
def test_marks_are_in_order_and_apart(text: str) -> None:
    marks = find_marks(text, parse_query("援藏 国 a*").wanted)
    assert all(a < b for a, b in marks)
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(marks))


def test_the_part_with_most_hits_is_chosen() -> None:
    text = "援藏。" + "别的事情。" * 60 + "河北援藏，援藏干部，援藏工作。" + "别的。" * 60
    found = cut_extract(text, find_marks(text, parse_query("援藏").wanted))
    assert len(found.marks) == 3
    assert found.text.startswith("别的事情。") or found.text.startswith("河北")
    assert len(found.text) <= SHORT


def test_no_word_is_cut() -> None:
    text = "alpha bravo charlie delta " * 30
    found = cut_extract(text, find_marks(text, parse_query("charlie").wanted))
    assert found.text.split(" ")[-1] in ("alpha", "bravo", "charlie", "delta")
    assert SHORT < len(found.text) <= LONG


def test_without_a_hit_it_is_the_beginning() -> None:
    assert cut_extract("甲" * 500, ()).text == "甲" * SHORT
    assert cut_extract("", ()).text == ""
