"""Folding is one to one, idempotent and linear, and knows the way back."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.text import fold_table
from archiver.text.fold import fold, fold_text
from archiver.text.query import parse_query
from archiver.text.snippet import find_marks

SAME = [
    ("script", "發展經濟", "发展经济"),
    ("one simplified for two traditional", "頭髮", "头发"),
    ("variant of Taiwan", "裡面", "里面"),
    ("variant of Hong Kong", "衞生", "卫生"),
    ("table conversion of a mirror", "批準", "批准"),
    ("zhuo", "名著", "名着"),
    ("unusual simplified form", "剩馀", "剩余"),
    ("full width", "ＡＢＣ１２３", "abc123"),
    ("half width kana", "ﾆｭｰｽ", "ニュース"),
    ("case", "NATO", "nato"),
    ("accent", "Škoda", "skoda"),
    ("greek", "ΑΘΉΝΑ", "αθηνα"),
    ("cyrillic yo", "ёлка", "елка"),
    ("arabic digits", "٢٠٢٣", "2023"),
    ("compatibility ideograph", "\uf9f5", "淋"),
    ("quote in a word", "don’t", "don't"),
]
DIFFERENT = [
    ("short i is its own letter", "й", "и"),
    ("kana stay", "ニ", "に"),
    ("voiced kana stay", "か", "が"),
    ("unlike characters", "末", "未"),
]


@pytest.mark.parametrize(("seen", "other"), [row[1:] for row in SAME], ids=[row[0] for row in SAME])
def test_same_after_folding(seen: str, other: str) -> None:
    assert fold(seen) == fold(other)


@pytest.mark.parametrize(("seen", "other"), [row[1:] for row in DIFFERENT], ids=[row[0] for row in DIFFERENT])
def test_different_after_folding(seen: str, other: str) -> None:
    assert fold(seen) != fold(other)


def test_controls_and_spaces_of_all_kinds_are_one_space_but_lines_and_tabs_stay() -> None:
    unseen = "\x00\x08\x0b\x0c\x0e\x1f\x7f\x85\xa0\u3000\u2028\ud800\ufffe"
    assert fold(unseen) == " " * len(unseen)
    assert fold("a\tb\nc\r") == "a\tb\nc\r"


RESPELT = [
    ("ligature", "o\ufb03ce", "office"),
    ("sharp s", "Straße", "STRASSE"),
    ("ae", "Encyclopædia", "encyclopaedia"),
    ("korean in parts", "\u1112\u1161\u11ab\u1100\u1173\u11af", "한글"),
    ("korean without a final", "\u1112\u1161", "하"),
    ("kana in parts", "カ\u3099ス", "ガス"),
    ("half width kana in parts", "ｶﾞｽ", "ガス"),
    ("arabic points", "أَخْبَار", "اخبار"),
    ("persian letters", "کتاب", "كتاب"),
    ("ta marbuta", "مدرسة", "مدرسه"),
    ("decomposed accent", "Cafe\u0301", "café"),
    ("invisible", "中\u200b国\ufeff", "中国"),
]


@pytest.mark.parametrize(("seen", "other"), [row[1:] for row in RESPELT], ids=[row[0] for row in RESPELT])
def test_same_when_spelt_otherwise(seen: str, other: str) -> None:
    assert fold_text(seen).text == fold_text(other).text
    marks = find_marks(f"a {seen} b", parse_query(other).wanted)
    assert marks == ((2, 2 + len(seen.rstrip("\ufeff"))),)


@given(st.text(st.characters(codec=None)))
def test_fold_is_one_to_one_and_idempotent(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded
    assert "\x00" not in folded
    folded.encode()  # no lone surrogate is left


@given(st.text(st.sampled_from("學习a(（)） xuéXUÉ\u0301\u200b國é"), max_size=60))
def test_every_folded_character_knows_its_original(text: str) -> None:
    folded = fold_text(text)
    for at, char in enumerate(folded.text):
        start, end = folded.span(at, at + 1)
        assert end == start + 1
        assert fold(text[start]) == char


READINGS = [
    ("擔(dān)當(dāng)", "担当"),
    ("會(huì )議", "会议"),
    ("國（guó）家", "国家"),
    ("新華社(北京)", "新华社(北京)"),
    ("世界衛生組織(WHO)", "世界卫生组织(who)"),
    ("他(he)說", "他(he)说"),
    ("A(ā)", "a(a)"),
    ("cafe\u0301", "cafe"),
    ("soft\u00adhyphen", "softhyphen"),
    ("мой", "мой"),
]


@pytest.mark.parametrize(("seen", "out"), READINGS)
def test_readings_and_unseen_are_left_out(seen: str, out: str) -> None:
    assert fold_text(seen).text == out


def test_span_leads_back_to_the_text_as_published() -> None:
    seen = "中國西藏網(wǎng)報道"
    folded = fold_text(seen)
    at = folded.text.index("网报")
    start, end = folded.span(at, at + 2)
    assert seen[start:end] == "網(wǎng)報"


def test_table_is_what_opencc_says() -> None:
    """The stored table covers OpenCC's characters; a release of OpenCC that adds some must raise TABLE_VERSION."""
    stored: dict[str, str] = {}
    for line in fold_table.TABLE.read_text(encoding="utf-8").splitlines()[1:]:
        stored |= dict.fromkeys(line[1:], line[0])
    assert stored == fold_table.build_pairs()


@pytest.mark.parametrize("bad", ["國(", "國(wǎ", "\u0301", "國 ", "(é)"])
def test_folding_is_linear(bad: str) -> None:
    def cost(size: int) -> float:
        text, start = bad * size, time.process_time()
        fold_text(text)
        return time.process_time() - start

    cost(1000)
    assert cost(200_000) < 2.0
