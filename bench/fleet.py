"""A fleet of news sites over a simulated month, crawled by real runs over real HTTP on loopback.

    python -m bench.fleet --sites 200 --articles 500 --days 30

Every site is a host (a loopback address) of its own, of one of six kinds (bench/fleet_server.py); its articles appear,
are edited, deleted and come back at moments drawn beforehand (bench/fleet_world.py); one site in twenty is down for a
day, one in ten asks for a Crawl-delay. Each site has a schedule in the archive; the clock of archive, crawl and server
is simulated and jumps from one due moment to the next. Afterwards the archive is held against the truth
(bench/fleet_judge.py). `--plot FILE` draws it.
"""

import argparse
import json
import logging
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from archiver.crawl.options import CrawlOptions, RunReport, Target
from archiver.crawl.run import run_crawl
from archiver.model.schedule import Schedule
from archiver.model.site import Site
from archiver.schedule import next_due
from archiver.store.archive import Archive
from bench.fleet_judge import Verdict, judge, read_visits
from bench.fleet_plot import plot
from bench.fleet_world import FleetSite, make_site, moment

PHASES = 2
"""Sites are visited in so many groups, as a fleet's are."""


class Clock:
    """Stands at an hour of the simulation, and goes on from there as real time does."""

    def __init__(self) -> None:
        self.jump(0.0)

    def jump(self, hour: float) -> None:
        self._base, self._since = moment(hour), time.monotonic()

    def __call__(self) -> datetime:
        return self._base + timedelta(seconds=time.monotonic() - self._since)


