"""Attacks on the query side: every address, every parameter, everything that has ever opened a door somewhere."""

import ast
import contextlib
import itertools
import re
import sqlite3
import time
import tomllib
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from archiver.alerts.webhook import post
from archiver.crawl.site_template import spider_text, table_text
from archiver.model.errors import UsageError
from archiver.model.site import Site as Facts
from archiver.store.archive import Archive
from archiver.text.addresses import is_public_address
from archiver.web.app import create_app
from tests.crawl.server import Site, serve
from tests.demo.test_demo import archiver
from tests.web.conftest import TestClient, archive_folder, client

__all__ = ["archive_folder", "client"]

SCRIPT = "<script>alert(1)</script>"
PAYLOADS = {
    "quote": "'",
    "sql": "' OR 1=1 --",
    "sql-union": "1 UNION SELECT sql FROM sqlite_master--",
    "sql-stacked": "x'; DROP TABLE articles; --",
    "sql-pg": "1); SELECT pg_sleep(9); --",
    "fts": '" NEAR/0 OR *:^{title}- AND NOT (((',
    "fts-column": "{title body}: x OR rowid:1",
    "like": "%" * 200 + "_" * 200,
    "script": SCRIPT,
    "attribute": "\" onmouseover=alert(1) x='",
    "template": "{{7*7}}${7*7}<%= 7*7 %>{% debug %}",
    "path": "../../../../../../etc/passwd",
    "path-escaped": "..%2f..%2f..%2fetc%2fpasswd",
    "path-nul": "/etc/passwd\0.html",
    "file": "file:///etc/passwd",
    "header": "x\r\nSet-Cookie: owned=1\r\n\r\n<html>",
    "format": "%s%n%x{0.__class__}",
    "shell": "$(id)`id`;id|id",
    "unicode": "\u202e\u0000\ufeff\U000e0041\ud7ff",
    "huge": "a" * 5_000,
    "huge-terms": "a " * 2_000,
    "huge-or": " OR ".join("abc"),
    "number": "9" * 400,
    "negative": "-1",
    "float": "1e400",
    "nan": "nan",
    "date": "9999-12-31",
    "date-odd": "0000-00-00T99:99:99",
    "yaml": "!!python/object/apply:os.system [id]",
    "json": '{"$gt":""}',
    "regex": "(a+)+$" * 50,
    "cursor": "eyJhIjoxfQ==",
}
QUICK = {"sql", "script", "path", "header"}
ALL = [pytest.param(name, marks=() if name in QUICK else pytest.mark.slow) for name in PAYLOADS]
BETRAYAL = re.compile(
    r"Traceback|sqlalchemy|sqlite3\.|psycopg|OperationalError|site-packages|/archiver/|root:x:0|49\$\{", re.I
)
MARKUP = ("script", "attribute", "template", "header")


