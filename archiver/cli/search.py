"""`archiver search`: words in, hits out, with the matching words lit."""

import sys
from collections.abc import Iterable
from datetime import date

import click

from archiver.cli.options import Call, filter_options, pass_call
from archiver.cli.output import note, plain, print_rows
from archiver.store.archive import Archive

SPARKS = "▁▂▃▄▅▆▇█"


@click.command()
@click.argument("words", nargs=-1, required=True)
@filter_options
@click.option("--sort", type=click.Choice(["relevance", "newest", "oldest"]), default="newest", show_default=True)
@click.option("--limit", type=click.IntRange(1, 10_000), default=20, show_default=True)
@click.option("--offset", type=click.IntRange(0), default=0)
@pass_call
def search(call: Call, words: tuple[str, ...], sort: str, limit: int, offset: int, **filters: str | date | None) -> int:
    r"""Search the archive, in either script of Chinese and in any language.

    Several words must all be there; "quoted words" are a phrase; -word excludes; title:word and source:word look in
    one field; wor* finds words that begin so.

    \b
    archiver search 援藏 河北 --since 2023-07-01
    archiver search '"solar plant" -battery' --lang en --sort relevance
    """
    query = " ".join(words)
    with Archive.open(call.settings.db, read_only=True) as archive:
        result = archive.search(query, sort=sort, limit=limit, offset=offset, **filters)
        hits = list(result)
        total = result.total
        counts = archive.timeline(query, by="month", **filters) if call.format == "table" else ()
    if call.format == "table":
        print_hits(hits, total=total, offset=offset, counts=[n for _, n in counts])
        return 0
    rows = ({**hit.article.to_dict(), "snippet": hit.snippet.text} for hit in hits)
    print_rows(rows, columns=("id", "title"), format_=call.format)
    if not hits:
        note("nothing found", quiet=call.quiet)
    return 0


def spark_line(counts: Iterable[int]) -> str:
    """Counts as a line of bars.

    >>> spark_line([0, 1, 4, 8])
    '▁▂▅█'
    """
    values = list(counts)
    top = max(values, default=0)
    if not top:
        return ""
    return "".join(SPARKS[min(7, -(-7 * v // top))] for v in values)
