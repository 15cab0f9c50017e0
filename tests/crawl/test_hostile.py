"""A hostile site: good articles among traps, bombs, loops and lies; made anew from each seed."""

import gzip
import random
import resource
import time
from pathlib import Path

import pytest

from archiver.crawl.options import CrawlOptions
from archiver.crawl.run import run_crawl
from archiver.store.archive import Archive
from tests.crawl.server import Asked, Reply, Site, article_page, moved, page, serve, xml

GOOD = 60
HTML = {"Content-Type": "text/html; charset=utf-8"}


class Hostile:
    """Routes of one hostile site; `truth` holds the good articles' titles by address."""

    def __init__(self, site: Site, other: Site, seed: int, good: int) -> None:
        self.site, self.other, self.chance = site, other, random.Random(seed)
        self.truth: dict[str, str] = {}
        self.sections: dict[int, list[str]] = {n: [] for n in range(4)}
        for number in range(good):
            self.add_good(number)
        site.fallback = self.answer
        self.arrange()

    def add_good(self, number: int) -> None:
        title = f"第{number}号山村建起了新的学校和医院"
        path = f"/n/2024/{self.chance.randint(1, 12):02d}/t2024{self.chance.randint(1, 12):02d}{self.chance.randint(10, 28)}_{number}.html"
        self.truth[self.site.url(path)] = title
        text = article_page(title, number=number, extra=self.noise(number))
        replies = [
            page(text),
            Reply(body=gzip.compress(text.encode()), headers={**HTML, "Content-Encoding": "gzip"}),
            page(text.replace("<head>", '<head><meta charset="gb18030">'), charset="gb18030"),
        ]
        self.site.routes[path] = self.chance.choice(replies[:2])
        self.sections[number % 4].append(path)

    def noise(self, number: int) -> str:
        """Links that lead into traps, below an article."""
        return (
            f'<div class="more"><a href="/calendar/2024/{number % 12}">月历</a><a href="/deep/{number}/">更多</a>'
            f'<a href="/s/{number:032x}/list">会话</a></div>'
        )

    def arrange(self) -> None:
        """The front page, four sections in pages of ten, and everything that is wrong."""
        chance = self.chance
        wrongs = list(WRONG)
        chance.shuffle(wrongs)
        for name in wrongs:
            self.site.routes[f"/bad/2024/t20240501_{name}.html"] = WRONG[name](self)
        bad = "".join(f'<li><a href="/bad/2024/t20240501_{name}.html">坏页{name}</a></li>' for name in wrongs)
        sections = "".join(f'<a href="/section/{n}/">第{n}栏</a>' for n in self.sections)
        outside = f'<a href="{self.other.url("/x.html")}">别处</a><a href="http://169.254.169.254/latest/">云</a>'
        traps = '<a href="/calendar/2024/1">月历</a><a href="/deep/0/">更多</a><a href="/q?p=1">查询</a><a href="/s/00/list">会话</a>'
        self.site.routes["/"] = page(f"<html><body>{sections}{traps}{outside}<ul>{bad}</ul></body></html>")
        for number, paths in self.sections.items():
            for part in range(0, len(paths), 10):
                links = "".join(
                    f'<li><a href="{p}?from=list&utm_source={part}">{self.truth[self.site.url(p)]}</a><a href="{p}?v={part}">图</a></li>'
                    for p in paths[part : part + 10]
                )
                after = f'<a href="/section/{number}/{part // 10 + 1}">下一页</a>' if part + 10 < len(paths) else ""
                name = f"/section/{number}/" if part == 0 else f"/section/{number}/{part // 10}"
                self.site.routes[name] = page(f"<html><body><ul>{links}</ul>{after}</body></html>")
        self.site.routes["/robots.txt"] = Reply(
            body=f"User-agent: *\nDisallow: /private/\nSitemap: {self.site.url('/loop.xml')}\n".encode()
        )
        inner = "".join(f"<sitemap><loc>{self.site.url(f'/loop{n}.xml')}</loc></sitemap>" for n in range(3))
        self.site.routes["/loop.xml"] = xml(
            f"<sitemapindex>{inner}<sitemap><loc>{self.other.url('/m.xml')}</loc></sitemap></sitemapindex>"
        )

    def answer(self, asked: Asked) -> Reply | None:
        """What is made up as it is asked for."""
        path = asked.path
        if path.partition("?")[0] in self.site.routes and "?" in path:  # parameters that change nothing
            found = self.site.routes[path.partition("?")[0]]
            return found if isinstance(found, Reply) else None
        if path.startswith("/calendar/"):
            year, month = (int(part) for part in [*path.split("/")[2:], "1"][:2])
            after = f"/calendar/{year + (month >= 12)}/{month % 12 + 1}"
            days = "".join(f'<a href="{path}/{day:02d}">{day}</a>' for day in range(1, 29))
            return page(f'<a href="{after}">下月</a>{days}')
        if path.startswith("/deep/"):
            return page(f'<a href="{path}{self.chance.randint(0, 99)}/">更深</a><a href="{path}x/">再深</a>')
        if path.startswith("/q?"):
            number = int(path.rpartition("=")[2] or 0)
            return page("".join(f'<a href="/q?p={number * 3 + n}">结果{n}</a>' for n in range(1, 4)))
        if path.startswith("/s/"):
            return page("".join(f'<a href="/s/{self.chance.getrandbits(128):032x}/list">会话</a>' for _ in range(5)))
        if path.startswith("/loop"):
            return xml(
                f"<sitemapindex><sitemap><loc>{self.site.url('/loop.xml')}</loc></sitemap><sitemap><loc>{self.site.url(path[:-4] + '1.xml')}</loc></sitemap></sitemapindex>"
            )
        if path.startswith("/soft/"):
            return page("<title>页面不存在</title><h1>404</h1><p>您访问的页面不存在。</p>")
        return None


