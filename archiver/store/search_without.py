"""Excluding words on SQLite: the order in which FTS5 compares its lists, chosen by how common the words are."""

from dataclasses import replace

from sqlalchemy import Connection, text

from archiver.store.search_fts5 import EVERY
from archiver.store.search_match import Condition

PROBED = 200
"""Documents, the newest, in which words are counted to tell how common they are: under half a millisecond a word."""
MOST_PROBED = 4
VERY_COMMON = 100
"""Of the documents probed. When so many hold what is not wanted, and most hold what is, it is quicker to go through the
few documents without the former, a list against a list, than through the latter: a phrase, which is a list a piece.
"""
_FLOOR = text("SELECT key FROM search_docs ORDER BY key DESC LIMIT 1 OFFSET :probed")
_COUNT = text("SELECT count(*) FROM search_words WHERE search_words MATCH :match AND rowid > :floor")


def arranged(connection: Connection, condition: Condition) -> Condition:
    """The same condition, for a walk: what is common is excluded first, and before all else where that pays.

    (Not for ranking, which scores all that the expression names.)
    """
    if not 1 <= len(condition.unwanted) <= MOST_PROBED:
        return condition
    floor = connection.execute(_FLOOR, {"probed": PROBED}).scalar()
    if floor is None:
        return condition
    counted = {each: _count(connection, each, floor) for each in condition.unwanted}
    unwanted = sorted(counted, key=lambda each: -counted[each])
    pieces = len(condition.wanted.split())
    is_sparse = counted[unwanted[0]] >= VERY_COMMON and pieces > 1
    is_sparse = is_sparse and _count(connection, condition.wanted, floor) * pieces >= PROBED
    match = EVERY if is_sparse else f"({condition.wanted})"
    for each in unwanted:
        match = f"({match} NOT {each})"
    if is_sparse:
        match = f"{match} AND {condition.wanted}"
    return replace(condition, values={**condition.values, "match": match})


def _count(connection: Connection, match: str, floor: int) -> int:
    return int(connection.execute(_COUNT, {"match": match, "floor": floor}).scalar_one())
