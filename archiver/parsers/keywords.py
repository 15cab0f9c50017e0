"""The page's own keywords."""

import re
from collections.abc import Callable, Iterator
from html import unescape

from archiver.model.reading import Found, Reading
from archiver.parsers.json_ld import articles_of, strings

_SEPARATOR = re.compile(r"[,，;；、|\n]")
_META = ("news_keywords", "keywords", "article:tag", "parsely-tags", "sailthru.tags", "cxenseparse:recs:keywords")
MAX_KEYWORDS = 30
MAX_CHARS = 40
"""Longer ones are sentences."""


def parse_keywords(
    reading: Reading, *, title: Found[str] | None = None, is_spam: Callable[[str], bool] | None = None
) -> Found[tuple[str, ...]] | None:
    """The keywords in the order of the page, without repeats; None when it names none.

    Words of which `is_spam` is true are left out: hijacked pages carry the spam's words there first of all. The title
    itself is no keyword.
    """
    for source, words in _lists(reading):
        kept = _tidy(words, title.value if title else "", is_spam)
        if kept:
            return Found(kept, source, 0.95)
    return None


def _lists(reading: Reading) -> Iterator[tuple[str, list[str]]]:
    for name in _META:
        values = reading.document.meta.get(name, ())
        if values:
            joined = values if name == "article:tag" else values[:1]
            yield f"meta {name}", [word for value in joined for word in _split(value)]
    for thing in articles_of(reading)[:1]:
        words = [word for value in strings(thing.get("keywords")) for word in _split(value)]
        if words:
            yield "json-ld keywords", words


def _split(text: str) -> list[str]:
    text = unescape(text[:2000])
    if _SEPARATOR.search(text):
        return _SEPARATOR.split(text)
    # Chinese lists are often parted by spaces alone.
    return text.split() if re.search(r"[一-鿿] [一-鿿]", text) else [text]


def _tidy(words: list[str], title: str, is_spam: Callable[[str], bool] | None) -> tuple[str, ...]:
    kept: dict[str, str] = {}
    for word in words:
        clean = " ".join(word.split()).strip("\"'“” .#")
        if not clean or len(clean) > MAX_CHARS or clean == title or (is_spam is not None and is_spam(clean)):
            continue
        kept.setdefault(clean.casefold(), clean)
        if len(kept) == MAX_KEYWORDS:
            break
    return tuple(kept.values())
