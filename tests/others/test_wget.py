"""WARC files that wget writes: imported, read back byte for byte, and nothing new on a second import."""

import http.server
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from archiver.captures.reader import read_capture
from archiver.cli.main import run
from archiver.store.archive import Archive
from tests.others.conftest import page

PAGES = {f"/{number}.html": page(number).body for number in (1, 2)}


class _Answers(http.server.BaseHTTPRequestHandler):
    """A page with its length, the other in chunks; anything else is not there."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        body = PAGES.get(self.path)
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        if self.path == "/2.html" and body:
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            halves = (body[: len(body) // 2], body[len(body) // 2 :], b"")
            self.wfile.write(b"".join(f"{len(half):x}\r\n".encode() + half + b"\r\n" for half in halves))
            return
        self.send_header("Content-Length", str(len(body or b"")))
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def root() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    "options",
    [(), ("--no-warc-compression",), ("--warc-max-size=1",), ("--recursive", "--level=1")],
    ids=["compressed", "plain", "a file a record", "following links"],
)
def test_wgets_files_are_imported(tmp_path: Path, root: str, options: tuple[str, ...]) -> None:
    program = shutil.which("wget")
    if program is None:
        pytest.skip("wget is not installed")
    (tmp_path / "warc").mkdir()
    addresses = [f"{root}{path}" for path in (*PAGES, "/missing.html")]
    ended = subprocess.run(
        [program, "-q", "--tries=1", "--no-proxy", "--warc-file=warc/kept", "--directory-prefix=out", *options, *addresses],
        cwd=tmp_path, check=False, timeout=60,
    )  # fmt: skip
    assert ended.returncode in (0, 8)  # 8: an answer was an error, as meant
    database = f"sqlite:///{tmp_path}/a.db"
    shared = ["--db", database, "--captures", str(tmp_path / "captures"), "-q"]
    for _ in range(2):
        assert run(["import", str(tmp_path / "warc"), *shared]) == 0
    with Archive.open(database, read_only=True) as archive:
        hits = archive.search("水库", fold=False).hits
        articles = [archive.article(hit.article.id or 0) for hit in hits]
        assert sorted(each.url for each in articles) == sorted(addresses[:2])
        for each in articles:
            assert [version.number for version in archive.versions(each.id or 0)] == [1]
            assert each.capture is not None
            kept = read_capture(each.capture, tmp_path / "captures")
            assert kept.body == PAGES[each.url.removeprefix(root)]
