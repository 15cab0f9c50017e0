"""Repair undoes what mirrors do, says so, and leaves honest pages alone."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archiver.model.repair import PageHints
from archiver.text.hanzi import count_scripts, is_traditional, simplified_share
from archiver.text.repair.page import repair_page
from tests.repair.damage import NARROW, Plan, damage

CASES = Path(__file__).parent.parent / "cases"
MIRROR = [
    "為了讓學(xué)生安全過(guò)冬,縣里的學(xué)校今年換了新的鍋爐,每間教室都裝上了溫度計(jì)。",
    "校長(zhǎng)告訴記者,這些設(shè)備(bèi)都是縣里統(tǒng)一采購的,學(xué)校只負(fù)責(zé)日常維護(hù)。",
    "經(jīng)過(guò)半年的建設(shè),新的圖書館也對(duì)學(xué)生開放了,以后孩子們可以在這里看書。",
    "據(jù)縣里介紹,明年還要創(chuàng)辦兩所小學(xué),發(fā)展鄉(xiāng)村教育,干部們正在進(jìn)行準(zhǔn)備。",
]
"""A page as a mirror serves it; the words are ours."""
SENTENCES = [
    "县里的学校今年换了新的锅炉，每间教室都装上了温度计。",
    "校长告诉记者，这些设备都是统一采购的，学校只负责日常维护。",
    "“经过半年的建设，图书馆对学生开放了。”老师说，“以后孩子们可以在这里看书。”",
    "据介绍，明年还要创办两所小学，发展乡村教育，干部们正在进行准备。",
    "他们在会议上讨论了三个问题：道路、用水和医疗。",
    "农业部门组织专家下乡，指导农民科学种田，产量比去年提高了一成。",
    "当地医院的医生说，流感季节要注意保暖，多喝水。",
    "新规定从下个月起实行，企业需要在网上登记。",
    "这条铁路全长二百公里，经过五个县，预计明年通车。",
    "运动员在决赛中表现出色，教练对他们的成绩感到满意。",
]


def rows(name: str) -> list[dict[str, object]]:
    loaded: list[dict[str, object]] = json.loads((CASES / name).read_text("utf-8"))
    return loaded


def as_params(name: str) -> list[object]:
    fails = pytest.mark.xfail(strict=True, reason="known wrong")
    return [
        pytest.param(row, id=str(row["label"]), marks=[fails] if row.get("expect") == "fail" else [])
        for row in rows(name)
    ]


@pytest.mark.parametrize("row", as_params("repair.json"))
def test_a_text_of_a_mirror_is_repaired(row: dict[str, str]) -> None:
    repaired = repair_page([*MIRROR, row["in"]]).texts[-1]
    assert repaired.text == row["out"]
    assert repaired.as_served() == row["in"]


@pytest.mark.parametrize("row", as_params("repair_honest.json"))
def test_an_honest_page_comes_back_as_the_same_objects(row: dict[str, list[str]]) -> None:
    repair = repair_page(row["texts"], hints=PageHints(language="zh-CN"))
    assert repair.gates == ()
    assert all(new.text is old and not new.edits for new, old in zip(repair.texts, row["texts"], strict=True))


def test_toneless_readings_twice_over_with_emoji_are_stripped() -> None:
    served = [
        "国(guo)(guo)务(wu)院(yuan)办(ban)公(gong)厅(ting)今(jin)天发(fa)出(chu)通知(zhi),做好冬(dong)季供(gong)暖工作。",
        "义(y🎐i)务(wu)教(jiao)育(yu)学校要保(bao)证教(jiao)室温(wen)度,国(guo)⛦(guo)家(jia)标准(zhun)是十八度。",
    ]
    repair = repair_page(served)
    assert [t.text for t in repair.texts] == [
        "国务院办公厅今天发出通知,做好冬季供暖工作。",
        "义务教育学校要保证教室温度,国家标准是十八度。",
    ]
    assert not repair.simplified_at_origin


def test_commas_before_marks_are_taken_out() -> None:
    noisy = [*MIRROR, "縣里修了路,，還建了橋,。", "村里的人說,，以前要走半天,，現在很快,。", "學校,、醫院都在附近,。"]
    texts = [t.text for t in repair_page(noisy).texts]
    assert texts[4:] == ["县里修了路，还建了桥。", "村里的人说，以前要走半天，现在很快。", "学校、医院都在附近。"]


def test_a_converted_page_without_readings_needs_a_mainland_sign() -> None:
    texts = ["縣里的干部采訪了三個村,以后還要對這里的學校進行維修。", "關于制造業,由于云南的特征,之后再說。"]
    assert not repair_page(texts).gates
    repair = repair_page(texts, hints=PageHints(language="zh-CN"))
    assert repair.simplified_at_origin
    assert repair.texts[0].text == "县里的干部采访了三个村,以后还要对这里的学校进行维修。"


def test_a_lost_digit_is_marked_and_never_guessed() -> None:
    repaired = repair_page([*MIRROR, "做大?！?月8日"]).texts[-1]
    (edit,) = [e for e in repaired.edits if e.kind == "lost"]
    assert (edit.certain, "□" in edit.after) == (False, True)


plans = st.builds(
    Plan,
    depth=st.sampled_from([0.3, 0.6, 0.95]),
    markers=st.sampled_from([0.0, 0.6, 1.0]),
    spaced=st.booleans(),
    keep_private=st.booleans(),
    narrow=st.booleans(),
    shuffled=st.booleans(),
)


@settings(max_examples=40, deadline=None)
@given(plans, st.permutations(SENTENCES), st.integers(0, 999))
def test_damage_then_repair_gives_the_text_back_or_says_so(plan: Plan, sentences: list[str], seed: int) -> None:
    served = [damage(text, plan, seed) for text in sentences]
    repair = repair_page(served)
    assert [t.as_served() for t in repair.texts] == served
    if not any(gate.name == "toned_readings" for gate in repair.gates):
        return
    for want, got in zip(sentences, repair.texts, strict=True):
        flagged = any(not edit.certain for edit in got.edits)
        assert flagged or got.text.translate(NARROW) == want.translate(NARROW)


@settings(max_examples=20, deadline=None)
@given(plans, st.permutations(SENTENCES), st.integers(0, 999))
def test_a_second_repair_changes_nothing(plan: Plan, sentences: list[str], seed: int) -> None:
    once = [t.text for t in repair_page([damage(text, plan, seed) for text in sentences]).texts]
    assert [t.text for t in repair_page(once).texts] == once


@given(st.permutations(SENTENCES))
def test_clean_text_is_a_fixed_point(sentences: list[str]) -> None:
    assert all(new.text is old for new, old in zip(repair_page(sentences).texts, sentences, strict=True))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(alphabet="國學?!,。，(guó)xué €苯当LF□<>/p\ue000🎐 \n"), max_size=6))
def test_any_texts_come_back_byte_for_byte(texts: list[str]) -> None:
    repair = repair_page([*MIRROR, *texts])
    assert [t.as_served() for t in repair.texts] == [*MIRROR, *texts]
    for text in repair.texts:
        ends = [0, *(edit.end for edit in text.edits)]
        assert all(end <= edit.start for end, edit in zip(ends, text.edits, strict=False))


@pytest.mark.parametrize("bad", ["?" * 1_000_000, "(a)" * 333_000, "國?!苯" * 4_900, "(" * 300_000, "國€" * 9_000])
def test_a_hostile_line_stays_quick(bad: str) -> None:
    start = time.process_time()
    repair_page([*MIRROR, bad])
    assert time.process_time() - start < 6


def test_scripts_are_counted() -> None:
    assert count_scripts("这个国家 and 這個國家") == (3, 3)
    assert is_traditional("這個國家的發展進入了一個嶄新的時代,經濟很好")
    assert simplified_share("中文") is None
