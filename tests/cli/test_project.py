"""A working folder made by the command line: init, doctor, completion, and a site that is stated as data."""

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from archiver.cli.ailments import EXTRAS


def run(folder: Path, *words: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    left = {name: value for name, value in os.environ.items() if not name.startswith("ARCHIVER_")}
    return subprocess.run(
        [sys.executable, "-m", "archiver", *words],
        cwd=folder,
        env={**left, **variables},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    assert run(tmp_path, "init", "news").returncode == 0
    return tmp_path / "news"


def test_init_makes_a_folder_that_works(folder: Path) -> None:
    assert sorted(each.name for each in folder.iterdir()) == [".gitignore", "archiver.toml", "data"]
    assert run(folder, "doctor").returncode == 0
    again = run(folder.parent, "init", "news")
    assert again.returncode == 2
    assert "there is a project already" in again.stderr


def test_every_commented_setting_of_the_first_file_holds(folder: Path) -> None:
    file = folder / "archiver.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"(?m)^# (?=\[|\w+ = )", "", text), encoding="utf-8")
    listed = run(folder, "sites", "--format", "jsonl")
    assert listed.returncode == 0, listed.stderr
    assert "example_daily" in [json.loads(line)["name"] for line in listed.stdout.splitlines()]
    scheduled = run(folder, "schedule", "list", "--format", "jsonl")
    assert json.loads(scheduled.stdout)["site"] == "example_daily"


def test_a_faulty_file_stops_with_its_line_and_no_traceback(folder: Path) -> None:
    (folder / "archiver.toml").write_text("[crawl]\ndelay = 'x'\n", encoding="utf-8")
    for words in (["search", "x"], ["crawl", "https://news.example/"], ["doctor"]):
        done = run(folder, *words)
        assert done.returncode == 2
        assert "line 2: delay takes" in done.stderr
        assert "Traceback" not in done.stderr


def test_doctor_names_what_is_wrong(folder: Path) -> None:
    (folder / "data" / "archive.db").write_text("this is no database", encoding="utf-8")
    done = run(folder, "doctor", "--format", "jsonl")
    assert done.returncode == 1
    states = {row["what"]: row["state"] for row in map(json.loads, done.stdout.splitlines())}
    assert states["database"] == "wrong"
    assert states["Python"] == "ok"


def test_doctor_knows_every_extra() -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert set(EXTRAS) == set(project["optional-dependencies"])


def test_doctor_hides_passwords(folder: Path) -> None:
    done = run(folder, "doctor", ARCHIVER_DB="postgresql+psycopg://me:secret@127.0.0.1:1/none")
    assert done.returncode == 1
    assert "secret" not in done.stdout + done.stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(folder: Path, shell: str) -> None:
    assert "_ARCHIVER_COMPLETE" in run(folder, "completion", shell).stdout


def test_completion_offers_commands(folder: Path) -> None:
    done = run(folder, _ARCHIVER_COMPLETE="bash_complete", COMP_WORDS="archiver se", COMP_CWORD="1")
    assert {line.partition(",")[2] for line in done.stdout.splitlines()} == {"search", "searches", "serve"}


def test_doctor_asks_remote_captures_whether_they_answer(folder: Path) -> None:
    dead = {"AWS_ENDPOINT_URL": "http://127.0.0.1:1", "AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b"}
    for name, state in (("memory://news", "ok"), ("s3://news/captures", "wrong"), ("nowhere://news", "wrong")):
        done = run(folder, "doctor", "--format", "jsonl", ARCHIVER_CAPTURES=name, AWS_MAX_ATTEMPTS="1", **dead)
        rows = {row["what"]: row for row in map(json.loads, done.stdout.splitlines())}
        assert (rows["captures"]["state"], name in rows["captures"]["found"]) == (state, True), rows["captures"]
