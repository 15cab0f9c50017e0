"""Who may ask, how often; and stored text that means harm stays text."""

import base64
from html.parser import HTMLParser
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from archiver.model.errors import PartMissing, UsageError
from archiver.web.app import LOOPBACK, create_app
from archiver.web.security import Buckets
from archiver.web.serve import check_listening, listen
from tests.web.seeded import HARM

TOKEN = "correct horse battery"
PAGES = ("/", "/?q=恶意文字", "/articles/2", "/articles/2/versions", "/articles/2/served", "/articles/1", "/articles/1/versions",
         "/articles/1/served", "/runs", "/runs/1", "/sites", "/nothing", "/?q=%2C", "/?since=x")  # fmt: skip
SAFE_TAGS = set(
    "html head meta title link body a header div svg rect path nav main form label input button select option section h1 h2 h3"
    " p ul ol li span figure figcaption line text article time mark aside details summary footer dl dt dd table thead tbody tr"
    " th td del ins meter circle iframe polyline pre code".split()
)


class Tags(HTMLParser):
    """Collects what a browser would take for markup."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.scripts: list[dict[str, str | None]] = []
        self.script_text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script":
            self.scripts.append(dict(attrs))
            return
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        if self.cdata_elem == "script":
            self.script_text += data


def assert_harmless(html: str) -> Tags:
    """The page holds no element that acts but our one script file, and nothing inline."""
    found = Tags()
    found.feed(html)
    assert found.tags <= SAFE_TAGS
    assert found.scripts == [{"src": "/static/pages.js", "defer": None}]
    assert found.script_text == ""
    return found


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("tongue", ["zh", "en"])
def test_pages_hold_no_script_but_ours_whatever_is_stored(client: TestClient, path: str, tongue: str) -> None:
    answer = client.get(
        path,
        params={"ui": tongue} if "?" not in path else None,
        headers={"Accept": "text/html", "Accept-Language": tongue},
    )
    found = assert_harmless(answer.text)
    for name, value in found.attributes:
        assert not name.startswith("on")
        assert name != "style"
        if name in ("href", "src", "action"):
            assert value.startswith(("/", "#", "?", "https://", "http://")), value
    policy = answer.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert len(answer.content) < 200_000


@pytest.mark.parametrize(
    "name", ["q", "site", "source", "author", "since", "until", "sort", "cursor", "ui", "theme", "lang"]
)
def test_parameters_are_shown_as_text_only(client: TestClient, name: str) -> None:
    attack = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
    answer = client.get("/", params={name: attack}, headers={"Accept": "text/html"})
    assert_harmless(answer.text)


def test_harm_is_shown(client: TestClient) -> None:
    """It is kept and shown as what it is, not lost."""
    assert "&lt;script&gt;document.title" in client.get("/articles/2", headers={"Accept": "text/html"}).text
    assert client.get("/api/articles/2").json()["title"] == HARM


def app_with(folder: Path, **options: object) -> TestClient:
    return TestClient(create_app(f"sqlite:///{folder}/archive.db", **options))  # type: ignore[arg-type]


def test_a_token_is_needed_when_there_is_one(archive_folder: Path) -> None:
    client = app_with(archive_folder, token=TOKEN)
    assert client.get("/api/articles").status_code == 401
    assert client.get("/").headers["www-authenticate"].startswith("Basic")
    assert client.get("/api/articles", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200
    assert client.get("/api/articles", auth=("anyone", TOKEN)).status_code == 200
    for wrong in (
        "Bearer no",
        "Bearer",
        "Basic !!!",
        "Basic " + base64.b64encode(b"no-colon").decode(),
        f"Token {TOKEN}",
    ):
        assert client.get("/api/articles", headers={"Authorization": wrong}).status_code == 401
    assert client.get("/static/style.css").status_code == 401


def test_guesses_of_a_token_are_counted(archive_folder: Path) -> None:
    client = app_with(archive_folder, token=TOKEN, requests_a_minute=8)
    statuses = [client.get("/api/articles", headers={"Authorization": f"Bearer {n}"}).status_code for n in range(6)]
    assert statuses == [401, 401, 429, 429, 429, 429]


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::", "example.org", "127.0.0.1.example.org"])
def test_listening_beyond_loopback_needs_a_token(host: str) -> None:
    with pytest.raises(UsageError):
        check_listening(host, None)
    with pytest.raises(UsageError):
        check_listening(host, "short")
    check_listening(host, TOKEN)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.0.0.5"])
def test_loopback_needs_none(host: str) -> None:
    check_listening(host, None)


def test_other_host_names_are_refused_on_loopback(archive_folder: Path) -> None:
    """A page elsewhere cannot read the archive by giving its own name the address 127.0.0.1."""
    client = app_with(archive_folder, hosts=LOOPBACK)
    assert client.get("/", headers={"Host": "evil.example:8000"}).status_code == 421
    for host in ("localhost:8000", "127.0.0.1:8000", "[::1]:8000"):
        assert client.get("/", headers={"Host": host}).status_code == 200


def test_too_many_requests(archive_folder: Path) -> None:
    client = app_with(archive_folder, requests_a_minute=20)
    answers = [client.get("/healthz") for _ in range(8)]
    assert [answer.status_code for answer in answers[:5]] == [200] * 5
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["retry-after"]) >= 1


def test_a_bucket_fills_again() -> None:
    buckets = Buckets(60)
    for _ in range(15):
        assert buckets.take("a", now=0.0) == 0
    assert buckets.take("a", now=0.0) > 0
    assert buckets.take("b", now=0.0) == 0
    assert buckets.take("a", now=1.5) == 0


def test_choices_are_kept_in_cookies(client: TestClient) -> None:
    answer = client.get("/", params={"theme": "dark", "ui": "zh"}, headers={"Accept": "text/html"})
    assert 'data-theme="dark"' in answer.text
    cookies = answer.headers.get_list("set-cookie")
    assert all("httponly" in cookie.lower() and "samesite=lax" in cookie.lower() for cookie in cookies)
    assert len(cookies) == 2
    client.cookies.clear()


@pytest.mark.parametrize(
    ("accepted", "word"), [("zh-CN,zh;q=0.9", "新闻档案"), ("en-GB", "News archive"), ("de", "News archive")]
)
def test_the_interface_speaks_the_readers_language(client: TestClient, accepted: str, word: str) -> None:
    client.cookies.clear()
    assert word in client.get("/", headers={"Accept-Language": accepted}).text


def test_a_missing_capture_is_told(archive_folder: Path, tmp_path: Path) -> None:
    client = TestClient(create_app(f"sqlite:///{archive_folder}/archive.db", captures=tmp_path))
    answer = client.get("/memento/20260301080000/https://news.example.cn/2023/0727/1.html")
    assert answer.status_code == 404


def test_a_port_in_use_is_told() -> None:
    with listen("127.0.0.1", 0) as first, pytest.raises(PartMissing, match="cannot listen on"):
        listen("127.0.0.1", first.getsockname()[1])


def test_an_address_that_is_not_ours_is_told() -> None:
    with pytest.raises(PartMissing):
        listen("203.0.113.7", 0)
