"""Dates that a page's metadata and its address claim."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from archiver.model.document import Document
from archiver.model.moment import Moment
from archiver.model.reading import Reading
from archiver.parsers.json_ld import article_objects, objects, types_of
from archiver.text.stamps import parse_stamp

# Names of metadata with how far each may be trusted (weight, tuned on the even pages of the development sets).
PUBLISHED_NAMES: dict[str, float] = {
    "article:published_time": 4, "article:published": 4, "og:article:published_time": 4, "datepublished": 3.5,
    "parsely-pub-date": 4, "cxenseparse:recs:publishtime": 4, "cxenseparse:publishtime": 4, "pubdate": 3.5,
    "publishdate": 3.5, "publish-date": 3.5, "publish_date": 3.5, "publisheddate": 3.5, "published_at": 3.5,
    "published": 3.5, "date-published": 3.5, "og:publish_date": 3.5, "og:pubdate": 3.5, "og:published_time": 3.5,
    "publication_date": 3.5, "pub_date": 3.5, "date_published": 3.5, "published-date": 3.5, "publishtime": 3.5,
    "article_date_original": 3.5, "dc.date.issued": 3.5, "dcterms.issued": 3.5, "dcterms.created": 3,
    "dc.date.created": 3, "dc.date": 3, "dcterms.date": 3, "dcterms.available": 3, "date.available": 3,
    "date.created": 3, "sailthru.date": 3, "apub:time": 3, "og:time": 3, "og:release_date": 3, "ptime": 3,
    "article.published": 3.5, "article-publication-date": 3.5, "displaydate": 3.5, "article.created": 3,
    "rnews:datepublished": 3.5, "publicationdate": 3.5, "prism.publicationdate": 3.5, "citation_publication_date": 3,
    "citation_date": 3, "bt:pubdate": 3.5, "gentime": 2.5, "datecreated": 2.5, "date": 2.5, "pdate": 3,
    "timestamp": 2.5, "weibo: article:create_at": 3, "weibo:article:create_at": 3, "cse_date": 2.5,
    "creationdate": 2, "filedate": 2, "contentdate": 2.5, "firstcreatetime": 3, "bytedance:published_time": 4,
}  # fmt: skip
MODIFIED_NAMES = (
    "article:modified_time", "og:updated_time", "datemodified", "article:modified", "last-modified", "lastmod",
    "dcterms.modified", "dc.date.modified", "date.modified", "date.updated", "article_date_updated",
    "cxenseparse:recs:modifiedtime", "apub:updatetime", "bytedance:updated_time", "bytedance:lrdate_time",
    "article:updated", "updated", "weibo: article:update_at", "weibo:article:update_at", "revised", "modifieddate",
)  # fmt: skip
_JSON_PUBLISHED = (("datePublished", 4.0), ("dateCreated", 2.0), ("uploadDate", 1.0))
_URL_DAY = re.compile(
    r"(?<!\d)(?P<y>19[89]\d|20[0-4]\d)(?P<s>[-/_.]?)(?P<m>0[1-9]|1[0-2]|(?<=[-/_.])[1-9](?=[-/_.]))"
    r"(?:(?P=s)|/)(?P<d>0[1-9]|[12]\d|3[01]|(?<=[-/_.])[1-9](?=[-/_.]|$))(?!\d(?!\d{4}))"
)
_WORDY_URL_DAY = re.compile(r"/(?P<y>20\d\d)/(?P<m>[a-z]{3})/(?P<d>\d{1,2})/")


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
    yield from _from_json_ld(document, reading.url)
    for name, weight in PUBLISHED_NAMES.items():
        for text in document.meta.get(name, ())[:2]:
            yield from _claim(text, reading, f"meta {name}", kind="published", weight=weight)
    for name in MODIFIED_NAMES:
        for text in document.meta.get(name, ())[:1]:
            yield from _claim(text, reading, f"meta {name}", kind="modified", weight=2)


def url_moment(url: str) -> Moment | None:
    """The day that stands in an address (/2023/07/27/, t20230727_); None when none does."""
    path = url.partition("://")[2].partition("/")[2][:300]
    match = _URL_DAY.search("/" + path)
    if match:
        return parse_stamp(f"{match['y']}-{int(match['m']):02d}-{int(match['d']):02d}")
    if match := _WORDY_URL_DAY.search("/" + path.lower()):
        return parse_stamp(f"{match['d']} {match['m']} {match['y']}", language="en")
    return None


def _from_json_ld(document: Document, url: str) -> Iterator[Claim | Refusal]:
    articles = article_objects(document)[:4]
    things = articles or tuple(o for o in objects(document) if {"webpage", "itempage"} & set(types_of(o)))[:2]
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
            yield from _json_claim(str(value), f"{label} dateModified", url, kind="modified", weight=2 * rank)


def _json_claim(text: str, source: str, url: str, *, kind: str, weight: float) -> Iterator[Claim | Refusal]:
    moment = parse_stamp(text, language="en", url=url)
    if moment is None:
        if text.strip():
            yield Refusal(source, text[:100])
        return
    yield Claim(kind, moment, source, weight, text[:100])


def _claim(text: str, reading: Reading, source: str, *, kind: str, weight: float) -> Iterator[Claim | Refusal]:
    if not text.strip():
        return
    moment = parse_stamp(text, language=reading.document.lang or "en", url=reading.url, now=None)
    if moment is None:
        yield Refusal(source, text[:100])
    else:
        yield Claim(kind, moment, source, weight, text[:100])
