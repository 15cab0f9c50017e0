"""`archiver history` and `archiver reprints`: what happened to an address, and where else a story stands."""

import click

from archiver.cli.options import Call, pass_call
from archiver.cli.output import moment, note, print_rows, reference
from archiver.model.errors import NotFound
from archiver.model.version import Happening, Reprint
from archiver.store.archive import Archive


@click.command()
@click.argument("url")
@pass_call
def history(call: Call, url: str) -> None:
    """Show captures, versions and events of an address, in order of time.

    \b
    archiver history https://news.example/a.html
    """
    with Archive.open(call.settings.db, read_only=True) as archive:
        happenings = archive.history(url)
    if not happenings:
        raise NotFound(f"nothing is known of {url}")
    rows = [_happening(h) for h in happenings]
    print_rows(rows, columns=("at", "what", "version", "detail", "url"), format_=call.format)


def _happening(h: Happening) -> dict[str, object]:
    return {
        "at": moment(h.at),
        "what": h.what,
        "url": h.url,
        "detail": h.detail,
        "article": h.article_id,
        "version": h.version,
        "run": h.run_id,
        "capture": reference(h.capture),
    }


@click.command()
@click.argument("article_id", type=int, metavar="ID")
@pass_call
def reprints(call: Call, article_id: int) -> None:
    """Show the family of the same story across hosts and scripts, earliest first.

    \b
    archiver reprints 12
    """
    with Archive.open(call.settings.db, read_only=True) as archive:
        family = archive.reprints(article_id)
    rows = [_reprint(r) for r in family]
    columns = ("id", "published_at", "site", "source", "similarity", "spam_score", "original", "title")
    print_rows(rows, columns=columns, format_=call.format)
    if len(rows) < 2:
        note("no other copy of this story is known", quiet=call.quiet)


def _reprint(r: Reprint) -> dict[str, object]:
    return {
        "id": r.article_id,
        "url": r.url,
        "site": r.site,
        "source": r.source,
        "title": r.title,
        "published_at": moment(r.published_at),
        "first_captured_at": moment(r.first_captured_at),
        "similarity": round(r.similarity, 3),
        "containment": round(r.containment, 3),
        "changed_chars": r.changed_chars,
        "spam_score": round(r.spam_score, 3),
        "original": r.is_original,
    }
