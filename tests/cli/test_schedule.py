"""Schedules: when they are due, that missed runs are caught up once, and that nothing overlaps."""

import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from archiver.model.errors import NotFound, UsageError
from archiver.model.schedule import Schedule
from archiver.schedule import export_cron, export_systemd, new_schedule, next_due, parse_every, run_due
from archiver.store.archive import Archive

NOON = datetime(2024, 3, 31, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "30", "m30", "0m", "30s", "-5m", "1y", "9" * 30 + "m"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        parse_every(text)


def test_missed_moments_are_skipped_not_repeated() -> None:
    daily = Schedule(site="a", every=timedelta(hours=1), next_due=NOON)
    assert next_due(daily, after=NOON + timedelta(hours=5, minutes=20)) == NOON + timedelta(hours=6)


def test_a_cron_rule_keeps_its_local_hour_when_the_clocks_change() -> None:
    """Berlin went to summer time on 2024-03-31: six o'clock is 04:00 UTC from then on, 05:00 before."""
    rule = Schedule(site="a", cron="0 6 * * *", timezone="Europe/Berlin", next_due=NOON)
    assert next_due(rule, after=datetime(2024, 3, 29, 12, tzinfo=UTC)) == datetime(2024, 3, 30, 5, tzinfo=UTC)
    assert next_due(rule, after=NOON) == datetime(2024, 4, 1, 4, tzinfo=UTC)


def test_weekdays_are_counted_from_sunday() -> None:
    """crontab(5): 0 and 7 are Sunday. 2024-04-07 is a Sunday."""
    for day in ("0", "7"):
        rule = Schedule(site="a", cron=f"0 0 * * {day}", next_due=NOON)
        assert next_due(rule, after=datetime(2024, 4, 1, tzinfo=UTC)) == datetime(2024, 4, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("every", "cron", "zone"),
    [(None, None, "UTC"), ("30m", "* * * * *", "UTC"), (None, "bad", "UTC"), ("30m", None, "Mars/Base")],
)
def test_a_rule_that_cannot_be_read_is_refused(every: str | None, cron: str | None, zone: str) -> None:
    with pytest.raises(UsageError):
        new_schedule("a", every=every, cron=cron, timezone=zone, now=NOON)


def test_schedules_are_kept_changed_and_forgotten(tmp_path: Path) -> None:
    with Archive.open(f"sqlite:///{tmp_path}/a.db") as archive:
        first = Schedule(site="a", every=timedelta(minutes=30), next_due=NOON)
        archive.save_schedule(first)
        changed = Schedule(site="a", cron="0 6 * * *", timezone="Asia/Shanghai", next_due=NOON)
        archive.save_schedule(changed)
        assert archive.schedules() == (changed,)
        archive.remove_schedule("a")
        assert archive.schedules() == ()
        with pytest.raises(NotFound):
            archive.remove_schedule("a")


def test_only_one_of_two_daemons_takes_a_due_run(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/a.db"
    with Archive.open(url) as one, Archive.open(url) as two:
        one.save_schedule(Schedule(site="a", every=timedelta(minutes=30), next_due=NOON))
        later = NOON + timedelta(minutes=30)
        took = [x.start_scheduled("a", due=NOON, now=NOON, next_due=later) for x in (one, two)]
    assert took == [True, False]


def test_a_run_missed_for_days_is_caught_up_once_and_its_status_is_kept(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/a.db"
    now = datetime.now(UTC)
    with Archive.open(url) as archive:
        archive.save_schedule(Schedule(site="a", every=timedelta(hours=1), next_due=now - timedelta(days=3)))
    started: list[str] = []
    stop = threading.Event()

    def start(site: str) -> "subprocess.Popen[bytes]":
        started.append(site)
        threading.Timer(1.5, stop.set).start()
        return subprocess.Popen([sys.executable, "-c", "raise SystemExit(1)"])

    run_due(lambda: Archive.open(url), start, stop)
    with Archive.open(url) as archive:
        (kept,) = archive.schedules()
    assert started == ["a"]
    assert kept.last_status == 1
    assert now < kept.next_due <= now + timedelta(hours=1)


def test_exports_name_each_site_and_its_rule() -> None:
    found = (
        Schedule(site="tibet_cn", every=timedelta(minutes=30), next_due=NOON),
        Schedule(site="bbc", cron="15 6-22 * * 1-5", timezone="Asia/Shanghai", next_due=NOON),
    )
    assert export_cron(found, ["archiver"]).splitlines()[1:] == [
        "CRON_TZ=UTC",
        "*/30 * * * * archiver crawl tibet_cn",
        "CRON_TZ=Asia/Shanghai",
        "15 6-22 * * 1-5 archiver crawl bbc",
    ]
    units = export_systemd(found, ["archiver"], folder="/srv/news")
    assert "OnUnitActiveSec=1800s" in units
    assert "OnCalendar=Mon,Tue,Wed,Thu,Fri *-*-* 6..22:15:00 Asia/Shanghai" in units
    assert units.count("WorkingDirectory=/srv/news") == 2


@pytest.mark.parametrize(
    ("cron", "fires", "calendar"),
    [
        ("30 6 * * 1-5", ["Mon", "Tue", "Wed", "Thu", "Fri"], "Mon,Tue,Wed,Thu,Fri *-*-* 6:30:00 Asia/Shanghai"),
        ("30 6 * * */2", ["Sun", "Tue", "Thu", "Sat"], "Sun,Tue,Thu,Sat *-*-* 6:30:00 Asia/Shanghai"),
        ("30 6 * * 5-7", ["Fri", "Sat", "Sun"], "Sun,Fri,Sat *-*-* 6:30:00 Asia/Shanghai"),
        ("30 6 * * sun,wed", ["Wed", "Sun"], "Sun,Wed *-*-* 6:30:00 Asia/Shanghai"),
        ("*/15 8-18 */2 * *", None, "*-*-1/2 8..18:0/15:00 Asia/Shanghai"),
    ],
)
def test_weekdays_are_those_of_crontab(cron: str, fires: list[str] | None, calendar: str) -> None:
    monday = datetime(2026, 3, 2, tzinfo=UTC)
    made = new_schedule("a", every=None, cron=cron, timezone="Asia/Shanghai", now=monday)
    assert f"OnCalendar={calendar}\n" in export_systemd([made], ["archiver"], folder="/srv")
    if fires:
        moment, seen = monday - timedelta(days=1), []
        while (moment := next_due(made, after=moment)) < monday + timedelta(days=6, hours=23):  # type: ignore[operator,assignment]
            seen.append(moment.astimezone(ZoneInfo("Asia/Shanghai")).strftime("%a"))
        assert sorted(set(seen)) == sorted(fires)


def test_a_rule_of_days_and_weekdays_is_refused() -> None:
    with pytest.raises(UsageError, match="not both"):
        new_schedule("a", every=None, cron="0 6 13 * 5", timezone="UTC", now=datetime(2026, 3, 2, tzinfo=UTC))
