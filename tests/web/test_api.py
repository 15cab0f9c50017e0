"""The API answers what it promises, and errors are problems (RFC 9457)."""

import json
import re
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from archiver.model.article import Article, Repair
from archiver.model.errors import DatabaseRefused
from archiver.web.pages import repaired_paragraphs
from archiver.web.problems import problem_of

STORY = "https://news.example.cn/2023/0727/1.html"


def test_articles_are_found_with_snippets_and_reprints_folded(client: TestClient) -> None:
    found = client.get("/api/articles", params={"q": "援藏 溫室"}).json()
    assert [each["url"] for each in found["articles"]] == [STORY]
    first = found["articles"][0]
    assert set(Article(url="").to_dict()) <= set(first)
    hit = first["hit"]
    assert first["body"][hit["offset"] :].startswith(hit["snippet"])
    assert "援藏" in {hit["snippet"][a:b] for a, b in hit["marks"]}
    assert len(hit["reprints"]) == 1
    assert found["total"] is None


def test_cursor_walks_through_everything_once(client: TestClient) -> None:
    seen, cursor = [], ""
    while True:
        page = client.get("/api/articles", params={"limit": 7, "cursor": cursor, "sort": "newest", "count": "1"}).json()
        seen += [each["id"] for each in page["articles"]]
        if page["next"] is None:
            break
        cursor = page["next"]
    assert len(seen) == len(set(seen)) == page["total"] - 1  # the mirror's copy is folded


@pytest.mark.parametrize(
    ("params", "count"),
    [
        ({"site": "mirror"}, 1),
        ({"source": "西藏日報"}, 21),
        ({"author": "張三"}, 1),
        ({"section": "援藏"}, 1),
        ({"lang": "en"}, 1),
        ({"since": "2025-11-01"}, 1),
        ({"since": "2023-07-27", "until": "2023-07-27", "q": "援藏"}, 1),
        ({"source": ["新华社", "人民日报"]}, 40),
        ({"publisher": "示例新闻网", "spam_below": "0.5"}, 1),
    ],
)
def test_filters(client: TestClient, params: dict[str, str], count: int) -> None:
    assert len(client.get("/api/articles", params={**params, "limit": 100}).json()["articles"]) == count


def test_article_versions_and_diff(client: TestClient) -> None:
    assert client.get("/api/articles/1").json()["version"] == 2
    assert client.get("/api/articles/1", params={"version": 1}).json()["title"] == "把温室建在高原上——河北援藏工作纪实"
    versions = client.get("/api/articles/1/versions").json()["versions"]
    assert [(each["number"], each["kind"]) for each in versions] == [(1, "first"), (2, "editor")]
    diff = client.get("/api/articles/1/diff").json()
    assert (diff["from"], diff["to"]) == (1, 2)
    assert ["out", "工作"] in diff["fields"]["title"]
    assert ["in", "三年"] in diff["fields"]["title"]


def test_reprints_stand_at_their_own_clock_on_the_page(client: TestClient) -> None:
    shown = client.get("/articles/1", headers={"Accept-Language": "en"}).text
    listed = shown.partition('<ol class="reprints">')[2].partition("</ol>")[0]
    assert re.findall(r"<span>(.*?)</span>", listed) == ["27 July 2023 09:34", "30 July 2023 09:34"]


