"""A stranger's own site: its facts are proposed from its front page, hold against its pages, and bring its articles."""

import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from archiver.cli.main import run
from archiver.crawl.site_check import check_site
from archiver.crawl.site_fixtures import check_fixtures
from archiver.crawl.site_shapes import article_pattern, shape_of
from archiver.crawl.sites import find_site
from archiver.model.site import Layout
from archiver.model.site import Site as Facts
from tests.crawl.server import Site, article_page, page, xml

TEXT = "The council voted on Tuesday to keep the ferry running through the winter, ending months of argument. "


@pytest.mark.parametrize(
    ("url", "shape"),
    [
        ("https://a.cn/art/2024/3/1/art_1229_59043.html", r"/\d{4}/\d+/\d+/art_\d+_\d+\.html$"),
        ("https://a.cn/xw/202403/t20240301_4412.html", r"/\d{6}/t\d{8}_\d+\.html$"),
        ("https://a.cn/n1/2024/0301/c1001-40186.html", r"/\d{4}/\d{4}/c\d+-\d+\.html$"),
        ("https://a.cn/20240301/8e1f2ab04c6d4f9ea1b2c3d4e5f60718/c.html", None),
        (
            "https://a.cn/a/202403/01/WS65e1a7e0a31082fc043ba0f1.html",
            r"/\d{6}/\d{2}/WS\d+e\d+a\d+e\d+a\d+fc\d+ba\d+f\d+\.html$",
        ),
        ("https://a.co.uk/news/uk-politics-68412345", r"/uk-politics-\d+$"),
        ("https://a.co.uk/news/world/council-votes-to-keep-ferry-68412345", r"/[^/]+-\d+$"),
        ("https://a.org/2024/03/01/what-the-river-said/", r"/\d{4}/\d{2}/\d{2}/[^/]+/$"),
        ("https://a.org/world/what-the-river-said-today", None),
        ("https://a.cn/show.php?catid=3&id=4412", r"/show\.php\?(?:.*&)?id=\d+(?:&|$)"),
        ("https://a.cn/news/", None),
        ("https://a.cn/about/contact.html", None),
    ],
)
def test_the_shape_of_an_address(url: str, shape: str | None) -> None:
    assert shape_of(url) == shape


def test_two_shapes_of_one_site_are_both_proposed_and_chance_ones_are_not() -> None:
    urls = [f"https://a.cn/n/2024-03/0{n % 9 + 1}/c_11{n}777.htm" for n in range(12)]
    urls += [f"https://a.cn/sp/20240301/{n:03}.html" for n in range(6)]
    urls += [f"https://a.cn/zt/{n}00001.html" for n in range(2)]
    assert article_pattern(urls) == r"/\d{4}-\d+/\d{2}/c_\d+\.htm$|/\d{8}/\d+\.html$"


def english_paper(site: Site) -> dict[str, object]:
    """Slugs that end in numbers; a feed; JSON-LD; the site's name second in the title."""
    slugs = [f"/news/local/council-votes-to-keep-ferry-{684_000 + n}" for n in range(9)]
    links = "".join(
        f'<h3><a href="{slug}">Council votes to keep ferry number {n}</a></h3>' for n, slug in enumerate(slugs)
    )
    menu = '<a href="/news">News</a><a href="/sport">Sport</a><a href="/about-us">About us</a><a href="/privacy">Privacy</a>'
    head = '<title>Latest news, sport and weather | The River Times</title><link rel="alternate" type="application/rss+xml" href="/feeds/news.rss">'
    site.routes["/"] = f'<html lang="en-GB"><head>{head}</head><body>{menu}{links}</body></html>'
    items = "".join(f"<item><title>t</title><link>{site.url(slug)}?utm_source=rss</link></item>" for slug in slugs[:5])
    site.routes["/feeds/news.rss"] = xml(f"<rss version='2.0'><channel>{items}</channel></rss>")
    for n, slug in enumerate(slugs):
        body = "".join(f"<p>{TEXT}Paragraph {k} of story {n}.</p>" for k in range(5))
        ld = f'{{"@type":"NewsArticle","headline":"Council votes to keep ferry number {n}","datePublished":"2024-03-01T08:0{n}:00Z"}}'
        site.routes[slug] = page(
            f'<html lang="en-GB"><head><title>Council votes to keep ferry number {n} | The River Times</title>'
            f'<script type="application/ld+json">{ld}</script></head><body>{menu}<article>'
            f"<h1>Council votes to keep ferry number {n}</h1><p class=byline>By Anna Reed</p>{body}</article></body></html>"
        )
    return {"publisher": "The River Times", "timezone": "UTC", "pattern": r"/[^/]+-\d+$", "articles": 9}


