"""Where extracts begin and end, exactly."""

import pytest

from archiver.text.query import parse_query
from archiver.text.snippet import LONG, SHORT, Extract, cut_extract, find_marks


@pytest.mark.parametrize(
    ("text", "words", "marks"),
    [
        ("援藏，援藏", "援藏", ((0, 2), (3, 5))),
        ("the cat, a category", "cat", ((4, 7),)),
        ("the cat, a category", "cat*", ((4, 7), (11, 14))),
        ("a b c b c d", '"b c"', ((2, 5), (6, 9))),
        ("援藏工作队", "援藏工 工作", ((0, 4),)),
        ("援藏工作", "援藏 工作", ((0, 2), (2, 4))),
        ("援援援", "援援", ((0, 2),)),
        ("nothing", "援", ()),
        ("援" + "，" * 3, "-援 藏", ()),
        ("x。" * 3, "x", ((0, 1), (2, 3), (4, 5))),
    ],
)
def test_where_hits_stand(text: str, words: str, marks: tuple[tuple[int, int], ...]) -> None:
    assert find_marks(text, parse_query(words).wanted) == marks


def test_fifty_hits_of_a_term_are_marked() -> None:
    assert len(find_marks("援 " * 60, parse_query("援").wanted)) == 50
    assert len(find_marks("援 " * 60 + "藏 " * 60, parse_query("援 藏").wanted)) == 100


@pytest.mark.parametrize(
    ("text", "marks", "size", "extract"),
    [
        ("abcdef", (), 3, Extract("abc", 0, ())),
        ("alpha bravo charlie", (), 8, Extract("alpha", 0, ())),
        ("alpha bravo charlie", (), 11, Extract("alpha bravo", 0, ())),
        ("alpha bravo charlie", (), 12, Extract("alpha bravo", 0, ())),
        ("甲乙丙丁", (), 3, Extract("甲乙丙", 0, ())),
        ("甲。乙丙丁戊。己", ((3, 4),), 4, Extract("乙丙丁戊", 2, ((1, 2),))),
        ("One two. Three four five.", ((15, 19),), 12, Extract("four five.", 15, ((0, 4),))),
        ("One two. Three four five.", ((15, 19),), 20, Extract("Three four five.", 9, ((6, 10),))),
        ("one two three four five", ((8, 13),), 5, Extract("three", 8, ((0, 5),))),
        ("one two three four five", ((8, 13),), 3, Extract("three", 8, ((0, 5),))),
        ("one two three four five", ((8, 13),), 9, Extract("three", 8, ((0, 5),))),
        ("aa bb cc dd", ((0, 2), (9, 11)), 5, Extract("aa bb", 0, ((0, 2),))),
        ("aa bb cc dd cc", ((0, 2), (9, 11), (12, 14)), 5, Extract("dd cc", 9, ((0, 2), (3, 5)))),
        ("a\nb", ((2, 3),), 3, Extract("b", 2, ((0, 1),))),
    ],
)
def test_the_part_with_the_hits(text: str, marks: tuple[tuple[int, int], ...], size: int, extract: Extract) -> None:
    assert cut_extract(text, marks, size) == extract


def test_the_script_decides_the_size() -> None:
    assert len(cut_extract("甲" * 61 + "a" * 300, ()).text) == SHORT
    assert len(cut_extract("甲" * 60 + "a" * 300, ()).text) == LONG
    assert len(cut_extract("甲" * 500, (), 20).text) == 20
