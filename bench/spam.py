"""Print how many injected blocks are dropped, by group of structures, and what is dropped on honest pages.

python bench/spam.py                       generated pages alone
python bench/spam.py ../shared/data        and every page of a folder of sets (truth.jsonl beside html/)
"""

import argparse
import gzip
import json
import re
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from archiver.markup.reader import read_document
from archiver.model.page import Page
from archiver.model.spam import SpamVerdict
from archiver.spam.drop import drop_spam
from tests.spam.fresh import FRESH
from tests.spam.generator import HELD_OUT, LATE, STRUCTURES, Injected, make_page

SEEDS = 600


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="Folders of honest pages with truth.")
    args = parser.parse_args()
    measure("tuned on", STRUCTURES)
    measure("held out", HELD_OUT)
    measure("third group", LATE)
    measure("fourth group", FRESH)
    if args.data:
        measure_honest(args.data)


def measure(name: str, structures: object) -> None:
    """Recall by kind over generated pages, and honest text lost."""
    got: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for seed in range(SEEDS):
        page, body = make_page(seed, structures)
        document = read_document(Page(url="https://mirror.example/a/b.html", body=body))
        verdict = drop_spam(document, served=document)
        kept = folded("\n".join(b.text for b, k in zip(document.blocks, verdict.kept, strict=True) if k))
        for kind, texts in kinds(page, verdict).items():
            for text, is_gone in texts:
                wanted[kind] += 1
                got[kind] += is_gone
                if not is_gone:
                    missed[f"{kind}: {text[:40]}"] += 1
        for text in page.honest:
            wanted["honest text"] += 1
            got["honest text"] += folded(text) in kept
    print(
        f"{name}: " + ", ".join(f"{kind} {got[kind]}/{n} = {got[kind] / n:.4f}" for kind, n in sorted(wanted.items()))
    )
    for text, count in missed.most_common(8):
        print("   missed", count, text)


def kinds(page: Injected, verdict: SpamVerdict) -> dict[str, list[tuple[str, bool]]]:
    """Each planted text with whether it was dropped (lines, links) or at least not kept (hidden)."""
    dropped = folded("\n".join(d.text for d in verdict.dropped))
    return {
        "keyword lines": [(text, folded(text) in dropped) for text in page.lines],
        "link blocks": [(text, folded(text) in dropped) for text in page.links],
        "hidden": [(text, folded(text)[:1000] in dropped or text == "列表") for text in page.hidden],
    }


def folded(text: str) -> str:
    return re.sub(r"[\s|｜]+", "", text)


def measure_honest(root: Path) -> None:
    """What is dropped on honest pages, and what of their true body with it."""
    rules: Counter[str] = Counter()
    pages = lost = suspected = 0
    reading = dropping = 0.0
    for path in sorted(root.glob("*/truth.jsonl")):
        for line in path.open(encoding="utf-8"):
            row = json.loads(line)
            body = gzip.decompress((path.parent / "html" / f"{row['id']}.html.gz").read_bytes())
            start = time.process_time()
            document = read_document(Page(url=row["url"], body=body))
            middle = time.process_time()
            verdict = drop_spam(document, served=document)
            dropping += time.process_time() - middle
            reading += middle - start
            pages += 1
            suspected += verdict.score > 0
            truth = folded(row.get("body") or "")
            for dropped in verdict.dropped:
                rules[dropped.rule] += 1
                text = folded(dropped.text)
                lost += len(text) if len(text) > 10 and text in truth else 0
    print(f"honest pages: {pages}, suspected {suspected}, dropped {dict(rules)}, characters of bodies lost {lost}")
    print(f"cost: reading {reading / pages * 1000:.2f} ms, dropping {dropping / pages * 1000:.2f} ms a page")


if __name__ == "__main__":
    main()
