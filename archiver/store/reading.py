"""Saving one article: which article it is, whether it differs from the reading before, and what that says."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import select

from archiver.model.visit import Outcome, Saved, Visit
from archiver.store.addresses import AddressBook
from archiver.store.batch import ARTICLES, CAPTURES, EVENTS, VERSIONS, Batch, Row
from archiver.store.codec import content_digest, dumps
from archiver.store.identity import Addresses, Sameness, addresses_of, known_of, sameness, titles_agree
from archiver.store.records import (
    article_fields,
    change_chars,
    changed_fields,
    clean_record,
    version_kind,
    version_row,
)
from archiver.store.sketch import likeness, sketch
from archiver.text.fold import fold_text


@dataclass(frozen=True)
class Reading:
    """A reading that became an article's current one: what the search index and the families are told."""

    row: Row
    """The article's row, with its id and `sorted_at`."""
    record: Mapping[str, Any]
    """The whole record."""

    @cached_property
    def folded_body(self) -> str:
        """The body as it is compared and indexed; folded once for both. "" without a body."""
        return fold_text(self.record["body"] or "").text


@dataclass(frozen=True, slots=True)
class Fetched:
    """One visit's article on its way into the store."""

    visit: Visit
    frontier: Row
    capture_id: int | None
    record: Row
    digest: str
    page: Addresses
    captured_at: datetime

    @property
    def is_older(self) -> bool:
        """Whether it was fetched before what the frontier knows: an import of something older."""
        known: datetime | None = self.frontier["visited_at"]
        return known is not None and self.visit.visited_at < known


