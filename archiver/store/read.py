"""Reading articles, their versions and what happened to them."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, or_, select

from archiver.model.article import Article, CaptureRef
from archiver.model.errors import NotFound
from archiver.model.version import Captured, Event, Happening, Version
from archiver.store.batch import ADDRESSES, ARTICLES, CAPTURES, EVENTS, FRONTIER, VERSIONS, VISITS
from archiver.store.codec import article_from_record, names, url_hash
from archiver.text.diff import Change, diff
from archiver.text.urls import normalise_url

_CAPTURE = (CAPTURES.c.file, CAPTURES.c.file_offset, CAPTURES.c.digest)


def article(connection: Connection, article_id: int, version: int | None = None) -> Article:
    """An article in a version, or in its current one; raises NotFound."""
    wanted = VERSIONS.c.number == (ARTICLES.c.version if version is None else version)
    query = (
        select(VERSIONS.c.record, VERSIONS.c.body)
        .join(ARTICLES, ARTICLES.c.id == VERSIONS.c.article_id)
        .where(VERSIONS.c.article_id == article_id, wanted)
    )
    row = connection.execute(query).first()
    if row is None:
        there = connection.execute(select(ARTICLES.c.versions).where(ARTICLES.c.id == article_id)).scalar()
        raise NotFound(
            f"no article {article_id}" if there is None else f"article {article_id} has {there} versions, no {version}"
        )
    return article_from_record(row[0], row[1])


def article_id_of(connection: Connection, url: str) -> int | None:
    """The number of the article that lives, or lived, at an address; None when there is none."""
    keys = [url_hash(url)]
    normal = normalise_url(url)
    if normal is not None and normal != url:
        keys.append(url_hash(normal))
    for key in keys:
        found: int | None = connection.execute(
            select(ADDRESSES.c.article_id).where(ADDRESSES.c.url_hash == key)
        ).scalar()
        if found is not None:
            return found
    return None


def article_by_url(connection: Connection, url: str) -> Article:
    """The article that lives, or lived, at an address; raises NotFound."""
    number = article_id_of(connection, url)
    if number is None:
        raise NotFound(f"no article at {url}")
    return article(connection, number)


def versions(connection: Connection, article_id: int) -> tuple[Version, ...]:
    """The versions of an article, oldest first; raises NotFound."""
    query = (
        select(VERSIONS, *_CAPTURE)
        .outerjoin(CAPTURES, CAPTURES.c.id == VERSIONS.c.capture_id)
        .where(VERSIONS.c.article_id == article_id)
        .order_by(VERSIONS.c.number)
    )
    found = tuple(_version(row) for row in connection.execute(query).mappings())
    if not found:
        raise NotFound(f"no article {article_id}")
    return found


def compare(connection: Connection, article_id: int, a: int, b: int) -> Mapping[str, tuple[Change, ...]]:
    """What differs between two versions: for each text field that does, its changes in order; raises NotFound."""
    first, second = article(connection, article_id, a), article(connection, article_id, b)
    fields = ((name, _words(first, name), _words(second, name)) for name in _COMPARED)
    return {name: diff(before, after) for name, before, after in fields if before != after}


_COMPARED = ("title", "published_at", "source", "authors", "editor", "section", "body", "copyright")


def _words(article: Article, name: str) -> str:
    value = getattr(article, name)
    if isinstance(value, tuple):
        return "\n".join(value)
    return value.isoformat() if hasattr(value, "isoformat") else value or ""


def events(connection: Connection, article_id: int) -> tuple[Event, ...]:
    """What happened to an article (gone, back, moved, edited), oldest first; empty when nothing did."""
    query = (
        select(EVENTS, *_CAPTURE)
        .outerjoin(CAPTURES, CAPTURES.c.id == EVENTS.c.capture_id)
        .where(EVENTS.c.article_id == article_id)
        .order_by(EVENTS.c.at, EVENTS.c.id)
    )
    return tuple(
        Event(
            article_id=row["article_id"],
            kind=row["kind"],
            at=row["at"],
            url=row["url"],
            detail=row["detail"],
            capture=_ref(row),
            run_id=row["run_id"],
        )
        for row in connection.execute(query).mappings()
    )


def history(connection: Connection, url: str) -> tuple[Happening, ...]:
    """All that is known of an address, in order of time: visits with their captures, versions, events.

    Of an article all its addresses count. Raises NotFound for an address never seen.
    """
    number = article_id_of(connection, url)
    hashes = {url_hash(url), url_hash(normalise_url(url) or url)}
    if number is not None:
        rows = connection.execute(select(ADDRESSES.c.url_hash).where(ADDRESSES.c.article_id == number))
        hashes.update(row[0] for row in rows)
    lines = list(_visits(connection, hashes))
    if number is not None:
        lines += _version_lines(connection, number)
        lines += _event_lines(connection, number)
    if not lines and not connection.execute(select(FRONTIER.c.id).where(FRONTIER.c.url_hash.in_(hashes))).first():
        raise NotFound(f"never seen: {url}")
    order = {"visit": 0, "capture": 1, "moved": 2, "gone": 2, "back": 2, "edited": 3, "version": 4}
    return tuple(sorted(lines, key=lambda line: (line.at, order[line.what])))


def _visits(connection: Connection, hashes: set[str]) -> Iterator[Happening]:
    query = (
        select(VISITS, FRONTIER.c.url, CAPTURES.c.opt_outs, CAPTURES.c.rendered_by, *_CAPTURE)
        .join(FRONTIER, FRONTIER.c.id == VISITS.c.url_id)
        .outerjoin(CAPTURES, CAPTURES.c.id == VISITS.c.capture_id)
        .where(FRONTIER.c.url_hash.in_(hashes))
        .order_by(VISITS.c.visited_at)
    )
    for row in connection.execute(query).mappings():
        words = row["outcome"] + (f": {row['reason']}" if row["reason"] else "")
        yield Happening(
            at=row["visited_at"],
            what="visit",
            url=row["url"],
            detail=words + (f" ({row['status']})" if row["status"] else "") + _remarks(row),
            article_id=row["article_id"],
            version=row["version"],
            capture=_ref(row),
            run_id=row["run_id"],
        )


def _remarks(row: Mapping[Any, Any]) -> str:
    """What is to be said of a visit's capture."""
    opted = f"; opts out: {row['opt_outs']}" if row["opt_outs"] else ""
    return opted + (f"; rendered by {row['rendered_by']}" if row["rendered_by"] else "")


