"""`archiver sites` and `archiver site`: what is known of publishers' sites."""

from pathlib import Path

import click

from archiver.cli.options import Call, pass_call
from archiver.cli.output import note, print_rows

COLUMNS = ("name", "publisher", "domains", "timezone", "at_least")


@click.command()
@pass_call
def sites(call: Call) -> None:
    """List the known sites.

    \b
    archiver sites
    """
    from archiver.crawl.sites import known_sites

    rows = [
        {
            "name": name,
            "publisher": site.publisher,
            "domains": list(site.domains),
            "timezone": site.timezone,
            "feeds": list(site.feeds),
            "sitemaps": list(site.sitemaps),
            "seeds": list(site.seeds),
            "at_least": site.at_least,
        }
        for name, site in known_sites().items()
    ]
    print_rows(rows, columns=COLUMNS, format_=call.format)


@click.group()
def site() -> None:
    """Make a site's spider from a template, or hold one against its pages.

    \b
    archiver site new example_daily https://www.example.cn/
    archiver site check example_daily
    """


@site.command()
@click.argument("name")
@click.argument("url")
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write a spider here. Without it: into the project file when there is one, else into spiders/.",
)
@click.option("--allow", multiple=True, metavar="ORIGIN", help="A private address that may be fetched (repeatable).")
@pass_call
def new(call: Call, name: str, url: str, folder: Path | None, allow: tuple[str, ...]) -> None:
    """Look at a site's front page, propose its facts, and write them as a table of archiver.toml or as a spider."""
    from archiver.crawl.site_template import propose_site

    project = None if folder else call.project.path
    origins = (*call.project.manners.allow, *allow)
    path = propose_site(name, url, folder=folder or Path("spiders"), project=project, allow=origins)
    note(f"wrote {path}: read it, correct what is wrong, then: archiver site check {name}", quiet=call.quiet)


@site.command()
@click.argument("name")
@click.option("--at", metavar="ORIGIN", help="Check against a copy of the site that is served here.")
@click.option("--allow", multiple=True, metavar="ORIGIN", help="A private address that may be fetched (repeatable).")
@pass_call
def check(call: Call, name: str, at: str | None, allow: tuple[str, ...]) -> int:
    """Hold a site's facts against its pages on file and its live ones: what indexes bring, what articles give."""
    from archiver.crawl.site_check import check_site
    from archiver.crawl.site_fixtures import check_fixtures
    from archiver.crawl.sites import find_site

    findings = [*check_fixtures(name, find_site(name))]
    findings += check_site(name, at=at, allow=(*call.project.manners.allow, *allow))
    rows = [{"what": f.what, "ok": f.ok, "found": f.found} for f in findings]
    print_rows(rows, columns=("ok", "what", "found"), format_=call.format)
    return 0 if all(f.ok for f in findings) else 1
