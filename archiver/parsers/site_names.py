"""What a page's site calls itself, and how to take that name off a title."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from urllib.parse import urlsplit

from archiver.model.reading import Reading
from archiver.parsers.json_ld import articles_of, objects, strings, types_of
from archiver.text.han_names import is_outlet_word

_SPACED = re.compile(r"\s+[|｜ㅣ│¦·•‹›»«:：<>~/∣-]+\s+|\s+[–—―]+\s+|\s*[|｜ㅣ│¦∣»]+\s*|\s+::\s+|\s*_{1,2}\s*|\s+•\s+")
_TIGHT = re.compile(r"(?<=[\u3040-\u9fff\uac00-\ud7af！？”」』)）…》\"'?!])\s?(?:--|[-–—_])\s?(?=[\w一-鿿])")
_MARKS = frozenset("|｜ㅣ│¦·•‹›»«:：<>~/∣-–—―_")
_DASHES = frozenset("-–—_")
_FOLD = re.compile(r"[\W_]+")
_SITE_META = ("og:site_name", "application-name", "apple-mobile-web-app-title", "twitter:site",
              "dc.publisher", "dcterms.publisher", "publisher", "al:ios:app_name", "cre", "sitename")  # fmt: skip
_NAMED_TYPES = frozenset({"organization", "newsmediaorganization", "website", "corporation"})
_OUTLET_CHARS = 12
_OUTLET_WORDS = 6
# Words of papers' and stations' names in other scripts, in capitals where those have them.
_OUTLET = re.compile(
    r"\b(?:News|Times|Daily|Herald|Tribune|Gazette|Chronicle|Courier|Telegraph|Newspaper|Zeitung|Nachrichten|Tagblatt"
    r"|Tageblatt|Anzeiger|Kurier|Rundschau|Le Journal|Gazeta|Diario|Periódico|Noticias|Notícias|Jornal|Folha|Corriere"
    r"|Giornale|Gazzetta|Gazetesi|Haberleri|Dziennik|Noviny|Deník|Báo|Газета|Новости|Новини|Вести)\b|(?:صحيفة|جريدة|وكالة|روزنامه|خبرگزاری)\s"
    r"|(?:新聞|ニュース|デジタル|オンライン|通信|放送|テレビ|일보|신문|뉴스|방송|타임스|타임즈|미디어|닷컴|저널)$"
    r"|\.(?:com|net|org|info|co\.\w\w|de|fr|it|es|pl|ru|jp|kr|vn|id|in)$"
)
_GENERIC_HOST = frozenset(
    {"www", "com", "net", "org", "co", "news", "html", "m", "cn", "gov", "edu", "amp", "en", "de"}
)


def fold(text: str) -> str:
    """The letters and digits alone, without case: what two spellings of one name share.

    >>> fold("The New-York Times ")
    'thenewyorktimes'
    """
    return text.casefold() if text.isalnum() else _FOLD.sub("", text).casefold()


def site_names(reading: Reading) -> frozenset[str]:
    """Names of the site, folded: from metadata, JSON-LD publishers, the host, and the site's facts."""
    if reading.site_names is not None:
        return reading.site_names
    document = reading.document
    found = {fold(value.lstrip("@")) for key in _SITE_META for value in document.meta.get(key, ())}
    for thing in articles_of(reading):
        found.update(fold(name) for name in strings(thing.get("publisher")))
    for thing in objects(document):
        if not _NAMED_TYPES.isdisjoint(types_of(thing)):
            found.update(fold(name) for name in strings(thing.get("name")) + strings(thing.get("alternateName")))
    if reading.site is not None:
        found.update(fold(name) for name in (reading.site.publisher, *reading.site.home_names))
    found.update(host_names(reading.url))
    return frozenset(name for name in found if len(name) > 1)


