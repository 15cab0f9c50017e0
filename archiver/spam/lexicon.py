"""Words that spam is made of: one cue among several, never enough for a sentence.

Strong words hardly ever stand in a newspaper's navigation; weak ones do, and count only beside strong ones. The words
are in lexicon.txt; texts are folded before they are compared.
"""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from archiver.text.hanzi import simplified_forms, traditional_forms

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
    """Whether a text holds a strong word as it stands, in either Chinese script; cheap, for long texts."""
    return bool(find_strong_words(text))


def find_strong_words(text: str) -> frozenset[str]:
    """The strong words that stand in a text, in the Chinese script it is written in; Latin ones as whole words.

    >>> sorted(find_strong_words("日本無碼")), sorted(find_strong_words("日本无码"))
    (['無碼'], ['无码'])
    """
    folded = text.lower()
    is_ascii = folded.isascii()
    # Each word is looked for in little: without what repeats, and in Chinese text without all that is not Latin.
    latin = " ".join(set((folded if is_ascii else folded.encode("ascii", "ignore").decode()).split()))
    stems, other_words = _latin_words()
    near = [word for stem, words in stems.items() if stem in latin for word in words]
    if not is_ascii:
        near += [word for word in other_words if word in folded]
    found = frozenset(near) & frozenset(_NO_LETTER.split(folded)) if near else frozenset()
    if not is_ascii and _HAN.search(text):
        chars = frozenset(folded)
        told = _east_words()
        near = [word for char in told.keys() & chars for word, needed in told[char] if needed <= chars]
        found |= frozenset([word for word in near if word in folded])
    return found


@cache
def _latin_words() -> tuple[dict[str, list[str]], tuple[str, ...]]:
    """The strong words of plain letters, by the shortest of them that each holds; and those of other letters."""
    words = dict.fromkeys(part for word in word_group("latin_strong") for part in word.split("-"))
    stems: dict[str, list[str]] = {}
    for word in sorted((word for word in words if word.isascii()), key=len):
        stem = next((stem for stem in stems if stem in word), word)
        stems.setdefault(stem, []).append(word)
    return stems, tuple(word for word in words if not word.isascii())


@cache
def _east_words() -> dict[str, list[tuple[str, frozenset[str]]]]:
    """The strong words of East Asian scripts in either Chinese script, each with its characters, by the character that
    tells it.

    Of a word's characters the one that stands in the fewest of the words tells it: so most are ruled out at once.
    """
    words = word_group("adult") + word_group("gambling") + word_group("other")
    spelling = str.maketrans(dict(traditional_forms()))
    words = tuple(dict.fromkeys(words + tuple(word.translate(spelling) for word in words)))
    counts = Counter(char for word in words for char in set(word))
    told: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for word in words:
        told.setdefault(min(word, key=lambda char: counts[char]), []).append((word, frozenset(word)))
    return told


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
