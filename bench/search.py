"""Search at a hundred thousand articles, or a million: index size, and time by kind of query.

    python -m bench.search --articles 100000 --db FILE
    python -m bench.search --articles 1000000 --db FILE    # one that bench.million made
    python -m bench.search --articles 20000 --db postgresql+psycopg://…   # on this machine
    python -m bench.search --articles 100000 --db FILE --script latin

The articles are made up: 60,000 words of one to four characters, common ones far more often (Zipf), drawn anew for
every article, 800 characters on average, over three years. Made-up text repeats itself less than news does, so the
index is larger than it would be in truth. Times are of CPU in this process, where SQLite runs, and in PostgreSQL's
process for this connection; on a warm cache, hits loaded and snippets cut.
"""

import argparse
import bisect
import itertools
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, FromClause, Integer, insert, text

from archiver.model.article import Article
from archiver.model.search import Filters, Sort
from archiver.store.codec import dumps
from archiver.store.engine import make_engine, parse_url
from archiver.store.migrate import prepare
from archiver.store.schema import ArticleRow, VersionRow
from archiver.store.search import Request, search
from archiver.store.search_counts import overview
from archiver.store.search_index import Entry, index_articles

START = datetime(2021, 1, 1, tzinfo=UTC)
SPAN = timedelta(days=3 * 365)
BATCH = 200


class Words:
    """Made-up Chinese, or words of Latin letters: by frequency rank."""

    def __init__(self, seed: int, script: str = "chinese") -> None:
        self.random = random.Random(seed)
        self.script = script
        is_chinese = script == "chinese"
        chars = [chr(0x4E00 + n * 6) for n in range(3400)] if is_chinese else list("etaoinshrdlcumwfgypbvkjxqz")
        if is_chinese:
            self.random.shuffle(chars)
        weights = list(itertools.accumulate(1 / (n + 10) for n in range(len(chars))))

        def char() -> str:
            return chars[bisect.bisect(weights, self.random.random() * weights[-1])]

        lengths = (1, 2, 2, 2, 2, 2, 3, 4) if is_chinese else (2, 3, 4, 5, 6, 7, 8, 9, 10)
        self.words = ["".join(char() for _ in range(self.random.choice(lengths))) for _ in range(60_000)]
        self.weights = list(itertools.accumulate(1 / (n + 4) for n in range(len(self.words))))
        self.chars = chars

    def text(self, count: int) -> str:
        words = self.random.choices(self.words, cum_weights=self.weights, k=count)
        join, comma, stop = ("", "，", "。") if self.script == "chinese" else (" ", ", ", ".")
        sentences = (join.join(words[at : at + 9]) for at in range(0, count, 9))
        return comma.join(sentences) + stop


def articles(words: Words, count: int) -> Iterator[Article]:
    moments = sorted(START + SPAN * words.random.random() for _ in range(count))
    for number, moment in enumerate(moments, 1):
        size = max(30, int(words.random.lognormvariate(5.85, 0.5)))
        yield Article(
            id=number, version=1, url=f"https://example.org/{number}", site=f"site{number % 20}", title=words.text(9),
            body=words.text(size), source=words.words[words.random.randrange(200)], language="zh-Hans",
            published_at=moment, authors=(words.words[words.random.randrange(2000)],),
        )  # fmt: skip


def fill(connection: Connection, batch: list[Article]) -> None:
    connection.execute(insert(ArticleRow), [_row(each) for each in batch])
    connection.execute(insert(VersionRow), [_version(each) for each in batch])
    index_articles(connection, [Entry(article=each, sorted_at=each.published_at or START) for each in batch])


def _row(each: Article) -> dict[str, object]:
    return {
        **_blank(ArticleRow.__table__), "id": each.id, "url": each.url, "canonical_url": each.url, "site": each.site,
        "title": each.title, "sorted_at": each.published_at, "source": each.source, "authors": dumps(each.authors),
        "section": "[]", "language": each.language, "spam_score": 0.0, "state": "live", "version": 1, "family_id": None,
        "first_captured_at": START, "last_captured_at": START,
    }  # fmt: skip


def _version(each: Article) -> dict[str, object]:
    return {
        **_blank(VersionRow.__table__), "id": each.id, "article_id": each.id, "number": 1, "kind": "first",
        "changed": "[]", "captured_at": START, "read_at": START, "title": each.title, "source": each.source,
        "published_at": each.published_at, "authors": dumps(each.authors), "body": each.body,
        "record": dumps(replace(each, body=None).to_dict()),
    }  # fmt: skip


def _blank(table: FromClause) -> dict[str, object]:
    return {
        column.name: 0 if isinstance(column.type, Integer) else "" for column in table.columns if not column.nullable
    }


class Clock:
    """CPU seconds of this process and of the database's process for a connection."""

    def __init__(self, connection: Connection) -> None:
        self._server: Path | None = None
        if connection.dialect.name == "postgresql":
            number = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
            self._server = Path(f"/proc/{number}/schedstat")  # nanoseconds on a CPU come first

    def now(self) -> float:
        """Only differences mean anything."""
        server = int(self._server.read_text().split()[0]) / 1e9 if self._server else 0.0
        return time.process_time() + server


CLOCKS: list[Clock] = []
"""The one that is read; set by `main`."""


