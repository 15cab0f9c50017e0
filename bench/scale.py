"""The whole crawl beside bare Scrapy and beside others' extractors, on one loopback site of 100 kB pages.

    python -m bench.scale --pages 2000                          # bare, whole in one process, with reader processes
    python -m bench.scale --modes bare,one,trafilatura --rivals ../rivals/bin/python
    python -m bench.scale --profile                             # where the whole crawl's time goes

Whole: discovery by sitemap, WARC, the general parser with repair and spam, versions, families and search index. Each
run is a process of its own; figures are the difference of a long and a short run, so that what a run costs once is not
spread over its pages. CPU counts the run with its reader processes, not the server. Modes are taken in turn, `--rounds`
times, and the middle round is told: the machine may be shared.
"""

import argparse
import json
import resource
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from types import FrameType
from typing import Self

from bench.crawl import crawl_site, run_bare
from bench.news_site import url_path

OURS = {"one": 0, "workers": 1, "workers2": 2}
RIVALS = ("trafilatura", "newsplease")


def run_ours(origin: str, pages: int, workers: int, folder: Path) -> int:
    """Our crawl into SQLite and WARC; the articles it stored."""
    report = crawl_site(origin, folder, workers=workers, sitemaps=(f"{origin}/sitemap-{pages}.xml",))
    if report.exit_status:
        raise SystemExit(f"the run failed: {report}")
    return report.articles


