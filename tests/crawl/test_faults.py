"""Kills, signals, refusals: nothing is lost, nothing is stored twice, nothing ends with a false "done"."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crawl.server import Site, article_page, page

COUNT = 60


@pytest.fixture
def big_site(site: Site) -> Iterator[Site]:
    paths = [f"/2024/03/t20240301_{n}.html" for n in range(COUNT)]
    site.routes.update({path: page(article_page(f"第{n}条牧民新闻的标题", number=n)) for n, path in enumerate(paths)})
    for part in range(3):
        after = f'<a href="/list_{part + 1}">下一页</a>' if part < 2 else ""
        name = "/" if part == 0 else f"/list_{part}"
        site.routes[name] = (
            "".join(f'<a href="{path}">第{n}条</a>' for n, path in enumerate(paths[part * 20 : part * 20 + 20])) + after
        )
    return site


def begin(site: Site, folder: Path, *, delay: float = 0.0) -> subprocess.Popen[str]:
    command = [
        sys.executable,
        "-m",
        "tests.crawl.crawl_once",
        site.origin,
        f"sqlite:///{folder}/a.db",
        str(folder / "captures"),
        str(delay),
    ]
    return subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONWARNINGS": "default"},
    )


def finish(site: Site, folder: Path) -> str:
    process = begin(site, folder)
    out, _ = process.communicate(timeout=60)
    assert process.returncode == 0, out
    return out


def stored(folder: Path) -> list[tuple[str, int]]:
    """Every article's address with the number of its versions."""
    with sqlite3.connect(folder / "a.db") as db:
        rows = db.execute(
            "select a.url, count(v.id) from articles a join versions v on v.article_id = a.id group by a.id"
        ).fetchall()
    db.close()
    return sorted(rows)


def wanted(site: Site) -> list[tuple[str, int]]:
    return sorted((site.url(f"/2024/03/t20240301_{n}.html"), 1) for n in range(COUNT))


def kill_at_random(site: Site, folder: Path, chance: random.Random, most: int) -> None:
    """Let a run go on until it has asked for a few more pages, then kill it."""
    before = len(site.asked)
    process = begin(site, folder)
    until = chance.randint(1, most)
    deadline = time.monotonic() + 30
    while process.poll() is None and len(site.asked) - before < until and time.monotonic() < deadline:
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    process.communicate()


def check_kills(site: Site, folder: Path, *, kills: int, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(kills):
        kill_at_random(site, folder, chance, most=25)
    finish(site, folder)
    assert stored(folder) == wanted(site)
    # in flight at a kill: 4 in the downloader, 8 handed out, and what waits at most half a second to be saved
    assert all(count <= 1 + kills for path, count in site.counts.items() if "/t2024" in path)


def test_a_killed_run_loses_nothing_and_stores_nothing_twice(big_site: Site, tmp_path: Path) -> None:
    check_kills(big_site, tmp_path, kills=1, seed=1)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_twenty_kills_lose_nothing(seed: int, big_site: Site, tmp_path: Path) -> None:
    check_kills(big_site, tmp_path, kills=5, seed=100 + seed)


def test_sigterm_ends_a_run_cleanly(big_site: Site, tmp_path: Path) -> None:
    process = begin(big_site, tmp_path, delay=0.05)
    deadline = time.monotonic() + 20
    while len(big_site.asked) < 12 and time.monotonic() < deadline:
        time.sleep(0.01)
    process.send_signal(signal.SIGTERM)
    began = time.monotonic()
    out, _ = process.communicate(timeout=15)
    assert time.monotonic() - began < 10
    assert (process.returncode, "interrupted" in out) == (130, True), out
    fetched = {path for path in big_site.counts if "/t2024" in path}
    assert len(stored(tmp_path)) == len(fetched)
    finish(big_site, tmp_path)
    assert stored(tmp_path) == wanted(big_site)
    assert all(count == 1 for path, count in big_site.counts.items() if "/t2024" in path)


@pytest.mark.slow
def test_a_database_that_stops_taking_rows_stops_the_fetching(big_site: Site, tmp_path: Path) -> None:
    process = begin(big_site, tmp_path, delay=0.05)
    deadline = time.monotonic() + 20
    while len(big_site.asked) < 12 and time.monotonic() < deadline:
        time.sleep(0.01)
    with sqlite3.connect(tmp_path / "a.db") as db:
        db.execute("alter table visits rename to hidden")
    db.close()
    changed = time.time()
    out, _ = process.communicate(timeout=30)
    assert process.returncode in (1, 3), out
    assert max(asked.at for asked in big_site.asked) - changed < 5
    with sqlite3.connect(tmp_path / "a.db") as db:
        db.execute("alter table hidden rename to visits")
    db.close()
    finish(big_site, tmp_path)
    assert stored(tmp_path) == wanted(big_site)


def test_captures_that_cannot_be_written_stop_the_fetching(big_site: Site, tmp_path: Path) -> None:
    (tmp_path / "captures").write_text("a file stands where the folder should be")
    process = begin(big_site, tmp_path)
    out, _ = process.communicate(timeout=60)
    assert process.returncode == 3, out
    assert len(big_site.paths()) <= 4


@pytest.mark.slow
def test_two_runs_of_one_site_do_not_run_at_once(big_site: Site, tmp_path: Path) -> None:
    first = begin(big_site, tmp_path, delay=1.0)
    deadline = time.monotonic() + 20
    while len(big_site.asked) < 5 and time.monotonic() < deadline:
        time.sleep(0.01)
    second = begin(big_site, tmp_path)
    out, _ = second.communicate(timeout=30)
    first.send_signal(signal.SIGTERM)
    first.communicate(timeout=15)
    assert second.returncode == 4, out
