"""A fault of ours ends the visit it befalls, or the run, with its reason: no run waits for ever, none says "done"."""

from collections.abc import AsyncIterator

import pytest

from archiver.captures.writer import CaptureWriter
from archiver.crawl.desk import Desk
from archiver.crawl.hop import Hop
from archiver.crawl.intake import Intake
from archiver.crawl.readers import Readers
from archiver.crawl.reading import ReadResult, ReadTask
from archiver.model.article import CaptureRef
from archiver.model.page import Page
from archiver.model.visit import FrontierUrl
from tests.crawl.conftest import Crawl
from tests.crawl.memory import MemoryLedger
from tests.crawl.server import Site, article_page, page

PATHS = [f"/2024/03/t20240301_{n}.html" for n in range(6)]


@pytest.fixture
def news(site: Site) -> Site:
    site.routes["/"] = page("".join(f'<a href="{path}">Words of the article {path}</a>' for path in PATHS))
    site.routes.update(
        {path: page(article_page(f"牧民搬进新居的第{n}个冬天", number=n)) for n, path in enumerate(PATHS)}
    )
    return site


def test_a_fault_ends_one_visit(
    news: Site, crawl: Crawl, ledger: MemoryLedger, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Intake.take

    async def take(self: Intake, hop: Hop, page: Page, problem: str | None) -> Hop | None:
        if hop.url.endswith(PATHS[2]):
            raise RuntimeError("a bug")
        return await real(self, hop, page, problem)

    monkeypatch.setattr(Intake, "take", take)
    report = crawl("/")
    told = ledger.outcomes()
    assert told.pop(PATHS[2]) == "failed: fault"
    assert {told[path] for path in PATHS if path in told} == {"new"}
    assert report.exit_status == 1
    assert any("faults in the crawler itself" in problem for problem in report.problems)


def _write(*args: object, **more: object) -> CaptureRef:
    raise MemoryError


async def _read(self: Readers, task: ReadTask) -> ReadResult:
    raise OSError(12, "Cannot allocate memory")


async def _leases(self: Desk) -> AsyncIterator[FrontierUrl]:
    raise MemoryError
    yield  # an iterator by this line


@pytest.mark.parametrize(
    ("place", "name", "need"),
    [(CaptureWriter, "write", _write), (Readers, "read", _read), (Desk, "leases", _leases)],
    ids=["keeping", "reading", "leasing"],
)
def test_a_machine_in_need_ends_the_run(
    news: Site,
    crawl: Crawl,
    ledger: MemoryLedger,
    monkeypatch: pytest.MonkeyPatch,
    place: type,
    name: str,
    need: object,
) -> None:
    monkeypatch.setattr(place, name, need)
    report = crawl("/")
    assert report.exit_status == 3
    assert len(news.asked) <= 2
    assert "failed" not in {told.partition(":")[0] for told in ledger.outcomes().values()}
