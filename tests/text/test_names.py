"""By-lines as names, labelled credits, outlets."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.text.han_names import is_han_person
from archiver.text.labels import may_hold_label, read_labels
from archiver.text.names import clean_name, is_person_like, is_plausible_name, split_names
from archiver.text.outlets import clean_outlet, looks_like_outlet

CASES = Path(__file__).parents[1] / "cases"
NAMES = json.loads((CASES / "names.json").read_text(encoding="utf-8"))
LABELS = json.loads((CASES / "labels.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", NAMES, ids=[row["label"] for row in NAMES])
def test_names_of_a_byline(row: dict[str, object], request: pytest.FixtureRequest) -> None:
    if row["expect"] == "fail":
        request.node.add_marker(pytest.mark.xfail(strict=True))
    assert list(split_names(str(row["in"]), language=row["language"])) == row["out"]


@pytest.mark.parametrize("row", LABELS, ids=[row["label"] for row in LABELS])
def test_labelled_credits_of_a_line(row: dict[str, object]) -> None:
    found = [[label.kind, label.value] for label in read_labels(str(row["in"])) if label.kind not in {"date", "other"}]
    assert found == row["out"]


@pytest.mark.parametrize("row", LABELS, ids=[row["label"] for row in LABELS])
def test_the_quick_look_misses_no_label(row: dict[str, object]) -> None:
    assert may_hold_label(str(row["in"])) or not row["out"]


def test_a_value_is_a_slice_of_its_line() -> None:
    line = "来源：《红星新闻》 作者：王五"
    assert [line[label.start : label.end] for label in read_labels(line)] == ["红星新闻", "王五"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("证券市场红周刊 举报 326", "证券市场红周刊"),
        ("新华社（北京）", "新华社（北京）"),
        ("《人民日报》", "人民日报"),
        ("Reuters | Photo: AP", "Reuters"),
        ("21世纪经济报道", "21世纪经济报道"),
        ("326", None),
        ("2023-07-27", None),
        ("", None),
        ("未知", None),
    ],
)
def test_outlet_out_of_a_credit(text: str, name: str | None) -> None:
    assert clean_outlet(text) == name


def test_outlets_are_told_from_people_and_furniture() -> None:
    assert [looks_like_outlet(t) for t in ("证券时报网", "新京报", "张三", "点击查看更多新闻，请")] == [
        True,
        True,
        False,
        False,
    ]
    assert [is_han_person(t) for t in ("常邦丽", "欧阳夏丹", "西藏日报", "注册")] == [True, True, False, False]


def test_only_the_marks_of_a_page_do_not_make_a_name() -> None:
    words = ("Jane Smith", "Read more", "5 min", "Senior Writer", "follow", "Subscribe")
    assert [is_plausible_name(w) for w in words] == [True, False, False, False, False, False]
    assert [is_person_like(w) for w in ("Mahua Das", "Real Estate", "Jane", "Table Of Contents")] == [
        True,
        False,
        False,
        False,
    ]


@given(st.text(max_size=200))
def test_any_text_gives_names_without_error(text: str) -> None:
    for name in split_names(text):
        assert name.strip() == name
        assert name
    read_labels(text)
    clean_name(text)
    clean_outlet(text)


@given(st.sampled_from(["Jane Smith", "Jörg Maier", "Ludwig van Beethoven", "张三", "O'Neil Jones"]))
def test_a_bare_name_comes_back_as_it_is(name: str) -> None:
    assert split_names(name) == (name,)
