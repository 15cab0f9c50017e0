"""Dates that a page's metadata and its address claim."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from archiver.model.moment import Moment
from archiver.model.reading import Reading
from archiver.parsers.json_ld import PAGE_TYPES, articles_of, bare_objects, objects, types_of
from archiver.text.stamps import parse_stamp

# Names of metadata with how far each may be trusted (weight, tuned on the even pages of the development sets).
PUBLISHED_NAMES: dict[str, float] = {
    "article:published_time": 2.7, "article:published": 2.7, "og:article:published_time": 2.7, "datepublished": 2.4,
    "parsely-pub-date": 2.7, "cxenseparse:recs:publishtime": 2.7, "cxenseparse:publishtime": 2.7, "pubdate": 2.4,
    "publishdate": 2.4, "publish-date": 2.4, "publish_date": 2.4, "publisheddate": 2.4, "published_at": 2.4,
    "published": 2.4, "date-published": 2.4, "og:publish_date": 2.4, "og:pubdate": 2.4, "og:published_time": 2.4,
    "publication_date": 2.4, "pub_date": 2.4, "date_published": 2.4, "published-date": 2.4, "publishtime": 2.4,
    "article_date_original": 2.4, "dc.date.issued": 2.4, "dcterms.issued": 2.4, "dcterms.created": 2.0,
    "dc.date.created": 2.0, "dc.date": 2.0, "dcterms.date": 2.0, "dcterms.available": 2.0, "date.available": 2.0,
    "date.created": 2.0, "sailthru.date": 2.0, "apub:time": 2.0, "og:time": 2.0, "og:release_date": 2.0, "ptime": 2.0,
    "article.published": 2.4, "article-publication-date": 2.4, "displaydate": 2.4, "article.created": 2.0,
    "rnews:datepublished": 2.4, "publicationdate": 2.4, "prism.publicationdate": 2.4, "citation_publication_date": 2.0,
    "citation_date": 2.0, "bt:pubdate": 2.4, "gentime": 1.7, "datecreated": 1.7, "date": 1.7, "pdate": 2.0,
    "timestamp": 1.7, "weibo: article:create_at": 2.0, "weibo:article:create_at": 2.0, "cse_date": 1.7,
    "creationdate": 1.4, "filedate": 1.4, "contentdate": 1.7, "firstcreatetime": 2.0, "bytedance:published_time": 2.7,
}  # fmt: skip
MODIFIED_NAMES = (
    "article:modified_time", "og:updated_time", "datemodified", "article:modified", "last-modified", "lastmod",
    "dcterms.modified", "dc.date.modified", "date.modified", "date.updated", "article_date_updated",
    "cxenseparse:recs:modifiedtime", "apub:updatetime", "bytedance:updated_time", "bytedance:lrdate_time",
    "article:updated", "updated", "weibo: article:update_at", "weibo:article:update_at", "revised", "modifieddate",
)  # fmt: skip
# Names nobody listed, looked at when no listed one is there.
_OTHER_NAMES = re.compile(r"publi(?:sh|c)[a-z]*[-_:. ]?(?:date|time|at|on)|date[-_:. ]?publi|pub[-_:. ]?(?:date|time)")
_MAX_NAMES = 500
_MAX_OTHERS = 4
_JSON_PUBLISHED = (("datePublished", 2.7), ("dateCreated", 1.4), ("uploadDate", 0.7))
_URL_DAY = re.compile(
    r"(?<!\d)(?P<y>19[89]\d|20[0-4]\d)(?P<s>[-/_.]?)(?P<m>0[1-9]|1[0-2]|(?<=[-/_.])[1-9](?=[-/_.]))"
    r"(?:(?P=s)|/|)(?P<d>0[1-9]|[12]\d|3[01]|(?<=[-/_.])[1-9](?=[-/_.]|$))(?!\d(?!\d{3}))"
)
_WORDY_URL_DAY = re.compile(r"/(?P<y>20\d\d)/(?P<m>[a-z]{3,9})/(?P<d>\d{1,2})/")


@dataclass(frozen=True, slots=True)
class Claim:
    """One date that metadata gives."""

    kind: str
    """ "published" or "modified"."""
    moment: Moment
    source: str
    """Which metadata, as it stands in evidence."""
    weight: float
    text: str
    """As written."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A value in a date's place that holds no date."""

    source: str
    text: str


