"""Telling the search index of new readings, within the transaction that saves them."""

from collections.abc import Sequence

from sqlalchemy import Connection

from archiver.store.reading import Reading
from archiver.store.records import searched_article
from archiver.store.search_index import Entry, index_articles


def index(connection: Connection, readings: Sequence[Reading]) -> None:
    """Index each article in its last reading of the batch."""
    last = {reading.row["id"]: reading for reading in readings}
    if last:
        index_articles(
            connection,
            [
                Entry(
                    article=searched_article(each.record), sorted_at=each.row["sorted_at"], folded_body=each.folded_body
                )
                for each in last.values()
            ],
        )
