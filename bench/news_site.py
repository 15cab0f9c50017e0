"""A news site on loopback that costs next to nothing to serve: 100 kB pages, made when asked for, each unlike the rest.

    python -m bench.news_site --pages 20000

Every address 127.0.0.1 … 127.0.0.254 is a site of its own. A site has a front page with a sitemap, maps of 1,000
addresses, and articles with what a page of a large publisher carries: style, script, JSON-LD, navigation, related
stories, a footer; about 830 elements and 350 links. Tells its port on standard output. `/log` gives, as JSON, how many
requests each host has had, the most it had open at a time, and its shortest pause between two.
"""

import argparse
import asyncio
import json
import random
import re
import time
from functools import cache

PER_MAP = 1_000
_REQUEST = re.compile(rb"GET (\S+) HTTP/1\.1\r\n(?:.*?\r\n)*?[Hh]ost: *([^\r\n]+)", re.DOTALL)
_CHARS = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    "十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平"
)


@cache
def sentences() -> tuple[str, ...]:
    """A thousand sentences of random characters: articles that share some do not tell the same story."""
    dice = random.Random(1)
    made = []
    for _ in range(1_000):
        parts = ["".join(dice.choices(_CHARS, k=dice.randint(6, 18))) for _ in range(dice.randint(1, 3))]
        made.append("，".join(parts) + "。")
    return tuple(made)


@cache
def _before() -> str:
    dice = random.Random(2)
    style = "".join(f".c{n}{{margin:{n % 9}px;padding:{n % 7}px;color:#{n % 4096:03x}}}\n" for n in range(620))
    script = "".join(f"window.q=window.q||[];q.push(['set',{n},'{dice.random():.12f}']);\n" for n in range(300))
    menu = "".join(
        f'<li class="item"><a href="/c/{n}/">{dice.choice(_CHARS)}{dice.choice(_CHARS)}</a></li>' for n in range(90)
    )
    return (
        f"<style>{style}</style><script>{script}</script></head>"
        '<body class="article-page"><header><div class="logo"><a href="/">试验网</a></div>'
        f'<nav><ul class="menu">{menu}</ul></nav>'
        '</header><main><div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/c/1/">国内</a></div><article>'
    )


@cache
def _after() -> str:
    dice = random.Random(3)
    related = "".join(
        f'<li class="item"><a href="/n/2026-02/t2026021{n % 9}_9{n:05}.html">{"".join(dice.choices(_CHARS, k=14))}</a>'
        f"<span>02-1{n % 9}</span></li>"
        for n in range(200)
    )
    foot = "".join(f'<a href="/about/{n}">{dice.choice(_CHARS)}们</a>' for n in range(50))
    script = "".join(f"track({n},{{id:'{dice.random():.14f}',slot:'side-{n % 12}'}});\n" for n in range(500))
    return (
        f'</article><aside><h3>相关新闻</h3><ul class="related">{related}</ul></aside></main>'
        f'<footer><div class="links">{foot}</div><p>版权所有 试验网 未经授权不得转载</p></footer>'
        f"<script>{script}</script></body></html>"
    )


def article(number: int, host: str) -> bytes:
    """The page of one article; the same each time."""
    dice = random.Random(f"{host} {number}")
    said = dice.choices(sentences(), k=75)
    title = f"{said[0][:14].rstrip('，。')}第{number}号"
    clock = f"2026-03-{1 + number % 28:02} {number % 24:02}:{number % 60:02}:00"
    paragraphs = "".join(f"<p>　　{''.join(said[n : n + 3])}</p>" for n in range(0, 75, 3))
    told = {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": title,
        "datePublished": clock.replace(" ", "T") + "+08:00", "publisher": {"@type": "Organization", "name": "试验网"},
    }  # fmt: skip
    return (
        f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title}_试验网</title>'
        f'<meta name="description" content="{said[1]}"><meta property="og:title" content="{title}">'
        f'<script type="application/ld+json">{json.dumps(told, ensure_ascii=False)}</script>{_before()}'
        f'<h1>{title}</h1><div class="info"><span class="date">{clock}</span>　'
        "来源：<span>试验日报</span>　作者：王小明</div>"
        f'<div class="content"><figure><img src="/p/{number}.jpg" alt="图">'
        f"<figcaption>图为现场。{said[2]}</figcaption></figure>"
        f"{paragraphs}<p>（责任编辑：李明）</p></div>{_after()}"
    ).encode()


