"""The frontier: every address has one row that says who found it, what came of it and when it is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, or_, select, update

from archiver.model.article import CaptureRef
from archiver.model.visit import FoundUrl, FrontierUrl, Kind, Outcome, Visit
from archiver.store.batch import CAPTURES, FRONTIER, Batch, Row, chunks, take_writer
from archiver.store.clean import bounded, clean_text
from archiver.store.codec import url_hash
from archiver.store.revisit import (
    OUR_REASONS,
    Past,
    due_after,
    first_word,
    next_after_refusal,
    next_gone_visit,
    next_index_visit,
    next_try,
    next_visit,
)

LEASE = timedelta(minutes=15)
"""How long a run may hold an address; a killed run's leases end at once when the next run takes its site."""
WELL = frozenset({Outcome.NEW, Outcome.CHANGED, Outcome.UNCHANGED})
INDEX_KINDS = (Kind.ROBOTS.value, Kind.SITEMAP.value, Kind.FEED.value, Kind.LISTING.value)


def new_row(batch: Batch, found: FoundUrl, *, site: str, depth: int, found_on: str | None) -> Row:
    """A row for an address not seen before, due at once."""
    lastmod = bounded(found.lastmod, batch.now)
    row: Row = {
        "id": batch.number("frontier"),
        "url": found.url,
        "url_hash": url_hash(found.url),
        "site": site,
        "kind": found.kind.value,
        "state": "new",
        "found_on": found.found_on or found_on,
        "title": clean_text(found.title) if found.title else None,
        "depth": depth,
        "priority": int((lastmod or batch.now).timestamp()),
        "found_at": batch.now,
        "lastmod": lastmod,
        "due_at": batch.now,
        "tries": 0,
        "visits": 0,
        "changes": 0,
        "unchanged": 0,
        **dict.fromkeys(_EMPTY),
    }
    batch.frontier[row["url_hash"]] = batch.add(FRONTIER, row)
    return row


_EMPTY = (
    "outcome",
    "reason",
    "visited_at",
    "etag",
    "last_modified",
    "last_digest",
    "last_capture_id",
    "article_id",
    "lease_owner",
    "lease_until",
)


def add_found(
    batch: Batch, found: Sequence[FoundUrl], *, site: str, depth: int, found_on: str | None = None
) -> list[FoundUrl]:
    """Add the addresses that are new, and make those due that their index says have changed; those that were new.

    The rows must have been loaded.
    """
    new = []
    for each in found:
        row = batch.frontier.get(url_hash(each.url))
        if row is None:
            new_row(batch, each, site=site, depth=depth, found_on=found_on)
            new.append(each)
        else:
            _note_lastmod(batch, row, each)
    return new


def _note_lastmod(batch: Batch, row: Row, found: FoundUrl) -> None:
    lastmod = bounded(found.lastmod, batch.now)
    known = row["lastmod"] or row["visited_at"]
    if lastmod is None or (known is not None and lastmod <= known):
        return
    row["lastmod"] = lastmod
    row["priority"] = int(lastmod.timestamp())
    if row["visited_at"] is not None and row["visited_at"] < lastmod:
        row["due_at"], row["tries"] = batch.now, 0
    batch.touch(FRONTIER, row)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How a visit ended, as the store sees it."""

    outcome: Outcome
    reason: str | None
    capture_id: int | None
    born: datetime
    """When the article came into the world, as far as known."""


def settle(row: Row, visit: Visit, ending: Ending) -> None:
    """Write a visit's outcome into its row: state, history and when it is due again."""
    outcome, reason = ending.outcome, ending.reason
    older = row["visited_at"] is not None and visit.visited_at < row["visited_at"]
    if older:
        return  # an import of something older than what is known says nothing of today
    row.update(outcome=outcome.value, reason=reason, visited_at=visit.visited_at, lease_owner=None, lease_until=None)
    if outcome in WELL:
        _settle_well(row, visit, ending)
    elif outcome is Outcome.FAILED:
        row["tries"] += 1
        row["due_at"] = due_after(visit.visited_at, next_try(row["tries"], reason))
        row["state"] = "failed" if row["due_at"] else "set_aside"
    elif outcome is Outcome.GONE:
        row["tries"] = row["tries"] + 1 if row["state"] == "gone" else 1
        row["state"] = "gone"
        row["due_at"] = due_after(visit.visited_at, next_gone_visit(row["tries"]))
    elif outcome is Outcome.REFUSED:
        row["state"] = "refused"
        row["due_at"] = due_after(visit.visited_at, next_after_refusal(reason))
    else:
        _settle_dropped(row, visit, reason)
    if visit.due_at is not None:
        row["due_at"] = visit.due_at


