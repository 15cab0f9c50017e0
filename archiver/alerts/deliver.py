"""The door: send one message to one target, trying again what may mend itself."""

import json
import logging
import os
import time
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from archiver.alerts.command import run_command
from archiver.alerts.webhook import post
from archiver.model.alert import Delivery, Message, Target

logger = logging.getLogger(__name__)

WAITS = (1.0, 4.0)
"""Seconds before the second and third try: a restarting receiver is back by then. Longer waits are the caller's."""


def deliver(
    target: Target,
    message: Message,
    *,
    waits: tuple[float, ...] = WAITS,
    environ: Mapping[str, str] | None = None,
    sleep: Callable[[float], object] = time.sleep,
) -> Delivery:
    """Send a message; how it ended. Tries once and then once after each of `waits`, in seconds.

    Never raises for anything a receiver or a command does. What is refused for good (a private address, status 4xx) is
    not tried again. Neither the address's path nor a secret is logged.
    """
    held = os.environ if environ is None else environ
    address = _address(target, held)
    if address is None:
        return _told(target, Delivery(is_done=False, is_final=True, detail=f"{target.address} is not set"))
    body = to_json(message)
    ended = _send(target, address, message, body, held)
    for wait in waits:
        if ended.is_done or ended.is_final:
            break
        sleep(wait)
        ended = _send(target, address, message, body, held)
    return _told(target, ended)


def shown(target: Target) -> str:
    """The target as lists and logs may show it: a webhook's scheme and host, a command's program.

    >>> shown(Target(kind="webhook", address="https://hooks.example/T0/SECRET"))
    'webhook https://hooks.example/…'
    """
    if target.address.startswith("$"):
        return f"{target.kind} {target.address}"
    if target.kind == "command":
        return f"command {''.join(target.address.split(maxsplit=1)[:1])}"
    try:
        parts = urlsplit(target.address)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return "webhook that is no web address"
    return f"webhook {parts.scheme}://{parts.hostname or ''}{port}/…"


def to_json(message: Message) -> bytes:
    """The message as it goes out: an object of `id`, `subject`, `text` and the message's data."""
    whole = {"id": message.id, "subject": message.subject, "text": message.text, **message.data}
    return json.dumps(whole, ensure_ascii=False, default=str).encode("utf-8", "replace")


def _address(target: Target, environ: Mapping[str, str]) -> str | None:
    """The address to use; None when it stands in a variable that is not set."""
    return environ.get(target.address[1:]) or None if target.address.startswith("$") else target.address


def _send(target: Target, address: str, message: Message, body: bytes, environ: Mapping[str, str]) -> Delivery:
    if target.kind == "command":
        return run_command(address, body)
    if target.secret_variable is None:
        return post(address, message.id, body, allow=target.allow)
    secret = environ.get(target.secret_variable)
    if not secret:
        return Delivery(is_done=False, is_final=True, detail=f"${target.secret_variable}, the key, is not set")
    return post(address, message.id, body, allow=target.allow, secret=secret)


def _told(target: Target, ended: Delivery) -> Delivery:
    level = logging.INFO if ended.is_done else logging.WARNING
    logger.log(level, "alert %s: %s", "sent" if ended.is_done else "not sent", f"{ended.detail}: {shown(target)}")
    return ended
