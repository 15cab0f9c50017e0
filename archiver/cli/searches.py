"""`archiver searches`: searches kept under a name, as feeds and alerts."""

from datetime import date

import click

from archiver.cli.options import Call, filter_options, pass_call
from archiver.cli.output import note, print_rows
from archiver.model.alert import Target
from archiver.model.errors import UsageError
from archiver.model.saved import SavedState
from archiver.store.archive import Archive
from archiver.store.search_door import FilterValues

COLUMNS = ("name", "words", "filters", "target", "found", "waiting", "given_up", "last_try")


@click.group()
def searches() -> None:
    """Searches kept under a name. Each is a feed; one with a webhook or a command tells of each new article once.

    \b
    archiver searches add aid '援藏 OR 援疆' --webhook https://hooks.example/T0/…
    archiver searches add spam '' --source 西藏日报 --command 'mail -s news me@example.org'
    archiver searches add quiet '那曲'          # a feed only: /feed.atom?saved=quiet
    archiver searches run                      # also done after every crawl and import
    """


@searches.command()
@click.argument("name")
@click.argument("words", default="")
@click.option("--webhook", metavar="URL", help="POST new articles there as JSON; $NAME takes the address from there.")
@click.option("--command", metavar="LINE", help="Give new articles to this command as JSON; no shell reads it.")
@click.option("--allow", multiple=True, metavar="ORIGIN", help="A private host:port the webhook may lead to.")
@click.option("--secret-variable", metavar="NAME", help="Sign webhook messages with the key in this variable.")
@click.option("--from-start", is_flag=True, help="Tell of the articles that match already, too.")
@filter_options
@pass_call
def add(
    call: Call,
    name: str,
    words: str,
    webhook: str | None,
    command: str | None,
    allow: tuple[str, ...],
    secret_variable: str | None,
    from_start: bool,
    since: date | None,
    until: date | None,
    **filters: str | None,
) -> None:
    """Keep the search WORDS, with the filters of `archiver search`, under NAME."""
    target = read_target(webhook, command, allow=allow, secret_variable=secret_variable)
    values: FilterValues = {"since": since, "until": until}
    for key, value in filters.items():
        if value:
            values[key] = [value]  # type: ignore[literal-required]  # the options are FilterValues' own names
    with Archive.open(call.settings.db) as archive:
        archive.save_search(name, words, target=target, from_start=from_start, **values)
    told = "new articles will be told" if target else "nobody is told"
    note(f"kept {name}; its feed is /feed.atom?saved={name}; {told}", quiet=call.quiet)


def read_target(
    webhook: str | None, command: str | None, *, allow: tuple[str, ...], secret_variable: str | None
) -> Target | None:
    """Who is to be told; None for a feed only. Raises UsageError for two at once, or what leads nowhere."""
    if webhook and command:
        raise UsageError("a saved search tells a webhook or a command, not both; keep it twice")
    if webhook and not webhook.startswith(("http://", "https://", "$")):
        raise UsageError("--webhook takes an http or https address, or $NAME of a variable that holds one")
    if webhook:
        return Target(kind="webhook", address=webhook, allow=allow, secret_variable=secret_variable)
    if allow or secret_variable:
        raise UsageError("--allow and --secret-variable belong to --webhook")
    return Target(kind="command", address=command) if command else None


@searches.command("list")
@pass_call
def list_(call: Call) -> None:
    """List saved searches with what they have brought. A webhook's path is not shown."""
    with Archive.open(call.settings.db, read_only=True) as archive:
        rows = [_row(each) for each in archive.saved_searches()]
    print_rows(rows, columns=COLUMNS, format_=call.format)


def _row(state: SavedState) -> dict[str, object]:
    from archiver.alerts.deliver import shown

    search = state.search
    return {
        "name": search.name,
        "words": search.words,
        "filters": dict(search.filters),
        "target": shown(search.target) if search.target else "feed",
        "added_at": search.added_at.isoformat(timespec="seconds"),
        "found": state.found,
        "waiting": state.waiting,
        "given_up": state.given_up,
        "last_try": state.last_detail,
    }


@searches.command()
@click.argument("name")
@pass_call
def remove(call: Call, name: str) -> None:
    """Forget a saved search."""
    with Archive.open(call.settings.db) as archive:
        archive.remove_search(name)


@searches.command()
@pass_call
def run(call: Call) -> int:
    """Look at what is new and send the alerts that are due; ends with 1 when one could not be sent."""
    from archiver.searches import run_searches

    with Archive.open(call.settings.db) as archive:
        ended = run_searches(archive)
    rows = [
        {"search": a.search.name, "articles": len(a.articles), "sent": e.is_done, "detail": e.detail} for a, e in ended
    ]
    print_rows(rows, columns=("search", "articles", "sent", "detail"), format_=call.format)
    return int(any(not e.is_done for _, e in ended))
