"""Answers that go wrong on the way."""

import gzip

from tests.crawl.server import Asked, Reply, moved, xml

_HTML = {"Content-Type": "text/html; charset=utf-8"}


def _coded(coding: str, body: bytes) -> Reply:
    return Reply(body=body, headers={**_HTML, "Content-Encoding": coding})


def _brotli(size: int) -> bytes:
    import brotli

    return bytes(brotli.compress(b"a" * size))


def _zstd(size: int) -> bytes:
    import zstandard

    return zstandard.ZstdCompressor().compress(b"a" * size)


def bombs() -> dict[str, object]:
    """Small bodies that grow."""
    big = 100_000_000
    once = gzip.compress(b"a" * big, 1)
    cases: dict[str, object] = {
        "gzip-bomb": _coded("gzip", once),
        "gzip-in-gzip-bomb": _coded("gzip, gzip", gzip.compress(once)),
        "gzip-broken": _coded("gzip", gzip.compress(b"a" * 9999)[:30]),
        "gzip-that-is-not": _coded("gzip", b"plain"),
        "coding-unknown": _coded("nonsense", b"plain"),
    }
    for name, make in (("br", _brotli), ("zstd", _zstd)):
        try:
            cases[f"{name}-bomb"] = _coded(name, make(big))
        except ImportError:
            cases[f"{name}-that-is-not"] = _coded(name, b"plain")
    return cases


def wires(other: str) -> dict[str, object]:
    """Broken bodies, headers, statuses and redirects; `other` is an origin that nobody may ask."""
    body = b"<html><body>" + b"<p>words of a page that breaks</p>" * 50
    cases: dict[str, object] = {
        "truncated": Reply(body=body, headers=_HTML, cut=100),
        "reset": Reply(body=body, headers=_HTML, cut=100, reset=True),
        "reset-at-once": Reply(raw=b"", reset=True),
        "too-short-length": Reply(body=body, headers={**_HTML, "Content-Length": "10"}, cut=9999),
        "length-not-a-number": Reply(raw=b"HTTP/1.1 200 OK\r\nContent-Length: ten\r\n\r\nabc"),
        "length-negative": Reply(raw=b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nabc"),
        "length-twice": Reply(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 9\r\n\r\nabc"),
        "chunk-broken": Reply(raw=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc"),
        "not-http": Reply(raw=b"SSH-2.0-server\r\n"),
        "status-999": Reply(raw=b"HTTP/1.1 999 Odd\r\nContent-Length: 0\r\n\r\n"),
        "partial-unasked": Reply(body=body, status=206, headers={**_HTML, "Content-Range": "bytes 0-99/9999"}),
        "header-long": Reply(raw=b"HTTP/1.1 200 OK\r\nX: " + b"a" * 300_000 + b"\r\n\r\n"),
        "header-flood": Reply(
            raw=b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: a\r\n" % n for n in range(20_000)) + b"\r\n"
        ),
        "dripping": Reply(body=b"a" * 3000, headers=_HTML, drip=0.2),
        "cookies": _cookies,
        "sitemap-entities": xml('<!DOCTYPE a [<!ENTITY b "cccc"><!ENTITY d "&b;&b;&b;">]><urlset>&d;</urlset>'),
        "sitemap-external": xml(f'<!DOCTYPE a [<!ENTITY b SYSTEM "{other}/entity">]><urlset>&b;</urlset>'),
    }
    cases.update({f"status-{n}": Reply(status=n, headers=_HTML) for n in (401, 403, 404, 410, 418, 500, 502)})
    cases.update({f"storm-{n}": Reply(status=n, headers={"Retry-After": "99999999"}) for n in (429, 503)})
    return cases | _redirects(other)


def _redirects(other: str) -> dict[str, object]:
    targets = {
        "loop": "/h/redirect-loop",
        "port": f"{other}/redirect",
        "file": "file:///etc/passwd",
        "ftp": "ftp://127.0.0.1/",
        "data": "data:text/html,hello",
        "script": "javascript:alert(1)",
        "metadata": "http://169.254.169.254/latest/meta-data/",
        "private": "http://10.0.0.1/",
        "ipv6": "http://[::1]:9/",
        "mapped": f"http://[::ffff:127.0.0.1]:{other.rsplit(':', 1)[1]}/",
        "decimal": f"http://2130706433:{other.rsplit(':', 1)[1]}/",
        "name": f"http://localhost:{other.rsplit(':', 1)[1]}/",
        "user": f"http://127.0.0.1@{other.removeprefix('http://')}/",
        "empty": "",
        "broken": "http://[",
    }
    return {f"redirect-{name}": moved(url) for name, url in targets.items()}


def _cookies(asked: Asked) -> Reply:
    headers = {"Location": asked.path, "Set-Cookie": f"n={asked.count}"}
    return Reply(status=302, headers=headers)
