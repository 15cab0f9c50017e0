"""What a host may ask of us, and what we ask of no host."""

import itertools

import pytest

from archiver.crawl.pace import effective_delay
from archiver.crawl.robots import read_robots
from archiver.crawl.scope import Scope
from archiver.text.addresses import is_public_address
from tests.crawl.conftest import Crawl
from tests.crawl.memory import MemoryLedger
from tests.crawl.server import Asked, Reply, Site, article_page, moved, page

TITLE = "牧民搬进新居之后的第一个冬天"


def serve_listing(site: Site, count: int = 6) -> list[str]:
    paths = [f"/2024/03/t20240301_{n}.html" for n in range(count)]
    site.routes.update({path: page(article_page(f"{TITLE}之{n}", number=n)) for n, path in enumerate(paths)})
    site.routes["/"] = "".join(f'<a href="{path}">{TITLE}</a>' for path in paths)
    return paths


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_robots_txt_that_cannot_be_had_forbids_everything(
    status: int, site: Site, crawl: Crawl, ledger: MemoryLedger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archiver.crawl.robots_keeper.FIRST_WAIT", 0.01)
    serve_listing(site)
    site.routes["/robots.txt"] = Reply(status=status)
    crawl("/")
    assert (site.paths(), ledger.outcomes()["/"]) == ([], "refused: robots")


def test_a_missing_robots_txt_permits_everything(site: Site, crawl: Crawl, ledger: MemoryLedger) -> None:
    paths = serve_listing(site)
    crawl("/")
    assert set(site.paths()) == {"/", *paths}


def test_a_robots_txt_that_redirects_for_ever_is_as_good_as_missing(site: Site, crawl: Crawl) -> None:
    serve_listing(site)
    site.routes["/robots.txt"] = moved("/robots.txt")
    crawl("/")
    assert "/" in site.paths()
    assert site.counts["/robots.txt"] <= 6


def test_what_robots_txt_forbids_is_not_asked(site: Site, crawl: Crawl, ledger: MemoryLedger) -> None:
    paths = serve_listing(site)
    site.routes["/robots.txt"] = Reply(body=f"User-agent: *\nDisallow: {paths[0]}\n".encode())
    crawl("/")
    assert paths[0] not in site.paths()
    assert ledger.outcomes()[paths[0]] == "refused: robots"


def test_the_crawl_delay_of_robots_txt_is_kept(site: Site, crawl: Crawl) -> None:
    serve_listing(site, 4)
    site.routes["/robots.txt"] = Reply(body=b"User-agent: *\nCrawl-delay: 0.3\n")
    crawl("/", concurrency=1)
    times = [asked.at for asked in site.asked if asked.path != "/robots.txt"]
    gaps = [later - earlier for earlier, later in itertools.pairwise(times)]
    assert min(gaps) >= 0.14  # jitter halves a delay at most


@pytest.mark.parametrize(("concurrency", "delay", "most"), [(None, 0.05, 1), (None, 0.0, 1), (3, 0.0, 3)])
def test_no_more_requests_at_a_time_than_allowed(
    concurrency: int | None, delay: float, most: int, site: Site, crawl: Crawl
) -> None:
    serve_listing(site, 12)
    for route in site.routes.values():
        if isinstance(route, Reply):
            route.wait = 0.03
    crawl("/", concurrency=concurrency, delay=delay)
    assert site.most_busy <= most
    assert (site.most_busy > 1) == (most > 1)


def test_retry_after_is_waited_for(site: Site, crawl: Crawl, ledger: MemoryLedger) -> None:
    paths = serve_listing(site, 2)
    good = site.routes[paths[0]]
    assert isinstance(good, Reply)

    def busy(asked: Asked) -> Reply:
        return Reply(status=429, headers={"Retry-After": "1"}) if asked.count == 1 else good

    site.routes[paths[0]] = busy
    crawl("/", concurrency=1)
    first, second = [asked.at for asked in site.asked if asked.path == paths[0]]
    assert second - first >= 0.95
    assert ledger.outcomes()[paths[0]] == "new"


def test_a_long_retry_after_is_left_to_the_next_run(site: Site, crawl: Crawl, ledger: MemoryLedger) -> None:
    site.routes["/"] = Reply(status=503, headers={"Retry-After": "86400"})
    crawl("/")
    assert site.counts["/"] == 1
    assert ledger.outcomes()["/"] == "failed: http_5xx"


def test_a_calendar_without_end_is_left_after_its_budget(
    site: Site, crawl: Crawl, ledger: MemoryLedger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archiver.crawl.discover.MAX_DEPTH", 10_000)
    paths = serve_listing(site, 3)
    good = "".join(f'<a href="{path}">{TITLE}</a>' for path in paths)
    site.routes["/"] = f'{good}<a href="/days/1">calendar</a>'
    site.fallback = lambda asked: page(f'<a href="/days/{int(asked.path[6:]) + 1}">next</a>')
    report = crawl("/")
    assert report.articles == 3
    assert sum(path.startswith("/days") for path in site.paths()) <= 201


def test_paths_that_grow_are_not_followed(site: Site, crawl: Crawl) -> None:
    site.fallback = lambda asked: page('<a href="more/">more</a><a href="other/">other</a>')
    crawl("/")
    assert len(site.paths()) < 20


def test_session_ids_do_not_multiply_a_page(site: Site, crawl: Crawl, ledger: MemoryLedger) -> None:
    path = "/2024/03/t20240301_1.html"
    site.routes[path] = page(article_page(TITLE))
    sids = [f"{n:032x}a1" for n in range(5)]
    site.routes["/"] = "".join(
        f'<a href="{path}?PHPSESSID={sid}&utm_source=x{n}">{TITLE}</a>' for n, sid in enumerate(sids)
    )
    crawl("/")
    assert site.counts[path] == 1


def test_we_say_who_we_are(site: Site, crawl: Crawl) -> None:
    serve_listing(site, 1)
    crawl("/")
    assert all(asked.headers["user-agent"].startswith("archiver/") for asked in site.asked)
    assert all("+http" in asked.headers["user-agent"] for asked in site.asked)


def test_a_robots_txt_is_read_up_to_its_bound() -> None:
    long = b"User-agent: *\nDisallow: /a\n" + b"#" * 600_000 + b"\nDisallow: /b\n"
    robots = read_robots(200, long, "archiver")
    assert (robots.allows("http://a.cn/a", "archiver"), robots.allows("http://a.cn/b", "archiver")) == (False, True)


@pytest.mark.parametrize(
    ("wanted", "asked", "kept"),
    [(1.0, None, 1.0), (1.0, 5.0, 5.0), (1.0, 9e9, 30.0), (2.0, 0.1, 2.0), (1.0, float("nan"), 1.0)],
)
def test_the_slower_delay_is_kept_up_to_the_cap(wanted: float, asked: float | None, kept: float) -> None:
    assert effective_delay(wanted, asked) == kept


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1",
        "::1", "::", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe",
        "2002:7f00:1::", "fe80::1%eth0", "255.255.255.255", "198.18.0.1", "no address",
    ],
)  # fmt: skip
def test_addresses_that_lead_inside_are_not_public(address: str) -> None:
    assert not is_public_address(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "8.8.8.8"])
def test_addresses_of_the_open_internet_are_public(address: str) -> None:
    assert is_public_address(address)


def test_scope_holds_scheme_host_and_port() -> None:
    scope = Scope(domains=(), origins=frozenset({"https://a.cn"}))
    refused = [
        scope.refusal(url) for url in ("https://a.cn/x", "http://a.cn/x", "https://a.cn:8443/", "https://b.a.cn/")
    ]
    assert refused == [None, "scope", "scope", "scope"]
