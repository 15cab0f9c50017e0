"""An archive of a million articles, saved through the archive's own door, for measurements that need one.

    python -m bench.million --articles 1000000 --db FILE

The articles are those of bench/search.py (made-up Chinese, 800 characters on average), one in forty a reprint of one of
the last fifty on another site, each with its capture's place, address, visit and frontier row. Three things are done as
bulk loading does them, none of which changes what is stored: no journal, a large memory for new words, and the bands
of the reprint sketches written in their order at the end. (Their keys are hashes: written as they come, every article
touches forty pages of the table.) Texts and sketches are made in a second process.
"""

import argparse
import itertools
import multiprocessing
import sys
import time
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
from sqlalchemy import event

from archiver.model.article import Article, CaptureRef
from archiver.model.visit import Kind, Outcome, Visit
from archiver.store import families
from archiver.store.archive import Archive
from archiver.store.sketch import sketch
from bench.search import START, Words, articles

BATCH = 3000
HASH_BYTES = 256_000_000
"""New words held in memory before FTS5 writes them: fewer pieces to be merged again."""
NOW = datetime(2026, 11, 1, tzinfo=UTC)
PARTS = 16
"""Files for bands; signed numbers are parted by their first four bits."""


def visits(seed: int, count: int) -> Iterator[Visit]:
    """The visits that bring the articles, in order of publication."""
    words = Words(seed)
    recent: list[Article] = []
    for number, made in enumerate(articles(words, count), 1):
        article = replace(made, id=None, version=None, publisher=f"示例网{number % 20}", parser_version="1")
        if number % 40 == 0:
            first = words.random.choice(recent)
            article = replace(article, title=first.title, body=f"{words.text(9)}\n\n{first.body}")
        recent = [*recent[-49:], article]
        captured = (article.published_at or START) + timedelta(minutes=7)
        place = CaptureRef(
            file=f"{number // 50_000:04}.warc.gz", offset=number % 50_000 * 20_000, digest="sha1:" + "A" * 32
        )
        yield Visit(
            url=article.url, kind=Kind.ARTICLE, outcome=Outcome.NEW, visited_at=captured, status=200,
            article=article, capture=place, content_type="text/html", length=90_000,
        )  # fmt: skip


def make(queue: Any, seed: int, count: int) -> None:
    """In a process of its own: batches of visits with the bands of their sketches."""
    made = visits(seed, count)
    while batch := list(itertools.islice(made, BATCH)):
        bands = [sketch(visit.article.body or "").bands if visit.article else () for visit in batch]
        queue.put((batch, bands))
    queue.put(None)


def nothing(*_: object) -> None:
    """Stands for work that is done at the end. (A mock would remember every call.)"""


def set_up(connection: Any, _record: object) -> None:
    """SQLite as for loading in bulk; a crash leaves a file to be thrown away."""
    for pragma in ("journal_mode=OFF", "synchronous=OFF", "locking_mode=EXCLUSIVE", "cache_size=-98304"):
        connection.execute(f"PRAGMA {pragma}")


def build(file: Path, count: int, seed: int) -> None:
    """Make the archive; the file must not be there."""
    Archive.open(f"sqlite:///{file}").close()
    context = multiprocessing.get_context("fork")
    queue = context.Queue(maxsize=3)
    maker = context.Process(target=make, args=(queue, seed, count), daemon=True)
    maker.start()
    bands = Bands(file)
    with Archive.open(f"sqlite:///{file}") as archive:
        event.listen(archive._engine, "connect", set_up)
        archive._engine.dispose()
        with archive._engine.connect() as connection:
            for name, value in (("hashsize", HASH_BYTES), ("automerge", 8)):
                connection.exec_driver_sql("INSERT INTO search_words (search_words, rank) VALUES (?, ?)", (name, value))
            connection.commit()
        run = archive.start_run("bench", now=NOW)
        started, done = time.monotonic(), 0
        with patch.object(families, "tie", nothing), patch.object(families, "keep_bands", nothing):
            while (held := queue.get()) is not None:
                batch, sketches = held
                for saved, each in zip(archive.save_visits(batch, run, now=NOW), sketches, strict=True):
                    bands.add(saved.article_id or 0, each)
                done += len(batch)
                if done % 30_000 == 0:
                    print(f"{done} articles, {time.monotonic() - started:.0f} s", flush=True)
        archive.end_run(run, now=NOW)
        with archive._engine.connect() as connection:
            bands.write(connection)
            for name, value in (("hashsize", 1_048_576), ("automerge", 4)):
                connection.exec_driver_sql("INSERT INTO search_words (search_words, rank) VALUES (?, ?)", (name, value))
            connection.commit()
    Archive.open(f"sqlite:///{file}").close()  # back to a journal


class Bands:
    """The bands of all sketches, kept in files by their first bits until they are written in order."""

    def __init__(self, file: Path) -> None:
        self._paths = [file.with_name(f"{file.name}.bands{n:02}") for n in range(PARTS)]
        self._held = [array("q") for _ in range(PARTS)]
        self._pairs: list[tuple[int, int]] = []

    def add(self, number: int, bands: Sequence[int]) -> None:
        """Keep the bands of an article."""
        for band in bands:
            held = self._held[(band >> 60) + PARTS // 2]
            held.append(band)
            held.append(number)
        if len(self._held[0]) > 100_000:
            self._spill()

    def write(self, connection: Any) -> None:
        """All rows in the order of the table, then the families that they make."""
        self._spill()
        for path in self._paths:
            rows = np.fromfile(path, dtype=np.int64).reshape(-1, 2)
            rows = rows[np.lexsort((rows[:, 1], rows[:, 0]))]
            for at in range(0, len(rows), 200_000):
                part = [tuple(row) for row in rows[at : at + 200_000].tolist()]
                connection.exec_driver_sql("INSERT OR IGNORE INTO family_bands VALUES (?, ?)", part)
            same = rows[1:, 0] == rows[:-1, 0]
            self._pairs += zip(rows[:-1, 1][same].tolist(), rows[1:, 1][same].tolist(), strict=True)
            path.unlink()
        family: dict[int, int] = {}
        for a, b in sorted(set(self._pairs)):
            if 0 < b - a <= 50:  # reprints stand close by; far ones share a band by chance
                family[b] = family.setdefault(a, a)
        rows = [(group, number) for number, group in family.items()]
        connection.exec_driver_sql("UPDATE articles SET family_id = ? WHERE id = ?", rows)

    def _spill(self) -> None:
        for path, held in zip(self._paths, self._held, strict=True):
            with path.open("ab") as out:
                held.tofile(out)
            del held[:]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--articles", type=int, default=1_000_000)
    options.add_argument("--db", type=Path, required=True, help="a SQLite file that is not there yet")
    options.add_argument("--seed", type=int, default=7)
    given = options.parse_args()
    if given.db.exists():
        sys.exit(f"{given.db} is there already")
    started = time.monotonic()
    build(given.db, given.articles, given.seed)
    print(f"{given.articles} articles in {time.monotonic() - started:.0f} s, {given.db.stat().st_size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
