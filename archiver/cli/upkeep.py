"""`archiver check` and `archiver db`: looking after the archive."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from archiver.cli.options import Call, pass_call
from archiver.cli.output import note, print_rows
from archiver.model.stats import Damage
from archiver.store.archive import Archive


@click.command()
@click.option("--repair", is_flag=True, help="Mend what can be mended.")
@pass_call
def check(call: Call, repair: bool) -> int:
    """Check database, search index, captures and the links between them.

    \b
    archiver check
    archiver check --repair
    """
    from archiver.captures.place import place_of
    from archiver.captures.segment import recover_folder
    from archiver.captures.tails import look_at

    place = place_of(call.settings.captures)
    if repair and place.folder.is_dir():
        for torn in recover_folder(place.folder):
            note(f"a torn end was cut and kept aside: {torn}", quiet=call.quiet)
        for name in place.send():
            note(f"sent from the spool: {name}", quiet=call.quiet)
    with Archive.open(call.settings.db, read_only=not repair) as archive:
        findings = [
            *archive.check(lambda ref: look_at(ref, call.settings.captures), repair=repair),
            *_tails(call.settings.captures, archive.last_captures(), repair=repair),
        ]
    rows = [{"what": f.what, "where": f.where, "mended": f.mended} for f in findings]
    print_rows(rows, columns=("what", "where", "mended"), format_=call.format)
    left = sum(not f.mended for f in findings)
    note(f"{len(findings)} findings, {len(findings) - left} mended" if findings else "all is well", quiet=call.quiet)
    return 1 if left else 0


def _tails(captures: str, trusted: Mapping[str, int], *, repair: bool) -> Iterator[Damage]:
    """Files whose end is torn; their tails are cut and kept aside on repair."""
    from archiver.captures.tails import mend, torn_files

    for torn in torn_files(captures, trusted):
        what = f"{torn.torn} bytes after byte {torn.whole} are no whole member"
        if not torn.is_tail:
            what += ", and whole ones follow"
        yield Damage(what=f"{what}: {torn.file}", where="captures", mended=repair and mend(captures, torn))


@click.group()
def db() -> None:
    """Upgrade, name or back up the database.

    \b
    archiver db backup copy.db
    archiver db upgrade
    """


@db.command()
@pass_call
def upgrade(call: Call) -> None:
    """Bring the schema to today's."""
    note(f"schema {Archive.upgrade(call.settings.db)}", quiet=call.quiet)


@db.command()
@pass_call
def current(call: Call) -> None:
    """Print the schema's step."""
    click.echo(Archive.schema_of(call.settings.db))


@db.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@pass_call
def backup(call: Call, file: Path) -> None:
    """Write a consistent copy of the database, also while runs go on."""
    with Archive.open(call.settings.db, read_only=True) as archive:
        archive.backup(file)
    note(f"wrote {file}", quiet=call.quiet)
