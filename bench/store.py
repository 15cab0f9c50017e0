"""What saving costs: CPU of `save_visits` against raw `executemany` of the very same rows.

Articles are saved through the archive, then all rows that this made are read out and written again, table by table in
batches of the same size, by bare sqlite3 into a database with the same schema. Both are measured in process time. The
search index and the reprint sketches do work of their own (cutting words, hashing); their CPU is given beside.
Run: `python bench/store.py [--articles N]`.
"""

import argparse
import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from archiver.model.article import Article, CaptureRef, Dropped, Evidence
from archiver.model.visit import FoundUrl, Kind, Outcome, Visit
from archiver.store import families, save, search_hook
from archiver.store.archive import Archive
from bench.families import Writer

NOW = datetime(2026, 11, 1, tzinfo=UTC)
BATCH = 100
TABLES = ("articles", "captures", "versions", "addresses", "frontier", "visits", "events", "family_bands")


def visits(number: int) -> list[Visit]:
    writer = Writer(1)
    china = timezone(timedelta(hours=8))
    made = []
    for n in range(number):
        url = f"https://www.example.cn/news/2026/11/{n}.html"
        evidence = {
            name: Evidence(source=f"label {name}", score=0.9) for name in ("title", "published_at", "source", "body")
        }
        article = Article(
            url=url, canonical_url=url, title=writer.sentence()[:24], body=writer.body(english=False), source="新华社",
            authors=("张伟",), editor="李娜", section=("资讯", "国内"),
            published_at=NOW.astimezone(china) - timedelta(minutes=n),
            published_precision="minute", published_text="2026-11-01 08:00", language="zh-Hans", parser_version="1",
            evidence=evidence, images=(url + "/1.jpg",), publisher="示例网", copyright="版权声明",
            dropped=(Dropped(text="澳门新葡京", rule="keyword_line", place="head"),) * 3,
        )  # fmt: skip
        made.append(
            Visit(
                url=url, kind=Kind.ARTICLE, outcome=Outcome.NEW, visited_at=NOW + timedelta(seconds=n), status=200,
                etag='"abc"', article=article,
                capture=CaptureRef(file="a.warc.gz", offset=n * 20_000, digest="sha1:" + "A" * 32),
                content_type="text/html", length=90_000, found=(FoundUrl(url=url + "?next"),),
            )
        )  # fmt: skip
    return made


@contextmanager
def without(*names: str) -> Iterator[None]:
    """Saving without the search index or without families."""
    nothing = lambda *_: None  # noqa: E731
    with (
        patch.object(search_hook, "index", nothing if "search" in names else search_hook.index),
        patch.object(save.families, "tie", nothing if "families" in names else families.tie),
    ):
        yield


def cost(folder: Path, name: str, made: list[Visit]) -> float:
    """CPU milliseconds an article."""
    with Archive.open(f"sqlite:///{folder}/{name}.db") as archive:
        run = archive.start_run("bench", now=NOW)
        begin = time.process_time()
        for start in range(0, len(made), BATCH):
            archive.save_visits(made[start : start + BATCH], run, now=NOW + timedelta(days=1))
        return (time.process_time() - begin) * 1000 / len(made)


def raw(folder: Path, name: str, number: int) -> float:
    """CPU milliseconds an article of writing the rows of a saved archive again."""
    source = sqlite3.connect(folder / f"{name}.db")
    Archive.open(f"sqlite:///{folder}/{name}_raw.db").close()
    target = sqlite3.connect(folder / f"{name}_raw.db", isolation_level=None)
    target.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32768;")
    rows = {table: source.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES}
    inserts = {
        table: f"INSERT INTO {table} VALUES ({', '.join('?' * len(held[0]))})" for table, held in rows.items() if held
    }
    batches = -(-number // BATCH)
    sizes = {table: -(-len(held) // batches) for table, held in rows.items()}
    begin = time.process_time()
    for batch in range(batches):
        target.execute("BEGIN IMMEDIATE")
        for table, insert in inserts.items():
            target.executemany(insert, rows[table][batch * sizes[table] : (batch + 1) * sizes[table]])
        target.execute("COMMIT")
    spent = (time.process_time() - begin) * 1000 / number
    source.close()
    target.close()
    return spent


def measure(number: int) -> dict[str, object]:
    made = visits(number)
    with TemporaryDirectory() as name:
        folder = Path(name)
        cost(folder, "warm", made[:BATCH])
        with without("search", "families"):
            rows = cost(folder, "rows", made)
        with without("search"):
            tied = cost(folder, "tied", made)
        whole = cost(folder, "whole", made)
        bare_rows, bare_tied = raw(folder, "rows", number), raw(folder, "tied", number)
    figures = {
        "save_rows_ms": rows,
        "raw_rows_ms": bare_rows,
        "ratio_rows": rows / bare_rows,
        "save_with_families_ms": tied,
        "raw_with_bands_ms": bare_tied,
        "families_ms": tied - rows,
        "search_index_ms": whole - tied,
        "save_whole_ms": whole,
    }
    return {"articles": number, **{key: round(value, 3) for key, value in figures.items()}}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=5000)
    print(json.dumps(measure(parser.parse_args().articles), indent=1))
