"""What stands before every answer: who may ask, how often, and what a browser may do with it."""

import base64
import hashlib
import hmac
import logging
import time
from collections import OrderedDict
from collections.abc import Sequence

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from archiver.web.problems import Problem, problem_response

logger = logging.getLogger(__name__)

PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self';"
    " frame-src 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Pages of ours: our own style sheet and script file, nothing inline, nothing from other hosts."""
SERVED_POLICY = "sandbox; default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
"""Pages of others: an origin of their own, no script, no form, nothing fetched."""

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_MOST_CLIENTS = 10_000
_LARGEST_TAGGED = 2_000_000


class Guard:
    """Lets a request through when it is a reading one, names a host of ours, holds the token, and does not hurry."""

    def __init__(
        self, app: ASGIApp, *, token: str | None = None, hosts: Sequence[str] = (), per_minute: int = 600
    ) -> None:
        self.app = app
        self.token = token
        self.hosts = frozenset(hosts)
        self.buckets = Buckets(per_minute)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal is not None:
            await problem_response(refusal, Request(scope))(scope, receive, _with_headers(send))
            return
        await self.app(scope, receive, _with_headers(send))

    def _refusal(self, scope: Scope) -> Problem | None:
        headers = Headers(scope=scope)
        if scope["method"] not in ("GET", "HEAD"):
            return Problem(405, "this archive is only read", headers={"Allow": "GET, HEAD"})
        if len(scope.get("query_string", b"")) + len(scope.get("raw_path") or b"") > 16_000:
            return Problem(400, "the address is too long")
        # Without a token only this machine may ask: a page elsewhere whose name leads here must not.
        if self.hosts and _host(headers.get("host", "")) not in self.hosts:
            return Problem(421, "this server does not answer for that host")
        client = scope.get("client")
        wait = self.buckets.take(client[0] if client else "")  # before the token: guesses are counted, too
        if wait > 0:
            return Problem(429, "too many requests", headers={"Retry-After": str(int(wait) + 1)})
        if not self._may_ask(headers):
            challenge = 'Basic realm="archiver", charset="UTF-8"'
            return Problem(401, "a token is needed", headers={"WWW-Authenticate": challenge})
        return None

    def _may_ask(self, headers: Headers) -> bool:
        """Whether the token is there, as a bearer's or as the password that a browser asks for."""
        if self.token is None:
            return True
        kind, _, value = headers.get("authorization", "").partition(" ")
        given = ""
        if kind.lower() == "bearer":
            given = value.strip()
        elif kind.lower() == "basic":
            try:
                given = base64.b64decode(value, validate=True).decode().partition(":")[2]
            except ValueError:
                given = ""
        return hmac.compare_digest(given.encode(), self.token.encode())


class Buckets:
    """A bucket of requests for each client, filled again evenly."""

    def __init__(self, per_minute: int) -> None:
        self.per_second = per_minute / 60
        self.size = float(max(1, per_minute // 4))
        self._held: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, client: str, now: float | None = None) -> float:
        """Take one request out; the seconds to wait when there is none."""
        if self.per_second <= 0:
            return 0.0
        now = time.monotonic() if now is None else now
        level, then = self._held.pop(client, (self.size, now))
        level = min(self.size, level + (now - then) * self.per_second)
        wait = 0.0 if level >= 1 else (1 - level) / self.per_second
        self._held[client] = (level - 1 if wait == 0 else level, now)
        if len(self._held) > _MOST_CLIENTS:
            self._held.popitem(last=False)
        return wait


class Tagged:
    """Gives answers an ETag, and says 304 to one who has that answer already."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or say that nothing changed."""
        if scope["type"] != "http" or scope["path"] in ("/metrics", "/healthz"):
            await self.app(scope, receive, send)
            return
        await self.app(scope, receive, _Tagger(scope, send).send)


class _Tagger:
    """Holds an answer back until its digest is known; a long one is passed on as it comes."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self.asked = Headers(scope=scope).get("if-none-match", "")
        self.forward = send
        self.start: Message | None = None
        self.parts: list[bytes] = []
        self.passing = False

    async def send(self, message: Message) -> None:
        """One message of the answer."""
        if self.passing:
            await self.forward(message)
            return
        if message["type"] == "http.response.start":
            self.start = message
            if message["status"] != 200 or "etag" in Headers(raw=message["headers"]):
                await self._pass()
            return
        self.parts.append(message.get("body", b""))
        if message.get("more_body"):
            if sum(map(len, self.parts)) > _LARGEST_TAGGED:
                await self._pass(more=True)
            return
        await self._finish()

    async def _pass(self, *, more: bool = False) -> None:
        self.passing = True
        if self.start is not None:
            await self.forward(self.start)
        if self.parts:
            await self.forward({"type": "http.response.body", "body": b"".join(self.parts), "more_body": more})

    async def _finish(self) -> None:
        assert self.start is not None  # a body follows its start
        body = b"".join(self.parts)
        tag = f'W/"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
        headers = MutableHeaders(raw=self.start["headers"])
        headers["ETag"] = tag
        headers.setdefault("Cache-Control", "private, no-cache")
        if tag in self.asked or self.asked.strip() == "*":
            kept = [(k, v) for k, v in headers.raw if k.lower() not in (b"content-length", b"content-type")]
            await self.forward({"type": "http.response.start", "status": 304, "headers": kept})
            await self.forward({"type": "http.response.body", "body": b""})
            return
        await self.forward({**self.start, "headers": headers.raw})
        await self.forward({"type": "http.response.body", "body": body})


def _with_headers(send: Send) -> Send:
    async def answer(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=message.setdefault("headers", []))
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
        await send(message)

    return answer


def page_response(html: str, status: int = 200) -> Response:
    """A page of ours, under the policy for them."""
    headers = {"Content-Security-Policy": PAGE_POLICY, "X-Frame-Options": "DENY", "Vary": "Accept-Language, Cookie"}
    return Response(html, status_code=status, media_type="text/html", headers=headers)


def _host(header: str) -> str:
    """The host of a Host header, without its port."""
    if header.startswith("["):
        return header.partition("]")[0] + "]"
    return header.partition(":")[0].lower()