def measure(mode: str, origin: str, pages: int) -> dict[str, float]:
    """One run in this process, imports left out."""
    import scrapy.crawler  # noqa: F401

    if mode in OURS:
        import archiver.crawl.run
        import archiver.parsers.article
        import archiver.store.archive  # noqa: F401
    own, began = time.process_time(), time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        if mode in OURS:
            seen = run_ours(origin, pages, OURS[mode], Path(folder))
        else:
            seen = run_bare(origin, pages, path=url_path)
        wall = time.monotonic() - began
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = time.process_time() - own + children.ru_utime + children.ru_stime
    return {"pages": seen, "cpu": cpu, "wall": wall, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def run_apart(mode: str, origin: str, pages: int, rivals: str | None) -> dict[str, float]:
    """One measurement in a fresh process."""
    if mode in RIVALS:
        command = [rivals or sys.executable, str(Path(__file__).with_name("rival_crawl.py")), mode, origin, str(pages)]
    else:
        command = [sys.executable, "-m", "bench.scale", "--measure", mode, origin, "--pages", str(pages)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def per_page(mode: str, origin: str, pages: int, rivals: str | None) -> dict[str, float]:
    """What one page more costs: CPU milliseconds and wall milliseconds; and the peak of the long run."""
    short, long = (run_apart(mode, origin, count, rivals) for count in (pages // 4, pages))
    more = long["pages"] - short["pages"]
    if more != pages - pages // 4:
        raise SystemExit(f"{mode}: {long['pages']} of {pages} articles")
    found = {name: 1000 * (long[name] - short[name]) / more for name in ("cpu", "wall")}
    return {**found, "peak": long["peak"]}


def compare(modes: list[str], pages: int, rounds: int, rivals: str | None) -> None:
    """Every mode in turn, several rounds; the table of the middle ones and of the quickest."""
    found: dict[str, list[dict[str, float]]] = {mode: [] for mode in modes}
    with Server(pages) as origin:
        for _ in range(rounds):
            for mode in modes:
                count = max(40, pages // 8) if mode in RIVALS else pages
                found[mode].append(per_page(mode, origin, count, rivals))
    print(f"{'run':12} {'CPU ms/page':>12} {'x bare':>7} {'pages/s':>8} {'of bare':>8} {'best/s':>7} {'peak MB':>8}")
    bare = found[modes[0]]
    for mode, rows in found.items():
        cpu, wall = (statistics.median(row[name] for row in rows) for name in ("cpu", "wall"))
        ratio = statistics.median(row["cpu"] / other["cpu"] for row, other in zip(rows, bare, strict=True))
        speed = statistics.median(other["wall"] / row["wall"] for row, other in zip(rows, bare, strict=True))
        best = 1000 / min(row["wall"] for row in rows)
        peak = max(row["peak"] for row in rows)
        print(f"{mode:12} {cpu:12.2f} {ratio:7.2f} {1000 / wall:8.1f} {speed:8.2f} {best:7.1f} {peak:8.0f}", flush=True)


class Server:
    """The site, served by a process of its own."""

    def __init__(self, pages: int, *words: str) -> None:
        self._command = [sys.executable, "-m", "bench.news_site", "--pages", str(pages), *words]

    def __enter__(self) -> str:
        self._process = subprocess.Popen(self._command, stdout=subprocess.PIPE, text=True)
        return f"http://127.0.0.1:{self._process.stdout.readline().strip()}"  # type: ignore[union-attr]

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait()
        self._process.stdout.close()  # type: ignore[union-attr]


PARTS = (
    ("scrapy_and_twisted", ("/scrapy/", "/twisted/", "/w3lib/")),
    ("captures", ("/archiver/captures/",)),
    ("search_index", ("/archiver/store/search", "/archiver/text/fold")),
    ("families", ("/archiver/store/families", "/archiver/store/sketch")),
    ("store", ("/archiver/store/", "/sqlalchemy/")),
    ("extraction", ("/archiver/parsers/", "/archiver/markup/", "/archiver/spam/", "/archiver/text/")),
    ("crawl", ("/archiver/crawl/",)),
)


class Sampler:
    """Notes the stack every two milliseconds of processor time (a flame graph's raw stuff)."""

    EVERY = 0.002

    def __init__(self) -> None:
        self.stacks: Counter[tuple[str, ...]] = Counter()

    def __enter__(self) -> Self:
        signal.signal(signal.SIGPROF, self._note)
        signal.setitimer(signal.ITIMER_PROF, self.EVERY, self.EVERY)
        return self

    def __exit__(self, *_: object) -> None:
        signal.setitimer(signal.ITIMER_PROF, 0)

    def _note(self, _number: int, frame: FrameType | None) -> None:
        stack = []
        while frame is not None:
            stack.append(f"{frame.f_code.co_filename}:{frame.f_code.co_name}")
            frame = frame.f_back
        self.stacks[tuple(reversed(stack))] += 1

    def inclusive(self) -> Counter[str]:
        """Samples in a function and all it calls."""
        found: Counter[str] = Counter()
        for stack, times in self.stacks.items():
            for place in set(stack):
                found[place] += times
        return found

    def parts(self) -> Counter[str]:
        """Samples by part of the program: the innermost frame that belongs to one."""
        found: Counter[str] = Counter()
        for stack, times in self.stacks.items():
            found[next((name for place in reversed(stack) for name in [part_of(place)] if name), "rest")] += times
        return found


def part_of(place: str) -> str | None:
    """The part of the program that a place belongs to; None for libraries that several parts call."""
    return next((name for name, marks in PARTS if any(mark in place for mark in marks)), None)


def profile(pages: int, workers: int, folded: Path | None) -> None:
    """Where the fetching process's time goes, which without workers is all of it; the stacks, folded, into a file."""
    import archiver.crawl.run
    import archiver.parsers.article
    import archiver.store.archive  # noqa: F401

    with Server(pages) as origin, tempfile.TemporaryDirectory() as folder, Sampler() as sampler:
        run_ours(origin, pages, workers, Path(folder))
    total = sum(sampler.stacks.values())
    began = total * sampler.EVERY
    print(f"{began:.1f} s of processor time, {1000 * began / pages:.2f} ms a page")
    for name, times in sampler.parts().most_common():
        print(f"{name:20} {1000 * sampler.EVERY * times / pages:8.2f} ms/page {times / total:7.1%}")
    for place, times in sampler.inclusive().most_common(150):
        if times / total >= 0.008 and "/archiver/" in place:
            print(f"{1000 * sampler.EVERY * times / pages:8.2f} {times / total:7.1%} {place.split('/archiver/')[-1]}")
    if folded:
        lines = (f"{';'.join(place.rpartition('/')[2] for place in stack)} {n}" for stack, n in sampler.stacks.items())
        folded.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("--pages", type=int, default=1_200)
    reader.add_argument("--rounds", type=int, default=3)
    reader.add_argument("--modes", default="bare,one,workers")
    reader.add_argument("--rivals", help="A Python with Scrapy, trafilatura and news-please.")
    reader.add_argument("--profile", action="store_true")
    reader.add_argument("--workers", type=int, default=0, help="With --profile: reader processes.")
    reader.add_argument(
        "--folded", type=Path, help="With --profile: a file for the folded stacks (flamegraph.pl, speedscope)."
    )
    reader.add_argument("--measure", nargs=2, metavar=("MODE", "ORIGIN"))
    asked = reader.parse_args()
    if asked.measure:
        print(json.dumps(measure(*asked.measure, asked.pages)))
    elif asked.profile:
        profile(asked.pages, asked.workers, asked.folded)
    else:
        compare(asked.modes.split(","), asked.pages, asked.rounds, asked.rivals)


if __name__ == "__main__":
    main()