def test_reprints_sites_runs_facets_timeline(client: TestClient) -> None:
    reprints = client.get("/api/articles/1/reprints").json()["reprints"]
    assert (reprints[0]["id"], reprints[0]["is_original"]) == (1, True)
    assert len(reprints) == 2
    assert [each["published_at"] for each in reprints] == ["2023-07-27T09:34:00+08:00", "2023-07-30T09:34:00+08:00"]
    sites = client.get("/api/sites").json()["sites"]
    assert [(each["name"], each["articles"]) for each in sites] == [("example", 64), ("mirror", 1)]
    assert sites[0]["last_status"] == "done"
    assert sites[0]["stats"]["edited"] == 2
    runs = client.get("/api/runs", params={"site": "example"}).json()["runs"]
    assert [run["counts"].get("new") for run in runs] == [None, 64]
    facets = client.get("/api/facets", params={"q": "高原"}).json()
    assert {"value": "zh-Hans", "articles": 62} in facets["language"]
    timeline = client.get("/api/timeline", params={"q": "援藏", "by": "month"}).json()
    assert timeline == {"by": "month", "total": 2, "buckets": [{"start": "2023-07-01", "articles": 2}]}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/articles/999", 404),
        ("/api/articles/x", 404),
        ("/api/articles/999/versions", 404),
        ("/api/articles/1?version=9", 404),
        ("/api/articles/1?version=0", 400),
        ("/api/articles?limit=0", 400),
        ("/api/articles?limit=1000", 400),
        ("/api/articles?limit=１", 400),
        ("/api/articles?sort=best", 400),
        ("/api/articles?cursor=zz", 400),
        ("/api/articles?since=yesterday", 400),
        ("/api/articles?until=2023-13-01", 400),
        ("/feed.json?saved=nobody", 404),
        ("/api/articles?spam_below=nan", 400),
        ("/api/timeline?by=year", 400),
        ("/api/articles?q=" + "a" * 1001, 400),
        ("/api/articles?" + "site=a&" * 30, 400),
        ("/cdx", 400),
        ("/cdx?url=https://nowhere.example/", 404),
        ("/timemap/link/https://nowhere.example/", 404),
        ("/memento/20260301000000/https://nowhere.example/", 404),
        ("/memento/20261399000000/" + STORY, 400),
        ("/nothing", 404),
        ("/static/../app.py", 404),
        ("/static/%2e%2e/app.py", 404),
        ("/api/articles?x=" + "y" * 20_000, 400),
    ],
)
def test_errors_are_problems(client: TestClient, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == status
    assert problem["detail"]
    assert "Traceback" not in answer.text


def test_a_saved_search_is_a_feed_at_a_lasting_address(client: TestClient) -> None:
    saved = client.get("/feed.json", params={"saved": "aid"}).json()
    asked = client.get("/feed.json", params={"q": "援藏 OR 援疆", "source": "西藏日报"}).json()
    assert saved["items"] == asked["items"] != []
    assert saved["title"].endswith("aid")
    assert "aid" in client.get("/feed.atom?saved=aid").text
    assert client.get("/", headers={"Accept": "text/html"}).text.count("aid</a>") == 1


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_only_reading(client: TestClient, method: str) -> None:
    answer = client.request(method, "/api/articles")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD"


def test_etag_saves_the_second_answer(client: TestClient) -> None:
    first = client.get("/api/articles/1")
    again = client.get("/api/articles/1", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert client.get("/api/articles/1", headers={"If-None-Match": '"other"'}).status_code == 200


def test_gzip_when_asked(client: TestClient) -> None:
    assert client.get("/api/articles", headers={"Accept-Encoding": "gzip"}).headers["content-encoding"] == "gzip"
    assert "content-encoding" not in client.get("/api/articles", headers={"Accept-Encoding": "identity"}).headers


def test_no_cors(client: TestClient) -> None:
    answer = client.get("/api/articles", headers={"Origin": "https://elsewhere.example"})
    assert not [name for name in answer.headers if name.startswith("access-control")]


def test_feeds(client: TestClient) -> None:
    feed = ElementTree.fromstring(client.get("/feed.atom", params={"q": "援藏"}).text)
    names = {"a": "http://www.w3.org/2005/Atom"}
    assert [entry.findtext("a:title", namespaces=names) for entry in feed.findall("a:entry", names)] == [
        "把温室建在高原上——河北援藏三年纪实"
    ]
    ElementTree.fromstring(client.get("/feed.atom").text)  # control characters and markup in it do no harm
    items = client.get("/feed.json", params={"q": "援藏"}).json()["items"]
    assert items[0]["external_url"] == STORY


def test_cdx_timemap_and_memento(client: TestClient) -> None:
    lines = [json.loads(line) for line in client.get("/cdx", params={"url": STORY}).text.splitlines()]
    assert [line["timestamp"] for line in lines] == ["20260301080000", "20260302080000"]
    timemap = client.get(f"/timemap/link/{STORY}")
    assert timemap.headers["content-type"].startswith("application/link-format")
    assert timemap.text.count('memento"; datetime=') == 2
    gate = client.get(f"/memento/{STORY}", headers={"Accept-Datetime": "Sun, 01 Mar 2026 09:00:00 GMT"})
    assert gate.status_code == 302
    assert "20260301080000" in gate.headers["location"]
    assert "accept-datetime" in gate.headers["vary"].lower()
    page = client.get(gate.headers["location"])
    assert page.headers["memento-datetime"] == "Sun, 01 Mar 2026 08:00:00 GMT"
    assert "工作纪实" in page.text
    assert client.get(f"/memento/{STORY}").headers["location"].count("20260302080000") == 1
    assert client.get("/timemap/link/" + quote(STORY, safe="")).status_code == 200


def test_a_memento_of_an_odd_address(client: TestClient) -> None:
    address = quote("/memento/20260301080002/https://news.example.cn/evil?a=1&b=<script>", safe="/:?=&")
    assert client.get(client.get(address).headers["location"]).status_code == 200


def test_a_served_page_is_sandboxed(client: TestClient) -> None:
    page = client.get(f"/memento/20260301080000/{STORY}")
    policy = page.headers["content-security-policy"]
    assert policy.startswith("sandbox; default-src 'none'")
    assert "allow-scripts" not in policy
    assert page.headers["x-content-type-options"] == "nosniff"


def test_openapi_names_every_address(client: TestClient) -> None:
    described = set(client.get("/openapi.json").json()["paths"])
    served = {route.path for route in client.app.routes if route.path.startswith("/api/")}  # type: ignore[attr-defined]
    assert served <= described


def test_health_and_metrics(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    client.get("/api/articles/999")
    text = client.get("/metrics").text
    assert 'archiver_articles{site="example"} 64' in text
    assert 'archiver_http_answers_total{kind="api_article",status="404"}' in text


def test_what_the_database_refuses_is_told_without_its_words() -> None:
    """A statement that took too long ends so too; the database's own words may name hosts and files."""
    problem = problem_of(DatabaseRefused("could not connect to db.internal as archivist"))
    assert (problem.status, problem.headers["Retry-After"]) == (503, "5")
    assert "internal" not in problem.detail
    assert "secret" not in problem_of(RuntimeError("secret")).detail


NASTY = st.text(st.characters(codec=None, exclude_categories=["Cs"]), max_size=40)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(["q", "site", "since", "sort", "limit", "cursor", "by", "url", "spam_below", "version", "ui"]),
    value=NASTY,
)
def test_no_parameter_brings_down_an_answer(client: TestClient, name: str, value: str) -> None:
    for path in ("/api/articles", "/api/timeline", "/api/articles/1", "/cdx", "/", "/articles/1", "/runs"):
        answer = client.get(path, params={name: value}, headers={"Accept": "text/html"})
        assert answer.status_code in (200, 400, 404), (path, name, value)


def test_an_article_that_is_gone_says_so(client: TestClient) -> None:
    found = client.get("/api/articles", params={"q": "title:第0期"}).json()["articles"][0]["id"]
    assert "No longer at its address since 2 March 2026" in client.get(f"/articles/{found}", params={"ui": "en"}).text
    assert "No longer at its address" not in client.get("/articles/1", params={"ui": "en"}).text
    client.cookies.clear()


def test_repaired_text_is_marked_where_it_stands() -> None:
    article = Article(
        url="https://example.org/",
        body="一二三四\n\n五六七八",
        repairs=(
            Repair(kind="conversion", field="body", offset=1, before="貳", after="二"),
            Repair(kind="reading", field="body", offset=3, before="(sì)", after=""),
            Repair(kind="slip", field="body", offset=8, before="?", after="七八"),
            Repair(kind="slip", field="title", offset=0, before="?", after="一"),
        ),
    )
    found = [(each.text, each.marks) for each in repaired_paragraphs(article)]
    assert found == [("一二三四", ((1, 2),)), ("五六七八", ((2, 4),))]
