"""`archiver import` and `archiver cdx`: captures in and out."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from heapq import merge
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

import click

from archiver.cli.options import Call, pass_call
from archiver.cli.output import note
from archiver.store.archive import Archive

SORTED = 100_000
"""Lines of an index sorted in memory at a time, about 50 MB."""


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="WARC…")
@click.option("--workers", type=click.IntRange(1, 256), default=1, show_default=True, help="Processes that read pages.")
@pass_call
def import_(call: Call, files: tuple[Path, ...], workers: int) -> int:
    """Read WARC files (or folders of them) into the archive, through the same parsers as a crawl.

    An import that was stopped goes on when it is called again: what is in the archive already is not read again.

    \b
    archiver import CC-NEWS-20240101000000-00001.warc.gz --workers 2
    """
    from archiver.cli.crawl import tell_searches
    from archiver.crawl.sites import known_sites
    from archiver.importing import import_warcs, iter_files

    def tell(count: int) -> None:
        note(f"{count} captures read", quiet=call.quiet)

    with Archive.open(call.settings.db) as archive:
        report = import_warcs(
            archive,
            iter_files(files),
            Path(call.settings.captures),
            sites=known_sites(),
            workers=workers,
            progress=tell,
        )
    tell_searches(call.settings.db)
    counts = ", ".join(f"{n} {outcome}" for outcome, n in report.counts.items()) or "no page"
    held = f"; {report.held} were here already" if report.held else ""
    click.echo(f"{report.captures} captures: {counts}; {report.skipped} were no pages{held}")
    for problem in report.problems:
        click.echo(problem, err=True)
    return 1 if report.counts.get("failed") or report.problems else 0


@click.command()
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="A file; standard output without it.")
@pass_call
def cdx(call: Call, out: Path | None) -> None:
    """Write a CDXJ index of all captures, sorted, as pywb reads it.

    \b
    archiver cdx --out index.cdxj
    """
    from archiver.captures.cdxj import cdxj_line
    from archiver.captures.kinds import Kinds

    with Archive.open(call.settings.db, read_only=True) as archive, Kinds(call.settings.captures) as kinds:
        lines = (cdxj_line(each, is_revisit=kinds.is_revisit(each.ref)) + "\n" for each in archive.iter_captures())
        if out is None:
            _write_sorted(lines, sys.stdout)
            return
        half = out.with_name(out.name + ".part")
        with half.open("w", encoding="utf-8", newline="") as file:
            count = _write_sorted(lines, file)
        half.replace(out)
    note(f"{count} captures in {out}", quiet=call.quiet)


def _write_sorted(lines: Iterator[str], file: IO[str]) -> int:
    """Write the lines in their order as bytes, as indexes are searched; how many there were. In constant memory."""
    with ExitStack() as stack:
        parts: list[Iterable[str]] = []
        while part := sorted(islice(lines, SORTED), key=str.encode):
            held = stack.enter_context(TemporaryFile("w+", encoding="utf-8", newline=""))
            held.writelines(part)
            held.seek(0)
            parts.append(held)
        count = 0
        for line in merge(*parts, key=str.encode):
            file.write(line)
            count += 1
    return count
