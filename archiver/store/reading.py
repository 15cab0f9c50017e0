"""Saving one article: which article it is, whether it differs from the reading before, and what that says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from archiver.model.article import Article
from archiver.model.visit import Outcome, Saved, Visit
from archiver.store.batch import ADDRESSES, ARTICLES, CAPTURES, EVENTS, VERSIONS, Batch, Row
from archiver.store.clean import bounded, clean_text, clean_value, fold_space, is_clean, offset_minutes
from archiver.store.codec import CONTENT, article_from_dict, content_digest, dumps, url_hash
from archiver.store.identity import Addresses, Known, Sameness, addresses_of, sameness
from archiver.store.sketch import likeness, sketch
from archiver.text.diff import change_size


@dataclass(frozen=True, slots=True)
class Reading:
    """A reading that became an article's current one: what the search index and the families are told."""

    row: Row
    """The article's row, with its id and `sorted_at`."""
    record: Mapping[str, Any]
    """The whole record."""
    is_new: bool
    """Whether the article was not there before."""

    @property
    def article(self) -> Article:
        """The record as an article."""
        return article_from_dict(self.record)


def clean_record(article: Article, now: datetime) -> Row:
    """The article as a record that both databases take: no NUL, no lone surrogates, no impossible dates."""
    record: Row = article.to_dict()
    if not is_clean(dumps(record).replace("\\u0000", "\x00")):
        record = {key: clean_value(value) for key, value in record.items()}
    for name in ("published_at", "modified_at"):
        if bounded(getattr(article, name), now) is None and record[name] is not None:
            record[name] = None
            record["evidence"].pop(name, None)
            if name == "published_at":
                record["published_precision"] = None
    return record


def version_row(record: Row, **given: Any) -> Row:
    """A row of `versions`; the body stands in its own column and not in the record."""
    body = record.pop("body")
    row = {
        "title": record["title"],
        "published_at": moment(record["published_at"]),
        "source": record["source"],
        "authors": dumps(record["authors"]),
        "parser_version": record["parser_version"],
        "body": body,
        "record": dumps(record),
        **given,
    }
    record["body"] = body
    return row


def article_fields(record: Mapping[str, Any]) -> Row:
    """The columns of `articles` that come from a record."""
    published = moment(record["published_at"])
    return {
        "publisher": record["publisher"],
        "title": record["title"],
        "published_at": published,
        "published_offset": offset_minutes(published),
        "published_precision": record["published_precision"],
        "modified_at": moment(record["modified_at"]),
        "source": record["source"],
        "authors": dumps(record["authors"]),
        "editor": record["editor"],
        "section": dumps(record["section"]),
        "language": record["language"],
        "body_chars": len(record["body"] or ""),
        "captions": len(record["captions"]),
        "spam_score": record["spam_score"],
        "parser_version": record["parser_version"],
    }


def moment(text: str | None) -> datetime | None:
    """A record's time."""
    return datetime.fromisoformat(text) if text else None


