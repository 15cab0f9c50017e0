"""Print what each step of an extraction costs over a bare lxml parse of the same bytes, as docs/benchmarks.md shows it.

    python -m bench.steps --data ../shared/data
    python -m bench.steps --data ../shared/data --sets fundus,zhweb --pages 40

The steps are the functions that `read_article` and `parse_fields` call, each timed where it is called, so that a step's
time holds all that it asks for first. Processor time, the best of three runs of each page.
"""

import argparse
import gzip
import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from lxml import html as lxml_html

from archiver.model.page import Page
from archiver.parsers import article

STEPS = (
    "read_document repair_document drop_spam cut_spam site_names parse_title parse_body parse_dates parse_byline "
    "parse_captions parse_copyright parse_images parse_section parse_keywords parse_language parse_publisher "
    "parse_canonical write_record"
).split()
ROUNDS = 3
_LEAST = 0.005  # steps that cost less on every set are summed up


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="Folder of sets.")
    parser.add_argument("--sets", help="Only these, joined by commas.")
    parser.add_argument("--pages", type=int, default=30, help="Pages of each set, spread evenly.")
    args = parser.parse_args()
    clock = Clock()
    costs: dict[str, dict[str, float]] = {}
    for path in sorted(args.data.glob("*/truth.jsonl")):
        if not args.sets or path.parent.name in args.sets.split(","):
            costs[path.parent.name] = measure_set(path, args.pages, clock)
            sys.stderr.write(f"{path.parent.name}\n")
    sys.stdout.write(write_table(costs))


class Clock:
    """Times each step while it runs."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = defaultdict(float)
        for name in STEPS:
            setattr(article, name, self._timed(name, getattr(article, name)))

    def _timed(self, name: str, step: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*args: Any, **named: Any) -> Any:
            start = time.process_time()
            try:
                return step(*args, **named)
            finally:
                self.spent[name] += time.process_time() - start

        return timed


def measure_set(path: Path, count: int, clock: Clock) -> dict[str, float]:
    """The cost of each step over a bare parse, summed over the pages; "whole" is all of them with what is between."""
    totals: dict[str, float] = defaultdict(float)
    bare = 0.0
    for url, body in read_pages(path, count):
        page = Page(url=url, body=body)
        bare += min(spend(lambda body=body: lxml_html.fromstring(body)) for _ in range(ROUNDS))
        best: dict[str, float] = {}
        for _ in range(ROUNDS):
            clock.spent.clear()
            whole = spend(lambda page=page: article.parse_article(page))
            if not best or whole < best["whole"]:
                best = {**clock.spent, "whole": whole}
        for name, seconds in best.items():
            totals[name] += seconds
    return {name: seconds / bare for name, seconds in totals.items()}


def read_pages(path: Path, count: int) -> Iterator[tuple[str, bytes]]:
    lines = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
    for line in lines[:: max(1, len(lines) // count)]:
        truth = json.loads(line)
        file = path.parent / "html" / f"{truth['id']}.html.gz"
        yield truth.get("url") or "", gzip.decompress(file.read_bytes())


def spend(call: Callable[[], object]) -> float:
    """Processor seconds of a call; what it raises on an empty page counts as its end."""
    start = time.process_time()
    with suppress(Exception):  # lxml raises several kinds for pages without an element
        call()
    return time.process_time() - start


def write_table(costs: dict[str, dict[str, float]]) -> str:
    """Sets as columns, steps as rows in the order they run, the whole last."""
    sets = list(costs)
    lines = ["| step | " + " | ".join(sets) + " |", "|---|" + "---|" * len(sets)]
    small = [name for name in STEPS if max(costs[s].get(name, 0.0) for s in sets) < _LEAST]
    for name in [*(name for name in STEPS if name not in small), "whole"]:
        lines.append(f"| `{name}` | " + " | ".join(f"{costs[s].get(name, 0.0):.2f}" for s in sets) + " |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
