"""How long one host may keep a run waiting, and how a wish to be left alone is kept."""

from datetime import UTC, datetime, timedelta

import pytest

from archiver.crawl.handler import LEAST_RATE, WINDOW, Rate
from archiver.crawl.pace import LEAST_PATIENCE, MAX_PAUSE, Pace
from archiver.crawl.waits import IN_A_ROW, LONGEST, wish, wished
from tests.crawl.conftest import Crawl
from tests.crawl.memory import MemoryLedger
from tests.crawl.server import Asked, Reply, Site, article_page, page

NOW = datetime(2024, 5, 1, tzinfo=UTC)
BUSY = Reply(status=503, headers={"Retry-After": "7200"})


def test_wishes_of_a_host_hold_a_run_up_only_so_long() -> None:
    pace = Pace(0.0)
    assert pace.grant("a", 0.0, 90.0)
    assert pace.grant("a", 50.0, 60.0)  # 20 seconds more than what is waited for already
    assert pace.wait("a", 50.0) == 60.0
    assert not pace.grant("a", 110.0, 30.0)
    assert not Pace(0.0).grant("a", 0.0, MAX_PAUSE + 1)


def test_patience_shrinks_with_every_request_that_hangs() -> None:
    pace = Pace(0.0)
    given = []
    for _ in range(5):
        given.append(pace.patience("a", 60.0))
        pace.note_timeout("a")
    assert given == [60.0, 30.0, 15.0, LEAST_PATIENCE, LEAST_PATIENCE]
    assert pace.patience("b", 60.0) == 60.0
    assert pace.patience("a", 5.0) == 5.0


@pytest.mark.parametrize("seconds", [1e12, 1e400, 99_999_999.0])
def test_no_wish_is_kept_longer_than_a_month(seconds: float) -> None:
    assert wished(wish(seconds, NOW)) == NOW + LONGEST


def test_a_drip_is_told_from_a_pause() -> None:
    times = iter([0.0, 1.0, WINDOW + 1, WINDOW + 2, 3 * WINDOW])
    rate = Rate(lambda: next(times))
    enough = int(LEAST_RATE * (WINDOW + 1))
    assert [rate.is_too_slow(n) for n in (1, 1, enough, 1, 1)] == [False, False, False, False, True]


def test_a_dripping_page_is_cut_and_asked_for_once(
    site: Site, crawl: Crawl, ledger: MemoryLedger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archiver.crawl.handler.WINDOW", 0.3)
    site.routes["/"] = Reply(body=b"<p>words" * 99, headers={"Content-Type": "text/html"}, drip=0.05)
    crawl("/", timeout=60.0)
    assert ledger.outcomes()["/"] == "failed: too_slow"
    assert site.counts["/"] == 1


def test_a_head_without_end_is_cut_with_its_reason(site: Site, crawl: Crawl, ledger: MemoryLedger) -> None:
    site.routes["/"] = Reply(raw=b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 100_000)
    crawl("/")
    assert ledger.outcomes()["/"] == "failed: head_too_large"


def wishing(asked: Asked) -> Reply | None:
    return BUSY if asked.path.startswith("/2024/") else None


def test_a_host_that_wants_to_be_left_alone_is(site: Site, crawl: Crawl, ledger: MemoryLedger) -> None:
    """It is asked a few times, not for each of its pages, and not again by the next run before its time."""
    paths = [f"/2024/05/t20240501_{n}.html" for n in range(60)]
    links = page("".join(f'<a href="{p}">Words of the article {p}</a>' for p in paths))
    site.routes["/"] = lambda asked: links if asked.count == 1 else BUSY
    site.fallback = wishing
    first = crawl("/", concurrency=1)
    assert len(site.paths()) <= 6 * IN_A_ROW  # of 61; some are on their way while the host is asked
    assert any("set aside" in problem for problem in first.problems)
    assert first.exit_status == 1
    site.forget()
    second = crawl("/", concurrency=1)
    assert site.asked == []
    assert second.exit_status == 1
    ledger.now = datetime.now(UTC) + timedelta(hours=3)
    due = [row.due for row in ledger.rows.values() if row.due is not None]
    assert all(moment > datetime.now(UTC) + timedelta(minutes=110) for moment in due)


def test_pages_that_ask_for_a_pause_do_not_take_the_others_along(
    site: Site, crawl: Crawl, ledger: MemoryLedger
) -> None:
    bad = [f"/2024/05/t20240501_{n}.html" for n in range(30)]
    good = [f"/2024/06/t20240601_{n}.html" for n in range(10)]
    links = "".join(f'<a href="{p}">Words of the article {p}</a>' for p in bad + good)
    site.routes["/"] = page(links)
    site.routes.update({p: article_page(f"牧民搬进新居的第{n}个冬天", number=n) for n, p in enumerate(good)})
    site.fallback = wishing
    crawl("/", concurrency=4)
    told = ledger.outcomes()
    assert {told[p] for p in good} == {"new"}
    assert {told[p] for p in bad} == {"failed: http_5xx"}
    assert {site.counts[p] for p in bad} == {1}
