"""Saved searches in the database: added, listed, removed."""

import json
import re
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Connection, ForeignKey, Index, String, Text, delete, func, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from archiver.model.alert import Target
from archiver.model.errors import NotFound, UsageError
from archiver.model.saved import SavedSearch, SavedState
from archiver.store.codec import dumps
from archiver.store.columns import Base, Id, UtcTime
from archiver.store.schema import VersionRow

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")


class SavedSearchRow(Base):
    """A search kept under a name."""

    __tablename__ = "saved_searches"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    words: Mapped[str] = mapped_column(Text)
    filters: Mapped[str] = mapped_column(Text)
    target: Mapped[str | None] = mapped_column(Text)
    added_at: Mapped[datetime] = mapped_column(UtcTime)
    first_mark: Mapped[int] = mapped_column(Id)
    """The last version there was when it was added: what matched by then is not told."""
    mark: Mapped[int] = mapped_column(Id)
    """The last version that was looked at."""


class AlertRow(Base):
    """A message about new articles of one search."""

    __tablename__ = "alerts"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'sent', 'given_up')", name="state"),
        Index("ix_alerts_state_next_try", "state", "next_try"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    search: Mapped[str] = mapped_column(String(64), ForeignKey("saved_searches.name"), index=True)
    made_at: Mapped[datetime] = mapped_column(UtcTime)
    state: Mapped[str] = mapped_column(String(8))
    tries: Mapped[int]
    next_try: Mapped[datetime] = mapped_column(UtcTime)
    """Not before this; moved on when one takes it to send it, so that no other does."""
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime)
    detail: Mapped[str | None] = mapped_column(Text)


class SavedHitRow(Base):
    """An article that a search has found: once for ever."""

    __tablename__ = "saved_hits"

    search: Mapped[str] = mapped_column(String(64), ForeignKey("saved_searches.name"), primary_key=True)
    article_id: Mapped[int] = mapped_column(Id, ForeignKey("articles.id"), primary_key=True)
    alert_id: Mapped[int | None] = mapped_column(Id, ForeignKey("alerts.id"), index=True)


def add_search(connection: Connection, search: SavedSearch, *, from_start: bool) -> None:
    """Keep a search; with `from_start` what matches already is told too. Raises UsageError for a name in use or odd."""
    if _NAME.fullmatch(search.name) is None:
        raise UsageError(f"a saved search's name is up to 64 of a-z, 0-9, - and _; found {search.name[:80]!r}")
    if connection.execute(select(SavedSearchRow.name).where(SavedSearchRow.name == search.name)).first():
        raise UsageError(f"there is a saved search of that name already: {search.name}")
    last = connection.execute(select(func.max(VersionRow.id))).scalar() or 0
    mark = 0 if from_start else last
    connection.execute(
        insert(SavedSearchRow).values(
            name=search.name, words=search.words, filters=dumps(dict(search.filters)), added_at=search.added_at,
            target=dumps(asdict(search.target)) if search.target else None, first_mark=mark, mark=mark,
        )
    )  # fmt: skip


def remove_search(connection: Connection, name: str) -> None:
    """Forget a search, what it found and its alerts. Raises NotFound."""
    connection.execute(delete(SavedHitRow).where(SavedHitRow.search == name))
    connection.execute(delete(AlertRow).where(AlertRow.search == name))
    if connection.execute(delete(SavedSearchRow).where(SavedSearchRow.name == name)).rowcount == 0:
        raise NotFound(f"no saved search of that name: {name}")


def saved_search(connection: Connection, name: str) -> SavedSearch:
    """The search of a name. Raises NotFound."""
    row = connection.execute(select(SavedSearchRow.__table__).where(SavedSearchRow.name == name)).first()
    if row is None:
        raise NotFound(f"no saved search of that name: {name}")
    return read_search(row)


def saved_searches(connection: Connection) -> tuple[SavedState, ...]:
    """All saved searches by name, with what they have brought."""
    found = dict(_counts(connection, select(SavedHitRow.search, func.count()).group_by(SavedHitRow.search)))
    states: dict[tuple[str, str], int] = {}
    for counted in connection.execute(
        select(AlertRow.search, AlertRow.state, func.count()).group_by(AlertRow.search, AlertRow.state)
    ):
        states[counted[0], counted[1]] = counted[2]
    last: dict[str, str] = {}
    for told in connection.execute(
        select(AlertRow.search, AlertRow.detail).where(AlertRow.detail.is_not(None)).order_by(AlertRow.id)
    ):
        last[told.search] = str(told.detail)
    rows = connection.execute(select(SavedSearchRow.__table__).order_by(SavedSearchRow.name))
    return tuple(
        SavedState(
            search=read_search(row),
            found=found.get(row.name, 0),
            waiting=states.get((row.name, "waiting"), 0),
            given_up=states.get((row.name, "given_up"), 0),
            last_detail=last.get(row.name),
        )
        for row in rows
    )


def read_search(row: Any) -> SavedSearch:
    """The search in a row."""
    target = json.loads(row.target) if row.target else None
    return SavedSearch(
        name=row.name,
        words=row.words,
        filters=json.loads(row.filters),
        target=Target(**{**target, "allow": tuple(target["allow"])}) if target else None,
        added_at=row.added_at,
    )


def _counts(connection: Connection, query: Any) -> list[tuple[str, int]]:
    return [(row[0], row[1]) for row in connection.execute(query)]
