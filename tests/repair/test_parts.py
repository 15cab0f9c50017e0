"""The parts of repair by themselves: bytes, units, readings, changes, and which evidence opens which gate."""

import struct
import sys

import pytest

from archiver.model.repair import Edit, RepairedText
from archiver.text.repair import language
from archiver.text.repair.beam import Node, Page, Step, last_byte, leads_of, odd_characters, read_path, tails_of
from archiver.text.repair.changes import Change, apply_changes, merge_changes
from archiver.text.repair.commas import find_comma_noise
from archiver.text.repair.conversion import convert_text, is_simplified, needs_conversion, simplify
from archiver.text.repair.gbk import decode_pair, encode_char
from archiver.text.repair.language import UNKNOWN, LanguageModel, language_model
from archiver.text.repair.page import repair_page
from archiver.text.repair.pinyin import has_tone, is_reading, is_reading_of, normalise_reading
from archiver.text.repair.readings import find_brackets, trailing_noise
from archiver.text.repair.slips import MOST_MOVES, NOTHING, find_slips
from archiver.text.repair.units import Kind, cut_units
from tests.repair.test_repair import MIRROR


@pytest.mark.parametrize(
    ("char", "codes"),
    [("A", (0x41,)), ("€", (0x80,)), ("中", (0xD6, 0xD0)), ("\ue000", (0xAA, 0xA1)), ("𠀀", ()), ("\ud800", ())],
)
def test_bytes_of_a_character(char: str, codes: tuple[int, ...]) -> None:
    assert encode_char(char) == codes


@pytest.mark.parametrize(
    ("lead", "tail", "char"),
    [(0xD6, 0xD0, "中"), (0xA3, 0xAC, "，"), (0xAA, 0xA1, ""), (0x20, 0x20, ""), (0x81, 0x30, ""), (0x80, 0x41, "")],
)
def test_a_pair_is_a_character_or_nothing(lead: int, tail: int, char: str) -> None:
    assert decode_pair(lead, tail) == char


def test_neighbours_by_a_byte() -> None:
    assert {encode_char(char)[1] for char in leads_of(0xD0)} == {0xD0}
    assert {encode_char(char)[0] for char in tails_of(0xD6)} == {0xD6}
    assert "中" in leads_of(0xD0)
    assert "中" in tails_of(0xD6)
    assert not any(char.isdigit() for char in tails_of(0xA3)), "a digit is never guessed"
    assert "！" in tails_of(0xA3)
    assert [last_byte(char) for char in ("中", "A", "", "𠀀")] == [0xD0, -1, -1, -1]


def test_commas_before_wide_marks_are_noise() -> None:
    assert find_comma_noise("好,，好,。a,b,x") == [Change(1, 2, "", "comma_noise"), Change(4, 5, "", "comma_noise")]


def test_changes_become_edits_at_their_places() -> None:
    changes = [Change(1, 2, "XY", "slip"), Change(3, 3, "Z", "lost", certain=False), Change(4, 6, "", "reading")]
    assert apply_changes("abcdefg", changes) == RepairedText(
        text="aXYcZdg",
        edits=(
            Edit(kind="slip", start=1, end=3, before="b", after="XY", certain=True),
            Edit(kind="lost", start=4, end=5, before="", after="Z", certain=False),
            Edit(kind="reading", start=6, end=6, before="ef", after="", certain=True),
        ),
    )
    assert apply_changes("abc", ()) == RepairedText(text="abc")


def test_an_outer_change_swallows_what_it_covers() -> None:
    outer = [Change(4, 6, "B", "slip"), Change(1, 3, "A", "slip")]
    spans = ((0, 1), (1, 2), (2, 3), (3, 4), (5, 6), (6, 7), (9, 10))
    inner = [Change(start, end, "", "reading") for start, end in spans]
    merged = merge_changes(outer, inner)
    assert [(c.start, c.end, c.after) for c in merged] == [
        (0, 1, ""), (1, 3, "A"), (3, 4, ""), (4, 6, "B"), (6, 7, ""), (9, 10, ""),
    ]  # fmt: skip


