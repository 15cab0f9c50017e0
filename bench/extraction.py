"""Measures the parsers on folders of pages with human truth, beside other extractors, and writes docs/benchmarks.md.

    python -m bench.extraction --data ../shared/data
    python -m bench.extraction --data ../shared/data --sets fundus,gne --half odd --no-write
    python -m bench.extraction --data ../shared/data --rivals trafilatura,readability

A set is a folder with `truth.jsonl` (a page a line: id, url, and body, title, date, source, author, captions, with,
without where known) beside `html/ID.html.gz`. Even pages (the first, the third …) were tuned on, odd pages were not.
"""

import argparse
import gzip
import json
import math
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from lxml import html as lxml_html

from archiver.model.article import Article
from archiver.model.page import Page
from archiver.parsers.article import parse_article
from bench.scoring import Score, mean, ratio, score_page

DOCS = Path(__file__).parent.parent / "docs" / "benchmarks.md"
T = TypeVar("T")
BEGIN, END = "<!-- extraction: written by make bench-extraction -->", "<!-- /extraction -->"
MEASURES = (
    ("pages", lambda s: float(len(s))),
    ("page F1", lambda s: mean(s, "body")),
    ("title", lambda s: mean(s, "title")),
    ("date", lambda s: mean(s, "date")),
    ("author", lambda s: mean(s, "author")),
    ("source", lambda s: mean(s, "source")),
    ("captions R", lambda s: ratio(s, "captions_hit", "captions_n")),
    ("captions P", lambda s: ratio(s, "captions_good", "captions_given")),
)
EDGES = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.01)
EVIDENCE = {"title": "title", "date": "published_at", "author": "authors", "source": "source", "body": "body",
            "captions": "captions"}  # fmt: skip
"""Measure and the field of the record whose evidence it tests. A body is right at F1 0.9 and above, captions when each
that was given is one of the truth's."""


@dataclass(slots=True)
class Result:
    """One page's outcome."""

    id: str
    score: Score
    evidence: dict[str, float] = field(default_factory=dict)
    """Score of the evidence by measure; only fields with a value."""
    cpu: float = 0.0
    parse: float = 0.0
    """CPU seconds of the whole extraction, and of a bare lxml parse of the same bytes."""


