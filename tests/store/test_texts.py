"""The pure parts: differences of texts, drift, schedules, sketches."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archiver.store.clean import clean_text, fold_space, is_clean
from archiver.store.drift import Sample, find_drift
from archiver.store.families import is_reprint
from archiver.store.revisit import LATEST, SOONEST, Past, next_index_visit, next_visit
from archiver.store.sketch import sketch
from archiver.text.diff import change_size, diff
from tests.store.pages import BODY

WORDS = st.text(alphabet="第十批援藏队 the old\n。.", max_size=60)

DIFFS = [
    ("nothing", "", "", []),
    ("same", "援藏", "援藏", [("same", "援藏")]),
    ("one character", "第九批", "第十批", [("same", "第"), ("out", "九"), ("in", "十"), ("same", "批")]),
    ("a word, not its letters", "the cat sat", "the car sat",
     [("same", "the "), ("out", "cat"), ("in", "car"), ("same", " sat")]),
    ("a sentence more", "一。", "一。二。", [("same", "一。"), ("in", "二。")]),
    ("all", "甲", "x", [("out", "甲"), ("in", "x")]),
]  # fmt: skip


@pytest.mark.parametrize(("label", "before", "after", "ops"), DIFFS, ids=[row[0] for row in DIFFS])
def test_differences(label: str, before: str, after: str, ops: list[tuple[str, str]]) -> None:
    assert [(change.op, change.text) for change in diff(before, after)] == ops, label


@given(WORDS, WORDS)
def test_a_diff_leads_from_one_text_to_the_other(before: str, after: str) -> None:
    changes = diff(before, after)
    assert "".join(change.text for change in changes if change.op != "in") == before
    assert "".join(change.text for change in changes if change.op != "out") == after
    assert (change_size(before, after) == 0) == (before == after)


def test_a_diff_of_long_texts_is_quick() -> None:
    before, after = "".join(chr(0x4E00 + n % 5000) for n in range(60_000)), "x " * 30_000
    assert change_size(before, after) == 120_000


@given(st.text(max_size=80))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean_text(text)
    assert is_clean(once)
    assert clean_text(once) == once
    assert not is_clean(text) or once == text
    assert fold_space(fold_space(once)) == fold_space(once)


@given(st.integers(0, 10**6), st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_an_article_is_always_due_within_bounds(minutes: int, visits: int, changes: int, unchanged: int) -> None:
    past = Past(visits=visits, changes=min(changes, visits), unchanged=unchanged)
    age = timedelta(minutes=minutes)
    wait = next_visit(age, past)
    assert SOONEST <= wait <= LATEST
    assert wait <= next_visit(age + timedelta(days=1), past)
    assert next_visit(age, Past(visits=9, changes=9)) <= next_visit(age, Past(visits=9))
    assert timedelta(minutes=5) <= next_index_visit(past) <= timedelta(days=1)


def test_an_article_is_looked_at_often_while_young() -> None:
    age, past, ages = timedelta(minutes=20), Past(visits=1), []
    while age < timedelta(days=365):
        age += next_visit(age, past)
        past = Past(visits=past.visits + 1, unchanged=past.unchanged + 1)
        ages.append(age)
    assert sum(each < timedelta(days=1) for each in ages) == 5
    assert sum(each < timedelta(days=30) for each in ages) == 9
    assert len(ages) == 12


SERIES = [
    ("steady", [100] * 20, None),
    ("noise", [100, 96, 98, 100, 95, 99, 97] * 3, None),
    ("lost today", [100] * 19 + [0], 19),
    ("lost three runs ago", [100] * 17 + [2, 0, 3], 17),
    ("slipped", [95] * 15 + [60] * 5, 15),
    ("too short to tell", [100, 100, 0], None),
]


@pytest.mark.parametrize(("label", "present", "since"), SERIES, ids=[row[0] for row in SERIES])
def test_drift_is_named_with_its_beginning(label: str, present: list[int], since: int | None) -> None:
    start = datetime(2026, 11, 1, tzinfo=UTC)
    samples = [Sample(start + timedelta(days=n), count, 100) for n, count in enumerate(present)]
    trend = find_drift("source", samples, is_share=True)
    assert trend is not None, label
    assert trend.drifted_since == (None if since is None else start + timedelta(days=since))


REPRINTS = [
    ("the same", BODY, BODY, True),
    (
        "a quotation stands in both",
        BODY + "工" * 3,
        "今天的天气预报说，北方大部分地区将有小雪。" * 5 + BODY[:40],
        False,
    ),
    ("the first paragraphs", BODY * 2, (BODY * 2)[:120], True),
    ("too short to tell", "图片新闻", "图片新闻", False),
]


@pytest.mark.parametrize(("label", "a", "b", "same"), REPRINTS, ids=[row[0] for row in REPRINTS])
def test_what_is_a_reprint(label: str, a: str, b: str, same: bool) -> None:
    assert is_reprint(sketch(a), sketch(b)) is same, label


@settings(max_examples=50)
@given(st.text(max_size=300))
def test_any_text_can_be_sketched(text: str) -> None:
    made = sketch(text)
    assert len(made.bands) in (0, 40)
