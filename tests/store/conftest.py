"""An empty archive on SQLite and on PostgreSQL: every test that asks for `archive` runs on both."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from archiver.store.archive import Archive
from archiver.store.columns import Base
from tests.store.pages import NOW


@pytest.fixture(scope="session")
def postgres_archive(new_postgres: Callable[[], str]) -> str:
    """A database with our schema, which is emptied for every test."""
    url = new_postgres()
    Archive.open(url).close()
    return url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with our schema, which tests copy."""
    file = tmp_path_factory.mktemp("sqlite") / "template.db"
    Archive.open(f"sqlite:///{file}").close()
    return file


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty archive."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "archive.db")
        return f"sqlite:///{tmp_path}/archive.db"
    url: str = request.getfixturevalue("postgres_archive")
    _empty(url)
    return url


@pytest.fixture
def archive(database: str) -> Iterator[Archive]:
    """An empty archive whose clock stands still."""
    with Archive.open(database, clock=lambda: NOW) as opened:
        yield opened


def _empty(url: str) -> None:
    import psycopg

    names = ", ".join(table for table in Base.metadata.tables if table != "search_state") + ", search_words"
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(f"TRUNCATE {names}")
