"""A real browser: Debian's Chromium, driven by Playwright."""

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
"""Containers have no user namespaces for Chromium's own sandbox; the other flags keep it off the network."""


def missing_part(*libraries: str) -> str | None:
    """What is not here of Chromium and these libraries; None when all is."""
    if chromium() is None:
        return "Chromium is not installed (apt-get install chromium)"
    return next((f"{name} is not installed" for name in libraries if find_spec(name) is None), None)


def chromium() -> str | None:
    """The browser's file."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


def skip_or_fail(*libraries: str) -> None:
    """Skip where a part is missing, but fail in CI, where it must not be."""
    missing = missing_part(*libraries)
    if missing and os.environ.get("CI"):
        pytest.fail(missing)
    if missing:
        pytest.skip(missing)


@contextmanager
def open_browser() -> Iterator["Browser"]:
    """A browser without a window."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        yield browser
        browser.close()


@contextmanager
def serve(archive: Path, captures: Path) -> Iterator[str]:
    """The archive's pages on loopback; their origin."""
    import uvicorn

    from archiver.web.app import create_app

    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    app = create_app(f"sqlite:///{archive}", captures=captures, requests_a_minute=0)
    running = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error", ws="none"))
    thread = threading.Thread(target=running.run, daemon=True)
    thread.start()
    while not running.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    running.should_exit = True
    thread.join(10)


class Watched:
    """A tab that remembers what went wrong in it."""

    def __init__(self, page: "Page") -> None:
        self.page = page
        self.console: list[str] = []
        self.asked: list[str] = []
        self.dialogs: list[str] = []
        page.on("console", lambda message: self.console.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.console.append(f"error: {error}"))
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("dialog", lambda dialog: (self.dialogs.append(dialog.message), dialog.dismiss()))

    def assert_quiet(self, origin: str) -> None:
        """No error, no dialog, nothing fetched from elsewhere."""
        assert self.console == []
        assert self.dialogs == []
        assert [url for url in self.asked if not url.startswith(origin)] == []
