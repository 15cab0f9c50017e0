"""Pages with a true body, read and labelled: which of their blocks the truth holds."""

import gzip
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from archiver.markup.reader import read_document
from archiver.model.document import Document
from archiver.model.page import Page
from archiver.model.reading import Reading
from archiver.parsers.body_blocks import Survey
from archiver.parsers.body_container import Sums
from archiver.parsers.body_hidden import reveal_blocks
from archiver.parsers.body_marks import BIT, node_mask
from archiver.parsers.body_rules import is_caption
from archiver.parsers.body_told import Told
from archiver.parsers.title import parse_title
from bench.scoring import tokens

Shingles = Counter[tuple[str, ...]]


@dataclass
class Labelled:
    """One page with its truth, and what the learner works out about it."""

    set_name: str
    number: int
    """Its place in the set: even pages are tuned on, odd ones judged on."""
    url: str
    document: Document
    kept: tuple[bool, ...]
    title: str
    heading: int
    truth: Shingles
    words: list[list[str]]
    is_true: list[bool]
    weight: list[float]
    bound: float
    """F1 of all true blocks: a page far below 1 does not hold its truth, or only a part of it."""
    host: str
    survey: Survey | None = None
    sums: Sums | None = None
    told: Told | None = None
    seeds: list[int] = field(default_factory=list)
    candidates: list[tuple[int, tuple[float, ...]]] = field(default_factory=list)
    container: int = -1
    certainty: float = 0.0
    blocks: list[int] = field(default_factory=list)
    sure: dict[int, float] = field(default_factory=dict)
    rows: list[tuple[float, ...]] = field(default_factory=list)
    chances: Sequence[float] = ()

    @property
    def is_sound(self) -> bool:
        """Whether the page is fit to learn from."""
        return self.bound > 0.85 and bool(self.document.blocks)


def shingles_of(words: Sequence[str], size: int = 4) -> Shingles:
    """The runs of words that texts are compared by."""
    if not words:
        return Counter()
    return Counter(tuple(words[i : i + size]) for i in range(max(1, len(words) - size + 1)))


def f1(truth: Shingles, given: Shingles) -> float:
    """F1 of two texts by their shingles."""
    common = sum((truth & given).values())
    total = sum(truth.values()) + sum(given.values())
    return 2 * common / total if total else 1.0


def read_pages(folder: Path) -> Iterator[Labelled]:
    """The pages of one set that have a true body."""
    rows = [json.loads(line) for line in (folder / "truth.jsonl").open(encoding="utf-8")]
    for number, row in enumerate(rows):
        if row.get("body"):
            html = gzip.decompress((folder / "html" / f"{row['id']}.html.gz").read_bytes())
            yield label_page(folder.name, number, Page(url=row["url"], body=html), row["body"])


def label_page(set_name: str, number: int, page: Page, body: str) -> Labelled:
    """Read a page and align its blocks with the truth."""
    document = read_document(page)
    reading = Reading(document=document, kept=tuple(b.hidden is None for b in document.blocks), url=page.url)
    title = parse_title(reading)
    kept = reveal_blocks(reading)
    words = [tokens(block.text) for block in document.blocks]
    truth = shingles_of(tokens(body))
    found = _align(words, truth, body)
    found = [is_true and keep for is_true, keep in zip(found, kept, strict=True)]
    chosen = [w for ws, is_true in zip(words, found, strict=True) if is_true for w in ws]
    heading = title.pieces[0].block if title and title.pieces else -1
    is_true = [t and not is_caption(document, i) for i, t in enumerate(found)]
    host = ".".join((urlsplit(page.url).hostname or "").split(".")[-2:])
    labelled = Labelled(
        set_name,
        number,
        page.url,
        document,
        kept,
        title.value if title else "",
        heading,
        truth,
        words,
        is_true,
        [],
        f1(truth, shingles_of(chosen)),
        host,
    )
    labelled.weight = _weights(labelled)
    return labelled


def _align(words: Sequence[Sequence[str]], truth: Shingles, body: str) -> list[bool]:
    """Which blocks the truth holds; each run of words of the truth is spent once, so that a copy is not true again."""
    left = truth.copy()
    lines = {tuple(tokens(line)) for line in body.split("\n")}
    whole = "\0" + "\0".join(tokens(body)) + "\0"
    found: list[bool | None] = []
    for block in words:
        if len(block) < 4:
            found.append(None)
            continue
        own = shingles_of(block)
        hits = sum(min(count, left.get(run, 0)) for run, count in own.items())
        is_true = hits >= 0.5 * sum(own.values())
        found.append(is_true)
        if is_true:
            left.subtract({run: min(count, left.get(run, 0)) for run, count in own.items()})
    return [
        _is_short_true(words, found, i, lines, whole) if is_true is None else is_true for i, is_true in enumerate(found)
    ]


def _is_short_true(
    words: Sequence[Sequence[str]], found: Sequence[bool | None], i: int, lines: set[tuple[str, ...]], whole: str
) -> bool:
    """A block of one to three words is true when the truth holds it and a neighbour is true."""
    block = words[i]
    if not block or "\0" + "\0".join(block) + "\0" not in whole:
        return False
    before = next((found[j] for j in range(i - 1, max(-1, i - 4), -1) if found[j] is not None), False)
    after = next((found[j] for j in range(i + 1, min(len(words), i + 4)) if found[j] is not None), False)
    return bool(before and after) or (tuple(block) in lines and bool(before or after))


def _weights(page: Labelled) -> list[float]:
    """What a wrong decision on each block costs: its share of the page's truth, bounded, and a little for each block.

    Lead paragraphs that a set's truth leaves out count less: the record keeps them.
    """
    total = max(50, sum(len(w) for w, t in zip(page.words, page.is_true, strict=True) if t))
    count = max(1, len(page.words))
    out = []
    for i, block in enumerate(page.words):
        weight = min(len(block) / total, 0.3) + 0.3 / count
        if not page.is_true[i] and 0 <= page.heading < i < page.heading + 12 and _is_lead(page, i):
            weight *= 0.4
        out.append(weight)
    return out


def _is_lead(page: Labelled, i: int) -> bool:
    nodes, block = page.document.nodes, page.document.blocks[i]
    node = nodes[block.node]
    mask = node_mask(node.tag, node.marks)
    if node.parent >= 0 and nodes[node.parent].end - nodes[node.parent].start <= 2:
        mask |= node_mask("", nodes[node.parent].marks)
    return bool(mask & BIT["lead"]) and len(page.words[i]) > 7 and block.link_chars < 0.3 * len(block.text)
