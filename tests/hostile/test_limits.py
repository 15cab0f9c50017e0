"""Reading a page ends in time everywhere: in a crawl, in an import, in a re-reading."""

import re
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archiver.captures.writer import CaptureWriter
from archiver.crawl.limits import OutOfTime, time_limit
from archiver.crawl.reading import ReadResult, ReadTask, read_task
from archiver.importing import import_warcs
from archiver.model.page import Page
from archiver.store.archive import Archive
from tests.crawl.server import article_page


def test_code_that_does_not_end_is_ended() -> None:
    began = time.process_time()
    with pytest.raises(OutOfTime):
        _read_for_ever()
    assert time.process_time() - began < 2


def _read_for_ever() -> None:
    with time_limit(0.2):
        while True:
            time.process_time()


def test_a_pattern_that_does_not_end_is_ended() -> None:
    with pytest.raises(OutOfTime), time_limit(0.2):
        re.fullmatch(r"(a+)+b", "a" * 60)


def test_what_ends_in_time_is_left_alone() -> None:
    with time_limit(0.3):
        done = sum(range(1000))
    began = time.process_time()
    while time.process_time() - began < 0.5:
        done += 1
    assert done > 0


def test_other_threads_are_not_limited() -> None:
    ended = []
    worker = threading.Thread(target=lambda: ended.append(_limited()))
    worker.start()
    worker.join(10)
    assert ended == [True]


def _limited() -> bool:
    with time_limit(0.01):
        return True


def test_an_import_and_a_rereading_go_on_after_a_page_that_does_not_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = CaptureWriter(tmp_path / "captures", compression="gzip")
    now = datetime(2024, 5, 1, 9, tzinfo=UTC)
    for name in ("good", "endless"):
        url = f"https://news.example/2024/05/01/{name}1.html"
        body = article_page(f"牧民搬进新居之后的第一个{name}冬天").encode()
        writer.write(Page(url=url, body=body, content_type="text/html; charset=utf-8", fetched_at=now))
    writer.close()
    (file,) = (tmp_path / "captures").rglob("*.warc.gz")

    def endless(task: ReadTask) -> ReadResult:
        while "endless" in task.page.url:
            time.process_time()
        return read_task(task)

    monkeypatch.setattr("archiver.importing.read_task", endless)
    monkeypatch.setattr("archiver.importing.time_limit", lambda: time_limit(0.5))
    with Archive.open(f"sqlite:///{tmp_path}/a.db") as archive:
        report = import_warcs(archive, [file], captures=tmp_path / "captures", sites={})
    assert report.counts["new"] == 1
    assert report.counts["failed"] == 1
