"""The crawl on the archive itself: what a second and third run ask for, and what they store."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from archiver.captures.reader import iter_captures, read_capture
from archiver.crawl.options import CrawlOptions, RunReport, Target
from archiver.crawl.run import run_crawl
from archiver.store.archive import Archive
from tests.crawl.server import Asked, Reply, Site, article_page, page
from tests.crawl.test_discovery import facts, feed, listing, path_of

COUNT = 40


@pytest.fixture
def news(site: Site) -> Site:
    """Forty articles with validators, on four listing pages and in a feed of the newest ten."""

    def served(number: int, words: str = "") -> Callable[[Asked], Reply]:
        tag = f'"{number}-{len(words)}"'

        def answer(asked: Asked) -> Reply:
            if asked.headers.get("if-none-match") == tag:
                return Reply(status=304, headers={"ETag": tag})
            text = article_page(f"第{number}条新闻的标题在这里{words}", number=number)
            return page(text, ETag=tag)

        return answer

    site.served = served  # type: ignore[attr-defined]
    for n in range(1, COUNT + 1):
        site.routes[path_of(n)] = served(n)
    arrange(site, COUNT)
    return site


def arrange(site: Site, count: int) -> None:
    """Put the newest of `count` articles first, ten a page."""
    tops = list(range(count, 0, -10))
    for number, top in enumerate(tops):
        after = f"/list_{number + 1}.html" if number + 1 < len(tops) else None
        site.routes[f"/list_{number}.html"] = listing(range(max(1, top - 9), top + 1), after=after)
    site.routes["/rss.xml"] = feed(site, range(count - 9, count + 1))


@pytest.fixture
def run(news: Site, tmp_path: Path) -> Callable[..., RunReport]:
    known = facts(news, seeds=(news.url("/list_0.html"),), feeds=(news.url("/rss.xml"),), at_least=0)
    options = CrawlOptions(
        db="",
        captures=tmp_path / "captures",
        allow=(news.origin,),
        delay=0.0,
        concurrency=4,
        workers=0,
        install_signals=False,
    )

    def work() -> RunReport:
        news.forget()
        with Archive.open(f"sqlite:///{tmp_path}/a.db") as archive:
            (report,) = run_crawl([Target(name="news", site=known)], options, ledger=archive)
        return report

    return work


def pass_days(folder: Path, days: int) -> None:
    """Let so many days pass, as far as the frontier knows."""
    with sqlite3.connect(folder / "a.db") as db:
        db.execute("update frontier set due_at = strftime('%Y-%m-%d %H:%M:%f', due_at, ?)", (f"-{days} days",))
    db.close()


def titles(folder: Path) -> dict[str, str | None]:
    with Archive.open(f"sqlite:///{folder}/a.db", read_only=True) as archive:
        return {hit.article.url: hit.article.title for hit in archive.search("", limit=1000, fold=False)}


def test_the_first_run_finds_all_and_the_second_asks_for_the_indexes_alone(
    news: Site, run: Callable[..., RunReport], tmp_path: Path
) -> None:
    assert run().articles == COUNT
    assert len(titles(tmp_path)) == COUNT
    report = run()
    assert sorted(news.paths()) == ["/list_0.html", "/rss.xml"]
    assert (report.counts.get("unchanged"), report.exit_status) == (2, 0)


def test_new_articles_are_fetched_and_no_others(news: Site, run: Callable[..., RunReport], tmp_path: Path) -> None:
    run()
    for n in (COUNT + 1, COUNT + 2):
        news.routes[path_of(n)] = news.served(n)  # type: ignore[attr-defined]
    arrange(news, COUNT + 2)
    run()
    fetched = [path for path in news.paths() if "/t2024" in path]
    assert sorted(fetched) == [path_of(COUNT + 1), path_of(COUNT + 2)]
    assert len(titles(tmp_path)) == COUNT + 2


def test_a_far_page_of_a_listing_is_asked_again_only_when_the_way_there_has_news(
    news: Site, run: Callable[..., RunReport], tmp_path: Path
) -> None:
    run()
    pass_days(tmp_path, 3)
    run()
    assert not {path for path in news.paths() if path.startswith("/list_") and path != "/list_0.html"}


def test_edits_and_deletions_are_seen_when_articles_are_due(
    news: Site, run: Callable[..., RunReport], tmp_path: Path
) -> None:
    run()
    news.routes[path_of(3)] = news.served(3, "改")  # type: ignore[attr-defined]
    news.routes[path_of(4)] = Reply(status=410)
    pass_days(tmp_path, 400)
    report = run()
    assert report.counts.get("changed") == 1, report
    assert len([path for path in news.paths() if "/t2024" in path]) == COUNT
    assert titles(tmp_path)[news.url(path_of(3))] == "第3条新闻的标题在这里改"
    with Archive.open(f"sqlite:///{tmp_path}/a.db", read_only=True) as archive:
        assert "gone" in {happening.what for happening in archive.history(news.url(path_of(4)))}


def test_what_is_the_same_is_kept_as_a_revisit_across_runs(
    news: Site, run: Callable[..., RunReport], tmp_path: Path
) -> None:
    run()
    run()
    written = [
        capture
        for path in sorted((tmp_path / "captures").rglob("*.warc.gz"))
        for capture in iter_captures(path, revisits=True)
        if capture.page.url.endswith("/list_0.html")
    ]
    assert [capture.is_revisit for capture in written] == [False, True]
    with Archive.open(f"sqlite:///{tmp_path}/a.db", read_only=True) as archive:
        refs = [captured.ref for captured in archive.iter_captures() if captured.url.endswith("/list_0.html")]
    bodies = {read_capture(ref, tmp_path / "captures").body for ref in refs}
    assert (len(refs), len(bodies)) == (2, 1)
