"""The shape of an address: what pattern it follows, whether it is a trap, whether it looks like an article's."""

import re
from collections import Counter
from datetime import date
from urllib.parse import urlsplit

MAX_SEGMENTS = 20
MAX_REPEATS = 2
"""Bounds that served in trials of hostile sites: more segments, or one segment more often, is a path that grows."""

_NUMBER = re.compile(r"\d+")
_TOKEN = re.compile(r"[0-9A-Za-z-]+")
_HEX = re.compile(r"(?i)[0-9a-f-]{8,}")
_LETTER = re.compile(r"[A-Za-z\x80-\uffff]")

# A day in the path: /2023/0727/, /2023-07/27/, /20230727/, t20230727_1.html
_DAY = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)[-/_]?(?P<m>0[1-9]|1[0-2])[-/_]?(?P<d>0[1-9]|[12]\d|3[01])(?!\d)"
    r"|(?<!\d)(?P<y2>(?:19|20)\d\d)/(?P<m2>[1-9]|1[0-2])/(?P<d2>[1-9]|[12]\d|3[01])(?!\d)"
)
_LISTING_NAME = re.compile(
    r"(?i)(?:^|/)(?:index|list|default|page|more|channel|node|tags?|topics?|category|categories|archives?|search|author|rss|feed|sitemap)"
    r"(?:[_-]?\d{0,4})?(?:\.[a-z]{2,5})?/?$"
)
_NOT_PAGE = re.compile(
    r"(?i)\.(?:jpe?g|png|gif|webp|avif|svg|ico|bmp|tiff?|mp[34]|m4[av]|avi|mov|wmv|flv|webm|wav|ogg|pdf|docx?|xlsx?|pptx?|zip|rar|7z|gz|tar|exe|apk|dmg|css|js|json|woff2?|ttf)$"
)
_SERVICE = re.compile(
    r"(?i)(?:^|/)(?:login|logout|signin|signup|register|account|cart|checkout|subscribe|share|print|comments?|reply|trackback|wp-admin|wp-login\.php|cgi-bin|calendar|advert\w*|about(?:-?us)?|contact(?:-?us)?|privacy|terms|cookies?|help|jobs|careers)(?:[/.]|$)"
)


def url_pattern(url: str) -> str:
    """The pattern that an address follows: numbers, codes and slugs replaced, names of parameters alone kept.

    Budgets are counted by it, so that one calendar or one search form cannot use up a run.

    >>> url_pattern("https://a.cn/2023/07/t20230727_7459.html?id=9&p=2")
    'https://a.cn/0/0/t0_0.html?id&p'
    """
    parts = urlsplit(url)
    segments = [_segment_pattern(segment) for segment in parts.path.split("/")]
    names = sorted({pair.partition("=")[0] for pair in parts.query.split("&") if pair})
    return f"{parts.scheme}://{parts.netloc}{'/'.join(segments)}" + (f"?{'&'.join(names)}" if names else "")


def _segment_pattern(segment: str) -> str:
    if segment.count("-") >= 2 and _LETTER.search(segment):
        stem, dot, ending = segment.rpartition(".")
        return "*" + dot + ending if dot and len(ending) <= 5 and stem else "*"
    return _NUMBER.sub("0", _TOKEN.sub(_code, segment))


def _code(found: re.Match[str]) -> str:
    """A token that is a code (hexadecimal, with digits and letters, long) becomes x."""
    token = found[0]
    is_code = _HEX.fullmatch(token) and re.search(r"\d", token) and re.search(r"[A-Fa-f]", token)
    return "x" if is_code else token


def find_trap(url: str) -> str | None:
    """Name the trap that an address shows, or None: "deep_path", "repeated_segment" or "many_parameters".

    >>> find_trap("https://a.cn/a/b/a/b/a/b"), find_trap("https://a.cn/news/1.html")
    ('repeated_segment', None)
    """
    parts = urlsplit(url)
    segments = [segment for segment in parts.path.split("/") if segment]
    if len(segments) > MAX_SEGMENTS:
        return "deep_path"
    if segments and max(Counter(segments).values()) > MAX_REPEATS:
        return "repeated_segment"
    if parts.query.count("&") >= MAX_SEGMENTS:
        return "many_parameters"
    return None


def day_in_url(url: str) -> date | None:
    """The day that an address names, as news systems put it in their paths; None when it names none.

    >>> day_in_url("https://www.tibet.cn/cn/Instant/local/202307/t20230727_7459101.html")
    datetime.date(2023, 7, 27)
    """
    for found in _DAY.finditer(urlsplit(url).path):
        year, month, day = (
            (found["y"], found["m"], found["d"]) if found["y"] else (found["y2"], found["m2"], found["d2"])
        )
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            continue
    return None


def is_page_address(url: str) -> bool:
    """Whether an address may show a page at all: no picture, film, document, script or service form."""
    path = urlsplit(url).path
    return not (_NOT_PAGE.search(path) or _SERVICE.search(path))


def looks_like_article(url: str) -> bool:
    """Whether an address has the shape of an article's: a day, a long number, or a slug of several words.

    A guess for sites whose own pattern is not known; the page itself decides (`not_article`).

    >>> looks_like_article("https://a.cn/2023-07/27/c_1129770000.htm"), looks_like_article("https://a.cn/news/index.html")
    (True, False)
    """
    parts = urlsplit(url)
    path = parts.path
    if not is_page_address(url) or path in ("", "/") or _LISTING_NAME.search(path):
        return False
    name = path.rstrip("/").rpartition("/")[2]
    if day_in_url(url) and re.search(r"\w", name) and not _is_day_listing(path):
        return True
    if re.search(r"\d{5,}", name) or (re.search(r"\d", name) and re.search(r"\.(?:s?html?|php|aspx?|jsp|do)$", name)):
        return True
    words = [word for word in re.split(r"[-_]", name.rpartition(".")[0] or name) if word]
    if len(words) >= 4 or (len(name) >= 36 and re.search(r"%[0-9A-F]{2}", name)):
        return True
    return bool(
        re.search(r"(?:^|&)(?:id|aid|articleid|article_id|newsid|contentid|docid|p)=\d{3,}", parts.query, re.IGNORECASE)
    )


def _is_day_listing(path: str) -> bool:
    """Whether a path ends with its day, as archives by date do: /2023/07/27/ is a listing, /20230727/a.html is not."""
    return bool(re.search(r"(?:19|20)\d\d[-/_]?\d{1,2}(?:[-/_]?\d{1,2})?/?$", path))
