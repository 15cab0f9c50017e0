"""How long does the tutorial take? Words to read, characters to type, and what its commands take to run, by section.

    python -m bench.tutorial [--run] [--words 200] [--characters 200]

Words are those of the prose, read at 200 a minute (slow: grown-ups read English at about 240, Brysbaert 2019);
characters are those of every command, file and snippet, typed at 200 a minute (40 words, an average typist) though most
of them can be copied. `--run` types the page against the sample site, as tests/docs does, and times each section by the
clock. What the network takes (`git clone`, the libraries) is not counted, nor are commands that only show a mistake.
"""

import argparse
import re
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from archiver.cli.sample_server import SampleServer, sample_site_folder
from tests.docs.console import BLOCK, Reader, blocks_of, steps_of

PAGE = Path(__file__).parents[1] / "docs" / "tutorial.md"
_MARKUP = re.compile(r"<!--.*?-->|\]\([^)]*\)|[`*#\[\]<>|]", re.DOTALL)


class Section(NamedTuple):
    """One section of the page."""

    title: str
    words: int
    characters: int
    text: str


def sections(page: str) -> list[Section]:
    """The page's sections, what stands before the first among them."""
    parts = re.split(r"(?m)^## ", page)
    titles = ["before the first", *(part.partition("\n")[0] for part in parts[1:])]
    return [
        Section(title, len(_MARKUP.sub(" ", BLOCK.sub(" ", part)).split()), typed(part), part)
        for title, part in zip(titles, parts, strict=True)
    ]


def typed(part: str) -> int:
    """How many characters a section has its reader type, line ends among them."""
    count = 0
    for block in BLOCK.finditer(part):
        if block["reason"] and "mistake" in block["reason"]:
            continue
        if block["kind"] == "console":
            count += sum(len(step.command) + 1 for step in steps_of(block["text"]))
        else:
            count += len(block["text"])
    return count


def run_times(found: list[Section]) -> list[float]:
    """Seconds that each section's commands take, typed one after another in one folder."""
    times = []
    with (
        tempfile.TemporaryDirectory() as folder,
        SampleServer(sample_site_folder() / "www") as server,
        Reader(Path(folder), server.origin) as reader,
    ):
        page = Path(folder) / "section.md"
        for section in found:
            page.write_text(section.text, encoding="utf-8")
            start = time.perf_counter()
            reader.follow(blocks_of(page))
            times.append(time.perf_counter() - start)
    return times


def main() -> int:
    """Print a row for each section, with what has passed by its end."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--run", action="store_true", help="run the commands as well")
    parser.add_argument("--words", type=int, default=200, help="read in a minute")
    parser.add_argument("--characters", type=int, default=200, help="typed in a minute")
    asked = parser.parse_args()
    found = sections(PAGE.read_text(encoding="utf-8"))
    times = run_times(found) if asked.run else [0.0] * len(found)
    print(
        "| section | words | characters | reading and typing, minutes | running, seconds | passed by its end, minutes |"
    )
    print("|---|---:|---:|---:|---:|---:|")
    passed = 0.0
    for section, seconds in zip(found, times, strict=True):
        own = section.words / asked.words + section.characters / asked.characters
        passed += own + seconds / 60
        print(
            f"| {section.title} | {section.words} | {section.characters} | {own:.1f} | {seconds:.0f} | {passed:.1f} |"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
