"""Words of a page's address: editors' systems spell them from the headline, so they speak for one or the other."""

import re
import unicodedata
from urllib.parse import unquote, urlsplit

_WORD = re.compile(r"[^\W_]{2,}")
_TRANSCRIBED = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "o", "æ": "ae", "å": "a", "đ": "d", "ł": "l"}
)


def words_of(text: str) -> frozenset[str]:
    """The words in plain Latin letters where they have such, without case.

    >>> sorted(words_of("Wie sicher ist Österreich?"))
    ['ist', 'oesterreich', 'sicher', 'wie']
    """
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_TRANSCRIBED)
    plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return frozenset(_WORD.findall(plain))


def address_words(url: str) -> frozenset[str]:
    """The words of the wordiest part of the address's path; empty when it holds numbers alone.

    >>> sorted(address_words("https://news.example/2024/05/rain-ends-drought-1234.html"))
    ['1234', 'drought', 'ends', 'html', 'rain']
    """
    try:
        path = unquote(urlsplit(url).path)[:2000]
    except ValueError:
        return frozenset()
    parts = [words_of(part.replace("_", "-")) for part in path.split("/")]
    best = max(parts, key=lambda words: sum(not word.isdigit() for word in words), default=frozenset())
    return best if sum(not word.isdigit() for word in best) >= 2 else frozenset()


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of words that both have, of those that either has."""
    either = one | other
    return len(one & other) / len(either) if either else 0.0
