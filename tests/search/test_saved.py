"""Saved searches: every article told exactly once, whatever happens in between."""

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from archiver.model.alert import Delivery, Target
from archiver.model.article import Article
from archiver.model.errors import BadQuery, NotFound, UsageError
from archiver.model.saved import Alert
from archiver.model.search import Filters
from archiver.model.visit import Kind, Outcome, Visit
from archiver.searches import run_searches, write_message
from archiver.store.archive import Archive
from archiver.store.search import Request, search
from archiver.store.search_plain import holds
from archiver.store.search_words import words_of
from archiver.text.query import parse_query
from tests.search.indexed import put

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOOK = Target(kind="webhook", address="https://hooks.example/T0/SECRET")


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(f"sqlite:///{tmp_path}/archive.db", clock=lambda: NOW) as opened:
        yield opened


@pytest.fixture(params=["sqlite", "postgres"])
def either(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Archive]:
    """An archive on each database."""
    url = f"sqlite:///{tmp_path}/archive.db"
    if request.param == "postgres":
        url = request.getfixturevalue("new_postgres")()
    with Archive.open(url, clock=lambda: NOW) as opened:
        yield opened


def save(archive: Archive, *articles: tuple[int, str], minute: int = 0) -> None:
    """Bring articles (number, body) at a minute."""
    run = archive.start_run("test", now=NOW)
    moment = NOW - timedelta(days=1) + timedelta(minutes=minute)
    visits = [
        Visit(
            url=f"https://a.example/{number}", kind=Kind.ARTICLE, outcome=Outcome.NEW, visited_at=moment, status=200,
            article=Article(url=f"https://a.example/{number}", title=f"第{number}篇", body=body, site="test"),
        )
        for number, body in articles
    ]  # fmt: skip
    archive.save_visits(visits, run, now=NOW)
    archive.end_run(run, now=NOW)


def told(archive: Archive, *, now: datetime = NOW, ended: Delivery | None = None) -> list[list[str]]:
    """The titles of every alert that is due, by alert; each ends as said, else well."""
    archive.collect_alerts(now=now)
    found = []
    while (alert := archive.lease_alert(now=now)) is not None:
        found.append([article.title or "" for article in alert.articles])
        archive.end_alert(alert, ended or Delivery(is_done=True, detail="answered with 200"), now=now)
    return found


def test_an_article_is_told_once(either: Archive) -> None:
    archive = either
    save(archive, (1, "援藏干部"))
    archive.save_search("aid", "援藏", target=HOOK)
    assert told(archive) == []
    save(archive, (2, "援藏工作"), (3, "别的"), minute=1)
    assert told(archive) == [["第2篇"]]
    save(archive, (2, "援藏工作，更正"), minute=2)
    assert told(archive) == []


def test_from_start_tells_of_what_is_there(archive: Archive) -> None:
    save(archive, (1, "援藏干部"), (2, "別的"))
    archive.save_search("aid", "援藏", target=HOOK, from_start=True)
    assert told(archive) == [["第1篇"]]


def test_an_old_article_is_told_when_it_comes_to_match_and_not_when_it_did_before(archive: Archive) -> None:
    save(archive, (1, "援藏干部"), (2, "別的"))
    archive.save_search("aid", "援藏", target=HOOK)
    save(archive, (1, "援藏干部，补充一句"), (2, "別的，后来提到援藏"), minute=5)
    assert told(archive) == [["第2篇"]]


def test_many_articles_come_in_alerts_of_fifty(archive: Archive) -> None:
    archive.save_search("all", target=HOOK)
    save(archive, *((number, f"正文{number}") for number in range(1, 121)))
    assert [len(each) for each in told(archive)] == [50, 50, 20]
    assert told(archive) == []


def test_two_searches_know_nothing_of_each_other(archive: Archive) -> None:
    archive.save_search("a", "援藏", target=HOOK)
    archive.save_search("b", "", target=HOOK, site="test", since=date(2026, 2, 28))
    archive.save_search("feed-only", "援藏")
    save(archive, (1, "援藏"))
    assert told(archive) == [["第1篇"], ["第1篇"]]


def test_what_fails_is_tried_later_and_given_up_in_the_end(either: Archive) -> None:
    archive = either
    archive.save_search("aid", "", target=HOOK)
    save(archive, (1, "援藏"))
    failed = Delivery(is_done=False, detail="answered with 503")
    moment, tries = NOW, 0
    while tries < 20:
        tries += len(told(archive, now=moment, ended=failed))
        assert told(archive, now=moment, ended=failed) == []
        moment += timedelta(hours=25)
        if archive.saved_searches()[0].given_up:
            break
    assert tries == 6
    state = archive.saved_searches()[0]
    assert (state.found, state.waiting, state.given_up, state.last_detail) == (1, 0, 1, "answered with 503")


def test_what_is_refused_is_given_up_at_once(archive: Archive) -> None:
    archive.save_search("aid", "", target=HOOK)
    save(archive, (1, "援藏"))
    assert told(archive, ended=Delivery(is_done=False, is_final=True, detail="private")) == [["第1篇"]]
    assert archive.saved_searches()[0].given_up == 1