def _version_lines(connection: Connection, number: int) -> list[Happening]:
    url = connection.execute(select(ARTICLES.c.url).where(ARTICLES.c.id == number)).scalar_one()
    return [
        Happening(
            at=each.captured_at if each.kind != "parser" else each.read_at,
            what="version",
            url=url,
            detail=f"version {each.number}, {each.kind}" + (f": {', '.join(each.changed)}" if each.changed else ""),
            article_id=number,
            version=each.number,
            capture=each.capture,
        )
        for each in versions(connection, number)
    ]


def _event_lines(connection: Connection, number: int) -> list[Happening]:
    return [
        Happening(
            at=event.at,
            what=event.kind,
            url=event.url,
            detail=event.detail,
            article_id=number,
            capture=event.capture,
            run_id=event.run_id,
        )
        for event in events(connection, number)
    ]


def captures_of(connection: Connection, url: str) -> tuple[Captured, ...]:
    """The captures of an address, oldest first; of an article, those of all its addresses. Empty when none."""
    normal = normalise_url(url) or url
    number = article_id_of(connection, url)
    mine: ColumnElement[bool] = CAPTURES.c.url_hash.in_({url_hash(url), url_hash(normal)})
    if number is not None:
        mine = or_(mine, CAPTURES.c.article_id == number)
    query = select(CAPTURES).where(mine).order_by(CAPTURES.c.captured_at, CAPTURES.c.id)
    return tuple(captured(row) for row in connection.execute(query).mappings())


def iter_captures(connection: Connection, *, batch: int = 1000) -> Iterator[Captured]:
    """All captures in order of saving, in constant memory."""
    query = select(CAPTURES).order_by(CAPTURES.c.id).limit(batch)
    last = 0
    while rows := connection.execute(query.where(CAPTURES.c.id > last)).mappings().all():
        yield from map(captured, rows)
        last = rows[-1]["id"]


def captured(row: Mapping[Any, Any]) -> Captured:
    """A row of the captures' index as a noun."""
    return Captured(
        url=row["url"],
        captured_at=row["captured_at"],
        ref=CaptureRef(file=row["file"], offset=row["file_offset"], digest=row["digest"]),
        status=row["status"],
        content_type=row["content_type"],
        length=row["length"],
        article_id=row["article_id"],
        damage=row["damage"],
        opt_outs=tuple((row["opt_outs"] or "").split()),
        rendered_by=row["rendered_by"],
    )


def _version(row: Mapping[Any, Any]) -> Version:
    return Version(
        article_id=row["article_id"],
        number=row["number"],
        kind=row["kind"],
        changed=names(row["changed"]),
        change_chars=row["change_chars"],
        title=row["title"],
        captured_at=row["captured_at"],
        read_at=row["read_at"],
        parser_version=row["parser_version"],
        capture=_ref(row),
    )


def _ref(row: Mapping[Any, Any]) -> CaptureRef | None:
    if row["file"] is None:
        return None
    return CaptureRef(file=row["file"], offset=row["file_offset"], digest=row["digest"])
