"""Which evidence on a page opens which gate, at the bounds."""

import pytest

from archiver.model.repair import PageHints
from archiver.text.repair.gates import SHUT, read_gates
from archiver.text.repair.readings import find_brackets

MAINLAND = PageHints(language="zh-CN")
NO_HINTS = PageHints()
CONVERTED = "縣里的干部采訪了三個村,以后還要對這里的學校進行維修,時間不長。"
"""Four words that a table left wrong: 干部, 采訪, 以后, 這里."""


def gates(*texts: str, hints: PageHints = NO_HINTS) -> dict[str, str]:
    page = "\n".join(texts)
    return {gate.name: gate.evidence for gate in read_gates(page, find_brackets(texts, page), hints).gates}


def glossed(*pairs: str, rest: str = "今天縣政府開始修路了") -> str:
    """Each pair (會huì) as a mirror prints it, with words between."""
    return "。".join(f"{rest}{pair[0]}({pair[1:]})" for pair in pairs)


def test_plain_pages_open_nothing() -> None:
    assert read_gates("(a) ,, ?", [], MAINLAND) is SHUT
    assert gates("県の発表", "ordinary words", "这个国家的经济", hints=MAINLAND) == {}
    assert gates("這個國家的發展進入了新的時代" * 5, hints=MAINLAND) == {}


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        (glossed("會huì", "學xué", "國guó"), True),
        (glossed("會huì", "學xué"), False),
        (glossed("會huì", "學xué", "國guǒ"), False),
        (glossed("會huì", "學xué", "國guó") + "發生重(chóng)大事故", False),
        (glossed("會huì", "學xué", "國guó") + "國國國國", False),
        (glossed("會huì", "學xué", "國guó") + "國", True),
        (glossed("會huì", "會huì", "會huì", "會huì"), True),
        (glossed("會huì", "會huì", "會huì"), False),
        (glossed("會huì", "會huì", "會huì", "會huì") + "會", False),
        (glossed("會huì", "會kuài", "會huì", "會huì"), False),
        (glossed("會huì", "學xué", "國guó", rest=""), False),
        (glossed("彳chì", "亍chù", "魑chī", "魅mèi"), False),
    ],
)
def test_toned_readings_are_a_machine_s_when_they_are_always_the_same(text: str, answer: bool) -> None:
    """At least three of common characters, verified, at each place of the character, with one reading, not on each
    character (a poem for children)."""
    assert ("toned_readings" in gates(text)) is answer


def test_how_many_readings_were_verified_is_the_evidence() -> None:
    opened = gates(glossed("會huì", "學xué", "國guó"))
    assert opened["toned_readings"] == "3 verified readings"


TONELESS = ("國guo", "務wu", "院yuan", "辦ban", "公gong", "廳ting", "發fa", "知zhi")


@pytest.mark.parametrize(
    ("pairs", "repeat", "answer"),
    [(TONELESS, 2, True), (TONELESS[:7], 3, False), (TONELESS, 1, False)],
)
def test_toneless_readings_need_many_of_many_characters(pairs: tuple[str, ...], repeat: int, answer: bool) -> None:
    doubled = "。".join(f"今天縣里{pair[0]}({pair[1:]})" + f"({pair[1:]})" * (repeat - 1) for pair in pairs)
    assert ("toneless_readings" in gates(doubled)) is answer


@pytest.mark.parametrize(("noisy", "clean", "opened"), [(6, 24, True), (6, 25, False), (5, 0, False), (7, 28, True)])
def test_commas_are_noise_from_six_and_a_fifth_of_the_marks_on(noisy: int, clean: int, opened: bool) -> None:
    page = "好,，" * noisy + "好。" * clean
    assert gates(page) == (
        {"comma_noise": f"{noisy} of {noisy + clean} marks have a comma before them"} if opened else {}
    )


def test_each_kind_of_comma_counts() -> None:
    assert list(gates("好,，好,。好,、" * 2)) == ["comma_noise"]


@pytest.mark.parametrize(
    ("hints", "evidence"),
    [
        (PageHints(language="zh-CN"), "declared mainland"),
        (PageHints(language="zh_Hans"), "declared mainland"),
        (PageHints(language="ZH-CHS"), "declared mainland"),
        (PageHints(charset="GB2312"), "declared mainland"),
        (PageHints(charset="gb18030"), "declared mainland"),
        (PageHints(url="https://a.example/202307/t20230727_7459101.html"), "mainland path"),
        (PageHints(url="https://a.example/2023-07/27/c_1129770000.htm"), "mainland path"),
        (PageHints(url="https://a.example/n1/2023/0727/c1001-40045678.html"), "mainland path"),
        (PageHints(language="zh-TW", charset="big5", url="https://a.example/news/1.html"), ""),
        (PageHints(language="zh"), ""),
        (PageHints(), ""),
    ],
)
def test_a_converted_page_is_told_by_words_and_a_mainland_sign(hints: PageHints, evidence: str) -> None:
    opened = gates(CONVERTED, hints=hints)
    assert opened == ({"converted": f"4 table-made words, {evidence}"} if evidence else {})


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("這個國家發展了經濟,學校進行維修,縣里的干部采訪以后", True),
        ("這個國家發展了經濟,學校進行維修,縣里的干部采訪", False),
        ("這個國家發展了經濟,學校進行維修,干部干部干部", False),
        ("這個國家發展了經濟,學校進行維修,干部采訪以后於", False),
        ("這個國家發展了經濟,學校進行維修,干部采訪以后這里那里於", True),
        ("縣里的干部采訪以后", False),
    ],
)
def test_three_words_of_two_kinds_and_few_true_forms(text: str, answer: bool) -> None:
    """干部 and 以后 for 幹部 and 以後; a true 於 says that no table made the page; a short text says nothing."""
    assert ("converted" in gates(text, hints=MAINLAND)) is answer


def test_many_words_are_enough_without_a_sign() -> None:
    words = "干部采訪以后這里那里關于對于由于屬于處于位于至于"
    page = "這個國家發展了經濟,學校進行維修。"
    assert gates(page + words) == {"converted": "12 table-made words"}
    assert gates(page + words[:-2]) == {}
    assert gates(page + words + "於") == {}


def test_misread_bytes_need_other_evidence() -> None:
    assert gates("這個國家€發展了經濟,學校進行維修") == {}
    opened = gates(CONVERTED + "這€是", hints=MAINLAND)
    assert opened["slips"] == "misread bytes at '這€是'"
    assert gates(CONVERTED + "這€是") == {
        "slips": "misread bytes at '這€是'",
        "converted": "4 table-made words and misread bytes",
    }
    beside = gates(glossed("會huì", "學xué", "國guó") + "好?")
    assert beside["slips"] == "misread bytes at '?'"


def test_readings_say_that_the_page_was_converted_unless_true_forms_prevail() -> None:
    readings = glossed("會huì", "學xué", "國guó", rest="這個時候說來開始修路對")
    assert gates(readings)["converted"] == "mechanical readings, 0 table-made words"
    assert "converted" not in gates(readings + "於" * 9)
    assert "converted" in gates(readings + "於" * 8)


def test_a_reading_asks_for_gates_by_name() -> None:
    reading = read_gates("好,，" * 6, [], NO_HINTS)
    assert reading.is_open("slips", "comma_noise")
    assert not reading.is_open("slips")
    assert (reading.simplified_at_origin, reading.traditional) == (False, False)
