"""Every command and snippet of the docs is typed as it stands, in the page's order, against the served sample site."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from archiver.cli.sample_server import SampleServer, sample_site_folder
from bench.tutorial import sections
from tests.docs.console import Reader, blocks_of, first_missing, steps_of

DOCS = Path(__file__).parents[2] / "docs"
PAGES = sorted(str(page.relative_to(DOCS)) for page in DOCS.rglob("*.md") if "decisions" not in page.parts)


@pytest.fixture
def origin() -> Iterator[str]:
    with SampleServer(sample_site_folder() / "www") as server:
        yield server.origin


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an archive of the sample site and its mirror, for pages that take one for granted."""
    folder = tmp_path_factory.mktemp("archive")
    places = ("--db", f"sqlite:///{folder}/data/archive.db", "--captures", f"{folder}/data/captures")
    words = [sys.executable, "-m", "archiver", "demo", "--port", "0", *places]
    subprocess.run(words, cwd=folder, check=True, capture_output=True, timeout=120)
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("page", [page for page in PAGES if blocks_of(DOCS / page)])
def test_a_page_does_as_it_says(page: str, origin: str, archive: Path, tmp_path: Path) -> None:
    folder = tmp_path / "reader"
    if page.startswith(("howto", "tutorial", "zh")):
        folder.mkdir()
    else:
        shutil.copytree(archive, folder)
    with Reader(folder, origin) as reader:
        reader.follow(blocks_of(DOCS / page))


def test_the_tutorial_has_steps() -> None:
    commands = [step.command for block in blocks_of(DOCS / "tutorial.md") for step in steps_of(block.text)]
    assert len(commands) > 15


def test_the_tutorial_is_ten_minutes_of_reading_and_typing() -> None:
    """At 200 words and 200 characters a minute; an archive that can be searched stands within three."""
    found = sections((DOCS / "tutorial.md").read_text(encoding="utf-8"))
    minutes = [(section.words + section.characters) / 200 for section in found]
    assert [section.title for section in found][2] == "2. Crawl"
    assert sum(minutes[:3]) <= 3
    assert sum(minutes) <= 10


@pytest.mark.parametrize(
    ("expected", "said", "missing"),
    [
        (["a … c"], "x\na b c\n", None),
        (["a", "b"], "b\na\n", "b"),
        (["…", "end"], "begin\nend\n", None),
        (["two"], "one\n", "two"),
    ],
)
def test_what_must_come_out(expected: list[str], said: str, missing: str | None) -> None:
    assert first_missing(expected, said) == missing