class ArticleSaver:
    """Saves the articles of one batch."""

    def __init__(self, batch: Batch) -> None:
        self.batch = batch
        self.book = AddressBook(batch)
        self.readings: list[Reading] = []
        self.read: list[Row] = []
        """Every record read, changed or not: what the coverage of fields is counted from."""

    def save(self, visit: Visit, row: Row, capture_id: int | None) -> tuple[Saved, str | None]:
        """Save a visit's article; its outcome, and the reason when it is dropped as a copy."""
        fetched = self._fetched(visit, row, capture_id)
        known, same = self._known(fetched)
        if known is not None and same is Sameness.COPY:
            return self._save_copy(fetched, known)
        self.read.append(fetched.record)
        if known is None:
            known = self._add_article(fetched)
            number: int | None = self._add_version(fetched, known, before=None)
            outcome = Outcome.NEW
        else:
            number = self._update_article(fetched, known, same)
            outcome = Outcome.CHANGED if number else Outcome.UNCHANGED
        row["article_id"] = known["id"]
        self._tie_capture(capture_id, known["id"])
        self._revive(known, visit, capture_id)
        return Saved(url=visit.url, outcome=outcome, article_id=known["id"], version=number or known["version"]), None

    def note_state(self, visit: Visit, row: Row, capture_id: int | None) -> None:
        """Note that an article is gone, or back, from a visit that brought no article."""
        known = self.batch.articles.get(row["article_id"]) if row["article_id"] else None
        if known is None:
            return
        self._tie_capture(capture_id, known["id"])
        if visit.outcome is Outcome.UNCHANGED:
            self._revive(known, visit, capture_id)
        elif visit.outcome is Outcome.GONE and known["state"] == "live" and _lives_at(known, row):
            known["state"] = "gone"
            self.batch.touch(ARTICLES, known)
            self._add_event(known, "gone", visit, capture_id, detail=str(visit.status) if visit.status else None)

    def born(self, article_id: int | None, row: Row) -> datetime:
        """When an article came into the world, as far as known; of an address without one, when it was found."""
        known = self.batch.articles.get(article_id) if article_id else None
        born: datetime = known["sorted_at"] if known else row["found_at"]
        return born

    def before(self, article_id: int) -> Row:
        """An article's current version, its authors and its time as a record has them."""
        number = self.batch.articles[article_id]["version"]
        row = self.batch.pending(VERSIONS, article_id=article_id, number=number)
        if row is None:
            query = select(VERSIONS).where(VERSIONS.c.article_id == article_id, VERSIONS.c.number == number)
            row = dict(self.batch.connection.execute(query).mappings().one())
        published = row["published_at"]
        return {
            **row,
            "authors": json.loads(row["authors"]),
            "published_at": published.isoformat() if published else None,
        }

    def _fetched(self, visit: Visit, row: Row, capture_id: int | None) -> Fetched:
        if (article := visit.article) is None:
            raise ValueError(f"no article to save: {visit.url}")
        record = clean_record(article, self.batch.now)
        captured_at = article.captured_at or visit.visited_at
        record["captured_at"] = captured_at.isoformat()
        record["site"] = record["site"] or self.batch.run["site"]
        ref = visit.capture or article.capture
        record["capture"] = {"file": ref.file, "offset": ref.offset, "digest": ref.digest} if ref else None
        page = addresses_of(visit.url, record["url"], record["canonical_url"])
        return Fetched(visit, row, capture_id, record, content_digest(record), page, captured_at)

    def _known(self, fetched: Fetched) -> tuple[Row | None, Sameness]:
        """The article that the page is, and how; (None, NEW) when it is a new one."""
        page = fetched.page
        for row in self.book.owners(page):
            known = known_of(row)
            same = sameness(page, known, alike=0.0, same_title=False)
            if same is not Sameness.SAME:
                agree = titles_agree(row["title"], fetched.record["title"])
                same = sameness(page, known, alike=self._alike(row, fetched), same_title=agree)
            if same is not Sameness.NEW:
                return row, same
        return None, Sameness.NEW

    def _alike(self, known: Row, fetched: Fetched) -> float:
        if known["content_digest"] == fetched.digest:
            return 1.0
        before = self.before(known["id"])
        return likeness(sketch(before["body"] or ""), sketch(fetched.record["body"] or ""))[0]

    def _save_copy(self, fetched: Fetched, known: Row) -> tuple[Saved, str]:
        fetched.frontier["article_id"] = known["id"]
        self.book.add_copy(fetched.page, known["id"])
        saved = Saved(url=fetched.visit.url, outcome=Outcome.DROPPED, article_id=known["id"], version=known["version"])
        return saved, f"duplicate: article {known['id']}"

    def _add_article(self, fetched: Fetched) -> Row:
        batch, page = self.batch, self.book.claim(fetched.page, article_id=None)
        number = batch.number("articles")
        row = {
            "id": number,
            "url": page.fetched,
            "canonical_url": page.canonical,
            "site": fetched.record["site"],
            "state": "live",
            "version": 0,
            "versions": 0,
            "content_digest": fetched.digest,
            "family_id": None,
            "first_captured_at": fetched.captured_at,
            "last_captured_at": fetched.captured_at,
            **article_fields(fetched.record),
        }
        row["sorted_at"] = row["published_at"] or fetched.captured_at
        batch.articles[number] = batch.add(ARTICLES, row)
        self.book.add(page, number)
        return row

    def _update_article(self, fetched: Fetched, known: Row, same: Sameness) -> int | None:
        """The number of the version that the reading made; None when nothing changed."""
        if not fetched.is_older:
            self._follow(fetched, known, same)
        if fetched.digest == known["content_digest"]:
            return None
        return self._add_version(fetched, known, before=self.before(known["id"]))

    def _follow(self, fetched: Fetched, known: Row, same: Sameness) -> None:
        """Keep the article's addresses up to date."""
        page = self.book.claim(fetched.page, article_id=known["id"])
        if (known["url"], known["canonical_url"]) == (page.fetched, page.canonical):
            return
        before = known["url"]
        known["url"], known["canonical_url"] = page.fetched, page.canonical
        self.batch.touch(ARTICLES, known)
        self.book.add(page, known["id"])
        if same is Sameness.MOVED:
            self._add_event(known, "moved", fetched.visit, fetched.capture_id, detail=before)

    def _add_version(self, fetched: Fetched, known: Row, *, before: Row | None) -> int:
        record, is_current = fetched.record, before is None or not fetched.is_older
        number: int = known["versions"] + 1
        known["versions"] = number
        record.update(id=known["id"], version=number)
        if is_current:
            record["canonical_url"] = known["canonical_url"]
        given: Row = {"kind": "first", "changed": "[]", "change_chars": 0}
        if before is not None:
            given = self._difference(fetched, known, before, number)
        self._insert_version(fetched, known, given)
        self.batch.touch(ARTICLES, known)
        if is_current:
            _make_current(known, fetched, number)
            self.readings.append(Reading(known, record))
        else:
            known["first_captured_at"] = min(known["first_captured_at"], fetched.captured_at)
        return number

    def _insert_version(self, fetched: Fetched, known: Row, given: Row) -> None:
        row = version_row(
            fetched.record,
            id=self.batch.number("versions"),
            article_id=known["id"],
            number=known["versions"],
            capture_id=fetched.capture_id,
            captured_at=fetched.captured_at,
            read_at=self.batch.now,
            content_digest=fetched.digest,
            **given,
        )
        self.batch.add(VERSIONS, row)

    def _difference(self, fetched: Fetched, known: Row, before: Row, number: int) -> Row:
        """What the reading changes against the one before; an edit is an event as well."""
        changed = changed_fields(before, fetched.record)
        kind = version_kind(before, fetched.record, same_bytes=self._same_bytes(before, fetched.visit))
        if kind != "parser":
            detail = f"version {number}: {', '.join(changed)}"
            self._add_event(known, "edited", fetched.visit, fetched.capture_id, detail=detail)
        return {"kind": kind, "changed": dumps(changed), "change_chars": change_chars(before, fetched.record)}

    def _same_bytes(self, before: Row, visit: Visit) -> bool:
        if before["capture_id"] is None or visit.capture is None:
            return False
        waiting = self.batch.pending(CAPTURES, id=before["capture_id"])
        if waiting is not None:
            return bool(waiting["digest"] == visit.capture.digest)
        query = select(CAPTURES.c.digest).where(CAPTURES.c.id == before["capture_id"])
        return bool(self.batch.connection.execute(query).scalar() == visit.capture.digest)

    def _revive(self, known: Row, visit: Visit, capture_id: int | None) -> None:
        if known["state"] == "gone":
            known["state"] = "live"
            self.batch.touch(ARTICLES, known)
            self._add_event(known, "back", visit, capture_id, detail=None)

    def _tie_capture(self, capture_id: int | None, article_id: int) -> None:
        waiting = self.batch.pending(CAPTURES, id=capture_id) if capture_id is not None else None
        if waiting is not None:
            waiting["article_id"] = article_id

    def _add_event(self, known: Row, kind: str, visit: Visit, capture_id: int | None, *, detail: str | None) -> None:
        self.batch.add(
            EVENTS,
            {
                "id": self.batch.number("events"),
                "article_id": known["id"],
                "kind": kind,
                "at": visit.visited_at,
                "url": visit.final_url or visit.url,
                "capture_id": capture_id,
                "run_id": self.batch.run["id"],
                "detail": detail,
            },
        )


def _make_current(known: Row, fetched: Fetched, number: int) -> None:
    known.update(
        article_fields(fetched.record) if known["version"] else {},  # a new row has them
        version=number,
        content_digest=fetched.digest,
        last_captured_at=fetched.captured_at,
    )
    known["sorted_at"] = known["published_at"] or known["first_captured_at"]


def _lives_at(known: Row, row: Row) -> bool:
    """Whether the frontier's address is the article's own, not that of a copy."""
    return row["url"] in (known["url"], known["canonical_url"]) or row["outcome"] != Outcome.DROPPED.value
