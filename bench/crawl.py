"""What a crawl costs beside bare Scrapy on the same loopback site of 100 kB pages.

    python -m bench.crawl --pages 400

Four runs, each in a process of its own, against one server process: bare Scrapy that reads nothing; our run with
reading left out (frontier, captures, store); our whole run in one process; our whole run with one reader process.
CPU is the run's own processor time with its children's, without the server's, a page more: the difference of a long
and a short run, so that what a run costs once (half a second of imports and set-up) is not spread over the pages.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archiver.crawl.options import RunReport

WORDS = "县里的报道说牧民们在三月里搬进了新居学校和医院也在同一年建成道路通到了村口"
MODES = ("bare", "store", "whole", "workers")


def article(number: int) -> bytes:
    """About 100 kB: 830 elements, 350 links, 30 paragraphs."""
    links = "".join(
        f'<li class="item"><a href="/other/{number}/{n}.html">相关的一条新闻{n}</a></li>' for n in range(350)
    )
    style = "".join(f".c{n}{{margin:{n % 9}px;padding:{n % 7}px}}\n" for n in range(1200))
    body = "".join(f"<p>第{n}段，第{number}号：{WORDS[n % 30 :]}{WORDS}，{WORDS[: n + 5]}。</p>" for n in range(30))
    return (
        f"<html><head><meta charset=utf-8><title>第{number}条新闻的标题_试验网</title><style>{style}</style></head>"
        f'<body><ul class="nav">{links[: len(links) // 2]}</ul><h1>第{number}条新闻的标题</h1>'
        f'<div class="info">2026-03-01 08:30:00　来源：试验日报</div><div class="content">{body}</div>'
        f'<ul class="related">{links[len(links) // 2 :]}</ul><!--{"x" * 20_000}--></body></html>'
    ).encode()


def serve(pages: int) -> None:
    """Serve the site until the process is ended; tells its port on standard output."""

    def index(count: int) -> bytes:
        return "".join(f'<a href="/2026/t20260301_{n}.html">第{n}条新闻的标题</a>' for n in range(count)).encode()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            found = self.path.startswith("/2026/")
            body = (
                article(int(self.path.split("_")[1][:-5]))
                if found
                else index(int(self.path[2:]))
                if self.path[:2] == "/?"
                else b""
            )
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print(server.server_port, flush=True)
    server.serve_forever()


def run_bare(origin: str, pages: int, path: Callable[[int], str] = lambda n: f"/2026/t20260301_{n}.html") -> int:
    """Bare Scrapy with its own defaults for speed; the callback does nothing."""
    import scrapy
    from scrapy.crawler import AsyncCrawlerProcess

    seen = 0

    class Bare(scrapy.Spider):
        name = "bare"

        async def start(self):
            for n in range(pages):
                yield scrapy.Request(f"{origin}{path(n)}")

        def parse(self, response):
            nonlocal seen
            seen += 1

    settings = {
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
        "LOG_LEVEL": "ERROR",
        "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
        "DOWNLOAD_DELAY": 0,
    }
    process = AsyncCrawlerProcess(settings)
    process.crawl(Bare)
    process.start()
    return seen


def run_ours(origin: str, mode: str, pages: int, folder: Path) -> int:
    """Our crawl into SQLite and WARC."""
    from archiver.crawl import readers
    from archiver.crawl.reading import ReadResult, ReadTask
    from archiver.model.article import Article
    from archiver.model.visit import Kind

    if mode == "store":
        real = readers.Readers.read

        async def read(self: readers.Readers, task: ReadTask) -> ReadResult:
            if task.kind is not Kind.ARTICLE:
                return await real(self, task)
            return ReadResult(article=Article(url=task.page.url, title="题", body=task.page.url))

        readers.Readers.read = read  # type: ignore[method-assign]  # reading left out
    workers = 1 if mode == "workers" else 0
    return crawl_site(origin, folder, workers=workers, seeds=(f"{origin}/?{pages}",)).articles


def crawl_site(
    origin: str, folder: Path, *, workers: int, seeds: tuple[str, ...] = (), sitemaps: tuple[str, ...] = ()
) -> "RunReport":
    """Our crawl of a site that the bench serves, without politeness, into SQLite and WARC in a folder."""
    from archiver.crawl.options import CrawlOptions, Target
    from archiver.crawl.run import run_crawl
    from archiver.model.site import Site

    site = Site(
        publisher="试验网",
        domains=(origin.partition("://")[2],),
        timezone="Asia/Shanghai",
        seeds=seeds,
        sitemaps=sitemaps,
        article_url=r"/t\d{8}_\d+\.html$",
    )
    options = CrawlOptions(
        db=f"sqlite:///{folder}/a.db",
        captures=folder / "captures",
        allow=(origin,),
        delay=0.0,
        concurrency=8,
        workers=workers,
    )
    (report,) = run_crawl([Target(name="bench", site=site)], options)
    return report


def measure(mode: str, origin: str, pages: int) -> dict[str, float]:
    """One run in this process: CPU milliseconds and wall seconds, imports left out."""
    import scrapy.crawler  # noqa: F401

    if mode != "bare":
        import archiver.crawl.run
        import archiver.parsers.article
        import archiver.store.archive  # noqa: F401

    own, began = time.process_time(), time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        seen = run_bare(origin, pages) if mode == "bare" else run_ours(origin, mode, pages, Path(folder))
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = time.process_time() - own + children.ru_utime + children.ru_stime
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"pages": seen, "cpu": cpu, "wall": time.monotonic() - began, "peak_mb": peak}


def main() -> None:
    """Run all modes and print a table."""
    reader = argparse.ArgumentParser()
    reader.add_argument("--pages", type=int, default=400)
    reader.add_argument("--modes", default=",".join(MODES))
    reader.add_argument("--serve", action="store_true")
    reader.add_argument("--measure", nargs=2, metavar=("MODE", "ORIGIN"))
    asked = reader.parse_args()
    if asked.serve:
        serve(asked.pages)
    elif asked.measure:
        print(json.dumps(measure(*asked.measure, asked.pages)))
    else:
        compare(asked.pages, asked.modes.split(","))


def run_apart(command: list[str], pages: int) -> dict[str, float]:
    """One measurement in a fresh process."""
    done = subprocess.run([*command, "--pages", str(pages)], capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def compare(pages: int, modes: list[str]) -> None:
    """Each mode in a fresh process, one after the other."""
    me = [sys.executable, "-m", "bench.crawl"]
    with subprocess.Popen([*me, "--serve", "--pages", str(pages)], stdout=subprocess.PIPE, text=True) as server:
        origin = f"http://127.0.0.1:{server.stdout.readline().strip()}"  # type: ignore[union-attr]
        bare: dict[str, float] | None = None
        print(f"{'run':10} {'pages':>6} {'CPU ms/page':>12} {'x bare':>7} {'pages/s':>8} {'peak MB':>8}")
        for mode in modes:
            short, long = (run_apart([*me, "--measure", mode, origin], count) for count in (pages // 4, pages))
            more = long["pages"] - short["pages"]
            found = {name: (long[name] - short[name]) / more for name in ("cpu", "wall")}
            bare = bare or found
            ratio, speed = found["cpu"] / bare["cpu"], 1 / found["wall"]
            figures = (
                f"{long['pages']:6.0f} {1000 * found['cpu']:12.2f} {ratio:7.2f} {speed:8.1f} {long['peak_mb']:8.0f}"
            )
            print(f"{mode:10} {figures}")
        server.terminate()


if __name__ == "__main__":
    os.environ.setdefault("PYTHONHASHSEED", "0")
    main()
