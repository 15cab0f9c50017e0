"""Read collections of WARC files with Ray Data, on one machine or a cluster: articles out, as Parquet.

    pip install archiver 'ray[data]'
    python examples/warc_to_parquet.py --out articles 'crawl-data/CC-NEWS/2026/11/*.warc.gz'

Each file is a piece of work of its own, tried again where a machine falls away; pages are read by the same parsers as
a crawl's. Nothing is kept of what is no article. The files are read as they lie there: on a cluster they must be on
storage that all machines see. A WARC file of a gigabyte holds about 30,000 pages and takes some minutes of one core.
"""

import argparse
import json
from collections.abc import Iterator
from glob import glob
from pathlib import Path
from typing import Any

ROWS = 200
"""Articles handed over at a time."""
COLUMNS = (
    "url", "canonical_url", "title", "published_at", "published_precision", "modified_at", "source", "authors",
    "editor", "section", "keywords", "body", "captions", "images", "language", "publisher", "copyright",
    "spam_score", "captured_at",
)  # fmt: skip


def read_articles(path: str) -> Iterator[dict[str, Any]]:
    """The articles of one WARC file; what is nested is JSON text, times are ISO 8601."""
    from archiver.captures.reader import iter_captures
    from archiver.crawl.reading import ReadTask, read_task
    from archiver.model.site import Site
    from archiver.model.visit import Kind
    from archiver.text.urls import host_of

    for capture in iter_captures(Path(path)):
        page = capture.page
        if page.status != 200 or "html" not in (page.content_type or "html"):
            continue
        site = Site(publisher=host_of(page.url), domains=(host_of(page.url),), timezone="UTC")
        article = read_task(ReadTask(page=page, kind=Kind.ARTICLE, site=site, is_general=True)).article
        if article is not None:
            record = article.to_dict()
            row = {name: as_cell(record[name]) for name in COLUMNS}
            yield {**row, "file": Path(path).name, "offset": capture.ref.offset}


def as_cell(value: object) -> object:
    """A value as a column of one type holds it."""
    if value is None or isinstance(value, str | float):
        return value
    return json.dumps(value, ensure_ascii=False)


def read_files(batch: dict[str, Any]) -> Iterator[Any]:
    """The articles of the files of a batch, as tables of Arrow."""
    import pyarrow as pa

    text, number = pa.string(), {"spam_score": pa.float64(), "offset": pa.int64()}
    schema = pa.schema([(name, number.get(name, text)) for name in (*COLUMNS, "file", "offset")])
    held: list[dict[str, Any]] = []
    for path in batch["path"]:
        for row in read_articles(str(path)):
            held.append(row)
            if len(held) == ROWS:
                yield pa.Table.from_pylist(held, schema=schema)
                held = []
    yield pa.Table.from_pylist(held, schema=schema)


def main() -> None:
    import ray

    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("files", nargs="+", help="WARC files, or patterns of names.")
    reader.add_argument("--out", type=Path, required=True, help="A folder for the Parquet files.")
    asked = reader.parse_args()
    paths = sorted(path for pattern in asked.files for path in glob(pattern))  # noqa: PTH207  # a pattern may be absolute
    if not paths:
        raise SystemExit(f"no such files: {' '.join(asked.files)}")
    files = ray.data.from_items([{"path": path} for path in paths], override_num_blocks=len(paths))
    articles = files.map_batches(read_files, batch_size=1, num_cpus=1)
    articles.write_parquet(str(asked.out.absolute()))
    found = ray.data.read_parquet(str(asked.out.absolute()))
    print(f"{found.count()} articles of {len(paths)} files")


if __name__ == "__main__":
    main()
