"""Reading and writing many rows of a table by the driver itself: SQLAlchemy's handling costs more than the rows."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Dialect, Integer, Table

from archiver.store.codec import dumps
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
        texts: dict[int, Any] = {id(None): None}  # by object: the rows of a batch share moments, and keep them alive
        bound = []
        for row in values:
            cells = list(row)
            for place in self.moments:
                moment = cells[place]
                if id(moment) not in texts:
                    texts[id(moment)] = bind(moment, dialect)
                cells[place] = texts[id(moment)]
            bound.append(tuple(cells))
        return bound


@dataclass(frozen=True, slots=True)
class Lookup:
    """One statement for the rows that hold any of many values in a column, however many these are."""

    sql: str
    names: tuple[str, ...]
    moments: tuple[str, ...]
    """Those of the names that are times."""

    def rows(self, connection: Connection, values: Iterable[Any]) -> Iterator[dict[str, Any]]:
        """The rows, each as it is written by `insert_into`."""
        held, dialect = list(values), connection.dialect
        if not held:
            return
        given = dumps(held) if dialect.name == "sqlite" else held
        read = UtcTime().process_result_value
        for found in connection.exec_driver_sql(self.sql, (given,)):
            row = dict(zip(self.names, found, strict=True))
            for name in self.moments:
                row[name] = read(row[name], dialect)
            yield row


def rows_by(table: Table, column: str, dialect: Dialect, *, names: tuple[str, ...] = ()) -> Lookup:
    """Finds rows by a column's values; whole rows unless columns are named."""
    return _lookup(table, column, dialect.name, dialect.identifier_preparer.quote, names)


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


@cache
def _lookup(table: Table, column: str, database: str, quote: Callable[[str], str], names: tuple[str, ...]) -> Lookup:
    asked = names or tuple(each.name for each in table.columns)
    kind = "bigint" if isinstance(table.columns[column].type, Integer) else "text"
    found = ", ".join(f"t.{quote(name)}" for name in asked)
    if database == "sqlite":  # the cross join tells it to look up each value; IN would sort them first
        source = f"json_each(?) AS asked CROSS JOIN {quote(table.name)} AS t ON t.{quote(column)} = asked.value"
    else:
        source = f"{quote(table.name)} AS t WHERE t.{quote(column)} = ANY(%s::{kind}[])"
    sql = f"SELECT {found} FROM {source}"  # noqa: S608  # our own names
    return Lookup(sql, asked, tuple(asked[place] for place in _moments(table, asked)))


def _moments(table: Table, names: Sequence[str]) -> tuple[int, ...]:
    return tuple(place for place, name in enumerate(names) if isinstance(table.columns[name].type, UtcTime))


_MARKS = {"sqlite": "?", "postgresql": "%s"}