class Server:
    """The process that serves the fleet."""

    def __init__(self, sites: int, articles: int, days: int, seed: int) -> None:
        command = [sys.executable, "-m", "bench.fleet_server", *map(str, (sites, articles, days, seed))]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.port = int(self._read())

    def set_hour(self, hour: float) -> None:
        self._say(f"hour {hour}")

    def report(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self._say("report"))
        return found

    def close(self) -> None:
        self._process.terminate()
        self._process.wait()

    def _say(self, line: str) -> str:
        assert self._process.stdin is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        return self._read()

    def _read(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()


def facts(site: FleetSite, port: int) -> Site:
    """What the crawl is told of a site."""
    base = f"http://{site.address}:{port}"
    where = {
        "rss": {"feeds": (f"{base}/rss.xml",)},
        "atom": {"feeds": (f"{base}/atom.xml",)},
        "news_map": {"sitemaps": (f"{base}/sitemap.xml",)},
        "plain_map": {"sitemaps": (f"{base}/sitemap.xml",)},
    }.get(site.kind, {"seeds": (f"{base}/news/",)})
    return Site(
        publisher=f"第{site.number}号网",
        domains=(f"{site.address}:{port}",),
        timezone="UTC",
        article_url=r"/\d{4}/\d{4}/\d+\.html$",
        at_least=0,
        **where,
    )


def simulate(
    sites: list[FleetSite], server: Server, clock: Clock, asked: argparse.Namespace, folder: Path
) -> tuple[Counter[str], float]:
    """Run every schedule until the simulation ends, or the time does; how the runs ended, and the hour reached."""
    ended: Counter[str] = Counter()
    began, hour = time.monotonic(), 0.0
    options = CrawlOptions(
        db=asked.db or f"sqlite:///{folder}/fleet.db",
        captures=folder / "captures",
        allow=tuple(f"{site.address}:{server.port}" for site in sites),
        delay=asked.delay,
        workers=0,
        clock=clock,
        install_signals=False,
    )
    targets = {
        f"fleet_{site.number}": Target(name=f"fleet_{site.number}", site=facts(site, server.port)) for site in sites
    }
    with Archive.open(options.db, clock=clock) as archive:
        for number, name in enumerate(targets):
            due = moment(asked.every * (number % PHASES) / PHASES)
            archive.save_schedule(Schedule(site=name, every=timedelta(hours=asked.every), timezone="UTC", next_due=due))
        for hour, names in due_moments(archive, 24.0 * asked.days):
            clock.jump(hour)
            server.set_hour(hour)
            reports = run_crawl([targets[name] for name in names], options, ledger=archive)
            ended.update(report.status for report in reports)
            tell(hour, reports, asked)
            if asked.minutes and time.monotonic() - began > 60 * asked.minutes:
                break
    return ended, hour


def due_moments(archive: Archive, end: float) -> Iterator[tuple[float, list[str]]]:
    """The moments at which schedules come due, in order, with the sites that do; each is moved on as it is given."""
    while True:
        schedules = archive.schedules()
        due = schedules[0].next_due
        hour = (due - moment(0)) / timedelta(hours=1)
        if hour > end:
            return
        now = [each for each in schedules if each.next_due == due]
        for each in now:
            following = next_due(each, after=due)
            assert following is not None
            archive.start_scheduled(each.site, due=due, now=due, next_due=following)
        yield hour, [each.site for each in now]


def tell(hour: float, reports: list[RunReport], asked: argparse.Namespace) -> None:
    """One line a moment, on standard error."""
    counts: Counter[str] = Counter()
    for report in reports:
        counts.update(report.counts)
        for problem in report.problems:
            counts[problem.partition("(")[0].strip()[:50]] += 1
    if asked.verbose:
        print(f"{hour:7.1f} {time.process_time():7.1f} {dict(counts)}", file=sys.stderr, flush=True)


@contextmanager
def place(folder: Path | None) -> Iterator[Path]:
    """The folder that is given, or one for the time being."""
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
        yield folder
        return
    with tempfile.TemporaryDirectory() as made:
        yield Path(made)


def summary(verdict: Verdict, log: dict[str, Any], ended: Counter[str], asked: argparse.Namespace) -> list[str]:
    """The figures as lines."""
    requests = sum(host["requests"] for host in log.values())
    found, revisits = verdict.counts["found"], verdict.counts["revisits"]
    lines = [
        f"runs: {dict(ended)}; CPU of the crawl: {time.process_time():.0f} s; "
        f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB",
        f"requests: {requests}, of these revisits of known articles {revisits}; articles found: {found}",
        f"requests per article found, revisits apart: {(requests - revisits) / max(1, found):.3f}; "
        f"all: {requests / max(1, found):.2f}",
        f"new articles: {len(verdict.found)}, latest found after {max(verdict.found, default=0):.1f} h",
    ]
    for what in ("edits", "deletions", "returns"):
        seen = getattr(verdict, what)
        late = sum(delay > allowed for delay, allowed in seen)
        told = {name.partition(" ")[2]: n for name, n in verdict.counts.items() if name.startswith(what + " ")}
        middle = sorted(delay for delay, _ in seen)[len(seen) // 2] if seen else 0
        lines.append(f"{what}: {len(seen)} seen, {late} late, median after {middle:.1f} h; not to be judged: {told}")
    lines.append(
        f"at one host: at most {max(h['most_busy'] for h in log.values())} requests at a time, "
        f"five requests in {min(h['least_span'] for h in log.values()):.3f} s at least (delay {asked.delay} s, half as "
        f"jitter: 2 delays are the limit; shortest single gap {min(h['least_gap'] for h in log.values()):.4f} s), "
        f"most in a day {max(h['most_a_day'] for h in log.values())}"
    )
    lines.append(f"wrong: {len(verdict.wrong)}")
    return lines + verdict.wrong[:20]


def main() -> int:
    """Simulate, judge, print; 1 when anything is wrong."""
    reader = argparse.ArgumentParser(description="A simulated fleet over a month.")
    reader.add_argument("--sites", type=int, default=200)
    reader.add_argument("--articles", type=int, default=500)
    reader.add_argument("--days", type=int, default=30)
    reader.add_argument("--every", type=float, default=12.0, help="hours between two visits to a site")
    reader.add_argument("--delay", type=float, default=0.05, help="real seconds between two requests to a host")
    reader.add_argument("--minutes", type=float, help="stop after so many, and judge the days that were simulated")
    reader.add_argument("--seed", type=int, default=1)
    reader.add_argument("--db", help="a database URL; a SQLite file in the folder otherwise")
    reader.add_argument("--folder", type=Path)
    reader.add_argument("--plot", type=Path)
    reader.add_argument("--verbose", action="store_true")
    asked = reader.parse_args()
    logging.disable(logging.WARNING)
    sites = [make_site(n, articles=asked.articles, days=asked.days, seed=asked.seed) for n in range(asked.sites)]
    server, clock = Server(asked.sites, asked.articles, asked.days, asked.seed), Clock()
    try:
        with place(asked.folder) as folder:
            ended, end = simulate(sites, server, clock, asked, folder)
            visits = read_visits(asked.db or f"sqlite:///{folder}/fleet.db")
        log = server.report()
    finally:
        server.close()
    verdict = judge(sites, visits, port=server.port, every=asked.every, end=end)
    print(f"simulated: {asked.sites} sites × {asked.articles} articles, {end / 24:.1f} of {asked.days} days")
    print("\n".join(summary(verdict, log, ended, asked)))
    if asked.plot:
        asked.plot.write_text(plot(verdict, log, every=asked.every, days=-(-int(end) // 24)), encoding="utf-8")
    return 1 if verdict.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
