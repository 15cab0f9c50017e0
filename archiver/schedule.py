"""Scheduled runs: when each is due, the daemon that starts them, and their export to systemd and cron.

The times are worked out by APScheduler's triggers; the schedules themselves are rows of the database, so that a daemon
that was killed goes on where it stood: a run missed meanwhile is caught up once.
"""

import logging
import re
import shlex
import subprocess
import threading
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from archiver.model.errors import UsageError
from archiver.model.schedule import Schedule

logger = logging.getLogger(__name__)

_EVERY = re.compile(r"(\d{1,6})\s*(s|m|h|d|w)\Z")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
SHORTEST = timedelta(minutes=1)
LOOK_AGAIN = 15.0
"""Seconds between two looks at the table, so that an added or removed schedule takes hold without a restart."""
GRACE = 10.0
"""Seconds a run is given to end cleanly after SIGTERM."""


class Archive(Protocol):
    """What the daemon asks of the archive."""

    def schedules(self) -> tuple[Schedule, ...]: ...
    def start_scheduled(self, site: str, *, due: datetime, now: datetime, next_due: datetime) -> bool: ...
    def end_scheduled(self, site: str, status: int) -> None: ...


def parse_every(text: str) -> timedelta:
    """The time that `30m`, `6h`, `1d` name. Raises UsageError for anything else, and for less than a minute.

    >>> parse_every("90m")
    datetime.timedelta(seconds=5400)
    """
    match = _EVERY.match(text.strip().lower())
    if not match:
        raise UsageError(f"--every takes a number and s, m, h, d or w, such as 30m; found {text!r}")
    every = timedelta(**{_UNITS[match[2]]: int(match[1])})
    if every < SHORTEST:
        raise UsageError(f"--every takes at least one minute; found {text!r}")
    return every


def new_schedule(site: str, *, every: str | None, cron: str | None, timezone: str, now: datetime) -> Schedule:
    """A schedule as asked for; the first run of `every` is due at once. Raises UsageError for what can't be read."""
    if (every is None) == (cron is None):
        raise UsageError("a schedule takes either --every or --cron")
    try:
        ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise UsageError(f"no such time zone: {timezone}") from error
    if every is not None:
        return Schedule(site=site, every=parse_every(every), timezone=timezone, next_due=now)
    draft = Schedule(site=site, cron=cron, timezone=timezone, next_due=now)
    due = next_due(draft, after=now)
    if due is None:
        raise UsageError(f"--cron {cron!r} never comes due")
    return Schedule(site=site, cron=cron, timezone=timezone, next_due=due)


