"""By-lines, labels and outlets at their edges: what ends a name, what is none, where values stand."""

import pytest

from archiver.text.han_names import drop_role, is_han_person, is_outlet_word, split_han_names
from archiver.text.japanese_names import is_japanese_person
from archiver.text.labels import Labelled, may_hold_label, read_labels
from archiver.text.names import (
    MAX_BYLINE,
    MAX_NAMES,
    clean_name,
    has_capitals,
    is_person_like,
    is_plausible_name,
    split_names,
)
from archiver.text.openings import (
    cut_byline,
    find_opening,
    is_lone_opening,
    match_written_by,
    names_other_role,
)
from archiver.text.outlets import MAX_CHARS, clean_outlet, looks_like_outlet


@pytest.mark.parametrize(
    ("text", "language", "names"),
    [
        ("", None, ()),
        ("By Ann Lee", None, ("Ann Lee",)),
        ("Written by Ann Lee", None, ("Ann Lee",)),
        ("By: By Ann Lee", None, ("Ann Lee",)),
        ("Ann Lee, Bob Ray", None, ("Ann Lee", "Bob Ray")),
        ("Ann Lee, Staff Writer, Bob Ray", None, ("Ann Lee", "Bob Ray")),
        ("Ann Lee, Ph.D., Bob Ray", None, ("Ann Lee", "Bob Ray")),
        ("Ann Lee, MD", None, ("Ann Lee",)),
        ("Ann Lee; Bob Ray & Cy Poe + Dan Fox", None, ("Ann Lee", "Bob Ray", "Cy Poe", "Dan Fox")),
        ("Ann Lee and Ann Lee", None, ("Ann Lee",)),
        ("Ann Lee and Bob Ray with Cy Poe", None, ("Ann Lee", "Bob Ray", "Cy Poe")),
        ("Ann Lee (Paris), Bob Ray [AFP]", None, ("Ann Lee", "Bob Ray")),
        ("Ann Lee ann@example.com", None, ("Ann Lee",)),
        ("Ann Lee @annlee", None, ("Ann Lee",)),
        ("Ann Lee https://example.com/ann", None, ("Ann Lee",)),
        ("O&#039;Neil Jones", None, ("O'Neil Jones",)),
        ("Ann Lee avec AFP", "fr", ("Ann Lee",)),
        ("Ana Paz y Luis Gil Ruiz", "es", ("Ana Paz", "Luis Gil Ruiz")),
        ("José Ortega y Gasset", "es", ("José Ortega y Gasset",)),
        ("Ana Paz y Luis Gil", "en", ("Ana Paz y Luis Gil",)),
        ("Ana Paz e Luis Gil", "pt-BR", ("Ana Paz", "Luis Gil")),
        (", USA TODAY", None, ()),
        (" , USA TODAY", None, ()),
        ("Ann Lee\nStaff Writer\nBob Ray", None, ("Ann Lee", "Bob Ray")),
        ("홍길동 기자", "ko", ("홍길동",)),
        ("홍길동 선임기자, 김철수 특파원, 홍길동 기자", "ko", ("홍길동", "김철수")),
        ("记者 张三、李四", "zh", ("张三", "李四")),
        ("张三（北京）", "zh", ("张三",)),
        ("佚名", "zh", ()),
        ("admin", None, ()),
        ("张三 Reuters", "zh", ("张三 Reuters",)),
    ],
)
def test_names_of_a_by_line(text: str, language: str | None, names: tuple[str, ...]) -> None:
    assert split_names(text, language=language) == names