def _settle_dropped(row: Row, visit: Visit, reason: str | None) -> None:
    """What was an article before, and what says that it does not exist yet or any more, is looked at again."""
    again = row["article_id"] is not None or first_word(reason) == "soft_404"
    row["tries"] = row["tries"] + 1 if again and row["state"] == "dropped" else int(again)
    row["state"] = "dropped"
    row["due_at"] = due_after(visit.visited_at, next_gone_visit(row["tries"])) if again else None


def _settle_well(row: Row, visit: Visit, ending: Ending) -> None:
    outcome = ending.outcome
    row["state"], row["tries"] = "waiting", 0
    row["visits"] += 1
    row["changes"] += outcome is Outcome.CHANGED
    row["unchanged"] = row["unchanged"] + 1 if outcome is Outcome.UNCHANGED else 0
    row["etag"] = visit.etag or (row["etag"] if visit.status == 304 else None)
    row["last_modified"] = visit.last_modified or (row["last_modified"] if visit.status == 304 else None)
    if visit.capture is not None and visit.status != 304 and visit.capture.digest != row["last_digest"]:
        row["last_digest"], row["last_capture_id"] = visit.capture.digest, ending.capture_id
    past = Past(visits=row["visits"], changes=row["changes"], unchanged=row["unchanged"])
    age = visit.visited_at - ending.born
    wait = next_visit(age, past) if visit.kind is Kind.ARTICLE else next_index_visit(past)
    row["due_at"] = visit.visited_at + wait


def add_urls(connection: Connection, site: str, found: Sequence[FoundUrl], *, now: datetime) -> tuple[str, ...]:
    """Add addresses to a site's frontier; the ones that were new. A start address is due at once, known or not."""
    batch = Batch(connection, run={"id": None, "site": site}, now=now)
    batch.load_frontier(url_hash(each.url) for each in found)
    starts = [each for each in found if each.found_on is None]
    for each in starts:
        row = batch.frontier.get(url_hash(each.url))
        if row is not None:
            row["site"], row["due_at"], row["tries"] = site, now, 0
            row["kind"] = each.kind.value
            batch.touch(FRONTIER, row)
    new = add_found(batch, found, site=site, depth=0)
    batch.flush()
    return tuple(each.url for each in new)


def lease_urls(
    connection: Connection,
    site: str,
    limit: int,
    *,
    now: datetime,
    owner: str,
    kinds: Sequence[Kind] = (),
) -> tuple[FrontierUrl, ...]:
    """Lease what is due, at most `limit`: indexes first, then new articles by freshness, then revisits most overdue.

    What another owner holds is left out until its lease ends.
    """
    take_writer(connection)
    leased: list[Row] = []
    for conditions, order in _QUEUES:
        if len(leased) >= limit:
            break
        free = or_(FRONTIER.c.lease_until.is_(None), FRONTIER.c.lease_until <= now)
        query = select(FRONTIER).where(FRONTIER.c.site == site, *conditions, FRONTIER.c.due_at <= now, free)
        if kinds:
            query = query.where(FRONTIER.c.kind.in_([kind.value for kind in kinds]))
        query = query.order_by(*order).limit(limit - len(leased))
        leased.extend(dict(row) for row in connection.execute(query).mappings())
    until = now + LEASE
    for part in chunks(row["id"] for row in leased):
        connection.execute(update(FRONTIER).where(FRONTIER.c.id.in_(part)).values(lease_owner=owner, lease_until=until))
    captures = _captures(connection, leased)
    return tuple(frontier_url(row, captures.get(row["last_capture_id"])) for row in leased)


