"""What an archive answers and keeps through its own methods: schedules, differences, counts, drift, families."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import pytest

from archiver.model.errors import BadQuery, DatabaseRefused, NotFound
from archiver.model.schedule import Schedule
from archiver.model.search import Count
from archiver.model.visit import Visit
from archiver.store.archive import Archive
from archiver.store.engine import libpq_url, parse_url
from archiver.store.reread import fields_changed
from archiver.text.diff import Change
from tests.store.pages import BODY, CHINA, NOW, SITE, URL, article, hours, save, start, visit

HOURLY = Schedule(site="hourly", every=timedelta(hours=1), next_due=hours(2), last_started=hours(1), last_status=4)
NIGHTLY = Schedule(site="nightly", cron="0 3 * * *", timezone="Asia/Shanghai", next_due=hours(1))


def test_schedules_come_back_as_they_were_saved_the_one_due_first_in_front(archive: Archive) -> None:
    archive.save_schedule(HOURLY)
    archive.save_schedule(NIGHTLY)
    assert archive.schedules() == (NIGHTLY, HOURLY)


def test_a_site_has_one_schedule(archive: Archive) -> None:
    archive.save_schedule(HOURLY)
    archive.save_schedule(Schedule(site="hourly", cron="5 * * * *", next_due=hours(9)))
    (only,) = archive.schedules()
    assert (only.every, only.cron, only.last_started, only.last_status) == (None, "5 * * * *", None, None)


def test_a_due_run_is_taken_by_one(archive: Archive) -> None:
    archive.save_schedule(HOURLY)
    archive.save_schedule(NIGHTLY)
    taken = [archive.start_scheduled("hourly", due=hours(2), now=hours(3), next_due=hours(4)) for _ in range(2)]
    assert taken == [True, False]
    assert not archive.start_scheduled("nobody", due=hours(2), now=hours(3), next_due=hours(4))
    archive.end_scheduled("hourly", 1)
    nightly, hourly = archive.schedules()
    assert nightly == NIGHTLY
    assert (hourly.next_due, hourly.last_started, hourly.last_status) == (hours(4), hours(3), 1)


def test_a_schedule_that_is_not_there_cannot_be_removed(archive: Archive) -> None:
    archive.save_schedule(HOURLY)
    archive.save_schedule(NIGHTLY)
    archive.remove_schedule("hourly")
    assert archive.schedules() == (NIGHTLY,)
    with pytest.raises(NotFound, match="no schedule for hourly"):
        archive.remove_schedule("hourly")


def _text(changes: Sequence[Change], side: str) -> str:
    """The text before ("out") or after ("in")."""
    return "".join(each.text for each in changes if each.op in ("same", side))


def test_versions_are_compared_field_by_field(archive: Archive) -> None:
    run = start(archive)
    save(archive, run, visit(1))
    moved = datetime(2023, 7, 28, 9, 34, tzinfo=CHINA)
    edited = article(title="冀阿情深", authors=("常川", "李明"), editor=None, published_at=moved, body=BODY + "（完）")
    save(archive, run, visit(2, article=edited))
    found = archive.diff(1, 1, 2)
    assert list(found) == ["title", "published_at", "authors", "editor", "body"]
    told = {name: (_text(changes, "out"), _text(changes, "in")) for name, changes in found.items()}
    assert told["title"] == ("冀阿情深显担当", "冀阿情深")
    assert told["authors"] == ("常川", "常川\n李明")
    assert told["editor"] == ("常邦丽", "")
    assert told["published_at"] == ("2023-07-27T09:34:00+08:00", "2023-07-28T09:34:00+08:00")
    assert archive.diff(1, 2, 2) == {}
    assert [c.text for c in archive.diff(1, 2, 1)["body"] if c.op == "out"] == ["（完）"]
    for number, first, second, told_of in ((1, 1, 3, "has 2 versions, no 3"), (2, 1, 1, "no article 2")):
        with pytest.raises(NotFound, match=told_of):
            archive.diff(number, first, second)


def test_an_article_is_found_by_any_spelling_of_its_address(archive: Archive) -> None:
    save(archive, start(archive), visit(1))
    assert archive.article_by_url(URL.replace("https://www.tibet.cn", "HTTPS://WWW.TIBET.CN:443") + "#top").id == 1
    with pytest.raises(NotFound, match=r"no article at https://www\.tibet\.cn/none"):
        archive.article_by_url("https://www.tibet.cn/none")


def three(archive: Archive) -> None:
    """Two articles of one outlet on one day, one of another a month later."""
    run = start(archive)
    later = datetime(2023, 9, 1, 1, 0, tzinfo=CHINA)
    save(
        archive, run, visit(1),
        visit(1, f"{URL}?2", article=article(f"{URL}?2", body="羊毛。" * 3)),
        visit(1, f"{URL}?3", article=article(f"{URL}?3", source="新华社", published_at=later, body="羊毛。")),
    )  # fmt: skip


def test_what_is_found_is_counted_by_value_and_day(archive: Archive) -> None:
    three(archive)
    assert (archive.search("羊毛", limit=1).total, archive.search("没有").total, archive.search("").total) == (2, 0, 3)
    facets = archive.facets()
    assert facets.source == (Count(value="西藏日报", articles=2), Count(value="新华社", articles=1))
    assert facets.year == (Count(value="2023", articles=3),)
    assert archive.facets("羊毛", source="新华社").source == (Count(value="新华社", articles=1),)
    assert archive.facets("羊毛").source == (Count(value="新华社", articles=1), Count(value="西藏日报", articles=1))


def test_what_is_found_is_laid_out_in_time(archive: Archive) -> None:
    three(archive)
    days = archive.timeline()
    assert (days.by, days.total, list(days)) == ("day", 3, [(date(2023, 7, 27), 2), (date(2023, 9, 1), 1)])
    assert list(archive.timeline("羊毛", by="week")) == [(date(2023, 7, 24), 1), (date(2023, 8, 28), 1)]
    assert list(archive.timeline(by="month", since="2023-08-01")) == [(date(2023, 9, 1), 1)]
    facets, months = archive.overview("羊毛")
    assert (facets, months) == (archive.facets("羊毛"), archive.timeline("羊毛", by="month"))
    assert archive.overview(by="day", until="2023-08-01")[1].total == 2
    for ask in (archive.timeline, archive.overview):
        with pytest.raises(BadQuery, match="day, week or month, not 'year'"):
            ask(by="year")  # type: ignore[arg-type]  # a wrong step


def test_the_index_is_checked_and_made_anew(archive: Archive) -> None:
    three(archive)
    assert archive.check_index() == ()
    assert archive.rebuild_index() == 3
    assert archive.search("羊毛").total == 2


def test_a_field_that_a_site_lost_is_its_drift(archive: Archive) -> None:
    for day in range(14):
        run = archive.start_run("tibet_cn", now=hours(24 * day))
        save(archive, run, *(one_of(day, n) for n in range(20)))
        archive.end_run(run, now=hours(24 * day + 2))
    (drift,) = archive.drifts("tibet_cn", now=hours(24 * 14))
    assert (drift.name, drift.now, drift.before, drift.drifted_since) == ("source", 0.7143, 1.0, hours(24 * 12)), (
        "the last seven days are held against all before"
    )
    assert archive.drifts("another", now=hours(24 * 14)) == ()


def one_of(day: int, number: int) -> Visit:
    """One of a day's pages; from the thirteenth day on they name no source."""
    url = f"https://www.tibet.cn/{day}/{number}.html"
    page = article(
        url, title=f"{day}日{number}", body=f"第{day}日第{number}篇。", published_at=hours(24 * day),
        source="西藏日报" if day < 12 else None,
    )  # fmt: skip
    return visit(24 * day + 1, url, article=page)


