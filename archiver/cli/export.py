"""`archiver export`: records out, as JSON lines, CSV, Parquet, or for OpenSearch."""

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import IO, Unpack

import click

from archiver.cli.dataset import Frozen
from archiver.cli.options import Call, filter_options, pass_call_but_format
from archiver.cli.output import note, write_csv, write_jsonl
from archiver.model.article import Article
from archiver.model.errors import UsageError
from archiver.model.schema_org import news_article
from archiver.store.archive import Archive
from archiver.store.search_door import FilterValues

HEAVY = ("as_served", "repairs", "dropped", "evidence")


@click.command()
@filter_options
@click.option(
    "--format", "kind", type=click.Choice(["jsonl", "csv", "parquet", "opensearch"]), default="jsonl", show_default=True
)
@click.option("--out", default="-", metavar="FILE", help="A file; - or nothing is standard output.")
@click.option("--versions", is_flag=True, help="Every version, not the current one alone.")
@click.option("--evidence", is_flag=True, help="With evidence, repairs, dropped blocks and the text as served.")
@click.option("--schema-org", is_flag=True, help="Each line a schema.org NewsArticle in JSON-LD.")
@click.option("--cite", is_flag=True, help="Freeze it: digests, a manifest and citations are written beside FILE.")
@pass_call_but_format
def export(
    call: Call,
    kind: str,
    out: str,
    versions: bool,
    evidence: bool,
    schema_org: bool,
    cite: bool,
    **filters: Unpack[FilterValues],
) -> None:
    """Write records, with search's filters.

    \b
    archiver export --format csv --lang zh --since 2024-01-01 --out news.csv
    archiver export --out news.jsonl --cite
    """
    if out == "-" and (kind == "parquet" or cite):
        raise UsageError(f"{'--cite' if cite else 'parquet'} needs --out FILE")
    if kind == "opensearch" and (out == "-" or cite or evidence or versions):
        raise UsageError("opensearch needs --out FILE, and goes with filters alone")
    if schema_org and (kind != "jsonl" or cite):
        raise UsageError("--schema-org goes with --format jsonl alone")
    with Archive.open(call.settings.db, read_only=True) as archive:
        articles = archive.iter_articles(versions=versions, **filters)
        if kind == "opensearch":
            count = write_opensearch(articles, out)
        elif schema_org:
            count = write(map(news_article, articles), kind, out)
        else:
            rows = (_row(article.to_dict(), evidence) for article in articles)
            told = {"format": kind, "versions": versions, "evidence": evidence, **_asked(filters)}
            count = write_cited(rows, kind, out, told) if cite else write(rows, kind, out)
    note(f"{count} records", quiet=call.quiet)


def write_opensearch(articles: Iterator[Article], out: str) -> int:
    """Write lines for OpenSearch's `_bulk`, and the index's mapping beside them; how many articles there were."""
    from archiver.store.opensearch import bulk_lines, mapping

    Path(f"{out}.mapping.json").write_text(json.dumps(mapping(), indent=1), encoding="utf-8")
    half, lines = Path(f"{out}.part"), 0
    with half.open("w", encoding="utf-8", newline="") as file:
        for line in bulk_lines(articles):
            file.write(line + "\n")
            lines += 1
    half.replace(out)
    return lines // 2


def write_cited(rows: Iterator[dict[str, object]], kind: str, out: str, told: Mapping[str, object]) -> int:
    """Write the rows as a frozen data set; how many there were."""
    with Frozen(Path(out), told) as frozen:
        count = write(frozen.noting(rows), kind, out)
        frozen.finish()
    return count


def _asked(filters: Mapping[str, object]) -> dict[str, object]:
    return {key: str(value) for key, value in filters.items() if value}


def _row(record: Mapping[str, object], evidence: bool) -> dict[str, object]:
    return dict(record) if evidence else {k: v for k, v in record.items() if k not in HEAVY}


def write(rows: Iterator[dict[str, object]], kind: str, out: str) -> int:
    """Write the rows, streaming; how many there were. A file is put in place whole, or not at all."""
    if kind == "parquet":
        from archiver.cli.parquet import write_parquet

        return write_parquet(rows, Path(out))
    half = Path(f"{out}.part")
    with nullcontext(sys.stdout) if out == "-" else half.open("w", encoding="utf-8", newline="") as file:
        count = _write_text(rows, kind, file)
    if out != "-":
        half.replace(out)
    return count


def _write_text(rows: Iterator[dict[str, object]], kind: str, file: IO[str]) -> int:
    return write_csv(rows, file) if kind == "csv" else write_jsonl(rows, file)
