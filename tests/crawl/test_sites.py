"""Known sites: what their spiders state, a new one from a front page, and a check against live pages."""

import re
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from archiver.crawl.options import CrawlOptions
from archiver.crawl.site_check import check_site
from archiver.crawl.site_template import propose_site
from archiver.crawl.sites import (
    find_site,
    general_target,
    known_sites,
    known_spiders,
    read_targets,
    site_at,
    site_of_url,
)
from archiver.model.errors import UnknownSite, UsageError
from archiver.text.urls import is_on_site, normalise_url
from tests.crawl.server import Reply, Site, article_page, page


@pytest.mark.parametrize("name", known_sites())
def test_a_spider_states_facts_that_hold_together(name: str) -> None:
    site = known_sites()[name]
    ZoneInfo(site.timezone)
    re.compile(site.article_url or "")
    starts = (*site.seeds, *site.feeds, *site.sitemaps)
    assert starts
    for url in starts:
        assert normalise_url(url) == url, "written as it is known"
        assert is_on_site(url, site.domains), "within the site's own scope"
    untils = [layout.until or date.max for layout in site.layouts]
    assert untils == sorted(untils), "layouts stand oldest first"


def test_spiders_hold_facts_and_no_code() -> None:
    for spider in known_spiders().values():
        own = {name for name in vars(spider) if not name.startswith("__")}
        assert own == {"name", "site"}


def test_an_unknown_name_gives_hints() -> None:
    with pytest.raises(UnknownSite, match=r"did you mean .*tibet_cn"):
        find_site("tibet_cm")


def test_a_copy_served_elsewhere_is_crawled_with_the_site_s_facts() -> None:
    there = site_at(find_site("tibet_cn"), "http://127.0.0.1:8000/")
    assert there.domains == ("127.0.0.1:8000",)
    assert all(url.startswith("http://127.0.0.1:8000/") for url in (*there.seeds, *there.feeds, *there.sitemaps))


def test_an_address_tells_its_site() -> None:
    found = site_of_url("http://www.tibet.cn/cn/Instant/local/202307/t20230727_7459101.html")
    assert found is not None
    assert found[0] == "tibet_cn"
    assert site_of_url("http://nobody.example/") is None


def test_words_of_a_command_become_targets() -> None:
    options = CrawlOptions(db="", captures=Path())
    site, address = read_targets(("tibet_cn", "https://a.cn/x/"), options)
    assert (site.name, site.is_general, address.name, address.is_general) == ("tibet_cn", False, "a.cn", True)
    with pytest.raises(UsageError, match="no web address"):
        general_target(("ftp://a.cn/",))


def serve_news(site: Site) -> None:
    links = "".join(f'<a href="/n/t202403{n}_{n}77.html">第{n}条牧民新闻的标题</a>' for n in range(10, 20))
    head = '<title>试验新闻网-首页</title><link rel="alternate" type="application/rss+xml" href="/rss.xml">'
    site.routes["/"] = f'<html lang="zh-CN"><head>{head}</head><body>{links}</body></html>'
    site.routes["/robots.txt"] = Reply(body=f"Sitemap: {site.url('/map.xml')}\n".encode())
    for n in range(10, 20):
        site.routes[f"/n/t202403{n}_{n}77.html"] = page(article_page(f"第{n}条牧民新闻的标题", number=n))


def test_a_new_site_is_proposed_from_its_front_page(site: Site, tmp_path: Path) -> None:
    serve_news(site)
    path = propose_site("trial", site.url("/"), folder=tmp_path, allow=(site.origin,))
    space: dict[str, object] = {}
    exec(compile(path.read_text(encoding="utf-8"), str(path), "exec"), space)
    facts = space["Trial"].site  # type: ignore[attr-defined]
    assert (facts.publisher, facts.timezone, facts.article_url) == (
        "试验新闻网",
        "Asia/Shanghai",
        r"/t\d{8}_\d+\.html$",
    )
    assert (facts.feeds, facts.sitemaps) == ((site.url("/rss.xml"),), (site.url("/map.xml"),))
    with pytest.raises(UsageError, match="already"):
        propose_site("trial", site.url("/"), folder=tmp_path, allow=(site.origin,))
    with pytest.raises(UsageError, match="a-z"):
        propose_site("../trial", site.url("/"), folder=tmp_path, allow=(site.origin,))


def test_a_site_is_held_against_its_pages(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    serve_news(site)
    from archiver.model.site import Site as Facts

    facts = Facts(
        publisher="试验新闻网",
        domains=(f"127.0.0.1:{site.port}",),
        timezone="Asia/Shanghai",
        seeds=(site.url("/"),),
        feeds=(site.url("/rss.xml"),),
        article_url=r"/t\d+_\d+\.html$",
    )
    monkeypatch.setattr("archiver.crawl.site_check.find_site", lambda name: facts)
    findings = check_site("trial", allow=(site.origin,))
    assert [finding.ok for finding in findings] == [False, True, True, True, True]
    assert "status 404" in findings[0].found
    assert "第10条牧民新闻的标题" in findings[2].found
