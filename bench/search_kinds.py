"""Every kind of question that a stranger may ask of the search, newest first and by relevance, in milliseconds.

    python -m bench.search_kinds --articles 100000 --db FILE                   # one that bench.search made
    python -m bench.search_kinds --articles 100000 --db FILE --script latin    # made here when missing

Same articles, same clock as bench/search.py, which see. Each kind has a hundred questions of words from the commonest
to the rarest, drawn at random; a question and its second and tenth page count as three.
"""

import argparse
import random
import statistics
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import Connection

from archiver.model.search import Filters, Sort
from archiver.store.search import Request, search
from bench.search import CLOCKS, START, Words, arguments, open_archive

COUNT = 100


@dataclass(frozen=True)
class Question:
    """One question, and how far down its answers it is read."""

    words: str
    filters: Filters = field(default_factory=Filters)
    pages: int = 1


class Asker:
    """Draws questions of every kind."""

    def __init__(self, words: Words) -> None:
        self.rng = random.Random(2)
        self.words = words
        self.join = "" if words.script == "chinese" else " "

    def word(self, low: int = 3, high: int = 20_000) -> str:
        """A word by rank of frequency, ranks evenly spread on a scale of powers."""
        return self.words.words[int(low * (high / low) ** self.rng.random())]

    def common(self) -> str:
        return self.word(3, 60)

    def rare(self) -> str:
        return self.word(2_000, 20_000)

    def phrase(self, count: int) -> str:
        """Words that stand side by side somewhere: any text has them with common ones."""
        return f'"{self.join.join(self.word(3, 200) for _ in range(count))}"'

    def kinds(self) -> dict[str, Callable[[], Question]]:
        """How to draw one question of each kind."""
        site = Filters(site=("site3",))
        months = Filters(since=START.date() + timedelta(days=200), until=START.date() + timedelta(days=260))
        old = Filters(until=START.date() + timedelta(days=30))
        source, author = self.words.words[7], self.words.words[11]
        return {
            "a word": lambda: Question(self.word()),
            "a common word": lambda: Question(self.common()),
            "one character": lambda: Question(self.rng.choice(self.words.chars[:300])),
            "a common character": lambda: Question(self.words.chars[self.rng.randrange(5)]),
            "two words": lambda: Question(f"{self.word()} {self.word()}"),
            "two common words": lambda: Question(f"{self.common()} {self.common()}"),
            "three words": lambda: Question(f"{self.word()} {self.word()} {self.word()}"),
            "three common words": lambda: Question(f"{self.common()} {self.common()} {self.common()}"),
            "a phrase of two": lambda: Question(self.phrase(2)),
            "a phrase of three": lambda: Question(self.phrase(3)),
            "a phrase and a word": lambda: Question(f"{self.phrase(2)} {self.word()}"),
            "either of two": lambda: Question(f"{self.word()} OR {self.word()}"),
            "either, common and rare": lambda: Question(f"{self.common()} OR {self.rare()}"),
            "without another": lambda: Question(f"{self.word()} -{self.word()}"),
            "common without common": lambda: Question(f"{self.common()} -{self.common()}"),
            "common without rare": lambda: Question(f"{self.common()} -{self.rare()}"),
            "rare without common": lambda: Question(f"{self.rare()} -{self.common()}"),
            "without two others": lambda: Question(f"{self.word()} -{self.word()} -{self.word()}"),
            "two without common": lambda: Question(f"{self.word()} {self.word()} -{self.common()}"),
            "exclusion alone": lambda: Question(f"-{self.word()}"),
            "common exclusion alone": lambda: Question(f"-{self.common()}"),
            "title": lambda: Question(f"title:{self.word()}"),
            "body": lambda: Question(f"body:{self.word()}"),
            "title and a word": lambda: Question(f"title:{self.common()} {self.word()}"),
            "source": lambda: Question(f"source:{self.words.words[self.rng.randrange(200)]}"),
            "source and a word": lambda: Question(f"source:{self.words.words[self.rng.randrange(200)]} {self.word()}"),
            "beginning of a word": lambda: Question(f"{self.word()[:3]}*"),
            "one site": lambda: Question(self.word(), site),
            "one source": lambda: Question(self.common(), Filters(source=(source,))),
            "one author": lambda: Question(self.common(), Filters(author=(author,))),
            "two months": lambda: Question(self.word(), months),
            "the first month": lambda: Question(self.word(), old),
            "language": lambda: Question(self.word(), Filters(lang=("zh", "en"))),
            "no spam": lambda: Question(self.word(), Filters(spam_below=0.5)),
            "no words": lambda: Question(""),
            "no words, one site": lambda: Question("", site),
            "no words, one author and two months": lambda: Question(
                "", Filters(author=(author,), since=months.since, until=months.until)
            ),
            "no such word": lambda: Question(self.word() + "龘龘" + self.join + self.word()),
            "ten pages": lambda: Question(self.word(), pages=10),
        }


def read(connection: Connection, question: Question, sort: Sort) -> Iterator[float]:
    """Milliseconds of each page."""
    cursor = None
    for _ in range(question.pages):
        started = CLOCKS[0].now()
        result = search(connection, Request(words=question.words, filters=question.filters, sort=sort, cursor=cursor))
        yield (CLOCKS[0].now() - started) * 1e3
        if (cursor := result.cursor) is None:
            return


def measure(connection: Connection, words: Words, sorts: list[Sort], only: str, slowest: int) -> None:
    """A line for each kind; questions that took longest below it."""
    for sort in sorts:
        asker = Asker(words)
        for label, draw in asker.kinds().items():
            questions = [draw() for _ in range(COUNT)]
            if only not in label or (words.script != "chinese" and "character" in label):
                continue
            spent = [(each, question) for question in questions for each in read(connection, question, sort)]
            spent.sort(key=lambda pair: pair[0])
            times = [each for each, _ in spent]
            p95 = times[int(len(times) * 0.95)]
            print(
                f"{sort}, {label:40} n={len(times):4} p50 {statistics.median(times):6.1f}"
                f" p95 {p95:6.1f} max {times[-1]:6.1f} ms",
                flush=True,
            )
            for each, question in spent[::-1][:slowest]:
                print(f"    {each:6.1f} {question.words}")


def main() -> None:
    options = arguments(__doc__)
    options.add_argument("--sort", choices=["newest", "oldest", "relevance"], action="append")
    options.add_argument("--only", default="", help="kinds whose name holds this")
    options.add_argument("--slowest", type=int, default=0, help="questions shown that took longest")
    given: argparse.Namespace = options.parse_args()
    words = Words(given.seed, given.script)
    with open_archive(given, words) as connection:
        measure(connection, words, given.sort or ["newest"], given.only, given.slowest)


if __name__ == "__main__":
    main()