def read_claims(reading: Reading) -> Iterator[Claim | Refusal]:
    """What JSON-LD and meta elements claim, the surest first."""
    document = reading.document
    yield from _from_json_ld(reading)
    yield from _from_bare_objects(reading)
    is_silent = True
    for name, weight in PUBLISHED_NAMES.items():
        for text in document.meta.get(name, ())[:2]:
            is_silent = False
            yield from _claim(text, reading, f"meta {name}", kind="published", weight=weight)
    if is_silent:
        for name in islice(filter(_OTHER_NAMES.search, islice(document.meta, _MAX_NAMES)), _MAX_OTHERS):
            for text in document.meta[name][:1]:
                yield from _claim(text, reading, f"meta {name}", kind="published", weight=2.0)
    for name in MODIFIED_NAMES:
        for text in document.meta.get(name, ())[:1]:
            yield from _claim(text, reading, f"meta {name}", kind="modified", weight=1.4)


@lru_cache(maxsize=256)
def _stamp(text: str, language: str, url: str) -> Moment | None:
    """`parse_stamp`, once for a value that metadata repeats under many names."""
    return parse_stamp(text[:200], language=language, url=url)


def url_moment(url: str) -> Moment | None:
    """The day that stands in an address (/2023/07/27/, t20230727_), with its time of day; None when none does."""
    path = "/" + url.partition("://")[2].partition("/")[2][:300]
    match = _URL_DAY.search(path)
    if match:
        day = f"{match['y']}-{int(match['m']):02d}-{int(match['d']):02d}"
        return parse_stamp(day + _url_clock(path, day.replace("-", "")))
    if match := _WORDY_URL_DAY.search(path.lower()):
        return parse_stamp(f"{match['d']} {match['m']} {match['y']}", language="en")
    return None


def _url_clock(path: str, day: str) -> str:
    """The time of day behind the day that an address gives, as " 09:34"; "" without one.

    Fourteen digits are a moment. Twelve are one only where the day stands in a folder of its own besides
    (/20240501/202405010934.html): elsewhere the last four number the day's articles.
    """
    match = re.search(rf"(?<!\d){day}(?P<h>[01]\d|2[0-3])(?P<mi>[0-5]\d)(?P<s>[0-5]\d)?(?!\d)", path)
    if match is None or not (match["s"] or path.replace("-", "").find(day, 0, match.start()) >= 0):
        return ""
    return f" {match['h']}:{match['mi']}" + (f":{match['s']}" if match["s"] else "")


def _from_json_ld(reading: Reading) -> Iterator[Claim | Refusal]:
    document, url = reading.document, reading.url
    articles = articles_of(reading)[:4]
    things = articles or tuple(o for o in objects(document) if PAGE_TYPES & set(types_of(o)))[:2]
    label = "json-ld" if articles else "json-ld webpage"
    for position, thing in enumerate(things):
        # The first article is the page's own; others are teasers more often than not.
        rank = 1.0 if position == 0 else 0.25
        for key, weight in _JSON_PUBLISHED:
            value = thing.get(key)
            if isinstance(value, str | int):
                yield from _json_claim(str(value), f"{label} {key}", url, kind="published", weight=weight * rank)
        value = thing.get("dateModified")
        if isinstance(value, str | int):
            yield from _json_claim(str(value), f"{label} dateModified", url, kind="modified", weight=1.4 * rank)


def _from_bare_objects(reading: Reading) -> Iterator[Claim | Refusal]:
    for thing in islice(bare_objects(reading.document), 1):
        for key, kind, weight in (("pubDate", "published", 2.7), ("upDate", "modified", 1.4)):
            value = thing.get(key)
            if isinstance(value, str | int):
                yield from _json_claim(str(value), f"json-ld {key}", reading.url, kind=kind, weight=weight)


def _json_claim(text: str, source: str, url: str, *, kind: str, weight: float) -> Iterator[Claim | Refusal]:
    moment = _stamp(text, "en", url)
    if moment is None:
        if text.strip():
            yield Refusal(source, text[:100])
        return
    yield Claim(kind, moment, source, weight, text[:100])


def _claim(text: str, reading: Reading, source: str, *, kind: str, weight: float) -> Iterator[Claim | Refusal]:
    if not text.strip():
        return
    moment = _stamp(text, reading.document.lang or "en", reading.url)
    if moment is None:
        yield Refusal(source, text[:100])
    else:
        yield Claim(kind, moment, source, weight, text[:100])
