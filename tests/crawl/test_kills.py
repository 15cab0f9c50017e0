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
from tests.crawl.test_faults import stored

COUNT = 1_200
KILLS = 50


def serve_many(site: Site) -> list[str]:
    """Twelve hundred articles on lists of fifty."""
    paths = [f"/2024/03/t20240301_{n:04}.html" for n in range(COUNT)]
    site.routes.update({path: page(article_page(f"第{n}条牧民新闻的标题", number=n)) for n, path in enumerate(paths)})
    for part in range(COUNT // 50):
        after = f'<a href="/list_{part + 1}">下一页</a>' if part + 1 < COUNT // 50 else ""
        links = "".join(f'<a href="{path}">第{n}条</a>' for n, path in enumerate(paths) if n // 50 == part)
        site.routes["/" if part == 0 else f"/list_{part}"] = links + after
    return paths


class Crawls:
    """Crawls of a site, one after the other, each in a process that can be killed."""

    def __init__(self, site: Site, folder: Path) -> None:
        self.site, self.folder, self._before = site, folder, 0
        command = [sys.executable, "-m", "tests.crawl.fork_crawl", site.origin]
        command += [f"sqlite:///{folder}/a.db", str(folder / "captures")]
        root = Path(__file__).parents[2]
        self._mother = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=root
        )

    def run(self, *, kill_after: int | None = None) -> int:
        """One crawl, killed after so many requests; its exit status."""
        before = self._before = len(self.site.asked)
        assert self._mother.stdin is not None
        self._mother.stdin.write("\n")
        self._mother.stdin.flush()
        child = int(self._read())
        if kill_after is not None:
            deadline = time.monotonic() + 60
            while len(self.site.asked) - before < kill_after and time.monotonic() < deadline:
                time.sleep(0.001)
            os.kill(child, signal.SIGKILL)
        return int(self._read())

    def close(self) -> None:
        self._mother.terminate()
        self._mother.communicate()

    def _read(self) -> str:
        assert self._mother.stdout is not None
        return self._mother.stdout.readline()

    def on_their_way(self) -> set[str]:
        """Articles that the last crawl asked for and that have no visit."""
        time.sleep(0.05)  # what the server is answering is still being noted
        with sqlite3.connect(self.folder / "a.db") as db:
            rows = db.execute("select url from frontier where kind = 'article' and visited_at is not null").fetchall()
        db.close()
        known = {"/" + url.split("/", 3)[3] for (url,) in rows}
        return {each.path for each in self.site.asked[self._before :] if "/t2024" in each.path} - known


@pytest.mark.slow
def test_fifty_kills_lose_nothing_store_nothing_twice_and_fetch_again_what_was_on_its_way(
    site: Site, tmp_path: Path
) -> None:
    paths, dice, flying = serve_many(site), random.Random(2024), []
    crawls = Crawls(site, tmp_path)
    for _ in range(KILLS):
        assert crawls.run(kill_after=dice.randint(1, 30)) == -signal.SIGKILL
        flying.append(len(crawls.on_their_way()))
    assert crawls.run() == 0
    crawls.close()
    assert stored(tmp_path) == sorted((site.url(path), 1) for path in paths)
    again = sum(site.counts[path] - 1 for path in paths)
    assert again <= sum(flying), "what was stored is not asked for again"
    assert max(flying) <= 50 + 2 * 4 + 4, "a batch that waits for its transaction, and what was handed out"
    sys.stderr.write(f"{KILLS} kills, {COUNT} articles: {again} fetched again of {sum(flying)} on their way\n")
