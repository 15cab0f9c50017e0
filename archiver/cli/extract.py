"""`archiver extract`: pages in, records out, nothing stored."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click

from archiver.cli.options import Call, pass_call
from archiver.cli.output import print_rows
from archiver.model.article import Article
from archiver.model.errors import UsageError
from archiver.model.page import Page
from archiver.model.site import Site

COLUMNS = ("title", "published_at", "source", "authors", "editor", "language", "spam_score")


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="FILE|URL|-")
@click.option("--url", default="", help="The address of a file's page; links and relative times are read against it.")
@click.option("--content-type", help="The Content-Type header of a file's page.")
@click.option("--site", "site_name", help="Read by this site's rules.")
@click.option("--explain", type=click.Path(path_type=Path, dir_okay=False), help="Write the page as read, as HTML.")
@click.option("--allow", multiple=True, metavar="ORIGIN", help="A private address that may be fetched (repeatable).")
@pass_call
def extract(
    call: Call,
    inputs: tuple[str, ...],
    url: str,
    content_type: str | None,
    site_name: str | None,
    explain: Path | None,
    allow: tuple[str, ...],
) -> int:
    """Read pages and print one record each; nothing is stored.

    \b
    archiver extract page.html --url https://news.example/a.html
    curl -s https://news.example/a.html | archiver extract - --url https://news.example/a.html
    archiver extract page.html --explain read.html
    """
    if explain and len(inputs) > 1:
        raise UsageError("--explain takes one page at a time")
    site = find_site(site_name)
    empty = False

    def records() -> Iterator[dict[str, object]]:
        nonlocal empty
        for name in inputs:
            page = read_input(name, url=url, content_type=content_type, allow=(*call.project.manners.allow, *allow))
            article = read_article(page, site=site, explain=explain)
            empty = empty or article.body is None
            if article.body is None:
                click.echo(f"archiver: no article text found in {name}", err=True)
            yield article.to_dict()

    print_rows(records(), columns=COLUMNS, format_=call.format)
    return 1 if empty else 0


def find_site(name: str | None) -> Site | None:
    """The site of that name; None without a name. Raises UnknownSite with the names that are known."""
    if name is None:
        return None
    from archiver.crawl.sites import find_site as find

    return find(name)


def read_input(name: str, *, url: str, content_type: str | None, allow: tuple[str, ...]) -> Page:
    """The page that a word on the command line names: `-`, an address or a file."""
    if name == "-":
        body = sys.stdin.buffer.read()
        return Page(url=url, body=body, content_type=content_type, fetched_at=datetime.now(UTC))
    if name.startswith(("http://", "https://")):
        from archiver.crawl.fetch import fetch_page

        return fetch_page(name, allow=allow)
    path = Path(name)
    try:
        body = path.read_bytes()
        changed = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError as error:
        raise UsageError(f"cannot read {name}: {error.strerror}") from error
    return Page(url=url, body=body, content_type=content_type, fetched_at=changed)


def read_article(page: Page, *, site: Site | None, explain: Path | None) -> Article:
    """The page's record; with `explain`, the page as read is written there too."""
    if explain is None:
        from archiver.parsers.article import parse_article

        return parse_article(page, site=site)
    from archiver.parsers.article import read_article as read_whole
    from archiver.parsers.explain import explain as explain_trace

    trace = read_whole(page, site=site)
    explain.write_text(explain_trace(trace), encoding="utf-8")
    return trace.article
