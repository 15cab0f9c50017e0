"""Where articles are found: feeds, sitemaps, listings with further pages, robots.txt; and what is not gone after."""

from datetime import UTC, date, datetime, timedelta

from archiver.model.site import Site as Facts
from tests.crawl.conftest import Crawl
from tests.crawl.memory import MemoryLedger
from tests.crawl.server import Asked, Reply, Site, article_page, page, xml, zipped


def path_of(number: int) -> str:
    return f"/2024/03/t20240301_{number:04d}.html"


def serve_articles(site: Site, numbers: range) -> None:
    for n in numbers:
        site.routes[path_of(n)] = page(article_page(f"第{n}条新闻的标题在这里", number=n))


def listing(numbers: range, *, after: str | None = None) -> str:
    items = "".join(f'<li><a href="{path_of(n)}">第{n}条新闻的标题在这里</a></li>' for n in numbers)
    return f"<html><body><ul>{items}</ul>" + (f'<a href="{after}">下一页</a>' if after else "") + "</body></html>"


def feed(site: Site, numbers: range) -> Reply:
    items = "".join(f"<item><title>第{n}条</title><link>{site.url(path_of(n))}</link></item>" for n in numbers)
    return xml(f'<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>{items}</channel></rss>')


def sitemap(site: Site, numbers: range, day: str = "2024-03-01") -> Reply:
    urls = "".join(f"<url><loc>{site.url(path_of(n))}</loc><lastmod>{day}</lastmod></url>" for n in numbers)
    return xml(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>')


def facts(site: Site, **changes: object) -> Facts:
    base = {"publisher": "试验新闻网", "domains": (f"127.0.0.1:{site.port}",), "timezone": "Asia/Shanghai"}
    return Facts(**{**base, "article_url": r"/t\d{8}_\d+\.html$", **changes})  # type: ignore[arg-type]


def articles(ledger: MemoryLedger) -> set[str]:
    return {url.rsplit("_", 1)[1] for url in ledger.articles}


def test_a_feed_that_the_home_page_names_is_read(site: Site, crawl: Crawl, ledger: MemoryLedger) -> None:
    serve_articles(site, range(1, 4))
    site.routes["/"] = '<link rel="alternate" type="application/rss+xml" href="/rss.xml"><p>Welcome</p>'
    site.routes["/rss.xml"] = feed(site, range(1, 4))
    report = crawl(facts=facts(site, seeds=(site.url("/"),), at_least=3))
    assert (report.exit_status, report.articles) == (0, 3)


def test_sitemaps_of_robots_txt_are_read_whatever_their_form(site: Site, crawl: Crawl, ledger: MemoryLedger) -> None:
    serve_articles(site, range(1, 7))
    site.routes["/robots.txt"] = Reply(body=f"User-agent: *\nAllow: /\nSitemap: {site.url('/index.xml')}\n".encode())
    maps = "".join(f"<sitemap><loc>{site.url(p)}</loc></sitemap>" for p in ("/a.xml", "/b.xml.gz", "/c.txt"))
    site.routes["/index.xml"] = xml(f"<sitemapindex>{maps}</sitemapindex>")
    site.routes["/a.xml"] = sitemap(site, range(1, 3))
    site.routes["/b.xml.gz"] = Reply(
        body=zipped(sitemap(site, range(3, 5))).body, headers={"Content-Type": "application/gzip"}
    )
    site.routes["/c.txt"] = Reply(body="".join(site.url(path_of(n)) + "\n" for n in (5, 6)).encode())
    site.routes["/"] = "<p>nothing here</p>"
    assert crawl(facts=facts(site, seeds=(site.url("/"),))).articles == 6


def test_sitemaps_that_name_each_other_end(site: Site, crawl: Crawl, ledger: MemoryLedger) -> None:
    def maps(asked: Asked) -> Reply:
        inner = "".join(f"<sitemap><loc>{site.url(f'{asked.path[:-4]}{n}.xml')}</loc></sitemap>" for n in range(3))
        return xml(f"<sitemapindex>{inner}<sitemap><loc>{site.url('/map.xml')}</loc></sitemap></sitemapindex>")

    site.fallback = lambda asked: maps(asked) if asked.path.startswith("/map") else None
    crawl(facts=facts(site, sitemaps=(site.url("/map.xml"),), at_least=0))
    assert len(site.paths()) == 1 + 3 + 9 + 27  # three steps below the first, each once


def test_the_first_walk_goes_to_the_last_page_and_the_next_stops_at_known_articles(
    site: Site, crawl: Crawl, ledger: MemoryLedger
) -> None:
    serve_articles(site, range(1, 51))
    for n in range(5):
        after = f"/list_{n + 1}.html" if n < 4 else None
        site.routes[f"/list_{n}.html"] = listing(range(41 - 10 * n, 51 - 10 * n), after=after)
    known = facts(site, seeds=(site.url("/list_0.html"),))
    assert crawl(facts=known).articles == 50
    site.forget()
    serve_articles(site, range(51, 53))
    site.routes["/list_0.html"] = listing(range(43, 53), after="/list_1.html")
    site.routes["/list_1.html"] = listing(range(33, 43), after="/list_2.html")
    crawl(facts=known)
    assert len(ledger.articles) == 52
    assert sorted(site.paths()) == [path_of(51), path_of(52), "/list_0.html", "/list_1.html"]


def test_nothing_changed_costs_one_request_an_index(site: Site, crawl: Crawl, ledger: MemoryLedger) -> None:
    serve_articles(site, range(1, 31))
    site.routes["/"] = listing(range(1, 31))
    known = facts(site, seeds=(site.url("/"),))
    assert crawl(facts=known).articles == 30
    site.forget()
    report = crawl(facts=facts(site, seeds=(site.url("/"),), at_least=0))
    assert (site.paths(), dict(report.counts).get("unchanged"), report.exit_status) == (["/"], 1, 0)


def test_an_article_is_asked_for_only_if_it_has_changed(site: Site, crawl: Crawl, ledger: MemoryLedger) -> None:
    def served(asked: Asked) -> Reply:
        if asked.headers.get("if-none-match") == '"v1"':
            return Reply(status=304, headers={"ETag": '"v1"'})
        return Reply(
            body=article_page("第1条新闻的标题在这里").encode(), headers={"ETag": '"v1"', "Content-Type": "text/html"}
        )

    site.routes[path_of(1)] = served
    site.routes["/"] = listing(range(1, 2))
    known = facts(site, seeds=(site.url("/"),))
    crawl(facts=known)
    report = crawl(facts=known, revisit=True)
    assert ledger.outcomes()[path_of(1)] == "unchanged"
    assert report.articles == 1
    assert [len(versions) for versions in ledger.articles.values()] == [1]


def test_a_later_lastmod_brings_an_article_back(site: Site, crawl: Crawl, ledger: MemoryLedger) -> None:
    serve_articles(site, range(1, 6))
    site.routes["/map.xml"] = sitemap(site, range(1, 6))
    known = facts(site, sitemaps=(site.url("/map.xml"),))
    crawl(facts=known)
    site.forget()
    site.routes[path_of(3)] = page(article_page("第3条新闻改了标题", number=33))
    later = datetime.now(UTC) + timedelta(seconds=5)
    changed = (
        sitemap(site, range(1, 6))
        .body.decode()
        .replace(f"{path_of(3)}</loc><lastmod>2024-03-01", f"{path_of(3)}</loc><lastmod>{later:%Y-%m-%dT%H:%M:%SZ}")
    )
    site.routes["/map.xml"] = xml(changed)
    report = crawl(facts=known)
    assert sorted(site.paths()) == [path_of(3), "/map.xml"]
    assert report.counts["changed"] == 1


def test_articles_before_the_day_asked_for_are_left_alone(site: Site, crawl: Crawl, ledger: MemoryLedger) -> None:
    serve_articles(site, range(1, 3))
    site.routes["/2024/03/t20240320_0009.html"] = page(article_page("后来的一条新闻标题", day="2024-03-20"))
    site.routes["/"] = listing(range(1, 3)) + '<a href="/2024/03/t20240320_0009.html">后来的一条新闻标题</a>'
    crawl(facts=facts(site, seeds=(site.url("/"),)), since=date(2024, 3, 15))
    assert site.paths() == ["/", "/2024/03/t20240320_0009.html"]


def test_an_article_on_several_pages_is_stored_once_and_whole(site: Site, crawl: Crawl, ledger: MemoryLedger) -> None:
    links = '<div class="pages"><a href="t20240301_0001_1.html">2</a> <a href="t20240301_0001_1.html">下一页</a></div>'
    site.routes[path_of(1)] = page(article_page("分成两页的长篇报道", number=1, extra=links))
    site.routes["/2024/03/t20240301_0001_1.html"] = page(article_page("分成两页的长篇报道", number=2, paragraphs=2))
    site.routes["/"] = listing(range(1, 2))
    crawl(facts=facts(site, seeds=(site.url("/"),)))
    (versions,) = ledger.articles.values()
    assert versions[-1].body is not None
    assert "第1段：县里的报道第1号" in versions[-1].body
    assert "第1段：县里的报道第2号" in versions[-1].body


def test_half_an_article_is_not_kept(site: Site, crawl: Crawl, ledger: MemoryLedger) -> None:
    links = '<div class="pages"><a href="t20240301_0001_1.html">下一页</a></div>'
    site.routes[path_of(1)] = page(article_page("分成两页的长篇报道", number=1, extra=links))
    site.routes["/"] = listing(range(1, 2))
    report = crawl(facts=facts(site, seeds=(site.url("/"),)))
    assert ledger.articles == {}
    assert (ledger.outcomes()[path_of(1)], report.exit_status) == ("failed: part_lost", 1)


def test_a_trs_listing_is_paged_though_its_links_are_made_by_script(
    site: Site, crawl: Crawl, ledger: MemoryLedger
) -> None:
    serve_articles(site, range(1, 7))
    for n, name in enumerate(("index.html", "index_1.html", "index_2.html")):
        script = f'<script>createPageHTML(3, {n}, "index", "html");</script>'
        site.routes[f"/yw/{name}"] = listing(range(2 * n + 1, 2 * n + 3)) + script
    crawl(facts=facts(site, seeds=(site.url("/yw/index.html"),)))
    assert len(articles(ledger)) == 6


def test_a_run_under_its_minimum_has_failed(site: Site, crawl: Crawl, ledger: MemoryLedger) -> None:
    site.routes["/"] = "<p>nothing</p>"
    report = crawl(facts=facts(site, seeds=(site.url("/"),), at_least=5))
    assert (report.exit_status, report.status) == (1, "failed")
    assert ledger.ended[1]["status"] == "failed"


def test_a_soft_404_and_a_page_without_article_are_dropped_with_their_reasons(
    site: Site, crawl: Crawl, ledger: MemoryLedger
) -> None:
    site.routes[path_of(1)] = page("<title>404</title><h1>页面不存在</h1><p>您访问的页面已删除。</p>")
    site.routes[path_of(2)] = page("<p>短</p>")
    site.routes["/"] = listing(range(1, 3))
    crawl(facts=facts(site, seeds=(site.url("/"),), at_least=0))
    assert ledger.outcomes()[path_of(1)] == "dropped: soft_404"
    assert ledger.outcomes()[path_of(2)] == "dropped: not_article"


def test_limits_of_pages_and_articles_are_kept(site: Site, crawl: Crawl, ledger: MemoryLedger) -> None:
    serve_articles(site, range(1, 31))
    site.routes["/"] = listing(range(1, 31))
    known = facts(site, seeds=(site.url("/"),), at_least=10)
    report = crawl(facts=known, max_pages=5)
    assert (len(site.paths()), report.exit_status) == (5, 0)
    report = crawl(facts=known, max_articles=7)
    assert report.articles == 7


def test_a_front_page_that_sends_its_reader_on_is_followed(site: Site, crawl: Crawl, ledger: MemoryLedger) -> None:
    serve_articles(site, range(1, 3))
    site.routes["/"] = '<meta http-equiv="Refresh" content="0; url=/cn/index.html">'
    site.routes["/cn/index.html"] = listing(range(1, 3))
    assert crawl(facts=facts(site, seeds=(site.url("/"),))).articles == 2


def test_an_address_alone_is_read_as_the_article_it_is(site: Site, crawl: Crawl, ledger: MemoryLedger) -> None:
    serve_articles(site, range(1, 2))
    assert crawl(path_of(1)).articles == 1
    assert site.paths() == [path_of(1)]


def side(numbers: range) -> str:
    return "<ol>" + "".join(f'<li><a href="{path_of(n)}">最热{n}</a></li>' for n in numbers) + "</ol>"


def grow(site: Site, newest: int) -> None:
    """Lists of ten, the newest first, each with an old article pinned above and the most read at its side."""
    serve_articles(site, range(1, newest + 1))
    pages = -(-newest // 10)
    for number in range(pages):
        first = newest - 10 * number
        after = f"/list_{number + 1}.html" if number + 1 < pages else None
        name = "/list.html" if number == 0 else f"/list_{number}.html"
        site.routes[name] = listing(range(first, max(0, first - 10), -1), after=after).replace(
            "<ul>", f'<ul><li><a href="{path_of(1)}">置顶</a></li>'
        ).replace("</body>", side(range(2, 9)) + "</body>")  # fmt: skip


def test_a_listing_is_walked_to_the_first_known_article(site: Site, crawl: Crawl, ledger: MemoryLedger) -> None:
    grow(site, 30)
    known = facts(site, seeds=(site.url("/list.html"),))
    assert crawl(facts=known).articles == 30
    site.counts.clear()
    grow(site, 35)  # five new ones above five known ones on the first page
    assert crawl(facts=known).articles == 5
    assert [path for path in site.counts if "list" in path] == ["/list.html"]
    site.counts.clear()
    grow(site, 57)  # the first two pages hold new ones alone
    assert crawl(facts=known).articles == 22
    assert [path for path in site.counts if "list" in path] == ["/list.html", "/list_1.html", "/list_2.html"]
