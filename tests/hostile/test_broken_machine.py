"""Faults of disk, clock, database and processes under the command as users have it: it says so, and loses nothing."""

import os
import random
import signal
import sqlite3
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.crawl.server import Site
from tests.demo.test_demo import archiver, environment
from tests.hostile.articles import Good
from tests.hostile.site import hostile_site
from tests.hostile.test_faults import (
    FIVE,
    STOPPED_WITHIN,
    begin,
    end_well,
    log_of,
    own_postgres,
    small_disk,
    told,
    wait_for_requests,
    words,
)
from tests.hostile.test_site import check_good, stored

__all__ = ["own_postgres", "small_disk"]
pytestmark = pytest.mark.slow
GOOD = 40
EIO, ENOSPC = 5, 28


@pytest.fixture(scope="module")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library that breaks the machine for one command."""
    built = tmp_path_factory.mktemp("broken") / "broken.so"
    source = Path(__file__).with_name("broken_machine.c")
    try:
        subprocess.run(["cc", "-O1", "-shared", "-fPIC", "-o", str(built), str(source), "-ldl"], check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no C compiler here")
    return built


@pytest.fixture
def hostile(request: pytest.FixtureRequest) -> Iterator[tuple[Site, list[Good]]]:
    with hostile_site(request.node.callspec.params.get("seed", 0), good=GOOD, few=True) as (site, _, truth):
        yield site, truth


def said_plainly(folder: Path) -> None:
    """A stranger reads why, and no traceback."""
    text = log_of(folder).read_text("utf-8", "replace")
    assert "Traceback" not in text, text[-3000:]
    assert "archiver: " in text


def is_complete(folder: Path, site: Site, truth: list[Good], *more: str) -> bool:
    try:
        check_good(stored(folder, *more), site.origin, truth)
    except (AssertionError, ValueError):
        return False
    return True


def lay(shim: Path, **faults: str) -> str:
    """What a shell does before the command, to break the machine for it."""
    return "; ".join(
        [
            "export PYTHONDONTWRITEBYTECODE=1",
            *(f"export {n}={v}" for n, v in faults.items()),
            f"export LD_PRELOAD={shim}",
        ]
    )


@pytest.mark.parametrize("seed", FIVE)
@pytest.mark.parametrize("code", [EIO, ENOSPC])
@pytest.mark.parametrize("kind", ["FAULT_WRITES", "FAULT_SYNCS"])
@pytest.mark.parametrize("part", ["archive.db", ".warc"])
def test_a_disk_that_refuses_now_and_then(
    tmp_path: Path, shim: Path, hostile: tuple[Site, list[Good]], part: str, kind: str, code: int, seed: int
) -> None:
    site, truth = hostile
    every = (2, 10, 40, 120, 300)[seed] if kind == "FAULT_WRITES" else (1, 2, 3, 5, 8)[seed]
    archiver(tmp_path, "stats")
    status = begin(tmp_path, words(site), limit=lay(shim, **{kind: f"{part}:{every}:{code}"})).wait(300)
    assert status in ((0, 1, 3) if is_complete(tmp_path, site, truth) else (1, 3)), told(tmp_path)
    said_plainly(tmp_path)
    end_well(site, tmp_path, truth)


@pytest.mark.parametrize("seed", FIVE)
@pytest.mark.parametrize("what", ["captures", "database"])
def test_only_one_of_the_disks_is_full(
    tmp_path: Path, small_disk: Callable[[int], Path], hostile: tuple[Site, list[Good]], what: str, seed: int
) -> None:
    site, truth = hostile
    disk = small_disk((40, 80, 120, 160, 200)[seed] if what == "captures" else (900, 1200, 1500, 1800, 2100)[seed])
    more = ["--captures", str(disk / "c")] if what == "captures" else ["--db", f"sqlite:///{disk}/a.db"]
    status = begin(tmp_path, words(site, *more)).wait(200)
    assert status == 3, told(tmp_path)
    said_plainly(tmp_path)
    subprocess.run(["mount", "-o", "remount,size=64m", str(disk)], check=True)
    end_well(site, tmp_path, truth, *more)


@pytest.mark.parametrize("seed", FIVE)
@pytest.mark.parametrize("seconds", [8.0, 60.0])
def test_a_database_that_another_process_locks(
    tmp_path: Path, hostile: tuple[Site, list[Good]], seconds: float, seed: int
) -> None:
    site, truth = hostile
    archiver(tmp_path, "stats")
    run = begin(tmp_path, words(site, delay=0.1))
    wait_for_requests(site, run, random.Random(seed).randint(1, GOOD))
    other = sqlite3.connect(tmp_path / "data/archive.db", isolation_level=None, timeout=20)
    other.execute("BEGIN IMMEDIATE")
    locked = time.time()
    time.sleep(seconds)
    asked = [a.at for a in site.asked if a.at > locked]
    other.execute("COMMIT")
    other.close()
    assert not asked or max(asked) - locked <= STOPPED_WITHIN
    status = run.wait(200)
    assert status in (0, 1, 3), told(tmp_path)
    assert status == 3 or is_complete(tmp_path, site, truth)
    said_plainly(tmp_path)
    end_well(site, tmp_path, truth)


@pytest.mark.parametrize("seed", FIVE)
@pytest.mark.parametrize("what", ["archive.db", "captures"])
def test_what_is_deleted_under_a_run_ends_it(
    tmp_path: Path, hostile: tuple[Site, list[Good]], what: str, seed: int
) -> None:
    site, truth = hostile
    run = begin(tmp_path, words(site, delay=0.1))
    wait_for_requests(site, run, random.Random(seed).randint(2, GOOD - 10))
    subprocess.run(f"rm -rf {tmp_path}/data/{what}*", shell=True, check=True)
    gone = time.time()
    status = run.wait(100)
    assert status == 3, told(tmp_path)
    assert max(a.at for a in site.asked) - gone <= STOPPED_WITHIN
    said_plainly(tmp_path)
    end_well(site, tmp_path, truth)


@pytest.mark.parametrize("seed", FIVE)
@pytest.mark.parametrize("how", ["restart", "terminate"])
def test_postgresql_that_comes_back_at_once(
    tmp_path: Path,
    own_postgres: tuple[str, Callable[[str], None]],
    hostile: tuple[Site, list[Good]],
    how: str,
    seed: int,
) -> None:
    import psycopg

    url, control = own_postgres
    plain = url.replace("+psycopg", "")
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE back_{how}_{seed}")
    more = ["--db", url.replace("/postgres?", f"/back_{how}_{seed}?")]
    site, truth = hostile
    run = begin(tmp_path, words(site, *more, delay=0.1))
    wait_for_requests(site, run, random.Random(seed).randint(3, GOOD - 10))
    if how == "restart":
        control("stop")
        control("start")
    else:
        with psycopg.connect(plain, autocommit=True) as connection:
            for _ in range(5):
                connection.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (f"back_{how}_{seed}",)
                )
                time.sleep(0.2)
    status = run.wait(100)
    assert status in (0, 1, 3), told(tmp_path)
    assert status == 3 or is_complete(tmp_path, site, truth, *more)
    said_plainly(tmp_path)
    end_well(site, tmp_path, truth, *more)


@pytest.mark.parametrize("seed", FIVE)
@pytest.mark.parametrize(
    "signals", [(signal.SIGINT,), (signal.SIGTERM,) * 2, (signal.SIGINT,) * 3, (signal.SIGHUP,)], ids=str
)
def test_signals_end_a_run(
    tmp_path: Path, hostile: tuple[Site, list[Good]], signals: tuple[signal.Signals, ...], seed: int
) -> None:
    site, truth = hostile
    run = begin(tmp_path, words(site, delay=0.1))
    wait_for_requests(site, run, random.Random(seed).randint(1, GOOD - 10))
    began = time.monotonic()
    for number in signals:
        os.kill(run.pid, number)
        time.sleep(0.1)
    status = run.wait(30)
    assert time.monotonic() - began < 10
    assert status == 130, told(tmp_path)
    assert "Traceback" not in log_of(tmp_path).read_text("utf-8", "replace")
    end_well(site, tmp_path, truth)


@pytest.mark.parametrize("seed", FIVE)
def test_readers_that_are_killed_lose_no_page(tmp_path: Path, hostile: tuple[Site, list[Good]], seed: int) -> None:
    site, truth = hostile
    run = begin(tmp_path, words(site, "--workers", "2", delay=0.05))
    dice = random.Random(seed)
    for _ in range(4):
        wait_for_requests(site, run, dice.randint(1, 12))
        found = subprocess.run(
            ["pgrep", "-P", str(run.pid)], capture_output=True, text=True, check=False
        ).stdout.split()
        for pid in found[:1]:
            os.kill(int(pid), signal.SIGKILL)
    assert run.wait(100) in (0, 1), told(tmp_path)
    assert is_complete(tmp_path, site, truth), told(tmp_path)


@pytest.mark.parametrize("seed", FIVE)
@pytest.mark.parametrize("workers", ["0", "2"])
@pytest.mark.parametrize(
    ("limit", "amounts"),
    [("ulimit -v {}", (220_000, 250_000, 300_000, 350_000, 400_000)), ("ulimit -n {}", (14, 18, 24, 32, 64))],
    ids=["memory", "descriptors"],
)
def test_limits_with_and_without_readers(
    tmp_path: Path, hostile: tuple[Site, list[Good]], limit: str, amounts: tuple[int, ...], workers: str, seed: int
) -> None:
    site, truth = hostile
    run = begin(tmp_path, words(site, "--workers", workers), limit=limit.format(amounts[seed]))
    status = run.wait(200)
    assert status in ((0, 1) if is_complete(tmp_path, site, truth) else (1, 3)), told(tmp_path)
    said_plainly(tmp_path)
    end_well(site, tmp_path, truth)


@pytest.mark.parametrize("seed", FIVE)
@pytest.mark.parametrize("jump", [-86_400, 86_400, -400 * 86_400, 4_000 * 86_400])
def test_the_machines_clock_is_set_during_a_run(
    tmp_path: Path, shim: Path, hostile: tuple[Site, list[Good]], jump: int, seed: int
) -> None:
    site, truth = hostile
    clock = tmp_path / "clock"
    clock.write_bytes(struct.pack("q", 0))
    run = begin(tmp_path, words(site, delay=0.05), limit=lay(shim, FAULT_CLOCK=str(clock)))
    wait_for_requests(site, run, random.Random(seed).randint(1, GOOD - 10))
    with clock.open("r+b") as stream:
        stream.write(struct.pack("q", jump))
    assert run.wait(200) in (0, 1), told(tmp_path)
    # Set back, addresses found before are due tomorrow by that clock, and wait for the next run.
    assert jump < 0 or is_complete(tmp_path, site, truth), told(tmp_path)
    said_plainly(tmp_path)
    end_well(site, tmp_path, truth, dates=jump > -365 * 86_400)


@pytest.mark.parametrize("seed", FIVE)
def test_two_runs_begun_at_the_same_moment_on_no_database(
    tmp_path: Path, hostile: tuple[Site, list[Good]], seed: int
) -> None:
    site, truth = hostile
    call = [sys.executable, "-m", "archiver", *words(site)]
    both = [
        subprocess.Popen(
            call, cwd=tmp_path, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    told_by = [run.communicate(timeout=300)[1] for run in both]
    statuses = sorted(run.returncode for run in both)
    assert statuses in ([0, 4], [1, 4]), told_by
    assert "Traceback" not in "".join(told_by)
    check_good(stored(tmp_path), site.origin, truth)


@pytest.mark.parametrize("cut", [1, 9, 60, 900, 5000])
def test_a_torn_capture_is_repaired_by_command(tmp_path: Path, cut: int) -> None:
    with hostile_site(cut, good=10, few=True) as (site, _, truth):
        end_well(site, tmp_path, truth)
        newest = max((tmp_path / "data/captures").rglob("*.warc*"), key=lambda path: path.stat().st_mtime)
        os.truncate(newest, newest.stat().st_size - cut)
        end_well(site, tmp_path, truth)
        repaired = archiver(tmp_path, "check", "--repair")
        assert repaired.returncode in (0, 1)
        assert "Traceback" not in repaired.stderr
        end_well(site, tmp_path, truth)
        again = archiver(tmp_path, "check")
        assert again.returncode == 0, again.stdout + again.stderr
