"""A reprint family as people read it: the original first, who copied it when, and what each changed."""

from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from typing import Any

from sqlalchemy import Connection, or_, select

from archiver.model.errors import NotFound
from archiver.model.version import Reprint
from archiver.store.batch import ARTICLES, VERSIONS
from archiver.store.sketch import likeness, sketch
from archiver.text.diff import change_size
from archiver.text.fold import fold_text

SPAM = 0.5
"""From this spam score on a page is taken for a mirror or injected, and never for the original."""


def family(connection: Connection, article_id: int) -> tuple[Reprint, ...]:
    """The family of an article, the original first, then by time of publication; itself alone when it has none.

    The original is the earliest page that is no spam, whatever time a mirror prints. Raises NotFound.
    """
    mine = connection.execute(select(ARTICLES.c.family_id).where(ARTICLES.c.id == article_id)).first()
    if mine is None:
        raise NotFound(f"no article {article_id}")
    same = ARTICLES.c.id == article_id
    if mine[0] is not None:
        same = or_(same, ARTICLES.c.family_id == mine[0])
    query = (
        select(ARTICLES, VERSIONS.c.body)
        .join(VERSIONS, VERSIONS.c.article_id == ARTICLES.c.id)
        .where(VERSIONS.c.number == ARTICLES.c.version, same)
    )
    members = sorted(connection.execute(query).mappings().all(), key=rank)
    asked = sketch(next(row["body"] for row in members if row["id"] == article_id) or "")
    original = fold_text(members[0]["body"] or "").text
    return tuple(
        _reprint(
            row, is_original=row is members[0], likeness=likeness(asked, sketch(row["body"] or "")), first=original
        )
        for row in members
    )


def rank(row: Mapping[Any, Any]) -> tuple[bool, Any, Any, int]:
    """The order of a family: spam last, then by time of publication (of capture where none is printed)."""
    return row["spam_score"] >= SPAM, row["sorted_at"], row["first_captured_at"], row["id"]


def _reprint(row: Mapping[Any, Any], *, is_original: bool, likeness: tuple[float, float], first: str) -> Reprint:
    return Reprint(
        article_id=row["id"],
        url=row["url"],
        site=row["site"],
        source=row["source"],
        title=row["title"],
        published_at=_on_its_clock(row["published_at"], row["published_offset"]),
        first_captured_at=row["first_captured_at"],
        spam_score=row["spam_score"],
        is_original=is_original,
        similarity=round(likeness[0], 4),
        containment=round(likeness[1], 4),
        changed_chars=change_size(first, fold_text(row["body"] or "").text),
        published_precision=row["published_precision"],
    )


def _on_its_clock(moment: datetime | None, offset: int | None) -> datetime | None:
    return moment.astimezone(timezone(timedelta(minutes=offset))) if moment and offset is not None else moment
