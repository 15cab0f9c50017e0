"""In a real browser: no script runs, nothing is refused by our own policy, nothing is fetched from elsewhere."""

import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn

from archiver.web.app import create_app

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--enable-logging=stderr", "--virtual-time-budget=3000",
)  # fmt: skip

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None and not os.environ.get("CI"), reason="Chromium is not installed"),
]


@pytest.fixture(scope="module")
def server(archive_folder: Path) -> Iterator[str]:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    app = create_app(
        f"sqlite:///{archive_folder}/archive.db", captures=archive_folder / "captures", requests_a_minute=0
    )
    running = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error", ws="none"))
    thread = threading.Thread(target=running.run, daemon=True)
    thread.start()
    while not running.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    running.should_exit = True
    thread.join(10)


def dump(url: str, profile: Path) -> tuple[str, str]:
    """The page's markup after loading, and what the browser logged."""
    done = subprocess.run(
        [str(CHROMIUM), *FLAGS, f"--user-data-dir={profile}", "--dump-dom", url],
        capture_output=True,
        timeout=90,
        check=False,
    )
    return done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")


PAGES = [
    "/",
    "/?q=恶意文字&theme=dark",
    "/articles/1?q=援藏",
    "/articles/2",
    "/articles/2/served",
    "/articles/1/versions",
    "/runs",
    "/sites",
]


@pytest.mark.parametrize("path", PAGES)
def test_page_loads_quietly_and_runs_nothing(server: str, tmp_path: Path, path: str) -> None:
    dom, log = dump(server + path, tmp_path / "profile")
    assert "<title>owned" not in dom
    assert "</footer>" in dom
    console = [line for line in log.splitlines() if "CONSOLE" in line]
    # The served page's own scripts and pictures are refused: that is what the sandbox is for.
    allowed = ("/memento/",) if path.endswith("/served") else ()
    assert [line for line in console if not any(part in line for part in allowed)] == []


def test_a_memento_runs_no_script(server: str, tmp_path: Path) -> None:
    dom, _ = dump(f"{server}/memento/20260301080000/https://news.example.cn/2023/0727/1.html", tmp_path / "profile")
    assert "owned'" in dom  # the script is there as served …
    assert "<title>owned" not in dom  # … and did not run
