"""Saving what fetches brought: article, version, capture, outcome and found addresses in one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, select

from archiver.model.version import Captured
from archiver.model.visit import FoundUrl, Kind, Outcome, Saved, Visit
from archiver.store import families, search_hook
from archiver.store.batch import CAPTURES, FRONTIER, VISITS, Batch, Row
from archiver.store.codec import url_hash
from archiver.store.coverage import count_fields
from archiver.store.frontier import Ending, add_found, new_row, settle
from archiver.store.identity import bare_address
from archiver.store.locks import beat
from archiver.store.reading import ArticleSaver
from archiver.store.runs import running

_ARTICLE_OUTCOMES = frozenset({Outcome.NEW, Outcome.CHANGED, Outcome.UNCHANGED})
_NOTHING: Mapping[str, str | int | None] = {"opt_outs": None, "rendered_by": None, "further_pages": None}
"""What is known about the capture of a further page."""
_NEEDS_REASON = frozenset({Outcome.DROPPED, Outcome.REFUSED, Outcome.FAILED})


def save_visits(connection: Connection, visits: Sequence[Visit], run_id: int, *, now: datetime) -> tuple[Saved, ...]:
    """Save a batch of visits; what each became, in their order.

    A visit that is already there (same address, same moment) changes nothing. Raises ValueError for a visit that says
    two things at once, NotFound for an unknown run, LockHeld when the run has lost its site to another.
    """
    for visit in visits:
        _check(visit)
    batch = Batch(connection, run=running(connection, run_id), now=now)
    _load(batch, visits)
    saver = ArticleSaver(batch)
    saved = tuple(_save_visit(batch, visit, saver) for visit in visits)
    families.tie(batch, saver.readings)
    batch.flush()
    families.keep_bands(batch)
    search_hook.index(connection, saver.readings)
    count_fields(connection, run_id, saver.read)
    beat(connection, batch.run["site"], run_id, now)
    return saved


def _check(visit: Visit) -> None:
    if visit.outcome in _NEEDS_REASON and not visit.reason:
        raise ValueError(f"a visit that ended {visit.outcome} needs a reason: {visit.url}")
    if visit.kind is Kind.ARTICLE and visit.outcome in (Outcome.NEW, Outcome.CHANGED) and visit.article is None:
        raise ValueError(f"a visit that ended {visit.outcome} brought no article: {visit.url}")
    if visit.visited_at.tzinfo is None:
        raise ValueError(f"a visit needs a moment with zone, not {visit.visited_at}: {visit.url}")


def _load(batch: Batch, visits: Sequence[Visit]) -> None:
    asked = {url_hash(visit.url) for visit in visits}
    batch.load_frontier(asked | {url_hash(found.url) for visit in visits for found in visit.found})
    articles = [visit.article for visit in visits if visit.article is not None]
    known = {url_hash(article.url) for article in articles}
    known |= {url_hash(article.canonical_url) for article in articles if article.canonical_url}
    known |= {url_hash(visit.url) for visit in visits if visit.article is not None}
    known |= {url_hash(bare) for article in articles if (bare := bare_address(article.url))}
    batch.load_frontier(known)
    batch.load_articles(known)
    kept = [visit.capture for visit in visits if visit.capture]
    kept += [part.ref for visit in visits for part in visit.parts]
    batch.load_captures((ref.file, ref.offset) for ref in kept)


def _save_visit(batch: Batch, visit: Visit, saver: ArticleSaver) -> Saved:
    row = batch.frontier.get(url_hash(visit.url)) or _row_of(batch, visit)
    before = _saved_before(batch, row, visit)
    if before is not None:
        return before
    capture_id = _add_capture(batch, visit)
    if visit.article is not None and visit.outcome in _ARTICLE_OUTCOMES:
        saved, reason = saver.save(visit, row, capture_id)
    else:
        saved, reason = _without_article(visit, row), visit.reason
        saver.note_state(visit, row, capture_id)
    for part in visit.parts:
        kept = replace(part, article_id=saved.article_id)
        _index_capture(batch, kept, kind=visit.kind.value, about=_NOTHING)
    born = saver.born(saved.article_id, row)
    settle(row, visit, Ending(outcome=saved.outcome, reason=reason, capture_id=capture_id, born=born))
    batch.touch(FRONTIER, row)
    _add_visit(batch, visit, row, saved, reason, capture_id)
    add_found(batch, visit.found, site=batch.run["site"], depth=row["depth"] + 1, found_on=visit.url)
    return saved


def _row_of(batch: Batch, visit: Visit) -> Row:
    found = FoundUrl(url=visit.url, kind=visit.kind)
    return new_row(batch, found, site=batch.run["site"], depth=visit.depth, found_on=None)


def _saved_before(batch: Batch, row: Row, visit: Visit) -> Saved | None:
    """What was saved of this very visit; None when it is new."""
    if row["visited_at"] is None or row["visited_at"] < visit.visited_at:
        return None
    waiting = batch.pending(VISITS, url_id=row["id"], visited_at=visit.visited_at)
    there = waiting or (
        batch.connection.execute(
            select(VISITS).where(VISITS.c.url_id == row["id"], VISITS.c.visited_at == visit.visited_at)
        )
        .mappings()
        .first()
    )
    if there is None:
        return None
    return Saved(
        url=visit.url,
        outcome=Outcome(there["outcome"]),
        article_id=there["article_id"],
        version=there["version"],
    )


def _without_article(visit: Visit, row: Row) -> Saved:
    """The outcome of a page that holds no article; for feeds and listings the digest tells new from unchanged."""
    outcome = visit.outcome
    if visit.kind is not Kind.ARTICLE and outcome in (Outcome.NEW, Outcome.CHANGED):
        digest = visit.capture.digest if visit.capture else None
        if row["visits"] == 0:
            outcome = Outcome.NEW
        else:
            outcome = Outcome.UNCHANGED if digest and digest == row["last_digest"] else Outcome.CHANGED
    return Saved(url=visit.url, outcome=outcome, article_id=row["article_id"])


def _add_capture(batch: Batch, visit: Visit) -> int | None:
    if visit.capture is None:
        return None
    captured = Captured(
        url=visit.final_url or visit.url,
        captured_at=visit.visited_at,
        ref=visit.capture,
        status=visit.status,
        content_type=visit.content_type,
        length=visit.length,
    )
    about = {
        "opt_outs": " ".join(visit.opt_outs) or None,
        "rendered_by": visit.rendered_by,
        "further_pages": visit.names_parts,
    }
    return _index_capture(batch, captured, kind=visit.kind.value, about=about)


def _index_capture(batch: Batch, captured: Captured, *, kind: str, about: Mapping[str, str | int | None]) -> int:
    ref = captured.ref
    there = batch.captured.get((ref.file, ref.offset))
    if there is not None:
        return there
    number = batch.number("captures")
    batch.captured[ref.file, ref.offset] = number
    batch.add(
        CAPTURES,
        {
            "id": number,
            "url": captured.url,
            "url_hash": url_hash(captured.url),
            "captured_at": captured.captured_at,
            "kind": kind,
            "status": captured.status,
            "content_type": captured.content_type,
            "length": captured.length,
            "file": ref.file,
            "file_offset": ref.offset,
            "digest": ref.digest,
            "run_id": batch.run["id"],
            "article_id": captured.article_id,
            "damage": None,
            **about,
        },
    )
    return number


def _add_visit(batch: Batch, visit: Visit, row: Row, saved: Saved, reason: str | None, capture_id: int | None) -> None:
    batch.add(
        VISITS,
        {
            "id": batch.number("visits"),
            "url_id": row["id"],
            "run_id": batch.run["id"],
            "visited_at": visit.visited_at,
            "outcome": saved.outcome.value,
            "reason": reason,
            "status": visit.status,
            "capture_id": capture_id,
            "article_id": saved.article_id,
            "version": saved.version,
        },
    )