def test_readings_are_compared_in_one_spelling() -> None:
    texts = ("huì", "Huì ", "hui\u0300", "ɡuó", "mɑ", "ABC", "guo")
    assert [normalise_reading(text) for text in texts] == ["huì", "huì", "huì", "guó", "ma", "abc", "guo"]
    assert [has_tone(text) for text in ("huì", "hui", "lü", "ü", "nǚ", "")] == [True, False, False, False, True, False]
    assert [is_reading(text) for text in ("huì", "hui", "lü", "xyz", "")] == [True, True, True, False, False]


@pytest.mark.parametrize(
    ("reading", "char", "answer"),
    [("huì", "會", True), ("hui", "會", True), ("kuài", "會", True), ("huí", "會", False), ("lü", "绿", True),
     ("lǜ", "绿", True), ("lú", "绿", False), ("xyz", "會", False), ("gu", "國", False)],
)  # fmt: skip
def test_a_character_may_be_read_so(reading: str, char: str, answer: bool) -> None:
    assert is_reading_of(reading, char) is answer


@pytest.mark.parametrize(
    ("line", "kind", "text"),
    [
        ("(guó)", Kind.BRACKET, "guó"), ("(guó )", Kind.BRACKET, "guó"), ("(ɡuó)", Kind.BRACKET, "guó"),
        ("?guó)", Kind.EATEN_READING, "guó"), ("?guó )", Kind.EATEN_READING, "guó"),
        ("?/p>", Kind.EATEN_TAG, "/p>"), ("?p class=a>", Kind.EATEN_TAG, "p class=a>"), ("?br/>", Kind.EATEN_TAG, "br/>"),
        ("?nbsp;", Kind.EATEN_ENTITY, "nbsp"), ("?#160;", Kind.EATEN_ENTITY, "#160"),
    ],
)  # fmt: skip
def test_what_was_eaten_is_one_unit(line: str, kind: Kind, text: str) -> None:
    first, found, last, end = cut_units(f"中{line}文")
    assert (found.kind, found.text, found.start, found.end) == (kind, text, 1, 1 + len(line))
    assert (found.codes, found.mark) == ((), None)
    assert [(u.kind, u.text, u.start, u.end) for u in (first, last, end)] == [
        (Kind.CHAR, "中", 0, 1),
        (Kind.CHAR, "文", 1 + len(line), 2 + len(line)),
        (Kind.END, "", 2 + len(line), 2 + len(line)),
    ]


@pytest.mark.parametrize("line", ["(xyz)", "?xyz)", "?foo>", "?foo;", "(guó  )", "a,b?"])
def test_all_else_goes_by_characters(line: str) -> None:
    units = cut_units(line)
    assert "".join(unit.text for unit in units) == line
    assert [unit.start for unit in units] == list(range(len(line) + 1))
    assert {unit.kind for unit in units} <= {Kind.CHAR, Kind.QUESTION, Kind.END}


def test_a_mark_knows_the_bytes_of_its_wide_form() -> None:
    narrow, wide = cut_units(",!?;"), cut_units("，！？；")
    assert [unit.mark for unit in narrow] == [unit.mark for unit in wide]
    assert [bytes(unit.mark or ()).decode("gbk") for unit in wide[:-1]] == list("，！？；")
    assert cut_units("中")[0].mark is None


def brackets(*texts: str) -> list[tuple[int, int, int, str, str]]:
    return [(b.text, b.start, b.end, b.char, b.reading) for b in find_brackets(texts, "\n".join(texts))]


def test_readings_are_found_behind_chinese_characters() -> None:
    assert brackets("學(xué)", "習(xí)會(huì)") == [
        (0, 1, 6, "學", "xué"), (1, 1, 5, "習", "xí"), (1, 6, 11, "會", "huì"),
    ]  # fmt: skip
    assert brackets("學(xué)習(xí)") == [], "two say nothing"
    assert brackets("a(xué)b(xí)c(huì)d(guó)") == []
    assert brackets("國(guo)(guo)務(Wu )學(xue)") == [
        (0, 1, 6, "國", "guo"), (0, 6, 11, "國", "guo"), (0, 12, 17, "務", "wu"), (0, 18, 23, "學", "xue"),
    ]  # fmt: skip
    assert brackets("a(guo)學(xué)習(xí)會(zhuangg)會(zhuang)") == [
        (0, 7, 12, "學", "xué"), (0, 13, 17, "習", "xí"), (0, 28, 36, "會", "zhuang"),
    ]  # fmt: skip


