"""`archiver demo`: the main job, on the sample site: a real crawl into SQLite and WARC, then what was stored."""

import contextlib
import signal
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archiver.cli.crawl import Watcher, print_report, worst_status
from archiver.cli.options import Call, pass_call
from archiver.cli.output import cell_text, note
from archiver.cli.sample_server import SampleServer, sample_site_folder
from archiver.model.errors import PartMissing
from archiver.settings import Settings, read_settings

if TYPE_CHECKING:
    from archiver.crawl.options import RunReport
    from archiver.model.article import Article

SITE_PORT = 8710
"""Fixed, so that a second demo finds its articles at the addresses it knows."""
QUESTION = "医疗"
COLUMNS = {"id": 3, "published": 16, "title": None, "source": 12, "authors": 12, "pics": 4, "dropped": 7, "repairs": 7}
"""The table's columns with their widths; the title takes what is left."""
NARROW = 100
"""A terminal of fewer columns is spared some of them."""
LESS = ("authors", "pics")


@click.command()
@click.option("--keep-serving", is_flag=True, help="Leave the sample site up until Ctrl-C.")
@click.option("--port", type=click.IntRange(0, 65534), default=SITE_PORT, show_default=True, help="0 takes free ones.")
@pass_call
def demo(call: Call, keep_serving: bool, port: int) -> int:
    """Serve the sample site and its hijacked mirror on loopback, crawl both, and show what was stored.

    Unless told otherwise it writes to data/demo/archive.db and data/demo/captures.

    \b
    archiver demo
    archiver demo --keep-serving
    """
    settings = demo_settings(call.settings)
    folder = sample_site_folder()
    with (
        serve(folder / "www", port) as site,
        serve(folder / "mirror", port + 1 if port else 0) as mirror,
        Watcher(quiet=call.quiet) as watcher,
    ):
        note(f"sample site on {site.origin}, its hijacked mirror on {mirror.origin}", quiet=call.quiet)
        reports = crawl_both(settings, site.origin, mirror.origin, watcher)
        watcher.close()
        for report in reports:
            print_report(report, "text")
        show_archive(settings)
        if keep_serving:
            note(f"still serving {site.origin} and {mirror.origin}; Ctrl-C ends")
            with contextlib.suppress(KeyboardInterrupt):
                signal.pause()
    return worst_status([r.exit_status for r in reports])


def demo_settings(settings: Settings) -> Settings:
    """Where the demo writes: a folder of its own, unless a flag or the environment names a place."""
    unsaid = read_settings(environ={})
    return Settings(
        db="sqlite:///data/demo/archive.db" if settings.db == unsaid.db else settings.db,
        captures="data/demo/captures" if settings.captures == unsaid.captures else settings.captures,
    )


def serve(folder: Path, port: int) -> SampleServer:
    """A server on the port, or on a free one when the port is taken."""
    try:
        return SampleServer(folder, port=port)
    except PartMissing:
        if not port:
            raise
        note(f"port {port} is taken; a free one is used, and a demo before this one is not continued")
        return SampleServer(folder)


def crawl_both(settings: Settings, site: str, mirror: str, watcher: Watcher) -> "list[RunReport]":
    """Crawl the sample site by its spider, and the mirror by the general one, in one go."""
    from archiver.crawl.options import CrawlOptions
    from archiver.crawl.run import run_crawl

    options = CrawlOptions(
        db=settings.db,
        captures=Path(settings.captures),
        allow=(site, mirror),
        at=site,
        delay=0.05,
        progress=watcher.show,
    )
    return run_crawl(["plateau_news", f"{mirror}/"], options)


def show_archive(settings: Settings) -> None:
    """A table of what is stored, and a search."""
    from rich.console import Console
    from rich.table import Table

    from archiver.cli.search import print_hits
    from archiver.store.archive import Archive

    console = Console(highlight=False)
    with Archive.open(settings.db, read_only=True) as archive:
        table = Table(title="What the archive holds", box=None, pad_edge=False, title_justify="left", expand=True)
        columns = {k: v for k, v in COLUMNS.items() if console.width >= NARROW or k not in LESS}
        for name, width in columns.items():
            table.add_column(name, no_wrap=True, overflow="ellipsis", width=width, ratio=None if width else 1)
        total: Counter[str] = Counter()
        for hit in archive.search("", sort="oldest", limit=1000, fold=False):
            total.update(articles=1, dropped=len(hit.article.dropped), repairs=len(hit.article.repairs))
            cells = row(hit.article)
            table.add_row(*(cells[name] for name in columns))
        console.print(table)
        console.print(f"{total['articles']} articles; {total['dropped']} blocks dropped, {total['repairs']} repairs\n")
        console.print(f"archiver search {QUESTION}", style="bold")
        print_hits(archive.search(QUESTION, limit=5), months=archive.timeline(QUESTION, by="month"), offset=0)
    console.print(f"\nYours to ask:  archiver search 黑頸鶴 --db {settings.db}", style="dim")


def row(article: "Article") -> dict[str, str]:
    """An article's cells, by column."""
    return {
        "id": str(article.id),
        "published": f"{article.published_at:%Y-%m-%d %H:%M}" if article.published_at else "",
        "title": cell_text(article.title),
        "source": cell_text(article.source),
        "authors": cell_text(article.authors),
        "pics": str(len(article.captions)),
        "dropped": str(len(article.dropped)),
        "repairs": str(len(article.repairs)),
    }
