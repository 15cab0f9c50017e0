"""Running the server."""

import ipaddress
import socket
from collections.abc import Callable
from pathlib import Path

from archiver.model.errors import PartMissing, UsageError
from archiver.web.app import LOOPBACK, REQUESTS_A_MINUTE, create_app

SHORTEST_TOKEN = 16
LOCAL_REQUESTS_A_MINUTE = 12_000
"""From this machine: its owner's scripts walk through the API."""


def serve(
    *,
    archive_url: str,
    captures: str | Path | None = None,
    host: str = "127.0.0.1",
    port: int = 8000,
    token: str | None = None,
    announce: Callable[[str], None] | None = None,
) -> None:
    """Serve an archive until interrupted; `announce` is told its address (port 0 takes a free one).

    Beyond loopback a token of at least 16 characters is needed: UsageError without one. Raises PartMissing when the
    port cannot be had, and DatabaseRefused and SchemaOutdated as `Archive.open` does.
    """
    check_listening(host, token)
    app = create_app(
        archive_url,
        captures=captures,
        token=token,
        hosts=LOOPBACK if token is None else (),
        requests_a_minute=LOCAL_REQUESTS_A_MINUTE if is_loopback(host) else REQUESTS_A_MINUTE,
    )
    import uvicorn

    listener = listen(host, port)
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_keep_alive=10,
        limit_concurrency=200,
        h11_max_incomplete_event_size=32_768,
    )
    if announce is not None:
        shown = f"[{host}]" if ":" in host else host
        announce(f"http://{shown}:{listener.getsockname()[1]}/")
    with listener:
        uvicorn.Server(config).run(sockets=[listener])


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens. Raises PartMissing when the address cannot be had."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind)
        try:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
            listener.listen(128)
        except OSError:
            listener.close()
            raise
    except OSError as error:
        raise PartMissing(f"cannot listen on {host} port {port}: {error.strerror or error}") from None
    return listener


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
