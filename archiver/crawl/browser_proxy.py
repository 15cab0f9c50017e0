"""A proxy on loopback for the browser: every connection is looked up and judged here, so that none leads inside."""

import asyncio
import re
from collections.abc import Callable
from contextlib import suppress

from archiver.crawl.resolver import NameGuard

MOST_BYTES = 32 * 1024 * 1024
"""Of one connection, each way."""
_HEAD = 64 * 1024
_TUNNEL = re.compile(rb"CONNECT ([^\s:]+|\[[0-9a-fA-F:]+\]):(\d{1,5}) HTTP/1\.[01]\r\n")
_PLAIN = re.compile(rb"([A-Z]{3,8}) http://([^\s/:?#]+|\[[0-9a-fA-F:]+\])(?::(\d{1,5}))?(/[^\s]*)? HTTP/1\.[01]\r\n")


class GuardedProxy:
    """Connects where the guard and the scope allow, and hangs up otherwise."""

    def __init__(self, guard: NameGuard, covers: Callable[[str], bool]) -> None:
        self._guard, self._covers = guard, covers
        self._server: asyncio.Server | None = None

    async def start(self) -> int:
        """Begin to listen on loopback; the port."""
        if self._server is None:
            self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, limit=_HEAD)
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    async def close(self) -> None:
        """Listen no more."""
        if self._server:
            self._server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await self._pass_on(reader, writer, await reader.readuntil(b"\r\n\r\n"))
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ValueError):
            pass  # the browser learns it by the connection that ends
        finally:
            writer.close()

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, head: bytes) -> None:
        tunnel, plain = _TUNNEL.match(head), _PLAIN.match(head)
        if tunnel:
            far_reader, far_writer = await self._connect("https", tunnel[1].decode(), int(tunnel[2]))
            writer.write(b"HTTP/1.1 200 Connected\r\n\r\n")
        elif plain:
            far_reader, far_writer = await self._connect("http", plain[2].decode(), int(plain[3] or 80))
            first = plain[1] + b" " + (plain[4] or b"/") + b" HTTP/1.1\r\n"
            rest = re.sub(rb"(?i)\r\n(?:proxy-)?connection:[^\r]*", b"", b"\r\n" + head[plain.end() :])
            far_writer.write(first + b"Connection: close" + rest)
        else:
            return
        try:
            await asyncio.gather(_pump(reader, far_writer), _pump(far_reader, writer))
        finally:
            far_writer.close()

    async def _connect(self, scheme: str, host: str, port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """A connection to a host of the site; raises `OSError` when there must be none."""
        host = host.strip("[]")
        name = f"[{host}]" if ":" in host else host
        place = name if port == {"http": 80, "https": 443}[scheme] else f"{name}:{port}"
        if not self._covers(f"{scheme}://{place}/"):
            raise OSError(f"out of scope: {host}")
        for address in await self._guard.addresses(host, port):
            with suppress(OSError):
                return await asyncio.wait_for(asyncio.open_connection(address, port), 10.0)
        raise OSError(f"nothing to connect to: {host}")


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Hand bytes on until one side ends, up to the bound."""
    passed = 0
    with suppress(OSError):
        while (data := await reader.read(64 * 1024)) and passed < MOST_BYTES:
            passed += len(data)
            writer.write(data)
            await writer.drain()
    with suppress(OSError, RuntimeError):
        writer.write_eof()
