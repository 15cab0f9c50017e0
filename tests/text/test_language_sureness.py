"""How sure a language is, and what the page's own word decides."""

import pytest

from archiver.text.language import SAMPLE_CHARS, chinese_script, detect_language

ENGLISH = "The council said on Monday that it will repair the old bridge before the winter, and that the work is to be done by May."
DANISH = "Regeringen vil i dag sige, at det er en god idé, men der er ikke nok penge til det, og de skal bruge mere tid på at finde dem."
UKRAINIAN = "Уряд сьогодні оголосив про нові заходи, які мають допомогти жителям міста їхати взимку."
RUSSIAN = "Правительство сегодня объявило о новых мерах, которые должны помочь жителям города."
SERBIAN = "Влада је данас објавила нове мере које ће помоћи људима у граду, ћирилица њена љубав ђак џеп."
PERSIAN = "دولت امروز گفت پل چوبی را پیش از زمستان تعمیر می‌کند و گزارش را چاپ می‌کند"
URDU = "حکومت نے کہا ہے کہ پرانے پل کی مرمت سردیوں سے پہلے ہو جائے گی اور ٹھیکیدار ڈھونڈ لیا"


@pytest.mark.parametrize(
    ("text", "declared", "expected"),
    [
        ("", None, None),
        ("123 !", None, None),
        ("123", "de", ("de", 0.5)),
        ("123", "zh-TW", ("zh-Hant", 0.5)),
        ("123", "zh-Hant-HK", ("zh-Hant", 0.5)),
        ("123", "zh_CN", ("zh-Hans", 0.5)),
        ("123", "cn", ("zh-Hans", 0.5)),
        ("123", "iw", ("he", 0.5)),
        ("123", "jp", ("ja", 0.5)),
        ("123", "x", None),
        ("123", "german", None),
        ("123", "d1", None),
        (ENGLISH, None, ("en", 0.97)),
        (ENGLISH, "fr", ("en", 0.97)),
        ("the old bridge of the town", None, ("en", 0.85)),
        ("the bridge", None, ("en", 0.6)),
        ("Xyzzy Plugh", None, None),
        ("Xyzzy Plugh", "de", ("de", 0.6)),
        (DANISH, None, ("da", 0.97)),
        (DANISH, "nb", ("no", 0.97)),
        (DANISH, "en", ("da", 0.97)),
        ("blorp fnord the gliff snark wug dax toma zup", "eo", ("eo", 0.7)),
        ("the of and", "eo", ("en", 0.85)),
        ("河北省第十批援藏工作队纪实", None, ("zh-Hans", 0.98)),
        ("河北援藏队", None, ("zh-Hans", 0.8)),
        ("河北援藏隊會議", None, ("zh-Hant", 0.8)),
        ("中文", "zh-MO", ("zh-Hant", 0.8)),
        ("中文", None, ("zh-Hans", 0.8)),
        ("東京で開かれた会議", None, ("ja", 0.98)),
        ("東京会議開催決定発表東京会議開催決定発表の", "ja", ("ja", 0.98)),
        ("東京会議開催決定発表東京会議開催決定発表の", None, ("zh-Hant", 0.98)),
        ("정부는 오늘 발표했다", None, ("ko", 0.98)),
        ("Η κυβέρνηση ανακοίνωσε", None, ("el", 0.98)),
        ("รัฐบาลประกาศ", "en", ("th", 0.98)),
        (RUSSIAN, None, ("ru", 0.95)),
        (RUSSIAN, "ru", ("ru", 0.97)),
        (UKRAINIAN, None, ("uk", 0.95)),
        (UKRAINIAN, "uk", ("uk", 0.97)),
        (SERBIAN, None, ("sr", 0.95)),
        ("Москва и дома города", None, ("ru", 0.9)),
        ("Москва и дома города", "bg", ("bg", 0.7)),
        ("Москва и дома города", "de", ("ru", 0.9)),
        ("أعلنت الحكومة عن خطة", None, ("ar", 0.9)),
        (PERSIAN, None, ("fa", 0.95)),
        (URDU, None, ("ur", 0.95)),
        ("यह है कि नहीं और के लिए", None, ("hi", 0.9)),
        ("हे आहे आणि होते", None, ("mr", 0.9)),
        ("हे आहे आणि होते", "mr", ("mr", 0.95)),
        ("शब्द", None, ("hi", 0.7)),
    ],
)
def test_language_and_how_sure_it_is(text: str, declared: str | None, expected: tuple[str, float] | None) -> None:
    assert detect_language(text, declared) == expected


def test_seven_hundred_characters_tell() -> None:
    assert detect_language("x " * (SAMPLE_CHARS // 2) + ENGLISH) is None
    assert detect_language("x " * (SAMPLE_CHARS // 2 - 40) + ENGLISH) is not None


def test_the_script_is_that_of_more_characters() -> None:
    assert [chinese_script(text) for text in ("学发發", "學發发", "学發", "")] == ["Hans", "Hant", None, None]
    assert chinese_script("中" * (4 * SAMPLE_CHARS) + "学") is None
    assert chinese_script("中" * (4 * SAMPLE_CHARS - 1) + "学") == "Hans"