def word_press(site: Site) -> dict[str, object]:
    """Day folders and slugs; feed and comments' feed; sitemap in robots.txt."""
    slugs = [f"/2024/03/0{n + 1}/what-the-river-said-{'abcdefgh'[n]}/" for n in range(8)]
    links = "".join(
        f'<h2 class="entry-title"><a href="{slug}">What the river said {slug[-2]}</a></h2>' for slug in slugs
    )
    head = (
        '<title>Notes from the Valley – A journal of water</title><meta property="og:site_name" content="Notes from the Valley">'
        '<link rel="alternate" type="application/rss+xml" href="/feed/">'
    )
    site.routes["/"] = (
        f'<html lang="en-US"><head>{head}</head><body>{links}<a href="/2024/03/">March 2024</a><a href="/category/water/">Water</a></body></html>'
    )
    items = "".join(
        f"<item><link>{site.url(slug)}</link><pubDate>Fri, 01 Mar 2024 08:00:00 +0000</pubDate></item>"
        for slug in slugs
    )
    site.routes["/feed/"] = xml(f"<rss version='2.0'><channel>{items}</channel></rss>")
    site.routes["/robots.txt"] = page(f"User-agent: *\nDisallow: /wp-admin/\nSitemap: {site.url('/wp-sitemap.xml')}\n")
    site.routes["/wp-sitemap.xml"] = xml(
        f"<sitemapindex><sitemap><loc>{site.url('/wp-sitemap-posts-post-1.xml')}</loc></sitemap></sitemapindex>"
    )
    site.routes["/wp-sitemap-posts-post-1.xml"] = xml(
        "<urlset>" + "".join(f"<url><loc>{site.url(slug)}</loc></url>" for slug in slugs) + "</urlset>"
    )
    for slug in slugs:
        body = "".join(f"<p>{TEXT}It was said {k} times at {slug}.</p>" for k in range(5))
        site.routes[slug] = page(
            f'<html lang="en-US"><head><title>What the river said {slug[-2]} – Notes from the Valley</title></head><body><article class="post">'
            f'<h1 class="entry-title">What the river said {slug[-2]}</h1><time class="entry-date" datetime="2024-03-01T08:00:00+00:00">March 1, 2024</time>'
            f'<div class="entry-content">{body}</div></article></body></html>'
        )
    return {
        "publisher": "Notes from the Valley",
        "timezone": "UTC",
        "pattern": r"/\d{4}/\d{2}/\d{2}/[^/]+/$",
        "articles": 8,
    }