def test_emoji_beside_a_reading_belong_to_it() -> None:
    page = "學🎐⛦(xué)習( xí )會(hu🎐ì)國(guo)"
    found = find_brackets([page], page)
    assert [page[b.start : b.end] for b in found] == ["🎐⛦(xué)", "( xí )", "(hu🎐ì)", "(guo)"]
    assert [(b.reading, b.has_noise, b.verified, b.toned) for b in found] == [
        ("xué", True, True, True), ("xí", False, True, True), ("huì", True, True, True), ("guo", False, True, False),
    ]  # fmt: skip
    assert [trailing_noise(text, 1) for text in ("a🎐🎐b", "ab", "a")] == [3, 1, 1]


def test_a_reading_of_another_character_is_not_verified() -> None:
    page = "學(huì)習(xí)會(huì)"
    assert [b.verified for b in find_brackets([page], page)] == [False, True, True]


def test_which_texts_are_turned() -> None:
    texts = ("這個國家", "这个國", "这個", "著作", "乾杯", "中文", "這个")
    assert [needs_conversion(text) for text in texts] == [True, False, False, True, True, False, False]
    lines = ("这个们来时国", "这个们来时", "这个们来时国對們", "这个们来时国说對們", "")
    assert [is_simplified(line) for line in lines] == [True, False, False, True, False]


def test_turning_joins_neighbours_and_keeps_other_changes() -> None:
    assert convert_text("中國會議很好", ()) == [Change(1, 4, "国会议", "conversion")]
    slip = Change(1, 3, "這", "slip", certain=False)
    assert convert_text("國?，X國", [slip]) == [
        Change(0, 1, "国", "conversion"),
        Change(1, 3, "这", "slip", certain=False),
        Change(4, 5, "国", "conversion"),
    ]
    assert convert_text("學(xué)習", [Change(1, 6, "", "reading")]) == [
        Change(0, 1, "学", "conversion"),
        Change(1, 6, "", "reading"),
        Change(6, 7, "习", "conversion"),
    ]
    assert convert_text("姓鍾的", ()) == [Change(1, 2, "钟", "conversion", certain=False)]


def test_zhe_is_turned_by_its_sentence() -> None:
    assert [simplify(text) for text in ("背著書包", "著作", "名著", "他看著我")] == [
        "背着书包",
        "著作",
        "名著",
        "他看着我",
    ]


def test_half_of_a_pair_stays_among_turned_characters() -> None:
    """A surrogate that stands alone, as `&#xD800;` or a broken script leaves it."""
    assert simplify("這\ud800個\udfff國") == "这\ud800个\udfff国"
    assert repair_page([*MIRROR, "這\ud800個"]).texts[-1].text == "这\ud800个"


@pytest.fixture(scope="module")
def model() -> LanguageModel:
    return language_model()


def test_contexts_are_the_same_for_what_counts_as_one(model: LanguageModel) -> None:
    assert model.number("國") == model.number("国") != UNKNOWN
    assert model.number("\ue000") == model.context("\ue000") == UNKNOWN
    assert {model.context(mark) for mark in "。！？；—·\n "} == {model.number("，")}
    assert {model.number(digit) for digit in "0５aZ"} == {model.number("0")}
    assert model.context("“") == model.context("《") != model.context("”") == model.context("）")


def cost(model: LanguageModel, text: str) -> float:
    """Nats of the last character after the two before it."""
    before, last, char = list(text.rjust(3, "\0"))
    return model.cost(model.context(before), model.context(last), char, last.strip("\0"))


