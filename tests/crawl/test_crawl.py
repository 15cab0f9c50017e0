"""A crawl of a real site on loopback, end to end but for the database."""

from pathlib import Path

from archiver.captures.reader import read_capture
from tests.crawl.conftest import Crawl
from tests.crawl.memory import MemoryLedger
from tests.crawl.server import Site, article_page


def test_general_spider_stores_every_article_that_is_linked(
    site: Site, crawl: Crawl, ledger: MemoryLedger, tmp_path: Path
) -> None:
    links = "".join(f'<li><a href="/2024/03/t20240301_{n}.html">第{n}条新闻的标题在这里</a></li>' for n in range(1, 9))
    site.routes["/"] = f"<html><body><ul>{links}</ul><a href='/about.html'>关于</a></body></html>"
    for n in range(1, 9):
        site.routes[f"/2024/03/t20240301_{n}.html"] = article_page(f"第{n}条新闻的标题在这里", number=n)
    report = crawl("/")
    assert report.exit_status == 0, report
    assert report.articles == 8
    assert {a[-1].title for a in ledger.articles.values()} == {f"第{n}条新闻的标题在这里" for n in range(1, 9)}
    captures = tmp_path / "captures"
    for versions in ledger.articles.values():
        kept = versions[-1].capture
        assert kept is not None
        assert read_capture(kept, captures).body == site.routes[versions[-1].url[len(site.origin) :]].encode()
