"""A server over a small archive."""

import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from archiver.store.archive import Archive
from archiver.web.app import create_app
from tests.web.seeded import fill

with warnings.catch_warnings():
    # Starlette would have httpx2, which nothing else here needs; httpx does what these tests ask for.
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient


@pytest.fixture(scope="session")
def archive_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    with Archive.open(f"sqlite:///{folder}/archive.db") as archive:
        fill(archive, folder / "captures")
    return folder


@pytest.fixture(scope="session")
def client(archive_folder: Path) -> Iterator[TestClient]:
    app = create_app(
        f"sqlite:///{archive_folder}/archive.db", captures=archive_folder / "captures", requests_a_minute=0
    )
    with TestClient(app, follow_redirects=False) as opened:
        yield opened
