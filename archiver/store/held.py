"""Which captures of a file are saved already: an import that was stopped goes on after them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Select, and_, select

from archiver.model.article import CaptureRef
from archiver.model.visit import Outcome
from archiver.store.batch import CAPTURES, FRONTIER, VISITS, chunks


def held_captures(connection: Connection, refs: Sequence[CaptureRef]) -> dict[CaptureRef, Outcome]:
    """Of these captures those that a saved visit came from and that tell of no further pages, with what each became.

    Further pages may not be met yet, or may have been met and put to no article: only reading them together tells.
    """
    found: dict[CaptureRef, Outcome] = {}
    for file in {ref.file for ref in refs}:
        for part in chunks(ref.offset for ref in refs if ref.file == file):
            rows: Any = connection.execute(_held(file, part))
            found |= {CaptureRef(file=file, offset=row[0], digest=row[1]): Outcome(row[2]) for row in rows}
    return {ref: found[ref] for ref in refs if ref in found}


def _held(file: str, offsets: Sequence[int]) -> Select[tuple[int, str, str]]:
    is_its_visit = and_(
        VISITS.c.url_id == FRONTIER.c.id,
        VISITS.c.visited_at == CAPTURES.c.captured_at,
        VISITS.c.capture_id == CAPTURES.c.id,
    )
    return (
        select(CAPTURES.c.file_offset, CAPTURES.c.digest, VISITS.c.outcome)
        .join(FRONTIER, FRONTIER.c.url_hash == CAPTURES.c.url_hash)
        .join(VISITS, is_its_visit)
        .where(CAPTURES.c.file == file, CAPTURES.c.file_offset.in_(offsets), CAPTURES.c.further_pages == 0)
    )
