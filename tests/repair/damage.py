"""A forward model of what mirrors do to text (docs/repair.md): conversion, readings, markers, and a reader out of step.

Every stage works as it was measured on real mirror pages: on characters first, then on GBK bytes that are not aligned
to characters, then through a converter with the faults of PHP's CP936 filter.
"""

import random
from dataclasses import dataclass
from functools import cache

from archiver.text.repair.pinyin import is_reading_of

ORDER = (
    "業現進發創規統協據導設經產鄉網農關區態鎮內節環實動個當標強準機務點構調濟護領學習轉認風應優結質醫術負貿團達礎權聯衛遠訓續監紀責擴"
    "擔長潤絡復戰執項驗養會過對來堅問識價評謹國萬級勢運穩說費聽簡爭補競這"
)
"""The characters that get readings, shallow to deep."""
KEPT = "后里采于干系制征余云面并只谷才范志游占"
TURNED = {"台": "臺", "着": "著", "准": "準", "净": "凈", "症": "癥", "复": "復", "历": "歷", "为": "為"}
MARKS = ("！", "？", "；", "，", "。")
NARROW = str.maketrans("，：；？！（）", ",:;?!()")
TONED = {
    "業": "yè", "現": "xiàn", "進": "jìn", "發": "fā", "創": "chuàng", "規": "guī", "統": "tǒng", "協": "xié", "據": "jù", "導": "dǎo",
    "設": "shè", "經": "jīng", "產": "chǎn", "鄉": "xiāng", "網": "wǎng", "農": "nóng", "關": "guān", "區": "qū", "態": "tài", "鎮": "zhèn",
    "內": "nèi", "節": "jié", "環": "huán", "實": "shí", "動": "dòng", "個": "gè", "當": "dāng", "標": "biāo", "強": "qiáng", "準": "zhǔn",
    "機": "jī", "務": "wù", "點": "diǎn", "構": "gòu", "調": "diào", "濟": "jì", "護": "hù", "領": "lǐng", "學": "xué", "習": "xí",
    "轉": "zhuǎn", "認": "rèn", "風": "fēng", "應": "yīng", "優": "yōu", "結": "jié", "質": "zhì", "醫": "yī", "術": "shù", "負": "fù",
    "貿": "mào", "團": "tuán", "達": "dá", "礎": "chǔ", "權": "quán", "聯": "lián", "衛": "wèi", "遠": "yuǎn", "訓": "xùn", "續": "xù",
    "監": "jiān", "紀": "jì", "責": "zé", "擴": "kuò", "擔": "dān", "長": "cháng", "潤": "rùn", "絡": "luò", "復": "fù", "戰": "zhàn",
    "執": "zhí", "項": "xiàng", "驗": "yàn", "養": "yǎng", "會": "huì", "過": "guò", "對": "duì", "來": "lái", "堅": "jiān", "問": "wèn",
    "識": "shí", "價": "jià", "評": "píng", "謹": "jǐn", "國": "guó", "萬": "wàn", "級": "jí", "勢": "shì", "運": "yùn", "穩": "wěn",
    "說": "shuō", "費": "fèi", "聽": "tīng", "簡": "jiǎn", "爭": "zhēng", "補": "bǔ", "競": "jìng", "這": "zhè",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Plan:
    """How much damage."""

    depth: float = 0.6
    """Share of `ORDER` that gets readings."""
    markers: float = 0.6
    """Chance that a mark astride two characters gets its marker."""
    spaced: bool = False
    """`會(huì )`."""
    toneless: bool = False
    keep_private: bool = True
    narrow: bool = True
    shuffled: bool = False
    """Readings in random order, which is harder than life."""


@cache
def turned(character: str) -> str:
    """One character as the mirrors' table converts it."""
    if character in KEPT:
        return character
    return TURNED.get(character) or _converter().convert(character)


@cache
def _converter():  # type: ignore[no-untyped-def]  # opencc has no types
    from opencc import OpenCC

    return OpenCC("s2t")


def damage(text: str, plan: Plan, seed: int) -> str:
    """The text as a mirror would serve it. Characters that GBK cannot write are left out first."""
    rng = random.Random(seed)
    text = "".join(turned(c) for c in text if is_writable(turned(c)))
    order = list(ORDER)
    if plan.shuffled:
        random.Random(seed // 8).shuffle(order)
    data = _mark(text, plan, rng)
    for character in order[: int(plan.depth * len(order))]:
        data = data.replace(character.encode("gb18030"), character.encode("gb18030") + _gloss(character, plan))
    out = read_bytes(data, keep_private=plan.keep_private)
    return out.translate(NARROW) if plan.narrow else out


def is_writable(character: str) -> bool:
    try:
        return len(character.encode("gbk")) <= 2
    except UnicodeEncodeError:
        return False


def _gloss(character: str, plan: Plan) -> bytes:
    reading = TONED[character]
    assert is_reading_of(reading, character)
    if plan.toneless:
        reading = reading.translate(str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ", "aaaaeeeeiiiioooouuuuvvvv"))
    return f"({reading}{' ' if plan.spaced else ''})".encode("gb18030")


def _mark(text: str, plan: Plan, rng: random.Random) -> bytes:
    """The bytes, with a marker put before the code of a mark where it lies astride two characters."""
    codes = {mark.encode("gbk") for mark in MARKS}
    data = bytearray()
    for character in text:
        code = character.encode("gbk")
        if (
            data
            and len(code) == 2
            and bytes(data[-1:]) + code[:1] in codes
            and _is_pair(data)
            and rng.random() < plan.markers
        ):
            data[-1:] = b"," + bytes(data[-1:])
        data += code
    return bytes(data)


def _is_pair(data: bytearray) -> bool:
    return len(data) >= 2 and data[-2] >= 0x81


def read_bytes(data: bytes, *, keep_private: bool) -> str:
    """The bytes as PHP's CP936 filter reads them.

    A lone 0x80 is €; a bad pair becomes one `?` and eats its second byte when that is 0x21 to 0x3F; before a control
    character or a space the lead is dropped without a trace; unassigned pairs become private-use characters.
    """
    out: list[str] = []
    i = 0
    while i < len(data):
        lead = data[i]
        if lead < 0x80:
            out.append(chr(lead))
            i += 1
        elif lead == 0x80:
            out.append("€")
            i += 1
        elif i + 1 == len(data) or data[i + 1] <= 0x20:
            i += 1
        elif data[i + 1] <= 0x3F or data[i + 1] in (0x7F, 0xFF):
            out.append("?")
            i += 2
        else:
            out.append(_pair(data[i : i + 2], keep_private=keep_private))
            i += 2
    return "".join(out)


def _pair(code: bytes, *, keep_private: bool) -> str:
    try:
        character = code.decode("gb18030")
    except UnicodeDecodeError:
        character = "\ue000"
    if "\ue000" <= character <= "\uf8ff" and not keep_private:
        return ""
    return character
