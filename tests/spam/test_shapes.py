"""Shapes of texts and addresses that the rules ask about, the lexicon, and what is learnt of a host."""

from dataclasses import replace

import pytest

from archiver.model.spam import HostBlocks
from archiver.spam.hosts import fingerprint, fingerprint_blocks, learn_host_blocks
from archiver.spam.lexicon import (
    count_spam_words,
    find_strong_words,
    fold_spam,
    has_strong_word,
    strip_weak_words,
    word_group,
)
from archiver.spam.places import is_place_name
from archiver.spam.shapes import (
    is_prose,
    is_sentence,
    looks_random,
    main_script,
    place_share,
    registrable,
    segments_of,
    words_of,
)
from tests.spam.blocks import PROSE, document_of, scene_of


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("某" * 24 + "。", True), ("某" * 23 + "。", False), ("某" * 30, False), ("某" * 30 + "。尾", True), ("x" * 58 + ". ", False),
        ("word " * 12 + "end.", True), ("word " * 10 + "end.", False), ("甲,乙,丙,丁,戊,己,庚,辛,壬,癸,子,丑,寅。", False),
        ("某" * 70 + "，某，某，某，某，某。", True), ("甲_乙_丙_丁_戊_己_庚_辛_壬_癸_子_丑_寅。", False),
        ("甲|乙|丙|丁|戊|己|庚|辛|壬|癸|子|丑|寅。", False), ("甲/乙/丙/丁/戊/己/庚/辛/壬/癸/子/丑/寅。", False),
        ("甲、乙、丙、丁、戊、己、庚、辛、壬、癸、子、丑、寅。", False), ("甲·乙•丙·丁•戊·己•庚·辛•壬·癸•子·丑•寅。", False),
    ],
)  # fmt: skip
def test_what_reads_as_running_text(text: str, answer: bool) -> None:
    assert is_prose(scene_of(text).blocks[0]) is answer


def test_links_and_hidden_blocks_are_no_running_text() -> None:
    block = scene_of(PROSE).blocks[0]
    size = len(block.text)
    assert not is_prose(replace(block, hidden="display"))
    assert is_prose(replace(block, link_chars=size // 3))
    assert not is_prose(replace(block, link_chars=size // 3 + 1))


def test_scripts_of_texts() -> None:
    texts = (
        "東京で開かれた会議",
        "中国西藏网",
        "Reuters",
        "정부는",
        "รัฐบาล",
        "Москва",
        "أعلنت",
        "",
        "123",
        "中国ab",
        "中abcd",
        "の中国西藏网新闻",
    )
    scripts = [main_script(text) for text in texts]
    assert scripts == ["kana", "han", "latin", "hangul", "thai", "cyrillic", "arabic", "", "", "han", "latin", "han"]
    assert main_script("a" * 400 + "中" * 400) == "latin"


def test_domains_that_one_buys() -> None:
    hosts = (
        "a.example",
        "www.a.example",
        "www.people.com.cn",
        "com.cn",
        "a.com.info",
        "a.co.uk.",
        "localhost",
        "a.b.gov.cn",
    )
    owners = ["a.example", "a.example", "people.com.cn", "com.cn", "com.info", "a.co.uk", "localhost", "b.gov.cn"]
    assert [registrable(host) for host in hosts] == owners


def test_phrases_on_a_string() -> None:
    assert segments_of("甲,乙_丙|丁、戊/己·庚;辛\n壬  癸 - 子") == list("甲乙丙丁戊己庚辛壬癸子")
    assert segments_of(" 词 ? | ? |词-词") == ["词", "词", "词"]
    assert segments_of("well-known words") == ["well-known words"]


def test_what_ends_like_a_sentence() -> None:
    texts = ("今天。", "今天！好", "今天?", "词 ?", "one. two", "one.two", "one.", "词…", "词", "词 ?二")
    assert [is_sentence(text) for text in texts] == [True, True, True, False, True, False, True, False, False, False]


@pytest.mark.parametrize(
    ("owner", "answer"),
    [
        ("kq3x9z.com", True), ("1000kdhe.example", True), ("247sports.com", False), ("house.com", False), ("a1b2.com", False),
        ("bcdfg.com", True), ("abcdfg.com", True), ("rhythm.com", False), ("xn--kq3x9z.com", True), ("k-q3x-9z.com", True),
        ("strength.com", False), ("163.com", False), ("china12.com", False),
    ],
)  # fmt: skip
def test_names_made_up_by_a_machine(owner: str, answer: bool) -> None:
    assert looks_random(owner) is answer


def test_words_of_a_text_are_pairs_and_words() -> None:
    assert words_of("青林县 Old house of it 2024") == {"青林", "林县", "old", "house"}


def test_places() -> None:
    names = ("北京", "托克逊县", "县", "青县", "某某某某某某某某县", "某某某某某某某某某县", "新闻", "a县")
    assert [is_place_name(name) for name in names] == [True, True, False, True, True, False, False, False]
    assert (place_share(["北京", "新闻"]), place_share([])) == (0.5, 0.0)


def test_words_of_the_lexicon() -> None:
    assert count_spam_words("百家乐,老虎机,平台abc") == (2, 3, 8 / 11)
    assert count_spam_words("百家乐百家乐") == (1, 1, 1.0)
    assert count_spam_words("，。") == (0, 0, 0.0)
    assert count_spam_words("casinos casino Casino") == (2, 2, 1.0)
    assert count_spam_words("xcasino") == (0, 0, 0.0)
    assert count_spam_words("pharmacy online")[:2] == count_spam_words("pharmacy-online")[:2] == (1, 1)
    assert (fold_spam("ＡＢＣ國"), fold_spam("ABC")) == ("abc国", "abc")
    assert [has_strong_word(text) for text in ("百家乐", "平台", "A CASINO", "xcasinox", "вулкан", "")] == [
        True,
        False,
        True,
        False,
        True,
        False,
    ]
    assert strip_weak_words("青林视频色平台") == "青林 色 "
    assert "百家乐" in word_group("gambling")
    assert find_strong_words("平台") == find_strong_words("") == frozenset()


def test_fingerprints_of_blocks() -> None:
    assert fingerprint("第1页 共9页") == fingerprint("第2页共10页") != fingerprint("第2页 共页页")
    document = document_of("Menu of it", "短短短短短", "Menu of it", "六个字的一块")
    assert fingerprint_blocks(document) == (fingerprint("Menu of it"), fingerprint("六个字的一块"))
    pages = [(1, 2)] * 3 + [(1, 1)] * 2
    assert learn_host_blocks(pages) == HostBlocks(pages=5, recurring=frozenset({1, 2}))
    assert learn_host_blocks([*pages, (1,)]) == HostBlocks(pages=6, recurring=frozenset({1}))
    assert learn_host_blocks(pages[:4]) == HostBlocks(pages=4)
