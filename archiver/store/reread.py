"""Re-reading: stored captures read again with today's parsers, the old readings kept."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from archiver.model.article import Article, CaptureRef
from archiver.store import families, search_hook
from archiver.store.batch import ARTICLES, CAPTURES, VERSIONS, Batch
from archiver.store.codec import article_from_record, content_digest, dumps
from archiver.store.reading import Reading
from archiver.store.records import article_fields, change_chars, clean_record, version_row

COMPARED = (
    "title",
    "published_at",
    "published_precision",
    "modified_at",
    "source",
    "source_url",
    "authors",
    "editor",
    "section",
    "keywords",
    "body",
    "captions",
    "images",
    "language",
    "copyright",
    "publisher",
    "repairs",
    "dropped",
)
"""What a new reading is held against the old in: all that the page says, and what was done to its text."""


def last_article(connection: Connection) -> int:
    """The largest number of an article; 0 when there is none."""
    return int(connection.execute(select(func.max(ARTICLES.c.id))).scalar() or 0)


def iter_current(
    connection: Connection,
    *,
    after: int = 0,
    site: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    limit: int = 100,
) -> Iterator[tuple[Article, CaptureRef]]:
    """Articles in their current reading with the capture it came from, by number, at most `limit` after one.

    An article whose capture is not known is left out.
    """
    query = (
        select(VERSIONS.c.record, VERSIONS.c.body, CAPTURES.c.file, CAPTURES.c.file_offset, CAPTURES.c.digest)
        .join(ARTICLES, (ARTICLES.c.id == VERSIONS.c.article_id) & (VERSIONS.c.number == ARTICLES.c.version))
        .join(CAPTURES, CAPTURES.c.id == VERSIONS.c.capture_id)
        .where(ARTICLES.c.id > after)
        .order_by(ARTICLES.c.id)
        .limit(limit)
    )
    if site is not None:
        query = query.where(ARTICLES.c.site == site)
    if since is not None:
        query = query.where(ARTICLES.c.sorted_at >= since)
    if until is not None:
        query = query.where(ARTICLES.c.sorted_at < until)
    for record, body, file, offset, digest in connection.execute(query):
        yield article_from_record(record, body), CaptureRef(file=file, offset=offset, digest=digest)


def fields_changed(before: Article, after: Article) -> tuple[str, ...]:
    """The fields in which two readings of one page differ; scores, evidence and parser version do not count."""
    old, new = before.to_dict(), after.to_dict()
    return tuple(name for name in COMPARED if old[name] != new[name])


def save_readings(connection: Connection, readings: Mapping[int, Article], *, now: datetime) -> dict[int, int]:
    """Save new readings of stored captures, by article; for those that differ, the number of the new version.

    Such a version is of kind `parser`. A reading that differs in nothing changes nothing, so that a re-reading that
    was stopped can be begun again.
    """
    batch = Batch(connection, run={"id": None, "site": None}, now=now)
    batch.load_articles_by_id(readings)
    made: dict[int, int] = {}
    kept: list[Reading] = []
    for number, article in readings.items():
        reading = _save(batch, number, article)
        if reading is not None:
            kept.append(reading)
            made[number] = reading.row["version"]
    families.tie(batch, kept)
    batch.flush()
    families.keep_bands(batch)
    search_hook.index(connection, kept)
    return made


def _save(batch: Batch, number: int, article: Article) -> Reading | None:
    known = batch.articles[number]
    query = select(VERSIONS).where(VERSIONS.c.article_id == number, VERSIONS.c.number == known["version"])
    before = batch.connection.execute(query).mappings().one()
    old = article_from_record(before["record"], before["body"]).to_dict()
    record = clean_record(article, batch.now)
    record.update({name: old[name] for name in ("id", "site", "canonical_url", "captured_at", "capture", "url")})
    changed = [name for name in COMPARED if old[name] != record[name]]
    if not changed:
        return None
    version = record["version"] = known["versions"] + 1
    digest = content_digest(record)
    known.update(article_fields(record), version=version, versions=version, content_digest=digest)
    known["sorted_at"] = known["published_at"] or known["first_captured_at"]
    batch.touch(ARTICLES, known)
    given: dict[str, Any] = {
        "id": batch.number("versions"),
        "article_id": number,
        "number": version,
        "kind": "parser",
        "changed": dumps(changed),
        "change_chars": change_chars(old, record),
        "capture_id": before["capture_id"],
        "captured_at": before["captured_at"],
        "read_at": batch.now,
        "content_digest": digest,
    }
    batch.add(VERSIONS, version_row(record, **given))
    return Reading(known, record)
