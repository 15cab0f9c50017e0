"""Looking for damage, and mending what can be mended without guessing."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, exists, func, insert, select, update

from archiver.model.article import CaptureRef
from archiver.model.stats import Damage
from archiver.store import families
from archiver.store.batch import ADDRESSES, ARTICLES, CAPTURES, FRONTIER, VERSIONS, take_writer
from archiver.store.codec import article_from_record, content_digest, url_hash
from archiver.store.engine import is_sqlite
from archiver.store.families import BANDS
from archiver.store.locks import LOCKS, Holder, is_alive
from archiver.store.records import article_fields
from archiver.store.runs import RUNS, close
from archiver.store.search_index import check_index, rebuild_index

TestCapture = Callable[[CaptureRef], str | None]
"""Looks at a capture; says what is wrong with it, None when it reads well."""
Finding = tuple[Damage, Callable[[], None] | None]
"""A damage, and what mends it."""

PAGE = 500


def find_damage(connection: Connection, *, now: datetime) -> Iterator[Finding]:
    """All that is wrong in the database itself, captures apart, each with its mending."""
    yield from _database(connection)
    yield from _orphans(connection)
    yield from _currents(connection)
    yield from _addresses(connection)
    yield from _families(connection)
    yield from _runs(connection, now)
    yield from _search(connection)


def check_database(connection: Connection, *, repair: bool, now: datetime) -> tuple[Damage, ...]:
    """The damage found; mended in the same transaction when asked."""
    if repair:
        take_writer(connection)
    found = []
    for damage, mend in find_damage(connection, now=now):
        if repair and mend is not None:
            mend()
            found.append(replace(damage, mended=True))
        else:
            found.append(damage)
    return tuple(found)


def captures_after(connection: Connection, last: int) -> list[tuple[int, CaptureRef, str | None, str]]:
    """The next captures of the index: number, place, damage known and address."""
    query = select(CAPTURES).where(CAPTURES.c.id > last).order_by(CAPTURES.c.id).limit(PAGE)
    return [
        (
            row["id"],
            CaptureRef(file=row["file"], offset=row["file_offset"], digest=row["digest"]),
            row["damage"],
            row["url"],
        )
        for row in connection.execute(query).mappings()
    ]


def last_captures(connection: Connection) -> dict[str, int]:
    """For each capture file of the index, where its last capture that is well begins."""
    query = select(CAPTURES.c.file, func.max(CAPTURES.c.file_offset)).where(CAPTURES.c.damage.is_(None))
    return {row[0]: row[1] for row in connection.execute(query.group_by(CAPTURES.c.file))}


def mark_capture(connection: Connection, number: int, damage: str | None, *, now: datetime) -> None:
    """Note a capture's damage, and have its address fetched again: what is lost there cannot be mended here."""
    connection.execute(update(CAPTURES).where(CAPTURES.c.id == number).values(damage=damage))
    if damage is not None:
        key = select(CAPTURES.c.url_hash).where(CAPTURES.c.id == number).scalar_subquery()
        again = update(FRONTIER).where(FRONTIER.c.url_hash == key, FRONTIER.c.due_at.is_not(None))
        connection.execute(again.values(due_at=now, etag=None, last_modified=None, last_capture_id=None))


def _database(connection: Connection) -> Iterator[Finding]:
    """What SQLite says of its own pages and foreign keys; PostgreSQL keeps these itself."""
    if not is_sqlite(connection):
        return
    for (line,) in connection.exec_driver_sql("PRAGMA quick_check(20)"):
        if line != "ok":
            yield Damage(what=str(line), where="database"), None
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check").all():
        if row[0] not in ("versions", "search_docs"):  # looked at below, with their mending
            yield Damage(what=f"row {row[1]} of {row[0]} refers to a missing row of {row[2]}", where="database"), None


def _orphans(connection: Connection) -> Iterator[Finding]:
    """Versions whose article is missing: the article is made again from its newest version."""
    query = select(VERSIONS.c.article_id).distinct().where(~exists().where(ARTICLES.c.id == VERSIONS.c.article_id))
    for number in connection.execute(query).scalars().all():
        damage = Damage(what=f"the versions of article {number} have no article", where="versions")
        yield damage, lambda number=number: _restore(connection, number)  # type: ignore[misc]  # bound now, not later