def url_path(number: int) -> str:
    """The address of an article."""
    return f"/n/2026-03/t202603{1 + number % 28:02}_{number}.html"


def answer(path: str, host: str, pages: int) -> bytes:
    """What stands at an address; empty for a 404."""
    if match := re.fullmatch(r"/n/2026-03/t\d{8}_(\d+)\.html", path):
        return article(int(match[1]), host)
    if path == "/":
        return f"<html><head><title>试验网</title></head><body><h1>试验网</h1>{_before()}{_after()}".encode()
    if match := re.fullmatch(r"/maps/(\d+)/(\d+)\.xml", path):
        count, part = int(match[1]), int(match[2])
        rows = range(part * PER_MAP, min(count, (part + 1) * PER_MAP))
        urls = "".join(f"<url><loc>http://{host}{url_path(n)}</loc></url>" for n in rows)
        return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'.encode()
    if match := re.fullmatch(r"/sitemap(?:-(\d+))?\.xml", path):
        count = int(match[1] or pages)
        maps = "".join(
            f"<sitemap><loc>http://{host}/maps/{count}/{n}.xml</loc></sitemap>"
            for n in range((count - 1) // PER_MAP + 1)
        )
        return f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{maps}</sitemapindex>'.encode()
    return b""


class Log:
    """What each host was asked: how often, how much at a time, how close together."""

    def __init__(self) -> None:
        self.asked: dict[str, int] = {}
        self.open: dict[str, int] = {}
        self.most: dict[str, int] = {}
        self.last: dict[str, float] = {}
        self.shortest: dict[str, float] = {}

    def begin(self, host: str) -> None:
        now = time.monotonic()
        self.asked[host] = self.asked.get(host, 0) + 1
        self.open[host] = self.open.get(host, 0) + 1
        self.most[host] = max(self.most.get(host, 0), self.open[host])
        if host in self.last:
            self.shortest[host] = min(self.shortest.get(host, 1e9), now - self.last[host])
        self.last[host] = now

    def end(self, host: str) -> None:
        self.open[host] -= 1


class Connection(asyncio.Protocol):
    """One connection: requests without a body, answered one after the other."""

    def __init__(self, pages: int, log: Log, pause: float) -> None:
        self._pages, self._log, self._pause = pages, log, pause
        self._held = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport  # type: ignore[assignment]

    def data_received(self, data: bytes) -> None:
        self._held += data
        while (end := self._held.find(b"\r\n\r\n")) >= 0:
            head, self._held = self._held[: end + 4], self._held[end + 4 :]
            match = _REQUEST.match(head)
            if not match or not self._transport:
                return
            path, host = match[1].decode("latin-1"), match[2].decode("latin-1").strip()
            self._log.begin(host)
            if self._pause:
                asyncio.get_running_loop().call_later(self._pause, self._answer, path, host)
            else:
                self._answer(path, host)

    def _answer(self, path: str, host: str) -> None:
        self._log.end(host)
        kind = "application/xml" if path.endswith(".xml") else "text/html; charset=utf-8"
        if path == "/log":
            log = self._log
            kind, body = "application/json", json.dumps([log.asked, log.most, log.shortest]).encode()
        else:
            body = answer(path, host, self._pages)
        status = b"200 OK" if body else b"404 Not Found"
        head = b"HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n" % (status, kind.encode(), len(body))
        if self._transport and not self._transport.is_closing():
            self._transport.write(head + body)


async def serve(pages: int, pause: float) -> None:
    """Serve until the process is ended."""
    log = Log()
    server = await asyncio.get_running_loop().create_server(lambda: Connection(pages, log, pause), "0.0.0.0", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--pages", type=int, default=400)
    reader.add_argument("--pause", type=float, default=0.0, help="Seconds before each answer.")
    asked = reader.parse_args()
    asyncio.run(serve(asked.pages, asked.pause))


if __name__ == "__main__":
    main()
