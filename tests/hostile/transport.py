"""Answers that go wrong on the way: bodies, heads, statuses."""

import gzip
import zlib

import brotli
import zstandard

from tests.crawl.server import Asked, Reply

HTML = {"Content-Type": "text/html; charset=utf-8"}
_BODY = b"<html><body>" + b"<p>words of a page that breaks</p>" * 50
_OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def _coded(coding: str, body: bytes) -> Reply:
    return Reply(body=body, headers={**HTML, "Content-Encoding": coding})


def bombs() -> dict[str, object]:
    """Small bodies that grow, and encodings that are not what they say."""
    big = b"a" * 100_000_000
    once, small = gzip.compress(big, 1), b"a" * 9_999
    return {
        "gzip-bomb": _coded("gzip", once),
        "gzip-in-gzip-bomb": _coded("gzip, gzip", gzip.compress(once)),
        "deflate-bomb": _coded("deflate", zlib.compress(big)),
        "br-bomb": _coded("br", brotli.compress(big, quality=1)),
        "zstd-bomb": _coded("zstd", zstandard.ZstdCompressor().compress(big)),
        "zstd-huge-window": _coded("zstd", b"\x28\xb5\x2f\xfd\x00\xf8" + b"\0" * 99),
        "gzip-members": _coded("gzip", gzip.compress(b"a") * 50_000),
        "gzip-broken": _coded("gzip", gzip.compress(small)[:30]),
        "gzip-bad-sum": _coded("gzip", gzip.compress(small)[:-8] + b"12345678"),
        "gzip-that-is-not": _coded("gzip", b"plain"),
        "br-that-is-not": _coded("br", b"plain words"),
        "zstd-broken": _coded("zstd", zstandard.ZstdCompressor().compress(small)[:-3]),
        "codings-hundred": _coded(", ".join(["gzip"] * 100), gzip.compress(small)),
        "coding-unknown": _coded("nonsense", b"plain"),
        "br-in-zstd-bomb": _coded("br, zstd", zstandard.compress(brotli.compress(big, quality=1))),
        "gzip-in-br-bomb": _coded("gzip, br", brotli.compress(once)),
        "zstd-in-zstd-bomb": _coded("zstd, zstd", zstandard.compress(zstandard.compress(big))),
        "zstd-frames": _coded("zstd", zstandard.compress(b"a") * 50_000),
        "zstd-skipped": _coded("zstd", b"\x50\x2a\x4d\x18\x04\0\0\0skip" * 50_000 + zstandard.compress(b"a")),
        "deflate-raw-bomb": _coded("deflate", zlib.compressobj(wbits=-15).compress(big)),
        "gzip-name-flood": _coded("gzip", b"\x1f\x8b\x08\x08\0\0\0\0\0\x03" + b"n" * 2_000_000),
    }


