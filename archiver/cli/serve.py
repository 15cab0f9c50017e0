"""`archiver serve`: web pages and the HTTP API, read-only."""

import click

from archiver.cli.options import Call, pass_call
from archiver.cli.output import note


@click.command()
@click.option("--host", help="The address to listen on (default 127.0.0.1).")
@click.option("--port", type=click.IntRange(0, 65535), help="Default 8000; 0 takes a free one.")
@click.option("--token", envvar="ARCHIVER_TOKEN", help="Needed to listen beyond loopback (ARCHIVER_TOKEN).")
@pass_call
def serve(call: Call, host: str | None, port: int | None, token: str | None) -> None:
    """Serve web pages and the HTTP API, read-only, until Ctrl-C.

    \b
    archiver serve
    archiver serve --host 0.0.0.0 --port 80 --token "$(cat token)"
    """
    from archiver.web.serve import serve as serve_archive

    said = call.project.serve
    serve_archive(
        archive_url=call.settings.db,
        host=host or str(said.get("host", "127.0.0.1")),
        port=port if port is not None else int(str(said.get("port", 8000))),
        captures=call.settings.captures,
        token=token,
        announce=lambda url: note(f"serving {url}", quiet=call.quiet),
    )
