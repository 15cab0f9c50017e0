"""Train the body's model: `python -m bench.train_body --data ../shared/data`; with --check, measure it on held pages.

Reads any folder in the form of ../shared/data (truth.jsonl beside html/). The model that ships learns from the even
pages of each set and all of `wcxb_more`; --check sets leaves each set out in turn, which is the best guess of how it
does on pages that nobody here has seen. Needs lightgbm and numpy where it runs; the parser needs
neither.
"""

import argparse
import json
import pickle
from collections.abc import Sequence
from pathlib import Path

from archiver.parsers.body_blocks import BLOCK_FEATURES
from archiver.parsers.body_container import NODE_FEATURES
from archiver.parsers.body_rows import REGION_FEATURES
from archiver.parsers.body_score import SCORE_FEATURES
from bench.body_learning import LEARNED_ONLY, SEED, Model, body_f1, folds_of, judge, learn, table_of
from bench.body_pages import Labelled, read_pages

OUT = Path(__file__).resolve().parent.parent / "archiver" / "parsers" / "body_model.json"
SETS = ("scrapinghub", "magichtml", "zhweb", "fundus", "npdata", "wcxb", "wcxb_more")
# Truth cut short: the page holds far more of the article.
CUT_SHORT = ("rollingstone", "technologyreview", "scientificamerican", "vanityfair", "forbes", "usnews", "nfl.com")
# Trees of a part after which the parser may stop (body_trees.py).
SURE_AFTER = {"region": 12}


def load(data: Path, sets: Sequence[str], cache: Path | None) -> list[Labelled]:
    """The labelled pages of the sets, kept in a file when one is named."""
    if cache and cache.exists():
        return list(pickle.loads(cache.read_bytes()))
    pages = [page for name in sets for page in read_pages(data / name)]
    if cache:
        cache.write_bytes(pickle.dumps(pages, -1))
    return pages


def learnable(page: Labelled) -> bool:
    return not (page.set_name == "npdata" and any(word in page.url for word in CUT_SHORT))


def report(name: str, pages: Sequence[Labelled]) -> None:
    cells = []
    means = []
    for set_name in SETS:
        scores = [body_f1(page) for page in pages if page.set_name == set_name]
        if scores:
            cells.append(f"{set_name} {sum(scores) / len(scores):.4f}")
            means.append(sum(scores) / len(scores)) if set_name not in LEARNED_ONLY else None
    print(f"{name}: {'  '.join(cells)}  mean {sum(means) / max(1, len(means)):.4f}", flush=True)


def check(pages: Sequence[Labelled], kind: str) -> None:
    """Measure on pages the model has not seen: whole sets, hosts, or the odd pages."""
    if kind == "odd":
        model = learn([p for p in pages if is_tuned(p)])
        for part, name in ((0, "even"), (1, "odd")):
            half = [p for p in pages if p.number % 2 == part and p.set_name not in LEARNED_ONLY]
            judge(half, model)
            report(name, half)
        return
    places = _places(pages, kind)
    for place in sorted(set(places)):
        model = learn([p for p, at in zip(pages, places, strict=True) if at != place and learnable(p)])
        held = [p for p, at in zip(pages, places, strict=True) if at == place]
        judge(held, model)
        report(f"held {place}", held)
    report(f"all, {kind}", pages)


def _places(pages: Sequence[Labelled], kind: str) -> list[int]:
    """Folds: one a set; or, in kind "mixed", the two wcxb sets parted by host over the others' folds."""
    by_host = folds_of(pages, 5)
    names = [n for n in SETS if not n.startswith("wcxb")]
    out = []
    for page, host in zip(pages, by_host, strict=True):
        if kind == "hosts":
            out.append(host)
        elif page.set_name in names:
            out.append(names.index(page.set_name))
        else:
            out.append(host if kind == "mixed" else len(names))
    return out


def is_tuned(page: Labelled) -> bool:
    """Whether the shipped model may learn from a page."""
    return learnable(page) and (page.set_name in LEARNED_ONLY or page.number % 2 == 0)


def write(model: Model, pages: Sequence[Labelled], path: Path) -> None:
    """The model as a table in JSON, a tree a line."""
    about = {
        "made_by": "bench/train_body.py",
        "pages": len(pages),
        "sets": sorted({page.set_name for page in pages}),
        "seed": SEED,
    }
    parts = {
        "block": (table_of(model.block, is_chance=True), BLOCK_FEATURES),
        "node": (table_of(model.node, is_chance=False), NODE_FEATURES),
        "region": (table_of(model.region, is_chance=True), REGION_FEATURES),
    }
    lines = [f'"about": {json.dumps(about)}']
    lines += [f'"cues": {json.dumps(dict(model.lexicon.cues))}']
    lines += [f'"tokens": {json.dumps(dict(model.lexicon.tokens), ensure_ascii=False)}']
    lines.append(f'"page": {json.dumps({"features": SCORE_FEATURES, "weights": model.page})}')
    for name, (table, features) in parts.items():
        trees = ",\n".join(json.dumps(tree, separators=(",", ":")) for tree in table["trees"])
        head = {"kind": table["kind"], "sure_after": SURE_AFTER.get(name, 0), "features": features}
        lines.append(f'"{name}": {json.dumps(head)[:-1]}, "trees": [\n{trees}\n]}}')
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--sets", default=",".join(SETS))
    parser.add_argument("--cache", type=Path, help="keep the labelled pages here between runs")
    parser.add_argument(
        "--check", choices=("sets", "mixed", "hosts", "odd"), help="measure instead of writing the model"
    )
    parser.add_argument("--out", type=Path, default=OUT)
    args = parser.parse_args()
    pages = load(args.data, args.sets.split(","), args.cache)
    if args.check:
        check(pages, args.check)
        return 0
    chosen = [page for page in pages if is_tuned(page)]
    write(learn(chosen), chosen, args.out)
    print(f"{args.out}: {args.out.stat().st_size} bytes, from {len(chosen)} pages")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