def bodies() -> dict[str, object]:
    """Bodies that do not end, end early, or drip."""
    return {
        "truncated": Reply(body=_BODY, headers=HTML, cut=100),
        "reset": Reply(body=_BODY, headers=HTML, cut=100, reset=True),
        "reset-at-once": Reply(raw=b"", reset=True),
        "too-short-length": Reply(body=_BODY, headers={**HTML, "Content-Length": "10"}, cut=9999),
        "length-not-a-number": Reply(raw=_OK + b"Content-Length: ten\r\n\r\nabc"),
        "length-negative": Reply(raw=_OK + b"Content-Length: -1\r\n\r\nabc"),
        "length-twice": Reply(raw=_OK + b"Content-Length: 3\r\nContent-Length: 9\r\n\r\nabc"),
        "length-huge": Reply(raw=_OK + b"Content-Length: " + b"9" * 30 + b"\r\n\r\nabc"),
        "endless": Reply(raw=_OK + b"\r\n", body=b"<p>more " * 9999, endless=True),
        "endless-chunks": Reply(
            raw=_OK + b"Transfer-Encoding: chunked\r\n\r\n", body=b"3e8\r\n" + b"a" * 1000 + b"\r\n", endless=True
        ),
        "chunk-broken": Reply(raw=_OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nabc"),
        "chunk-negative": Reply(raw=_OK + b"Transfer-Encoding: chunked\r\n\r\n-5\r\nabcde\r\n0\r\n\r\n"),
        "chunk-huge": Reply(raw=_OK + b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nabc"),
        "chunk-extension-flood": Reply(
            raw=_OK + b"Transfer-Encoding: chunked\r\n\r\n5;", body=b"x=y;" * 9999, endless=True
        ),
        "trailer-flood": Reply(
            raw=_OK + b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n", body=b"X-T: y\r\n" * 99, endless=True
        ),
        "chunked-and-length": Reply(
            raw=_OK + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET / x"
        ),
        "transfer-gzip": Reply(raw=_OK + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
        "http-1.0-without-length": Reply(raw=b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + _BODY),
        "http-0.9": Reply(raw=b"<html><body>an answer without a head</body></html>"),
        "partial-gzip": Reply(
            body=gzip.compress(_BODY),
            status=206,
            headers={**HTML, "Content-Encoding": "gzip", "Content-Range": "bytes 0-9/*"},
        ),
        "partial-parts": Reply(body=_BODY, status=206, headers={"Content-Type": "multipart/byteranges; boundary=x"}),
        "range-refused": Reply(status=416, headers={**HTML, "Content-Range": "bytes */0"}),
        "answer-behind": Reply(raw=_OK + b"Content-Length: 2\r\n\r\nhi" + _OK + b"Content-Length: 9\r\n\r\n<p>forged"),
        "partial-unasked": Reply(body=_BODY, status=206, headers={**HTML, "Content-Range": "bytes 0-99/9999"}),
    }


def heads() -> dict[str, object]:
    """Heads that are too long, broken, or lie."""
    return {
        "not-http": Reply(raw=b"SSH-2.0-server\r\n"),
        "http-2-preface": Reply(raw=b"\0\0\x12\x04\0\0\0\0\0\0\x03\0\0\0\x64"),
        "tls-hello": Reply(raw=b"\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03" + b"\0" * 99),
        "header-long": Reply(raw=b"HTTP/1.1 200 OK\r\nX: " + b"a" * 300_000 + b"\r\n\r\n"),
        "header-flood": Reply(raw=b"HTTP/1.1 200 OK\r\n", body=b"X-Y: a\r\n" * 999, endless=True),
        "status-line-endless": Reply(raw=b"HTTP/1.1 200 ", body=b"OK" * 999, endless=True),
        "interim-flood": Reply(raw=b"", body=b"HTTP/1.1 100 Continue\r\n\r\n" * 99, endless=True),
        "early-hints": Reply(
            raw=b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + _OK + b"Content-Length: 2\r\n\r\nhi"
        ),
        "switching": Reply(raw=b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n"),
        "header-nul": Reply(raw=_OK + b"X-\0: a\0b\r\nContent-Length: 2\r\n\r\nhi"),
        "header-without-name": Reply(raw=_OK + b": nameless\r\nno colon\r\nContent-Length: 2\r\n\r\nhi"),
        "header-bytes": Reply(raw=_OK + b"X-\xff\xfe: \xe4\xb8\xad\xff\r\nContent-Length: 2\r\n\r\nhi"),
        "header-folded": Reply(raw=_OK + b"X: a\r\n" + b" folded\r\n" * 5000 + b"Content-Length: 2\r\n\r\nhi"),
        "line-feeds-only": Reply(raw=b"HTTP/1.1 200 OK\nContent-Length: 2\n\nhi"),
        "cookies-hundred": Reply(raw=_OK + b"Set-Cookie: a=" * 100 + b"b\r\nContent-Length: 2\r\n\r\nhi"),
        "cookies": _cookies,
        "cookies-many": Reply(raw=_OK + b"".join(b"Set-Cookie: c%d=1\r\n" % n for n in range(2000)) + b"\r\n<p>hi"),
        "links-many": Reply(raw=_OK + b"Link: </h/links-many?a>; rel=next\r\n" * 2000 + b"\r\n<p>hi"),
        "place-elsewhere": Reply(body=_BODY, headers={**HTML, "Content-Location": "file:///etc/passwd"}),
        "attachment": Reply(body=_BODY, headers={**HTML, "Content-Disposition": 'attachment; filename="../../x"'}),
        "type-parameters": Reply(body=_BODY, headers={"Content-Type": "text/html" + "; charset=gbk" * 4000}),
        "etag-huge": Reply(body=_BODY, headers={**HTML, "ETag": '"' + "e" * 60_000 + '"'}),
        "last-modified-nonsense": Reply(
            body=_BODY, headers={**HTML, "Last-Modified": "Thu, 99 Foo 99999 25:61:61 GMT"}
        ),
        "dripping": Reply(body=b"a" * 3000, headers=HTML, drip=0.2),
        "dripping-too": Reply(body=b"<p>b" * 3000, headers=HTML, drip=0.5),
        "hanging": Reply(wait=90.0),
        "hanging-too": Reply(wait=90.0),
    }


def statuses() -> dict[str, object]:
    """Statuses that are rare, wrong, or ask for patience."""
    cases: dict[str, object] = {
        "status-999": Reply(raw=b"HTTP/1.1 999 Odd\r\nContent-Length: 0\r\n\r\n"),
        "status-text": Reply(raw=b"HTTP/1.1 abc Odd\r\n\r\n"),
        "status-million": Reply(raw=b"HTTP/1.1 1000000 Odd\r\n\r\n"),
        "status-negative": Reply(raw=b"HTTP/1.1 -200 Odd\r\n\r\n"),
        "status-204-with-body": Reply(raw=b"HTTP/1.1 204 No\r\nContent-Length: 5\r\n\r\nhello"),
        "status-304-unasked": Reply(raw=b"HTTP/1.1 304 Not Modified\r\n\r\n"),
        "status-300": Reply(body=_BODY, status=300, headers=HTML),
        "refresh-header": Reply(body=_BODY, headers={**HTML, "Refresh": "0; url=/h/refresh-header"}),
    }
    cases.update({f"status-{n}": Reply(status=n, headers=HTML) for n in (401, 403, 404, 410, 418, 451, 500, 502)})
    wishes = ("99999999", "9" * 400, "-5", "soon", "Thu, 01 Jan 1970 00:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 GMT")
    for number, wish in enumerate(wishes):
        cases[f"storm-429-{number}"] = Reply(status=429, headers={"Retry-After": wish})
        cases[f"storm-503-{number}"] = Reply(status=503, headers={"Retry-After": wish})
    return cases


def _cookies(asked: Asked) -> Reply:
    headers = {"Location": asked.path, "Set-Cookie": f"n={asked.count}"}
    return Reply(status=302, headers=headers)


def labels() -> dict[str, object]:
    """Types and charsets that lie, in every direction."""
    words = "<title>山河湖草原</title><p>牧场学校医院道路桥梁，日本大学。</p>"
    types = (
        "application/octet-stream", "text/plain", "image/png", "application/pdf", "text/html; charset=zlib_codec",
        "text/html; charset=idna", "text/html; charset=undefined", "text/html; charset=" + "x" * 5000,
        "text/html; charset=\0", "text/html; charset=utf-7", "text/html; charset=rot13", ";;;", "multipart/mixed",
    )  # fmt: skip
    cases: dict[str, object] = {
        f"type-{number}": Reply(body=words.encode(), headers={"Content-Type": kind})
        for number, kind in enumerate(types)
        if "\0" not in kind
    }
    for name, start in (
        ("pdf", b"%PDF-1.7\n"),
        ("png", b"\x89PNG\r\n\x1a\n"),
        ("zip", b"PK\x03\x04"),
        ("exe", b"MZ\x90"),
    ):
        cases[f"{name}-said-html"] = Reply(body=start + bytes(range(256)) * 200, headers=HTML)
    cases["type-missing"] = Reply(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n<p>hi")
    cases["type-twice"] = Reply(
        raw=_OK + b"Content-Type: text/html; charset=gbk\r\nContent-Type: image/png\r\nContent-Length: 5\r\n\r\n<p>hi"
    )
    for real in ("gb18030", "big5", "shift_jis", "euc-kr", "utf-16-le", "utf-16-be", "utf-32", "utf-7", "utf-8"):
        for label in ("utf-8", "gbk", "nonsense"):
            text = f'<meta charset="{label}">{words}'.encode(real, "replace")
            cases[f"bytes-{real}-said-{label}"] = Reply(
                body=text, headers={"Content-Type": f"text/html; charset={label}"}
            )
    wide = ("<p>" + words).encode("utf-16-le")
    cases["wide-marked-said-gbk"] = Reply(body=b"\xff\xfe" + wide, headers={"Content-Type": "text/html; charset=gbk"})
    cases["wide-surrogates"] = Reply(body=b"\xff\xfe" + wide + b"\0\xd8a\0\0\xdc" * 99, headers=HTML)
    cases["wide-odd"] = Reply(body=wide[:-1], headers=HTML)
    cases["wide-turned"] = Reply(body=b"\xfe\xff" + wide, headers=HTML)
    cases["mark-that-lies"] = Reply(body=b"\xef\xbb\xbf" + words.encode("gb18030"), headers=HTML)
    cases["shifted-for-ever"] = Reply(
        body=b"<p>\x1b$B" + b"0!" * 5000, headers={"Content-Type": "text/html; charset=iso-2022-jp"}
    )
    cases["hz-for-ever"] = Reply(
        body=b"<p>~{" + b"VP" * 5000, headers={"Content-Type": "text/html; charset=hz-gb-2312"}
    )
    cases["label-far-down"] = Reply(
        body=b" " * 9000 + f'<meta charset="big5">{words}'.encode("gb18030"), headers={"Content-Type": "text/html"}
    )
    cases["surrogates"] = Reply(body=b"<p>\xed\xa0\x80\xff\xfe</p>" * 99, headers=HTML)
    cases["half-and-half"] = Reply(body=words.encode() * 9 + words.encode("gb18030") * 9, headers=HTML)
    cases["marks-two"] = Reply(body=b"\xff\xfe\xef\xbb\xbf" + words.encode(), headers=HTML)
    return cases
