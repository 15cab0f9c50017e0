"""Serves a fleet of sites on loopback, each at an address of its own, at a simulated moment.

Started by `bench.fleet`. Reads lines from standard input: `hour 12.5` sets the time, `report` gives counts as JSON.
"""

import asyncio
import gzip
import json
import sys
import time
from collections import Counter, deque
from dataclasses import dataclass, field
from email.utils import format_datetime

from bench.fleet_world import NEWEST, FleetSite, Story, body, make_site, moment, title

Answer = tuple[int, dict[str, str], bytes]
PER_LIST = 20
HTML = {"Content-Type": "text/html; charset=utf-8"}
XML = {"Content-Type": "application/xml"}


@dataclass
class Host:
    """What a host has been asked."""

    requests: int = 0
    busy: int = 0
    most_busy: int = 0
    least_gap: float = 1e9
    least_span: float = 1e9
    """Seconds between the first and the last of five requests, at least."""
    recent: deque[float] = field(default_factory=lambda: deque([-1e9] * 5, 5))
    per_day: Counter[int] = field(default_factory=Counter)
    by_day: dict[int, Counter[str]] = field(default_factory=dict)


class Fleet:
    """All sites, the time, and the log."""

    def __init__(self, sites: list[FleetSite], port: int) -> None:
        self.hour, self.port = 0.0, port
        self.sites = {site.address: site for site in sites}
        self.stories = {site.address: {story.path: story for story in site.stories} for site in sites}
        self.hosts = {site.address: Host() for site in sites}

    def answer(self, address: str, path: str, headers: dict[str, str]) -> Answer:
        """What a site answers now."""
        site = self.sites[address]
        if site.down and site.down[0] <= self.hour < site.down[1]:
            return 503, HTML, b"down"
        if path == "/robots.txt":
            delay = "Crawl-delay: 0.05\n" if site.number % 10 == 0 else ""
            return 200, {"Content-Type": "text/plain"}, f"User-agent: *\n{delay}Disallow: /admin/\n".encode()
        story = self.stories[address].get(path)
        if story is not None:
            return self._story(site, story, headers)
        return self._index(site, path, headers)

    def _story(self, site: FleetSite, story: Story, headers: dict[str, str]) -> Answer:
        if not story.is_there(self.hour):
            if story.number % 3 == 0:
                return 200, HTML, "<title>提示信息</title><p>您访问的页面不存在或已删除</p>".encode()
            return (404 if story.number % 3 == 1 else 410), HTML, "页面不存在".encode()
        version = story.version(self.hour)
        validators = self._validators(site, story, version)
        if headers.get("if-none-match", "-") == validators.get("ETag") or (
            "if-none-match" not in headers and headers.get("if-modified-since", "-") == validators.get("Last-Modified")
        ):
            return 304, validators, b""
        return 200, {**HTML, **validators}, self._article(site, story, version)

    def _validators(self, site: FleetSite, story: Story, version: int) -> dict[str, str]:
        if site.kind in ("rss", "plain_map"):
            return {"ETag": f'"{story.number}-{version}"'}
        if site.kind == "atom":
            return {
                "Last-Modified": format_datetime(moment(story.changed(self.hour)).replace(microsecond=0), usegmt=True)
            }
        if site.kind == "noisy":  # a Last-Modified that lies: it is always now
            return {"Last-Modified": format_datetime(moment(self.hour).replace(microsecond=0), usegmt=True)}
        return {}

    def _article(self, site: FleetSite, story: Story, version: int) -> bytes:
        lines = "".join(f"<p>{line}</p>" for line in body(site.number, story.number, version))
        name = title(site.number, story.number)
        noise = f"<div class=hits>阅读 {time.monotonic_ns() % 100_000}</div>" if site.kind == "noisy" else ""
        return (
            f"<html><head><meta charset=utf-8><title>{name}_第{site.number}号网</title></head><body>"
            f'<div class=nav><a href="/">首页</a> <a href="/news/">新闻</a></div><h1>{name}</h1>'
            f"<div class=info>{moment(story.published):%Y-%m-%d %H:%M:%S}　来源：第{site.number}日报</div>{noise}"
            f"<div class=content>{lines}</div></body></html>"
        ).encode()

    def _index(self, site: FleetSite, path: str, headers: dict[str, str]) -> Answer:
        made = getattr(self, f"_{site.kind}")(site, path)
        if made is None:
            return 404, HTML, b"nothing here"
        if site.kind in ("rss", "news_map"):
            tag = f'"{hash(made[1])}"'
            if headers.get("if-none-match") == tag:
                return 304, {"ETag": tag}, b""
            return 200, {**made[0], "ETag": tag}, made[1]
        return 200, made[0], made[1]

    def _url(self, site: FleetSite, path: str) -> str:
        return f"http://{site.address}:{self.port}{path}"

    def _rss(self, site: FleetSite, path: str) -> tuple[dict[str, str], bytes] | None:
        if path != "/rss.xml":
            return None
        items = "".join(
            f"<item><title>{title(site.number, s.number)}</title><link>{self._url(site, s.path)}</link>"
            f"<pubDate>{format_datetime(moment(s.published))}</pubDate></item>"
            for s in site.newest(self.hour)[:NEWEST]
        )
        return XML, f"<rss version='2.0'><channel><title>x</title>{items}</channel></rss>".encode()

    def _atom(self, site: FleetSite, path: str) -> tuple[dict[str, str], bytes] | None:
        """Relative links, and the date of the last edit."""
        if path != "/atom.xml":
            return None
        items = "".join(
            f"<entry><title>{title(site.number, s.number)}</title><link href='{s.path}'/>"
            f"<updated>{moment(s.changed(self.hour)).isoformat()}</updated></entry>"
            for s in site.newest(self.hour)[:NEWEST]
        )
        return XML, f"<feed xmlns='http://www.w3.org/2005/Atom'>{items}</feed>".encode()

    def _news_map(self, site: FleetSite, path: str) -> tuple[dict[str, str], bytes] | None:
        """An index of packed maps, a month each, all with lastmod."""
        months: dict[str, list[Story]] = {}
        for story in site.newest(self.hour):
            months.setdefault(f"{moment(story.published):%Y-%m}", []).append(story)
        if path == "/sitemap.xml":
            maps = "".join(
                f"<sitemap><loc>{self._url(site, f'/map-{name}.xml.gz')}</loc>"
                f"<lastmod>{moment(max(s.changed(self.hour) for s in stories)).isoformat()}</lastmod></sitemap>"
                for name, stories in months.items()
            )
            return XML, f"<sitemapindex>{maps}</sitemapindex>".encode()
        stories = months.get(path.removeprefix("/map-").removesuffix(".xml.gz"))
        if stories is None:
            return None
        urls = "".join(
            f"<url><loc>{self._url(site, s.path)}</loc>"
            f"<lastmod>{moment(s.changed(self.hour)).isoformat()}</lastmod></url>"
            for s in stories
        )
        return {"Content-Type": "application/gzip"}, gzip.compress(f"<urlset>{urls}</urlset>".encode(), 1, mtime=0)

    def _plain_map(self, site: FleetSite, path: str) -> tuple[dict[str, str], bytes] | None:
        if path != "/sitemap.xml":
            return None
        urls = "".join(f"<url><loc>{self._url(site, s.path)}</loc></url>" for s in site.newest(self.hour))
        return XML, f"<urlset>{urls}</urlset>".encode()

    def _listing(self, site: FleetSite, path: str) -> tuple[dict[str, str], bytes] | None:
        name = path.removeprefix("/news/")
        if not path.startswith("/news/") or (name and not name.removesuffix(".html").isdigit()):
            return None
        number = int(name.removesuffix(".html")) if name else 1
        newest = site.newest(self.hour)
        part = newest[(number - 1) * PER_LIST : number * PER_LIST]
        links = "".join(f'<li><a href="{s.path}">{title(site.number, s.number)}</a></li>' for s in part)
        after = f'<a href="/news/{number + 1}.html">下一页</a>' if number * PER_LIST < len(newest) else ""
        return HTML, f"<html><body><ul>{links}</ul>{after}</body></html>".encode()

    _noisy = _listing

    def begin(self, address: str, path: str) -> None:
        host, now, day = self.hosts[address], time.monotonic(), int(self.hour // 24)
        host.requests += 1
        host.per_day[day] += 1
        known = self.stories[address].get(path)
        host.by_day.setdefault(day, Counter())[
            "robots" if path == "/robots.txt" else "article" if known else "index"
        ] += 1
        host.busy += 1
        host.most_busy = max(host.most_busy, host.busy)
        host.recent.append(now)
        host.least_gap = min(host.least_gap, now - host.recent[-2])
        host.least_span = min(host.least_span, now - host.recent[0])

    def report(self) -> dict[str, object]:
        """The log, by host."""
        return {
            address: {
                "requests": host.requests,
                "most_busy": host.most_busy,
                "least_gap": round(host.least_gap, 4),
                "least_span": round(host.least_span, 4),
                "most_a_day": max(host.per_day.values(), default=0),
                "by_day": {day: dict(counts) for day, counts in sorted(host.by_day.items())},
            }
            for address, host in self.hosts.items()
        }


async def serve(fleet: Fleet, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """One connection: requests one after the other."""
    address = writer.get_extra_info("sockname")[0]
    try:
        while head := await reader.readuntil(b"\r\n\r\n"):
            first, *lines = head.decode("latin-1").split("\r\n")
            headers = {
                name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)
            }
            path = first.split(" ")[1]
            fleet.begin(address, path)
            try:
                status, told, content = fleet.answer(address, path, headers)
                told = {**told, "Content-Length": str(len(content))} if status != 304 else told
                top = "".join(f"{name}: {value}\r\n" for name, value in told.items())
                writer.write(f"HTTP/1.1 {status} X\r\n{top}\r\n".encode("latin-1") + content)
                await writer.drain()
            finally:
                fleet.hosts[address].busy -= 1
    except (asyncio.IncompleteReadError, ConnectionError):
        pass
    finally:
        writer.close()


async def main() -> None:
    """Serve until standard input ends: sites, articles, days, seed are the arguments."""
    count, articles, days, seed = map(int, sys.argv[1:5])
    sites = [make_site(number, articles=articles, days=days, seed=seed) for number in range(count)]
    first = await asyncio.start_server(lambda r, w: serve(fleet, r, w), sites[0].address, 0)
    port = first.sockets[0].getsockname()[1]
    fleet = Fleet(sites, port)
    for site in sites[1:]:
        await asyncio.start_server(lambda r, w: serve(fleet, r, w), site.address, port)
    print(port, flush=True)
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        word, _, value = line.strip().partition(" ")
        if word == "hour":
            fleet.hour = float(value)
        print(json.dumps(fleet.report()) if word == "report" else "ok", flush=True)


if __name__ == "__main__":
    asyncio.run(main())
