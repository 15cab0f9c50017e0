"""What goes out to others: an article's evidence, a frozen data set, JSON-LD; each verified as a stranger would."""

import csv
import hashlib
import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest

from archiver.captures.records import payload_digest
from archiver.captures.writer import CaptureWriter
from archiver.cli.main import run
from archiver.model.page import Page

URL = "https://news.example/2024/06/t20240601_1.html"
WORDS = "县里的水利部门提前对水库进行了检查，确保安全度汛，群众的生产生活没有受到影响，受灾的农田也得到了补种。"


def page(day: int, text: str, url: str = URL) -> Page:
    html = f"""<html><head><meta charset="utf-8"></head><body><h1>青林县发布高温预警</h1>
    <p>2024-06-01 10:00 来源：青林日报 作者：张伟</p><div><p>入夏以来，{text}，{WORDS}</p><p>{text}。{WORDS}</p></div>
    </body></html>"""
    moment = datetime(2024, 6, 10, tzinfo=UTC) + timedelta(days=day)
    headers = (("Content-Type", "text/html; charset=utf-8"),)
    return Page(
        url=url, body=html.encode(), headers=headers, content_type="text/html; charset=utf-8", fetched_at=moment
    )


@pytest.fixture
def shared(tmp_path: Path) -> list[str]:
    """An archive of two articles; the first was edited and then served again as before. Gives the options naming it."""
    folder = tmp_path / "captures"
    with CaptureWriter(folder) as writer:
        writer.write(page(0, "气象台两次发布预警"))
        writer.write(page(1, "气象台三次发布预警"))
        writer.write(page(2, "气象台两次发布预警"))
        writer.write(page(0, "牧民搬进新居", "https://news.example/2024/06/t20240602_2.html"))
    options = ["--db", f"sqlite:///{tmp_path}/a.db", "--captures", str(folder), "-q"]
    assert run(["import", str(folder), *options]) == 0
    return options


def test_a_bundle_verifies_by_plain_tools(shared: list[str], tmp_path: Path) -> None:
    assert run(["show", URL, "--bundle", str(tmp_path / "b.zip"), *shared]) == 0
    ZipFile(tmp_path / "b.zip").extractall(tmp_path / "b")
    folder = tmp_path / "b"
    lines = (folder / "SHA256SUMS").read_text("utf-8").splitlines()
    assert sorted(line.split("  ")[1] for line in lines) == sorted(
        each.name for each in folder.iterdir() if each.name != "SHA256SUMS"
    )
    for line in lines:
        digest, name = line.split("  ")
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    checked = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "warcio.cli", "check", "-v", str(folder / "captures.warc.gz")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stdout
    assert "fail" not in checked.stdout


def test_a_bundle_holds_the_article_whole(shared: list[str], tmp_path: Path) -> None:
    run(["show", URL, "--bundle", str(tmp_path / "b.zip"), *shared])
    with ZipFile(tmp_path / "b.zip") as bundle:
        article = json.loads(bundle.read("article.json"))
        versions = [json.loads(line) for line in bundle.read("versions.jsonl").splitlines()]
        listed = json.loads(bundle.read("captures.json"))
        warc = bundle.read("captures.warc.gz")
    assert [each["number"] for each in versions] == [1, 2, 3]
    assert versions[-1]["record"]["body"] == article["body"]
    assert article["capture"]["digest"] == payload_digest(page(0, "气象台两次发布预警").body)
    assert [each["record"] for each in listed] == ["response", "request", "response", "request", "revisit", "request"]
    assert [each["versions_read"] for each in listed if each["record"] != "request"] == [[1], [2], [3]]
    for each in listed:
        start = each["here"]["offset"]
        assert hashlib.sha256(warc[start : start + each["bytes"]]).hexdigest() == each["sha256"]


