"""Good articles as hijacked sites serve them: the words are right, all around them is not."""

import gzip
import zlib
from collections.abc import Callable

import brotli
import zstandard

from tests.crawl.server import Reply
from tests.hostile.articles import Good
from tests.hostile.hidden import STYLES, WORDS

HTML = {"Content-Type": "text/html; charset=utf-8"}
Dress = Callable[[Good, str, str], Reply]
"""An article, the address of another good article, and an origin that nobody may ask."""


def _head(extra: str) -> Dress:
    def dress(good: Good, neighbour: str, other: str) -> Reply:
        text = extra.replace("{other}", other).replace("{neighbour}", neighbour)
        return _sent(good.html().replace("<head>", "<head>" + text, 1))

    return dress


def _around(before: str, after: str) -> Dress:
    def dress(good: Good, neighbour: str, other: str) -> Reply:
        html = good.html().replace("<body>", "<body>" + before, 1)
        return _sent(html.replace("</body>", after.replace("{other}", other) + "</body>", 1))

    return dress


def _sent(html: str, charset: str = "utf-8", said: str | None = None) -> Reply:
    return Reply(body=html.encode(charset), headers={"Content-Type": f"text/html; charset={said or charset}"})


def _coded(coding: str, squeeze: Callable[[bytes], bytes]) -> Dress:
    return lambda good, neighbour, other: Reply(
        body=squeeze(good.html().encode()), headers={**HTML, "Content-Encoding": coding}
    )


def _lying(real: str, said: str, meta: str = "") -> Dress:
    def dress(good: Good, neighbour: str, other: str) -> Reply:
        charset = real if good.chinese else "utf-8"
        return _sent(good.html().replace("<head>", f"<head>{meta}", 1), charset, said)

    return dress


_SPAM_LINKS = "".join(f'<a href="{{other}}/{n}">casino bonus slot {n}</a> ' for n in range(200))
_HIDDEN = "".join(f'<div style="{style}">{WORDS * 3}</div>' for style in STYLES[:12])
_SHEET = "<style>" + "".join(f".h{n}{{{style}}}" for n, style in enumerate(STYLES)) + "</style>"
_HIDDEN_BY_SHEET = "".join(f"<p class=h{n}>{WORDS * 3}</p>" for n in range(12))

DRESSES: dict[str, Dress] = {
    "plain": lambda good, neighbour, other: _sent(good.html()),
    "canonical-elsewhere": _head('<link rel=canonical href="{other}/canonical.html">'),
    "canonical-front": _head('<link rel=canonical href="/">'),
    "canonical-neighbour": _head('<link rel=canonical href="{neighbour}">'),
    "og-neighbour": _head('<meta property="og:url" content="{neighbour}">'),
    "json-ld-neighbour": _head(
        '<script type="application/ld+json">{"@type":"NewsArticle","url":"{neighbour}","mainEntityOfPage":"{neighbour}"}</script>'
    ),
    "json-ld-broken": _head('<script type="application/ld+json">{"@type":"NewsArticle","headline":"</script>'),
    "json-ld-deep": _head('<script type="application/ld+json">' + "[" * 20_000 + "</script>"),
    "base-elsewhere": _head('<base href="{other}/">'),
    "refresh-elsewhere": _head('<meta http-equiv=refresh content="0;url={other}/refresh">'),
    "refresh-in-noscript": _head('<noscript><meta http-equiv=refresh content="0;url={other}/no"></noscript>'),
    "hidden-inline": _around(_HIDDEN, _HIDDEN),
    "hidden-sheet": _around(_SHEET + _HIDDEN_BY_SHEET, _HIDDEN_BY_SHEET),
    "spam-links": _around("", "<div>" + _SPAM_LINKS + "</div>"),
    "spam-links-before": _around("<div>" + _SPAM_LINKS.replace("{other}", "http://spam.invalid") + "</div>", ""),
    "deep": _around("<div>" * 150, "</div>" * 150),
    "comments": _around("<!--" + "<p>x" * 9999 + "-->", "<!--"),
    "gzip": _coded("gzip", gzip.compress),
    "deflate": _coded("deflate", zlib.compress),
    "br": _coded("br", brotli.compress),
    "zstd": _coded("zstd", zstandard.compress),
    "gbk-said-utf-8": _lying("gb18030", "utf-8", "<meta charset=gbk>"),
    "gbk-said-latin": _lying("gb18030", "iso-8859-1"),
    "utf-8-said-gbk": _lying("utf-8", "gb2312"),
    "utf-16-unmarked": _lying("utf-16-le", "utf-8"),
    "cookies": lambda good, neighbour, other: Reply(
        body=good.html().encode(), headers={**HTML, "Set-Cookie": "a=" + "b" * 4000}
    ),
    "plain-said-octets": lambda good, neighbour, other: Reply(
        body=good.html().encode(), headers={"Content-Type": "application/octet-stream"}
    ),
}
NAMES = tuple(DRESSES)


def dressed(number: int, truth: list[Good], other: str, origin: str) -> Reply:
    """The page of the article with this number; its dress goes by the number, and one in four is plain."""
    name = "plain" if number % 4 == 0 else NAMES[number % len(NAMES)]
    neighbour = origin + truth[(number + 1) % len(truth)].path
    return DRESSES[name](truth[number], neighbour, other)


def aliases(path: str, number: int) -> list[str]:
    """Further addresses under which a listing links to the same article."""
    more = (
        f"{path}?utm_source=a{number}",
        f"{path}#top",
        f"{path}?PHPSESSID={number:032x}",
        f"/./x/..{path}",
        f"{path}?from=list",
    )
    return [path, more[number % len(more)]] if number % 3 == 0 else [path]
