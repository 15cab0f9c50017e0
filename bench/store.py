"""What saving costs: CPU of `save_visits` against raw `executemany` of the very same rows.

Articles are saved through the archive; then all rows that this made, in every table it touches, are read out, and bare
sqlite3 writes them again, prepared, with `executemany` in batches of the same size into a database of the same schema.
The rows of the search index (FTS5 keeps no content) are noted as they go in. Both sides are measured in turn, in
process time, and the least of several rounds counts: other processes on the machine only ever add.
Run: `python -m bench.store [--articles N] [--rounds N]`.
"""

import argparse
import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from sqlalchemy import event

from archiver.model.article import Article, CaptureRef, Dropped, Evidence
from archiver.model.visit import FoundUrl, Kind, Outcome, Visit
from archiver.store import families, save, search_hook
from archiver.store.archive import Archive
from archiver.store.search_schema import COLUMNS
from archiver.store.search_words import words_of
from bench.families import Writer

NOW = datetime(2026, 11, 1, tzinfo=UTC)
BATCH = 100
ROWS = ("articles", "captures", "versions", "addresses", "frontier", "visits", "events")
TABLES = (*ROWS, "family_bands", "search_docs")
ORDERS = {"family_bands": " ORDER BY article_id", "search_docs": " ORDER BY article_id"}
Batches = list[list[tuple[str, list[tuple[object, ...]]]]]


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
    """CPU milliseconds an article of saving into a new archive."""
    with Archive.open(f"sqlite:///{folder}/{name}.db") as archive:
        run = archive.start_run("bench", now=NOW)
        begin = time.process_time()
        for start in range(0, len(made), BATCH):
            archive.save_visits(made[start : start + BATCH], run, now=NOW + timedelta(days=1))
        return (time.process_time() - begin) * 1000 / len(made)


def rows_of(folder: Path, made: list[Visit]) -> Batches:
    """What one saving writes: for each batch the statements and their rows, search index first noted as it goes in."""
    words: list[list[tuple[object, ...]]] = []

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, _context: Any, _many: bool) -> None:
        if statement.startswith("INSERT INTO search_words"):
            words.append(list(values))

    file = folder / "rows.db"
    with Archive.open(f"sqlite:///{file}") as archive:
        event.listen(archive._engine, "before_cursor_execute", note)
        run = archive.start_run("bench", now=NOW)
        for start in range(0, len(made), BATCH):
            archive.save_visits(made[start : start + BATCH], run, now=NOW + timedelta(days=1))
    with closing(sqlite3.connect(file)) as source:
        held = {table: source.execute(f"SELECT * FROM {table}{ORDERS.get(table, '')}").fetchall() for table in TABLES}
    batches: Batches = []
    count = -(-len(made) // BATCH)
    for n in range(count):
        parts = {table: rows[n * -(-len(rows) // count) :][: -(-len(rows) // count)] for table, rows in held.items()}
        parts[f"search_words (rowid, {', '.join(COLUMNS)}, heads, meta)"] = words[n]
        batches.append(
            [
                (f"INSERT INTO {name} VALUES ({', '.join('?' * len(rows[0]))})", rows)
                for name, rows in parts.items()
                if rows
            ]
        )
    return batches


def raw(folder: Path, name: str, batches: Batches, tables: tuple[str, ...] | None = None) -> float:
    """CPU milliseconds of writing prepared rows into a new archive's tables."""
    Archive.open(f"sqlite:///{folder}/{name}.db").close()
    with closing(sqlite3.connect(folder / f"{name}.db", isolation_level=None)) as target:
        target.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32768; PRAGMA temp_store=MEMORY"
        )
        begin = time.process_time()
        for batch in batches:
            target.execute("BEGIN IMMEDIATE")
            for statement, rows in batch:
                if tables is None or statement.split()[2] in tables:
                    target.executemany(statement, rows)
            target.execute("COMMIT")
        return (time.process_time() - begin) * 1000


def measure(number: int, rounds: int) -> dict[str, object]:
    made = visits(number)
    best: dict[str, float] = {}

    def least(name: str, value: float) -> None:
        best[name] = min(best.get(name, value), value)

    with TemporaryDirectory() as name:
        folder = Path(name)
        cost(folder, "warm", made[:BATCH])
        batches = rows_of(folder, made)
        for n in range(rounds):
            least("save_whole_ms", cost(folder, f"whole{n}", made))
            least("raw_whole_ms", raw(folder, f"raw{n}", batches) / number)
            with without("search"):
                least("save_without_search_ms", cost(folder, f"tied{n}", made))
            with without("search", "families"):
                least("save_rows_ms", cost(folder, f"rows{n}", made))
            least("raw_without_search_ms", raw(folder, f"rawtied{n}", batches, (*ROWS, "family_bands")) / number)
            least("raw_rows_ms", raw(folder, f"rawrows{n}", batches, ROWS) / number)
        least("making_search_rows_ms", words_cost(made))
    best["ratio_whole"] = best["save_whole_ms"] / best["raw_whole_ms"]
    return {"articles": number, "rounds": rounds, **{key: round(value, 3) for key, value in best.items()}}


def words_cost(made: list[Visit]) -> float:
    """CPU milliseconds of cutting one article into the words of the search index, its folding included."""
    articles = [visit.article for visit in made[:500] if visit.article]
    spent = []
    for _ in range(5):
        begin = time.process_time()
        for article in articles:
            words = words_of(article)
            _ = words.token_rows, words.size
        spent.append((time.process_time() - begin) * 1000 / len(articles))
    return min(spent)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=8)
    given = parser.parse_args()
    print(json.dumps(measure(given.articles, given.rounds), indent=1))
