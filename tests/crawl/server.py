"""A real HTTP server on loopback whose every answer can be told: good pages, and all the ways of going wrong."""

import gzip
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = "bytes | str | Reply | Callable[[Asked], Reply | None]"


@dataclass
class Asked:
    """One request as it came."""

    path: str
    headers: dict[str, str]
    at: float
    count: int
    """How often this path was asked for, this time included."""


@dataclass
class Reply:
    """What to answer."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    raw: bytes | None = None
    """Bytes to send instead of a well-formed response."""
    cut: int | None = None
    """Send so many bytes of the body and then close, whatever the length said."""
    reset: bool = False
    """Close with RST instead of FIN."""
    drip: float = 0.0
    """Seconds between two bytes of the body."""
    wait: float = 0.0
    """Seconds before the answer."""
    endless: bool = False
    """Send the body again and again until the other side hangs up."""


def page(body: str, *, charset: str = "utf-8", **headers: str) -> Reply:
    """An HTML page."""
    return Reply(body=body.encode(charset), headers={"Content-Type": f"text/html; charset={charset}", **headers})


def xml(body: str, **headers: str) -> Reply:
    """A feed or sitemap."""
    return Reply(body=body.encode(), headers={"Content-Type": "application/xml", **headers})


def moved(url: str, status: int = 302) -> Reply:
    """A redirect."""
    return Reply(status=status, headers={"Location": url})


def zipped(reply: Reply) -> Reply:
    """The same page, sent as gzip."""
    return Reply(
        body=gzip.compress(reply.body), status=reply.status, headers={**reply.headers, "Content-Encoding": "gzip"}
    )


class Site:
    """A site on loopback: routes by path, and a record of what was asked."""

    def __init__(self) -> None:
        self.routes: dict[str, object] = {"/robots.txt": Reply(status=404)}
        self.fallback: Callable[[Asked], Reply | None] | None = None
        self.asked: list[Asked] = []
        self.counts: Counter[str] = Counter()
        self.busy = 0
        self.most_busy = 0
        self._lock = threading.Lock()
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site._answer(self)

            def log_message(self, *args: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 128

            def handle_error(self, request: object, client_address: object) -> None:
                pass

        self.server = Server(("127.0.0.1", 0), Handler)
        self.port = self.server.server_port
        self.origin = f"http://127.0.0.1:{self.port}"
        self._thread = threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def url(self, path: str) -> str:
        """A path's address."""
        return self.origin + path

    def paths(self) -> list[str]:
        """The paths asked for, in order, robots.txt left out."""
        return [asked.path for asked in self.asked if asked.path != "/robots.txt"]

    def forget(self) -> None:
        """Begin the record anew."""
        self.asked.clear()
        self.counts.clear()

    def close(self) -> None:
        """Stop serving."""
        self.server.shutdown()
        self.server.server_close()

    def _answer(self, handler: BaseHTTPRequestHandler) -> None:
        with self._lock:
            self.counts[handler.path] += 1
            asked = Asked(
                handler.path, {k.lower(): v for k, v in handler.headers.items()}, time.time(), self.counts[handler.path]
            )
            self.asked.append(asked)
            self.busy += 1
            self.most_busy = max(self.most_busy, self.busy)
        try:
            self._send(handler, self._find(asked))
        except (BrokenPipeError, ConnectionResetError):
            handler.close_connection = True

    def _find(self, asked: Asked) -> Reply:
        route = self.routes.get(asked.path)
        if route is None and self.fallback:
            route = self.fallback(asked)
        if callable(route):
            route = route(asked)
        if route is None:
            return Reply(status=404, body=b"not here")
        if isinstance(route, str):
            return page(route)
        if isinstance(route, bytes):
            return Reply(body=route)
        assert isinstance(route, Reply)
        return route

    def _send(self, handler: BaseHTTPRequestHandler, reply: Reply) -> None:
        if reply.wait:
            time.sleep(reply.wait)
        with self._lock:
            self.busy -= 1  # before the first byte: the next request may come before this thread goes on
        if reply.raw is not None:
            handler.wfile.write(reply.raw)
            while reply.endless:
                handler.wfile.write(reply.body)
            self._hang_up(handler, reset=reply.reset)
            return
        handler.send_response(reply.status)
        headers = dict(reply.headers)
        if reply.status != 304 and "Content-Length" not in headers and headers.get("Transfer-Encoding") != "chunked":
            headers["Content-Length"] = str(len(reply.body))
        for name, value in headers.items():
            if value != "":
                handler.send_header(name, value)
        handler.end_headers()
        body = reply.body if reply.cut is None else reply.body[: reply.cut]
        if reply.drip:
            for offset in range(len(body)):
                handler.wfile.write(body[offset : offset + 1])
                handler.wfile.flush()
                time.sleep(reply.drip)
        else:
            handler.wfile.write(body)
        if reply.cut is not None or reply.reset or headers.get("Content-Length") == "":
            self._hang_up(handler, reset=reply.reset)

    def _hang_up(self, handler: BaseHTTPRequestHandler, *, reset: bool) -> None:
        handler.wfile.flush()
        handler.close_connection = True
        if reset:
            handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
            handler.connection.close()


@contextmanager
def serve() -> Iterator[Site]:
    """A site for the time of a test."""
    site = Site()
    try:
        yield site
    finally:
        site.close()


def article_page(title: str, *, number: int = 0, day: str = "2024-03-01", paragraphs: int = 3, extra: str = "") -> str:
    """An article in the common shape of Chinese news sites, with words of its own."""
    words = "".join(
        f"<p>{title}的第{n + 1}段：县里的报道第{number}号说，牧民们在{n + 3}月里搬进了新居，学校和医院也在同一年建成，道路通到了村口。</p>"
        for n in range(paragraphs)
    )
    return (
        f"<html><head><title>{title}_试验新闻网</title></head><body><h1>{title}</h1>"
        f'<div class="info">{day} 08:30:00　来源：试验日报</div><div class="content">{words}</div>{extra}</body></html>'
    )
