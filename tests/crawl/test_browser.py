"""Sites whose pages hold no text without JavaScript: rendered by Chromium, within bounds, and told apart."""

import shutil
from pathlib import Path

import pytest

from archiver.captures.reader import iter_captures
from archiver.crawl import browser
from archiver.crawl.options import CrawlOptions, RunReport, Target
from archiver.crawl.run import run_crawl
from archiver.model.errors import ExtraMissing
from archiver.model.site import Site as Facts
from archiver.store.archive import Archive
from tests.crawl.server import Reply, Site, page
from tests.web.browser import skip_or_fail

PATH = "/2024/0301/1.html"
WORDS = "牧民们在三月里搬进了新居，学校和医院也在同一年建成，道路通到了村口。"
SHELL = """<html><head><title>加载中</title></head><body><div id=app></div><img src="/pixel.png">
<script src="{outside}/evil.js"></script><script>
fetch('{outside}/secret').catch(() => 0);
try {{ new WebSocket('{ws}/socket') }} catch (e) {{}}
fetch('/api/1').then(r => r.json()).then(a => {{
  document.title = a.title;
  document.getElementById('app').innerHTML = '<h1>' + a.title + '</h1><div>2024-03-01 08:30　来源：试验日报</div>' +
    '<div class=content>' + a.body.map(p => '<p>' + p + '</p>').join('') + '</div>';
}});
</script></body></html>"""


@pytest.fixture(scope="module")
def chromium() -> None:
    """What renders pages is here; else the test is skipped, and fails in CI."""
    skip_or_fail("scrapy_playwright")


@pytest.fixture
def shop(site: Site, other: Site) -> Site:
    """A site whose article comes by script, and which reaches for another machine."""
    shell = SHELL.format(outside=other.origin, ws=other.origin.replace("http", "ws"))
    site.routes["/"] = page(f"<script>document.write('<a href={PATH}>牧民搬进新居的消息</a>')</script>")
    site.routes[PATH] = page(shell)
    body = ", ".join(f'"第{n}段。{WORDS}"' for n in range(6))
    site.routes["/api/1"] = Reply(
        body=f'{{"title": "牧民搬进新居的消息", "body": [{body}]}}'.encode(),
        headers={"Content-Type": "application/json"},
    )
    other.fallback = lambda asked: page("inside")
    return site


def crawl(site: Site, folder: Path, **facts: object) -> RunReport:
    options = CrawlOptions(
        db=f"sqlite:///{folder}/a.db",
        captures=folder / "captures",
        allow=(site.origin,),
        delay=0.0,
        workers=0,
        timeout=30.0,
        install_signals=False,
    )
    known = Facts(
        publisher="试验网",
        domains=(site.origin.partition("://")[2],),
        timezone="Asia/Shanghai",
        seeds=(site.url("/"),),
        article_url=r"/\d{4}/\d{4}/\d+\.html$",
        needs_browser=True,
        **facts,  # type: ignore[arg-type]  # facts of a site
    )
    (report,) = run_crawl([Target(name="shop", site=known)], options)
    return report


@pytest.mark.usefixtures("chromium")
@pytest.mark.slow
def test_a_page_made_by_script_is_read_and_its_capture_told_apart(shop: Site, other: Site, tmp_path: Path) -> None:
    report = crawl(shop, tmp_path)
    assert (report.status, report.articles) == ("done", 1), report
    with Archive.open(f"sqlite:///{tmp_path}/a.db") as archive:
        (hit,) = archive.search("牧民").hits
        assert (hit.article.title, hit.article.source) == ("牧民搬进新居的消息", "试验日报")
        rendered = {each.url: each.rendered_by for each in archive.captures_of(shop.url(PATH))}
        assert rendered == {shop.url(PATH): "Chromium"}
    files = (tmp_path / "captures").rglob("*.warc.gz")
    kept = {each.page.url: each.page.rendered_by for file in files for each in iter_captures(file)}
    assert kept[shop.url(PATH)] == "Chromium"
    assert kept[shop.url("/robots.txt")] is None
    assert (other.asked, shop.counts["/pixel.png"]) == ([], 0), "another machine, and pictures, are not asked"


@pytest.mark.usefixtures("chromium")
@pytest.mark.slow
def test_a_page_that_redirects_its_reader_inside_is_refused(shop: Site, other: Site, tmp_path: Path) -> None:
    shop.routes[PATH] = Reply(status=302, headers={"Location": other.url("/metadata")})
    crawl(shop, tmp_path)
    assert other.asked == []


@pytest.mark.usefixtures("chromium")
@pytest.mark.slow
def test_a_page_that_never_answers_ends_by_its_time_limit(shop: Site, tmp_path: Path) -> None:
    shop.routes[PATH] = lambda asked: Reply(body=b"late", wait=40.0)
    options = {"at_least": 0}
    report = crawl(shop, tmp_path, **options)
    assert "failed: timeout" in report.reasons, report


def test_without_the_extra_the_run_says_what_is_missing(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browser, "find_spec", lambda name: None)
    report = crawl(site, tmp_path)
    assert report.exit_status == ExtraMissing.exit_status
    assert "archiver[browser]" in report.problems[0]
    assert site.asked == []


def test_without_chromium_the_run_says_what_is_missing(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(browser, "find_spec", lambda name: True)
    monkeypatch.setattr(shutil, "which", lambda name: None)
    report = crawl(site, tmp_path)
    assert (report.exit_status, "Chromium" in report.problems[0]) == (3, True)
