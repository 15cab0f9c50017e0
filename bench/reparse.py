"""Reading an archive again beside trafilatura on the same WARC files: one core, then two reader processes.

    python -m bench.reparse --pages 800 --rivals ../rivals/bin/python

The archive is made by a crawl of the loopback site of 100 kB pages. `archiver reparse` does all it does: reads each
capture, parses it, compares it with the version in the archive, writes what changed (here nothing). Figures are the
difference of a long and a short archive, by page. CPU counts a run with its reader processes. The rival reads the
responses of the same files and extracts text and metadata; it stores nothing.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.crawl import crawl_site
from bench.scale import Server

FIGURES = ("cpu", "wall")


def run(words: list[str]) -> dict[str, float]:
    """CPU and wall seconds of a command with its children."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(words, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return {"cpu": cpu, "wall": time.monotonic() - began}


def reparse(folder: Path, workers: int) -> list[str]:
    """The command that reads an archive again."""
    places = ["--db", f"sqlite:///{folder}/a.db", "--captures", str(folder / "captures")]
    return [sys.executable, "-m", "archiver", "reparse", "-q", "--workers", str(workers), *places]


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("--pages", type=int, default=800)
    reader.add_argument("--rounds", type=int, default=3)
    reader.add_argument("--rivals", help="A Python with trafilatura and fastwarc.")
    asked = reader.parse_args()
    counts = (asked.pages // 4, asked.pages)
    with tempfile.TemporaryDirectory() as place:
        folders = [Path(place) / str(count) for count in counts]
        with Server(asked.pages) as origin:
            for count, folder in zip(counts, folders, strict=True):
                folder.mkdir()
                make(origin, count, folder)
        ways = {"reparse": [reparse(folder, 1) for folder in folders]}
        ways["two workers"] = [reparse(folder, 2) for folder in folders]
        if asked.rivals:
            script = str(Path(__file__).with_name("rival_warc.py"))
            ways["trafilatura"] = [[asked.rivals, script, str(folder / "captures")] for folder in folders]
        compare(ways, counts[1] - counts[0], asked.rounds)


def make(origin: str, count: int, folder: Path) -> None:
    """Crawl the site in a process of its own, since Scrapy's reactor starts only once in each."""
    words = [sys.executable, "-c", "import sys; from bench.reparse import fill; fill(*sys.argv[1:])"]
    subprocess.run([*words, origin, str(count), str(folder)], check=True)


def fill(origin: str, count: str, folder: str) -> None:
    """The archive of so many articles."""
    report = crawl_site(origin, Path(folder), workers=0, sitemaps=(f"{origin}/sitemap-{count}.xml",))
    if report.articles != int(count):
        raise SystemExit(f"expected {count} articles, found {report.articles}")


def compare(ways: dict[str, list[list[str]]], more: int, rounds: int) -> None:
    """Each way in turn, several rounds; the least of each figure, since others may use the machine."""
    found: dict[str, list[dict[str, float]]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, (short, long) in ways.items():
            less, much = run(short), run(long)
            found[name].append({figure: 1000 * (much[figure] - less[figure]) / more for figure in FIGURES})
    best = {name: {figure: min(row[figure] for row in rows) for figure in FIGURES} for name, rows in found.items()}
    for name, row in best.items():
        cells = [
            f"{figure} {row[figure]:7.2f} ms/page {row[figure] / best['reparse'][figure]:5.2f} x" for figure in FIGURES
        ]
        print(f"{name:12} {'; '.join(cells)}")
    print(json.dumps(found))


if __name__ == "__main__":
    main()
