"""Memory of a long run: a whole crawl of thousands of pages in one process, its size told as it grows.

    python -m bench.soak --pages 20000 --short 2000

Prints the resident size of the crawling process after every thousand pages, the peak of the long run beside the short
one's, and the slope over the long run's second half in bytes a page; then what the seen addresses take on disk.
"""

import argparse
import json
import resource
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.scale import Server, run_ours


def resident() -> float:
    """Megabytes that this process has in memory now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 2**20


def most_resident() -> float:
    """Megabytes that this process had in memory at most, by now."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def watch(origin: str, pages: int, workers: int, step: int) -> None:
    """One run in this process, whose size is told on the way."""
    from archiver.crawl.desk import Desk
    from archiver.store.archive import Archive

    sizes: dict[int, float] = {}
    real, end_run = Desk.tick, Archive.end_run

    def tick(self: Desk) -> None:
        real(self)
        done = self.tally.articles // step * step
        if done not in sizes:
            sizes[done] = resident()
            print(f"{done:7} {sizes[done]:8.1f} MB, peak {most_resident():8.1f}", file=sys.stderr, flush=True)

    def end(self: Archive, run_id: int, **more: Any) -> None:
        print(f"last page {resident():8.1f} MB, peak {most_resident():8.1f}", file=sys.stderr, flush=True)
        end_run(self, run_id, **more)

    Desk.tick = tick  # type: ignore[method-assign]
    Archive.end_run = end  # type: ignore[method-assign]
    with tempfile.TemporaryDirectory() as folder:
        found = run_ours(origin, pages, workers, Path(folder))
        peak = most_resident()  # our own look into the database, below, is no part of the run
        seen = seen_bytes(Path(folder) / "a.db")
    after = most_resident()
    print(json.dumps({"articles": found, "peak": peak, "after": after, "sizes": sizes, **seen}))


def seen_bytes(db: Path) -> dict[str, float]:
    """What the frontier takes on disk an address: the index that tells what was seen, and the rows themselves."""
    with sqlite3.connect(db) as connection:
        (count,) = connection.execute("SELECT count(*) FROM frontier").fetchone()
        query = (
            "SELECT name, sum(pgsize) FROM dbstat WHERE name IN "
            "(SELECT name FROM sqlite_master WHERE tbl_name = 'frontier') GROUP BY name"
        )
        return {f"bytes an address, {name}": size / count for name, size in connection.execute(query)}


def slope(sizes: dict[str, float]) -> float:
    """Bytes a page over the second half, by least squares."""
    points = sorted((int(done), size * 2**20) for done, size in sizes.items())
    points = points[len(points) // 2 :]
    if len(points) < 2:
        return 0.0
    middle_x, middle_y = (sum(p[i] for p in points) / len(points) for i in (0, 1))
    spread = sum((x - middle_x) ** 2 for x, _ in points)
    return sum((x - middle_x) * (y - middle_y) for x, y in points) / spread


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("--pages", type=int, default=20_000)
    reader.add_argument("--short", type=int, default=2_000)
    reader.add_argument("--workers", type=int, default=0)
    reader.add_argument("--measure", metavar="ORIGIN")
    asked = reader.parse_args()
    if asked.measure:
        watch(asked.measure, asked.pages, asked.workers, max(100, asked.pages // 20))
        return
    peaks = {}
    with Server(asked.pages) as origin:
        for pages in (asked.short, asked.pages):
            command = [sys.executable, "-m", "bench.soak", "--measure", origin, "--pages", str(pages)]
            done = subprocess.run(
                [*command, "--workers", str(asked.workers)], stdout=subprocess.PIPE, text=True, check=True
            )
            found = json.loads(done.stdout.splitlines()[-1])
            peaks[pages] = found["peak"]
            growth = slope(found["sizes"])
            print(f"{found['articles']} articles, peak {found['peak']:.0f} MB, slope {growth:.0f} bytes a page")
            print(f"(peak after this bench's own look into the database: {found['after']:.0f} MB)")
    print(f"{peaks[asked.pages] / peaks[asked.short]:.2f} x the memory of the short run")
    for name, size in found.items():
        if name.startswith("bytes"):
            print(f"{name}: {size:.1f}")


if __name__ == "__main__":
    main()
