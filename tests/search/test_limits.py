"""No statement runs for longer than it may."""

import time

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from archiver.store.engine import make_engine
from archiver.store.limits import limit_statements

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000000) SELECT count(*) FROM n"


def test_a_long_statement_is_given_up(engine: Engine) -> None:
    limited = make_engine(engine.url, read_only=True)
    limit_statements(limited, 0.2)
    started = time.monotonic()
    with limited.connect() as connection:
        with pytest.raises(DBAPIError):
            connection.execute(text(ENDLESS))
        connection.rollback()
        assert connection.execute(text("SELECT 1")).scalar() == 1
    assert time.monotonic() - started < 5
    limited.dispose()
