"""A run's page as one file that stands alone: what `archiver run ID --html` writes."""

import asyncio
import re
from collections.abc import MutableMapping
from importlib.resources import files
from typing import Any

from archiver.model.errors import NotFound
from archiver.web.app import create_app

_STYLE_LINK = re.compile(r'<link rel="stylesheet"[^>]*>')
_SITE_PARTS = re.compile(r"<(nav|form|footer|script)\b.*?</\1>", re.DOTALL)


def run_report(archive_url: str, run_id: int) -> str:
    """The HTML of a run's page, its style inside it and the site's navigation left out. Raises NotFound."""
    status, body = asyncio.run(_get(archive_url, f"/runs/{run_id}"))
    if status != 200:
        raise NotFound(f"no run {run_id}")
    style = files("archiver.web").joinpath("static", "style.css").read_text(encoding="utf-8")
    page = _STYLE_LINK.sub(lambda _: f"<style>\n{style}\n</style>", body.decode(), count=1)
    return _SITE_PARTS.sub("", page)


async def _get(archive_url: str, path: str) -> tuple[int, bytes]:
    """Ask our own application, without a network."""
    app = create_app(archive_url)
    status, parts = 0, []

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: MutableMapping[str, Any]) -> None:
        nonlocal status
        if message["type"] == "http.response.start":
            status = int(str(message["status"]))
        elif isinstance(body := message.get("body", b""), bytes):
            parts.append(body)

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [(b"host", b"127.0.0.1"), (b"accept", b"text/html")],
        "client": ("127.0.0.1", 0),
        "server": ("127.0.0.1", 80),
    }
    await app(scope, receive, send)
    return status, b"".join(parts)
