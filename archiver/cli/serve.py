"""`archiver serve`: web pages and the HTTP API, read-only."""

import click

from archiver.cli.options import Call, pass_call
from archiver.cli.output import note


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.option("--token", envvar="ARCHIVER_TOKEN", help="Needed to listen beyond loopback (ARCHIVER_TOKEN).")
@pass_call
def serve(call: Call, host: str, port: int, token: str | None) -> None:
    """Serve web pages and the HTTP API, read-only, until Ctrl-C."""
    from archiver.web.serve import serve as serve_archive

    serve_archive(
        archive_url=call.settings.db,
        host=host,
        port=port,
        captures=call.settings.captures,
        token=token,
        announce=lambda url: note(f"serving {url}", quiet=call.quiet),
    )
