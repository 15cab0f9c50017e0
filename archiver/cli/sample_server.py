"""The sample site, served on loopback: a real HTTP server for the demo and the tests."""

import hashlib
import json
import threading
from contextlib import AbstractContextManager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import unquote, urlsplit

from archiver.model.errors import PartMissing

ORIGIN = b"http://news.plateau.example"
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".htm": "text/html",  # the old layout names its GB2312 in the meta element alone
    ".xml": "application/xml",
    ".gz": "application/gzip",
    ".png": "image/png",
    ".txt": "text/plain; charset=utf-8",
}


def sample_site_folder() -> Path:
    """Where the sample site's files are: inside the installed package, or in a checkout's `data/`.

    Raises PartMissing when neither is there.
    """
    package = Path(str(files("archiver")))
    for folder in (package / "sample_site", package.parent / "data" / "sample_site"):
        if (folder / "www" / "index.html").exists():
            return folder
    raise PartMissing("the sample site is not part of this installation")


class SampleServer(AbstractContextManager["SampleServer"]):
    """Serves one folder on a loopback port in threads, until it is closed."""

    def __init__(self, folder: Path, *, port: int = 0) -> None:
        plan = json.loads((folder.parent / "server.json").read_text(encoding="utf-8"))
        self.requests: list[str] = []
        server = self

        class Handler(_Handler):
            root = folder
            redirects = plan["redirects"]
            gone = frozenset(plan["gone"])
            log = server.requests

        try:
            self._http = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        except OSError as error:
            raise PartMissing(f"cannot listen on 127.0.0.1:{port}: {error.strerror}") from error
        self._http.daemon_threads = True
        self.origin = f"http://127.0.0.1:{self._http.server_address[1]}"
        Handler.origin = self.origin.encode()
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.shutdown()
        self._http.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    root: Path
    redirects: dict[str, str]
    gone: frozenset[str]
    log: list[str]
    origin = b""

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        self.log.append(path)
        if path in self.redirects:
            return self._answer(HTTPStatus.MOVED_PERMANENTLY, b"", {"Location": self.redirects[path]})
        if path in self.gone:
            return self._answer(HTTPStatus.GONE, b"gone\n", {"Content-Type": "text/plain"})
        target = (self.root / (path.lstrip("/") or "index.html")).resolve()
        if not target.is_relative_to(self.root.resolve()) or not target.is_file():
            return self._answer(HTTPStatus.NOT_FOUND, b"not found\n", {"Content-Type": "text/plain"})
        body = self._with_own_origin(target)
        etag = f'"{hashlib.sha1(body, usedforsecurity=False).hexdigest()}"'
        if self.headers.get("If-None-Match") == etag:
            return self._answer(HTTPStatus.NOT_MODIFIED, b"", {"ETag": etag})
        kind = TYPES.get(target.suffix, "application/octet-stream")
        return self._answer(HTTPStatus.OK, body, {"Content-Type": kind, "ETag": etag})

    def _with_own_origin(self, target: Path) -> bytes:
        """The file, with the site's made-up origin replaced by the one it is served from."""
        body = target.read_bytes()
        own = self.origin
        if target.suffix == ".gz":
            import gzip

            return gzip.compress(gzip.decompress(body).replace(ORIGIN, own), mtime=0)
        return body if target.suffix == ".png" else body.replace(ORIGIN, own)

    def _answer(self, status: HTTPStatus, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        """Say nothing: the crawl tells what was fetched."""
