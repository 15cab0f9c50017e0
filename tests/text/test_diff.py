"""Changes between two texts: by word or by character, in order, nothing lost."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.text.diff import MOST_STEPS, Change, change_size, diff


def told(before: str, after: str) -> list[str]:
    signs = {"same": "=", "out": "-", "in": "+"}
    return [signs[change.op] + change.text for change in diff(before, after)]


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        ("", "", []),
        ("a", "", ["-a"]),
        ("", "a", ["+a"]),
        ("a b", "a b", ["=a b"]),
        ("a b c", "a x c", ["=a ", "-b", "+x", "= c"]),
        ("the house", "the houses", ["=the ", "-house", "+houses"]),
        ("houses", "house", ["-houses", "+house"]),
        ("a house", "b house", ["-a", "+b", "= house"]),
        ("援藏队", "援疆队", ["=援", "-藏", "+疆", "=队"]),
        ("援藏工作队", "援藏队", ["=援藏", "-工作", "=队"]),
        ("援藏2023年", "援藏2024年", ["=援藏", "-2023", "+2024", "=年"]),
        ("aa", "aaa", ["-aa", "+aaa"]),
        ("甲甲", "甲甲甲", ["=甲甲", "+甲"]),
        ("One. Two. Three.", "One. 2. Three.", ["=One. ", "-Two", "+2", "=. Three."]),
        ("One. Two. Three.", "One. Three.", ["=One. ", "-Two. ", "=Three."]),
        ("甲。乙。丙。", "甲。丁。丙。", ["=甲。", "-乙", "+丁", "=。丙。"]),
        ("甲。乙。丙。丁。", "戊。甲。丙。丁。", ["+戊。", "=甲", "-。乙", "=。丙。丁。"]),
        ("a b c d e", "a X c Y e", ["=a ", "-b", "+X", "= c ", "-d", "+Y", "= e"]),
        ("x a, y", "x b; y", ["=x ", "-a,", "+b;", "= y"]),
    ],
)
def test_changes_of_small_texts(before: str, after: str, changes: list[str]) -> None:
    assert told(before, after) == changes


TEXT = st.text(st.sampled_from("ab 援藏。.\nか1"), max_size=40)


@given(TEXT, TEXT)
def test_each_text_is_its_half_of_the_changes(before: str, after: str) -> None:
    changes = diff(before, after)
    assert "".join(change.text for change in changes if change.op != "in") == before
    assert "".join(change.text for change in changes if change.op != "out") == after
    assert all(change.text for change in changes)
    ops = [change.op for change in changes]
    assert all(one != other and (one, other) != ("in", "out") for one, other in itertools.pairwise(ops))
    assert change_size(before, after) == sum(len(change.text) for change in changes if change.op != "same")


def test_a_run_too_long_to_compare_is_replaced_whole() -> None:
    side = int(MOST_STEPS**0.5) + 1
    before = " ".join(f"a{n}" for n in range(side // 2 + 1))
    after = " ".join(f"b{n}" for n in range(side // 2 + 1))
    assert diff(before, after) == (Change("out", before), Change("in", after))


def test_a_sentence_that_came_or_went_beside_others_that_stay() -> None:
    assert told("甲。", "甲。乙。") == ["=甲。", "+乙。"]
    assert told("甲。乙。丙。", "甲。丙。") == ["=甲。", "-乙。", "=丙。"]
    assert told("一。甲。乙。二。", "三。甲。四。乙。五。") == [
        "-一",
        "+三",
        "=。甲。",
        "+四。",
        "=乙。",
        "-二",
        "+五",
        "=。",
    ]
