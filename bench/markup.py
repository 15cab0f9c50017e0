"""Print what reading costs beside a bare parse of the same bytes, over every page of a folder of sets.

python bench/markup.py ../shared/data [every nth page]
"""

import gzip
import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import lxml.html

from archiver.markup.reader import read_document
from archiver.model.page import Page
from archiver.text.decode import decode

ROUNDS = 3


def main() -> None:
    root, step = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 10
    steps: dict[str, Callable[[bytes], object]] = {
        "parse": lxml.html.fromstring,
        "decode": decode,
        "read": lambda body: read_document(Page(url="https://example.org/", body=body)),
    }
    print(f"{'set':14} {'pages':>6} {'parse ms':>9} {'decode x':>9} {'read x':>7}")
    for path in sorted(root.glob("*/truth.jsonl")):
        spent = dict.fromkeys(steps, 0.0)
        count = 0
        for body in list(read_pages(path))[::step]:
            count += 1
            for name, step_of in steps.items():
                spent[name] += min(measure(step_of, body) for _ in range(ROUNDS))
        bare = spent["parse"]
        print(
            f"{path.parent.name:14} {count:6} {bare / count * 1000:9.2f} "
            f"{spent['decode'] / bare:9.2f} {spent['read'] / bare:7.2f}"
        )


def read_pages(path: Path) -> Iterator[bytes]:
    for line in path.open(encoding="utf-8"):
        yield gzip.decompress((path.parent / "html" / f"{json.loads(line)['id']}.html.gz").read_bytes())


def measure(call: Callable[[bytes], object], body: bytes) -> float:
    start = time.process_time()
    call(body)
    return time.process_time() - start


if __name__ == "__main__":
    main()