class Scripts(HTMLParser):
    """Finds markup that would run."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = tag == "script" and (dict(attrs).get("src") or "").startswith("/static/")
        self.found += [tag] if tag in ("script", "object", "embed") and not own else []
        self.found += [name for name, _ in attrs if name.startswith("on")]


def addresses(client: TestClient) -> list[tuple[str, list[str]]]:
    """Every address with its parameters, as the server itself tells them."""
    told = client.get("/openapi.json").json()["paths"]
    found = []
    for path, methods in told.items():
        names = [each["name"] for each in methods["get"].get("parameters", []) if each["in"] == "query"]
        found.append((path, names))
    found += [
        ("/", ["q", "site", "sort", "since", "until", "cursor", "limit", "ui", "theme"]),
        ("/articles/{id}", ["version", "ui"]),
    ]
    found += [
        ("/articles/{id}/versions", ["from", "to"]),
        ("/runs", ["cursor", "limit"]),
        ("/runs/{id}", []),
        ("/sites", []),
    ]
    return found


def ask(client: TestClient, path: str, params: dict[str, str], **headers: str) -> Any:
    filled = re.sub(r"\{[^}]*\}", "1", path)
    return client.get(filled, params=params, headers={"Accept": "text/html", **headers})


def check(answer: Any, what: str) -> None:
    assert answer.status_code < 500 or answer.status_code == 503, what
    assert BETRAYAL.search(answer.text) is None, what
    assert "owned" not in str(answer.headers), what
    if "html" in answer.headers.get("content-type", ""):
        scripts = Scripts()
        scripts.feed(answer.text)
        assert scripts.found == [], what


@pytest.mark.parametrize("name", ALL)
def test_no_parameter_opens_a_door(client: TestClient, name: str) -> None:
    payload = PAYLOADS[name]
    before = client.get("/api/articles").json()
    began = time.process_time()
    asked = 0
    for path, names in addresses(client):
        for parameter in names:
            check(ask(client, path, {parameter: payload}), f"{path} {parameter}")
            asked += 1
    assert asked > 40
    assert time.process_time() - began < 0.2 * asked
    assert client.get("/api/articles").json() == before


@pytest.mark.parametrize("name", ALL)
def test_no_path_opens_a_door(client: TestClient, name: str) -> None:
    payload = quote(PAYLOADS[name], safe="")
    for path, _ in addresses(client):
        if "{" in path:
            check(client.get(re.sub(r"\{[^}]*\}", payload, path), headers={"Accept": "text/html"}), path)
    for path in ("/static/", "/memento/20260301080000/", "/timemap/link/", "/nothing/"):
        check(client.get(path + payload), path)


@pytest.mark.parametrize("name", MARKUP)
@pytest.mark.parametrize(
    "header", ["Accept-Language", "Accept-Datetime", "If-None-Match", "Cookie", "Referer", "User-Agent"]
)
def test_no_header_opens_a_door(client: TestClient, header: str, name: str) -> None:
    value = PAYLOADS[name].replace("\r\n", " ")
    for path in ("/", "/articles/1", "/api/articles", "/memento/https://news.example.cn/2023/0727/1.html", "/nothing"):
        check(client.get(path, headers={header: f"theme={value}" if header == "Cookie" else value}), path)


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%5capp.py",
        "/static//etc/passwd",
        "/static/style.css/../../app.py",
    ],
)
def test_files_beside_the_static_ones_are_not_served(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND"])
def test_nothing_but_reading_is_answered(client: TestClient, method: str) -> None:
    assert client.request(method, "/api/articles").status_code == 405


QUESTIONS = (
    "a " * 400, "a* " * 300, " OR ".join(["的"] * 300), "-的 " * 200, '"' + "的 " * 400 + '"', "的" * 900,
    " ".join(f"site:{n}" for n in range(150)), "一* 二* 三* 四* 五* 六*", "title:a " * 200, "((((" * 200,
)  # fmt: skip


@pytest.mark.parametrize("question", QUESTIONS, ids=range(len(QUESTIONS)))
@pytest.mark.parametrize("path", ["/api/articles", "/api/timeline", "/api/facets", "/feed.atom"])
def test_a_huge_question_ends_soon(client: TestClient, path: str, question: str) -> None:
    began = time.process_time()
    answer = client.get(path, params={"q": question})
    assert answer.status_code in (200, 400, 404), answer.text[:200]
    assert time.process_time() - began < 2


def test_no_address_of_a_query_is_fetched(client: TestClient) -> None:
    """What looks like an address in a question leads nowhere: the server makes no request of its own."""
    with serve() as canary:
        inside = (canary.origin + "/x", canary.origin.replace("127.0.0.1", "localhost") + "/x")
        for (path, names), url in itertools.product(addresses(client), inside):
            for name in names:
                ask(client, path, {name: url})
        for url in inside:
            for path in ("/memento/", "/timemap/link/", "/memento/20260301080000/"):
                client.get(path + url)
        assert canary.asked == []


INSIDE = (
    "127.0.0.1", "127.1.2.3", "10.0.0.1", "172.31.255.255", "192.168.0.1", "169.254.169.254", "0.0.0.0", "100.64.0.1",
    "255.255.255.255", "224.0.0.1", "240.0.0.1", "192.0.0.8", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1",
    "::", "::1", "::127.0.0.1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:0:127.0.0.1", "::ffff:a9fe:a9fe", "64:ff9b::7f00:1",
    "64:ff9b:1::7f00:1", "2002:7f00:1::", "2002:a00:1::", "2001:0:7f00:1::", "fe80::1", "fe80::1%lo", "fc00::1", "fd00:ec2::254",
    "fec0::1", "ff02::1", "2001:db8::1", "100::1", "5f00::1", "3fff::1", "2001:2::1", "2001:10::1",
)  # fmt: skip


@pytest.mark.parametrize("address", INSIDE)
def test_addresses_that_lead_inside_are_known(address: str) -> None:
    assert not is_public_address(address)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "1.1.1.1", "2606:4700::1111", "64:ff9b::101:101", "::ffff:1.1.1.1"]
)
def test_addresses_of_the_open_internet_are_known(address: str) -> None:
    assert is_public_address(address)


def spellings(site: Site) -> list[str]:
    port = site.port
    hosts = (
        "127.0.0.1",
        "localhost",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "127.1",
        "0",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "localhost.",
        "①②⑦.⓪.⓪.①",
    )
    return [f"http://{host}:{port}/x" for host in hosts] + [f"http://a@127.0.0.1:{port}/", "file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/_"]  # fmt: skip


def test_a_webhook_does_not_lead_inside() -> None:
    with serve() as canary:
        for url in spellings(canary):
            assert not post(url, "1", b"{}").is_done, url
        assert canary.asked == []


def test_a_name_that_changes_its_address_leads_nowhere_else() -> None:
    """The address that was checked is the one connected to: a second look-up is not made."""
    with serve() as canary:
        answers = iter([["93.184.216.34", "127.0.0.1"], ["127.0.0.1"]])
        assert not post(f"http://rebind.example:{canary.port}/", "1", b"{}", resolve=lambda *_: next(answers)).is_done
        assert canary.asked == []


@pytest.mark.slow
def test_pages_for_extract_do_not_come_from_inside(tmp_path: Path) -> None:
    with serve() as canary:
        for url in spellings(canary)[:6]:
            done = archiver(tmp_path, "extract", url)
            assert done.returncode in (1, 2), (url, done.stdout)
        assert canary.asked == []


@pytest.mark.slow
def test_a_crawl_does_not_lead_inside(tmp_path: Path) -> None:
    with serve() as canary:
        done = archiver(tmp_path, "crawl", *spellings(canary)[:3], "--delay", "0")
        assert done.returncode != 0
        assert canary.asked == []


@pytest.mark.slow
def test_a_password_is_shown_nowhere(tmp_path: Path) -> None:
    secret = "hunter2-geheim"
    url = f"postgresql+psycopg://user:{secret}@127.0.0.1:1/none?options=-c%20x%3D{secret}"
    for words in (
        ["search", "x"],
        ["crawl", "http://127.0.0.1:1/"],
        ["check"],
        ["stats"],
        ["db", "current"],
        ["serve", "--port", "0"],
    ):
        done = archiver(tmp_path, *words, "--db", url)
        assert done.returncode in (1, 2, 3), words
        assert secret not in done.stdout + done.stderr, words


def test_the_token_is_shown_nowhere(archive_folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    token = "correct horse battery staple"
    guarded = TestClient(
        create_app(f"sqlite:///{archive_folder}/archive.db", token=token), raise_server_exceptions=False
    )
    for path in ("/", "/nothing", "/api/articles?limit=x", "/metrics", "/openapi.json"):
        answer = guarded.get(path, headers={"Authorization": f"Bearer {token}"})
        assert token not in answer.text
        assert token not in str(answer.headers)
        assert guarded.get(path).status_code == 401
    assert token not in caplog.text


@pytest.mark.parametrize("words", [[], ["--token", "short"]])
def test_serving_beyond_loopback_without_a_token_is_refused(tmp_path: Path, words: list[str]) -> None:
    done = archiver(tmp_path, "serve", "--host", "0.0.0.0", "--port", "0", *words)
    assert done.returncode == 2, done.stderr


BREAKING_OUT = (
    '"""\nimport os\nos.system("id")\n"""', "x\\", 'x\\"', "a\\\nb", "'\n[sites.evil]\npublisher = 'x", '{name.__class__}', "\x00\x1b[2J",
    '"), evil=__import__("os").system("id"), x=("', "\\u0022", "\\N{QUOTATION MARK}", "\u2028x\\d", "%s{0}",
)  # fmt: skip


@pytest.mark.parametrize("words", BREAKING_OUT, ids=range(len(BREAKING_OUT)))
def test_words_of_a_page_do_not_become_code_of_a_spider(words: str) -> None:
    """`site new` writes what a front page says of itself into Python and TOML: as words and nothing else."""
    site = Facts(publisher=words, domains=("a.example",), timezone="UTC", seeds=(f"https://a.example/?q={words}",))
    calls = {
        ast.unparse(node.func) for node in ast.walk(ast.parse(spider_text("a", site))) if isinstance(node, ast.Call)
    }
    assert calls <= {"Site"}
    assert list(tomllib.loads(table_text("a", site))["sites"]) == ["a"]


@pytest.fixture
def poisoned(archive_folder: Path, tmp_path: Path) -> Iterator[Archive]:
    """An archive whose rows were written by an enemy: captures that stand outside the folder."""
    source, target = archive_folder / "archive.db", tmp_path / "archive.db"
    with sqlite3.connect(source) as old, sqlite3.connect(target) as new:
        old.backup(new)
        new.execute("UPDATE captures SET file = '../../../../../../etc/passwd'")
    with Archive.open(f"sqlite:///{target}", read_only=True) as archive:
        yield archive


def test_a_capture_outside_its_folder_is_not_read(poisoned: Archive, archive_folder: Path) -> None:
    hostile = TestClient(create_app(poisoned.url, captures=archive_folder / "captures"))
    for path in ("/articles/1/served", "/memento/20260301080000/https://news.example.cn/2023/0727/1.html"):
        check(hostile.get(path, headers={"Accept": "text/html"}), path)


@pytest.mark.parametrize("name", ["sql", "sql-stacked", "fts", "path-nul", "unicode", "huge", "format"])
def test_the_command_line_takes_any_words(archive_folder: Path, name: str) -> None:
    url = f"sqlite:///{archive_folder}/archive.db"
    with Archive.open(url, read_only=True) as archive, contextlib.suppress(UsageError):
        list(archive.search(PAYLOADS[name].replace("\0", " ")))
