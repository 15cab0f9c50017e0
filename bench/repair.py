"""Damages real paragraphs, repairs them, and counts: `python -m bench.repair --data ../shared/data`.

Character error rate, slipped paragraphs exact or with only marked losses, wrong ones that no flag gives away, guessed
digits; then honest pages, which must not change. Paragraphs come from truth bodies; even ones are for tuning (`--half
0`), odd ones for judging (`--half 1`, the default).
"""

import argparse
import json
import re
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from archiver.text.hanzi import simplified_share
from archiver.text.repair.page import repair_page
from tests.repair.damage import NARROW, Plan, damage, is_writable, turned

PAGE = 8
_GARBLED = re.compile("[぀-ヿ□\ufffd\ue000-\uf8ff]")
"""Some truth texts are garbled themselves."""
LOST = "□"


def paragraphs(root: Path, half: int) -> list[str]:
    """Simplified Chinese paragraphs of 60 to 260 characters."""
    found: list[str] = []
    for file in sorted(root.glob("*/truth.jsonl")):
        for line in file.open(encoding="utf-8"):
            for text in (json.loads(line).get("body") or "").split("\n"):
                words = "".join(text.split())
                if 60 <= len(words) <= 260 and (simplified_share(words) or 0) > 0.95 and not _GARBLED.search(words):
                    found.append("".join(c for c in words if is_writable(turned(c))))
    return list(dict.fromkeys(found))[half::2]


def measure(texts: Sequence[str], plan: Plan, *, show: int) -> dict[str, float]:
    counts = dict.fromkeys(("errors", "served", "characters", "slipped", "exact", "lost", "flagged", "silent"), 0)
    seconds = 0.0
    for start in range(0, len(texts) - PAGE + 1, PAGE):
        truth = [t.translate(NARROW) for t in texts[start : start + PAGE]]
        served = [damage(t, plan, start + n) for n, t in enumerate(texts[start : start + PAGE])]
        clock = time.process_time()
        repaired = repair_page(served).texts
        seconds += time.process_time() - clock
        for want, was, got in zip(truth, served, repaired, strict=True):
            counts["characters"] += len(want)
            counts["served"] += Levenshtein.distance(want, was)
            errors = Levenshtein.distance(want, got.text.translate(NARROW))
            counts["errors"] += errors
            is_slipped = (any(c in was for c in "?€") and "?" not in want) or any(
                "\ue000" <= c <= "\uf8ff" for c in was
            )
            if not is_slipped:
                continue
            counts["slipped"] += 1
            flagged = any(not e.certain for e in got.edits)
            counts["exact"] += errors == 0
            counts["lost"] += errors > 0 and LOST in got.text and _only_lost(want, got.text)
            wrong = errors > 0 and not (LOST in got.text and _only_lost(want, got.text))
            counts["flagged"] += wrong and flagged
            counts["silent"] += wrong and not flagged
            if wrong and show > 0:
                show -= 1
                at = next(
                    (i for i, (a, b) in enumerate(zip(want, got.text.translate(NARROW), strict=False)) if a != b), 0
                )
                around = slice(max(0, at - 12), at + 22)
                print("  ", want[around], "|", got.text[around], "|", "flagged" if flagged else "NOT FLAGGED")
    n = max(1, counts["slipped"])
    return {
        "paragraphs": len(texts) // PAGE * PAGE,
        "CER served": counts["served"] / counts["characters"],
        "CER repaired": counts["errors"] / counts["characters"],
        "slipped": counts["slipped"],
        "exact": counts["exact"] / n,
        "exact or lost": (counts["exact"] + counts["lost"]) / n,
        "wrong flagged": counts["flagged"] / n,
        "wrong not flagged": counts["silent"] / n,
        "ms a page": 1000 * seconds / max(1, len(texts) // PAGE),
    }


def _only_lost(want: str, got: str) -> bool:
    """Whether the texts differ only where a lost character is marked."""
    got = got.translate(NARROW)
    ops = Levenshtein.opcodes(got, want)
    return all(op.tag == "equal" or set(got[op.src_start : op.src_end]) <= {LOST} for op in ops)


def honest(root: Path) -> Iterator[tuple[str, list[str]]]:
    for file in sorted(root.glob("*/truth.jsonl")):
        for line in file.open(encoding="utf-8"):
            row = json.loads(line)
            body = row.get("body") or ""
            if sum("㐀" <= c <= "鿿" for c in body[:2000]) > 100:
                yield row["id"], [t for t in body.split("\n") if t.strip()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--half", type=int, default=1)
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--limit", type=int, default=10_000)
    args = parser.parse_args()
    texts = paragraphs(args.data, args.half)[: args.limit]
    for shuffled in (False, True):
        for depth in (0.3, 0.6, 0.95):
            found = measure(texts, Plan(depth=depth, shuffled=shuffled), show=args.show)
            row = ", ".join(f"{k} {v:.4f}" if isinstance(v, float) else f"{k} {v}" for k, v in found.items())
            print(f"depth {depth} {'shuffled' if shuffled else 'in order'}: {row}", flush=True)
    from opencc import OpenCC

    forms = {"as is": None, "s2twp": OpenCC("s2twp"), "s2hk": OpenCC("s2hk")}
    for name, converter in forms.items():
        pages = changed = 0
        for page_id, page in honest(args.data):
            given = [converter.convert(t) for t in page] if converter else page
            pages += 1
            if any(t.edits for t in repair_page(given).texts):
                changed += 1
                print("  changed:", page_id)
        print(f"honest pages {name}: {changed} of {pages} changed")


if __name__ == "__main__":
    main()
