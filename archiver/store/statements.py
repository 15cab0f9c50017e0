"""Writing many rows of a table by the driver itself: SQLAlchemy's handling of a row costs more than writing it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Dialect, Table

from archiver.store.columns import UtcTime


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement for many rows, and how a row's values are given to it."""

    sql: str
    pick: Callable[[Mapping[str, Any]], tuple[Any, ...]]
    """A row's values in the order of the statement's marks."""
    moments: tuple[int, ...]
    """Places of those that are times, which SQLite takes as text."""

    def execute(self, connection: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
        """Write the rows; there must be one at least."""
        values = list(map(self.pick, rows))
        connection.exec_driver_sql(self.sql, self._bound(values, connection.dialect))

    def _bound(self, values: list[tuple[Any, ...]], dialect: Dialect) -> list[tuple[Any, ...]]:
        if dialect.name != "sqlite" or not self.moments:
            return values
        bind = UtcTime().process_bind_param
        bound = []
        for row in values:
            cells = list(row)
            for place in self.moments:
                cells[place] = bind(cells[place], dialect)
            bound.append(tuple(cells))
        return bound


def insert_into(table: Table, dialect: Dialect) -> Statement:
    """Inserts whole rows."""
    return _insert(table, dialect.name, dialect.identifier_preparer.quote)


def update_by_id(table: Table, dialect: Dialect, *, fixed: frozenset[str]) -> Statement:
    """Writes rows anew by their `id`, columns that never change left out."""
    return _update(table, dialect.name, dialect.identifier_preparer.quote, fixed)


@cache
def _insert(table: Table, database: str, quote: Callable[[str], str]) -> Statement:
    names = [column.name for column in table.columns]
    marks = ", ".join([_MARKS[database]] * len(names))
    sql = f"INSERT INTO {quote(table.name)} ({', '.join(map(quote, names))}) VALUES ({marks})"  # noqa: S608  # our own names
    return Statement(sql, itemgetter(*names), _moments(table, names))


@cache
def _update(table: Table, database: str, quote: Callable[[str], str], fixed: frozenset[str]) -> Statement:
    names = [column.name for column in table.columns if column.name not in fixed]
    mark = _MARKS[database]
    given = ", ".join(f"{quote(name)} = {mark}" for name in names)
    sql = f"UPDATE {quote(table.name)} SET {given} WHERE id = {mark}"  # noqa: S608  # our own names
    return Statement(sql, itemgetter(*names, "id"), _moments(table, names))


def _moments(table: Table, names: Sequence[str]) -> tuple[int, ...]:
    return tuple(place for place, name in enumerate(names) if isinstance(table.columns[name].type, UtcTime))


_MARKS = {"sqlite": "?", "postgresql": "%s"}
