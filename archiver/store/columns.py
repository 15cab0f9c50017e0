"""Column types that behave the same on SQLite and PostgreSQL."""

from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, MetaData, Text
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator, TypeEngine

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}

Id = BigInteger().with_variant(Integer(), "sqlite")
"""A number that grows in the order of saving. SQLite wants INTEGER for a table's own row numbers."""


@lru_cache(1024)
def _utc_text(moment: datetime) -> str:
    """The moment in UTC without its zone; kept, because the rows of a batch repeat few moments."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(" ")


class Base(DeclarativeBase):
    """Root of the tables; gives every constraint a name, so that both databases can drop it again."""

    metadata = MetaData(naming_convention=NAMES)


class UtcTime(TypeDecorator[datetime]):
    """A moment: `timestamp with time zone` on PostgreSQL, `YYYY-MM-DD HH:MM:SS` in UTC on SQLite.

    Only moments with a zone go in, and moments in UTC come out. SQLite's text sorts in order of time, and people can
    read it.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Text on SQLite, which has no type for time."""
        return Text() if dialect.name == "sqlite" else DateTime(timezone=True)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """The moment as the database wants it; raises ValueError for one without zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment without zone cannot be stored: {value!r}")
        if dialect.name != "sqlite":
            return value
        return _utc_text(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """The moment in UTC."""
        if value is None:
            return None
        if dialect.name == "sqlite":
            return datetime.fromisoformat(value).replace(tzinfo=UTC)
        return value.astimezone(UTC)  # type: ignore[no-any-return]  # psycopg gives a datetime