def read_set(folder: Path) -> Iterator[tuple[str, str, bytes, dict[str, object]]]:
    """Id, address, bytes and truth of each page of a set."""
    with (folder / "truth.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            truth = json.loads(line)
            path = folder / "html" / f"{truth['id']}.html.gz"
            yield truth["id"], truth.get("url") or "", gzip.decompress(path.read_bytes()), truth


def find_sets(data: Path, wanted: Sequence[str]) -> list[Path]:
    """The folder itself when it is a set, else the sets in it."""
    if (data / "truth.jsonl").exists():
        return [data]
    found = sorted(path.parent for path in data.glob("*/truth.jsonl"))
    return [path for path in found if not wanted or path.name in wanted]


def given(article: Article) -> dict[str, object]:
    """A record in the terms of the truth."""
    return {
        "title": article.title,
        "date": article.published_at.date().isoformat() if article.published_at else None,
        "source": article.source,
        "author": list(article.authors),
        "body": article.body,
        "captions": [caption.text for caption in article.captions],
    }


def run_ours(pages: Sequence[tuple[str, str, bytes, dict[str, object]]]) -> list[Result]:
    """Our parsers on each page, with the cost beside that of a bare parse."""
    results = []
    for name, url, html, _ in pages[:2]:
        parse_article(Page(url=url or name, body=html))  # tables are loaded when first needed
    for name, url, html, truth in pages:
        parse = _cpu(partial(_bare_parse, html))[0]
        cpu, article = _cpu(partial(parse_article, Page(url=url, body=html)))
        evidence = {
            measure: article.evidence[key].score for measure, key in EVIDENCE.items() if key in article.evidence
        }
        results.append(Result(name, score_page(truth, given(article)), evidence, cpu, parse))
    return results


def _bare_parse(html: bytes) -> None:
    try:
        lxml_html.fromstring(html)
    except (ValueError, lxml_html.etree.LxmlError):
        return


def _cpu(work: Callable[[], T]) -> tuple[float, T]:
    start = time.process_time()
    out = work()
    return time.process_time() - start, out


def table(rows: Mapping[str, Sequence[Result]]) -> list[str]:
    """One line a set: every measure, and the cost over a bare parse."""
    heads = [name for name, _ in MEASURES] + ["× parse", "slowest s"]
    lines = ["| set | " + " | ".join(heads) + " |", "|---|" + "---:|" * len(heads)]
    for name, results in rows.items():
        scores = [result.score for result in results]
        cells = [_cell(measure(scores), whole=head == "pages") for head, measure in MEASURES]
        parse = sum(result.parse for result in results)
        cells.append(f"{sum(result.cpu for result in results) / parse:.1f}" if parse else "")
        cells.append(f"{max((result.cpu for result in results), default=0):.2f}")
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return lines


def _cell(value: float, *, whole: bool = False) -> str:
    if math.isnan(value):
        return ""
    return f"{value:.0f}" if whole else f"{value:.3f}"


def calibration(results: Sequence[Result]) -> list[str]:
    """For each field and band of scores: how many values, and which share of them is right."""
    bands = list(pairwise(EDGES))
    lines = ["| field | " + " | ".join(f"{low:.2f}–{min(high, 1):.2f}" for low, high in bands) + " | above 0.9 |"]
    lines.append("|---|" + "---:|" * (len(bands) + 1))
    for measure in EVIDENCE:
        scored = [(r.evidence[measure], _right(r.score, measure)) for r in results if _is_scored(r, measure)]
        cells = [_share([right for score, right in scored if low <= score < high]) for low, high in bands]
        cells.append(_share([right for score, right in scored if score > 0.9]))
        lines.append(f"| {measure} | " + " | ".join(cells) + " |")
    return lines


def _is_scored(result: Result, measure: str) -> bool:
    return measure in result.evidence and (measure in result.score or f"{measure}_given" in result.score)


def _right(score: Score, measure: str) -> bool:
    if measure == "captions":
        return score["captions_good"] == score["captions_given"]
    return score[measure] >= (0.9 if measure == "body" else 1)


def _share(rights: Sequence[bool]) -> str:
    return f"{sum(rights) / len(rights):.3f} of {len(rights)}" if rights else ""


def report(rows: Mapping[str, Sequence[Result]], rivals: Mapping[str, Mapping[str, Sequence[Result]]]) -> str:
    """The section of docs/benchmarks.md."""
    odd = {name: results[1::2] for name, results in rows.items()}
    even = {name: results[::2] for name, results in rows.items()}
    held = [result for results in odd.values() for result in results]
    parts = [f"Measured {datetime.now(UTC):%Y-%m-%d} with `make bench-extraction`; one process, CPU time.", ""]
    parts += ["### All pages", "", *table(rows), "", "### Odd pages: judged on, never tuned on", "", *table(odd)]
    parts += ["", "### Even pages: tuned on", "", *table(even)]
    parts += ["", "### Are the scores of the evidence honest? Odd pages of all sets", "", *calibration(held)]
    for rival, found in rivals.items():
        parts += ["", f"### {rival}", "", *table(found)]
    slowest = max((r for results in rows.values() for r in results), key=lambda r: r.cpu)
    parts += ["", f"Slowest page: {slowest.cpu:.2f} s of CPU ({slowest.id})."]
    return "\n".join(parts)


def write(section: str, path: Path = DOCS) -> None:
    """Put the section in its place in the document, or at its end."""
    text = path.read_text(encoding="utf-8") if path.exists() else "# Benchmarks\n"
    block = f"{BEGIN}\n{section}\n{END}"
    if BEGIN in text and END in text:
        before, _, rest = text.partition(BEGIN)
        text = before + block + rest.partition(END)[2]
    else:
        text = f"{text.rstrip()}\n\n## Extraction\n\n{block}\n"
    path.write_text(text, encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="a set, or a folder of sets")
    parser.add_argument("--sets", default="", help="names of sets, with commas; all by default")
    parser.add_argument("--half", choices=("all", "even", "odd"), default="all")
    parser.add_argument(
        "--rivals", default="", help="names of bench/rivals.py, with commas; run in an environment of their own"
    )
    parser.add_argument("--no-write", action="store_true", help="print only")
    args = parser.parse_args()
    sets = find_sets(args.data, [name for name in args.sets.split(",") if name])
    if not sets:
        print(f"{args.data}: expected truth.jsonl here or one folder down, found none", file=sys.stderr)
        return 2
    rows: dict[str, list[Result]] = {}
    for folder in sets:
        print(f"{folder.name} …", file=sys.stderr, flush=True)
        pages = list(read_set(folder))
        rows[folder.name] = run_ours(
            pages[{"all": 0, "even": 0, "odd": 1}[args.half] :: 1 if args.half == "all" else 2]
        )
    if args.half != "all":
        print("\n".join(table(rows)))
        return 0
    rivals: dict[str, dict[str, list[Result]]] = {}
    if args.rivals:
        from bench.rivals import run_rivals

        rivals = run_rivals(args.rivals.split(","), sets)
    section = report(rows, rivals)
    print(section)
    if not args.no_write and not args.sets:
        write(section)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
