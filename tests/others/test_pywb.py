"""pywb replays the captures from our index, revisits too, and makes the same keys itself."""

import json
import shutil
import subprocess
import urllib.request
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from archiver.cli.main import run
from tests.others.conftest import URL, page, program


@pytest.fixture
def root(archive: list[str], tmp_path: Path, serve: Callable[[Sequence[str], str], str]) -> str:
    """A collection whose captures are ours, by name, and whose index `archiver cdx` wrote."""
    home = tmp_path / "collections" / "news"
    (home / "indexes").mkdir(parents=True)
    shutil.copytree(tmp_path / "captures", home / "archive")
    assert run(["cdx", "--out", str(home / "indexes" / "index.cdxj"), *archive]) == 0
    return serve([program("pywb", "wayback"), "-p", "{port}", "-b", "127.0.0.1"], "/news/cdx?url=x")


def replay(root: str, stamp: str, url: str) -> bytes:
    with urllib.request.urlopen(f"{root}/news/{stamp}id_/{url}", timeout=60) as answer:
        body: bytes = answer.read()
        return body


@pytest.mark.parametrize(
    ("label", "stamp", "number"),
    [("a capture", "20240610000200", 2), ("the first of two", "20240610000100", 1), ("a revisit", "20240610010100", 1)],
)
def test_a_page_comes_back_byte_for_byte(root: str, label: str, stamp: str, number: int) -> None:
    assert replay(root, stamp, URL.format(number)) == page(number).body


def test_both_captures_of_an_address_are_listed(root: str) -> None:
    with urllib.request.urlopen(f"{root}/news/cdx?url={URL.format(1)}&output=json", timeout=60) as answer:
        lines = [json.loads(line) for line in answer.read().splitlines()]
    assert [line["timestamp"] for line in lines] == ["20240610000100", "20240610010100"]


def test_our_keys_are_those_of_its_own_indexer(archive: list[str], tmp_path: Path) -> None:
    run(["cdx", "--out", str(tmp_path / "ours.cdxj"), *archive])
    (file,) = (tmp_path / "captures").rglob("*.warc.gz")
    made = subprocess.run(
        [program("pywb", "cdx-indexer"), "-j", "-s", str(file)], capture_output=True, text=True, check=True
    )
    ours = [line.split(" ", 2)[:2] for line in (tmp_path / "ours.cdxj").read_text("utf-8").splitlines()]
    theirs = [line.split(" ", 2)[:2] for line in made.stdout.splitlines() if not line.startswith("!")]
    assert [key for key in ours if "robots" not in key[0]] == sorted(theirs)