def test_a_by_line_has_bounds() -> None:
    many = ", ".join(f"Ann {chr(65 + n // 26)}{chr(97 + n % 26)}x" for n in range(30))
    assert len(split_names(many)) == MAX_NAMES
    assert len(split_names("、".join(f"张{chr(0x4E00 + n)}" for n in range(30)), language="zh")) == MAX_NAMES
    assert split_names("x" * MAX_BYLINE + " Ann Lee") == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ann Lee", "Ann Lee"),
        (" by  Ann   Lee ", "Ann Lee"),
        ("Ann Lee Jr.", "Ann Lee Jr."),
        ("Ann B.", "Ann B."),
        ("Ann Lee.", "Ann Lee"),
        ("“Ann Lee”", "Ann Lee"),
        ("Ann Lee1,2", "Ann Lee"),
        ("Ann Lee12", "Ann Lee"),
        ("Ann Lee, editor", "Ann Lee"),
        ("Ann Lee, ", "Ann Lee"),
        ("Ann Lee, Bob", "Ann Lee, Bob"),
        ("Ann Lee Updated 5 May", "Ann Lee"),
        ("Ann Lee | Politics", "Ann Lee"),
        ("Ann Lee – Politics", "Ann Lee"),
        ("Ann Lee in Paris", "Ann Lee"),
        ("Ann Lee for The Paper", "Ann Lee"),
        ("Ann Lee 3 May 2021", "Ann Lee"),
        ("Ann Lee 9:34", "Ann Lee"),
        ("Ann Lee is a writer", "Ann Lee"),
        ("A", None),
        ("Al", "Al"),
        ("x" * 70, "x" * 70),
        ("x" * 71, None),
        ("12345", None),
        ("a1234", None),
        ("ab12", "ab"),
        ("ab123", None),
        ("Anonymous", None),
        ("www.example.com", None),
        ("page.head.extra.author", None),
        ("J. R. R. Tolkien", "J. R. R. Tolkien"),
        ("a b c d e f g h", "a b c d e f g h"),
        ("a b c d e f g h i", None),
        ("{{author}}", None),
        ("记者张三", "张三"),
    ],
)
def test_one_name(text: str, name: str | None) -> None:
    assert clean_name(text) == name


@pytest.mark.parametrize(
    ("name", "opened", "answer"),
    [
        ("Jane Smith", False, True),
        ("jane smith", False, False),
        ("Émile Zola", False, True),
        ("étienne", False, True),
        ("Jane Smith2", False, False),
        ("Jane Smith2", True, True),
        ("The Editors", True, True),
        ("the editors team", True, True),
        ("the editor", True, False),
        ("a12", True, False),
        ("abcd 12", True, False),
        ("Abcd 12", True, True),
        ("Abcd 9:34", True, False),
        ("Abcd 2021", True, False),
        ("4chan team", True, True),
        ("Read, more", False, False),
        ("Senior.", False, False),
        ("张三", False, True),
        ("西藏日报", False, False),
    ],
)
def test_what_only_marks_call_a_name(name: str, opened: bool, answer: bool) -> None:
    assert is_plausible_name(name, opened=opened) is answer


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("Jane Smith", True), ("Jane", False), ("Jane de la Cruz", True), ("Dr. Jane Smith", True), ("jane Smith", False),
        ("Jane smith", False), ("A B C D E", False), ("Jane B. Smith", True), ("Real Estate", False), ("Jane News.", False),
        ("Maximiliana Featherstonehaugh Cholmondeley", False), ("张 三", False), ("Ludwig van Beethoven", True),
    ],
)  # fmt: skip
def test_what_looks_like_a_person(name: str, answer: bool) -> None:
    assert is_person_like(name) is answer


def test_capitals_are_asked_of_words_that_are_no_particles() -> None:
    names = ("Ann Lee", "ann Lee", "Ann lee", "Ann de Lee", "Zu Au", "zu Au", "张三")
    assert [has_capitals(name) for name in names] == [True, False, False, True, True, True, True]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("By Jane Smith", "Jane Smith"),
        ("ByJane Smith", "Jane Smith"),
        ("Byron said", None),
        ("by Jane", "Jane"),
        ("By signing up", None),
        ("By the Editors", "the Editors"),
        ("Von Anna Müller", "Anna Müller"),
        ("Autor: Jan Nowak", "Jan Nowak"),
        ("5 May 2024 | By Jane Smith", "Jane Smith"),
        ("News · By Jane Smith", "Jane Smith"),
        ("x" * 140 + " · By Jane Smith", "Jane Smith"),
        ("x" * 150 + " · By Jane Smith", None),
        ("Jane Smith", None),
        ("", None),
        ("By", None),
        ("By ", None),
    ],
)
def test_where_a_by_line_opens(text: str, value: str | None) -> None:
    start = find_opening(text)
    assert (text[start:] if start else None) == value


