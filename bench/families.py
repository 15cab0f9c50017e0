"""Reprint families: recall, precision and cost on 10,000 synthetic articles with planted families.

Everything is made here from a seed: words by Zipf's law out of a made-up lexicon, phrases that every newsroom prints,
and hard strangers, which quote the same two sentences or tell the same event in other words. Copies are planted in the
ways that real ones differ (`KINDS`). Run: `python bench/families.py [--articles N] [--seed N]`.
"""

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from opencc import OpenCC

from archiver.model.article import Article
from archiver.model.visit import Kind, Outcome, Visit
from archiver.store.archive import Archive
from archiver.store.sketch import sketch

NOW = datetime(2026, 11, 1, tzinfo=UTC)
STOCK = (
    "记者从有关部门获悉，", "据新华社报道，", "会议强调，要深入学习贯彻习近平新时代中国特色社会主义思想，",
    "相关负责人在接受记者采访时表示，", "在党中央坚强领导下，", "目前，事故原因正在进一步调查中。",
    "下一步，将继续加大工作力度，确保各项任务落到实处。", "（完）", "本报讯（记者张伟）",
)  # fmt: skip
ENGLISH_STOCK = ("according to officials familiar with the matter ", "the ministry said in a statement on Monday ")

_TRADITIONAL = OpenCC("s2twp")


