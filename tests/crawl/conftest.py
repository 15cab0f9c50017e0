"""Fixtures of the crawl's tests: sites on loopback and a runner with a frontier in memory."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from archiver.crawl.options import CrawlOptions, RunReport, Target
from archiver.crawl.run import run_crawl
from archiver.model.site import Site as SiteFacts
from tests.crawl.memory import MemoryLedger
from tests.crawl.server import Site, serve


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as served:
        yield served


@pytest.fixture
def other() -> Iterator[Site]:
    with serve() as served:
        yield served


@pytest.fixture
def ledger() -> MemoryLedger:
    return MemoryLedger()


Crawl = Callable[..., RunReport]


@pytest.fixture
def crawl(tmp_path: Path, site: Site, ledger: MemoryLedger) -> Crawl:
    """Crawl the site: `crawl("/", ...)` by the general spider, `crawl(facts=Site(...))` as a site of known facts."""

    def run(*paths: str, facts: SiteFacts | None = None, **changes: object) -> RunReport:
        options: dict[str, object] = {
            "db": "",
            "captures": tmp_path / "captures",
            "allow": (site.origin,),
            "delay": 0.0,
            "concurrency": 4,
            "workers": 0,
            "timeout": 5.0,
            "install_signals": False,
            **changes,
        }
        if facts is not None:
            targets: list[str | Target] = [Target(name="trial", site=facts)]
        else:
            options.setdefault("starts", tuple(site.url(path) for path in paths))
            targets = []
        (report,) = run_crawl(targets, CrawlOptions(**options), ledger=ledger)  # type: ignore[arg-type]
        return report

    return run
