"""Posting a message to a web address, and to nobody inside by mistake."""

import contextlib
import hashlib
import hmac
import http.client
import re
import socket
import ssl
import threading
from collections.abc import Callable, Sequence
from urllib.parse import SplitResult, urlsplit

from archiver.model.alert import Delivery
from archiver.text.addresses import is_public_address

SECONDS = 10.0
"""For connecting, and for each wait on the receiver."""
MOST_SECONDS = 30.0
"""For the whole exchange: a receiver may drip its answer."""
_PORTS = {"http": 80, "https": 443}
_PLAIN = re.compile(r"[!-~]{1,2000}")

Resolve = Callable[[str, int], Sequence[str]]


class Refused(Exception):
    """The address may not be posted to."""


def post(
    url: str,
    message_id: str,
    body: bytes,
    *,
    allow: Sequence[str] = (),
    secret: str | None = None,
    resolve: Resolve | None = None,
) -> Delivery:
    """POST a JSON body; done when the answer is 2xx. Redirects are not followed.

    The name is looked up once, every address found must be public (or the origin allowed by name), and the connection
    goes to the address that was checked: a name that changes in between leads nowhere else. With a `secret` the
    header `X-Archiver-Signature` is `sha256=` and the HMAC of the body.
    """
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "archiver",
        "Idempotency-Key": message_id,
    }
    if secret is not None:
        signature = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
        headers["X-Archiver-Signature"] = f"sha256={signature}"
    try:
        parts, address = _checked(url, allow, resolve or _resolve)
        status = _exchange(parts, address, body, headers)
    except Refused as refused:
        return Delivery(is_done=False, is_final=True, detail=str(refused))
    except (OSError, http.client.HTTPException, UnicodeError) as error:
        return Delivery(is_done=False, detail=f"no answer: {_reason(error)}")
    final = 300 <= status < 500 and status not in (408, 425, 429)
    return Delivery(is_done=200 <= status < 300, is_final=final, detail=f"answered with {status}")


def _checked(url: str, allow: Sequence[str], resolve: Resolve) -> tuple[SplitResult, str]:
    """The parts of an address and the IP address to connect to. Raises Refused, and OSError when no name is found."""
    try:
        parts = urlsplit(url)
        port = parts.port or _PORTS.get(parts.scheme, 0)
    except ValueError:
        raise Refused("that is no web address") from None
    host = parts.hostname or ""
    if parts.scheme not in _PORTS or not host or _PLAIN.fullmatch(url) is None:
        raise Refused("a webhook is an http or https address of plain characters")
    if parts.username is not None or parts.password is not None:
        raise Refused("a webhook's address holds no user name")
    found = resolve(host, port)
    if not found:
        raise OSError("no such host")
    if f"{host}:{port}" not in _allowed(allow):
        inside = [each for each in found if not is_public_address(each)]
        if inside:
            raise Refused(f"{host} leads to a private address; allow it by name (--allow {host}:{port})")
    return parts, found[0]


def _allowed(origins: Sequence[str]) -> frozenset[str]:
    """Host and port of each allowed origin.

    >>> sorted(_allowed(["http://127.0.0.1:8000", "intra:81", "https://intra"]))
    ['127.0.0.1:8000', 'intra:443', 'intra:81']
    """
    held = set()
    for origin in origins:
        parts = urlsplit(origin if "://" in origin else f"http://{origin}")
        held.add(f"{parts.hostname}:{parts.port or _PORTS.get(parts.scheme, 0)}")
    return frozenset(held)


def _resolve(host: str, port: int) -> Sequence[str]:
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def _exchange(parts: SplitResult, address: str, body: bytes, headers: dict[str, str]) -> int:
    """The status answered."""
    host = parts.hostname or ""
    port = parts.port or _PORTS[parts.scheme]
    sock: socket.socket = socket.create_connection((address, port), timeout=SECONDS)
    open_socket = [sock]
    watch = threading.Timer(MOST_SECONDS, _cut, [open_socket])
    watch.start()
    try:
        if parts.scheme == "https":
            open_socket[0] = sock = ssl.create_default_context().wrap_socket(sock, server_hostname=host)
        connection = http.client.HTTPConnection(host, port, timeout=SECONDS)
        connection.sock = sock
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", target, body=body, headers={**headers, "Host": parts.netloc, "Connection": "close"})
        return connection.getresponse().status
    finally:
        watch.cancel()
        sock.close()


def _cut(held: list[socket.socket]) -> None:
    with contextlib.suppress(OSError):
        held[0].shutdown(socket.SHUT_RDWR)


def _reason(error: Exception) -> str:
    """The error in words, without the address."""
    if isinstance(error, TimeoutError):
        return f"nothing came for {SECONDS:g} s"
    return getattr(error, "strerror", None) or type(error).__name__
