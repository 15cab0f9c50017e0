"""Index lines for captures in CDXJ, as pywb reads them."""

import json
import re
from datetime import UTC
from urllib.parse import urlsplit

from archiver.model.version import Captured

_WWW = re.compile(r"^www\d*\.(?=.)")
_DEFAULT_PORTS = {"http": 80, "https": 443}


def surt(url: str) -> str:
    """The sort-friendly key of an address: host reversed, path and parameters in lower case, parameters in order.

    >>> surt("https://www.Example.cn:443/News/a.html?b=2&A=1")
    'cn,example)/news/a.html?a=1&b=2'
    >>> surt("http://127.0.0.1:8000/")
    '127,0,0,1:8000)/'
    """
    parts = urlsplit(url)
    host = _WWW.sub("", (parts.hostname or "").lower())
    key = ",".join(reversed(host.split("."))) if not _is_ipv4(host) else host.replace(".", ",")
    port = f":{parts.port}" if parts.port and parts.port != _DEFAULT_PORTS.get(parts.scheme) else ""
    path = (parts.path or "/").lower()
    path = path.rstrip("/") or "/"
    query = "&".join(sorted(parts.query.lower().split("&"))) if parts.query else ""
    return f"{key}{port}){path}" + (f"?{query}" if query else "")


def cdxj_line(captured: Captured, *, length: int | None = None, is_revisit: bool = False) -> str:
    """One line of a CDXJ index, without its line end. `length` is that of the compressed member, when known."""
    block: dict[str, str] = {
        "url": captured.url,
        "mime": "warc/revisit" if is_revisit else mime_of(captured.content_type),
        "status": str(captured.status or 200),
        "digest": captured.ref.digest.removeprefix("sha1:"),
    }
    if length is not None:
        block["length"] = str(length)
    block |= {"offset": str(captured.ref.offset), "filename": captured.ref.file}
    stamp = captured.captured_at.astimezone(UTC).strftime("%Y%m%d%H%M%S")
    return f"{surt(captured.url)} {stamp} {json.dumps(block, ensure_ascii=False)}"


def mime_of(content_type: str | None) -> str:
    """The media type alone; "unk" when there is none.

    >>> mime_of("Text/HTML; charset=gbk"), mime_of(None)
    ('text/html', 'unk')
    """
    return (content_type or "").partition(";")[0].strip().lower() or "unk"


def _is_ipv4(host: str) -> bool:
    return bool(re.fullmatch(r"\d+\.\d+\.\d+\.\d+", host))
