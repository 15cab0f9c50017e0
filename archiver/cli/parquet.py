"""Records as Parquet, in constant memory (extra `parquet`)."""

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from archiver.model.article import Article
from archiver.model.errors import ExtraMissing

GROUP = 2_000
"""Rows held at a time."""
LISTS = ("authors", "section", "keywords", "images", "spam_reasons")


def write_parquet(rows: Iterator[dict[str, object]], out: Path) -> int:
    """Write the rows and return how many there were; what is nested (captions, evidence …) goes as JSON text.

    Raises ExtraMissing without pyarrow.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise ExtraMissing("Parquet needs the extra: pip install 'archiver[parquet]'") from error
    first = next(rows, None)
    names = list(first or Article(url="").to_dict())
    kinds = {"id": pa.int64(), "version": pa.int64(), "spam_score": pa.float64()}
    kinds |= {name: pa.list_(pa.string()) for name in LISTS}
    schema = pa.schema([(name, kinds.get(name, pa.string())) for name in names])
    count, half = 0, out.with_name(out.name + ".part")
    with pq.ParquetWriter(half, schema, compression="zstd") as writer:
        batch = [first, *islice(rows, GROUP - 1)] if first else []
        while batch:
            columns = {n: [_cell(row[n], n, kinds) for row in batch] for n in names}
            writer.write_table(pa.table(columns, schema=schema))
            count += len(batch)
            batch = list(islice(rows, GROUP))
    half.replace(out)
    return count


def _cell(value: object, name: str, kinds: dict[str, object]) -> object:
    if value is None or isinstance(value, str) or name in kinds:
        return value
    return json.dumps(value, ensure_ascii=False)
