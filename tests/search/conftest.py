"""A connection to an empty archive, on SQLite and on PostgreSQL."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine

from archiver.store.engine import make_engine, parse_url
from archiver.store.migrate import prepare


@pytest.fixture(scope="session")
def postgres(new_postgres: Callable[[], str]) -> Iterator[Engine]:
    url = parse_url(new_postgres())
    engine = make_engine(url, read_only=False)
    prepare(engine, url)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    path: Path = tmp_path_factory.mktemp("sqlite") / "archive.db"
    url = parse_url(f"sqlite:///{path}")
    engine = make_engine(url, read_only=False)
    prepare(engine, url)
    yield engine
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgres"])
def engine(request: pytest.FixtureRequest) -> Engine:
    found: Engine = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    """A transaction that is rolled back at the end."""
    with engine.connect().execution_options(writes=True) as opened:
        opened.begin()
        yield opened
        opened.rollback()
