"""Shapes of text and addresses that the rules ask about: scripts, hosts, phrases on a string, sentences."""

import re
from functools import lru_cache

from archiver.model.document import Block
from archiver.spam.places import is_place_name

SENTENCE_MARK = re.compile(r"[。！？；…!?;]|[.．](?:\s|$)")
SEPARATORS = re.compile(r"\s*[,，_|｜、/·•;；\n]+\s*|\s+[-–—]\s+|(?<=[^\x00-\x7f])-(?=[^\x00-\x7f])|\s{2,}")
_FULL_STOP = re.compile(r"[。！？…!?]|[.．](?:\s|$)")
_MIXED = re.compile(r"[a-z]\d+[a-z]+\d|\d[a-z]+\d+[a-z]|^\d{3,}[a-z]{3,5}$|[a-z]\d[a-z]\d?[a-z]")
_HARD = re.compile(r"[bcdfghjklmnpqrstvwxz]{5}")
_PAIRS = re.compile(r"(?=([\u4e00-\u9fff]{2}))")
_WORDS = re.compile(r"[^\W\d_\u4e00-\u9fff]{3,}")
_ENDS = frozenset(".。．！？；…!?;")
_MARKS = re.compile(r"[。！？；…．]|[.!?] ")
_KANA = re.compile(r"[\u3041-\u30fe]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_SCRIPTS = (
    ("hangul", re.compile(r"[\uac00-\ud7a3]")),
    ("thai", re.compile(r"[\u0e00-\u0e7f]")),
    ("cyrillic", re.compile(r"[\u0400-\u04ff]")),
    ("arabic", re.compile(r"[\u0600-\u06ff]")),
    ("latin", re.compile(r"[A-Za-z\u00c0-\u024f]")),
)
_TWO_LEVELS = frozenset({"com", "net", "org", "gov", "edu", "ac", "co", "or", "ne", "go", "mil"})
EVERYWHERE = frozenset(
    (
        "facebook fb twitter x t telegram instagram youtube youtu linkedin whatsapp wa pinterest reddit weibo qq "
        "douban douyin tiktok bilibili wechat weixin google apple microsoft amazon flipboard tumblr vk ok line threads "
        "bsky mastodon spotify soundcloud addtoany addthis wikipedia feedly snapchat huawei xiaomi baidu"
    ).split()
)
"""First labels of the domains that honest pages of any kind link to: a list of them is a share bar."""


def is_prose(block: Block) -> bool:
    """Whether a visible block reads as running text: long enough, few links, with the mark of a sentence."""
    size = len(block.text)
    if size < 25 or block.hidden or block.link_chars * 3 > size:
        return False
    if block.text.isascii() and size < 60:
        return False
    return _has_sentence(block.text) and not _is_chain(block.text)


def _has_sentence(text: str) -> bool:
    """The same as SENTENCE_MARK, several times faster; asked for every long block of every page."""
    return text[-1] in _ENDS or _MARKS.search(text) is not None


def _is_chain(text: str) -> bool:
    """Whether a text is words on a string rather than sentences."""
    count = text.count
    strung = count(",") + count("_") + count("|") + count("/")
    if not text.isascii():
        strung += count("，") + count("｜") + count("、") + count("·") + count("•")
    if strung < 6:
        return False
    parts = len(SEPARATORS.findall(text))
    return parts >= 6 and parts * 12 > len(text) and len(SENTENCE_MARK.findall(text)) * 6 < parts


def main_script(text: str) -> str:
    """The script of most letters of a text; "" for a text without letters.

    >>> main_script("東京で開かれた会議"), main_script("中国西藏网"), main_script("Reuters")
    ('kana', 'han', 'latin')
    """
    text = text[:400]
    han, kana = len(_HAN.findall(text)), len(_KANA.findall(text))
    counts: dict[str, float] = {name: len(pattern.findall(text)) for name, pattern in _SCRIPTS}
    counts["latin"] /= 3  # a Chinese word has two characters, a Latin one six
    counts["kana" if kana > 0.15 * (han + kana) else "han"] = han + kana
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else ""


@lru_cache(maxsize=4096)
def registrable(host: str) -> str:
    """The part of a host that one buys: the last two labels, or three below such as com.cn.

    >>> registrable("www.people.com.cn"), registrable("news.bbc.co.uk"), registrable("a.b.example.org")
    ('people.com.cn', 'bbc.co.uk', 'example.org')
    """
    labels = host.strip(".").split(".")
    if len(labels) > 2 and labels[-2] in _TWO_LEVELS and len(labels[-1]) <= 3:
        return ".".join(labels[-3:])
    return ".".join(labels[-2:])


def segments_of(text: str) -> list[str]:
    """The phrases of a text that separators string together."""
    return [part.strip(" ?？-_.|") for part in SEPARATORS.split(text) if part.strip(" ?？-_.|")]


def place_share(phrases: list[str]) -> float:
    """What share of phrases are names of Chinese counties, districts, cities."""
    return sum(is_place_name(phrase) for phrase in phrases) / len(phrases) if phrases else 0.0


def is_sentence(text: str) -> bool:
    """Whether a text ends or parts like sentences; a question mark at the end of a phrase, as in `词 ?`, is none.

    >>> is_sentence("今天天气很好。"), is_sentence("词一_词二_词三 ?")
    (True, False)
    """
    return _FULL_STOP.search(text.replace(" ?", " ").rstrip("… ")) is not None


def looks_random(owner: str) -> bool:
    """Whether a domain's name looks made up by a machine: digits among its letters, or letters no tongue can say.

    >>> looks_random("kq3x9z.com"), looks_random("1000kdhe.example"), looks_random("247sports.com")
    (True, True, False)
    """
    name = owner.split(".", 1)[0].removeprefix("xn--").replace("-", "")
    if len(name) < 5:
        return False
    letters = [c for c in name if c.isalpha()]
    vowels = sum(c in "aeiouy" for c in letters)
    is_unsayable = len(letters) >= 5 and vowels <= 0.12 * len(letters)
    return is_unsayable or _MIXED.search(name) is not None or _HARD.search(name) is not None


def words_of(text: str) -> frozenset[str]:
    """Pairs of neighbouring Chinese characters, and words of other scripts, for telling whether texts share any."""
    folded = text.lower()
    return frozenset(_PAIRS.findall(folded)) | frozenset(_WORDS.findall(folded))