def build(connection: Connection, words: Words, count: int) -> None:
    made = articles(words, count)
    clock = Clock(connection)
    cpu = 0.0
    while batch := list(itertools.islice(made, BATCH)):
        started = clock.now()
        fill(connection, batch)
        cpu += clock.now() - started
        connection.commit()
    print(f"rows and index: {cpu / count * 1e3:.2f} ms of CPU an article")
    if connection.dialect.name == "postgresql":
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("VACUUM ANALYZE"))


def sizes(connection: Connection) -> None:
    """The index beside the text."""
    if connection.dialect.name == "postgresql":
        size = connection.execute(text("SELECT pg_total_relation_size('search_words')")).scalar_one()
        inner = connection.execute(text("SELECT pg_indexes_size('search_words')")).scalar_one()
        chars = connection.execute(
            text("SELECT sum(octet_length(body) + octet_length(title)) FROM versions")
        ).scalar_one()
        print(f"{chars / 1e6:.0f} MB of text, index with texts {size / chars:.2f} x text, without {inner / chars:.2f}")
        return
    size = connection.execute(text("SELECT sum(length(block)) FROM search_words_data")).scalar_one()
    size += connection.execute(text("SELECT sum(length(sz)) + 8 * count(*) FROM search_words_docsize")).scalar_one()
    counted = "sum(length(CAST(body AS BLOB)) + length(CAST(title AS BLOB)))"
    chars = connection.execute(text(f"SELECT {counted} FROM versions")).scalar_one()
    print(f"{chars / 1e6:.0f} MB of text, index {size / chars:.2f} x text")


def timed(label: str, queries: list[str], run: Callable[[str], object]) -> None:
    spent = []
    for query in queries:
        started = CLOCKS[0].now()
        run(query)
        spent.append((CLOCKS[0].now() - started) * 1e3)
    spent.sort()
    p95 = spent[int(len(spent) * 0.95)]
    print(f"{label:44} n={len(spent):4} p50 {statistics.median(spent):7.1f} p95 {p95:7.1f} max {spent[-1]:7.1f} ms")


def measure(connection: Connection, words: Words, count: int) -> None:
    rng = random.Random(1)
    ranks = [int(3 * 1.6**n) for n in range(19)]
    sample = [words.words[min(rank + rng.randrange(1 + rank // 4), 59_999)] for rank in ranks for _ in range(5)]
    pairs = [f"{rng.choice(sample)} {rng.choice(sample)}" for _ in range(60)]
    phrases = [rng.choice(sample) + rng.choice(sample[:30]) for _ in range(60)]
    minus = [f"{rng.choice(sample)} -{rng.choice(sample)}" for _ in range(40)]
    chars = words.chars[:200:5]
    mixed = [*sample, *pairs, *phrases, *minus, *chars]

    def ask(sort: Sort, **options: object) -> Callable[[str], object]:
        return lambda query: search(connection, Request(words=query, sort=sort, **options))  # type: ignore[arg-type]

    def share(query: str) -> float:
        return search(connection, Request(words=query, limit=1)).total / count

    ask("newest")("甲")
    for label, queries in (
        ("word", sample),
        ("two words", pairs),
        ("phrase", phrases),
        ("exclusion", minus),
        ("character", chars),
    ):
        timed(f"newest, {label}", queries, ask("newest"))
    timed("newest, all", mixed, ask("newest"))
    site = Filters(
        site=("site3", "site3.example"),
        since=START.date() + timedelta(days=200),
        until=START.date() + timedelta(days=260),
    )
    timed("newest, all, one site and two months", mixed, ask("newest", filters=site))
    shares = {word: share(word) for word in {*sample, *chars}}
    singles = {
        query: max(shares[word.strip("-")] for word in query.split()) for query in (*sample, *pairs, *minus, *chars)
    }
    rare = [query for query, most in singles.items() if most <= 0.02]
    common = [query for query, most in singles.items() if most > 0.02]
    timed("relevance, words in up to 2 % of articles", rare, ask("relevance"))
    timed("relevance, in more", common, ask("relevance"))
    timed(
        "timeline and facets, in up to 2 %",
        rare[::4],
        lambda query: overview(connection, query),
    )
    timed(
        "timeline and facets, in more",
        common[::4],
        lambda query: overview(connection, query),
    )


def arguments(about: str | None) -> argparse.ArgumentParser:
    """What is asked for on the command line."""
    options = argparse.ArgumentParser(description=about)
    options.add_argument("--articles", type=int, default=100_000)
    options.add_argument(
        "--db", required=True, help="a SQLite file or a URL; made when missing or empty, else measured as it is"
    )
    options.add_argument("--seed", type=int, default=7)
    options.add_argument("--script", choices=["chinese", "latin"], default="chinese")
    return options


@contextmanager
def open_archive(given: argparse.Namespace, words: Words) -> Iterator[Connection]:
    """A connection to the archive, which is filled when it is empty; its clock is the one that is read."""
    url = parse_url(given.db if "://" in given.db else f"sqlite:///{given.db}")
    engine = make_engine(url, read_only=False)
    prepare(engine, url)
    with engine.connect() as connection:
        is_new = connection.execute(text("SELECT 1 FROM articles LIMIT 1")).first() is None
    if is_new:
        with engine.connect().execution_options(writes=True) as connection:
            build(connection, words, given.articles)
    with engine.connect() as connection:
        CLOCKS.append(Clock(connection))
        sizes(connection)
        yield connection


def main() -> None:
    given = arguments(__doc__).parse_args()
    words = Words(given.seed, given.script)
    with open_archive(given, words) as connection:
        measure(connection, words, given.articles)


if __name__ == "__main__":
    sys.exit(main())
