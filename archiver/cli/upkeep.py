"""`archiver check` and `archiver db`: looking after the archive."""

from pathlib import Path

import click

from archiver.cli.options import Call, pass_call
from archiver.cli.output import note, print_rows
from archiver.model.article import CaptureRef
from archiver.model.errors import ArchiverError
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
    from archiver.captures.reader import read_capture
    from archiver.captures.segment import recover_folder

    folder = Path(call.settings.captures)
    if repair and folder.is_dir():
        for torn in recover_folder(folder):
            note(f"a torn end was cut and kept aside: {torn}", quiet=call.quiet)

    def damage(ref: CaptureRef) -> str | None:
        """What is wrong with a capture; None when its bytes are there and whole."""
        try:
            read_capture(ref, folder)
        except ArchiverError as error:
            return str(error)
        return None

    with Archive.open(call.settings.db, read_only=not repair) as archive:
        findings = archive.check(damage, repair=repair)
    rows = [{"what": f.what, "where": f.where, "mended": f.mended} for f in findings]
    print_rows(rows, columns=("what", "where", "mended"), format_=call.format)
    left = sum(not f.mended for f in findings)
    note(f"{len(findings)} findings, {len(findings) - left} mended" if findings else "all is well", quiet=call.quiet)
    return 1 if left else 0


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