def _captures(connection: Connection, rows: Sequence[Row]) -> dict[int | None, CaptureRef]:
    found: dict[int | None, CaptureRef] = {}
    for part in chunks(row["last_capture_id"] for row in rows if row["last_capture_id"]):
        query = select(CAPTURES.c.id, CAPTURES.c.file, CAPTURES.c.file_offset, CAPTURES.c.digest)
        for number, file, offset, digest in connection.execute(query.where(CAPTURES.c.id.in_(part))):
            found[number] = CaptureRef(file=file, offset=offset, digest=digest)
    return found


_IS_ARTICLE = FRONTIER.c.kind == Kind.ARTICLE.value
_QUEUES: tuple[tuple[tuple[Any, ...], tuple[Any, ...]], ...] = (
    ((FRONTIER.c.kind.in_(INDEX_KINDS),), (FRONTIER.c.due_at, FRONTIER.c.id)),
    ((_IS_ARTICLE, FRONTIER.c.state == "new"), (FRONTIER.c.priority.desc(), FRONTIER.c.id)),
    ((_IS_ARTICLE, FRONTIER.c.state != "new"), (FRONTIER.c.due_at, FRONTIER.c.id)),
)


def forget_faults(connection: Connection, site: str, *, now: datetime) -> int:
    """Make due what was put off for no fault of its own: by a clock that was wrong (addresses never visited, and those
    visited in days to come), and by a machine that had no room to read or save a page.
    """
    ahead = or_(FRONTIER.c.state == "new", FRONTIER.c.visited_at > now + timedelta(days=1))
    ours = and_(FRONTIER.c.state == "failed", or_(*map(FRONTIER.c.reason.startswith, OUR_REASONS)))
    query = update(FRONTIER).where(FRONTIER.c.site == site, FRONTIER.c.due_at > now, or_(ahead, ours))
    return connection.execute(query.values(due_at=now)).rowcount


def release_leases(connection: Connection, site: str, *, owner: str | None = None) -> int:
    """End the leases of a site, or of one owner on it; how many there were."""
    query = update(FRONTIER).where(FRONTIER.c.site == site, FRONTIER.c.lease_owner.is_not(None))
    if owner is not None:
        query = query.where(FRONTIER.c.lease_owner == owner)
    return connection.execute(query.values(lease_owner=None, lease_until=None)).rowcount


def known_urls(connection: Connection, urls: Sequence[str]) -> frozenset[str]:
    """Those of the addresses that have a row in the frontier."""
    hashes = {url_hash(url): url for url in urls}
    known: set[str] = set()
    for part in chunks(hashes):
        found = connection.execute(select(FRONTIER.c.url_hash).where(FRONTIER.c.url_hash.in_(part)))
        known.update(hashes[row[0]] for row in found)
    return frozenset(known)


def count_due(connection: Connection, site: str, *, now: datetime) -> int:
    """How many addresses of a site are due and free."""
    from sqlalchemy import func

    free = or_(FRONTIER.c.lease_until.is_(None), FRONTIER.c.lease_until <= now)
    query = select(func.count()).where(FRONTIER.c.site == site, FRONTIER.c.due_at <= now, free)
    return int(connection.execute(query).scalar_one())


def make_due(connection: Connection, site: str, *, now: datetime) -> int:
    """Make all known articles of a site due now, for a run that looks at everything again; how many there are."""
    query = update(FRONTIER).where(FRONTIER.c.site == site, _IS_ARTICLE, FRONTIER.c.article_id.is_not(None))
    return connection.execute(query.values(due_at=now)).rowcount


def frontier_url(row: Row, capture: CaptureRef | None = None) -> FrontierUrl:
    """A row of the frontier as a noun."""
    return FrontierUrl(
        url=row["url"],
        kind=Kind(row["kind"]),
        site=row["site"],
        found_on=row["found_on"],
        depth=row["depth"],
        tries=row["tries"],
        etag=row["etag"],
        last_modified=row["last_modified"],
        last_digest=row["last_digest"],
        last_capture=capture,
        last_outcome=Outcome(row["outcome"]) if row["outcome"] else None,
        last_reason=row["reason"],
        last_visit=row["visited_at"],
        lastmod=row["lastmod"],
        unchanged=row["unchanged"],
        is_known=row["article_id"] is not None,
    )