def test_an_opening_may_fill_its_line() -> None:
    lines = ("By", "By:", "Written by:", "Von", "Author:", "By the sea", "by" + " " * 22, "by" + " " * 23)
    assert [is_lone_opening(line) for line in lines] == [True, True, True, True, True, False, True, False]


def test_words_of_other_roles() -> None:
    words = ("Reviewed by ", "Edited by ", "Photos by ", "Written by ", "", "Edited by " + "x" * 40)
    assert [names_other_role(word) for word in words] == [True, True, True, False, False, False]


def test_a_line_may_begin_with_who_wrote_it() -> None:
    lines = ("Author: Jane", "This post was written by Jane", "Written by Jane", "By Jane", "Jane wrote", "")
    found = [match_written_by(line) for line in lines]
    assert [at and line[at:] for line, at in zip(lines, found, strict=True)][:2] == ["Jane", "Jane"]
    assert found[3:] == [None, None, None]


@pytest.mark.parametrize(
    ("text", "start", "part"),
    [
        ("By Jane Smith | 3 May 2021", 3, "Jane Smith"),
        ("By Jane Smith", 3, "Jane Smith"),
        ("By Jane Smith   · News", 3, "Jane Smith"),
        ("By Jane Smith 3 May 2021", 3, "Jane Smith "),
        ("By Jane Smith\nNews", 3, "Jane Smith"),
        ("By Jane Smith – News", 3, "Jane Smith"),
        ("By Jane-Ann Smith", 3, "Jane-Ann Smith"),
        ("By Jane Smith Updated May", 3, "Jane Smith"),
        ("By Jane Smith 5 min read", 3, "Jane Smith"),
        ("By |x", 3, "|x"),
    ],
)
def test_a_by_line_ends_at_the_first_mark_or_date(text: str, start: int, part: str) -> None:
    first, end = cut_byline(text, start)
    assert (first, text[first:end]) == (start, part)


@pytest.mark.parametrize(
    ("line", "labels"),
    [
        ("来源：新华社", [Labelled("source", "来源", "新华社", 3, 6)]),
        ("来源： 新华社 ", [Labelled("source", "来源", "新华社", 4, 7)]),
        ("来源：新华社(北京)", [Labelled("source", "来源", "新华社(北京", 3, 9)]),
        ("（责编：甲、乙）", [Labelled("editor", "责编", "甲、乙", 4, 7)]),
        ("来源：《红星新闻》", [Labelled("source", "来源", "红星新闻", 4, 8)]),
        ("来源：新华社 2024-05-01", [Labelled("source", "来源", "新华社", 3, 6)]),
        ("来源：新华社  更多", [Labelled("source", "来源", "新华社", 3, 6)]),
        ("来源：新华社|作者：张三", [Labelled("source", "来源", "新华社", 3, 6), Labelled("author", "作者", "张三", 10, 12)]),
        ("来源：", [Labelled("source", "来源", "", 3, 3)]),
        ("一句话。", []),
    ],
)  # fmt: skip
def test_labelled_values_and_where_they_stand(line: str, labels: list[Labelled]) -> None:
    assert list(read_labels(line)) == labels


