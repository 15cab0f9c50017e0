"""A backup taken while a run saves: one moment of the archive, whole, on both databases."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

from archiver.store.archive import Archive
from tests.store.pages import BODY, NOW, SITE, article, visit

BATCH = 5
URL = "https://www.tibet.cn/cn/t20230727_{}.html"


def _save(archive: Archive, run: int, number: int) -> None:
    """One transaction: so many new articles, and a new text of the first one."""
    made = []
    for each in range(number * BATCH, (number + 1) * BATCH):
        url = URL.format(each)
        made.append(visit(each, url, article=article(url, title=f"消息{each}", body=f"{BODY}\n\n第{each}号。")))
    url = URL.format(0)
    made.append(visit(1000 + number, url, article=article(url, body=f"{BODY}\n\n改动{number}。")))
    archive.save_visits(made, run)


def _wait_for_more(saved: Callable[[], int], writer: threading.Thread) -> None:
    """Let at least one transaction end."""
    before = saved()
    while saved() == before and writer.is_alive():
        time.sleep(0.005)


def test_a_backup_while_a_run_saves_is_one_moment(database: str, tmp_path: Path) -> None:
    stop, saved = threading.Event(), 3
    with Archive.open(database, clock=lambda: NOW) as archive:
        run = archive.start_run("tibet_cn", SITE)
        for number in range(saved):
            _save(archive, run, number)

        def write() -> None:
            nonlocal saved
            while not stop.is_set() and saved < 400:
                _save(archive, run, saved)
                saved += 1

        writer = threading.Thread(target=write)
        writer.start()
        counts = []
        try:
            for number in range(3):
                counts.append(archive.backup(tmp_path / f"copy{number}.db"))
                _wait_for_more(lambda: saved, writer)
        finally:
            stop.set()
            writer.join(60)
        assert saved > 3 + len(counts), "nothing was saved meanwhile"
    for number, count in enumerate(counts):
        with Archive.open(f"sqlite:///{tmp_path}/copy{number}.db", clock=lambda: NOW) as copy:
            articles = list(copy.iter_articles())
            batches, rest = divmod(len(articles), BATCH)
            assert (rest, len(articles)) == (0, count)
            assert batches >= 3 + number
            assert [each.title for each in articles[1:]] == [f"消息{each}" for each in range(1, count)]
            assert f"改动{batches - 1}。" in (articles[0].body or "")
            assert len(copy.versions(articles[0].id or 0)) == batches + 1
            assert [hit.article.id for hit in copy.search(f"第{count - 1}号")] == [articles[-1].id]
            assert copy.check() == ()
