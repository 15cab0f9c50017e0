"""Words are read whatever label lies about them, characters drawn by lot too: what a hostile site says is no evidence."""

import random
from collections.abc import Callable

import pytest

from archiver.text.decode import decode

LABELS = ("", "utf-8", "iso-8859-1", "windows-1251", "gbk", "big5", "shift_jis", "euc-kr")


def pairs(codec: str, leads: range) -> str:
    found = "".join(bytes((lead, trail)).decode(codec, "ignore") for lead in leads for trail in range(0x40, 0xFF))
    return "".join(char for char in found if char > "\x7f")


HANS, HANT = pairs("gb2312", range(0xB0, 0xD7)), pairs("big5", range(0xA4, 0xC6))
KANJI = pairs("euc_jp", range(0xB0, 0xCF))
KANA = "".join(map(chr, range(0x3042, 0x3094))) * 30
RUSSIAN = "о" * 11 + "е" * 8 + "а" * 8 + "и" * 7 + "н" * 7 + "т" * 6 + "с" * 5 + "рвл" * 4 + "кмдпу" * 3 + "яыьгзбчйхж"


def run_of(pool: str) -> Callable[[random.Random], str]:
    """Text without spaces, of a hundred characters out of a pool."""

    def write(dice: random.Random) -> str:
        words = dice.sample(pool, 100)
        return "，".join("".join(dice.choices(words, k=dice.randint(5, 15))) for _ in range(9)) + "。"

    return write


def words_of(letters: str) -> Callable[[random.Random], str]:
    """Text in words."""
    return lambda dice: " ".join("".join(dice.choices(letters, k=dice.randint(2, 9))) for _ in range(60))


WRITERS = {
    "gb18030": run_of(HANS),
    "big5hkscs": run_of(HANT),
    "cp932": run_of(KANA + KANJI),
    "euc_jp": run_of(KANA + KANJI),
    "cp1251": words_of(RUSSIAN),
    "koi8-r": words_of(RUSSIAN),
}


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("codec", WRITERS)
def test_words_drawn_by_lot_are_read_under_any_label(codec: str, label: str) -> None:
    for seed in range(2):
        page = f"<html><head><title>x</title></head><p>{WRITERS[codec](random.Random(seed))}</p></html>"
        read = decode(page.encode(codec), f"text/html; charset={label}")
        assert (read.encoding, read.text) == (codec, page)


@pytest.mark.parametrize("codec", WRITERS)
def test_a_label_that_is_true_is_believed(codec: str) -> None:
    """Ten characters are too few to tell by themselves."""
    label = {"big5hkscs": "big5", "euc_jp": "euc-jp"}.get(codec, codec)
    for seed in range(9):
        page = f"<p>{WRITERS[codec](random.Random(seed))[:10]}</p>"
        assert decode(page.encode(codec), f"text/html; charset={label}").text == page


def test_a_long_line_is_not_torn_between_two_bytes_of_a_character() -> None:
    """Chinese without any ASCII is one run of bytes; its sample must begin and end with whole characters."""
    page = "<p>" + run_of(HANS)(random.Random(1)) * 20
    assert decode(page.encode("gb18030"), "text/html; charset=iso-8859-1").text == page
