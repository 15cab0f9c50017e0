"""kill -9 at fifty random moments: nothing lost, nothing twice, and only what was on its way is fetched again."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.crawl.server import Site, article_page, page
from tests.crawl.test_faults import finish, stored

COUNT = 400
KILLS = 50


def serve_many(site: Site) -> list[str]:
    """Four hundred articles on eight lists."""
    paths = [f"/2024/03/t20240301_{n:04}.html" for n in range(COUNT)]
    site.routes.update({path: page(article_page(f"第{n}条牧民新闻的标题", number=n)) for n, path in enumerate(paths)})
    for part in range(8):
        after = f'<a href="/list_{part + 1}">下一页</a>' if part < 7 else ""
        links = "".join(f'<a href="{path}">第{n}条</a>' for n, path in enumerate(paths) if n // 50 == part)
        site.routes["/" if part == 0 else f"/list_{part}"] = links + after
    return paths


def begin_and_kill(site: Site, folder: Path, wait: float) -> int:
    """One run, killed so many seconds after its first request; how many pages it had asked for and not yet stored."""
    command = [sys.executable, "-m", "tests.crawl.crawl_once", site.origin]
    command += [f"sqlite:///{folder}/a.db", str(folder / "captures"), "0.01"]
    before, root = len(site.asked), Path(__file__).parents[2]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=root, env=os.environ)
    deadline = time.monotonic() + 60
    while process.poll() is None and len(site.asked) == before and time.monotonic() < deadline:
        time.sleep(0.002)
    time.sleep(wait)
    process.send_signal(signal.SIGKILL)
    process.wait()
    time.sleep(0.05)  # what the server is answering is still being noted
    return len(unstored(site, folder))


def unstored(site: Site, folder: Path) -> set[str]:
    """Articles that were asked for and have no row of a visit."""
    with sqlite3.connect(folder / "a.db") as db:
        rows = db.execute("select url from frontier where kind = 'article' and visited_at is not null").fetchall()
    db.close()
    known = {"/" + url.split("/", 3)[3] for (url,) in rows}
    return {path for path in site.counts if "/t2024" in path} - known


@pytest.mark.slow
def test_fifty_kills_lose_nothing_store_nothing_twice_and_fetch_again_what_was_on_its_way(
    site: Site, tmp_path: Path
) -> None:
    paths, dice, flying = serve_many(site), random.Random(2024), []
    for _ in range(KILLS):
        flying.append(begin_and_kill(site, tmp_path, dice.uniform(0.0, 0.6)))
    finish(site, tmp_path)
    assert stored(tmp_path) == sorted((site.url(path), 1) for path in paths)
    again = sum(site.counts[path] - 1 for path in paths)
    assert again <= sum(flying), f"{KILLS} kills, {again} fetched again, {sum(flying)} on their way"
