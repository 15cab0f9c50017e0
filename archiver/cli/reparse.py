"""`archiver reparse`: stored captures, read again."""

import difflib
from datetime import UTC, date, datetime, time
from pathlib import Path

import click

from archiver.cli.options import DAY, Call, pass_call
from archiver.cli.output import cell_text, note, plain, print_rows
from archiver.reparse import ReparseOptions, ReparseReport, resume_point
from archiver.reparse import reparse as read_again
from archiver.store.archive import Archive


@click.command()
@click.option("--dry-run", is_flag=True, help="Say what would change; write nothing.")
@click.option("--site", help="Only this site.")
@click.option("--since", type=DAY, help="Published on or after this day.")
@click.option("--until", type=DAY, help="Published before the end of this day.")
@click.option("--workers", type=click.IntRange(1, 256), default=1, show_default=True, help="Processes that read pages.")
@click.option("--resume", is_flag=True, help="Go on where a stopped re-reading ended.")
@pass_call
def reparse(
    call: Call, dry_run: bool, site: str | None, since: date | None, until: date | None, workers: int, resume: bool
) -> int:
    """Read stored captures again with today's parsers; old readings are kept as versions.

    \b
    archiver reparse --dry-run
    archiver reparse --workers 2
    """
    from archiver.crawl.sites import known_sites

    checkpoint = Path(call.settings.captures) / ".reparse.json"
    options = ReparseOptions(
        captures=Path(call.settings.captures),
        dry_run=dry_run,
        site=site,
        since=_moment(since, time.min),
        until=_moment(until, time.max),
        workers=workers,
        after=resume_point(checkpoint) if resume else 0,
        sites=known_sites(),
        checkpoint=checkpoint,
    )
    with Archive.open(call.settings.db, read_only=dry_run) as archive:
        report = read_again(archive, options, progress=lambda r: note(f"{r.articles} read", quiet=call.quiet))
    print_report(report, call.format, dry_run=dry_run)
    for problem in report.problems[:20]:
        click.echo(f"archiver: {problem}", err=True)
    return 1 if report.problems else 0


def _moment(day: date | None, at: time) -> datetime | None:
    if day is None or isinstance(day, datetime):
        return day
    return datetime.combine(day, at, UTC)


def print_report(report: ReparseReport, format_: str, *, dry_run: bool) -> None:
    """Which fields change on how many articles, with samples."""
    rows = [
        {
            "field": name,
            "articles": count,
            "samples": [{"article": s.article_id, "before": s.before, "after": s.after} for s in report.samples[name]],
        }
        for name, count in report.fields.most_common()
    ]
    if format_ != "table":
        print_rows(rows, columns=(), format_=format_)
    else:
        for name, count in report.fields.most_common():
            click.echo(click.style(f"{name}: {count} articles", bold=True))
            for sample in report.samples[name]:
                click.echo(f"  {sample.article_id}: {_difference(sample.before, sample.after)}")
    verb = "would change" if dry_run else f"changed, {report.versions} new versions"
    note(f"{report.articles} articles read again, {report.changed} {verb}; learnt of {report.hosts} hosts")
    if report.skipped:
        note(f"{report.skipped} articles of several pages were left as they are")


def _difference(before: object, after: object) -> str:
    """The first place where two values differ, with a little around it."""
    old, new = cell_text(before), cell_text(after)
    if not isinstance(before, str) or not isinstance(after, str):
        return f"{old!r} → {new!r}"
    matcher = difflib.SequenceMatcher(None, before[:5000], after[:5000], autojunk=False)
    for op, i, i2, j, j2 in matcher.get_opcodes():
        if op != "equal":
            around = plain(before[max(0, i - 12) : i].replace("\n", " "))
            return f"…{around}[-{plain(before[i : min(i2, i + 40)])}-]{{+{plain(after[j : min(j2, j + 40)])}+}}"
    return f"{old!r} → {new!r}"
