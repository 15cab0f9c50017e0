"""Other people's tools, each in an environment of its own (`make others`), because their pins conflict with ours.

Where they are not there the tests are skipped with the reason; with ARCHIVER_OTHERS set, which says that they should be
there, they fail.
"""

import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archiver.captures.writer import CaptureWriter
from archiver.cli.main import run
from archiver.model.page import Page

SAID = os.environ.get("ARCHIVER_OTHERS")
FOLDER = Path(SAID or Path(__file__).parents[2] / ".venv-others")
WORDS = "县里的水利部门提前对水库进行了检查，确保安全度汛，群众的生产生活没有受到影响，受灾的农田也得到了补种。"
URL = "https://news.example/2024/06/t20240601_{}.html"


def program(tool: str, name: str) -> str:
    """A tool's program; without it the test is skipped, or fails where it should be there."""
    file = FOLDER / tool / "bin" / name
    if not file.exists():
        (pytest.fail if SAID else pytest.skip)(f"{tool} is not installed; make others")
    return str(file)


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[[Sequence[str], str], str]]:
    """Starts a server with `{port}` in its arguments filled in, waits until a path answers, and ends it afterwards."""
    started: list[subprocess.Popen[bytes]] = []

    def start(command: Sequence[str], path: str) -> str:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        with (tmp_path / "server.log").open("wb") as log:
            started.append(
                subprocess.Popen([each.format(port=port) for each in command], stdout=log, stderr=log, cwd=tmp_path)
            )
        root = f"http://127.0.0.1:{port}"
        for _ in range(300):
            try:
                with urllib.request.urlopen(root + path, timeout=5):
                    return root
            except urllib.error.HTTPError:
                return root
            except OSError:
                time.sleep(0.2)
        raise AssertionError((tmp_path / "server.log").read_text("utf-8", "replace")[-2000:])

    yield start
    for process in started:
        process.terminate()
        process.wait(20)


def page(number: int, minute: int = 0) -> Page:
    html = f"""<html><head><meta charset="utf-8"></head><body><h1>青林县第{number}次发布高温预警</h1>
    <p>2024-06-01 10:00 来源：青林日报</p><div><p>第{number}号水库的管理员说，{WORDS}</p><p>{WORDS}</p></div></body></html>"""
    moment = datetime(2024, 6, 10, tzinfo=UTC) + timedelta(minutes=number + minute)
    headers = (("Content-Type", "text/html; charset=utf-8"),)
    return Page(
        url=URL.format(number), body=html.encode(), content_type=headers[0][1], headers=headers, fetched_at=moment
    )


@pytest.fixture
def archive(tmp_path: Path) -> list[str]:
    """Three articles, the first captured twice with the same bytes. Gives the options that name the archive."""
    with CaptureWriter(tmp_path / "captures") as writer:
        for each in (page(1), page(2), page(3), page(1, minute=60)):
            writer.write(each)
    options = ["--db", f"sqlite:///{tmp_path}/archive.db", "--captures", str(tmp_path / "captures"), "-q"]
    assert run(["import", str(tmp_path / "captures"), *options]) == 0
    return options
