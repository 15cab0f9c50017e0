"""Look up names, and keep the crawl away from machines that only seem to be on the internet."""

import asyncio
import socket
from collections.abc import Sequence
from time import monotonic
from typing import Any

from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.interfaces import IAddress, IHostnameResolver, IHostResolution
from zope.interface import implementer  # type: ignore[import-untyped]  # ships no types

from archiver.text.addresses import is_public_address

TIMEOUT = 20.0
KEPT = 300.0
"""Seconds that an answer is used again."""


class NameGuard:
    """Which addresses may be connected to. One for the process; runs add what they allow."""

    def __init__(self) -> None:
        self.allowed: set[tuple[str, int]] = set()
        self.refused: set[tuple[str, int]] = set()
        """Hosts and ports whose every address was private."""
        self._answers: dict[str, tuple[float, tuple[str, ...]]] = {}

    async def addresses(self, host: str, port: int) -> tuple[str, ...]:
        """The addresses of a host that may be connected to; () when there is none."""
        known = self._answers.get(host)
        if known is None or known[0] < monotonic():
            known = (monotonic() + KEPT, await _look_up(host))
            self._answers[host] = known
        if (host, port) in self.allowed:
            return known[1]
        public = tuple(address for address in known[1] if is_public_address(address))
        if known[1] and not public:
            self.refused.add((host, port))
        return public


async def _look_up(host: str) -> tuple[str, ...]:
    loop = asyncio.get_running_loop()
    try:
        found = await asyncio.wait_for(loop.getaddrinfo(host, None, type=socket.SOCK_STREAM), TIMEOUT)
    except (OSError, TimeoutError, UnicodeError):
        return ()
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


@implementer(IHostResolution)
class _Resolution:
    def __init__(self, name: str) -> None:
        self.name = name

    def cancel(self) -> None:
        """Nothing to undo: a late answer is thrown away."""


@implementer(IHostnameResolver)
class GuardedResolver:
    """Twisted's door to the guard: every connection's name is looked up here, literals included."""

    def __init__(self, guard: NameGuard) -> None:
        self._guard = guard
        self._tasks: set[asyncio.Task[None]] = set()

    def resolveHostName(  # noqa: N802  # Twisted's name
        self,
        resolutionReceiver: Any,  # noqa: N803  # an IResolutionReceiver, whose stub counts self
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type[IAddress]] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> Any:
        resolution = _Resolution(hostName)
        resolutionReceiver.resolutionBegan(resolution)
        task = asyncio.get_running_loop().create_task(self._answer(resolutionReceiver, hostName, portNumber))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return resolution

    async def _answer(self, receiver: Any, host: str, port: int) -> None:
        try:
            for address in await self._guard.addresses(host, port):
                kind = IPv6Address if ":" in address else IPv4Address
                receiver.addressResolved(kind("TCP", address, port))
        finally:
            receiver.resolutionComplete()