def host_names(url: str) -> Iterator[str]:
    """What the host calls itself, folded: whole, without www, each telling label, the registered name."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return
    yield fold(host)
    yield fold(host.removeprefix("www."))
    for label in host.split("."):
        if label not in _GENERIC_HOST and len(label) > 2:
            yield fold(label)
    yield fold(".".join(host.split(".")[-2:]))


def is_site_name(text: str, names: frozenset[str]) -> bool:
    """True when the words are one of the site's names, or hardly more than one.

    >>> is_site_name("The Daily Example", frozenset({"dailyexample"}))
    True
    >>> is_site_name("Example", frozenset({"thedailyexample"}))
    False
    """
    folded = fold(text)
    if not folded:
        return True
    if folded in names:
        return True
    bare = folded.removeprefix("the")
    return any(
        len(name) > 3 and (name.removeprefix("the") == bare or _is_most_of(name, folded) or _is_most_of(folded, name))
        for name in names
    )


def _is_most_of(part: str, whole: str) -> bool:
    return part in whole and len(part) >= 0.6 * len(whole)


@lru_cache(maxsize=512)
def cut_parts(title: str) -> tuple[tuple[int, int], ...]:
    """The places of a title's parts, parted by the marks that set a site's name off.

    >>> [("A b - Example")[s:e] for s, e in cut_parts("A b - Example")]
    ['A b', 'Example']
    """
    if _MARKS.isdisjoint(title):
        return ((0, len(title)),) if title else ()
    cuts = {match.span() for match in _SPACED.finditer(title)}
    if not _DASHES.isdisjoint(title):
        cuts |= {match.span() for match in _TIGHT.finditer(title)}
    parts, start = [], 0
    for left, right in sorted(cuts):
        if left < start:
            continue
        parts.append((start, left))
        start = right
    parts.append((start, len(title)))
    return tuple((s, e) for s, e in parts if e > s)


def strip_site_name(title: str, names: frozenset[str]) -> str:
    """The title without the site's name (and the sections between) before or behind it.

    >>> strip_site_name("Rain ends drought_Society_Example Net", frozenset({"examplenet"}))
    'Rain ends drought'
    >>> strip_site_name("京沪高速一段封闭二十天！_网易新闻", frozenset())
    '京沪高速一段封闭二十天！'
    >>> strip_site_name("Example: a study", frozenset({"example"}))
    'Example: a study'
    """
    host, _, rest = title.partition(" ")
    if "." in host and rest and fold(host) in names:
        title = rest
    parts = cut_parts(title)
    if len(parts) < 2:
        return title
    first, last = 0, len(parts)
    if is_site_name(_text(title, parts[-1]), names) or _is_outlet(_text(title, parts[-1]), _text(title, parts[0])):
        last -= 1
        while last - first > 1 and _is_section(_text(title, parts[last - 1]), _text(title, parts[first])):
            last -= 1
    elif (is_site_name(_text(title, parts[0]), names) and fold(_text(title, parts[0]))) or _opens_with_outlet(
        title, parts
    ):
        first += 1
    if first >= last:
        return title
    return title[parts[first][0] : parts[last - 1][1]].strip()


def _text(title: str, span: tuple[int, int]) -> str:
    return title[span[0] : span[1]]


def _is_outlet(part: str, headline: str) -> bool:
    """An outlet's or channel's name behind the headline, though the page does not name its site."""
    if len(part) < len(headline) and _OUTLET.search(part) and len(part.split()) <= _OUTLET_WORDS:
        return True
    return 2 < len(part) <= _OUTLET_CHARS and 1.5 * len(part) < len(headline) and is_outlet_word(part)


def _opens_with_outlet(title: str, parts: Sequence[tuple[int, int]]) -> bool:
    """True for "The Daily Example - Rain ends the drought"."""
    opening = _text(title, parts[0])
    return opening.startswith("The ") and _is_outlet(opening, _text(title, parts[1]))


def _is_section(part: str, headline: str) -> bool:
    """A section between headline and site name is short: one or two words, or six characters of Chinese."""
    return len(headline) > 2 * len(part) and len(part.split()) <= 2 and len(part) <= 16