def next_due(schedule: Schedule, *, after: datetime) -> datetime | None:
    """The first moment after `after` at which the schedule is due, in UTC; None when there is none.

    Missed moments are skipped, not repeated: a daemon that slept for a day catches up with one run.
    """
    if schedule.every is not None:
        missed = max(0, (after - schedule.next_due) // schedule.every) + 1
        return schedule.next_due + missed * schedule.every
    from apscheduler.triggers.cron import CronTrigger

    try:
        trigger = CronTrigger.from_crontab(_name_weekdays(schedule.cron or ""), timezone=ZoneInfo(schedule.timezone))
    except ValueError as error:
        raise UsageError(f"--cron takes five fields such as '*/30 6-22 * * *'; found {schedule.cron!r}") from error
    found = trigger.get_next_fire_time(None, after + timedelta(seconds=1))
    return None if found is None else found.astimezone(UTC)


def _name_weekdays(cron: str) -> str:
    """The rule with its weekdays named one by one: crontab(5) counts them from Sunday, APScheduler from Monday.

    Raises UsageError for a rule that names days of the month and weekdays: crontab takes either, APScheduler both.

    >>> _name_weekdays("0 6 * * 1-5"), _name_weekdays("0 6 * * */2")
    ('0 6 * * mon,tue,wed,thu,fri', '0 6 * * sun,tue,thu,sat')
    """
    fields = cron.split()
    if len(fields) != 5 or fields[4] == "*":
        return " ".join(fields)
    if fields[2] != "*":
        raise UsageError(f"--cron names days of the month or weekdays, not both; found {cron!r}")
    return " ".join([*fields[:4], ",".join(_weekdays(fields[4])).lower()])


def _weekdays(field: str) -> tuple[str, ...]:
    """The weekdays of a crontab field by name, Sunday first, each once. Raises ValueError for what is none."""
    chosen: set[int] = set()
    for part in field.split(","):
        days, _, step = part.partition("/")
        first, _, last = days.partition("-")
        low = 0 if days == "*" else _weekday(first)
        high = 6 if days == "*" or (step and not last) else _weekday(last or first)
        if high < low:  # fri-sun
            high += 7
        chosen.update(day % 7 for day in range(low, high + 1, int(step or 1)))
    return tuple(_DAYS[day] for day in sorted(chosen))


def _weekday(text: str) -> int:
    if text.isdecimal() and int(text) <= 7:
        return int(text)
    names = [day.lower() for day in _DAYS[:7]]
    return names.index(text.lower()[:3])


def run_due(
    open_archive: Callable[[], AbstractContextManager[Archive]],
    start: Callable[[str], "subprocess.Popen[bytes]"],
    stop: threading.Event,
    *,
    parallel: int = 4,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> None:
    """Start runs as they come due until `stop` is set; then end the running ones cleanly (SIGTERM, then SIGKILL).

    A site whose last run still goes on is not started again: its turn passes.
    """
    running: dict[str, subprocess.Popen[bytes]] = {}
    while not stop.is_set():
        with open_archive() as archive:
            _reap(archive, running)
            wait = _start_due(archive, start, running, now=clock(), parallel=parallel)
        stop.wait(1.0 if running else wait)
    for process in running.values():
        process.terminate()
    with open_archive() as archive:
        for site, process in running.items():
            try:
                status = process.wait(GRACE)
            except subprocess.TimeoutExpired:
                process.kill()
                status = process.wait()
            archive.end_scheduled(site, status)


def _reap(archive: Archive, running: "dict[str, subprocess.Popen[bytes]]") -> None:
    for site, process in list(running.items()):
        status = process.poll()
        if status is None:
            continue
        del running[site]
        archive.end_scheduled(site, status)
        level = logging.INFO if status == 0 else logging.WARNING
        logger.log(level, "scheduled run ended with %d: %s", status, site)


def _start_due(
    archive: Archive,
    start: Callable[[str], "subprocess.Popen[bytes]"],
    running: "dict[str, subprocess.Popen[bytes]]",
    *,
    now: datetime,
    parallel: int,
) -> float:
    """Start what is due; the seconds until the next look."""
    wait = LOOK_AGAIN
    for schedule in archive.schedules():
        if schedule.next_due > now:
            wait = min(wait, (schedule.next_due - now).total_seconds())
            continue
        following = next_due(schedule, after=now)
        if len(running) >= parallel or following is None:
            continue
        if not archive.start_scheduled(schedule.site, due=schedule.next_due, now=now, next_due=following):
            continue
        if schedule.site in running:
            logger.warning("still running, its turn passes: %s", schedule.site)
            continue
        running[schedule.site] = start(schedule.site)
    return max(0.05, wait)


def export_cron(schedules: Sequence[Schedule], command: Sequence[str]) -> str:
    """Lines for a crontab; `CRON_TZ` names each schedule's zone (cronie, systemd-cron)."""
    lines = ["# written by: archiver schedule export cron"]
    for schedule in schedules:
        rule = schedule.cron or _cron_of(schedule.every)
        call = " ".join(shlex.quote(word) for word in [*command, "crawl", schedule.site])
        lines += [f"CRON_TZ={schedule.timezone}", f"{rule} {call.replace('%', chr(92) + '%')}"]
    return "\n".join(lines) + "\n"


def export_systemd(schedules: Sequence[Schedule], command: Sequence[str], *, folder: str) -> str:
    """A service and a timer a schedule, each under a comment with its file's name (systemd.timer(5))."""
    parts = []
    for schedule in schedules:
        unit = "archiver-" + re.sub(r"[^A-Za-z0-9_.-]+", "-", schedule.site).strip("-")
        call = " ".join(shlex.quote(word) for word in [*command, "crawl", schedule.site]).replace("%", "%%")
        when = (
            f"OnUnitActiveSec={int(schedule.every.total_seconds())}s\nOnBootSec=1min"
            if schedule.every
            else f"OnCalendar={_calendar_of(schedule)}"
        )
        parts.append(
            f"# {unit}.service\n[Unit]\nDescription=Crawl {schedule.site}\n\n[Service]\nType=oneshot\n"
            f"WorkingDirectory={folder}\nExecStart={call}\nKillSignal=SIGTERM\nTimeoutStopSec=15\n\n"
            f"# {unit}.timer\n[Unit]\nDescription=When to crawl {schedule.site}\n\n[Timer]\n{when}\n"
            "Persistent=true\n\n[Install]\nWantedBy=timers.target\n"
        )
    return "\n".join(parts)


def _cron_of(every: timedelta | None) -> str:
    """The crontab rule nearest to an interval; cron can only say divisors of an hour or a day."""
    minutes = int((every or timedelta(hours=1)).total_seconds() // 60)
    if minutes < 60:
        return f"*/{minutes} * * * *" if minutes > 1 else "* * * * *"
    hours = minutes // 60
    return f"0 */{hours} * * *" if hours < 24 else f"0 0 */{max(1, hours // 24)} * *"


_DAYS = ("Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def _calendar_of(schedule: Schedule) -> str:
    """A crontab rule as systemd's calendar event (systemd.time(7))."""
    minute, hour, day, month, weekday = (schedule.cron or "* * * * *").split()

    def part(field: str, first: int) -> str:
        return field.replace("*/", f"{first}/").replace("-", "..")

    days = "" if weekday == "*" else ",".join(_weekdays(weekday)) + " "
    return f"{days}*-{part(month, 1)}-{part(day, 1)} {part(hour, 0)}:{part(minute, 0)}:00 {schedule.timezone}"
