"""Which fields the articles of a run have: what a site's drift is seen by."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from archiver.store.columns import Base
from archiver.store.ledger import RunFieldRow

RUN_FIELDS = Base.metadata.tables[RunFieldRow.__tablename__]

FIELDS = (
    "title",
    "published_at",
    "modified_at",
    "source",
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
)


def count_fields(connection: Connection, run_id: int, records: Sequence[Mapping[str, Any]]) -> None:
    """Add a batch's records to the run's counts."""
    if not records:
        return
    rows = [
        {"r": run_id, "f": name, "a": len(records), "p": sum(1 for record in records if record[name])}
        for name in FIELDS
    ]
    if connection.execute(_ADD, rows[0]).rowcount == 0:
        rows = [{"run_id": row["r"], "field": row["f"], "articles": row["a"], "present": row["p"]} for row in rows]
        connection.execute(insert(RUN_FIELDS), rows)
    else:
        connection.execute(_ADD, rows[1:])


_ADD = (
    update(RUN_FIELDS)
    .where(RUN_FIELDS.c.run_id == bindparam("r"), RUN_FIELDS.c.field == bindparam("f"))
    .values(articles=RUN_FIELDS.c.articles + bindparam("a"), present=RUN_FIELDS.c.present + bindparam("p"))
)


def coverage_of(connection: Connection, run_id: int) -> dict[str, float]:
    """For each field: the share of the run's articles that have it; empty when it read none."""
    found = connection.execute(
        select(RUN_FIELDS.c.field, RUN_FIELDS.c.articles, RUN_FIELDS.c.present).where(RUN_FIELDS.c.run_id == run_id)
    )
    shares = {name: round(present / articles, 4) for name, articles, present in found if articles}
    return {name: shares[name] for name in FIELDS if name in shares}
