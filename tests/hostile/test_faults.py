"""Limits of the machine: after the fault is gone every article is there once, and no run with a fault says "done"."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.crawl.server import Site
from tests.demo.test_demo import archiver, environment
from tests.hostile.articles import Good
from tests.hostile.site import hostile_site
from tests.hostile.test_site import check_good, stored

pytestmark = pytest.mark.slow


def words(site: Site) -> list[str]:
    return ["crawl", site.origin + "/", "--allow", site.origin, "--delay", "0.01", "--concurrency", "8", "--revisit"]


def begin(site: Site, folder: Path, limit: str = ":") -> "subprocess.Popen[bytes]":
    with (folder / "stderr.txt").open("wb") as errors:
        return subprocess.Popen(
            ["sh", "-c", limit + '; exec "$@"', "sh", sys.executable, "-m", "archiver", *words(site)],
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            env=environment(),
            start_new_session=True,
        )


def end_well(site: Site, folder: Path, truth: list[Good]) -> None:
    """A run without the fault stores what is missing, and nothing twice."""
    done = archiver(folder, *words(site))
    assert done.returncode in (0, 1), done.stderr[-2000:]
    check_good(stored(folder), site.origin, truth)


LIMITS = {
    "file-size": "ulimit -f 600",
    "file-size-at-once": "ulimit -f 20",
    "descriptors": "ulimit -n 16",
    "memory": "ulimit -v 180000",
}


@pytest.mark.parametrize("name", LIMITS)
def test_a_limit_loses_nothing_and_is_never_called_done(tmp_path: Path, name: str) -> None:
    with hostile_site(1, good=30, heavy=False) as (site, _, truth):
        status = begin(site, tmp_path, LIMITS[name]).wait(120)
        assert status != 0
        end_well(site, tmp_path, truth)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("kind", [signal.SIGKILL, signal.SIGTERM])
def test_a_stopped_run_is_made_good_by_the_next(tmp_path: Path, seed: int, kind: signal.Signals) -> None:
    with hostile_site(seed, good=30, heavy=False) as (site, _, truth):
        run = begin(site, tmp_path)
        time.sleep(random.Random(seed).uniform(0.8, 3.0))
        os.killpg(run.pid, kind)
        assert run.wait(30) != 0 or kind == signal.SIGTERM
        end_well(site, tmp_path, truth)


@pytest.mark.parametrize("seed", range(5))
def test_a_torn_capture_is_not_built_upon(tmp_path: Path, seed: int) -> None:
    with hostile_site(seed, good=10, heavy=False) as (site, _, truth):
        end_well(site, tmp_path, truth)
        newest = max((tmp_path / "data/captures").rglob("*.warc*"), key=lambda path: path.stat().st_mtime)
        os.truncate(newest, newest.stat().st_size - 3000 - seed)
        end_well(site, tmp_path, truth)
        assert archiver(tmp_path, "check").returncode == 1


def test_two_runs_at_once_store_nothing_twice(tmp_path: Path) -> None:
    with hostile_site(1, good=30, heavy=False) as (site, _, truth):
        first = begin(site, tmp_path)
        deadline = time.monotonic() + 30
        while not site.asked and time.monotonic() < deadline:
            time.sleep(0.02)
        assert archiver(tmp_path, *words(site)).returncode == 4
        assert first.wait(120) in (0, 1)
        check_good(stored(tmp_path), site.origin, truth)