def test_six_hundred_characters_are_read_for_labels() -> None:
    assert len(read_labels("某" * 590 + " 来源：新华社")) == 1
    assert read_labels("某" * 600 + " 来源：新华社") == ()


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Source: Reuters", True), ("source : Reuters", True), ("Edited by Ann", True), ("EDITED BY Ann", True),
        ("It was edited by Ann", False), ("Time: 5", False), ("Time: 5. Source: Reuters", True), ("Words", False),
        ("x" * 150 + " Source: Reuters", True), ("x" * 160 + " Source: Reuters", False),
        ("a: " + "x" * 180 + " Source: Reuters", True), ("a: " + "x" * 190 + " Source: Reuters", False),
        ("来源：新华社", True), ("一句话。", False), (":", False),
    ],
)  # fmt: skip
def test_what_may_hold_a_label(text: str, answer: bool) -> None:
    assert may_hold_label(text) is answer


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("张三", True), ("张三丰", True), ("张三丰年", False), ("三张", False), ("欧阳夏丹", True), ("欧阳", False), ("欧阳修", True),
        ("扎西", True), ("扎西多吉", True), ("扎西日报", False), ("约翰·史密斯", True), ("约翰·A", True), ("张", False),
        ("张报", False), ("张三a", False),
    ],
)  # fmt: skip
def test_what_is_written_like_a_chinese_name(name: str, answer: bool) -> None:
    assert is_han_person(name) is answer


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("张三 李四", ("张三", "李四")), ("张 三", ("张三",)), ("张三和李四", ("张三", "李四")), ("张三等", ("张三",)),
        ("记者 张三 通讯员 李四", ("张三", "李四")), ("张三、张三", ("张三",)), ("（张三）", ("张三",)), ("记者", ()), ("", ()),
        ("某" * 20, ("某" * 20,)), ("某" * 21, ()),
    ],
)  # fmt: skip
def test_chinese_names_of_a_line(text: str, names: tuple[str, ...]) -> None:
    assert split_han_names(text) == names


def test_strictly_only_people_are_names() -> None:
    assert split_han_names("西藏日报 张三 注册 李四", strict=True) == ("张三", "李四")


def test_roles_go_however_many() -> None:
    assert [drop_role(text) for text in ("记者 通讯员 张三", "张三", "记者：")] == ["张三", "张三", ""]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("山田太郎", True), ("山田 太郎", True), ("山田　太郎", True), ("山田", False), ("山田一", True), ("山田一二三", True),
        ("山田一二三四", False), ("林太郎", True), ("林一", False), ("社会部", False), ("甲乙丙", False), ("甲乙 太郎", False),
    ],
)  # fmt: skip
def test_what_is_written_like_a_japanese_name(text: str, answer: bool) -> None:
    assert is_japanese_person(text) is answer


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("新华社", "新华社"), (" ：新华社。", "新华社"), ("新华社 更多", "新华社"), ("新华社 Reuters", "新华社 Reuters"),
        ("新华社 作者", "新华社"), ("新华社2024-05-01", "新华社"), ("The Daily – Reuters", "The Daily"),
        ("The Daily – reuters", "The Daily – reuters"), ("A" * MAX_CHARS, "A" * MAX_CHARS), ("A" * (MAX_CHARS + 1), None),
        ("新华社)", "新华社"), ("(新华社", "新华社"), ("新华社(北京)", "新华社(北京)"), ("《人民日报", "人民日报"),
        ("null", None), ("---", None), ("http://a.cn", None), ("2024", None),
    ],
)  # fmt: skip
def test_the_outlet_of_a_credit(text: str, name: str | None) -> None:
    assert clean_outlet(text) == name


def test_outlets_end_as_outlets_do() -> None:
    names = ("新京报", "报", "证券时报网", "某" * 19 + "报", "某" * 20 + "报", "他说，某报", "张三")
    assert [looks_like_outlet(name) for name in names] == [True, False, True, True, False, False, False]
    assert [is_outlet_word(name) for name in ("报", "张三")] == [True, False]


def test_names_that_only_marks_vouch_for_hold_a_digit_behind_by_alone() -> None:
    assert [is_plausible_name("Abcdef7", opened=opened) for opened in (True, False)] == [True, False]
    assert not is_plausible_name("Ab7", opened=True)
