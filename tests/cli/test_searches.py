"""`archiver searches` from the command line."""

import json
import sys
from pathlib import Path

import pytest

from archiver.cli.main import run

SECRET = "https://hooks.example/T0/SECRET"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ARCHIVER_DB", f"sqlite:///{tmp_path}/archive.db")


def listed(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    capsys.readouterr()
    assert run(["searches", "list"]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_kept_listed_and_removed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["searches", "add", "aid", "援藏", "--webhook", SECRET, "--source", "西藏日报"]) == 0
    assert run(["searches", "add", "feed", "拉萨"]) == 0
    rows = listed(capsys)
    assert [(row["name"], row["words"], row["target"]) for row in rows] == [
        ("aid", "援藏", "webhook https://hooks.example/…"),
        ("feed", "拉萨", "feed"),
    ]
    assert "SECRET" not in json.dumps(rows)
    assert run(["searches", "remove", "aid"]) == 0
    assert [row["name"] for row in listed(capsys)] == ["feed"]
    assert run(["searches", "remove", "aid"]) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["aid", "x", "--webhook", SECRET, "--command", "true"],
        ["aid", "x", "--webhook", "ftp://a.example/"],
        ["aid", "x", "--allow", "localhost:1"],
        ["A b", "x"],
        ["aid", "???"],
        ["aid", "x", "--since", "soon"],
    ],
)
def test_what_cannot_be_kept_is_a_wrong_call(arguments: list[str]) -> None:
    assert run(["searches", "add", *arguments]) == 2


def test_a_run_tells_once_and_ends_with_1_when_it_cannot(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["searches", "add", "ok", "", "--command", f"{sys.executable} -c pass"]) == 0
    assert run(["searches", "add", "bad", "", "--command", "no-such-program-here"]) == 0
    assert run(["searches", "run"]) == 0
    from archiver.model.visit import Kind, Outcome, Visit
    from archiver.store.archive import Archive
    from tests.web.seeded import STORY

    with Archive.open(f"sqlite:///{tmp_path}/archive.db") as archive:
        number = archive.start_run("example")
        visit = Visit(url=STORY.url, kind=Kind.ARTICLE, outcome=Outcome.NEW, visited_at=archive.clock(), article=STORY)
        archive.save_visits([visit], number)
    capsys.readouterr()
    assert run(["searches", "run"]) == 1
    told = {row["search"]: row["sent"] for row in map(json.loads, capsys.readouterr().out.splitlines())}
    assert told == {"bad": False, "ok": True}
    assert run(["searches", "run"]) == 0
