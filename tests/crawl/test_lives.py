"""Sites over simulated days, on the archive itself: what is edited, deleted, back, moved, down, forbidden, adrift."""

import json
import re
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from archiver.crawl.options import CrawlOptions, RunReport, Target
from archiver.crawl.run import run_crawl
from archiver.model.alert import Target as AlertTarget
from archiver.store.archive import Archive
from archiver.web.run_report import run_report
from tests.crawl.server import Asked, Reply, Site, article_page, moved, page
from tests.crawl.test_discovery import facts, listing, path_of

BEGIN = datetime(2024, 3, 1, 4, tzinfo=UTC)


class Days:
    """A site, an archive of its own, and a clock that stands still until it is set on."""

    def __init__(self, site: Site, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("archiver.crawl.robots_keeper.FIRST_WAIT", 0.01)
        self.site, self.folder, self.now = site, folder, BEGIN
        self.db = f"sqlite:///{folder}/a.db"
        self.facts = facts(site, seeds=(site.url("/list.html"),), at_least=0)
        self.alerts: tuple[AlertTarget, ...] = ()

    def clock(self) -> datetime:
        self.now += timedelta(milliseconds=1)  # no two visits at one moment
        return self.now

    def run(self, *, after: timedelta = timedelta(0), **changes: object) -> RunReport:
        """One run, so much later."""
        self.now += after
        options: dict[str, object] = {
            "db": self.db,
            "captures": self.folder / "captures",
            "allow": (self.site.origin,),
            "delay": 0.0,
            "workers": 0,
            "timeout": 5.0,
            "clock": self.clock,
            "alerts": self.alerts,
            "install_signals": False,
            **changes,
        }
        (report,) = run_crawl([Target(name="trial", site=self.facts)], CrawlOptions(**options))  # type: ignore[arg-type]
        return report

    def events(self, path: str) -> list[str]:
        """What the history of a page says, visits apart."""
        with Archive.open(self.db) as archive:
            return [each.what for each in archive.history(self.site.url(path)) if each.what not in ("visit", "version")]

    def visits(self, path: str) -> list[str]:
        """The visits of a page, in words."""
        with Archive.open(self.db) as archive:
            return [each.detail or "" for each in archive.history(self.site.url(path)) if each.what == "visit"]


@pytest.fixture
def days(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Days:
    made = Days(site, tmp_path, monkeypatch)
    site.routes["/list.html"] = listing(range(1, 4))
    for n in range(1, 4):
        site.routes[path_of(n)] = page(article_page(f"第{n}条新闻的标题在这里", number=n))
    return made


def test_an_edit_is_seen_when_its_page_is_young_and_again_when_it_is_old(days: Days) -> None:
    days.run()
    days.site.routes[path_of(1)] = page(article_page("第1条新闻的标题已经改过", number=1))
    assert days.run(after=timedelta(days=1)).counts["changed"] == 1
    days.site.routes[path_of(2)] = page(article_page("第2条新闻的标题后来改过", number=2))
    days.run(after=timedelta(days=8))
    assert (days.events(path_of(1)), days.events(path_of(2))) == (["edited"], ["edited"])


@pytest.mark.slow
def test_pages_are_asked_often_while_young_and_rarely_when_old(days: Days) -> None:
    for _ in range(40):
        days.run(after=timedelta(hours=12))
    asked = [each.path for each in days.site.asked]
    assert asked.count("/list.html") == 40
    assert 4 <= asked.count(path_of(3)) <= 8, "of 40 runs in 20 days"


GONE: dict[str, Callable[[Site], object]] = {
    "404": lambda site: Reply(status=404, body=b"none"),
    "410": lambda site: Reply(status=410, body=b"none"),
    "a page that says so with 200": lambda site: page("<title>提示</title><p>您访问的页面不存在或已删除</p>"),
    "sent on to the front page": lambda site: moved(site.url("/")),
}


@pytest.mark.parametrize("how", GONE)
def test_a_deletion_and_a_return_are_seen(how: str, days: Days) -> None:
    days.site.routes["/"] = "<title>试验新闻网</title>" + listing(range(1, 4))
    days.run()
    there = days.site.routes[path_of(2)]
    days.site.routes[path_of(2)] = GONE[how](days.site)
    days.site.routes["/list.html"] = listing(range(3, 4))
    days.run(after=timedelta(days=1))
    days.site.routes[path_of(2)] = there
    days.run(after=timedelta(days=2))
    assert days.events(path_of(2)) == ["gone", "back"]
    with Archive.open(days.db) as archive:
        assert archive.article_by_url(days.site.url(path_of(2))).version == 1


def test_an_article_that_moved_stays_one_article(days: Days) -> None:
    days.run()
    days.site.routes["/2024/03/t20240301_9001.html"] = days.site.routes[path_of(1)]
    days.site.routes[path_of(1)] = moved("/2024/03/t20240301_9001.html", status=301)
    days.run(after=timedelta(days=1))
    with Archive.open(days.db) as archive:
        assert sum(each.articles for each in archive.sites()) == 3
    assert "moved" in days.events(path_of(1))


@pytest.mark.parametrize("status", [500, 503])
def test_a_host_that_is_down_for_a_day_loses_nothing(status: int, days: Days) -> None:
    days.run()
    days.site.routes["/list.html"] = listing(range(1, 5))
    days.site.routes[path_of(4)] = page(article_page("第4条新闻的标题在这里", number=4))
    robots, days.site.routes["/robots.txt"] = days.site.routes["/robots.txt"], Reply(status=status)
    before = len(days.site.paths())
    for _ in range(2):
        report = days.run(after=timedelta(hours=12))
        assert (report.status, report.exit_status) == ("failed", 1)
        assert "robots.txt cannot be had" in " ".join(report.problems)
    assert len(days.site.paths()) == before, "nothing but robots.txt is asked"
    days.site.routes["/robots.txt"] = robots
    report = days.run(after=timedelta(minutes=30))
    assert (report.status, report.counts["new"], report.counts["unchanged"]) == ("done", 1, 3)


def test_a_robots_txt_that_changes_is_obeyed_at_once_and_no_longer_when_it_is_lifted(days: Days) -> None:
    days.run()
    days.site.routes["/robots.txt"] = Reply(body=f"User-agent: *\nDisallow: {path_of(2)}\n".encode())
    days.site.forget()
    days.run(after=timedelta(days=1))
    assert path_of(2) not in days.site.paths()
    days.site.routes["/robots.txt"] = Reply(body=b"User-agent: *\nDisallow:\n")
    days.run(after=timedelta(days=1, hours=1))
    assert path_of(2) in days.site.paths()
    assert days.visits(path_of(2))[1].startswith("refused: robots")


def test_lists_of_days_are_looked_at_as_far_back_as_asked_and_then_no_more(days: Days) -> None:
    origin = days.site.origin
    days.facts = facts(days.site, archives=(f"{origin}/day/{{yyyy}}-{{mm}}-{{dd}}.html",), archive_days=5)
    for n, day in enumerate(("2024-03-01", "2024-02-29", "2024-02-27"), 1):
        days.site.routes[f"/day/{day}.html"] = listing(range(n, n + 1))
    report = days.run()
    asked = sorted(path for path in days.site.paths() if path.startswith("/day/"))
    assert asked == [f"/day/2024-{day}.html" for day in ("02-26", "02-27", "02-28", "02-29", "03-01")]
    assert report.articles == 3
    days.site.forget()
    days.site.routes["/day/2024-02-29.html"] = listing(range(2, 5))
    days.site.routes[path_of(4)] = page(article_page("第4条新闻的标题在这里", number=4))
    days.run(after=timedelta(hours=2))
    assert {path for path in days.site.paths() if path.startswith("/day/")} == {
        "/day/2024-02-29.html",
        "/day/2024-03-01.html",
    }
    assert path_of(4) in days.site.paths(), "what yesterday's list got late is found"
    days.site.forget()
    days.run(after=timedelta(days=3))
    again = sorted(path for path in days.site.paths() if path.startswith("/day/"))
    assert [path[10:15] for path in again] == ["02-29", "03-01", "03-02", "03-03", "03-04"], (
        "days missed, and the last ones"
    )


def test_what_a_page_opts_out_of_is_kept_and_shown(days: Days) -> None:
    text = article_page("第1条新闻的标题在这里", number=1)
    days.site.routes[path_of(1)] = page(text, **{"X-Robots-Tag": "noarchive, noai"})
    days.run()
    assert days.visits(path_of(1)) == ["new (200); opts out: noai noarchive"]
    with Archive.open(days.db) as archive:
        assert [each.opt_outs for each in archive.captures_of(days.site.url(path_of(1)))] == [("noai", "noarchive")]


@pytest.mark.slow
def test_a_field_that_is_lost_is_told_once_and_named_by_the_run_and_the_stats(days: Days, tmp_path: Path) -> None:
    told = tmp_path / "told.jsonl"
    program = tmp_path / "tell.py"
    program.write_text(f"import sys; open({str(told)!r}, 'a').write(sys.stdin.read() + '\\n')")
    days.alerts = (AlertTarget(kind="command", address=f"{sys.executable} {program}"),)
    reports = []
    for run in range(15):
        numbers = range(run * 6 + 1, run * 6 + 7)
        days.site.routes["/list.html"] = listing(numbers)
        for n in numbers:
            text = article_page(f"第{n}条新闻的标题在这里", number=n)
            days.site.routes[path_of(n)] = page(text if run < 13 else text.replace("来源：试验日报", ""))
        reports.append(days.run(after=timedelta(days=1), concurrency=4))
    assert all(report.status == "done" for report in reports)
    drifted = [{trend.name for trend in report.drift} for report in reports]
    assert "source" not in set().union(*drifted[:13])
    assert all("source" in names for names in drifted[13:]), drifted
    messages = [json.loads(line) for line in told.read_text().splitlines()]
    assert [each["run"] for each in messages if any(d["measure"] == "source" for d in each["drift"])] == [14]
    with Archive.open(days.db) as archive:
        assert any(warning.startswith("drift: source") for warning in archive.run(15).warnings)
        assert "source" in archive.stats(site="trial")[0].to_dict()["drift"]  # type: ignore[operator]
    report = run_report(days.db, 15)
    assert "drift: source" in report
    assert report.count("<polyline") >= 10, "each field's history is drawn"
    assert not re.search(r'(?:src|href)="(?![/#])', report), "nothing of it is fetched from elsewhere"


def test_a_run_under_its_minimum_is_told(days: Days, tmp_path: Path) -> None:
    told = tmp_path / "told.json"
    program = tmp_path / "tell.py"
    program.write_text(f"import sys; open({str(told)!r}, 'w').write(sys.stdin.read())")
    days.alerts = (AlertTarget(kind="command", address=f"{sys.executable} {program}"),)
    days.facts = facts(days.site, seeds=(days.site.url("/list.html"),), at_least=10)
    report = days.run()
    assert (report.status, report.exit_status) == ("failed", 1)
    message = json.loads(told.read_text())
    assert (message["subject"], message["articles"], message["minimum"]) == ("trial: run failed", 3, 10)


def test_a_server_that_says_not_modified_of_what_has_changed_is_not_believed_for_ever(days: Days) -> None:
    """Both the list and the article answer every condition with 304."""

    def stubborn(text: str) -> Callable[[Asked], Reply]:
        return lambda asked: Reply(status=304) if "if-none-match" in asked.headers else page(text, ETag='"1"')

    days.site.routes["/list.html"] = stubborn(listing(range(1, 3)))
    days.site.routes[path_of(1)] = stubborn(article_page("第1条新闻的标题在这里", number=1))
    days.run()
    days.site.routes["/list.html"] = stubborn(listing(range(1, 4)))
    days.site.routes[path_of(1)] = stubborn(article_page("第1条新闻的标题已经改过", number=1))
    for _ in range(9):
        days.run(after=timedelta(days=2))
    assert days.events(path_of(1)) == ["edited"]
    assert path_of(3) in days.site.paths()


def test_a_host_that_answers_slowly_is_asked_more_slowly(days: Days, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archiver.crawl.settings.DOWNLOAD_DELAY", 0.05)
    monkeypatch.setattr("archiver.crawl.settings.DOWNLOAD_DELAY_JITTER", 0.0)
    for n in range(1, 6):
        text = article_page(f"第{n}条新闻的标题在这里", number=n)
        days.site.routes[path_of(n)] = lambda asked, text=text: Reply(body=text.encode(), wait=0.4)
    days.site.routes["/list.html"] = listing(range(1, 6))
    days.run(delay=None)
    times = [asked.at for asked in days.site.asked if asked.path.startswith("/2024")]
    gaps = [after - before for before, after in pairwise(times)]
    assert gaps[-1] > 0.6, "the answer's time, and nearly as long again"