class Writer:
    """Writes articles from a seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        # Characters of the common block, the first ones far more often: as in running text.
        chars = [chr(0x4E00 + self.random.randrange(0x5000)) for _ in range(2500)]
        simplify = OpenCC("t2s").convert
        chars = [char for char in map(simplify, chars) if len(char) == 1]
        self.words = ["".join(self.random.choices(chars, k=self.random.choice((1, 2, 2, 2, 3)))) for _ in range(8000)]
        self.english = [
            "".join(self.random.choices("etaoinshrdlucm", k=self.random.randint(2, 9))) for _ in range(6000)
        ]
        self.weights = [1 / (n + 3) for n in range(8000)]
        self.english_weights = self.weights[:6000]

    def sentence(self) -> str:
        words = self.random.choices(self.words, self.weights, k=self.random.randint(8, 26))
        text = "".join(words)
        cut = self.random.randrange(len(text))
        stock = self.random.choice(STOCK) if self.random.random() < 0.12 else ""
        return stock + text[:cut] + "，" + text[cut:] + "。"

    def english_sentence(self) -> str:
        words = self.random.choices(self.english, self.english_weights, k=self.random.randint(8, 30))
        stock = self.random.choice(ENGLISH_STOCK) if self.random.random() < 0.12 else ""
        return (stock + " ".join(words)).capitalize() + ". "

    def body(self, *, english: bool, quotes: tuple[str, ...] = ()) -> str:
        make = self.english_sentence if english else self.sentence
        sentences = [make() for _ in range(self.random.randint(9, 45))] + list(quotes)
        self.random.shuffle(sentences)
        paragraphs: list[str] = []
        while sentences:
            size = self.random.randint(1, 4)
            paragraphs.append("".join(sentences[:size]).strip())
            sentences = sentences[size:]
        return "\n\n".join(paragraphs)


def script(writer: Writer, text: str) -> str:
    return _TRADITIONAL.convert(text)


def readings(writer: Writer, text: str) -> str:
    """A reading in brackets after every twelfth character, as hijacked mirrors print it."""
    syllables = ("xué", "dān", "gǎng", "huì", "wǎng")
    return "".join(
        f"{char}({writer.random.choice(syllables)})" if char > "一" and writer.random.random() < 0.08 else char
        for char in text
    )


def edits(writer: Writer, text: str) -> str:
    """Every tenth sentence another one."""
    parts = text.split("。") if "。" in text else text.split(". ")
    mark = "。" if "。" in text else ". "
    make = writer.sentence if "。" in text else writer.english_sentence
    return mark.join(make().rstrip("。. ") if writer.random.random() < 0.1 else part for part in parts)


def characters(writer: Writer, text: str) -> str:
    """Every tenth character (or word) another one, wherever it stands: the hardest way to change a tenth."""
    if "。" in text:
        return "".join(
            writer.random.choice(writer.words)[0] if char > "一" and writer.random.random() < 0.1 else char
            for char in text
        )
    return " ".join(
        writer.random.choice(writer.english) if writer.random.random() < 0.1 else w for w in text.split(" ")
    )


def cut_lead(writer: Writer, text: str) -> str:
    """The first paragraphs, a fifth of the text, are missing."""
    return text[len(text) // 5 :]


def lead_only(writer: Writer, text: str) -> str:
    """A portal prints the first paragraphs alone, a third of the text."""
    return text[: max(160, len(text) // 3)]


def hijacked(writer: Writer, text: str) -> str:
    return readings(writer, script(writer, text))


KINDS: dict[str, Callable[[Writer, str], str]] = {
    "script": script,
    "readings": readings,
    "edits": edits,
    "characters": characters,
    "cut_lead": cut_lead,
    "lead_only": lead_only,
    "hijacked": hijacked,
}
HAN_ONLY = {"script", "readings", "hijacked"}


def make(articles: int, seed: int) -> list[tuple[str, int, str]]:
    """Bodies with the number of their family and how each was copied."""
    writer = Writer(seed)
    made: list[tuple[str, int, str]] = []
    family = 0
    quotes: tuple[str, ...] = ()
    while len(made) < articles:
        family += 1
        english = writer.random.random() < 0.2
        if not english and writer.random.random() < 0.3:  # strangers that quote the same two sentences
            quotes = quotes or (writer.sentence(), writer.sentence())
        else:
            quotes = ()
        original = writer.body(english=english, quotes=quotes if not english else ())
        made.append((original, family, "original"))
        if writer.random.random() < 0.35:
            kinds = [kind for kind in KINDS if not (english and kind in HAN_ONLY)]
            for kind in writer.random.sample(kinds, k=writer.random.randint(1, 3)):
                made.append((KINDS[kind](writer, original), family, kind))
    made = made[:articles]
    writer.random.shuffle(made)
    return made


def measure(articles: int, seed: int) -> dict[str, object]:
    made = make(articles, seed)
    with TemporaryDirectory() as folder, Archive.open(f"sqlite:///{folder}/a.db") as archive:
        run = archive.start_run("bench")
        for start in range(0, len(made), 100):
            visits = [
                Visit(
                    url=f"https://host{n % 97}.example/{n}.html", kind=Kind.ARTICLE, outcome=Outcome.NEW,
                    visited_at=NOW + timedelta(seconds=n),
                    article=Article(url=f"https://host{n % 97}.example/{n}.html", title="题", body=made[n][0]),
                )
                for n in range(start, min(start + 100, len(made)))
            ]  # fmt: skip
            archive.save_visits(visits, run)
        with archive._reading() as connection:
            rows = connection.exec_driver_sql("SELECT id, coalesce(family_id, -id) FROM articles ORDER BY id").all()
    return {"articles": len(made), "seed": seed, **_score(made, [row[1] for row in rows]), "ms": _cost(made)}


def _score(made: list[tuple[str, int, str]], found: list[int]) -> dict[str, object]:
    true = Counter(family for _, family, _ in made)
    pairs = sum(n * (n - 1) // 2 for n in true.values())
    cells = Counter(zip((family for _, family, _ in made), found, strict=True))
    right = sum(n * (n - 1) // 2 for n in cells.values())
    claimed = sum(n * (n - 1) // 2 for n in Counter(found).values())
    # Of each way of copying: how many stand in the family of their original (or of most of its copies).
    main: dict[int, int] = {}
    for (family, cell), _ in sorted(cells.items(), key=lambda item: item[1]):
        if true[family] > 1:
            main[family] = cell
    kinds: dict[str, list[int]] = {}
    for (_, family, kind), f in zip(made, found, strict=True):
        if family in main:
            kinds.setdefault(kind, []).append(f == main[family])
    return {
        "pairs": pairs,
        "recall": round(right / pairs, 4),
        "precision": round(right / claimed, 4),
        "by_kind": {kind: round(sum(hits) / len(hits), 4) for kind, hits in sorted(kinds.items())},
    }


def _cost(made: list[tuple[str, int, str]]) -> float:
    """CPU milliseconds of one sketch."""
    texts = [text for text, _, _ in made[:1000]]
    begin = time.process_time()
    for text in texts:
        sketch(text)
    return round((time.process_time() - begin) * 1000 / len(texts), 3)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    result = json.dumps(measure(options.articles, options.seed), ensure_ascii=False, indent=1)
    print(result)
    if options.out:
        options.out.write_text(result + "\n", encoding="utf-8")