WRONG = {
    "bomb": lambda h: Reply(
        body=gzip.compress(b"<p>" + b"a" * 30_000_000), headers={**HTML, "Content-Encoding": "gzip"}
    ),
    "cut": lambda h: Reply(body=article_page("截断的").encode(), cut=300, headers=HTML),
    "part": lambda h: Reply(body=b"<p>part", status=206, headers=HTML),
    "loop": lambda h: moved("/bad/2024/t20240501_loop.html"),
    "loop2": lambda h: moved("/bad/2024/t20240501_loop3.html"),
    "loop3": lambda h: moved("/bad/2024/t20240501_loop2.html"),
    "away": lambda h: moved(h.other.url("/secret")),
    "cloud": lambda h: moved("http://169.254.169.254/latest/meta-data/"),
    "number": lambda h: moved("http://2130706433/"),
    "v6": lambda h: moved("http://[::ffff:127.0.0.1]/"),
    "file": lambda h: moved("file:///etc/passwd"),
    "soft": lambda h: page("<title>404</title><h1>页面不存在</h1>"),
    "busy": lambda h: Reply(status=503, headers={"Retry-After": "0"}),
    "error": lambda h: Reply(status=500),
    "empty": lambda h: Reply(body=b"", headers=HTML),
    "binary": lambda h: Reply(body=bytes(range(256)) * 200, headers=HTML),
    "nul": lambda h: Reply(body=b"<h1>\x00\x00</h1>" * 3000, headers=HTML),
    "nest": lambda h: Reply(body=b"<div>" * 60_000, headers=HTML),
    "attributes": lambda h: Reply(body=b"<p " + b"".join(b"a%d=1 " % n for n in range(60_000)) + b">x", headers=HTML),
    "heads": lambda h: Reply(raw=b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 90_000 + b"\r\n"),
    "no_http": lambda h: Reply(raw=b"\x16\x03\x01\x02\x00nonsense"),
    "drip": lambda h: Reply(body=b"<p>slow</p>" * 50, headers=HTML, drip=0.5),
    "charset": lambda h: Reply(body=b"<p>x", headers={"Content-Type": "text/html; charset=zlib_codec"}),
}


def crawl_hostile(seed: int, good: int, folder: Path) -> tuple[Hostile, Site, dict[str, str], float]:
    with serve() as site, serve() as other:
        hostile = Hostile(site, other, seed, good)
        options = CrawlOptions(
            db=f"sqlite:///{folder}/a.db",
            captures=folder / "captures",
            allow=(site.origin,),
            delay=0.0,
            concurrency=8,
            workers=1,
            timeout=2.0,
            install_signals=False,
        )
        began = time.monotonic()
        (report,) = run_crawl([site.url("/")], options)
        seconds = time.monotonic() - began
        assert report.exit_status == 1, "pages were lost, and the run says so"
        assert report.problems
        assert other.asked == [], "nothing out of scope was asked"
        with Archive.open(options.db, read_only=True) as archive:
            stored = {hit.article.url: hit.article.title or "" for hit in archive.search("", limit=10_000, fold=False)}
    return hostile, site, stored, seconds


def check(seed: int, good: int, folder: Path) -> None:
    hostile, site, stored, seconds = crawl_hostile(seed, good, folder)
    good_ones = [(url.partition("?")[0], title) for url, title in stored.items() if "/n/" in url]
    assert sorted(good_ones) == sorted(hostile.truth.items()), "each once, whatever its parameters"
    assert not {url for url in stored if "/n/" not in url and "/bad/" not in url}
    assert not [path for path in site.paths() if path.startswith("/private/")]
    assert len(site.asked) <= 25 * good
    assert seconds < 300
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 < 400 + 250  # the test's own servers live here too


def test_good_articles_are_stored_among_traps(tmp_path: Path) -> None:
    check(1, GOOD, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [2, 3, 4])
def test_two_hundred_good_articles_are_stored_whatever_the_seed(seed: int, tmp_path: Path) -> None:
    check(seed, 200, tmp_path)
