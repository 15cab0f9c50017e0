"""Which pattern the addresses of a site's articles follow, worked out from the links of its pages."""

import re
from collections import Counter
from collections.abc import Iterable
from urllib.parse import urlsplit

from archiver.text.url_shapes import looks_like_article
from archiver.text.urls import normalise_url

LEAST = 5
"""Links that must share a shape; fewer are chance."""
LEAST_SHARE = 0.15
"""Of all links that look like articles: a second shape below it is a column of its own, or a service."""
MOST_SHAPES = 3
_HEX = re.compile(r"(?i)(?=.*\d)(?=.*[a-f])[0-9a-f]{12,}(?:-[0-9a-f]+)*")
_DAY_PART = re.compile(r"\d{1,8}(?:-\d{1,2}){0,2}")
_ID = re.compile(r"(?i)(?:^|&)((?:article|news|content|doc|a)?_?id|p|aid)=\d{1,12}(?:&|$)")


def article_pattern(urls: Iterable[str]) -> str | None:
    """A pattern (re.search) for the commonest shapes among addresses that look like articles; None when there is none.

    >>> article_pattern(f"https://a.cn/news/202403/t202403{n}_{n}99.html" for n in range(10, 20))
    '/\\\\d{6}/t\\\\d{8}_\\\\d+\\\\.html$'
    >>> article_pattern(f"https://a.org/2024/03/{n:02}/what-was-said-on-day-{n}/" for n in range(1, 9))
    '/\\\\d{4}/\\\\d{2}/\\\\d{2}/[^/]+/$'
    """
    shapes = Counter(shape for url in dict.fromkeys(urls) if (shape := shape_of(url)))
    total = sum(shapes.values())
    chosen = [
        shape for shape, count in shapes.most_common(MOST_SHAPES) if count >= LEAST and count >= LEAST_SHARE * total
    ]
    return "|".join(chosen) or None


def shape_of(url: str) -> str | None:
    """An address's end as a pattern; None when it names no article or is too like other addresses to tell."""
    spelled = normalise_url(url)
    if spelled is None or not looks_like_article(spelled):
        return None
    parts = urlsplit(spelled)
    if parts.query:
        return _by_number(parts.path, parts.query)
    slash = "/" if parts.path.endswith("/") else ""
    *folders, name = [segment for segment in parts.path.split("/") if segment]
    days: list[str] = []
    while folders and _DAY_PART.fullmatch(folders[-1]):
        days.insert(0, _numbers(folders.pop()))
    shape = "/" + "/".join([*days, _name_shape(name)]) + slash + "$"
    return shape if r"\d" in shape or "[0-9a-f]" in shape else None


def _by_number(path: str, query: str) -> str | None:
    found = _ID.search(query)
    name = path.rpartition("/")[2]
    return rf"/{re.escape(name)}\?(?:.*&)?{found[1]}=\d+(?:&|$)" if found else None


def _name_shape(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    if not dot or not re.fullmatch(r"[a-z]{2,5}", ending):
        stem, ending = name, ""
    tail = re.escape("." + ending) if ending else ""
    if _HEX.fullmatch(stem):
        return "[0-9a-f-]+" + tail
    if len([word for word in re.split(r"[-_]", stem) if re.search(r"[^\W\d]", word)]) >= 3 or "%" in stem:
        return (r"[^/]+-\d+" if re.search(r"-\d{5,}$", stem) else r"[^/]+") + tail
    return _numbers(stem) + tail


def _numbers(text: str) -> str:
    """Text with its numbers as patterns; the lengths of days (4, 6, 8 digits, or 2 in a folder) are kept."""
    parts = re.split(r"(\d+)", text)
    whole = len([part for part in parts if part]) == 1
    return "".join(
        _number(part, whole=whole) if part.isdigit() else re.escape(part).replace(r"\-", "-") for part in parts
    )


def _number(digits: str, *, whole: bool) -> str:
    is_day = re.fullmatch(r"(?:19|20)\d\d(?:[01]\d(?:[0-3]\d)?)?", digits) or (whole and len(digits) in (2, 4))
    return rf"\d{{{len(digits)}}}" if is_day else r"\d+"