def test_what_is_usual_costs_less(model: LanguageModel) -> None:
    assert cost(model, "，中国") < cost(model, "国") < cost(model, "，中匧")
    assert cost(model, "共和国") < cost(model, "和国")
    assert cost(model, "共和國") == cost(model, "共和国")
    assert cost(model, "\ue000") == 17.0, "a character that no text of the model holds"
    assert cost(model, "“”") == cost(model, "（）") == 13.0, "marks that close at once"
    assert cost(model, "——") < cost(model, "好—")
    assert cost(model, "好12") < cost(model, "好1")
    assert cost(model, "好。“") < cost(model, "好。，") == 9.0


def test_rare_characters_are_those_above_a_cost(model: LanguageModel) -> None:
    rare, rarer = set(model.rare(10.0)), set(model.rare(13.5))
    assert rarer < rare
    assert rare.isdisjoint("的国是在")
    assert all(cost(model, char) >= 13.5 for char in list(rarer)[:200])
    assert model.rare(1000.0) == ()


def test_a_file_of_the_other_byte_order_is_read() -> None:
    """The file is little-endian; a machine of either kind gets the numbers in its own order."""
    data = language._FILE.read_bytes()
    here, there = ("<", ">") if sys.byteorder == "little" else (">", "<")
    if here == ">":
        data = language._swap(data)
    header = struct.unpack(f"{here}11I", data[:44])
    at = 44 + header[0] + -header[0] % 4
    parts = [struct.pack(f"{there}11I", *header), data[44:at]]
    for kind, size in zip(language._TYPES, header[1:], strict=True):
        end = at + size * struct.calcsize(f"={kind}")
        parts.append(struct.pack(f"{there}{size}{kind}", *struct.unpack(f"{here}{size}{kind}", data[at:end])))
        at = end
    assert language._swap(b"".join(parts)) == data[:at]


def test_a_character_pays_for_what_the_page_says_against_it(model: LanguageModel) -> None:
    node = Node(0.0, -1, model.context("。"), model.context("好"), "好", None)
    plain = Page(model, traditional=True, glossed=frozenset("學"), keeps_private=True)
    bare = Page(model, traditional=False, glossed=frozenset(), keeps_private=True)
    assert plain.char_cost(node, "学") > bare.char_cost(node, "学"), "of the other script"
    assert bare.char_cost(node, "學") > plain.char_cost(node, "學", glossed=True)
    assert plain.char_cost(node, "學") > plain.char_cost(node, "學", glossed=True), "glossed everywhere but here"
    assert bare.char_cost(node, "啊") > model.cost(node.before, node.last, "啊", "好"), "talk"
    assert bare.char_cost(node, "\ue000") > model.cost(node.before, node.last, "\ue000", "好")
    assert bare.char_cost(node, "国") == model.cost(node.before, node.last, "国", "好")
    after = bare.extend(node, "国", pending=0xD6, path=Step(None, 0, 1, "国", None), extra=2.0)
    assert after.cost == bare.char_cost(node, "国") + 2.0
    assert after.key() == (0xD6, node.last, model.context("国"), "国")


def test_odd_characters_are_those_of_the_other_script() -> None:
    for traditional, odd, even in ((True, "学\ue000\ue765", "學国\ue766的"[::2]), (False, "學\ue000", "学的")):
        assert odd_characters(traditional).issuperset(odd)
        assert odd_characters(traditional).isdisjoint(even)


def test_a_path_is_read_from_its_beginning() -> None:
    first = Step(None, 0, 1, "a", None)
    second = Step(first, 1, 2, "b", "slip")
    assert read_path(Node(0.0, -1, 0, 0, "", second)) == [first, second]
    assert read_path(Node(0.0, -1, 0, 0, "", None)) == []


def test_the_search_ends_where_its_bounds_say(model: LanguageModel) -> None:
    page = Page(model, traditional=False, glossed=frozenset(), keeps_private=False)
    assert find_slips("大?！?月8日" + "好" * 20_000, page) == NOTHING
    assert find_slips("一句好话，没有损坏。", page) == NOTHING
    assert find_slips("大?！?月8日", page, allowed=0) == NOTHING
    found = find_slips("大?！?月8日", page)
    assert 0 < found.moves < MOST_MOVES
    assert found.changes
