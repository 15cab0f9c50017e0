"""Runs and locks: one run a site, and a crash holds nobody up."""

import os
import subprocess
import sys
from datetime import timedelta

import pytest

from archiver.model.errors import LockHeld, NotFound
from archiver.model.visit import Outcome
from archiver.store import locks
from archiver.store.archive import Archive
from archiver.store.locks import Holder, is_alive
from tests.store.pages import NOW, SITE, article, found, hours, save, start, visit

A, B = "https://www.tibet.cn/a.html", "https://www.tibet.cn/b.html"


def test_a_run_sums_up_what_it_saved(archive: Archive) -> None:
    run = start(archive)
    save(archive, run, visit(1, A, article=article(A, editor=None)), visit(1, B))
    save(archive, run, visit(2, A, article=article(A, editor=None)))
    save(archive, run, visit(3, B, outcome=Outcome.FAILED, reason="timeout: 60 s", capture=None))
    ended = archive.end_run(run, status="failed", requests=9, warnings=("few",), pages_per_second=1.5, now=hours(4))
    assert ended == archive.run(run) == archive.runs()[0]
    assert (ended.status, ended.started_at, ended.ended_at) == ("failed", NOW, hours(4))
    assert ended.counts == {"new": 2, "unchanged": 1, "failed": 1}
    assert ended.reasons == {"failed: timeout": 1}
    assert (ended.requests, ended.articles_seen, ended.minimum, ended.warnings) == (9, 2, 2, ("few",))
    assert (ended.coverage["title"], ended.coverage["editor"], ended.coverage["copyright"]) == (1.0, 0.3333, 0.0)
    assert ended.pages_per_second == 1.5


def test_ending_twice_changes_nothing(archive: Archive) -> None:
    run = start(archive)
    first = archive.end_run(run, status="done", now=hours(1))
    assert archive.end_run(run, status="failed", now=hours(2)) == first


def test_a_running_run_shows_what_it_has(archive: Archive) -> None:
    run = start(archive)
    save(archive, run, visit(1, A))
    seen = archive.run(run)
    assert (seen.status, seen.ended_at, seen.counts, seen.articles_seen) == ("running", None, {"new": 1}, 1)


def test_two_runs_of_one_site_are_refused(archive: Archive) -> None:
    start(archive)
    with pytest.raises(LockHeld, match="holds tibet_cn"):
        start(archive)
    start(archive, "another")


def test_runs_are_listed_newest_first(archive: Archive) -> None:
    runs = [start(archive, name) for name in ("a", "b", "c")]
    assert [run.id for run in archive.runs(limit=2)] == runs[:0:-1]
    assert [run.site for run in archive.runs("a")] == ["a"]
    with pytest.raises(NotFound):
        archive.run(99)


CRASH = """
import os, signal, sys
from archiver.store.archive import Archive
from archiver.model.visit import FoundUrl
archive = Archive.open(sys.argv[1])
archive.start_run("tibet_cn")
archive.add_urls("tibet_cn", [FoundUrl(url="https://www.tibet.cn/a.html")])
archive.lease_urls("tibet_cn", 1, run_id=1)
print("held", flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_killed_run_frees_its_site_at_once(archive: Archive, database: str) -> None:
    killed = subprocess.run(
        [sys.executable, "-c", CRASH, database], capture_output=True, text=True, check=False, timeout=60
    )
    assert killed.stdout == "held\n", killed.stderr
    run = archive.start_run("tibet_cn", SITE)
    assert [each.url for each in archive.lease_urls("tibet_cn", 9, run_id=run, now=NOW + timedelta(days=9000))] == [A]
    assert [each.status for each in archive.runs()] == ["running", "abandoned"]


def test_a_run_whose_site_was_taken_over_saves_nothing(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that slept: its lock fell silent, another took the site, and it wakes."""
    run = start(archive)
    mine = locks.this_process()
    monkeypatch.setattr(locks, "_machine", lambda: "another machine")
    other = archive.start_run("tibet_cn", now=NOW + timedelta(minutes=6))
    monkeypatch.setattr(locks, "_machine", lambda: mine.machine)
    with pytest.raises(LockHeld, match="abandoned"):
        save(archive, run, visit(1, A))
    assert archive.run(other).counts == {}


ALIVE = [
    ("this process", {}, 0, True),
    ("this process, silent for long", {}, 999, True),
    ("a process that is not there", {"pid": 2**22 + 1}, 0, False),
    ("the same number, another process", {"started": "1"}, 0, False),
    ("another machine, heard of", {"machine": "elsewhere"}, 4, True),
    ("another machine, silent", {"machine": "elsewhere"}, 6, False),
]


@pytest.mark.parametrize(("label", "fields", "minutes", "alive"), ALIVE, ids=[row[0] for row in ALIVE])
def test_who_is_alive(label: str, fields: dict[str, object], minutes: int, alive: bool) -> None:
    me = locks.this_process()
    given = {"machine": me.machine, "pid": os.getpid(), "started": me.started, **fields}
    holder = Holder(**given)  # type: ignore[arg-type]  # a row of the table
    assert is_alive(holder, last_heard=NOW, now=NOW + timedelta(minutes=minutes)) is alive, label


def test_released_leases_are_free(archive: Archive) -> None:
    run = start(archive)
    archive.add_urls("tibet_cn", found(A, B))
    archive.lease_urls("tibet_cn", 2, run_id=run)
    assert archive.release_leases("tibet_cn", run_id=run) == 2
    assert archive.count_due("tibet_cn") == 2
