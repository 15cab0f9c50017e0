"""`archiver search`: words in, hits out, with the matching words lit."""

import os
import re
import sys
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from typing import TYPE_CHECKING, Unpack

import click

from archiver.cli.options import Call, filter_options, pass_call
from archiver.cli.output import note, plain, print_rows
from archiver.model.search import SearchResult, Sort, Timeline
from archiver.store.archive import Archive
from archiver.store.search_door import FilterValues

if TYPE_CHECKING:
    from rich.text import Text

SPARKS = "▁▂▃▄▅▆▇█"
_BREAKS = re.compile(r"\s*\n\s*")


@click.command()
@click.argument("words", nargs=-1, required=True)
@filter_options
@click.option("--sort", type=click.Choice(["relevance", "newest", "oldest"]), default="newest", show_default=True)
@click.option("--limit", type=click.IntRange(1, 10_000), default=20, show_default=True)
@click.option("--offset", type=click.IntRange(0), default=0)
@pass_call
def search(
    call: Call, words: tuple[str, ...], sort: Sort, limit: int, offset: int, **filters: Unpack[FilterValues]
) -> int:
    """Search the archive, in either script of Chinese and in any language.

    Several words must all be there; "quoted words" are a phrase; -word excludes; title:word and source:word look in
    one field; wor* finds words that begin so.

    \b
    archiver search 援藏 河北 --since 2023-07-01
    archiver search '"solar plant" -battery' --lang en --sort relevance
    """
    query = " ".join(words)
    with Archive.open(call.settings.db, read_only=True) as archive:
        result = archive.search(query, sort=sort, limit=limit, offset=offset, **filters)
        if call.format == "table":
            months = archive.timeline(query, by="month", **filters)
            print_hits(result, months=months, offset=offset)
            return 0
        rows = ({**hit.article.to_dict(), "snippet": hit.snippet.text} for hit in result)
        found = print_rows(rows, columns=("id", "title"), format_=call.format)
    if not found:
        note("nothing found", quiet=call.quiet)
    return 0


def print_hits(result: SearchResult, *, months: Timeline, offset: int) -> None:
    """Hits for people: title, date, source and snippet, the words that were found lit."""
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    is_terminal = sys.stdout.isatty()
    console = Console(highlight=False, soft_wrap=not is_terminal)
    os.environ.setdefault("LESS", "-FRX")  # colours as they are, nothing held back that fits the screen
    with console.pager(styles=True) if len(result) * 4 > console.height and is_terminal else nullcontext():
        if months.buckets:
            first, last = months.buckets[0].start, months.buckets[-1].start
            line = spark_line(spread(months, most=max(10, console.width - 40)))
            times = f"{first:%Y-%m} {line} {last:%Y-%m}" if first != last else f"all in {first:%Y-%m}"
            console.print(f"{result.total} found  {times}")
        for number, hit in enumerate(result, offset + 1):
            article = hit.article
            head = Text(f"{number}. ").append_text(lit(article.title or "(no title)", hit.title_marks, "bold"))
            console.print(head)
            facts = [f"{article.published_at:%Y-%m-%d %H:%M}" if article.published_at else None, article.source]
            facts += [", ".join(article.authors), article.site, f"id {article.id}"]
            copies = len(hit.reprints)
            facts += [f"{copies} reprint{'' if copies == 1 else 's'}" if copies else None]
            facts += [f"changed, version {article.version}" if (article.version or 1) > 1 else None]
            console.print(Text("   " + plain(" · ".join(f for f in facts if f)), style="dim"))
            if hit.snippet:
                snippet = lit(hit.snippet.text, hit.snippet.marks, "")
                console.print(Padding.indent(snippet, 3) if is_terminal else Text("   ").append_text(snippet))
        if not result:
            console.print("nothing found")
        if result.cursor is not None:
            console.print(f"   more with --offset {offset + len(result)}", style="dim")


def lit(text: str, marks: Sequence[tuple[int, int]], style: str) -> "Text":
    """The text with its hits lit, in one line, without control characters."""
    from rich.text import Text

    out, at = Text(style=style), 0
    for start, end in marks:
        out.append(_flat(text[at:start])).append(_flat(text[start:end]), style="bold red")
        at = end
    return out.append(_flat(text[at:]))


def _flat(text: str) -> str:
    return plain(_BREAKS.sub(" ", text))


def spread(months: Timeline, *, most: int) -> list[int]:
    """Articles of every month from the first to the last one, those without any too; neighbours summed when there are
    more than `most`.

    >>> from datetime import date
    >>> from archiver.model.search import Bucket
    >>> found = (Bucket(start=date(2023, 11, 1), articles=2), Bucket(start=date(2024, 2, 1), articles=1))
    >>> spread(Timeline(by="month", buckets=found), most=10), spread(Timeline(by="month", buckets=found), most=2)
    ([2, 0, 0, 1], [2, 1])
    """
    held = {bucket.start.year * 12 + bucket.start.month: bucket.articles for bucket in months.buckets}
    if not held:
        return []
    counts = [held.get(month, 0) for month in range(min(held), max(held) + 1)]
    step = -(-len(counts) // most)
    return [sum(counts[at : at + step]) for at in range(0, len(counts), step)]


def spark_line(counts: Iterable[int]) -> str:
    """Counts as a line of bars.

    >>> spark_line([0, 1, 4, 8])
    '▁▂▅█'
    >>> spark_line([0, 0, 8]), spark_line([])
    ('▁▁█', '')
    """
    values = list(counts)
    top = max(values, default=0)
    if not top:
        return ""
    return "".join(SPARKS[min(7, -(-7 * v // top))] for v in values)
