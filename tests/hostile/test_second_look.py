"""Pages that show their spam to some visitors only."""

from collections.abc import Callable

import pytest

from tests.crawl.conftest import Crawl
from tests.crawl.memory import MemoryLedger
from tests.crawl.server import Asked, Reply, Site, article_page, moved, page

PATH = "/2024/05/t20240501_1.html"
HONEST = article_page("牧民搬进新居之后的第一个冬天", number=1)
SPAM = article_page("澳门赌场在线开户送彩金", number=2).replace("牧民们", "玩家").replace("学校和医院", "赌场和彩票")


def by_referer(asked: Asked) -> Reply:
    return page(SPAM if "baidu" in asked.headers.get("referer", "") else HONEST)


def by_redirect(asked: Asked) -> Reply:
    return moved("http://casino.invalid/") if "referer" in asked.headers else page(HONEST)


def by_robot(asked: Asked) -> Reply:
    return page(SPAM if "spider" in asked.headers["user-agent"] else HONEST)


def honest(asked: Asked) -> Reply:
    return page(HONEST.replace("</body>", f"<p>阅读 {asked.count}</p></body>"))


@pytest.mark.parametrize(
    ("cloak", "reasons"),
    [
        (by_referer, ["cloaked: visitors"]),
        (by_redirect, ["cloaked: visitors get status 302"]),
        (by_robot, ["cloaked: robots"]),
        (honest, []),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_what_others_are_shown_is_recorded(
    cloak: Callable[[Asked], Reply], reasons: list[str], site: Site, crawl: Crawl, ledger: MemoryLedger
) -> None:
    site.routes["/"] = f'<a href="{PATH}">牧民搬进新居之后的第一个冬天</a>'
    site.routes[PATH] = cloak
    crawl("/", second_look=True)
    ((article,),) = ledger.articles.values()
    assert article.title == "牧民搬进新居之后的第一个冬天"
    found = [reason for reason in article.spam_reasons if reason.startswith("cloaked")]
    assert [reason[: len(want)] for reason, want in zip(found, reasons, strict=True)] == reasons
    assert (article.spam_score >= 0.5) == bool(reasons)
    assert site.counts[PATH] == 3


def test_nothing_is_asked_twice_unless_wanted(site: Site, crawl: Crawl) -> None:
    site.routes["/"] = f'<a href="{PATH}">牧民搬进新居之后的第一个冬天</a>'
    site.routes[PATH] = page(HONEST)
    crawl("/")
    assert site.counts[PATH] == 1