def test_an_alert_is_leased_to_one(archive: Archive) -> None:
    archive.save_search("aid", "", target=HOOK)
    save(archive, (1, "援藏"))
    archive.collect_alerts()
    assert archive.lease_alert() is not None
    assert archive.lease_alert() is None
    after_a_crash = archive.lease_alert(now=NOW + timedelta(minutes=11))
    assert after_a_crash is not None
    assert after_a_crash.id == 1


def test_a_removed_search_takes_its_alerts_along(either: Archive) -> None:
    archive = either
    archive.save_search("aid", "", target=HOOK)
    save(archive, (1, "援藏"))
    archive.collect_alerts()
    archive.remove_search("aid")
    assert (archive.lease_alert(), archive.saved_searches()) == (None, ())
    with pytest.raises(NotFound):
        archive.remove_search("aid")


@pytest.mark.parametrize("name", ["", "A", "a b", "../x", "a" * 65, "-a", "新"])
def test_odd_names_are_refused(archive: Archive, name: str) -> None:
    with pytest.raises(UsageError):
        archive.save_search(name, "x")


def test_what_cannot_be_searched_is_not_kept(archive: Archive) -> None:
    with pytest.raises(BadQuery):
        archive.save_search("a", "???")
    with pytest.raises(BadQuery):
        archive.save_search("a", "x", since="soon")
    archive.save_search("a", "x")
    with pytest.raises(UsageError):
        archive.save_search("a", "y")


def test_a_command_is_run_with_the_articles(archive: Archive, tmp_path: Path) -> None:
    out = tmp_path / "told.json"
    script = tmp_path / "take.py"
    script.write_text(f"import sys; open({str(out)!r}, 'wb').write(sys.stdin.buffer.read())")
    archive.save_search("aid", "援藏", target=Target(kind="command", address=f"{sys.executable} {script}"))
    save(archive, (1, "援藏"))
    [(_, ended)] = run_searches(archive)
    assert ended.is_done
    message = json.loads(out.read_text(encoding="utf-8"))
    assert (message["search"], [each["title"] for each in message["articles"]]) == ("aid", ["第1篇"])
    assert run_searches(archive) == ()


def test_an_alert_reads_well(archive: Archive) -> None:
    search_ = archive.save_search("aid", "援藏", target=HOOK)
    article = Article(url="https://a.example/1", id=1, version=1, title="援藏", source="新华社", published_at=NOW)
    message = write_message(Alert(id=7, search=search_, tries=0, articles=(article,)))
    assert (message.id, message.subject) == ("aid-7", "aid: 1 new article")
    assert message.text == "援藏 · 新华社 · 2026-03-01\nhttps://a.example/1"


ARTICLES = [
    Article(
        url=f"https://e.example/{number}", id=number, version=1, title=title, body=body, site=f"s{number % 2}",
        source=source, language="zh-Hans", spam_score=number / 10, published_at=NOW - timedelta(days=number),
        authors=("张伟",) if number % 2 else (), section=("资讯", "国内"),
    )
    for number, (title, body, source) in enumerate(
        [("援藏", "河北援藏干部 alpha", "西藏日报"), ("别的", "甲乙，丙丁 Alpha-Beta", None), ("Café 2023", "臺灣", "新华社")], 1
    )
]  # fmt: skip
WORDS = st.sampled_from(["援藏", "藏", "alpha", "al*", '"甲乙丙丁"', "甲乙", "-援藏", "title:援藏", "source:新华", "台湾", "cafe OR 河北", "site:s1", "lang:zh", "-lang:en", "2023"])  # fmt: skip
FILTERS = st.builds(
    Filters,
    site=st.sampled_from([(), ("s1",), ("s0", "s1")]),
    source=st.sampled_from([(), ("西藏日報",)]),
    author=st.sampled_from([(), ("张伟",)]),
    section=st.sampled_from([(), ("国内",)]),
    lang=st.sampled_from([(), ("zh",), ("en",)]),
    since=st.sampled_from([None, date(2026, 2, 27), NOW - timedelta(days=2)]),
    until=st.sampled_from([None, date(2026, 2, 27), NOW - timedelta(days=2)]),
    spam_below=st.sampled_from([None, 0.2]),
)


@given(words=st.lists(WORDS, max_size=3).map(" ".join), filters=FILTERS)
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_plain_scan_says_what_the_index_says(connection: Connection, words: str, filters: Filters) -> None:
    """What a saved search tells of is what a search finds."""
    if not connection.exec_driver_sql("SELECT count(*) FROM articles").scalar_one():
        put(connection, ARTICLES)
    query = parse_query(words)
    scanned = [a.id for a in ARTICLES if holds(query, filters, words_of(a), a, a.published_at or NOW)]
    found = [hit.article.id for hit in search(connection, Request(words=words, filters=filters, limit=10, fold=False))]
    assert sorted(number or 0 for number in found) == scanned


def test_moments_and_days_of_filters_are_kept(archive: Archive) -> None:
    kept = archive.save_search("a", "x", since=date(2026, 1, 1), source=("甲", "乙"), spam_below=0.5)
    assert archive.saved_search("a") == replace(kept)
    assert dict(kept.filters) == {"since": "2026-01-01", "source": ["甲", "乙"], "spam_below": 0.5}
