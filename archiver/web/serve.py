"""Running the server."""

import ipaddress
from pathlib import Path

from archiver.model.errors import UsageError
from archiver.web.app import LOOPBACK, create_app

SHORTEST_TOKEN = 16


def serve(
    *,
    archive_url: str,
    captures: str | Path | None = None,
    host: str = "127.0.0.1",
    port: int = 8000,
    token: str | None = None,
) -> None:
    """Serve an archive until interrupted.

    Beyond loopback a token of at least 16 characters is needed: UsageError without one. Raises DatabaseRefused and
    SchemaOutdated as `Archive.open` does.
    """
    check_listening(host, token)
    hosts = LOOPBACK if token is None else ()
    app = create_app(archive_url, captures=captures, token=token, hosts=hosts)
    import uvicorn

    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_keep_alive=10,
        limit_concurrency=200,
        h11_max_incomplete_event_size=32_768,
    )
    uvicorn.Server(config).run()


def check_listening(host: str, token: str | None) -> None:
    """Raise UsageError when a host beyond this machine is listened on without a token that is worth the name."""
    if token is not None and len(token) < SHORTEST_TOKEN:
        raise UsageError(f"a token has at least {SHORTEST_TOKEN} characters; this one has {len(token)}")
    if token is None and not is_loopback(host):
        raise UsageError(f"listening on {host} needs a token: --token or ARCHIVER_TOKEN")


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach an address.

    >>> is_loopback("127.0.0.1"), is_loopback("::1"), is_loopback("0.0.0.0"), is_loopback("example.org")
    (True, True, False, False)
    """
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
