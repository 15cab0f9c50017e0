"""Reading a page ends in time everywhere: in a crawl, in an import, in a re-reading."""

import asyncio
import re
import resource
import threading
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archiver.captures.writer import CaptureWriter
from archiver.crawl import saving
from archiver.crawl.ledger import Tally
from archiver.crawl.limits import OutOfTime, page_limits
from archiver.crawl.readers import Readers
from archiver.crawl.reading import ReadResult, ReadTask, read_task
from archiver.crawl.saving import VisitBatch
from archiver.importing import import_warcs
from archiver.model.errors import PartMissing
from archiver.model.page import Page
from archiver.model.site import Site
from archiver.model.visit import FoundUrl, Kind, Outcome, Saved, Visit
from archiver.store.archive import Archive
from tests.crawl.memory import MemoryLedger
from tests.crawl.server import article_page

NOW = datetime(2024, 5, 1, 9, tzinfo=UTC)


def test_code_that_does_not_end_is_ended() -> None:
    began = time.process_time()
    with pytest.raises(OutOfTime):
        _read_for_ever()
    assert time.process_time() - began < 2


def _read_for_ever() -> None:
    with page_limits(0.2):
        while True:
            time.process_time()


def test_a_pattern_that_does_not_end_is_ended() -> None:
    with pytest.raises(OutOfTime), page_limits(0.2):
        re.fullmatch(r"(a+)+b", "a" * 60)


def test_what_ends_in_time_is_left_alone() -> None:
    with page_limits(0.3):
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
    with page_limits(0.01):
        return True


@pytest.fixture
def warc(tmp_path: Path) -> Path:
    """A file with a good page and a bad one."""
    writer = CaptureWriter(tmp_path / "captures", compression="gzip")
    for name in ("bad", "good"):
        url = f"https://news.example/2024/05/01/{name}1.html"
        body = article_page(f"牧民搬进新居之后的第一个{name}冬天").encode()
        writer.write(Page(url=url, body=body, content_type="text/html; charset=utf-8", fetched_at=NOW))
    writer.close()
    (file,) = (tmp_path / "captures").rglob("*.warc.gz")
    return file


def never_end() -> None:
    while True:
        time.process_time()


def want_more_and_more() -> None:
    kept: list[bytes] = []
    while True:
        kept.append(bytes(1_000_000))


@pytest.mark.parametrize(
    ("misbehave", "reason"),
    [(never_end, "parse_timeout"), (want_more_and_more, "parse_memory")],
    ids=["time", "memory"],
)
def test_an_import_goes_on_after_a_page_that_does_not_end(
    tmp_path: Path, warc: Path, monkeypatch: pytest.MonkeyPatch, misbehave: Callable[[], None], reason: str
) -> None:
    def read(task: ReadTask) -> ReadResult:
        if "bad" in task.page.url:
            misbehave()
        return read_task(task)

    monkeypatch.setattr("archiver.importing.read_task", read)
    monkeypatch.setattr("archiver.importing.page_limits", lambda: page_limits(1.0, 60))
    limits = resource.getrlimit(resource.RLIMIT_AS)
    with Archive.open(f"sqlite:///{tmp_path}/a.db") as archive:
        report = import_warcs(archive, [warc], captures=tmp_path / "captures", sites={})
        failures = [failure.reason for failure in archive.errors()]
    assert (report.counts["new"], report.counts["failed"]) == (1, 1)
    assert [(reason or "").partition(":")[0] for reason in failures] == [reason]
    assert resource.getrlimit(resource.RLIMIT_AS) == limits


@pytest.mark.parametrize("need", [MemoryError(), OSError(24, "Too many open files")])
def test_a_machine_in_need_is_no_fault_of_a_visit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, need: Exception
) -> None:
    """Nothing is called failed: the batch waits and the run ends as one that could not store."""
    monkeypatch.setattr(saving, "PATIENCE", ())
    asked = []

    class Needy(MemoryLedger):
        def save_visits(self, visits: Sequence[Visit], run_id: int) -> tuple[Saved, ...]:
            asked.append(len(visits))
            raise need

    batch = VisitBatch(Needy(), CaptureWriter(tmp_path, compression="gzip"), 1, Tally())
    for name in "ab":
        visit = Visit(url=f"https://a.example/{name}", kind=Kind.ARTICLE, outcome=Outcome.NEW, visited_at=NOW)
        batch.add(visit, 0.0)
    with pytest.raises(PartMissing):
        batch.save()
    assert (asked, len(batch)) == ([2], 2)


@pytest.mark.parametrize("reason", ["store_error: x", "no_reader: x", "parse_memory: x", "parse_crash: x"])
def test_what_failed_for_need_of_the_machine_is_due_at_the_next_run(tmp_path: Path, reason: str) -> None:
    urls = {reason: "https://a.example/ours", "http_5xx: 500": "https://a.example/theirs"}
    with Archive.open(f"sqlite:///{tmp_path}/a.db", clock=lambda: NOW) as archive:
        site = Site(publisher="A", domains=("a.example",), timezone="UTC", seeds=("https://a.example/",))
        run = archive.start_run("a", site, now=NOW)
        archive.add_urls("a", [FoundUrl(url=url, kind=Kind.ARTICLE, found_on="x") for url in urls.values()])
        archive.save_visits(
            [
                Visit(url=url, kind=Kind.ARTICLE, outcome=Outcome.FAILED, reason=why, visited_at=NOW)
                for why, url in urls.items()
            ],
            run,
        )
        assert archive.lease_urls("a", 9, run_id=run, now=NOW) == ()
        archive.end_run(run, status="interrupted", now=NOW)
        run = archive.start_run("a", site, now=NOW)
        assert [each.url for each in archive.lease_urls("a", 9, run_id=run, now=NOW)] == [urls[reason]]


def test_a_page_for_which_the_run_has_no_room_is_read_by_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    def needy(task: ReadTask) -> ReadResult:
        return ReadResult(problem="parse_memory: more than 320 MB")

    monkeypatch.setattr("archiver.crawl.readers.bounded_read", needy)
    page = Page(url="https://a.example/2024/05/01/1.html", body=article_page("牧民搬进新居之后的第一个冬天").encode())
    site = Site(publisher="A", domains=("a.example",), timezone="UTC", seeds=("https://a.example/",))

    async def read() -> ReadResult:
        readers = Readers(0)
        result = await readers.read(ReadTask(page=page, kind=Kind.ARTICLE, site=site))
        await readers.close()
        return result

    assert asyncio.run(read()).article is not None