def _restore(connection: Connection, number: int) -> None:
    rows = connection.execute(
        select(VERSIONS).where(VERSIONS.c.article_id == number).order_by(VERSIONS.c.number)
    ).mappings()
    versions = rows.all()
    last = versions[-1]
    record = article_from_record(last["record"], last["body"]).to_dict()
    first = min(version["captured_at"] for version in versions)
    values: dict[str, Any] = {
        "id": number,
        "url": record["url"],
        "canonical_url": record["canonical_url"] or record["url"],
        "site": record["site"],
        "state": "live",
        "version": last["number"],
        "versions": last["number"],
        "content_digest": content_digest(record),
        "family_id": None,
        "first_captured_at": first,
        "last_captured_at": last["captured_at"],
        **article_fields(record),
    }
    values["sorted_at"] = values["published_at"] or first
    connection.execute(insert(ARTICLES).values(**values))


def _currents(connection: Connection) -> Iterator[Finding]:
    """Articles whose current version is missing, or that count their versions wrongly."""
    newest = (
        select(VERSIONS.c.article_id, func.max(VERSIONS.c.number).label("number"))
        .group_by(VERSIONS.c.article_id)
        .subquery()
    )
    there = exists().where(VERSIONS.c.article_id == ARTICLES.c.id, VERSIONS.c.number == ARTICLES.c.version)
    query = (
        select(ARTICLES.c.id, ARTICLES.c.version, newest.c.number)
        .outerjoin(newest, newest.c.article_id == ARTICLES.c.id)
        .where(~there | (ARTICLES.c.versions != newest.c.number) | newest.c.number.is_(None))
    )
    for number, version, last in connection.execute(query).all():
        what = f"article {number} points at version {version}, and its newest is {last or 'missing'}"
        if last is None:
            yield Damage(what=what, where="articles"), None
            continue
        values = {"versions": last} if version <= last else {"versions": last, "version": last}
        mending = update(ARTICLES).where(ARTICLES.c.id == number).values(**values)
        yield Damage(what=what, where="articles"), _doing(connection, mending)


def _addresses(connection: Connection) -> Iterator[Finding]:
    """Articles that cannot be found by their own address."""
    query = select(ARTICLES.c.id, ARTICLES.c.url).where(
        ~exists().where(ADDRESSES.c.article_id == ARTICLES.c.id), exists().where(VERSIONS.c.article_id == ARTICLES.c.id)
    )
    for number, url in connection.execute(query).all():
        values = {"url_hash": url_hash(url), "url": url, "article_id": number, "role": "fetched"}
        damage = Damage(what=f"article {number} is not known under its address {url}", where="addresses")
        yield damage, _doing(connection, insert(ADDRESSES).values(**values))


def _families(connection: Connection) -> Iterator[Finding]:
    """Families of one, and bands of articles that are not there."""
    alone = (
        select(func.min(ARTICLES.c.id))
        .where(ARTICLES.c.family_id.is_not(None))
        .group_by(ARTICLES.c.family_id)
        .having(func.count() == 1)
    )
    for number in connection.execute(alone).scalars().all():
        mending = update(ARTICLES).where(ARTICLES.c.id == number).values(family_id=None)
        yield Damage(what=f"article {number} is a family alone", where="families"), _doing(connection, mending)
    stray = ~exists().where(ARTICLES.c.id == BANDS.c.article_id)
    count = connection.execute(select(func.count()).select_from(BANDS).where(stray)).scalar_one()
    if count:
        damage = Damage(what=f"{count} bands belong to no article", where="families")
        yield damage, _doing(connection, delete(BANDS).where(stray))
    lost = families.without_bands(connection)
    if lost:
        damage = Damage(what=f"{len(lost)} articles have lost their bands: {lost[:5]}", where="families")
        yield damage, lambda: families.rebuild(connection, lost)


def _runs(connection: Connection, now: datetime) -> Iterator[Finding]:
    """Runs that were killed and not yet followed by another."""
    locks = {row["run_id"]: row for row in connection.execute(select(LOCKS)).mappings()}
    for row in connection.execute(select(RUNS).where(RUNS.c.status == "running")).mappings().all():
        lock = locks.get(row["id"])
        if lock is not None:
            holder = Holder(lock["machine"], lock["pid"], lock["pid_started"])
            if is_alive(holder, last_heard=lock["beat_at"], now=now):
                continue
        damage = Damage(what=f"run {row['id']} of {row['site']} was killed and still counts as running", where="runs")
        yield damage, lambda row=row: close(connection, row["id"], "abandoned", ended_at=None)  # type: ignore[misc]  # bound now


def _search(connection: Connection) -> Iterator[Finding]:
    lines = check_index(connection)
    for line in lines[:-1]:
        yield Damage(what=line, where="search"), lambda: None  # mended together with the last
    for line in lines[-1:]:
        yield Damage(what=line, where="search"), lambda: _rebuild(connection)


def _rebuild(connection: Connection) -> None:
    rebuild_index(connection)


def _doing(connection: Connection, statement: Any) -> Callable[[], None]:
    def mend() -> None:
        connection.execute(statement)

    return mend
