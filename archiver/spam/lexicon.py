"""Words that spam is made of: one cue among several, never enough for a sentence.

Strong words hardly ever stand in a newspaper's navigation; weak ones do, and count only beside strong ones. The words
are in lexicon.txt; texts are folded before they are compared.
"""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from archiver.text.hanzi import simplified_forms

_FILE = Path(__file__).with_name("lexicon.txt")
_NO_LETTER = re.compile(r"[^\w]+")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_NOT_LATIN = r"(?<![a-zà-ÿа-я])(?:%s)(?![a-zà-ÿа-я])"


@cache
def word_group(name: str) -> tuple[str, ...]:
    """The words of one group of lexicon.txt, in its order."""
    groups: dict[str, list[str]] = {}
    group: list[str] = []
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            group = groups.setdefault(line.strip("[]"), [])
        elif not line.startswith("#"):
            group += line.split()
    return tuple(groups[name])


def fold_spam(text: str) -> str:
    """Text as it is compared with the lexicon: lower case, simplified characters, half width."""
    if text.isascii():
        return text.lower()
    return text.translate(_folding()).lower()


def count_spam_words(text: str) -> tuple[int, int, float]:
    """How many different strong words a text holds, how many different words of either kind, and what share of its
    letters they cover.

    >>> count_spam_words("中国西藏网 > 援藏 > 资讯")
    (0, 0, 0.0)
    >>> strong, words, share = count_spam_words("亚洲精品久久久久中文字幕,国产在线视频一区二区")
    >>> strong >= 2, share > 0.8
    (True, True)
    """
    folded = fold_spam(text)
    letters = sum(c.isalnum() for c in folded)
    if not letters:
        return 0, 0, 0.0
    strong_pattern, any_pattern = _patterns()
    strong = {match[0] for match in strong_pattern.finditer(folded)}
    words: set[str] = set()
    covered = 0
    for match in any_pattern.finditer(folded):
        words.add(match[0])
        covered += len(match[0])
    return len(strong), len(words), covered / letters


def strip_weak_words(text: str) -> str:
    """The text without the lexicon's weak words, which stand in every site's navigation."""
    return _weak_pattern().sub(" ", text)


@cache
def _weak_pattern() -> re.Pattern[str]:
    words = [word for word in word_group("weak") if len(word) > 1]
    return re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)))


def has_strong_word(text: str) -> bool:
    """Whether a text holds a strong word as it stands, without folding; cheap, for long texts."""
    return bool(find_strong_words(text))


def find_strong_words(text: str) -> frozenset[str]:
    """The strong words that stand in a text as it is, without folding; Latin ones as whole words."""
    folded = text.lower()
    found = frozenset(word for word in _latin_words() if word in folded)
    if found:
        found &= frozenset(_NO_LETTER.split(folded))
    if not text.isascii() and _HAN.search(text):
        chars = frozenset(folded)
        found |= {word for word, needed in _han_words() if needed <= chars and word in folded}
    return found


@cache
def _latin_words() -> frozenset[str]:
    return frozenset(part for word in word_group("latin_strong") for part in word.split("-"))


@cache
def _han_words() -> tuple[tuple[str, frozenset[str]], ...]:
    """The strong words of East Asian scripts with their characters, by which most are ruled out at once."""
    words = word_group("adult") + word_group("gambling") + word_group("other")
    return tuple((word, frozenset(word)) for word in words)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    east, west = word_group("adult") + word_group("gambling") + word_group("other"), word_group("latin_strong")
    more = word_group("weak") + word_group("japanese")
    return _compile(east, west), _compile(east + more, west + word_group("latin_weak"))


def _compile(words: Iterable[str], latin: Iterable[str]) -> re.Pattern[str]:
    """Longest words first, so that each stretch is counted once; Latin ones only as whole words."""
    east = "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True))
    west = "|".join(re.escape(word).replace(r"\-", "[ -]") for word in sorted(set(latin), key=len, reverse=True))
    return re.compile(f"{east}|{_NOT_LATIN % west}")


@cache
def _folding() -> dict[int, str]:
    table = {ord(old): new for old, new in simplified_forms().items()}
    table |= {0xFF01 + at: chr(0x21 + at) for at in range(94)}
    return table
