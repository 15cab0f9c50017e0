"""Look at an article again as others would see it: hijacked sites show their spam only to some.

Off unless asked for, since it makes three requests of one. The looks are those by which sites choose what to show:
coming from a search engine with a browser's name, and being a search engine's robot. Both still say who we are.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace

from archiver.crawl.reading import ReadResult, ReadTask
from archiver.model.article import Article
from archiver.model.page import Page
from archiver.model.visit import Kind

MOST_ALIKE = 0.7
"""Share of words in common below which a page differs: counters, dates and one advertisement change less."""
LEAST_SCORE = 0.5
"""The spam score of a page that differs: more likely hijacked than not."""
_RUN = 4


LookFetcher = Callable[[str, Mapping[str, str]], Awaitable[Page | None]]
"""Fetches an address with these headers and keeps what comes; None when nothing comes whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One way of asking for a page."""

    name: str
    """Who asks; stands in the reason."""
    headers: Mapping[str, str]


def looks(agent: str) -> tuple[Look, ...]:
    """The ways of asking again, for a crawler that calls itself `agent`."""
    browser = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36"
    address = agent.partition("(")[2].partition(")")[0]
    return (
        Look(
            name="visitors",
            headers={"User-Agent": f"{browser} {agent}", "Referer": "https://www.baidu.com/s?wd=news"},
        ),
        Look(name="robots", headers={"User-Agent": f"Mozilla/5.0 (compatible; archiverbot; spider; {address})"}),
    )


async def look_again(
    article: Article, task: ReadTask, *, fetch: LookFetcher, read: Callable[[ReadTask], Awaitable[ReadResult]]
) -> Article:
    """The article, with what others are shown in its place among its reasons for spam.

    A look that brings no page says nothing.
    """
    sent = {name.lower(): value for name, value in task.page.request_headers}
    reasons = []
    for look in looks(sent.get("user-agent", "")):
        page = await fetch(task.page.url, look.headers)
        if page is None:
            continue
        again = await read(replace(task, page=page, is_part=True, kind=Kind.ARTICLE))
        reasons.append(difference(article, again.article, status=page.status, name=look.name))
    found = tuple(reason for reason in reasons if reason)
    if not found:
        return article
    score = max(article.spam_score, LEAST_SCORE)
    return replace(article, spam_score=score, spam_reasons=(*article.spam_reasons, *found))


def difference(seen: Article, again: Article | None, *, status: int, name: str) -> str | None:
    """What a second look found; None when the page says much the same.

    A redirect, an error and other words than before all count.

    >>> difference(Article(url="http://a.cn/", body="some words"), None, status=302, name="visitors")
    'cloaked: visitors get status 302'
    """
    if status != 200:
        return f"cloaked: {name} get status {status}"
    alike = _likeness(_words(seen), _words(again) if again else "")
    return None if alike >= MOST_ALIKE else f"cloaked: {name} share {alike:.0%} of the words"


def _words(article: Article) -> str:
    return "".join(f"{article.title or ''}\n{article.body or ''}".split())


def _likeness(one: str, other: str) -> float:
    """How many of the runs of four characters two texts share, 0 to 1."""
    first, second = _runs(one), _runs(other)
    both = len(first | second)
    return len(first & second) / both if both else 1.0


def _runs(text: str) -> set[str]:
    return {text[place : place + _RUN] for place in range(max(1, len(text) - _RUN + 1))}