def government(site: Site) -> dict[str, object]:
    """No feed, no sitemap, no language; GBK; art_N_N addresses; a section page behind the front page."""
    paths = [f"/art/2024/3/{n + 1}/art_1229_590{n}.html" for n in range(10)]
    links = "".join(
        f'<li><a href="{path}" title="第{n}条政务要闻的标题">第{n}条政务要闻…</a><span>03-0{n}</span></li>'
        for n, path in enumerate(paths)
    )
    menu = '<a href="/">首页</a><a href="/col/col1229/index.html">政务要闻</a><a href="/zwgk/">政务公开</a>'
    site.routes["/"] = page(
        f"<html><head><meta charset=gbk><title>首页-河上县人民政府</title></head><body>{menu}<ul>{links}</ul></body></html>",
        charset="gbk",
    )
    for n, path in enumerate(paths):
        site.routes[path] = page(article_page(f"第{n}条政务要闻的标题", number=n), charset="gbk")
    return {
        "publisher": "河上县人民政府",
        "timezone": "Asia/Shanghai",
        "pattern": r"/\d{4}/\d+/\d+/art_\d+_\d+\.html$",
        "articles": 10,
    }


@pytest.mark.parametrize("make", [english_paper, word_press, government])
def test_a_stranger_adds_a_site_of_his_own(
    make: Callable[[Site], dict[str, object]],
    site: Site,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """`site new`, `site check`, `crawl` by name: nothing is corrected by hand."""
    expected = make(site)
    (tmp_path / "archiver.toml").write_text(f'[crawl]\nallow = ["{site.origin}"]\ndelay = 0.0\nworkers = 0\n')
    monkeypatch.chdir(tmp_path)

    def call(*words: str) -> str:
        status = run([*words, "-q"])
        said = capsys.readouterr()
        assert status == 0, said
        return said.out

    call("site", "new", "mine", site.url("/"))
    table = tomllib.loads((tmp_path / "archiver.toml").read_text())["sites"]["mine"]
    assert {"publisher": table["publisher"], "timezone": table["timezone"], "pattern": table["article_url"]} == {
        key: expected[key] for key in ("publisher", "timezone", "pattern")
    }
    assert '"ok": true' in call("site", "check", "mine", "--format", "jsonl")
    call("crawl", "mine")
    (row,) = call("stats", "--format", "jsonl").splitlines()
    assert f'"articles": {expected["articles"]}' in row


def told(site: Site, **changes: object) -> list[str]:
    """What a check says that no longer fits, with the site's origin left out."""
    base = {"publisher": "河上县人民政府", "domains": (f"127.0.0.1:{site.port}",), "timezone": "Asia/Shanghai"}
    facts = Facts(**{**base, "seeds": (site.url("/"),), "article_url": r"/art_\d+_\d+\.html$", **changes})  # type: ignore[arg-type]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("archiver.crawl.site_check.find_site", lambda name: facts)
        findings = check_site("mine", allow=(site.origin,))
    return [f"{each.what}: {each.found}".replace(site.origin, "") for each in findings if not each.ok]


def test_a_check_says_what_no_longer_fits(site: Site) -> None:
    government(site)
    assert told(site) == []
    assert told(site, article_url=r"/t\d+_\d+\.html$") == [
        r"listing /: 0 articles; none of its 13 addresses matches article_url /t\d+_\d+\.html$; "
        r"its addresses follow /\d{4}/\d+/\d+/art_\d+_\d+\.html$",
        "articles: no index names an article",
    ]
    assert told(site, feeds=(site.url("/rss.xml"),)) == ["feed /rss.xml: no page came: status 404: /rss.xml"]
    assert told(site, layouts=(Layout(body="div.content", title="h2.headline"),)) == [
        f"layout title: h2.headline matches nothing on /art/2024/3/{n}/art_1229_590{n - 1}.html" for n in (1, 2, 3)
    ]
    site.routes["/"] = "<div id=app></div><script src=/app.js></script>"
    assert (
        told(site)[0] == "listing /: 0 articles; it names no address at all (is it made by script? then needs_browser)"
    )


def test_pages_on_file_are_held_against_their_records() -> None:
    site = find_site("tibet_cn")
    assert [each.ok for each in check_fixtures("tibet_cn", site)] == [True]
    (wrong,) = check_fixtures("tibet_cn", replace(site, timezone="UTC"))
    assert not wrong.ok
    assert wrong.found.startswith("published_at is")
