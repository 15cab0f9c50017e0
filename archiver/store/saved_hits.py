"""What saved searches find among new versions, and the alerts about it: each article told once for ever."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from archiver.model.alert import Delivery
from archiver.model.article import Article
from archiver.model.saved import Alert, SavedSearch
from archiver.model.search import Filters
from archiver.store.batch import take_writer
from archiver.store.codec import article_from_record
from archiver.store.saved import AlertRow, SavedHitRow, SavedSearchRow, read_search
from archiver.store.schema import ArticleRow, VersionRow
from archiver.store.search_door import read_filters
from archiver.store.search_plain import holds
from archiver.store.search_words import words_of
from archiver.text.query import Query, parse_query

LOOKED_AT = 500
"""Versions looked at in one transaction."""
TOLD_AT_ONCE = 50
"""Articles in one alert."""
LEASE = timedelta(minutes=10)
"""For sending one; longer than all tries of a delivery together."""
WAITS = (timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=3), timedelta(hours=12), timedelta(hours=24))
"""Before each further round of tries; after the last the alert is given up."""


@dataclass(frozen=True, slots=True)
class _Watched:
    """A saved search, ready to be asked."""

    search: SavedSearch
    query: Query
    filters: Filters
    first_mark: int
    mark: int


def collect(connection: Connection, *, now: datetime) -> int:
    """Look at the next versions for all saved searches that tell someone, in the caller's transaction.

    Gives back how many versions were looked at; none are left when that is below LOOKED_AT. An article is found when
    its current version matches, unless a version that was there when the search was added matched already.
    """
    take_writer(connection)
    watched = _watched(connection)
    if not watched:
        return 0
    rows = _new_versions(connection, min(each.mark for each in watched))
    if not rows:
        return 0
    for row in rows:
        if row.number != row.current:
            continue  # replaced within the batch, or an import of an older page
        article = _article(row)
        words = words_of(article)
        for each in watched:
            if each.mark < row.version_id and holds(each.query, each.filters, words, article, row.sorted_at):
                _find(connection, each, row)
    _make_alerts(connection, [each.search.name for each in watched], now=now)
    last = rows[-1].version_id
    connection.execute(
        update(SavedSearchRow)
        .where(SavedSearchRow.name.in_([each.search.name for each in watched]), SavedSearchRow.mark < last)
        .values(mark=last)
    )
    return len(rows)


def lease_alert(connection: Connection, *, now: datetime) -> Alert | None:
    """The next alert that is to be sent, leased to the caller for ten minutes; None when none is due."""
    take_writer(connection)
    row = connection.execute(
        select(AlertRow.__table__)
        .where(AlertRow.state == "waiting", AlertRow.next_try <= now)
        .order_by(AlertRow.next_try, AlertRow.id)
        .limit(1)
    ).first()
    if row is None:
        return None
    connection.execute(update(AlertRow).where(AlertRow.id == row.id).values(next_try=now + LEASE))
    search = connection.execute(select(SavedSearchRow.__table__).where(SavedSearchRow.name == row.search)).one()
    found = connection.execute(
        _versions().join(SavedHitRow, SavedHitRow.article_id == ArticleRow.id)
        .where(SavedHitRow.alert_id == row.id, VersionRow.number == ArticleRow.version).order_by(ArticleRow.id)
    )  # fmt: skip
    return Alert(id=row.id, search=read_search(search), tries=row.tries, articles=tuple(map(_article, found)))


def end_alert(connection: Connection, alert: Alert, ended: Delivery, *, now: datetime) -> None:
    """Note how sending went: sent, to be tried again later, or given up."""
    tries = alert.tries + 1
    values: dict[str, Any] = {"tries": tries, "detail": ended.detail[:500]}
    if ended.is_done:
        values |= {"state": "sent", "ended_at": now}
    elif ended.is_final or tries > len(WAITS):
        values |= {"state": "given_up", "ended_at": now}
    else:
        values |= {"next_try": now + WAITS[tries - 1]}
    connection.execute(update(AlertRow).where(AlertRow.id == alert.id).values(**values))


def _watched(connection: Connection) -> list[_Watched]:
    rows = connection.execute(select(SavedSearchRow.__table__).where(SavedSearchRow.target.is_not(None)))
    return [
        _Watched(
            search := read_search(row),
            parse_query(row.words),
            read_filters(**search.filters),  # type: ignore[arg-type]  # checked when it was added
            row.first_mark,
            row.mark,
        )
        for row in rows
    ]


def _versions() -> Any:
    return select(
        VersionRow.id.label("version_id"), VersionRow.number, VersionRow.record, VersionRow.body,
        ArticleRow.id, ArticleRow.version.label("current"), ArticleRow.sorted_at,
    ).join(ArticleRow, ArticleRow.id == VersionRow.article_id)  # fmt: skip


def _new_versions(connection: Connection, mark: int) -> Sequence[Any]:
    query = _versions().where(VersionRow.id > mark).order_by(VersionRow.id).limit(LOOKED_AT)
    rows: Sequence[Any] = connection.execute(query).all()
    return rows


def _article(row: Any) -> Article:
    return replace(article_from_record(row.record, row.body), id=row.id, version=row.number)


def _find(connection: Connection, each: _Watched, row: Any) -> None:
    """Note an article as found, unless it was before."""
    name = each.search.name
    known = select(SavedHitRow.article_id).where(SavedHitRow.search == name, SavedHitRow.article_id == row.id)
    if connection.execute(known).first() is None and not _matched_before(connection, each, row):
        connection.execute(insert(SavedHitRow).values(search=name, article_id=row.id))


def _matched_before(connection: Connection, each: _Watched, row: Any) -> bool:
    """Whether a version that was there when the search was added matched."""
    older = connection.execute(
        _versions().where(ArticleRow.id == row.id, VersionRow.id <= each.first_mark, VersionRow.number < row.number)
    )
    for old in older:
        article = _article(old)
        if holds(each.query, each.filters, words_of(article), article, old.sorted_at):
            return True
    return False


def _make_alerts(connection: Connection, names: Iterable[str], *, now: datetime) -> None:
    """An alert for every fifty articles found that have none."""
    last = connection.execute(select(func.max(AlertRow.id))).scalar() or 0
    for name in names:
        query = select(SavedHitRow.article_id).where(SavedHitRow.search == name, SavedHitRow.alert_id.is_(None))
        found = list(connection.execute(query.order_by(SavedHitRow.article_id)).scalars())
        for at in range(0, len(found), TOLD_AT_ONCE):
            last += 1
            connection.execute(
                insert(AlertRow).values(id=last, search=name, made_at=now, state="waiting", tries=0, next_try=now)
            )
            part = found[at : at + TOLD_AT_ONCE]
            mine = (SavedHitRow.search == name) & SavedHitRow.article_id.in_(part)
            connection.execute(update(SavedHitRow).where(mine).values(alert_id=last))
