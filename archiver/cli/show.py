"""`archiver show`: one article, its versions, where each value came from."""

from collections.abc import Iterator
from pathlib import Path

import click

from archiver.cli.options import Call, pass_call
from archiver.cli.output import moment, note, plain, print_pages, print_rows
from archiver.model.article import Article
from archiver.model.errors import NotFound
from archiver.store.archive import Archive
from archiver.text.diff import Change

FACTS = ("published_at", "modified_at", "source", "authors", "editor", "publisher", "section", "keywords", "language")


@click.command()
@click.argument("which", metavar="ID|URL")
@click.option("--version", type=click.IntRange(1), help="An earlier version.")
@click.option("--diff", nargs=2, type=click.IntRange(1), metavar="A B", help="What changed from version A to B.")
@click.option("--evidence", is_flag=True, help="Where each value came from; what was dropped and repaired.")
@click.option("--as-served", is_flag=True, help="The text as it was served, before repair.")
@click.option(
    "--bundle",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="ZIP",
    help="Write its evidence: record, versions, captures, digests, and how to verify them.",
)
@pass_call
def show(
    call: Call,
    which: str,
    version: int | None,
    diff: tuple[int, int] | None,
    evidence: bool,
    as_served: bool,
    bundle: Path | None,
) -> None:
    """Show one article, by its number or its address.

    \b
    archiver show 12
    archiver show 12 --diff 1 2
    archiver show https://news.example/a.html --evidence
    archiver show 12 --bundle evidence.zip
    """
    with Archive.open(call.settings.db, read_only=True) as archive:
        article = find_article(archive, which, version)
        if diff:
            print_diff(archive, article, diff, call.format)
            return
        if bundle:
            from archiver.cli.bundle import write_bundle

            count = write_bundle(archive, article, call.settings.captures, bundle)
            note(f"{count} records of captures in {bundle}", quiet=call.quiet)
            return
    if call.format != "table":
        print_rows([article.to_dict()], columns=(), format_=call.format)
        return
    lines = [*article_lines(article, as_served=as_served), *(evidence_lines(article) if evidence else ())]
    print_pages("\n".join(lines) + "\n")


def find_article(archive: Archive, which: str, version: int | None = None) -> Article:
    """The article of that number or address; raises NotFound."""
    if which.isdecimal():
        return archive.article(int(which), version=version)
    found = archive.article_by_url(which)
    return found if version is None or found.id is None else archive.article(found.id, version=version)


def article_lines(article: Article, *, as_served: bool) -> Iterator[str]:
    """The article for reading on a terminal."""
    record = article.to_dict()
    served = article.as_served if as_served else {}
    yield click.style(plain(str(served.get("title") or article.title or "(no title)")), bold=True)
    yield click.style(f"id {article.id}, version {article.version} · {article.url}", dim=True)
    for name in FACTS:
        value = record[name]
        if value:
            shown = ", ".join(str(v) for v in value) if isinstance(value, list) else str(value)
            yield f"{name:14}{plain(str(served.get(name, shown)))}"
    yield ""
    yield plain(str(served.get("body") or article.body or "(no text)"))
    for caption in article.captions:
        yield f"\n[picture] {plain(caption.text)}{f' ({plain(caption.credit)})' if caption.credit else ''}"
    if article.copyright:
        yield f"\n{plain(str(served.get('copyright', article.copyright)))}"


def evidence_lines(article: Article) -> Iterator[str]:
    """Where each value came from; what was dropped and repaired."""
    yield "\nevidence"
    for name, found in article.evidence.items():
        yield f"  {name:18}{found.score:.2f}  {found.source}"
    yield f"  parser {article.parser_version}, captured {moment(article.captured_at)}"
    if article.capture:
        yield f"  capture {article.capture.file} at {article.capture.offset}, {article.capture.digest}"
    if article.spam_reasons:
        yield f"\nspam score {article.spam_score:.2f}: {'; '.join(article.spam_reasons)}"
    for dropped in article.dropped:
        yield f"  dropped {dropped.rule} ({dropped.place}): {plain(dropped.text[:100])}"
    if article.repairs:
        yield f"\n{len(article.repairs)} repairs"
    for repair in article.repairs:
        guess = "" if repair.certain else "  (a guess)"
        yield f"  {repair.kind:14}{repair.field}@{repair.offset}: {repair.before!r} → {repair.after!r}{guess}"


def print_diff(archive: Archive, article: Article, versions: tuple[int, int], format_: str) -> None:
    """What changed between two versions: deleted words in [-…-], added ones in {+…+}."""
    if article.id is None:
        raise NotFound("this article has no number")
    changes = archive.diff(article.id, *versions)
    if format_ != "table":
        rows = [{"field": name, "changes": [[c.op, c.text] for c in ops]} for name, ops in changes.items()]
        print_rows(rows, columns=(), format_=format_)
        return
    for name, ops in changes.items():
        click.echo(click.style(name, bold=True))
        click.echo("".join(_marked(change) for change in ops))
    if not changes:
        click.echo("no difference")


def _marked(change: Change) -> str:
    text = plain(change.text)
    if change.op == "out":
        return click.style(f"[-{text}-]", fg="red")
    return click.style(f"{{+{text}+}}", fg="green") if change.op == "in" else text