def test_a_bundle_can_be_imported_again(shared: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["show", URL, "--bundle", str(tmp_path / "b.zip"), *shared])
    ZipFile(tmp_path / "b.zip").extract("captures.warc.gz", tmp_path)
    options = ["--db", f"sqlite:///{tmp_path}/other.db", "--captures", str(tmp_path / "other"), "-q"]
    assert run(["import", str(tmp_path / "captures.warc.gz"), *options]) == 0
    capsys.readouterr()
    for where in (shared, options):
        assert run(["show", URL, "--version", "2", "--format", "jsonl", *where]) == 0
    one, other = map(json.loads, capsys.readouterr().out.splitlines())
    assert {key: one[key] for key in ("title", "body", "source", "published_at", "captured_at")} == {
        key: other[key] for key in ("title", "body", "source", "published_at", "captured_at")
    }


def test_the_same_evidence_gives_the_same_bundle(shared: list[str], tmp_path: Path) -> None:
    for name in ("1.zip", "2.zip"):
        run(["show", URL, "--bundle", str(tmp_path / name), *shared])
    assert (tmp_path / "1.zip").read_bytes() == (tmp_path / "2.zip").read_bytes()


@pytest.mark.parametrize("kind", ["jsonl", "csv"])
def test_a_cited_data_set_is_the_same_each_time_and_its_digests_hold(
    shared: list[str], tmp_path: Path, kind: str
) -> None:
    made = []
    for folder in ("one", "two"):
        out = tmp_path / folder / f"news.{kind}"
        out.parent.mkdir()
        assert run(["export", "--format", kind, "--cite", "--versions", "--out", str(out), *shared]) == 0
        made.append({each.name: each.read_bytes() for each in out.parent.iterdir()})
    assert made[0] == made[1]
    assert sorted(made[0]) == [f"news.{kind}{end}" for end in (
        "", ".CITATION.cff", ".cite.txt", ".digests.tsv", ".manifest.json")]  # fmt: skip
    manifest = json.loads(made[0][f"news.{kind}.manifest.json"])
    assert manifest["records"] == 4
    assert manifest["published"] == ["2024-06-01", "2024-06-01"]
    for name, told in manifest["files"].items():
        assert hashlib.sha256(made[0][name]).hexdigest() == told["sha256"]
    assert manifest["name"] in made[0][f"news.{kind}.cite.txt"].decode()
    assert manifest["name"] in made[0][f"news.{kind}.CITATION.cff"].decode()
    rows = list(csv.DictReader(made[0][f"news.{kind}.digests.tsv"].decode().splitlines(), delimiter="\t"))
    assert len(rows) == 4
    if kind == "jsonl":
        lines = [json.loads(line) for line in made[0]["news.jsonl"].splitlines()]
        again = [json.dumps(x, ensure_ascii=False, sort_keys=True, separators=(",", ":")) for x in lines]
        assert [hashlib.sha256(each.encode()).hexdigest() for each in again] == [row["sha256"] for row in rows]


def test_json_ld_says_what_the_page_says(shared: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(["export", "--schema-org", *shared]) == 0
    first = json.loads(capsys.readouterr().out.splitlines()[0])
    body = first.pop("articleBody")
    assert body.startswith("入夏以来，气象台两次发布预警")
    assert first.pop("sdDatePublished").startswith("2024-06-12")
    assert first.pop("identifier").startswith("sha1:")
    assert first == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": URL,
        "url": URL,
        "headline": "青林县发布高温预警",
        "datePublished": first["datePublished"],
        "author": [{"@type": "Person", "name": "张伟"}],
        "sourceOrganization": {"@type": "Organization", "name": "青林日报"},
        "inLanguage": "zh-Hans",
        "version": 3,
    }


@pytest.mark.parametrize(
    "words", [["--cite"], ["--schema-org", "--format", "csv"], ["--schema-org", "--cite", "--out", "x"]]
)
def test_what_does_not_go_together_is_refused(shared: list[str], words: list[str]) -> None:
    assert run(["export", *words, *shared]) == 2
