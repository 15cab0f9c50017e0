"""`archiver runs`, `run`, `errors`, `stats`: the ledger, read."""

from pathlib import Path

import click

from archiver.cli.options import Call, pass_call
from archiver.cli.output import moment, note, print_rows
from archiver.model.run import Run
from archiver.model.version import Failure
from archiver.store.archive import Archive

COLUMNS = ("id", "site", "started_at", "status", "articles_seen", "requests", "counts", "warnings")


@click.command()
@click.option("--site", help="Only this site.")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True)
@pass_call
def runs(call: Call, site: str | None, limit: int) -> None:
    """List runs, newest first.

    \b
    archiver runs
    archiver runs --site tibet_cn --format csv
    """
    with Archive.open(call.settings.db, read_only=True) as archive:
        rows = [run_row(r) for r in archive.runs(site=site, limit=limit)]
    if not print_rows(rows, columns=COLUMNS, format_=call.format):
        note("no runs yet", quiet=call.quiet)


def run_row(r: Run) -> dict[str, object]:
    """A run as JSON."""
    return {
        "id": r.id,
        "site": r.site,
        "status": r.status,
        "started_at": moment(r.started_at),
        "ended_at": moment(r.ended_at),
        "counts": dict(r.counts),
        "reasons": dict(r.reasons),
        "requests": r.requests,
        "articles_seen": r.articles_seen,
        "minimum": r.minimum,
        "coverage": {k: round(v, 3) for k, v in r.coverage.items()},
        "pages_per_second": r.pages_per_second,
        "warnings": list(r.warnings),
    }


@click.command()
@click.argument("run_id", type=int, metavar="ID")
@click.option("--html", type=click.Path(path_type=Path, dir_okay=False), help="Write a report with plots.")
@pass_call
def run(call: Call, run_id: int, html: Path | None) -> None:
    """Show one run: outcomes, coverage of fields, speed, warnings.

    \b
    archiver run 12
    archiver run 12 --html report.html
    """
    with Archive.open(call.settings.db, read_only=True) as archive:
        found = archive.run(run_id)
    row = run_row(found)
    if call.format == "table":
        for key, value in row.items():
            lines = [f"{k}: {v}" for k, v in value.items()] if isinstance(value, dict) else [value]
            click.echo(f"{key:18}{'; '.join(str(x) for x in lines)}")
    else:
        print_rows([row], columns=COLUMNS, format_=call.format)
    if html:
        from archiver.web.run_report import run_report

        html.write_text(run_report(call.settings.db, run_id), encoding="utf-8")
        note(f"wrote {html}", quiet=call.quiet)


@click.command()
@click.option("--site", help="Only this site.")
@click.option("--run", "run_id", type=int, help="Only of this run.")
@click.option("--limit", type=click.IntRange(1), default=100, show_default=True)
@pass_call
def errors(call: Call, site: str | None, run_id: int | None, limit: int) -> None:
    """List pages that ended failed or refused, newest first.

    \b
    archiver errors
    archiver errors --format csv > lost.csv
    """
    with Archive.open(call.settings.db, read_only=True) as archive:
        rows = [_failure(f) for f in archive.errors(site=site, run_id=run_id, limit=limit)]
    print_rows(rows, columns=("at", "outcome", "reason", "tries", "due_at", "run", "url"), format_=call.format)
    if not rows:
        note("no page failed or was refused", quiet=call.quiet)


def _failure(f: Failure) -> dict[str, object]:
    return {
        "url": f.url,
        "site": f.site,
        "outcome": f.outcome,
        "reason": f.reason,
        "at": moment(f.at),
        "run": f.run_id,
        "tries": f.tries,
        "due_at": moment(f.due_at),
    }


@click.command()
@click.option("--site", help="Only this site.")
@pass_call
def stats(call: Call, site: str | None) -> None:
    """Show each site's articles a day, coverage of fields against its own history, and what drifted.

    \b
    archiver stats
    archiver stats --format jsonl
    """
    with Archive.open(call.settings.db, read_only=True) as archive:
        rows = [s.to_dict() for s in archive.stats(site=site)]
    print_rows(rows, columns=("site", "articles", "gone", "edited", "drift", "spam_hosts"), format_=call.format)