def changed_fields(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[str, ...]:
    """Which of the fields that make a version differ, white space folded and zones aside."""
    changed = []
    for name in CONTENT:
        old, new = before[name], after[name]
        if name == "published_at":
            same = moment(old) == moment(new)
        elif name == "authors":
            same = [fold_space(each) for each in old] == [fold_space(each) for each in new]
        else:
            same = fold_space(old) == fold_space(new)
        if not same:
            changed.append(name)
    return tuple(changed)


def change_chars(before: Mapping[str, Any], after: Mapping[str, Any]) -> int:
    """Characters of title and body taken out and put in."""
    return sum(change_size(before[name] or "", after[name] or "") for name in ("title", "body"))


def version_kind(before: Mapping[str, Any], after: Mapping[str, Any], *, same_bytes: bool) -> str:
    """Who made the difference: the same bytes read anew differ by the parser, else by the editor if it is the same."""
    if same_bytes:
        return "parser"
    return "editor" if before["parser_version"] == after["parser_version"] else "unclear"


class ArticleSaver:
    """Saves the articles of one batch."""

    def __init__(self, batch: Batch) -> None:
        self.batch = batch
        self.readings: list[Reading] = []
        self.read: list[Row] = []
        """Every record read, changed or not: what the coverage of fields is counted from."""

    def save(self, visit: Visit, row: Row, capture_id: int | None) -> tuple[Saved, str | None]:
        """Save a visit's article; its outcome, and the reason when it is dropped as a copy."""
        article = visit.article
        if article is None:
            raise ValueError(f"no article to save: {visit.url}")
        record = clean_record(article, self.batch.now)
        record["captured_at"] = (article.captured_at or visit.visited_at).isoformat()
        record["site"] = record["site"] or self.batch.run["site"]
        record["capture"] = _reference(visit)
        page = addresses_of(visit.url, record["url"], record["canonical_url"])
        known, same = self._known(page, record)
        if known is not None and same is Sameness.COPY:
            return self._save_copy(visit, row, page, known)
        self.read.append(record)
        digest = content_digest(record)
        if known is None:
            known = self._add_article(record, page, visit, digest)
            number = self._add_version(known, record, digest, visit, capture_id, before=None)
            outcome = Outcome.NEW
        else:
            number = self._update_article(known, record, digest, page, same, visit, row, capture_id)
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
        return known["sorted_at"] if known else row["found_at"]

    def _known(self, page: Addresses, record: Row) -> tuple[Row | None, Sameness]:
        """The article that the page is, and how; (None, NEW) when it is a new one."""
        tried: set[int] = set()
        for key in (page.fetched_hash, page.canonical_hash, page.asked_hash):
            number = self.batch.addresses.get(key)
            if number is None or number in tried:
                continue
            tried.add(number)
            row = self.batch.articles[number]
            known = Known(
                id=number,
                url_hash=url_hash(row["url"]),
                canonical_hash=url_hash(row["canonical_url"]),
                canonical_url=row["canonical_url"],
            )
            same = sameness(page, known, alike=1.0)
            if same is not Sameness.SAME:
                same = sameness(page, known, alike=self._alike(number, record))
            if same is not Sameness.NEW:
                return row, same
        return None, Sameness.NEW

    def _alike(self, article_id: int, record: Row) -> float:
        before = self.before(article_id)
        if content_digest(before) == content_digest(record):
            return 1.0
        return likeness(sketch(before["body"] or ""), sketch(record["body"] or ""))[0]

    def before(self, article_id: int) -> Row:
        """The fields of an article's current version that decide whether a reading differs."""
        number = self.batch.articles[article_id]["version"]
        row = self.batch.pending(VERSIONS, article_id=article_id, number=number)
        if row is None:
            query = select(VERSIONS).where(VERSIONS.c.article_id == article_id, VERSIONS.c.number == number)
            row = dict(self.batch.connection.execute(query).mappings().one())
        import json

        published = row["published_at"]
        return {
            **row,
            "authors": json.loads(row["authors"]),
            "published_at": published.isoformat() if published else None,
        }

    def _save_copy(self, visit: Visit, row: Row, page: Addresses, known: Row) -> tuple[Saved, str]:
        row["article_id"] = known["id"]
        self._add_address(page.fetched, page.fetched_hash, known["id"], "asked")
        saved = Saved(url=visit.url, outcome=Outcome.DROPPED, article_id=known["id"], version=known["version"])
        return saved, f"duplicate: article {known['id']}"

    def _add_article(self, record: Row, page: Addresses, visit: Visit, digest: str) -> Row:
        batch = self.batch
        if page.canonical_hash in batch.addresses and page.canonical_hash != page.fetched_hash:
            page = addresses_of(page.asked, page.fetched, page.fetched)  # that address is another article's
        captured = moment(record["captured_at"]) or visit.visited_at
        number = batch.number("articles")
        row = {
            "id": number,
            "url": page.fetched,
            "canonical_url": page.canonical,
            "site": record["site"],
            "state": "live",
            "version": 0,
            "versions": 0,
            "content_digest": digest,
            "family_id": None,
            "first_captured_at": captured,
            "last_captured_at": captured,
            **article_fields(record),
        }
        row["sorted_at"] = row["published_at"] or captured
        batch.articles[number] = batch.add(ARTICLES, row)
        self._add_addresses(page, number)
        return row

    def _update_article(  # noqa: PLR0913, PLR0917  # one reading against what is known; a noun would be these again
        self,
        known: Row,
        record: Row,
        digest: str,
        page: Addresses,
        same: Sameness,
        visit: Visit,
        row: Row,
        capture_id: int | None,
    ) -> int | None:
        """The number of the version that the reading made; None when nothing changed."""
        is_older = row["visited_at"] is not None and visit.visited_at < row["visited_at"]
        if not is_older:
            self._follow(known, page, same, visit, capture_id)
        if digest == known["content_digest"]:
            return None
        return self._add_version(
            known, record, digest, visit, capture_id, before=self.before(known["id"]), is_current=not is_older
        )

    def _follow(self, known: Row, page: Addresses, same: Sameness, visit: Visit, capture_id: int | None) -> None:
        """Keep the article's addresses up to date."""
        free = self.batch.addresses.get(page.canonical_hash) in (None, known["id"])
        canonical = page.canonical if free else page.fetched
        if (known["url"], known["canonical_url"]) == (page.fetched, canonical):
            return
        before = known["url"]
        known["url"], known["canonical_url"] = page.fetched, canonical
        self.batch.touch(ARTICLES, known)
        self._add_addresses(page, known["id"])
        if same is Sameness.MOVED:
            self._add_event(known, "moved", visit, capture_id, detail=before)

    def _add_version(
        self,
        known: Row,
        record: Row,
        digest: str,
        visit: Visit,
        capture_id: int | None,
        *,
        before: Row | None,
        is_current: bool = True,
    ) -> int:
        batch = self.batch
        number = known["versions"] + 1
        known["versions"] = number
        record.update(id=known["id"], version=number)
        record["canonical_url"] = known["canonical_url"] if is_current else record["canonical_url"]
        kind, changed, size = "first", (), 0
        if before is not None:
            changed, size = changed_fields(before, record), change_chars(before, record)
            kind = version_kind(before, record, same_bytes=self._same_bytes(before, visit))
        batch.add(
            VERSIONS,
            version_row(
                record,
                id=batch.number("versions"),
                article_id=known["id"],
                number=number,
                kind=kind,
                changed=dumps(changed),
                change_chars=size,
                capture_id=capture_id,
                captured_at=moment(record["captured_at"]),
                read_at=batch.now,
                content_digest=digest,
            ),
        )
        if is_current:
            self._make_current(known, record, digest, number)
            self.readings.append(Reading(known, record, before is None))
        else:
            known["first_captured_at"] = min(known["first_captured_at"], moment(record["captured_at"]))
        batch.touch(ARTICLES, known)
        if kind in ("editor", "unclear"):
            detail = f"version {number}: {', '.join(changed)}"
            self._add_event(known, "edited", visit, capture_id, detail=detail)
        return number

    def _make_current(self, known: Row, record: Row, digest: str, number: int) -> None:
        captured = moment(record["captured_at"])
        known.update(article_fields(record), version=number, content_digest=digest, last_captured_at=captured)
        known["sorted_at"] = known["published_at"] or known["first_captured_at"]

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
        if capture_id is not None:
            waiting = self.batch.pending(CAPTURES, id=capture_id)
            if waiting is not None:
                waiting["article_id"] = article_id

    def _add_addresses(self, page: Addresses, article_id: int) -> None:
        self._add_address(page.fetched, page.fetched_hash, article_id, "fetched")
        self._add_address(page.canonical, page.canonical_hash, article_id, "canonical")
        self._add_address(page.asked, page.asked_hash, article_id, "asked")

    def _add_address(self, url: str, key: str, article_id: int, role: str) -> None:
        batch = self.batch
        owner = batch.addresses.get(key)
        if owner is None:
            batch.add(ADDRESSES, {"url_hash": key, "url": clean_text(url), "article_id": article_id, "role": role})
        elif owner != article_id and role == "fetched":
            batch.repoint(key, article_id)
        elif owner != article_id:
            return
        batch.addresses[key] = article_id

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


def _reference(visit: Visit) -> Row | None:
    ref = visit.capture or (visit.article.capture if visit.article else None)
    return {"file": ref.file, "offset": ref.offset, "digest": ref.digest} if ref else None


def _lives_at(known: Row, row: Row) -> bool:
    """Whether the frontier's address is the article's own, not that of a copy."""
    return row["url"] in (known["url"], known["canonical_url"]) or row["outcome"] != Outcome.DROPPED.value