A = "牧民们在三月里搬进了新居，学校和医院也在同一年建成，道路通到了村口，孩子们不必再走远路。" * 2
B = "新的铁路全长二百公里，经过五个县，预计明年通车，沿线的合作社正在准备仓库和冷藏车。" * 2


def test_two_families_become_one_when_a_page_tells_both_stories(archive: Archive) -> None:
    run = start(archive)
    hosts = ("a.example", "b.example", "c.example", "d.example")
    for at, (host, body) in enumerate(zip(hosts, (A, A, B, B), strict=True), 1):
        url = f"https://{host}/1.html"
        save(archive, run, visit(at, url, article=article(url, title=f"{host}的标题", body=body)))
    assert [each.article_id for each in archive.reprints(1)] == [1, 2]
    assert [each.article_id for each in archive.reprints(4)] == [3, 4]
    url = "https://e.example/1.html"
    save(archive, run, visit(9, url, article=article(url, title="两件事", body=f"{A}\n\n{B}")))
    assert {each.article_id for each in archive.reprints(3)} == {1, 2, 3, 4, 5}
    assert archive.check() == ()


def test_facts_of_a_site_are_kept_beside_its_name(archive: Archive) -> None:
    archive.save_site("river", SITE, now=NOW)
    run = archive.start_run("river", now=NOW)
    assert [each.name for each in archive.sites(now=NOW)] == ["river"]
    assert archive.run(run).minimum == 0
    named = archive.start_run("sea", SITE, minimum=3, now=NOW)
    assert archive.run(named).minimum == 3


def test_where_the_last_capture_of_each_file_begins(archive: Archive) -> None:
    run = start(archive)
    save(archive, run, visit(1), visit(2))
    assert archive.last_captures() == {"a.warc.gz": 2000}
    assert archive.last_article() == 1


def test_fields_that_differ_are_named_without_what_is_only_about_the_reading() -> None:
    same = article(parser_version="2", captured_at=NOW)
    assert fields_changed(article(), same) == ()
    assert fields_changed(article(), article(title="新", source=None)) == ("title", "source")


def test_a_url_for_libpq_names_no_driver() -> None:
    url = parse_url("postgresql+psycopg://me:geheim@db.example:5433/news?sslmode=require")
    assert libpq_url(url) == "postgresql://me:geheim@db.example:5433/news?sslmode=require"


def test_a_statement_that_takes_too_long_is_given_up(archive: Archive) -> None:
    forever = (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000000000) SELECT count(*) FROM n"
    )
    archive.limit_statements(0.2)
    with pytest.raises(DatabaseRefused, match="being read"), archive._reading() as connection:
        connection.exec_driver_sql(forever)
    assert archive.search("").total == 0, "the archive goes on"
