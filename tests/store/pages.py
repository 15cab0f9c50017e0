"""Small articles and visits to save."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from zlib import crc32

from archiver.model.article import Article, CaptureRef
from archiver.model.site import Site
from archiver.model.visit import FoundUrl, Kind, Outcome, Saved, Visit
from archiver.store.archive import Archive

NOW = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)
CHINA = timezone(timedelta(hours=8))
SITE = Site(publisher="中国西藏网", domains=("tibet.cn",), timezone="Asia/Shanghai", at_least=2)
URL = "https://www.tibet.cn/cn/t20230727_1.html"

BODY = (
    "河北省第十批援藏工作队克服高寒缺氧，推动项目落地见效，受到当地干部群众好评，记者日前前往采访。\n\n"
    "在阿里地区，工作队员走进牧民家中，了解草场承包、子女入学和就医情况，逐一登记造册，回来后分头协调解决。"
    "\n\n“他们来了以后，路修好了，灯也亮了。”牧民次仁扎西说，村里的合作社今年第一次有了分红，大家的干劲更足了。"
)


def hours(number: float) -> datetime:
    """So many hours after the tests begin."""
    return NOW + timedelta(hours=number)


def article(url: str = URL, **fields: Any) -> Article:
    """An article as the parsers give it."""
    given: dict[str, Any] = {
        "url": url,
        "canonical_url": url,
        "title": "冀阿情深显担当",
        "published_at": datetime(2023, 7, 27, 9, 34, tzinfo=CHINA),
        "published_precision": "second",
        "published_text": "2023-07-27 09:34:00",
        "source": "西藏日报",
        "authors": ("常川",),
        "editor": "常邦丽",
        "section": ("资讯", "援藏"),
        "body": BODY,
        "language": "zh-Hans",
        "parser_version": "1",
    }
    return Article(**{**given, **fields})


def visit(at: float, url: str = URL, **fields: Any) -> Visit:
    """A visit `at` hours after the beginning that brought an article, with a capture of its own."""
    given: dict[str, Any] = {
        "url": url,
        "kind": Kind.ARTICLE,
        "outcome": Outcome.NEW,
        "visited_at": hours(at),
        "status": 200,
        "content_type": "text/html",
        "length": 1000,
        "capture": CaptureRef(file="a.warc.gz", offset=_offset(at, url), digest=f"sha1:{at}"),
    }
    if fields.get("outcome", Outcome.NEW) in (Outcome.NEW, Outcome.CHANGED) and "article" not in fields:
        given["article"] = article(fields.get("final_url") or url)
    return Visit(**{**given, **fields})


def _offset(at: float, url: str) -> int:
    """A place of its own for every page; of the usual one the hour."""
    return int(at * 1000) + (0 if url == URL else 1_000_000 + crc32(url.encode()))


def start(archive: Archive, name: str = "tibet_cn") -> int:
    """A run of a site."""
    return archive.start_run(name, SITE, now=NOW)


def save(archive: Archive, run: int, *visits: Visit) -> tuple[Saved, ...]:
    """Save visits at the time of the last of them."""
    return archive.save_visits(visits, run, now=max(each.visited_at for each in visits))


def outcomes(saved: Sequence[Saved]) -> list[str]:
    """The outcomes alone."""
    return [each.outcome.value for each in saved]


def found(*urls: str, **fields: Any) -> tuple[FoundUrl, ...]:
    """Addresses as a listing gives them."""
    return tuple(FoundUrl(url=url, found_on="https://www.tibet.cn/", **fields) for url in urls)
